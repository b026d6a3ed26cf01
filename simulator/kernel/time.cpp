#include "kernel/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "kernel/text.hpp"

namespace dashsim::kernel {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

struct Unit {
  std::string_view name;
  Duration length;
};
constexpr std::array<Unit, 6> kUnits{{
    {"ms", milliseconds(1)},
    {"w", days(7)},
    {"d", days(1)},
    {"h", hours(1)},
    {"m", minutes(1)},
    {"s", seconds(1)},
}};

std::chrono::year_month_day calendar_day(VirtualTime time) {
  return std::chrono::sys_days{std::chrono::floor<days>(time.time_since_epoch())};
}

Duration time_of_day(VirtualTime time) {
  return time.time_since_epoch() - std::chrono::floor<days>(time.time_since_epoch());
}

std::optional<VirtualTime> day(std::uint64_t year, std::uint64_t month, std::uint64_t number) {
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(number)}};
  if (!date.ok() || year < 1970) return std::nullopt;
  return VirtualTime{std::chrono::sys_days{date}.time_since_epoch()};
}

std::optional<VirtualTime> parse_calendar_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = parse_whole(text.substr(0, 4));
  const auto month = parse_whole(text.substr(5, 2));
  const auto number = parse_whole(text.substr(8, 2));
  if (!year || !month || !number) return std::nullopt;
  return day(*year, *month, *number);
}

/// "09:30:00".
std::optional<Duration> parse_clock(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hour = parse_whole(text.substr(0, 2));
  const auto minute = parse_whole(text.substr(3, 2));
  const auto second = parse_whole(text.substr(6, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
    return std::nullopt;
  return hours(*hour) + minutes(*minute) + seconds(*second);
}

/// "Z", or "+04:00" east of Greenwich.
std::optional<Duration> parse_offset(std::string_view text) {
  if (text == "Z") return Duration{0};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto offset = parse_clock(std::string(text.substr(1)) + ":00");
  if (!offset) return std::nullopt;
  return text[0] == '-' ? -*offset : *offset;
}

/// Number-and-unit pairs up to the end of `text`; `unit_of` tells what a unit's name is worth.
template <class UnitOf>
std::optional<Duration> parse_parts(std::string_view text, UnitOf unit_of) {
  if (text.empty()) return std::nullopt;
  Duration total{0};
  while (!text.empty()) {
    const std::size_t digits = text.find_first_not_of("0123456789");
    if (digits == 0 || digits == std::string_view::npos || digits > 13) return std::nullopt;
    const auto count = parse_whole(text.substr(0, digits));
    text.remove_prefix(digits);
    const std::size_t unit_size = std::min(text.find_first_of("0123456789"), text.size());
    const std::optional<Duration> unit = unit_of(text.substr(0, unit_size));
    text.remove_prefix(unit_size);
    if (!count || !unit || static_cast<Duration::rep>(*count) > kDurationMax / *unit) {
      return std::nullopt;
    }
    total += *unit * static_cast<Duration::rep>(*count);
    if (total > kDurationMax) return std::nullopt;
  }
  return total;
}

std::optional<Duration> parse_iso_duration(std::string_view text) {
  text.remove_prefix(1);
  const std::size_t t = text.find('T');
  const auto date_unit = [](std::string_view name) -> std::optional<Duration> {
    if (name == "W") return days(7);
    if (name == "D") return days(1);
    return std::nullopt;
  };
  const auto time_unit = [](std::string_view name) -> std::optional<Duration> {
    if (name == "H") return hours(1);
    if (name == "M") return minutes(1);
    if (name == "S") return seconds(1);
    return std::nullopt;
  };
  if (t == std::string_view::npos) return parse_parts(text, date_unit);
  const auto time = parse_parts(text.substr(t + 1), time_unit);
  const auto date = t == 0 ? Duration{0} : parse_parts(text.substr(0, t), date_unit);
  if (!time || !date || *time + *date > kDurationMax) return std::nullopt;
  return *time + *date;
}

/// Writes digits at `to` and returns what is behind them. Every answer carries several times, and a
/// general formatter would take a tenth of its cost.
char* put_digits(std::int64_t value, int width, char* to) {
  for (int i = width; i-- > 0; value /= 10) to[i] = static_cast<char>('0' + value % 10);
  return to + width;
}

char* put_date(const std::chrono::year_month_day& date, char* to) {
  to = put_digits(static_cast<int>(date.year()), 4, to);
  *to++ = '-';
  to = put_digits(static_cast<unsigned>(date.month()), 2, to);
  *to++ = '-';
  return put_digits(static_cast<unsigned>(date.day()), 2, to);
}

char* put_clock(std::int64_t seconds_of_day, char* to) {
  to = put_digits(seconds_of_day / 3600, 2, to);
  *to++ = ':';
  to = put_digits(seconds_of_day / 60 % 60, 2, to);
  *to++ = ':';
  return put_digits(seconds_of_day % 60, 2, to);
}

}  // namespace

std::string format_date(VirtualTime time) {
  std::array<char, 10> text;
  put_date(calendar_day(time), text.data());
  return {text.data(), text.size()};
}

std::string format_instant(VirtualTime time) {
  std::array<char, 24> text;
  const std::int64_t of_day = time_of_day(time).count();
  char* to = put_date(calendar_day(time), text.data());
  *to++ = 'T';
  to = put_clock(of_day / 1000, to);
  *to++ = '.';
  to = put_digits(of_day % 1000, 3, to);
  *to = 'Z';
  return {text.data(), text.size()};
}

std::string format_http_date(VirtualTime time) {
  static constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed",
                                                         "Thu", "Fri", "Sat"};
  static constexpr std::array<std::string_view, 12> kMonths{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto date = calendar_day(time);
  const std::chrono::weekday weekday{std::chrono::sys_days{date}};
  std::array<char, 29> text;
  char* to = std::ranges::copy(kDays[weekday.c_encoding()], text.data()).out;
  to = std::ranges::copy(std::string_view(", "), to).out;
  to = put_digits(static_cast<unsigned>(date.day()), 2, to);
  *to++ = ' ';
  to = std::ranges::copy(kMonths[static_cast<unsigned>(date.month()) - 1], to).out;
  *to++ = ' ';
  to = put_digits(static_cast<int>(date.year()), 4, to);
  *to++ = ' ';
  to = put_clock(time_of_day(time).count() / 1000, to);
  std::ranges::copy(std::string_view(" GMT"), to);
  return {text.data(), text.size()};
}

std::string format_duration(Duration duration) {
  static constexpr std::array<Unit, 5> kWritten{{{"d", days(1)},
                                                 {"h", hours(1)},
                                                 {"m", minutes(1)},
                                                 {"s", seconds(1)},
                                                 {"ms", milliseconds(1)}}};
  std::string text;
  for (const Unit& unit : kWritten) {
    const auto count = duration / unit.length;
    if (count == 0) continue;
    text += fmt::format("{}{}", count, unit.name);
    duration -= unit.length * count;
  }
  return text.empty() ? "0s" : text;
}

std::optional<VirtualTime> parse_instant(std::string_view text) {
  if (text.size() == 10) return parse_calendar_day(text);
  if (text.size() < 20) return std::nullopt;
  const auto date = parse_calendar_day(text.substr(0, 10));
  const auto second = parse_clock(text.substr(11, 8));
  if (!date || text[10] != 'T' || !second) return std::nullopt;
  std::string_view rest = text.substr(19);
  Duration fraction{0};
  if (rest.front() == '.') {
    const auto decimals = rest.size() > 4 ? parse_whole(rest.substr(1, 3)) : std::nullopt;
    if (!decimals) return std::nullopt;
    fraction = milliseconds(*decimals);
    rest.remove_prefix(4);
  }
  const std::optional<Duration> offset = parse_offset(rest);
  if (!offset) return std::nullopt;
  const VirtualTime time = *date + *second + fraction - *offset;
  const bool possible =
      time >= VirtualTime{} && calendar_day(time).year() <= std::chrono::year(9999);
  return possible ? std::optional(time) : std::nullopt;
}

std::optional<VirtualTime> parse_day(std::string_view text) {
  if (text.size() == 8) return parse_calendar_day("20" + std::string(text));
  return parse_calendar_day(text);
}

std::optional<Duration> parse_duration(std::string_view text) {
  if (text.starts_with('P')) return parse_iso_duration(text);
  return parse_parts(text, [](std::string_view name) -> std::optional<Duration> {
    for (const Unit& unit : kUnits) {
      if (unit.name == name) return unit.length;
    }
    return std::nullopt;
  });
}

}  // namespace dashsim::kernel
