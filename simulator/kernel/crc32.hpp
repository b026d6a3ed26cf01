#pragma once

#include <cstdint>
#include <string_view>

namespace dashsim::kernel {

/// The CRC-32 that zip, gzip and Ethernet use. With `before`, the one of what that was made of and
/// `bytes` behind it.
std::uint32_t crc32(std::string_view bytes, std::uint32_t before = 0);

}  // namespace dashsim::kernel
