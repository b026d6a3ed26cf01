#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dashsim::net {

enum class Inflation : std::uint8_t {
  kGood,
  kTooLarge,  ///< it would have more bytes than allowed
  kBroken,    ///< no gzip, damaged or cut off
};

/// Writes to `out` what is in a gzip file, of one or more members. It stops one byte after
/// `bytes_max`, whatever the file claims.
[[nodiscard]] Inflation inflate_gzip(std::string_view file, std::size_t bytes_max,
                                     std::string& out);

}  // namespace dashsim::net
