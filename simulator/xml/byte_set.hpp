#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace dashsim::xml {

/// Which bytes are of a kind; documents are looked at byte by byte, so that it has to be quick.
class ByteSet {
 public:
  constexpr explicit ByteSet(std::string_view members) {
    for (const char c : members) add(static_cast<unsigned char>(c), static_cast<unsigned char>(c));
  }
  /// Those from `first` to `last`, too.
  constexpr ByteSet& add(std::size_t first, std::size_t last) {
    for (std::size_t byte = first; byte <= last; ++byte) has_[byte] = true;
    return *this;
  }
  constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }
  /// Where the first member stands, from `at` on; the size of the text if there is none.
  std::size_t find_in(std::string_view text, std::size_t at) const {
    while (at < text.size() && !has(text[at])) ++at;
    return at;
  }

 private:
  std::array<bool, 256> has_{};
};

}  // namespace dashsim::xml
