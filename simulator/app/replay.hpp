#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "control/recording.hpp"
#include "scenario/scenario.hpp"

/// Playing a recorded session again.
namespace dashsim::app {

struct Difference {
  std::size_t entry = 0;  ///< of the recording, from 0
  std::string replayed;   ///< how it stands in a HAR now; empty: nothing of the kind happened
};

/// Plays a recording that is whole in a new world of `written`, the scenario that it was recorded
/// with. The first exchange that is not as it was recorded; nothing if all are.
std::optional<Difference> find_difference(const control::Recording& recording,
                                          const scenario::Scenario& written);

}  // namespace dashsim::app
