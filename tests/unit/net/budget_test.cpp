#include "net/budget.hpp"

namespace dashsim::net::budget_test {
namespace {

constexpr std::size_t kSmall = Budget::kUncounted;

class BudgetTest : public testing::Test {
 protected:
  std::shared_ptr<Budget> budget_ = std::make_shared<Budget>(100);
  Budget::Share first_{budget_}, second_{budget_};
};

TEST_F(BudgetTest, IsSharedByAll) {
  EXPECT_TRUE(first_.hold(kSmall + 60));
  EXPECT_FALSE(second_.hold(kSmall + 41));
  EXPECT_TRUE(second_.hold(kSmall + 40));
  EXPECT_FALSE(first_.hold(kSmall + 61));
  EXPECT_TRUE(first_.hold(kSmall + 60)) << "it has what it had";
}

TEST_F(BudgetTest, DoesNotCountWhatIsSmall) {
  EXPECT_TRUE(first_.hold(kSmall + 100));
  EXPECT_TRUE(second_.hold(kSmall));
  EXPECT_FALSE(second_.hold(kSmall + 1));
}

TEST_F(BudgetTest, GetsBackWhatIsNotHeldAnyMore) {
  EXPECT_TRUE(first_.hold(kSmall + 100));
  EXPECT_TRUE(first_.hold(kSmall + 10));
  EXPECT_TRUE(second_.hold(kSmall + 90));
  second_.release();
  {
    Budget::Share third(budget_);
    EXPECT_TRUE(third.hold(kSmall + 90));
  }
  Budget::Share moved = std::move(first_);
  second_ = std::move(moved);
  EXPECT_TRUE(second_.hold(kSmall + 100));
}

TEST_F(BudgetTest, IsNoBoundForWhoIsAlone) {
  EXPECT_TRUE(first_.hold(kSmall + 1000));
  EXPECT_FALSE(second_.hold(kSmall + 1));
  first_.release();
  EXPECT_TRUE(second_.hold(kSmall + 1000));
}

}  // namespace
}  // namespace dashsim::net::budget_test
