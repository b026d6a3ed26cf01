#pragma once

#include <cstdint>
#include <string>

#include "kernel/random.hpp"

/// The one source of identifiers: all follow from the seed and the order in which they are asked
/// for.
namespace dashsim::kernel {

/// Universally unique ids of version 4 form.
class UuidSource {
 public:
  UuidSource(std::uint64_t seed, std::string_view purpose) : random_(seed, purpose) {}
  std::string next();

 private:
  Random random_;
};

/// Rising numeric ids with small gaps, as a service gives that serves others too.
class NumberSource {
 public:
  NumberSource(std::uint64_t seed, std::string_view purpose, std::uint64_t first)
      : random_(seed, purpose), last_(first) {}
  std::uint64_t next() { return last_ += 1 + random_.draw_below(7); }
  /// Ids given from now on are greater than `taken`.
  void pass(std::uint64_t taken) {
    if (taken > last_) last_ = taken;
  }

 private:
  Random random_;
  std::uint64_t last_;
};

/// Whether `text` has the form of a UUID: 8-4-4-4-12 hexadecimal digits.
bool is_uuid(std::string_view text);

}  // namespace dashsim::kernel
