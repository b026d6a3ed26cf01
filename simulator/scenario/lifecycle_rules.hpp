#pragma once

#include "scenario/scenario.hpp"
#include "scenario/tree.hpp"

/// How lifecycles are written: read and checked.
namespace dashsim::scenario {

/// A lifecycle of the right shape; times such as +2d count from `start`.
Lifecycle read_lifecycle(const Node& node, OrderType type, kernel::VirtualTime start,
                         Complaints& complaints);
/// Complains of steps that are never reached or never end, and of conditions that never hold.
void check_lifecycle(const Lifecycle& lifecycle, Complaints& complaints);

}  // namespace dashsim::scenario
