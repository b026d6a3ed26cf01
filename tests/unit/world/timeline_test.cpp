#include "unit/world/world_story.hpp"

namespace dashsim::world::timeline_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class TimelineTest : public WorldTest {
 protected:
  TimelineTest()
      : WorldTest(R"(
timeline:
  - {at: +2d, remove_users: [tester], withdraw: [919439xxxx]}
  - at: +1d
    users: [{name: other, password: new, accounts: [9900000]}, {name: third, password: secret, accounts: [9900001], roles: [A]}]
    products: {account: 9900001, products: {Origination: [CNAM]}}
    carriers: [{spid: "6006", name: New Wireless, numbers: [{block: 919604xxxx, rate_center: RALEIGH, state: NC}]}]
  - {at: +1d, products: {account: 9900000, sippeer: 303716, products: {Messaging: [SMS]}}}
  - {at: +3d, inventory: [{block: 9194390xxx, rate_center: CARY, city: CARY, state: NC, lata: 426}]}
)") {}

  const Accounts& accounts() { return world.accounts(); }
};

TEST_F(TimelineTest, ReplacesAndRemovesUsers) {
  const User* other = accounts().find_user("other", "secret");
  ASSERT_NE(other, nullptr);
  const std::string token = world.new_token(*other, 30 * 24h);
  const std::string of_tester = world.new_token(*accounts().find_user("tester"), 30 * 24h);
  pass(1 * 24h);
  EXPECT_EQ(accounts().find_user("other", "secret"), nullptr);
  EXPECT_TRUE(accounts().find_user("other", "new")->may_access(kAccount));
  EXPECT_THAT(accounts().find_user("third")->roles, ElementsAre("A"));
  EXPECT_EQ(world.find_token(token), nullptr) << "it was another one's";
  EXPECT_NE(world.find_token(of_tester), nullptr);
  pass(1 * 24h);
  EXPECT_EQ(accounts().find_user("tester"), nullptr);
  EXPECT_EQ(world.find_token(of_tester), nullptr);
}

TEST_F(TimelineTest, ChangesProducts) {
  EXPECT_TRUE(has_feature(accounts().find({9900001})->products, "LNP")) << "it has all";
  pass(1 * 24h);
  EXPECT_FALSE(has_feature(accounts().find({9900001})->products, "LNP"));
  EXPECT_TRUE(has_feature(accounts().find({9900001})->products, "CNAM"));
  const SipPeer& peer = *world.sites().find(kAccount, {743}, {303716});
  EXPECT_TRUE(has_feature(peer.products, "SMS"));
  EXPECT_FALSE(has_feature(peer.products, "MMS"));
  EXPECT_EQ(peer.settings.sms->protocol, "HTTP") << "as if it had been so from the start";
}

TEST_F(TimelineTest, LeavesAloneThePeerThatIsGone) {
  world.sites().erase(SipPeerId{303716});
  pass(1 * 24h);
  EXPECT_EQ(world.sites().find(kAccount, {743}, {303716}), nullptr);
}

TEST_F(TimelineTest, ReplacesACarrier) {
  EXPECT_EQ(world.carriers().find({9196040001}).carrier->name, "Mock Wireless");
  EXPECT_EQ(world.carriers().find({3035640001}).carrier->name, "Mock Wireless");
  pass(1 * 24h);
  EXPECT_EQ(world.carriers().find({9196040001}).carrier->name, "New Wireless");
  EXPECT_EQ(world.carriers().find({3035640001}).carrier->name, "Mock Carrier")
      << "the block around it counts";
  EXPECT_EQ(world.carriers().find({9193330001}).carrier->name, "Mock Carrier");
}

TEST_F(TimelineTest, WithdrawsNumbersThatNobodyHas) {
  order(request({9194390001}));
  const ReservationId held = world.reserve(kAccount, {9194390002}).id;
  pass(2 * 24h);
  EXPECT_FALSE(world.numbers().available({9194390003}));
  EXPECT_NE(world.numbers().find_in_service(kAccount, {9194390001}), nullptr);
  EXPECT_EQ(world.numbers().block_of({9194390001})->rate_center, "RALEIGH");
  world.end_reservation(held);
  EXPECT_FALSE(world.numbers().available({9194390002})) << "nor when somebody lets go";
  pass(1 * 24h);
  EXPECT_TRUE(world.numbers().available({9194390002})) << "until it comes back";
  EXPECT_FALSE(world.numbers().available({9194391000}));
}

TEST_F(TimelineTest, TellsWhatHappened) {
  world.take_happenings();
  pass(3 * 24h);
  std::vector<std::string> told;
  for (const Happening& each : world.take_happenings())
    told.push_back(each.what + " " + each.id + " " + each.status);
  EXPECT_THAT(told,
              ElementsAre("user other changed", "user third changed",
                          "account 9900001 products changed", "carrier 6006 changed",
                          "SIP peer 303716 products changed", "inventory 919439xxxx WITHDRAWN",
                          "user tester removed", "inventory 9194390xxx AVAILABLE"));
}

}  // namespace
}  // namespace dashsim::world::timeline_test
