#pragma once

#include <boost/container/small_vector.hpp>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

/// Writing of XML answers by appending to one string.
namespace dashsim::xml {

/// Names given to a writer must outlive it (they are literals). Elements that stay open are a bug
/// of the caller.
class Writer {
 public:
  /// Begins with the XML declaration.
  Writer();

  Writer& open(std::string_view name);
  Writer& close();

  /// <name>text</name>, or <name/> for empty text.
  Writer& element(std::string_view name, std::string_view text);
  Writer& element(std::string_view name, const char* text) {
    return element(name, std::string_view(text));
  }
  Writer& element(std::string_view name, std::same_as<bool> auto value) {
    return element(name, value ? std::string_view("true") : std::string_view("false"));
  }
  Writer& element(std::string_view name, std::unsigned_integral auto value) requires(
      !std::same_as<decltype(value), bool>) {
    return number(name, value);
  }
  /// Nothing at all for empty text: clients fail on empty dates, numbers and flags.
  Writer& element_if(std::string_view name, std::string_view text);
  Writer& empty(std::string_view name);

  /// The text so far; complete once every element is closed.
  const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  Writer& number(std::string_view name, std::uint64_t value);
  void append_escaped(std::string_view text);

  std::string text_;
  boost::container::small_vector<std::string_view, 8> open_;
};

}  // namespace dashsim::xml
