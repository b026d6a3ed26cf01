#pragma once

#include <iterator>
#include <string>
#include <string_view>

#include "kernel/random.hpp"

namespace dashsim::test {

/// The choices of a random test, drawn from one stream: the same seed, the same choices.
class Dice {
 public:
  Dice(std::uint64_t seed, std::string_view stream) : random_(seed, stream) {}

  std::uint64_t below(std::uint64_t bound) { return random_.draw_below(bound); }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  template <class Choices>
  auto of(const Choices& choices) {
    return *std::next(std::begin(choices), static_cast<std::ptrdiff_t>(below(std::size(choices))));
  }
  std::string one(std::initializer_list<const char*> words) { return of(words); }

 private:
  kernel::Random random_;
};

}  // namespace dashsim::test
