#pragma once

#include "world/effects.hpp"

/// Who is told of emergency calls from which endpoints. Reference: emergencyNotificationRecipients,
/// emergencyNotificationGroups and their orders.
namespace dashsim::world {

Outcome change_emergency_group(World& world, Order& order);
Outcome change_emergency_endpoints(World& world, Order& order);

}  // namespace dashsim::world
