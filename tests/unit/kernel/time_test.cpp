#include "kernel/time.hpp"

namespace dashsim::kernel::time_test {
namespace {

using namespace std::chrono_literals;

TEST(VirtualTime, IsReadAndWrittenWithMilliseconds) {
  const auto time = parse_instant("2026-01-05T09:00:00.250Z");
  ASSERT_TRUE(time);
  EXPECT_EQ(format_instant(*time), "2026-01-05T09:00:00.250Z");
  EXPECT_EQ(format_instant(*parse_instant("2026-01-05T09:00:00Z")), "2026-01-05T09:00:00.000Z");
  EXPECT_EQ(format_instant(*parse_instant("2026-01-05")), "2026-01-05T00:00:00.000Z");
  EXPECT_EQ(format_date(*time), "2026-01-05");
  EXPECT_EQ(format_http_date(*time), "Mon, 05 Jan 2026 09:00:00 GMT");
}

TEST(VirtualTime, KnowsLeapYears) {
  EXPECT_EQ(format_instant(*parse_instant("2028-02-28T23:59:59.999Z") + 1ms),
            "2028-02-29T00:00:00.000Z");
  EXPECT_FALSE(parse_instant("2026-02-29"));
  EXPECT_FALSE(parse_instant("2100-02-29"));
}

TEST(VirtualTime, RefusesWhatIsNoInstant) {
  for (const char* text :
       {"", "2026", "2026-13-01", "2026-00-01", "2026-01-32", "2026-01-05T24:00:00Z",
        "2026-01-05T09:60:00Z", "2026-01-05T09:00:60Z", "2026-01-05T09:00:00",
        "2026-01-05 09:00:00Z", "2026-01-05T09:00:00,250Z", "26-01-05T09:00:00Z", "1969-12-31",
        "yesterday!"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(VirtualTime, ReadsDaysAsListFiltersWriteThem) {
  EXPECT_EQ(parse_day("2026-01-05"), parse_day("26-01-05"));
  EXPECT_FALSE(parse_day("05-01-2026x"));
  EXPECT_FALSE(parse_day("2026-1-5"));
}

TEST(Duration, IsReadInBothForms) {
  const std::pair<const char*, Duration> good[] = {
      {"5m", 5min}, {"1h30m", 90min}, {"250ms", 250ms}, {"2d", 48h},   {"1w", 168h},
      {"0s", 0s},   {"PT5M", 5min},   {"P1DT2H", 26h},  {"P2W", 336h}, {"PT1H30M5S", 90min + 5s},
  };
  for (const auto& [text, value] : good) EXPECT_EQ(parse_duration(text), value) << text;
  for (const char* text : {"", "5", "m", "5 m", "-5m", "5x", "1.5h", "P", "PT", "P1H", "PT1D",
                           "5m3", "99999999999999s", "40000d", "9223372036854775807ms"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(Duration, IsWrittenSoThatItReadsBack) {
  for (const Duration duration :
       {Duration(0), Duration(90min), Duration(26h + 5ms), Duration(48h), Duration(1ms)}) {
    EXPECT_EQ(parse_duration(format_duration(duration)), duration) << format_duration(duration);
  }
  EXPECT_EQ(format_duration(90min), "1h30m");
}

TEST(VirtualTime, RefusesTheThirtiethOfFebruary) {
  EXPECT_FALSE(parse_instant("2028-02-30"));
  EXPECT_FALSE(parse_instant("2028-02-30T00:00:00Z"));
  EXPECT_FALSE(parse_instant("2026-04-31"));
  EXPECT_FALSE(parse_day("28-02-30"));
  EXPECT_TRUE(parse_instant("2000-02-29")) << "every fourth century has its leap day";
}

TEST(VirtualTime, ReachesFrom1970To9999) {
  EXPECT_EQ(parse_instant("1970-01-01")->time_since_epoch(), 0ms);
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00.001Z")->time_since_epoch(), 1ms);
  EXPECT_EQ(format_instant(*parse_instant("9999-12-31T23:59:59.999Z")), "9999-12-31T23:59:59.999Z");
  EXPECT_FALSE(parse_instant("1969-12-31T23:59:59.999Z"));
  EXPECT_FALSE(parse_instant("10000-01-01"));
  EXPECT_FALSE(parse_instant("-026-01-01"));
}

TEST(VirtualTime, RefusesSignsAndSpacesInsideNumbers) {
  for (const char* text :
       {"2026-+1-05", "2026- 1-05", "2026-01-05T+9:00:00Z", "2026-01-05T09:-1:00Z",
        "2026-01-05T09:00:00.25 Z", "2026-01-05T09:00:00.250z", "2026-01-05t09:00:00Z",
        " 2026-01-05", "2026-01-05\n", "2026-01-05T09:00:00.2500Z", "2026-01-05T09:00:00+1:00",
        "2026-01-05T09:00:00 01:00", "2026-01-05T09:00:00+24:00", "2026-01-05T09:00:00"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(VirtualTime, ReadsTimesOfOtherZones) {
  EXPECT_EQ(parse_instant("2019-10-31T17:15:00+04:00"), parse_instant("2019-10-31T13:15:00Z"));
  EXPECT_EQ(parse_instant("2014-08-29T22:30:00.5000-03:30"), std::nullopt);
  EXPECT_EQ(parse_instant("2014-08-29T22:30:00.500-03:30"),
            parse_instant("2014-08-30T02:00:00.500Z"));
  EXPECT_FALSE(parse_instant("1970-01-01T00:00:00+00:01")) << "before the first instant";
  EXPECT_FALSE(parse_instant("9999-12-31T23:59:00-00:01")) << "after the last one";
}

TEST(VirtualTime, ReadsBackEveryDayOfFourCenturies) {
  const VirtualTime first = *parse_instant("1970-01-01");
  for (int i = 0; i < 146'097; i += 1) {
    const VirtualTime day = first + i * 24h + 12h + 34min + 56s + 789ms;
    ASSERT_EQ(parse_instant(format_instant(day)), day) << format_instant(day);
    ASSERT_EQ(parse_day(format_date(day)), first + i * 24h);
  }
}

TEST(VirtualTime, NamesEveryDayOfTheWeekAndMonth) {
  const VirtualTime january = *parse_instant("2026-01-04");
  const char* const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  for (int i = 0; i < 7; ++i) {
    EXPECT_EQ(format_http_date(january + i * 24h).substr(0, 3), days[i]);
  }
  EXPECT_EQ(format_http_date(*parse_instant("1994-11-06T08:49:37Z")),
            "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(format_http_date(*parse_instant("2028-02-29T23:59:59.999Z")),
            "Tue, 29 Feb 2028 23:59:59 GMT")
      << "milliseconds are cut, not rounded";
}

TEST(Duration, IsAtMostACentury) {
  EXPECT_EQ(parse_duration("36525d"), kDurationMax);
  EXPECT_EQ(parse_duration("P36525D"), kDurationMax);
  EXPECT_EQ(parse_duration("3155760000000ms"), kDurationMax);
  for (const char* text : {"36525d1ms", "36526d", "P36525DT1S", "3155760000001ms", "5218w",
                           "36525d36525d", "9999999999999w", "99999999999999999999999d"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(Duration, RefusesWhatIsNearlyOne) {
  for (const char* text : {"5M", "pt5m", "PT5m", "P5M", "PT0.5S", "P1DT", "P T5M", "5 min", "5min",
                           "+5m", "1h-30m", "PT", "T5M", "P1YT1H", "PTT5M", "\xd9\xa5m"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(Duration, IsWrittenShortestAndExactly) {
  const std::pair<Duration, const char*> written[] = {
      {0ms, "0s"},
      {1ms, "1ms"},
      {1s, "1s"},
      {61min, "1h1m"},
      {24h, "1d"},
      {49h + 1ms, "2d1h1ms"},
      {kDurationMax, "36525d"},
      {1500ms, "1s500ms"},
  };
  for (const auto& [duration, text] : written) {
    EXPECT_EQ(format_duration(duration), text);
    EXPECT_EQ(parse_duration(text), duration);
  }
}

}  // namespace
}  // namespace dashsim::kernel::time_test
