#pragma once

#include "scenario/scenario.hpp"
#include "scenario/tree.hpp"

namespace dashsim::scenario {

/// The values that a tree of the right shape holds. What does not parse is left at its default: the
/// shape has complained of it already. Complains of words that only the order type can tell
/// (states).
Scenario read_values(const Node& root, Complaints& complaints);

/// An entry of a timeline of the right shape; times such as +2d count from `start`.
TimelineEntry read_timeline_entry(const Node& node, kernel::VirtualTime start);

/// Adds the addresses of a file of fixtures/geography to those that the scenario names.
void read_known_addresses(const Node& root, Scenario& scenario);
/// Sets the usual lifecycles from the tree of a file of fixtures/lifecycles.
void read_usual_lifecycles(const Node& root, Scenario& scenario, Complaints& complaints);

}  // namespace dashsim::scenario
