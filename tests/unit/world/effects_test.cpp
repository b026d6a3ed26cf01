#include "world/effects.hpp"

#include "unit/world/world_story.hpp"

namespace dashsim::world::effects_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class EffectsTest : public WorldTest {
 protected:
  static constexpr Tn kOne{9194390001};
  static constexpr Tn kTwo{9194390002};

  OrderRequest search(const std::string& prefix, std::size_t quantity) {
    OrderRequest made = request({});
    made.search.emplace().prefix = prefix;
    made.quantity = quantity;
    return made;
  }
  /// Puts all but the first `left` numbers of the Cary block into another account's service.
  void take_cary(std::size_t left) {
    NumberSearch cary;
    cary.prefix = "9192800";
    const std::vector<Tn> all = world.numbers().find_available(cary, 1000);
    for (std::size_t i = left; i < all.size(); ++i) {
      world.numbers().put_in_service(all[i], {9900001}, {800}, {400100}, world.now());
    }
  }
};

TEST_F(EffectsTest, NumbersAreFoundByTheSearchOfTheOrder) {
  Order& placed = order(search("919439", 3));
  pass(1s);
  EXPECT_THAT(placed.completed_numbers, ElementsAre(Tn{9194390000}, kOne, kTwo));
  EXPECT_EQ(placed.status->name, "COMPLETE");
  const TnRecord* record = world.numbers().find(kOne);
  EXPECT_EQ(record->site, SiteId{743});
  EXPECT_EQ(record->in_service_since, world.now());
}

TEST_F(EffectsTest, NumbersGoToTheSiteAndPeerOfTheOrder) {
  OrderRequest made = request({kOne.value});
  made.sip_peer = SipPeerId{518824};
  made.protect = true;
  order(std::move(made));
  OrderRequest denver = request({kTwo.value});
  denver.site = SiteId{202};
  order(std::move(denver));
  pass(1s);
  EXPECT_EQ(world.numbers().find(kOne)->sip_peer, SipPeerId{518824});
  EXPECT_TRUE(world.numbers().find(kOne)->is_protected);
  EXPECT_EQ(world.numbers().find(kTwo)->sip_peer, SipPeerId{303717}) << "Denver's default peer";
  EXPECT_FALSE(world.numbers().find(kTwo)->is_protected);
}

TEST_F(EffectsTest, TollFreeNumbersDoNotBecomeProtectedWhenTheyAreDisconnected) {
  const Tn toll_free{8884240001};
  world.numbers().put_in_service(toll_free, kAccount, {743}, {303716}, world.now());
  OrderRequest made = request({toll_free.value});
  made.protect = true;
  place_order(world, OrderType::kDisconnects, kAccount, std::move(made));
  pass(1s);
  EXPECT_EQ(world.numbers().find(toll_free)->state, TnState::kDisconnected);
  EXPECT_FALSE(world.numbers().find(toll_free)->is_protected);
}

TEST_F(EffectsTest, NumbersDoNotComeToAPlaceThatIsGone) {
  OrderRequest to_peer = request({kOne.value});
  to_peer.sip_peer = SipPeerId{518824};
  Order& of_peer = order(std::move(to_peer));
  OrderRequest to_site = request({kTwo.value});
  to_site.site = SiteId{202};
  Order& of_site = order(std::move(to_site));
  world.sites().erase(SipPeerId{518824});
  world.sites().erase(SipPeerId{303717});
  pass(1s);
  EXPECT_EQ(of_peer.status->name, "FAILED");
  EXPECT_EQ(of_peer.errors.at(0).code, 5023U);
  EXPECT_EQ(of_site.errors.at(0).code, 5020U) << "the site has no default peer any more";
  EXPECT_EQ(world.numbers().find(kOne), nullptr);
}

TEST_F(EffectsTest, SearchesThatFindTooLittleTakeNothingUnlessPartIsAllowed) {
  take_cary(2);
  Order& strict = order(search("9192800", 3));
  pass(1s);
  EXPECT_EQ(strict.status->name, "FAILED");
  EXPECT_THAT(strict.completed_numbers, IsEmpty());
  EXPECT_TRUE(world.numbers().available({9192800000}));
  OrderRequest made = search("9192800", 3);
  made.partial_allowed = true;
  Order& partial = order(std::move(made));
  pass(1s);
  EXPECT_EQ(partial.status->name, "PARTIAL");
  EXPECT_EQ(partial.completed_numbers.size(), 2U);
  ASSERT_THAT(partial.errors, SizeIs(1));
  EXPECT_EQ(partial.errors[0].code, 5017U);
}

TEST_F(EffectsTest, PartsOfNothingAreAFailure) {
  take_cary(0);
  OrderRequest made = search("9192800", 3);
  made.partial_allowed = true;
  Order& placed = order(std::move(made));
  pass(1s);
  EXPECT_EQ(placed.status->name, "FAILED");
  EXPECT_EQ(placed.errors[0].code, 5018U);
}

TEST_F(EffectsTest, BackOrdersTakeWhatThereIsAndWaitForTheRest) {
  take_cary(2);
  OrderRequest made = search("9192800", 3);
  made.back_order = true;
  Order& placed = order(std::move(made));
  pass(1s);
  EXPECT_EQ(placed.status->name, "BACKORDERED");
  EXPECT_EQ(placed.completed_numbers.size(), 2U);
  EXPECT_THAT(placed.errors, IsEmpty()) << "it is not over yet";
  EXPECT_TRUE(world.idle());
  pass(24h);
  EXPECT_EQ(placed.status->name, "BACKORDERED");
  world.release_number({9192800500});
  EXPECT_FALSE(world.idle());
  pass(0s);
  EXPECT_EQ(placed.status->name, "COMPLETE");
  EXPECT_THAT(placed.completed_numbers,
              ElementsAre(Tn{9192800000}, Tn{9192800001}, Tn{9192800500}));
  EXPECT_THAT(world.orders().waiting(), IsEmpty());
}

TEST_F(EffectsTest, BackOrdersAreNotWokenByNumbersThatTheyDoNotWant) {
  take_cary(0);
  OrderRequest made = search("9192800", 1);
  made.back_order = true;
  Order& placed = order(std::move(made));
  pass(1s);
  disconnect({9195550100});
  pass(1s);
  world.release_number({9195550100});
  pass(0s);
  EXPECT_THAT(states(placed), ElementsAre("RECEIVED", "BACKORDERED"));
  EXPECT_THAT(world.orders().waiting(), SizeIs(1));
}

TEST_F(EffectsTest, ClosedBackOrdersKeepWhatTheyHave) {
  take_cary(1);
  OrderRequest made = search("9192800", 2);
  made.back_order = true;
  Order& placed = order(std::move(made));
  pass(1s);
  fire(world, placed, scenario::Trigger::kClose);
  EXPECT_EQ(placed.status->name, "PARTIAL");
  EXPECT_EQ(placed.history.back().note, "Order closed by request");
  world.release_number({9192800500});
  pass(1h);
  EXPECT_TRUE(world.numbers().available({9192800500})) << "it waits no longer";
  EXPECT_EQ(placed.completed_numbers.size(), 1U);
}

TEST_F(EffectsTest, ReservedNumbersGoToTheOrderThatNamesTheReservation) {
  const ReservationId id = world.reserve(kAccount, kOne).id;
  Order& without = order(request({kOne.value}));
  pass(1s);
  EXPECT_EQ(without.status->name, "FAILED");
  OrderRequest made = request({kOne.value});
  made.reservations = {id};
  Order& with = order(std::move(made));
  pass(1s);
  EXPECT_EQ(with.status->name, "COMPLETE");
  EXPECT_EQ(world.find_reservation(kAccount, id.value), nullptr) << "it is used up";
  pass(5h);
  EXPECT_NE(world.numbers().find_in_service(kAccount, kOne), nullptr)
      << "the end of the reservation takes nothing away";
}

TEST_F(EffectsTest, ReservationsOfOthersAreOfNoUse) {
  const ReservationId id = world.reserve({9900001}, kOne).id;
  OrderRequest made = request({kOne.value});
  made.reservations = {id};
  Order& placed = order(std::move(made));
  pass(1s);
  EXPECT_EQ(placed.status->name, "FAILED");
  EXPECT_NE(world.find_reservation({9900001}, id.value), nullptr);
}

TEST_F(EffectsTest, ReservationsThatEndedLeaveTheNumberToAnybody) {
  const ReservationId id = world.reserve({9900001}, kOne).id;
  world.end_reservation(id);
  world.end_reservation(id);
  order(request({kOne.value}));
  pass(5h);
  EXPECT_NE(world.numbers().find_in_service(kAccount, kOne), nullptr);
}

TEST_F(EffectsTest, NumbersOfAnotherAccountThatAgeAreNotAvailable) {
  world.numbers().put_in_service(kOne, {9900001}, {800}, {400100}, world.now());
  world.disconnect_number(kOne);
  Order& placed = order(request({kOne.value}));
  pass(1s);
  EXPECT_EQ(placed.status->name, "FAILED");
}

TEST_F(EffectsTest, DisconnectsDoWhatTheyCan) {
  Order& placed = disconnect({9195550100, 9194390001, 9195550101});
  pass(1s);
  EXPECT_EQ(placed.status->name, "PARTIAL");
  EXPECT_THAT(placed.completed_numbers, ElementsAre(Tn{9195550100}, Tn{9195550101}));
  EXPECT_THAT(placed.failed_numbers, ElementsAre(kOne));
  Order& again = disconnect({9195550100});
  pass(1s);
  EXPECT_EQ(again.status->name, "FAILED") << "it is disconnected already";
}

}  // namespace
}  // namespace dashsim::world::effects_test
