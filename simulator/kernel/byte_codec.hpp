#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "kernel/time.hpp"

/// Values as bytes: numbers in little-endian order, texts behind their length.
namespace dashsim::kernel {

// Numbers are copied as they lie in memory.
static_assert(std::endian::native == std::endian::little);

class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}

  /// An integer, a bool or an enumerator, in as many bytes as its type has.
  template <class Number>
  void number(Number value) {
    static_assert(std::is_integral_v<Number> || std::is_enum_v<Number>);
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out_.append(bytes, sizeof value);
  }
  void instant(VirtualTime value) { number(value.time_since_epoch().count()); }
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    out_.append(value);
  }
  /// Of pairs of texts, or of what takes itself apart like them.
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

/// Reads what ByteWriter has written, in the same order. Where bytes are wanting, it gives zeros
/// and empty texts and is not good any more.
class ByteReader {
 public:
  explicit ByteReader(std::string_view in) : in_(in) {}

  template <class Number>
  Number number() {
    static_assert(std::is_integral_v<Number> || std::is_enum_v<Number>);
    Number value{};
    const std::string_view bytes = take(sizeof value);
    if (good_) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  VirtualTime instant() { return VirtualTime{Duration{number<Duration::rep>()}}; }
  std::string text() { return std::string(take(number<std::uint32_t>())); }
  template <class Pairs>
  Pairs pairs() {
    Pairs list;
    for (auto left = number<std::uint32_t>(); left > 0 && good_; --left) {
      auto& [name, value] = list.emplace_back();
      name = text();
      value = text();
    }
    return list;
  }
  /// What has not been read yet.
  std::string_view rest() const { return in_; }

  bool good() const { return good_; }
  bool at_end() const { return in_.empty(); }

 private:
  std::string_view take(std::size_t size) {
    good_ = good_ && size <= in_.size();
    if (!good_) return {};
    const std::string_view taken = in_.substr(0, size);
    in_.remove_prefix(size);
    return taken;
  }

  std::string_view in_;
  bool good_ = true;
};

}  // namespace dashsim::kernel
