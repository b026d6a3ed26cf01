#pragma once

#include <string_view>

namespace dashsim::app {

/// The version of this build.
std::string_view version();

}  // namespace dashsim::app
