#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenario/faults.hpp"
#include "scenario/tree.hpp"

/// How faults are written: read, checked, and by themselves, as the control API takes them.
namespace dashsim::scenario {

/// The faults of a list of the right shape; their times count from `start`.
std::vector<Fault> read_faults(const Node& list, kernel::VirtualTime start);
/// Complains of faults that say nothing, contradict themselves or could never match. `operations`
/// are those that a rule may look for; without any, nobody knows.
void check_faults(const std::vector<Fault>& faults, std::span<const std::string> operations,
                  Complaints& complaints);

/// Faults, or everything that is wrong with them.
struct LoadedFaults {
  std::vector<Fault> faults;
  std::vector<Complaint> complaints;
};

/// The faults of a document {"faults": [...]}, as a scenario has them. Moments such as +2d count
/// from `start`; `operations` are those that a rule may look for.
LoadedFaults load_faults(const std::string& text, kernel::VirtualTime start,
                         std::span<const std::string> operations);

}  // namespace dashsim::scenario
