#include "kernel/time.hpp"

namespace dashsim::kernel {
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

}  // namespace
}  // namespace dashsim::kernel
