#include "kernel/ids.hpp"

#include <fmt/format.h>

namespace dashsim::kernel {

std::string UuidSource::next() {
  const std::uint64_t high = (random_.draw() & ~0xf000ULL) | 0x4000ULL;
  const std::uint64_t low = (random_.draw() & ~(3ULL << 62U)) | (2ULL << 62U);
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32U, (high >> 16U) & 0xffffU,
                     high & 0xffffU, low >> 48U, low & 0xffffffffffffULL);
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex =
        std::string_view("0123456789abcdefABCDEF").find(text[i]) != std::string_view::npos;
    if (dash ? text[i] != '-' : !hex) return false;
  }
  return true;
}

}  // namespace dashsim::kernel
