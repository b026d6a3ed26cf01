#include "kernel/random.hpp"

namespace dashsim::kernel::random_test {
namespace {

TEST(Random, GivesTheSameStreamForTheSameSeedAndPurpose) {
  Random one(42, "orders");
  Random two(42, "orders");
  Random other_purpose(42, "notes");
  Random other_seed(43, "orders");
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t draw = one.draw();
    EXPECT_EQ(draw, two.draw());
    EXPECT_NE(draw, other_purpose.draw());
    EXPECT_NE(draw, other_seed.draw());
    EXPECT_LT(one.draw_below(7), 7U);
    two.draw_below(7);
  }
}

TEST(Random, IsTheSameOnEveryMachine) {
  Random random(1, "orders");
  EXPECT_EQ(random.draw(), 9009531685660087597U);
  EXPECT_EQ(random.draw(), 2098565761928739393U);
  EXPECT_EQ(random.draw(), 17038852702420872148U);
}

TEST(Random, OfSeedZeroAndNoPurposeIsRandomToo) {
  Random random(0, "");
  EXPECT_NE(random.draw(), 0U);
  EXPECT_NE(random.draw(), random.draw());
  Random largest(UINT64_MAX, "");
  EXPECT_NE(largest.draw(), largest.draw());
}

TEST(Random, TellsPurposesApartByEveryLetter) {
  EXPECT_NE(Random(1, "ab").draw(), Random(1, "ba").draw());
  EXPECT_NE(Random(1, "a").draw(), Random(1, "aa").draw());
  EXPECT_NE(Random(1, "").draw(), Random(1, "a").draw());
}

TEST(Random, CopiesGoOnAlike) {
  Random random(5, "orders");
  random.draw();
  Random copy = random;
  for (int i = 0; i < 10; ++i) EXPECT_EQ(random.draw(), copy.draw());
}

TEST(Random, ReachesEveryValueBelowItsBoundAboutEquallyOften) {
  Random random(3, "dice");
  std::vector<int> counts(6);
  for (int i = 0; i < 60'000; ++i) ++counts.at(random.draw_below(6));
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 500);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(random.draw_below(1), 0U);
}

}  // namespace
}  // namespace dashsim::kernel::random_test
