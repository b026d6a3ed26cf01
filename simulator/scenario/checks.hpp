#pragma once

#include <span>
#include <string>

#include "scenario/scenario.hpp"

namespace dashsim::scenario {

/// Complains of what only the whole scenario can tell: overlapping blocks, ids given twice, sites
/// and accounts that do not exist, steps that are never reached.
void check_scenario(const Scenario& scenario, std::span<const std::string> operations,
                    Complaints& complaints);

}  // namespace dashsim::scenario
