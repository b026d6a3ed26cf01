#pragma once

#include <string>
#include <string_view>

#include "scenario/tree.hpp"

namespace dashsim::scenario {

/// Reads YAML text. What is not YAML, anchors that repeat too much and keys given twice become
/// complaints; the tree is then what could be read.
Tree read_yaml(std::string_view file, const std::string& text, Complaints& complaints);

}  // namespace dashsim::scenario
