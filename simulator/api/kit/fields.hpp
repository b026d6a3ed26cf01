#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/kit/reply.hpp"
#include "world/orders.hpp"
#include "xml/reader.hpp"

/// Elements of requests: what a table can say about them, and reading what tables cannot.
namespace dashsim::api {

enum class FieldKind : std::uint8_t {
  kText,
  kFlag,   ///< true or false, in any letter case
  kWhole,  ///< a number without sign, between `min` and `max`
  kWord,   ///< one of `words`, in exactly that spelling
  kTn,     ///< ten digits
};

/// An element that a request may have. Empty elements count as absent, as clients send them for
/// nothing.
struct Field {
  std::string_view path;
  FieldKind kind = FieldKind::kText;
  std::uint32_t bad_code = 0;      ///< when the value is not of the kind
  std::uint32_t missing_code = 0;  ///< when it is absent; 0: it may be
  std::uint64_t min = 0;
  std::uint64_t max = 0;  ///< greatest number, or most characters; 0: no limit
  std::span<const std::string_view> words{};
  std::string_view domain{};  ///< of the codes' meanings
};

constexpr Field text(std::string_view path, std::uint64_t characters_max,
                     std::uint32_t too_long_code, std::uint32_t missing_code = 0) {
  return {path, FieldKind::kText, too_long_code, missing_code, 0, characters_max};
}
constexpr Field flag(std::string_view path) {
  return {.path = path, .kind = FieldKind::kFlag, .bad_code = 1008, .domain = "value"};
}
constexpr Field flag(std::string_view path, std::uint32_t bad_code) {
  return {.path = path, .kind = FieldKind::kFlag, .bad_code = bad_code};
}
constexpr Field whole(std::string_view path, std::uint64_t min, std::uint64_t max,
                      std::uint32_t bad_code, std::uint32_t missing_code = 0) {
  return {path, FieldKind::kWhole, bad_code, missing_code, min, max};
}
constexpr Field word(std::string_view path, std::span<const std::string_view> words,
                     std::uint32_t bad_code, std::uint32_t missing_code = 0) {
  return {path, FieldKind::kWord, bad_code, missing_code, 0, 0, words};
}

/// Adds a refusal for each element that is absent or not as the table says. A text that is too long
/// is refused with its name and limit (code 1011) or its value and limit (all other codes).
void check_fields(const xml::Element& element, std::span<const Field> fields, Refusals& refusals);
void check_fields(const world::RequestElement& element, std::span<const Field> fields,
                  Refusals& refusals);

/// True where the element is there and says so.
bool flag_at(const xml::Element& element, std::string_view path);

/// Characters of UTF-8 text.
std::size_t characters(std::string_view text);

/// The characters of a text that no name or description may have, once each. The reference does not
/// list them; these are the ones that names never need and programs stumble over.
std::string characters_that_names_lack(std::string_view text);

/// The element with all below it, to keep.
world::RequestElement keep(const xml::Element& element);
/// Writes what was kept as it was, less the empty elements in it: clients fail on empty numbers
/// and flags.
void write_kept(const world::RequestElement& element, xml::Writer& out);
/// Writes a request's element as it was sent, likewise.
void write_sent(const xml::Element& element, xml::Writer& out);

}  // namespace dashsim::api
