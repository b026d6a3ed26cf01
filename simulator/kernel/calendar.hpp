#pragma once

#include <chrono>

#include "kernel/time.hpp"

/// Days on which carriers work, and the Eastern time that they work by. Reference: portins,
/// RequestedFocDate.
namespace dashsim::kernel {

/// A day of the calendar, of no time zone.
using Date = std::chrono::sys_days;

/// The day that it is in New York.
Date eastern_date(VirtualTime time);
/// Milliseconds since midnight in New York.
Duration eastern_time_of_day(VirtualTime time);
/// The instant at which clocks in New York show that time of that day. An hour that daylight saving
/// leaves out or repeats is taken as standard time.
VirtualTime eastern_instant(Date date, Duration time_of_day);

/// Neither a weekend nor a federal holiday of the United States, nor the working day on which such
/// a holiday is observed.
bool is_business_day(Date date);
/// The first business day on or after `date` with `count` business days in between it and
/// `date`: with 0 it is `date` itself if that is one.
Date business_day(Date date, unsigned count);

/// "2026-01-05".
std::string format_date(Date date);

}  // namespace dashsim::kernel
