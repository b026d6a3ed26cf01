#include "kernel/text.hpp"

namespace dashsim::kernel {
namespace {

TEST(Text, MatchesPatterns) {
  EXPECT_TRUE(matches("919555*", "9195550101"));
  EXPECT_TRUE(matches("*01", "9195550101"));
  EXPECT_TRUE(matches("9*5?0*1", "9195550101"));
  EXPECT_TRUE(matches("", ""));
  EXPECT_TRUE(matches("**", ""));
  EXPECT_FALSE(matches("", "x"));
  EXPECT_FALSE(matches("?", ""));
  EXPECT_FALSE(matches("919555", "9195550101"));
}

TEST(Text, FindsTheNearestWord) {
  const std::vector<std::string_view> words{"clock", "users", "accounts", "lifecycles"};
  EXPECT_EQ(nearest("clok", words), "clock");
  EXPECT_EQ(nearest("lcock", words), "clock") << "neighbours swapped";
  EXPECT_EQ(nearest("Acounts", words), "accounts");
  EXPECT_EQ(nearest("weather", words), "");
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(Text, ReadsWholeNumbersOnly) {
  EXPECT_EQ(parse_whole("18446744073709551615"), 18446744073709551615ULL);
  for (const char* text : {"", "-1", "+1", " 1", "1 ", "1.0", "0x1", "18446744073709551616"}) {
    EXPECT_FALSE(parse_whole(text)) << text;
  }
}

TEST(Text, ReadsFlagsInAnyLetterCase) {
  EXPECT_EQ(parse_flag("TRUE"), true);
  EXPECT_EQ(parse_flag("False"), false);
  EXPECT_FALSE(parse_flag("yes"));
}

TEST(Text, SplitsAndTrims) {
  EXPECT_THAT(split("a//b", '/'), testing::ElementsAre("a", "", "b"));
  EXPECT_THAT(split("", '/'), testing::ElementsAre(""));
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_TRUE(same_word("RaLeigh", "RALEIGH"));
  EXPECT_FALSE(same_word("a", "ab"));
  EXPECT_FALSE(all_digits(""));
}

}  // namespace
}  // namespace dashsim::kernel
