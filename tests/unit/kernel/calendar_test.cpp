#include "kernel/calendar.hpp"

#include <gtest/gtest.h>

namespace dashsim::kernel::calendar_test {
namespace {

using namespace std::chrono_literals;

VirtualTime at(std::string_view text) {
  return *parse_instant(text);
}
Date day(std::string_view text) {
  return Date{std::chrono::floor<std::chrono::days>(at(text).time_since_epoch())};
}

TEST(Calendar, KnowsTheTimeInNewYorkInWinterAndSummer) {
  EXPECT_EQ(eastern_time_of_day(at("2026-01-05T16:30:00Z")), 11h + 30min);
  EXPECT_EQ(eastern_time_of_day(at("2026-07-06T15:30:00Z")), 11h + 30min);
  EXPECT_EQ(format_date(eastern_date(at("2026-01-05T04:59:59Z"))), "2026-01-04");
  EXPECT_EQ(format_date(eastern_date(at("2026-01-05T05:00:00Z"))), "2026-01-05");
}

TEST(Calendar, ChangesToDaylightSavingTimeInMarchAndBackInNovember) {
  EXPECT_EQ(eastern_time_of_day(at("2026-03-08T06:59:59Z")), 1h + 59min + 59s);
  EXPECT_EQ(eastern_time_of_day(at("2026-03-08T07:00:00Z")), 3h);
  EXPECT_EQ(eastern_time_of_day(at("2026-11-01T05:59:59Z")), 1h + 59min + 59s);
  EXPECT_EQ(eastern_time_of_day(at("2026-11-01T06:00:00Z")), 1h);
}

TEST(Calendar, FindsTheInstantOfATimeInNewYork) {
  EXPECT_EQ(eastern_instant(day("2026-01-06"), 11h + 30min), at("2026-01-06T16:30:00Z"));
  EXPECT_EQ(eastern_instant(day("2026-07-06"), 11h + 30min), at("2026-07-06T15:30:00Z"));
  for (int i = 0; i < 800; ++i) {
    const Date date = day("2026-01-01") + std::chrono::days(i);
    ASSERT_EQ(eastern_date(eastern_instant(date, 11h + 30min)), date);
    ASSERT_EQ(eastern_time_of_day(eastern_instant(date, 11h + 30min)), 11h + 30min);
  }
}

TEST(Calendar, RestsOnWeekendsAndFederalHolidays) {
  for (const char* text : {"2026-01-03", "2026-01-04", "2026-01-01", "2026-01-19", "2026-02-16",
                           "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07", "2026-10-12",
                           "2026-11-11", "2026-11-26", "2026-12-25", "2021-12-31", "2023-01-02"}) {
    EXPECT_FALSE(is_business_day(day(text))) << text;
  }
  for (const char* text : {"2026-01-02", "2026-01-05", "2026-07-06", "2026-11-27", "2026-12-24"}) {
    EXPECT_TRUE(is_business_day(day(text))) << text;
  }
}

TEST(Calendar, CountsBusinessDays) {
  EXPECT_EQ(format_date(business_day(day("2026-01-05"), 0)), "2026-01-05");
  EXPECT_EQ(format_date(business_day(day("2026-01-03"), 0)), "2026-01-05");
  EXPECT_EQ(format_date(business_day(day("2026-01-05"), 5)), "2026-01-12");
  EXPECT_EQ(format_date(business_day(day("2026-11-25"), 1)), "2026-11-27") << "Thanksgiving";
}

}  // namespace
}  // namespace dashsim::kernel::calendar_test
