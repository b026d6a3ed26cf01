#include "world/world.hpp"

#include "unit/world/world_story.hpp"

namespace dashsim::world::world_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(WorldTest, OrdersGoThroughTheirUsualStates) {
  Order& placed = order(request({9194390001}));
  EXPECT_EQ(placed.status->name, "RECEIVED");
  EXPECT_FALSE(world.idle());
  pass(1s);
  EXPECT_THAT(states(placed), ElementsAre("RECEIVED", "COMPLETE"));
  EXPECT_THAT(placed.completed_numbers, ElementsAre(Tn{9194390001}));
  EXPECT_TRUE(world.idle());
  EXPECT_EQ(world.numbers().find({9194390001})->sip_peer, SipPeerId{303716})
      << "the default peer of the site";
}

TEST_F(WorldTest, OrdersAreAllOrNothingUnlessPartialIsAllowed) {
  Order& strict = order(request({9194390001, 9195550100}));
  pass(1s);
  EXPECT_THAT(states(strict), ElementsAre("RECEIVED", "FAILED"));
  EXPECT_TRUE(world.numbers().available({9194390001}));
  OrderRequest lenient = request({9194390001, 9195550100});
  lenient.partial_allowed = true;
  Order& partial = order(std::move(lenient));
  pass(1s);
  EXPECT_THAT(states(partial), ElementsAre("RECEIVED", "PARTIAL"));
  EXPECT_THAT(partial.failed_numbers, ElementsAre(Tn{9195550100}));
}

TEST_F(WorldTest, BackOrdersAreFilledInTheOrderOfTheirMaking) {
  const Reservation reservation = world.reserve(kAccount, {9194390001});
  OrderRequest patient = request({9194390001});
  patient.back_order = true;
  Order& first = order(patient);
  Order& second = order(patient);
  pass(1s);
  EXPECT_EQ(first.status->name, "BACKORDERED");
  world.end_reservation(reservation.id);
  pass(0s);
  EXPECT_EQ(first.status->name, "COMPLETE");
  EXPECT_EQ(second.status->name, "BACKORDERED");
  EXPECT_THAT(states(second), ElementsAre("RECEIVED", "BACKORDERED")) << "waiting on is no news";
  fire(world, second, scenario::Trigger::kClose);
  EXPECT_EQ(second.status->name, "FAILED");
  pass(48h);
  EXPECT_THAT(states(second), ElementsAre("RECEIVED", "BACKORDERED", "FAILED"));
}

TEST_F(WorldTest, DisconnectedNumbersAgeAndMayComeBackEarlier) {
  disconnect({9195550100});
  pass(1s);
  EXPECT_FALSE(world.numbers().available({9195550100}));
  Order& again = order(request({9195550100}));
  pass(1s);
  EXPECT_EQ(again.status->name, "COMPLETE") << "its own account may have it back while it ages";
  pass(46 * 24h);
  EXPECT_NE(world.numbers().find_in_service(kAccount, {9195550100}), nullptr)
      << "the old ageing is void";
  disconnect({9195550100});
  pass(46 * 24h);
  EXPECT_TRUE(world.numbers().available({9195550100}));
}

TEST_F(WorldTest, NumbersOfOthersAreNotDisconnected) {
  world.numbers().put_in_service({9194390001}, {9900001}, {800}, {400100}, world.now());
  Order& placed = disconnect({9194390001, 9194390002});
  pass(1s);
  EXPECT_EQ(placed.status->name, "FAILED");
  ASSERT_THAT(placed.errors, SizeIs(2));
  EXPECT_EQ(placed.errors[0].code, 5076U);
  EXPECT_EQ(placed.errors[1].code, 5074U);
}

TEST_F(WorldTest, ReservationsEndAfterFourHours) {
  const ReservationId id = world.reserve(kAccount, {9194390001}).id;
  EXPECT_TRUE(world.idle()) << "an expiry is nothing to wait for";
  EXPECT_EQ(world.find_reservation({9900001}, id.value), nullptr) << "another account's";
  pass(4h - 1ms);
  EXPECT_NE(world.find_reservation(kAccount, id.value), nullptr);
  pass(1ms);
  EXPECT_EQ(world.find_reservation(kAccount, id.value), nullptr);
  EXPECT_TRUE(world.numbers().available({9194390001}));
}

TEST_F(WorldTest, SubscribersOfOneOrderAreTold) {
  Order& placed = order(request({9194390001}));
  Order& other = order(request({9194390002}));
  const std::string id = subscribe("http://a", placed.id.value).id.value;
  pass(1s);
  const auto delivery = world.next_outgoing();
  ASSERT_TRUE(delivery);
  EXPECT_EQ(std::get<Notification>(delivery->message).order_id, placed.id.value);
  EXPECT_EQ(std::get<Notification>(delivery->message).status, "COMPLETE");
  EXPECT_THAT(std::get<Notification>(delivery->message).completed_numbers,
              ElementsAre(Tn{9194390001}));
  EXPECT_FALSE(world.next_outgoing()) << "not of " << other.id.value;
  EXPECT_EQ(world.subscriptions().find(id), nullptr) << "it ends with its order";
}

TEST_F(WorldTest, DeliveriesAreTriedNineTimes) {
  Subscription& subscription = subscribe("http://a");
  order(request({9194390001}));
  pass(1s);
  int attempts = 0;
  const kernel::VirtualTime first = world.now();
  kernel::VirtualTime last = first;
  while (const auto delivery = world.next_outgoing()) {
    ++attempts;
    last = world.now();
    world.finish_attempt(*delivery, {false, "500 no"});
    pass(5min);
  }
  EXPECT_EQ(attempts, 9);
  EXPECT_EQ(last - first, 40min);
  EXPECT_EQ(subscription.callback->status, "500 no");
  EXPECT_TRUE(world.idle());
}

TEST_F(WorldTest, ChangedSubscriptionsForgetTheirOlderExpiry) {
  Subscription& subscription = subscribe("http://a");
  subscription.callback->expires = world.now() + 1h;
  world.watch_expiry(subscription);
  subscription.callback->expires = world.now() + 3h;
  world.watch_expiry(subscription);
  const std::string id = subscription.id.value;
  pass(2h);
  EXPECT_NE(world.subscriptions().find(id), nullptr);
  pass(1h);
  EXPECT_EQ(world.subscriptions().find(id), nullptr);
}

TEST_F(WorldTest, NotesAreToldAndKept) {
  Order& placed = order(request({9194390001}));
  pass(1s);
  subscribe("http://a");
  const Note note = add_note(world, placed, "jbm", "hello");
  pass(0s);
  EXPECT_EQ(std::get<Notification>(world.next_outgoing()->message).note, "hello");
  EXPECT_EQ(placed.notes[0].id, note.id);
}

TEST_F(WorldTest, TokensExpireInVirtualTime) {
  const std::string token = world.new_token(*world.accounts().find_user("tester"), 1h);
  EXPECT_NE(world.find_token(token), nullptr);
  pass(1h);
  EXPECT_EQ(world.find_token(token), nullptr);
  EXPECT_NE(world.find_token("tester-token"), nullptr) << "the scenario's own never does";
}

TEST_F(WorldTest, OfOneSeedGivesTheSameIdsForTheSameSteps) {
  World same("other name", load(""));
  World another("another", load("seed: 2\n"));
  const OrderId id = order(request({9194390001})).id;
  EXPECT_EQ(place_order(same, OrderType::kOrders, kAccount, request({9194390001})).id, id);
  EXPECT_NE(place_order(another, OrderType::kOrders, kAccount, request({9194390001})).id, id);
  EXPECT_EQ(world.new_site_id(), same.new_site_id());
  EXPECT_GT(world.new_sip_peer_id(), SipPeerId{518824}) << "beyond what the scenario gave";
}

TEST_F(WorldTest, ListsPagesNewestFirst) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    ids.push_back(order(request({9194390000U + static_cast<unsigned>(i)})).id.value);
    pass(1min);
  }
  const OrderPage first = world.orders().page(kAccount, OrderType::kOrders, {}, {}, 2);
  EXPECT_EQ(first.total, 5U);
  EXPECT_EQ(first.orders[0]->id.value, ids[4]);
  EXPECT_EQ(first.next->id.value, ids[2]);
  const OrderPage last = world.orders().page(kAccount, OrderType::kOrders, {}, ids[0], 2);
  EXPECT_THAT(last.orders, SizeIs(1));
  EXPECT_EQ(last.next, nullptr);
  EXPECT_THAT(world.orders().page({9900001}, OrderType::kOrders, {}, {}, 2).orders, IsEmpty());
  EXPECT_EQ(world.orders().find({9900001}, OrderType::kOrders, ids[0]), nullptr);
  EXPECT_EQ(world.orders().find(kAccount, OrderType::kDisconnects, ids[0]), nullptr);
  OrderFilter filter;
  filter.id_fragment = ids[3].substr(0, 8);
  EXPECT_EQ(world.orders().page(kAccount, OrderType::kOrders, filter, {}, 10).total, 1U);
}

class ScriptedWorld : public WorldTest {
 protected:
  ScriptedWorld()
      : WorldTest(R"(
lifecycles:
  orders:
    - name: named
      when: {Name: "x*", List/Tn: "*1"}
      steps: [{status: RECEIVED}, {after: 1d, status: FAILED, errors: [5005]}]
    - name: once
      times: 1
      steps: [{status: RECEIVED}, {after: 1h, effects: [assign_numbers], at_most: 1, status: COMPLETE, status_if_some: PARTIAL}]
)") {}
};

TEST_F(ScriptedWorld, ChoosesTheFirstLifecycleThatApplies) {
  OrderRequest named = request({9194390001});
  named.document = {
      "Order", "", {{"Name", "xyz", {}}, {"List", "", {{"Tn", "2", {}}, {"Tn", "41", {}}}}}};
  EXPECT_EQ(order(named).lifecycle->name, "named");
  named.document.children[1].children.pop_back();
  OrderRequest two = request({9194390001, 9194390002});
  two.partial_allowed = true;
  Order& once = order(two);
  EXPECT_EQ(once.lifecycle->name, "once");
  EXPECT_EQ(order(named).lifecycle->name, "") << "what usually happens";
  pass(1h);
  EXPECT_EQ(once.status->name, "PARTIAL");
}

TEST_F(WorldTest, OfOneSeedTellsTheSameStoryTwice) {
  const auto story = [](World& of) {
    std::string told;
    const auto ask = [&](std::uint64_t first) {
      OrderRequest made;
      made.site = SiteId{743};
      made.numbers = {{first}, {first + 1}};
      made.partial_allowed = true;
      told += place_order(of, OrderType::kOrders, kAccount, made).id.value + "\n";
    };
    ask(9194390001);
    told += of.reserve(kAccount, {9194390009}).id.value + "\n";
    ask(9194390002);
    told += std::to_string(of.new_site_id().value) + std::to_string(of.new_note_id().value);
    told += of.new_token(*of.accounts().find_user("tester"), 1h) + "\n";
    while (of.events().next() != nullptr) {
      told += describe(of.events().next()->event) + "\n";
      of.run_next_event();
    }
    for (const Happening& each : of.take_happenings()) {
      told += kernel::format_instant(each.time) + each.what + each.id + each.status + "\n";
    }
    return told;
  };
  World same("same", load(""));
  World another("another", load("seed: 2\n"));
  const std::string told = story(world);
  EXPECT_EQ(story(same), told);
  EXPECT_NE(story(another), told);
}

TEST_F(WorldTest, IdsOfOneKindDoNotShiftThoseOfAnother) {
  World same("same", load(""));
  for (int i = 0; i < 10; ++i) {
    world.new_note_id();
    world.new_subscription_id();
    world.new_site_id();
  }
  EXPECT_EQ(world.new_order_id(), same.new_order_id());
  EXPECT_EQ(world.new_sip_peer_id(), same.new_sip_peer_id());
}

TEST_F(WorldTest, ClocksNeverGoBack) {
  const kernel::VirtualTime start = world.now();
  world.move_clock(start - 1h);
  world.set_clock(start - 1h);
  EXPECT_EQ(world.now(), start);
  world.set_clock(start + 1h);
  EXPECT_EQ(world.now(), start + 1h);
}

TEST_F(WorldTest, TokensAreTheirUsersUntilTheVeryMillisecond) {
  const std::string token = world.new_token(*world.accounts().find_user("other"), 1h);
  EXPECT_EQ(world.find_token(token)->name, "other");
  EXPECT_NE(world.new_token(*world.accounts().find_user("other"), 1h), token);
  pass(1h - 1ms);
  EXPECT_NE(world.find_token(token), nullptr);
  pass(1ms);
  EXPECT_EQ(world.find_token(token), nullptr);
  EXPECT_EQ(world.find_token(""), nullptr);
}

TEST_F(WorldTest, DisconnectedNumbersAgeForFortyFiveDays) {
  disconnect({9195550100});
  pass(1s);
  pass(45 * 24h - 1ms);
  EXPECT_TRUE(world.numbers().disconnected(kAccount).contains(Tn{9195550100}));
  EXPECT_TRUE(world.idle()) << "ageing is nothing to wait for";
  world.take_happenings();
  pass(1ms);
  EXPECT_TRUE(world.numbers().available({9195550100}));
  const std::vector<Happening> happenings = world.take_happenings();
  ASSERT_THAT(happenings, SizeIs(1));
  EXPECT_EQ(happenings[0].what, "number");
  EXPECT_EQ(happenings[0].id, "9195550100");
}

TEST_F(WorldTest, StartsAsItsScenarioSays) {
  EXPECT_EQ(kernel::format_instant(world.now()), "2026-01-05T09:00:00.000Z");
  EXPECT_EQ(world.numbers().in_service(kAccount).size(), 50U);
  EXPECT_EQ(world.sites().of_account(kAccount).size(), 2U);
  EXPECT_EQ(world.accounts().find(kAccount)->company_name, "Example Telecom");
  EXPECT_EQ(world.accounts().find({1}), nullptr);
  EXPECT_EQ(world.events().next(), nullptr);
  EXPECT_EQ(world.orders().size(), 0U);
}

TEST_F(WorldTest, EventsAreDescribedForPeople) {
  EXPECT_EQ(describe(Event{StepDue{{"o"}, 1}}), "order o takes its next step");
  EXPECT_EQ(describe(Event{AttemptDue{7, 1}}), "callback 7 is attempted");
  EXPECT_EQ(describe(Event{ReservationEnds{1, {9195550100}}}),
            "the reservation of 9195550100 ends");
  EXPECT_EQ(describe(Event{SubscriptionEnds{{"s"}, 1}}), "subscription s expires");
  EXPECT_EQ(describe(Event{NumberAged{{9195550100}, {}}}),
            "number 9195550100 becomes available again");
  EXPECT_EQ(describe(Event{DigestDue{{"s"}}}), "digest of subscription s is sent");
}

class WideWorld : public WorldTest {
 protected:
  WideWorld()
      : WorldTest(R"(
inventory:
  - {block: 919xxxxxxx, rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426}
  - {block: 828xxxxxxx, rate_center: ASHEVILLE, city: ASHEVILLE, state: NC, lata: 420}
rules: {reservation_life: 10m}
)") {}
};

TEST_F(WideWorld, OrdersFiveThousandNumbersOfMillions) {
  OrderRequest made = request({});
  made.search.emplace().prefix = "828";
  made.quantity = 5000;
  Order& placed = order(std::move(made));
  pass(1s);
  EXPECT_EQ(placed.status->name, "COMPLETE");
  ASSERT_THAT(placed.completed_numbers, SizeIs(5000));
  EXPECT_EQ(placed.completed_numbers.front(), Tn{8282000000});
  EXPECT_EQ(placed.completed_numbers.back(), Tn{8282004999});
}

TEST_F(WideWorld, HoldsReservationsAsLongAsItsRulesSay) {
  const ReservationId id = world.reserve(kAccount, {9194390001}).id;
  pass(10min - 1ms);
  EXPECT_NE(world.find_reservation(kAccount, id.value), nullptr);
  pass(1ms);
  EXPECT_EQ(world.find_reservation(kAccount, id.value), nullptr);
}

}  // namespace
}  // namespace dashsim::world::world_test
