#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dashsim::kernel {

std::string base64_encode(std::string_view bytes);
/// Nothing if the text is not base64. Padding may be missing.
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace dashsim::kernel
