#pragma once

#include <string>

#include "kernel/calendar.hpp"
#include "world/orders.hpp"

/// Dates and effects of ports. Reference: portins, RequestedFocDate and activationStatus.
namespace dashsim::world {

class World;

/// The time of day in New York at which numbers move that nobody activates: 11:30.
inline constexpr kernel::Duration kDefaultActivation =
    std::chrono::hours(11) + std::chrono::minutes(30);

/// The first day on which a carrier with that interval (business days) can let numbers go.
kernel::Date earliest_foc(const World& world, std::uint64_t interval);
/// The day that an instant of RequestedFocDate or ActualFocDate stands for.
kernel::Date foc_day(kernel::VirtualTime foc);

/// The losing carrier agrees: to the requested date, or to the first one that it can do.
void commit_foc_date(World& world, Order& order);

}  // namespace dashsim::world
