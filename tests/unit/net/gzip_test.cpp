#include "net/gzip.hpp"

#include "support/gzip.hpp"

namespace dashsim::net::gzip_test {
namespace {

using test::gzip;

constexpr std::size_t kPlenty = 1U << 20U;

TEST(Gzip, GivesBackWhatWasPutIn) {
  for (const std::string& text : {std::string(), std::string("a"), std::string(300'000, 'x')}) {
    std::string out = "what stood there before";
    EXPECT_EQ(inflate_gzip(gzip(text), kPlenty, out), Inflation::kGood);
    EXPECT_EQ(out, text);
  }
}

TEST(Gzip, ReadsAllMembers) {
  std::string out;
  EXPECT_EQ(inflate_gzip(gzip("one ") + gzip("") + gzip("two"), kPlenty, out), Inflation::kGood);
  EXPECT_EQ(out, "one two");
}

TEST(Gzip, HoldsTheBoundToTheByte) {
  const std::string file = gzip(std::string(100'000, 'x'));
  std::string out;
  EXPECT_EQ(inflate_gzip(file, 100'000, out), Inflation::kGood);
  EXPECT_EQ(inflate_gzip(file, 99'999, out), Inflation::kTooLarge);
  EXPECT_EQ(inflate_gzip(file, 0, out), Inflation::kTooLarge);
  EXPECT_EQ(inflate_gzip(gzip(""), 0, out), Inflation::kGood);
}

TEST(Gzip, DoesNotUnfoldABomb) {
  std::string bomb = gzip(std::string(20'000'000, 'x'));
  ASSERT_LT(bomb.size(), 40'000U);
  for (int i = 0; i < 3; ++i) bomb += bomb;
  std::string out;
  EXPECT_EQ(inflate_gzip(bomb, 1000, out), Inflation::kTooLarge);
  EXPECT_LE(out.capacity(), 4096U);
}

TEST(Gzip, SaysWhatIsBroken) {
  const std::string good = gzip("<Order>some text that is a little longer</Order>");
  std::string damaged = good;
  damaged[good.size() / 2] = static_cast<char>(~damaged[good.size() / 2]);
  std::string wrong_sum = good;
  wrong_sum[good.size() - 8] = static_cast<char>(~wrong_sum[good.size() - 8]);
  for (const std::string& file :
       {std::string(), std::string("<Order/>"), good.substr(0, 5), good.substr(0, good.size() - 1),
        good + "x", damaged, wrong_sum, std::string("\x78\x9c\x03\x00\x00\x00\x00\x01", 8)}) {
    std::string out;
    EXPECT_EQ(inflate_gzip(file, kPlenty, out), Inflation::kBroken);
  }
}

}  // namespace
}  // namespace dashsim::net::gzip_test
