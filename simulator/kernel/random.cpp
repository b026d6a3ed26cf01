#include "kernel/random.hpp"

namespace dashsim::kernel {
namespace {

std::uint64_t mix(std::uint64_t value) {  // the finisher of SplitMix64
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

}  // namespace

Random::Random(std::uint64_t seed, std::string_view purpose) : state_(mix(seed + 1)) {
  for (const char c : purpose) state_ = mix(state_ ^ static_cast<unsigned char>(c));
}

std::uint64_t Random::draw() {
  state_ += 0x9e3779b97f4a7c15U;
  return mix(state_);
}

std::uint64_t Random::draw_below(std::uint64_t bound) {
  // The bias of a plain remainder is below 2^-50 for the bounds used here, and it costs no second
  // draw.
  return draw() % bound;
}

double Random::draw_fraction() {
  constexpr std::uint64_t kSteps = std::uint64_t{1} << 53U;
  return static_cast<double>(draw_below(kSteps)) / static_cast<double>(kSteps);
}

}  // namespace dashsim::kernel
