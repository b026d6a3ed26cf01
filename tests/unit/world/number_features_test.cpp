#include "world/number_features.hpp"

#include "unit/world/world_story.hpp"

namespace dashsim::world::number_features_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Tn kFirst{9195550100};
constexpr Tn kSecond{9195550101};
constexpr Tn kAvailable{9194390000};

class NumberFeaturesTest : public WorldTest {
 protected:
  /// An order with one group of numbers and these elements.
  OrderRequest grouped(const std::string& groups, const std::string& group,
                       const std::vector<Tn>& numbers,
                       const std::vector<std::pair<std::string, std::string>>& elements) {
    OrderRequest made = request({});
    made.numbers = numbers;
    RequestElement& of = made.document.child_or_new(groups).child_or_new(group);
    RequestElement& list = of.child_or_new("TelephoneNumbers");
    for (const Tn tn : numbers) list.children.push_back({"TelephoneNumber", to_text(tn), {}});
    for (const auto& [name, text] : elements) of.child_or_new(name).text = text;
    return made;
  }
  Order& place(OrderType type, OrderRequest made) {
    Order& placed = place_order(world, type, kAccount, std::move(made));
    pass(1h);
    return placed;
  }
  Order& set_options(const std::vector<Tn>& numbers,
                     const std::vector<std::pair<std::string, std::string>>& elements) {
    return place(OrderType::kTnoptions,
                 grouped("TnOptionGroups", "TnOptionGroup", numbers, elements));
  }
};

TEST_F(NumberFeaturesTest, ListingsKeepTheGroupThatOrderedThem) {
  const Order& done = place(OrderType::kLidb, grouped("LidbTnGroups", "LidbTnGroup", {kFirst},
                                                      {{"SubscriberInformation", "Joe"}}));
  EXPECT_EQ(done.status->name, "COMPLETE");
  const TnFeatures* features = world.numbers().find_features(kFirst);
  ASSERT_TRUE(features != nullptr && features->lidb);
  EXPECT_EQ(features->lidb->group.text_at("SubscriberInformation"), "Joe");
  EXPECT_EQ(features->lidb->order, done.id);
  EXPECT_FALSE(features->dlda) << "the other kind of listing";
}

TEST_F(NumberFeaturesTest, NumbersThatLeaveMeanwhileFail) {
  OrderRequest made =
      grouped("DldaTnGroups", "DldaTnGroup", {kFirst, kSecond}, {{"ListingType", "LISTED"}});
  Order& placed = place_order(world, OrderType::kDldas, kAccount, std::move(made));
  disconnect({kSecond.value});
  pass(1h);
  EXPECT_EQ(placed.status->name, "PARTIAL");
  EXPECT_THAT(placed.completed_numbers, ElementsAre(kFirst));
  EXPECT_THAT(placed.failed_numbers, ElementsAre(kSecond));
  EXPECT_EQ(placed.errors.at(0).code, 16108U);
  EXPECT_EQ(world.numbers().find_features(kSecond), nullptr);
}

TEST_F(NumberFeaturesTest, OptionsChangeWhatTheyNameAlone) {
  set_options({kFirst}, {{"CallForward", "6042661720"}, {"NumberFormat", "10digit"}});
  const TnRecord* record = world.numbers().find(kFirst);
  EXPECT_EQ(record->call_forward, "6042661720");
  set_options({kFirst}, {{"CallForward", "unchanged"}, {"NumberFormat", "systemDefault"}});
  EXPECT_EQ(record->call_forward, "6042661720");
  EXPECT_EQ(record->number_format, "");
}

TEST_F(NumberFeaturesTest, NumbersOfNobodyHaveNoOptions) {
  const Order& failed = set_options({kAvailable}, {{"CallForward", "6042661720"}});
  EXPECT_EQ(failed.status->name, "FAILED");
  EXPECT_THAT(failed.completed_numbers, IsEmpty());
  EXPECT_EQ(world.numbers().find_features(kAvailable), nullptr);
}

TEST_F(NumberFeaturesTest, AssignmentIsDoneAtOnce) {
  OrderRequest made = request({kFirst.value, kAvailable.value});
  made.document.child_or_new("Action").text = "ASSIGN";
  const Order& placed =
      place_order(world, OrderType::kNumbersAssignment, kAccount, std::move(made));
  EXPECT_EQ(placed.status->name, "PARTIAL");
  EXPECT_EQ(world.numbers().find_features(kFirst)->assigned, true);
  EXPECT_EQ(placed.errors.at(0).code, 5076U);
}

/// A scenario may give any order any effect.
TEST_F(NumberFeaturesTest, OrdersOfOtherTypesSetNothing) {
  Order& other = order(request({kFirst.value}));
  for (const auto effect : {set_lidb, set_dlda, set_tn_options})
    EXPECT_EQ(effect(world, other), Outcome::kAll);
  EXPECT_EQ(world.numbers().find_features(kFirst), nullptr);
}

TEST_F(NumberFeaturesTest, OfANumberEndWithItsService) {
  set_options({kFirst}, {{"FinalDestinationURI", "sip:+12345678901@1.2.3.4:5060"}});
  ASSERT_NE(world.numbers().find_features(kFirst), nullptr);
  disconnect({kFirst.value});
  pass(1min);
  EXPECT_EQ(world.numbers().find_features(kFirst), nullptr);
}

}  // namespace
}  // namespace dashsim::world::number_features_test
