#include "kernel/calendar.hpp"

#include <algorithm>
#include <array>

namespace dashsim::kernel {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::last;
using std::chrono::Monday;
using std::chrono::Saturday;
using std::chrono::Sunday;
using std::chrono::Thursday;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr hours kStandardOffset{-5};
constexpr hours kDaylightOffset{-4};

VirtualTime start_of(Date date) {
  return VirtualTime{date.time_since_epoch()};
}

/// Daylight saving begins on the second Sunday of March and ends on the first of November, at two
/// o'clock.
hours eastern_offset(VirtualTime time) {
  const year_month_day date{
      std::chrono::floor<days>(Date(std::chrono::floor<days>(time.time_since_epoch())))};
  const Date begins = date.year() / std::chrono::March / Sunday[2];
  const Date ends = date.year() / std::chrono::November / Sunday[1];
  const bool daylight = time >= start_of(begins) + hours(2) - kStandardOffset &&
                        time < start_of(ends) + hours(2) - kDaylightOffset;
  return daylight ? kDaylightOffset : kStandardOffset;
}

std::array<Date, 11> holidays(year in) {
  using namespace std::chrono;  // NOLINT(google-build-using-namespace): names of the months
  return {in / January / 1,
          in / January / Monday[3],
          in / February / Monday[3],
          in / May / Monday[last],
          in / June / 19,
          in / July / 4,
          in / September / Monday[1],
          in / October / Monday[2],
          in / November / 11,
          in / November / Thursday[4],
          in / December / 25};
}

/// Holidays of a Saturday are observed on the Friday before, those of a Sunday on the Monday after.
Date observed(Date holiday) {
  const std::chrono::weekday weekday{holiday};
  if (weekday == Saturday) return holiday - days(1);
  if (weekday == Sunday) return holiday + days(1);
  return holiday;
}

bool is_holiday(Date date) {
  const year in = year_month_day{date}.year();
  // New Year's Day of the next year may be observed in this one.
  for (const year each : {in, in + std::chrono::years(1)}) {
    const auto all = holidays(each);
    if (std::ranges::any_of(all, [&](Date day) { return observed(day) == date; })) return true;
  }
  return false;
}

}  // namespace

Date eastern_date(VirtualTime time) {
  return Date{std::chrono::floor<days>((time + eastern_offset(time)).time_since_epoch())};
}

Duration eastern_time_of_day(VirtualTime time) {
  return time + eastern_offset(time) - start_of(eastern_date(time));
}

VirtualTime eastern_instant(Date date, Duration time_of_day) {
  const VirtualTime local = start_of(date) + time_of_day;
  const VirtualTime with_daylight = local - kDaylightOffset;
  return eastern_offset(with_daylight) == kDaylightOffset ? with_daylight : local - kStandardOffset;
}

bool is_business_day(Date date) {
  const std::chrono::weekday weekday{date};
  return weekday != Saturday && weekday != Sunday && !is_holiday(date);
}

Date business_day(Date date, unsigned count) {
  while (!is_business_day(date)) date += days(1);
  for (; count != 0; --count) {
    do {
      date += days(1);
    } while (!is_business_day(date));
  }
  return date;
}

std::string format_date(Date date) {
  return format_date(start_of(date));
}

}  // namespace dashsim::kernel
