#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

/// Scenarios that differ from each other by a seed, to find the run in which a client goes wrong.
namespace dashsim::scenario {

inline constexpr std::uint64_t kStretchMax = 100;

struct Explored {
  std::shared_ptr<const Scenario> scenario;
  // What the seed has made of it.
  std::vector<std::string> faults_on, faults_off;      ///< optional ones
  std::array<std::uint64_t, kOrderTypes> stretched{};  ///< delays in thousandths, by order type
};

/// The scenario with that seed: its optional faults happen or do not exist, its callbacks are late,
/// and the steps of each order type take longer or shorter. The same every time.
Explored explored(const Scenario& scenario, std::uint64_t seed, const Variation& variation);

}  // namespace dashsim::scenario
