#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario.hpp"

/// Which rules of its scenario a world has used, and how often.
namespace dashsim::world {

class World;

/// A rule is known by where it stands.
struct RuleUse {
  std::string_view kind;  ///< lifecycle, fault, timeline or subscription
  std::string name;       ///< or what it is about, of rules without one
  std::string place;      ///< file:line:column
  std::uint64_t matched = 0;
  std::uint64_t happened = 0;
};

/// The rules of a scenario that its author wrote, before any use: without those of the binary, and
/// without optional faults.
std::vector<RuleUse> unused_rules(const scenario::Scenario& scenario);

/// The same of the world's scenario, with their uses since the world began.
std::vector<RuleUse> rule_uses(const World& world);

}  // namespace dashsim::world
