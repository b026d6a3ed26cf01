#include "world/subscriptions.hpp"

namespace dashsim::world::subscriptions_test {
namespace {

Subscription subscription(const std::string& id, std::uint64_t account) {
  Subscription made;
  made.id = {id};
  made.account = {account};
  return made;
}

TEST(Subscriptions, AreListedInTheOrderOfTheirMaking) {
  Subscriptions subscriptions;
  for (const char* id : {"z", "a", "m"}) subscriptions.add(subscription(id, 1));
  subscriptions.add(subscription("other", 2));
  subscriptions.erase("a");
  subscriptions.erase("nothing");
  subscriptions.add(subscription("b", 1));
  std::vector<std::string> ids;
  for (const Subscription* each : subscriptions.of_account({1})) ids.push_back(each->id.value);
  EXPECT_THAT(ids, testing::ElementsAre("z", "m", "b"));
}

TEST(Subscriptions, AreHiddenFromOtherAccounts) {
  Subscriptions subscriptions;
  subscriptions.add(subscription("a", 1));
  EXPECT_NE(subscriptions.find(AccountId{1}, "a"), nullptr);
  EXPECT_EQ(subscriptions.find(AccountId{2}, "a"), nullptr);
  EXPECT_NE(subscriptions.find("a"), nullptr);
  subscriptions.erase("a");
  EXPECT_EQ(subscriptions.find("a"), nullptr);
  EXPECT_TRUE(subscriptions.all().empty());
}

}  // namespace
}  // namespace dashsim::world::subscriptions_test
