#include "world/porting.hpp"

#include <algorithm>

#include "world/world.hpp"

namespace dashsim::world {

using kernel::Date;
using kernel::VirtualTime;

Date earliest_foc(const World& world, std::uint64_t interval) {
  const Date tomorrow = kernel::eastern_date(world.now()) + std::chrono::days(1);
  const std::uint64_t between = interval == 0 ? 0 : interval - 1;
  return kernel::business_day(tomorrow, static_cast<unsigned>(between));
}

Date foc_day(VirtualTime foc) {
  return Date{std::chrono::floor<std::chrono::days>(foc.time_since_epoch())};
}

void commit_foc_date(World& world, Order& order) {
  Porting& port = *order.porting;
  if (port.immediately && port.type == scenario::PortType::kInternal) {
    port.actual_foc = port.activation = world.now();
    return;
  }
  const Date earliest = kernel::eastern_date(world.now()) + std::chrono::days(1);
  const bool late = port.requested_foc && foc_day(*port.requested_foc) < earliest;
  if (port.requested_foc && !late && port.triggered) {
    port.actual_foc = port.activation = port.requested_foc;
    return;
  }
  const Date day = port.requested_foc && !late ? foc_day(*port.requested_foc)
                                               : earliest_foc(world, port.interval);
  port.activation = kernel::eastern_instant(day, kDefaultActivation);
  port.actual_foc = port.activation;
}

}  // namespace dashsim::world
