#pragma once

#include <span>

#include "scenario/load.hpp"

namespace dashsim::scenario {

/// The YAML files of fixtures/, as the build made tables of them.
std::span<const Builtin> builtins();

}  // namespace dashsim::scenario
