#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "kernel/time.hpp"

/// The only place where wall time is read. It paces virtual clocks and tells how long the process
/// has been up; it never reaches an answer of the simulated API.
namespace dashsim::app {

using WallTime = std::chrono::steady_clock::time_point;
WallTime wall_now();
/// "2026-01-05T09:00:00.000Z" of the wall clock, for health reports.
std::string wall_timestamp();

/// Ties a virtual clock to wall time: from an anchor on, it runs `speed` times as fast.
class Pacer {
 public:
  Pacer(kernel::VirtualTime virtual_anchor, WallTime wall_anchor, double speed)
      : virtual_anchor_(virtual_anchor), wall_anchor_(wall_anchor), speed_(speed) {}

  kernel::VirtualTime virtual_at(WallTime wall) const;
  /// When wall time comes to a virtual instant; at most a day ahead, so that it can be waited for.
  WallTime wall_at(kernel::VirtualTime time) const;

 private:
  kernel::VirtualTime virtual_anchor_;
  WallTime wall_anchor_;
  double speed_;
};

}  // namespace dashsim::app
