#include "app/pacing.hpp"

#include <algorithm>

namespace dashsim::app {

WallTime wall_now() {
  return std::chrono::steady_clock::now();
}

std::string wall_timestamp() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return kernel::format_instant(
      kernel::VirtualTime{std::chrono::duration_cast<kernel::Duration>(since_epoch)});
}

kernel::VirtualTime Pacer::virtual_at(WallTime wall) const {
  const std::chrono::duration<double, std::milli> passed = wall - wall_anchor_;
  const double limit = static_cast<double>(kernel::kDurationMax.count());
  const double virtual_ms = std::min(passed.count() * speed_, limit);
  return virtual_anchor_ + kernel::Duration{static_cast<kernel::Duration::rep>(virtual_ms)};
}

WallTime Pacer::wall_at(kernel::VirtualTime time) const {
  const double virtual_ms = static_cast<double>((time - virtual_anchor_).count());
  const std::chrono::duration<double, std::milli> wall_ms(virtual_ms / speed_);
  const WallTime due =
      wall_anchor_ + std::chrono::ceil<std::chrono::milliseconds>(
                         std::min(wall_ms, std::chrono::duration<double, std::milli>(1e14)));
  return std::min(due, wall_now() + std::chrono::hours(24));
}

}  // namespace dashsim::app
