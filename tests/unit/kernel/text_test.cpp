#include "kernel/text.hpp"

#include <tuple>

namespace dashsim::kernel::text_test {
namespace {

TEST(Text, SecretsAreEqualOrNot) {
  EXPECT_TRUE(same_secret("", ""));
  EXPECT_TRUE(same_secret("s3cret\xff", "s3cret\xff"));
  EXPECT_FALSE(same_secret("secret", "Secret"));
  EXPECT_FALSE(same_secret("secret", "secret "));
  EXPECT_FALSE(same_secret("secret", ""));
}

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

TEST(Text, KnowsWhatXmlAndJsonCanCarry) {
  for (const char* good : {"", "abc\t\r\n", "caf\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80"})
    EXPECT_TRUE(is_text(good));
  for (const char* bad : {"\x01", "\x7f", "\x80", "\xc3", "\xc0\xaf", "\xed\xa0\x80",
                          "\xf4\x90\x80\x80", "\xef\xbf\xbf", "\xff"}) {
    EXPECT_FALSE(is_text(bad));
    EXPECT_THAT(as_text("a" + std::string(bad)), testing::MatchesRegex("a[?]+"));
  }
}

TEST(Text, IsToldFromBytesWhereverTheyLie) {
  for (std::size_t at = 0; at < 20; ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text(20, '~');
      text[at] = static_cast<char>(byte);
      const bool plain =
          (byte >= 0x20 && byte < 0x7f) || byte == '\t' || byte == '\n' || byte == '\r';
      EXPECT_EQ(is_text(text), plain) << byte << " at " << at;
    }
    std::string text(20, ' ');
    EXPECT_TRUE(is_text(text.insert(at, "\u00e9\n\U0001f600")));
  }
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

TEST(Text, MatchesLikeASlowButPlainMatcher) {
  const std::function<bool(std::string_view, std::string_view)> plain =
      [&](std::string_view pattern, std::string_view text) {
        if (pattern.empty()) return text.empty();
        if (pattern[0] == '*') {
          return plain(pattern.substr(1), text) ||
                 (!text.empty() && plain(pattern, text.substr(1)));
        }
        const bool fits = !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]);
        return fits && plain(pattern.substr(1), text.substr(1));
      };
  const std::string_view letters = "ab*?";
  for (unsigned p = 0; p < 1024; ++p) {
    std::string pattern;
    for (unsigned rest = p; rest != 0; rest /= 4) pattern += letters[rest % 4];
    for (unsigned t = 0; t < 64; ++t) {
      std::string text;
      for (unsigned rest = t; rest > 1; rest /= 2) text += letters[rest % 2];
      ASSERT_EQ(matches(pattern, text), plain(pattern, text)) << pattern << " on " << text;
    }
  }
}

TEST(Text, MatchesHostilePatternsInGoodTime) {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "a*";
  EXPECT_FALSE(matches(pattern + "b", std::string(5000, 'a')));
}

TEST(Text, CountsEdits) {
  const std::tuple<const char*, const char*, std::size_t> pairs[] = {
      {"", "", 0},       {"", "abc", 3},    {"abc", "", 3},          {"abc", "abc", 0},
      {"abc", "ABC", 0}, {"abc", "acb", 1}, {"abc", "abd", 1},       {"abc", "ab", 1},
      {"abc", "cab", 2}, {"ca", "abc", 3},  {"orders", "ordres", 1}, {"status", "sttaus", 1},
  };
  for (const auto& [a, b, edits] : pairs) {
    EXPECT_EQ(edit_distance(a, b), edits) << a << " " << b;
    EXPECT_EQ(edit_distance(b, a), edits) << b << " " << a;
  }
}

TEST(Text, SuggestsTheFirstOfEquallyNearWordsAndNothingFarAway) {
  EXPECT_EQ(nearest("cat", std::vector<std::string_view>{"bat", "rat"}), "bat");
  EXPECT_EQ(nearest("cat", std::vector<std::string_view>{}), "");
  EXPECT_EQ(nearest("cat", std::vector<std::string_view>{"dog"}), "");
  EXPECT_EQ(nearest("completed", std::vector<std::string_view>{"COMPLETE", "FAILED"}), "COMPLETE");
}

TEST(Text, SuggestsNothingForTextsWithoutEnd) {
  const std::vector<std::string_view> words{"order", "orders"};
  EXPECT_EQ(nearest(std::string(std::size_t{8} << 20U, 'o'), words), "");
  EXPECT_EQ(nearest("ordersxx", words), "orders") << "as many letters too much as may be";
}

TEST(Text, ChangesLetterCaseOfAsciiOnly) {
  EXPECT_EQ(upper_case("az@[`{09 caf\xc3\xa9"), "AZ@[`{09 CAF\xc3\xa9");
  EXPECT_EQ(lower_case("AZ@[`{09 CAF\xc3\x89"), "az@[`{09 caf\xc3\x89");
  EXPECT_TRUE(all_digits("0123456789"));
  for (const char* text : {"1 ", "1.", "-1", "\xd9\xa1"}) EXPECT_FALSE(all_digits(text)) << text;
}

}  // namespace
}  // namespace dashsim::kernel::text_test
