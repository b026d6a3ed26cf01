#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "kernel/time.hpp"

/// Records as bytes, one member behind the other: numbers as they lie in memory, texts behind their
/// length. Much cheaper to keep and to copy than members that are allocated one by one.
namespace dashsim::kernel {

class Packer {
 public:
  /// Appends to `out`, which outlives it.
  explicit Packer(std::string& out) : out_(out) {}

  template <class Number>
  void number(Number value) {
    static_assert(std::is_trivially_copyable_v<Number>);
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out_.append(bytes, sizeof value);
  }
  void instant(VirtualTime value) { number(value.time_since_epoch().count()); }
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    out_.append(value);
  }
  /// Of pairs of texts, or what takes itself apart like them.
  template <class Pairs>
  void pairs(const Pairs& list) {
    number(static_cast<std::uint32_t>(list.size()));
    for (const auto& [name, value] : list) {
      text(name);
      text(value);
    }
  }

 private:
  std::string& out_;
};

/// Reads what a Packer has written, in the same order. It trusts the bytes.
class Unpacker {
 public:
  explicit Unpacker(std::string_view in) : in_(in) {}

  template <class Number>
  Number number() {
    Number value;
    std::memcpy(&value, in_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  VirtualTime instant() { return VirtualTime{Duration{number<Duration::rep>()}}; }
  std::string text() {
    const auto size = number<std::uint32_t>();
    at_ += size;
    return std::string(in_.substr(at_ - size, size));
  }
  template <class Pairs>
  Pairs pairs() {
    Pairs list(number<std::uint32_t>());
    for (auto& [name, value] : list) {
      name = text();
      value = text();
    }
    return list;
  }

 private:
  std::string_view in_;
  std::size_t at_ = 0;
};

}  // namespace dashsim::kernel
