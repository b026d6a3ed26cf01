#pragma once

#include <cstdint>
#include <string_view>

/// The one source of chance. Equal seeds and purposes give equal draws on every machine.
namespace dashsim::kernel {

/// A stream of draws for one purpose, so that a new draw elsewhere shifts nothing here. A value:
/// copies go on alike.
class Random {
 public:
  Random(std::uint64_t seed, std::string_view purpose);

  std::uint64_t draw();
  /// A draw from 0 to `bound` - 1; `bound` is at least 1.
  std::uint64_t draw_below(std::uint64_t bound);
  /// From 0 to 1, which it never is.
  double draw_fraction();

 private:
  std::uint64_t state_;
};

}  // namespace dashsim::kernel
