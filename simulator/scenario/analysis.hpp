#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

/// What is odd about a scenario that `check` has nothing against: rules that can never happen, or
/// that say what has no effect.
namespace dashsim::scenario {

/// Warnings, in the order of files and lines. Rules that the binary brings along are not looked at.
/// `operations` and `codes` are those that rules may speak of; where there are none, nobody knows.
std::vector<Complaint> analyse(const Scenario& scenario, std::span<const std::string> operations,
                               std::span<const std::uint32_t> codes);

}  // namespace dashsim::scenario
