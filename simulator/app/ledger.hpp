#pragma once

#include <chrono>
#include <cstddef>
#include <map>

#include "control/metrics.hpp"

namespace dashsim::app {

/// What a room has counted, in all the worlds that it has held one after the other.
class Ledger {
 public:
  /// A request has been answered. `operation` is its place in the catalogue, or behind its end.
  void note(std::size_t operation, std::chrono::nanoseconds took) {
    latencies_[operation].note(took);
  }
  /// Another world takes the place of one: what that one has counted stays, and what the other has
  /// counted already, as an earlier state of the same world, is not counted twice.
  void replace(const world::World& before, const world::World& after);
  /// The first world begins with what another room has counted.
  void fork(const world::World& world) { past_.take_away(control::tally_of(world)); }

  control::Tally tally(const world::World& now) const;

 private:
  control::Tally past_;
  std::map<std::size_t, control::Histogram> latencies_;
};

}  // namespace dashsim::app
