#pragma once

#include <string_view>

namespace dashsim::scenario {

/// Whether some path of an operation, written with {placeholders}, matches the pattern, in which *
/// stands for any characters and ? for one. The prefixes that clients write, such as /api, may
/// stand before it. A placeholder may stand for anything: for a word of another path, too. A
/// pattern of more than 500 characters may match anything.
bool may_be_path(std::string_view pattern, std::string_view operation_path);

}  // namespace dashsim::scenario
