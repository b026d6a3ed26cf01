#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "world/ids.hpp"

/// Vanity numbers: patterns over the last seven digits of a telephone number, written with the
/// letters of a keypad. Reference: availableNumbers, localVanity and tollFreeVanity.
namespace dashsim::world {

/// The digit of a keypad for a letter or digit; nothing for any other character.
std::optional<char> keypad_digit(char c);

enum class PatternPlace : bool { kAnywhere, kAtEnd };

/// Letters and digits stand for the digits of their keys, `_` for any one digit, `*` for any run of
/// digits.
class DigitPattern {
 public:
  /// Nothing if a character is none of those, or if there are more than 30.
  static std::optional<DigitPattern> parse(std::string_view text, PatternPlace place);

  bool matches(Tn tn) const;
  /// The smallest matching number from `first` to `last`, both included; nothing if there is none.
  /// Its cost does not depend on how many numbers lie before it.
  std::optional<Tn> next(std::uint64_t first, std::uint64_t last) const;

 private:
  /// Which positions of the pattern a number may have reached, a bit each: bit i says that the
  /// first i steps have been taken.
  using Reached = std::uint32_t;

  Reached after(Reached reached, char digit) const;
  /// Digits that must at least follow; more than seven if the pattern can no longer match.
  int missing(Reached reached) const;
  std::optional<std::uint64_t> search(std::uint64_t value, int digits, Reached reached,
                                      std::uint64_t first, std::uint64_t last) const;

  std::string steps_;  ///< a digit each, or '_' for any
  Reached loops_ = 0;  ///< positions where any run of digits may follow
};

}  // namespace dashsim::world
