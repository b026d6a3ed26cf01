#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "scenario/scenario.hpp"
#include "scenario/tree.hpp"

/// The scenario format, every key once: what `check` holds files against and what explains them.
namespace dashsim::scenario {

enum class Form : std::uint8_t {
  kText,
  kWhole,     ///< a whole number without sign
  kNumber,    ///< a positive number, perhaps with decimals
  kFlag,      ///< true or false
  kDuration,  ///< 5m, 1h30m, PT5M
  kInstant,   ///< 2026-01-05T09:00:00Z
  kMoment,    ///< an instant, or +2d after the start of the world
  kStepTime,  ///< one of the shape's words, or a moment
  kTnRange,   ///< 9195550100 or 9195550100-9195550149
  kBlock,     ///< digits, then x's: 919439xxxx
  kWord,      ///< one of the shape's words
  kMap,
  kList,
  kMapOf,  ///< a map with keys of the author's choice
};

struct Shape;

struct Key {
  std::string_view name;
  const Shape* shape = nullptr;
  std::string_view about;
  bool required = false;
};

struct Shape {
  Form form;
  std::span<const Key> keys{};                ///< of a map
  const Shape* item = nullptr;                ///< of a list or a map of anything
  std::span<const std::string_view> words{};  ///< of a word
};

/// The shape of a whole scenario file, and of a file of fixtures/lifecycles.
const Shape& scenario_shape();
/// What can happen at once: an entry of the timeline without its time.
const Shape& happening_shape();
const Shape& lifecycles_shape();
const Shape& known_addresses_shape();

/// Complains of unknown keys, missing ones and values of the wrong form, all the way down.
void check_shape(const Node& node, const Shape& shape, Complaints& complaints);

std::optional<TnRange> parse_tn_range(std::string_view text);
/// A pattern of three to nine digits and then x's, ten characters in all. Numbers whose NXX begins
/// with 0 or 1 are no telephone numbers and not in the range.
std::optional<TnRange> parse_block(std::string_view text);
std::optional<double> parse_number(std::string_view text);
/// An instant, or a duration after `start` such as +2d.
std::optional<kernel::VirtualTime> parse_moment(std::string_view text, kernel::VirtualTime start);

}  // namespace dashsim::scenario
