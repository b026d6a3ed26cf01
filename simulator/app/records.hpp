#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "app/input_log.hpp"
#include "kernel/time.hpp"
#include "scenario/scenario.hpp"

/// What the records of a world's log say: how the world began, and everything that has come to it
/// since. The same records make the same world.
namespace dashsim::app {

/// Where a world stands, to find out whether it comes there again.
struct Stamp {
  kernel::VirtualTime now{};
  std::uint32_t answers = 0;  ///< a checksum of the bodies of all answers so far
  bool operator==(const Stamp&) const = default;
};

/// "2026-01-05T09:00:00.000Z, answers 1a2b3c4d"
std::string to_text(const Stamp& stamp);

/// The world is made of a scenario: at the beginning, or by a reset.
struct Beginning {
  std::string version;  ///< of the dashsim that wrote it
  scenario::Source source;
  std::uint64_t seed = 0;
};

struct Record {
  Stamp stamp;  ///< of the world before it
  std::variant<Beginning, Input> content;
};

/// The scenario has been loaded.
std::string beginning_record(const Stamp& stamp, const scenario::Scenario& scenario);
/// `input` as write_input() gives it.
std::string input_record(const Stamp& stamp, std::string_view input);
/// Nothing if this build does not know it.
std::optional<Record> read_record(std::string_view bytes);
/// The same record of another place.
std::string with_stamp(const Stamp& stamp, std::string_view record);

}  // namespace dashsim::app
