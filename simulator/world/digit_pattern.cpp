#include "world/digit_pattern.hpp"

#include <algorithm>
#include <bit>

namespace dashsim::world {
namespace {

constexpr int kDigits = 10;
constexpr int kFirstOfPattern = 3;  // behind the area code
constexpr std::size_t kStepsMax = 30;

std::uint64_t power_of_ten(int exponent) {
  std::uint64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

}  // namespace

std::optional<char> keypad_digit(char c) {
  static constexpr std::string_view kKeys = "22233344455566677778889999";  // a to z
  if (c >= '0' && c <= '9') return c;
  if (c >= 'a' && c <= 'z') return kKeys[static_cast<std::size_t>(c - 'a')];
  if (c >= 'A' && c <= 'Z') return kKeys[static_cast<std::size_t>(c - 'A')];
  return std::nullopt;
}

std::optional<DigitPattern> DigitPattern::parse(std::string_view text, PatternPlace place) {
  DigitPattern pattern;
  pattern.loops_ = 1;  // whatever precedes it
  for (const char c : text) {
    if (c == '*') {
      pattern.loops_ |= 1U << pattern.steps_.size();
      continue;
    }
    const std::optional<char> digit = c == '_' ? c : keypad_digit(c);
    if (!digit || pattern.steps_.size() == kStepsMax) return std::nullopt;
    pattern.steps_ += *digit;
  }
  if (place == PatternPlace::kAnywhere) pattern.loops_ |= 1U << pattern.steps_.size();
  return pattern;
}

DigitPattern::Reached DigitPattern::after(Reached reached, char digit) const {
  Reached next = reached & loops_;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const bool here = (reached >> i & 1U) != 0;
    if (here && (steps_[i] == '_' || steps_[i] == digit)) next |= 1U << (i + 1);
  }
  return next;
}

int DigitPattern::missing(Reached reached) const {
  if (reached == 0) return kDigits;
  // The furthest position has the fewest steps left to take.
  return static_cast<int>(steps_.size()) + 1 - static_cast<int>(std::bit_width(reached));
}

bool DigitPattern::matches(Tn tn) const {
  return next(tn.value, tn.value).has_value();
}

std::optional<Tn> DigitPattern::next(std::uint64_t first, std::uint64_t last) const {
  if (const auto value = search(0, 0, 1, first, last)) return Tn{*value};
  return std::nullopt;
}

std::optional<std::uint64_t> DigitPattern::search(std::uint64_t value, int digits, Reached reached,
                                                  std::uint64_t first, std::uint64_t last) const {
  const int left = kDigits - digits;
  if (missing(reached) > left) return std::nullopt;
  if (left == 0) return value;
  const std::uint64_t size = power_of_ten(left - 1);
  for (std::uint64_t digit = 0; digit <= 9; ++digit) {
    const std::uint64_t next = value * 10 + digit;
    // Whole branches outside the range are passed over.
    if (next * size + (size - 1) < first) continue;
    if (next * size > last) break;
    const Reached then =
        digits < kFirstOfPattern ? reached : after(reached, static_cast<char>('0' + digit));
    if (const auto found = search(next, digits + 1, then, first, last)) return found;
  }
  return std::nullopt;
}

}  // namespace dashsim::world
