#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "scenario/vocabulary.hpp"
#include "world/ids.hpp"

/// Telephone numbers that spell an error code with their last digits, and earn it in an order that
/// names them: rule `magic_numbers`. `dashsim magic` prints them all.
namespace dashsim::world {

struct CodeRange {
  std::uint32_t first = 0;
  std::uint32_t last = first;
};

/// Codes of a domain of the catalogue that orders of a type can earn for a telephone number.
struct MagicCodes {
  scenario::OrderType type;
  std::string_view domain;
  std::span<const CodeRange> codes;
};
std::span<const MagicCodes> magic_codes();

/// The code that the last five or four digits of the number spell.
std::optional<std::uint32_t> magic_code(scenario::OrderType type, Tn tn);

}  // namespace dashsim::world
