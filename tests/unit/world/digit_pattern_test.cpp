#include "world/digit_pattern.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace dashsim::world::digit_pattern_test {
namespace {

DigitPattern pattern(std::string_view text, PatternPlace place = PatternPlace::kAnywhere) {
  return DigitPattern::parse(text, place).value();
}

TEST(DigitPattern, ReadsLettersAsTheKeypadDoes) {
  EXPECT_TRUE(pattern("newcars").matches({6176392277}));
  EXPECT_TRUE(pattern("NEWCARS").matches({6176392277}));
  EXPECT_FALSE(pattern("newcars").matches({6176392278}));
  EXPECT_EQ(keypad_digit('Q'), '7');
  EXPECT_EQ(keypad_digit('s'), '7');
  EXPECT_EQ(keypad_digit('z'), '9');
  EXPECT_EQ(keypad_digit('5'), '5');
  EXPECT_EQ(keypad_digit('-'), std::nullopt);
}

TEST(DigitPattern, MatchesAnywhereInTheLastSevenDigitsOrAtTheirEnd) {
  EXPECT_TRUE(pattern("439").matches({9194390000}));
  EXPECT_FALSE(pattern("439", PatternPlace::kAtEnd).matches({9194390000}));
  EXPECT_TRUE(pattern("439", PatternPlace::kAtEnd).matches({9192220439}));
  EXPECT_FALSE(pattern("919").matches({9192220000})) << "the area code does not count";
}

TEST(DigitPattern, TakesOneDigitForABarAndAnyForAStar) {
  EXPECT_TRUE(pattern("4_9").matches({9194390000}));
  EXPECT_FALSE(pattern("4_9").matches({9194350000}));
  EXPECT_TRUE(pattern("4*7").matches({9194390007}));
  EXPECT_TRUE(pattern("4*3").matches({9194390000})) << "also for none";
  EXPECT_FALSE(pattern("7*4", PatternPlace::kAtEnd).matches({9194390007}));
  EXPECT_TRUE(pattern("***").matches({9192220000}));
}

TEST(DigitPattern, IsRefusedWithOtherCharacters) {
  for (const char* bad : {"new-cars", "a b", "ä", "9?9"})
    EXPECT_FALSE(DigitPattern::parse(bad, PatternPlace::kAnywhere)) << bad;
  EXPECT_FALSE(DigitPattern::parse(std::string(31, '1'), PatternPlace::kAnywhere));
}

TEST(DigitPattern, FindsTheNextNumberAsOneByOneWouldFindIt) {
  for (const char* text : {"43", "4_3", "4*3", "_9", "9*", "0000", "12_", "*5", "___", "77777"}) {
    for (const PatternPlace place : {PatternPlace::kAnywhere, PatternPlace::kAtEnd}) {
      const DigitPattern each = pattern(text, place);
      std::vector<std::uint64_t> found;
      for (auto tn = each.next(9194380000, 9194399999); tn;
           tn = each.next(tn->value + 1, 9194399999)) {
        found.push_back(tn->value);
      }
      std::vector<std::uint64_t> expected;
      for (std::uint64_t tn = 9194380000; tn <= 9194399999; ++tn) {
        if (each.matches({tn})) expected.push_back(tn);
      }
      EXPECT_EQ(found, expected) << text;
    }
  }
}

}  // namespace
}  // namespace dashsim::world::digit_pattern_test
