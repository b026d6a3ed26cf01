#include "kernel/crc32.hpp"

#include <array>
#include <cstddef>

namespace dashsim::kernel {
namespace {

constexpr std::uint32_t kPolynomial = 0xedb88320;
constexpr std::size_t kAtOnce = 8;  // bytes

/// [0] has what a byte makes of the sum; [n] the same, n bytes of zero later.
using Tables = std::array<std::array<std::uint32_t, 256>, kAtOnce>;

constexpr Tables kTables = [] {
  Tables tables{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit)
      value = (value >> 1U) ^ ((value & 1U) != 0 ? kPolynomial : 0U);
    tables[0][i] = value;
  }
  for (std::size_t n = 1; n < kAtOnce; ++n) {
    for (std::size_t i = 0; i < 256; ++i)
      tables[n][i] = tables[0][tables[n - 1][i] & 0xffU] ^ (tables[n - 1][i] >> 8U);
  }
  return tables;
}();

}  // namespace

std::uint32_t crc32(std::string_view bytes, std::uint32_t before) {
  std::uint32_t crc = ~before;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i]));
  };
  while (bytes.size() >= kAtOnce) {
    crc ^= byte(0) | byte(1) << 8U | byte(2) << 16U | byte(3) << 24U;
    crc = kTables[7][crc & 0xffU] ^ kTables[6][crc >> 8U & 0xffU] ^ kTables[5][crc >> 16U & 0xffU] ^
          kTables[4][crc >> 24U] ^ kTables[3][byte(4)] ^ kTables[2][byte(5)] ^ kTables[1][byte(6)] ^
          kTables[0][byte(7)];
    bytes.remove_prefix(kAtOnce);
  }
  for (std::size_t i = 0; i < bytes.size(); ++i)
    crc = kTables[0][(crc ^ byte(i)) & 0xffU] ^ (crc >> 8U);
  return ~crc;
}

}  // namespace dashsim::kernel
