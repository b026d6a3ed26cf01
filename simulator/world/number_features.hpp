#pragma once

#include "world/effects.hpp"

/// What orders about the features of numbers do. Numbers that they handled or failed to handle are
/// noted in the order. Reference: lidbs, dldas, tnoptions, numbersAssignment.
namespace dashsim::world {

Outcome set_lidb(World& world, Order& order);
Outcome set_dlda(World& world, Order& order);
Outcome set_tn_options(World& world, Order& order);
Outcome assign_to_end_users(World& world, Order& order);

}  // namespace dashsim::world
