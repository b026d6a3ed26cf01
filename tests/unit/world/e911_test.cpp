#include "world/e911.hpp"

#include "unit/world/world_story.hpp"

namespace dashsim::world::e911_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr Tn kFirst{9195550100};
constexpr Tn kSecond{9195550101};
constexpr AccountId kTheirs{9900001};

Address address(const std::string& number) {
  Address made;
  made.house_number = number;
  made.street_name = "MAIN";
  made.city = "RALEIGH";
  made.state = "NC";
  return made;
}

class E911Test : public WorldTest {
 protected:
  Order& place(OrderRequest made, E911Request wanted) {
    made.e911.push_back(std::move(wanted));
    Order& placed = place_order(world, OrderType::kE911s, kAccount, std::move(made));
    pass(1min);
    return placed;
  }
  E911Request at(const std::string& house_number, const std::string& location_id = {}) {
    E911Request wanted;
    wanted.place = E911Place{location_id, address(house_number)};
    return wanted;
  }
  OrderRequest numbers(const std::vector<Tn>& list) {
    OrderRequest made = request({});
    made.numbers = list;
    return made;
  }
  std::size_t known_addresses() { return world.e911().addresses(kAccount).size(); }
};

TEST_F(E911Test, NumbersShareAnAddress) {
  EXPECT_EQ(place(numbers({kFirst, kSecond}), at("1")).status->name, "COMPLETE");
  const TnFeatures* first = world.numbers().find_features(kFirst);
  const TnFeatures* second = world.numbers().find_features(kSecond);
  ASSERT_TRUE(first != nullptr && second != nullptr && first->e911 && second->e911);
  EXPECT_EQ(first->e911->address, second->e911->address);
  EXPECT_EQ(endpoint_counts(world, kAccount).at(first->e911->address), 2U);
  EXPECT_EQ(known_addresses(), 1U);
}

TEST_F(E911Test, AnAddressWithoutANameIsForgottenWithItsLastNumber) {
  place(numbers({kFirst}), at("1"));
  place(numbers({kFirst}), at("2"));
  EXPECT_EQ(known_addresses(), 1U) << "nobody is at the old one";
  E911Request removal;
  removal.remove = true;
  place(numbers({kFirst}), removal);
  EXPECT_EQ(known_addresses(), 0U);
}

TEST_F(E911Test, AnAddressWithANameStays) {
  place(numbers({kFirst}), at("1", "Hall"));
  E911Request removal;
  removal.remove = true;
  place(numbers({kFirst}), removal);
  EXPECT_EQ(known_addresses(), 1U);
  EXPECT_EQ(world.e911().find_location(kAccount, "Hall")->address.house_number, "1");
  EXPECT_EQ(world.e911().find_location(kTheirs, "Hall"), nullptr);
}

TEST_F(E911Test, FeaturesEndWithTheService) {
  place(numbers({kFirst}), at("1"));
  disconnect({kFirst.value});
  pass(1min);
  EXPECT_EQ(world.numbers().find_features(kFirst), nullptr);
  EXPECT_TRUE(endpoint_counts(world, kAccount).empty());
}

TEST_F(E911Test, NumbersOfOthersStayAsTheyAre) {
  world.numbers().put_in_service(Tn{9193330101}, kTheirs, {800}, {400100}, world.now());
  const Order& partial = place(numbers({kFirst, Tn{9193330101}}), at("1"));
  EXPECT_EQ(partial.status->name, "PARTIAL");
  EXPECT_THAT(partial.completed_numbers, ElementsAre(kFirst));
  EXPECT_THAT(partial.failed_numbers, ElementsAre(Tn{9193330101}));
  EXPECT_EQ(world.numbers().find_features(Tn{9193330101}), nullptr);
}

TEST_F(E911Test, EndUsersAreOfTheirAccountAlone) {
  E911Request wanted;
  E911Endpoint endpoint;
  endpoint.identifier = "Fred992834";
  endpoint.pidflo_enabled = true;
  endpoint.place = E911Place{"", address("1")};
  wanted.endpoints.push_back(endpoint);
  OrderRequest made = request({});
  made.endpoints = {"Fred992834"};
  EXPECT_EQ(place(std::move(made), wanted).status->name, "COMPLETE");
  ASSERT_NE(world.e911().find(kAccount, "Fred992834"), nullptr);
  EXPECT_EQ(world.e911().find(kTheirs, "Fred992834"), nullptr);
  EXPECT_TRUE(world.e911().aeuis(kTheirs).empty());
}

/// An order that a scenario's lifecycle gave this effect without being one.
TEST_F(E911Test, OrdersOfOtherTypesHaveNoAddresses) {
  Order& other = order(request({}));
  EXPECT_EQ(provision_e911(world, other), Outcome::kAll);
  EXPECT_EQ(known_addresses(), 0U);
}

}  // namespace
}  // namespace dashsim::world::e911_test
