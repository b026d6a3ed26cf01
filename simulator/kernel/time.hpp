#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Instants and durations of the simulated world, and their written forms. Nothing here reads a
/// clock.
namespace dashsim::kernel {

/// The clock of a world. It has no now(): only a world knows its time.
struct VirtualClock {
  using duration = std::chrono::milliseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<VirtualClock>;
  static constexpr bool is_steady = false;  // NOLINT(readability-identifier-naming): a chrono trait
};

/// Milliseconds since 1970-01-01T00:00:00Z, of virtual time.
using VirtualTime = VirtualClock::time_point;
/// Virtual milliseconds.
using Duration = VirtualClock::duration;

/// The longest duration that is accepted anywhere: a century.
inline constexpr Duration kDurationMax = std::chrono::hours(24) * 36525;

/// "2026-01-05T09:00:00.000Z": three decimals and a Z, the only form that every client parses.
std::string format_instant(VirtualTime time);
/// "Mon, 05 Jan 2026 09:00:00 GMT", the form of the HTTP Date header.
std::string format_http_date(VirtualTime time);
/// "2026-01-05".
std::string format_date(VirtualTime time);
/// The shortest exact form in units of days, hours, minutes, seconds and milliseconds: "1h30m".
std::string format_duration(Duration duration);

/// An instant with a time of day and a zone (Z or +04:00), or a date alone (its first millisecond);
/// years 1970 to 9999.
std::optional<VirtualTime> parse_instant(std::string_view text);
/// A day as list filters write it: yyyy-MM-dd or yy-MM-dd (of this century).
std::optional<VirtualTime> parse_day(std::string_view text);
/// "5m", "1h30m", "250ms", "2d", or ISO 8601 ("PT5M", "P1DT2H"); never negative, at most
/// kDurationMax.
std::optional<Duration> parse_duration(std::string_view text);

}  // namespace dashsim::kernel
