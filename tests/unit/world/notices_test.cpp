#include <algorithm>
#include <set>

#include "unit/world/world_story.hpp"
#include "world/world.hpp"

namespace dashsim::world::notices_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class NoticesTest : public WorldTest {
 protected:
  explicit NoticesTest(const std::string& more = {}) : WorldTest(more) {}

  Subscription& subscribe_mail(bool daily, const std::string& order_id = {}) {
    Subscription made;
    made.id = world.new_subscription_id();
    made.account = kAccount;
    made.order_type = OrderType::kOrders;
    made.order_id = order_id;
    made.email = EmailSubscription{"ops@example.com", daily};
    return world.subscriptions().add(std::move(made));
  }
  /// The states that wait to be told, in order.
  std::vector<std::string> told() {
    std::vector<std::string> statuses;
    while (const auto delivery = world.next_outgoing()) {
      statuses.push_back(std::get<Notification>(delivery->message).status);
      world.finish_attempt(*delivery, {true, "200 OK"});
    }
    return statuses;
  }
};

TEST_F(NoticesTest, GoToSubscribersOfTheAccountAndTypeOnly) {
  subscribe("http://mine");
  subscribe("http://theirs").account = {9900001};
  subscribe("http://disconnects").order_type = OrderType::kDisconnects;
  Subscription& event = subscribe("http://event");
  event.order_type.reset();
  event.event_type = "MESSAGING_LOST";
  order(request({9194390001}));
  pass(1s);
  const auto delivery = world.next_outgoing();
  ASSERT_TRUE(delivery);
  EXPECT_EQ(delivery->url, "http://mine");
  EXPECT_FALSE(world.next_outgoing());
}

TEST_F(NoticesTest, AreGivenInTheOrderOfSubscription) {
  subscribe("http://b");
  subscribe("http://a");
  order(request({9194390001}));
  pass(1s);
  EXPECT_EQ(world.next_outgoing()->url, "http://b");
  EXPECT_EQ(world.next_outgoing()->url, "http://a");
}

TEST_F(NoticesTest, TellNotifiedStatesOnly) {
  subscribe("http://a");
  Order& placed = order(request({9194390001}));
  pass(0s);
  EXPECT_THAT(told(), IsEmpty()) << "RECEIVED is not told";
  pass(1s);
  EXPECT_EQ(placed.status->name, "COMPLETE");
  EXPECT_THAT(told(), ElementsAre("COMPLETE"));
}

TEST_F(NoticesTest, TellOfBackOrdersWithoutNumbersUntilTheyAreOver) {
  world.reserve({9900001}, {9194390001});
  subscribe("http://a");
  OrderRequest made = request({9194390001});
  made.back_order = true;
  made.customer_order_id = "C-1";
  order(std::move(made));
  pass(1s);
  const auto delivery = world.next_outgoing();
  ASSERT_TRUE(delivery);
  EXPECT_EQ(std::get<Notification>(delivery->message).status, "BACKORDERED");
  EXPECT_EQ(std::get<Notification>(delivery->message).customer_order_id, "C-1");
  EXPECT_THAT(std::get<Notification>(delivery->message).completed_numbers, IsEmpty());
  world.finish_attempt(*delivery, {true, "200 OK"});
  pass(4h);
  EXPECT_THAT(told(), ElementsAre("COMPLETE"));
}

TEST_F(NoticesTest, OfOneOrderStayUntilItsFinalState) {
  world.reserve({9900001}, {9194390001});
  OrderRequest made = request({9194390001});
  made.back_order = true;
  Order& placed = order(std::move(made));
  const std::string id = subscribe("http://a", placed.id.value).id.value;
  pass(1s);
  EXPECT_NE(world.subscriptions().find(id), nullptr) << "BACKORDERED is not final";
  pass(4h);
  EXPECT_EQ(placed.status->name, "COMPLETE");
  EXPECT_EQ(world.subscriptions().find(id), nullptr);
  EXPECT_THAT(told(), ElementsAre("BACKORDERED", "COMPLETE")) << "the last word is still said";
}

TEST_F(NoticesTest, CarryTheCredentialsOfTheReceiver) {
  Subscription& subscription = subscribe("http://a");
  subscription.callback->user = "u";
  subscription.callback->password = "p";
  order(request({9194390001}));
  pass(1s);
  const auto delivery = world.next_outgoing();
  EXPECT_EQ(delivery->user, "u");
  EXPECT_EQ(delivery->password, "p");
  EXPECT_EQ(std::get<Notification>(delivery->message).subscription, subscription.id);
}

TEST_F(NoticesTest, AreTriedAgainUntilTheyArrive) {
  Subscription& subscription = subscribe("http://a");
  EXPECT_EQ(subscription.callback->status, "READY");
  order(request({9194390001}));
  pass(1s);
  world.finish_attempt(*world.next_outgoing(), {false, "connection refused"});
  EXPECT_EQ(subscription.callback->status, "connection refused");
  EXPECT_FALSE(world.idle());
  pass(5min - 1ms);
  EXPECT_FALSE(world.next_outgoing());
  pass(1ms);
  const auto second = world.next_outgoing();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->attempt, 2U);
  world.finish_attempt(*second, {true, "200 OK"});
  EXPECT_EQ(subscription.callback->status, "200 OK");
  EXPECT_TRUE(world.idle());
  pass(1h);
  EXPECT_FALSE(world.next_outgoing());
}

TEST_F(NoticesTest, StillArriveWhenTheirSubscriptionHasGone) {
  const std::string id = subscribe("http://a").id.value;
  order(request({9194390001}));
  pass(1s);
  const auto delivery = world.next_outgoing();
  world.subscriptions().erase(id);
  world.finish_attempt(*delivery, {false, "500 no"});
  pass(5min);
  const auto second = world.next_outgoing();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->url, "http://a");
  world.finish_attempt(*second, {true, "200 OK"});
}

TEST_F(NoticesTest, ReportHowEachAttemptWent) {
  const std::string id = subscribe("http://a").id.value;
  order(request({9194390001}));
  pass(1s);
  world.take_happenings();
  world.finish_attempt(*world.next_outgoing(), {true, "204 No Content"});
  const std::vector<Happening> happenings = world.take_happenings();
  ASSERT_THAT(happenings, SizeIs(1));
  EXPECT_EQ(happenings[0].what, "callback");
  EXPECT_EQ(happenings[0].id, id);
  EXPECT_EQ(happenings[0].status, "204 No Content");
}

class NoRetries : public NoticesTest {
 protected:
  NoRetries() : NoticesTest("callbacks: {retries: 0}\n") {}
};

TEST_F(NoRetries, NoticesAreTriedOnce) {
  subscribe("http://a");
  order(request({9194390001}));
  pass(1s);
  world.finish_attempt(*world.next_outgoing(), {false, "500 no"});
  EXPECT_TRUE(world.idle());
  pass(24h);
  EXPECT_FALSE(world.next_outgoing());
}

TEST_F(NoticesTest, OfMailAreWrittenAtOnce) {
  subscribe_mail(false);
  Order& placed = order(request({9194390001}));
  pass(1s);
  add_note(world, placed, "jbm", "hello");
  ASSERT_THAT(world.outbox(), SizeIs(2));
  EXPECT_EQ(world.outbox()[0].to, "ops@example.com");
  EXPECT_EQ(world.outbox()[0].time, placed.created + 1s);
  EXPECT_EQ(world.outbox()[0].body, "orders " + placed.id.value + ": COMPLETE - Order complete");
  EXPECT_EQ(world.outbox()[1].body, "orders " + placed.id.value + ": note added: hello");
  EXPECT_FALSE(world.next_outgoing());
}

TEST_F(NoticesTest, OfDailyMailWaitForTheNextMidnight) {
  subscribe_mail(true);
  order(request({9194390001}));
  order(request({9194390002}));
  pass(1s);
  EXPECT_THAT(world.outbox(), IsEmpty());
  EXPECT_TRUE(world.idle()) << "a digest is nothing to wait for";
  pass(24h);
  ASSERT_THAT(world.outbox(), SizeIs(1));
  EXPECT_EQ(kernel::format_instant(world.outbox()[0].time), "2026-01-06T00:00:00.000Z");
  EXPECT_EQ(world.outbox()[0].subject, "Daily digest");
  const std::string& body = world.outbox()[0].body;
  EXPECT_EQ(std::count(body.begin(), body.end(), '\n'), 1) << "a line each: " << body;
  EXPECT_THAT(body, testing::StartsWith("2026-01-05T09:00:01.000Z orders "));
  pass(72h);
  EXPECT_THAT(world.outbox(), SizeIs(1)) << "nothing to tell, no mail";
  order(request({9194390003}));
  pass(24h);
  EXPECT_THAT(world.outbox(), SizeIs(2));
}

class JustBeforeMidnight : public NoticesTest {
 protected:
  JustBeforeMidnight() : NoticesTest("clock: {start: 2026-01-05T23:59:59Z}\n") {}
};

TEST_F(JustBeforeMidnight, WhatHappensAtMidnightWaitsForTheNext) {
  subscribe_mail(true);
  order(request({9194390001}));
  pass(1s);
  EXPECT_EQ(kernel::format_instant(world.now()), "2026-01-06T00:00:00.000Z");
  EXPECT_THAT(world.outbox(), IsEmpty());
  pass(24h);
  ASSERT_THAT(world.outbox(), SizeIs(1));
  EXPECT_EQ(kernel::format_instant(world.outbox()[0].time), "2026-01-07T00:00:00.000Z");
}

TEST_F(NoticesTest, EndWhenTheirSubscriptionExpires) {
  Subscription& subscription = subscribe("http://a");
  subscription.callback->expires = world.now() + 1h;
  world.watch_expiry(subscription);
  EXPECT_TRUE(world.idle()) << "an expiry is nothing to wait for";
  pass(1h);
  order(request({9194390001}));
  pass(1s);
  EXPECT_FALSE(world.next_outgoing());
}

TEST_F(NoticesTest, GoOnWhenAnExpiryIsTakenBack) {
  Subscription& subscription = subscribe("http://a");
  const std::string id = subscription.id.value;
  subscription.callback->expires = world.now() + 1h;
  world.watch_expiry(subscription);
  subscription.callback->expires.reset();
  world.watch_expiry(subscription);
  pass(24h);
  EXPECT_NE(world.subscriptions().find(id), nullptr);
}

class Subscribed : public NoticesTest {
 protected:
  Subscribed()
      : NoticesTest(R"(
subscriptions:
  - {account: 9900000, order_type: orders, url: "http://a", user: u, password: p, expiry: 60}
  - {account: 9900000, order_type: orders, email: a@example.com}
)") {}
};

TEST_F(Subscribed, ScenariosBeginWithTheirSubscriptions) {
  const auto subscriptions = world.subscriptions().of_account(kAccount);
  ASSERT_THAT(subscriptions, SizeIs(2));
  EXPECT_EQ(subscriptions[0]->callback->expires, world.now() + 60s);
  EXPECT_EQ(subscriptions[0]->callback->user, "u");
  EXPECT_EQ(subscriptions[1]->email->email, "a@example.com");
  order(request({9194390001}));
  pass(1s);
  EXPECT_THAT(told(), ElementsAre("COMPLETE"));
  EXPECT_THAT(world.outbox(), SizeIs(1));
  pass(60s);
  EXPECT_THAT(world.subscriptions().of_account(kAccount), SizeIs(1)) << "the callback expired";
}

TEST_F(NoticesTest, OfDailyMailForOneOrderAreSentAfterItsEnd) {
  Order& placed = order(request({9194390001}));
  const std::string id = subscribe_mail(true, placed.id.value).id.value;
  pass(48h);
  EXPECT_THAT(world.outbox(), testing::SizeIs(1));
  EXPECT_EQ(world.subscriptions().find(id), nullptr) << "it ends with its digest";
}

TEST_F(NoticesTest, OnTheirWayKeepTheWorldFromBeingIdle) {
  subscribe("http://a");
  order(request({9194390001}));
  pass(1s);
  const auto delivery = world.next_outgoing();
  EXPECT_FALSE(world.idle());
  world.finish_attempt(*delivery, {true, "200 OK"});
  EXPECT_TRUE(world.idle());
}

TEST(Subscriptions, OfAScenarioExpireWithinACentury) {
  const World world(
      "x", load("subscriptions: [{account: 9900000, order_type: orders, url: \"http://a\", expiry: "
                "9223372036854775807}]\n"));
  EXPECT_EQ(world.events().size(), 1U);
}

class Jitter : public NoticesTest {
 protected:
  Jitter() : NoticesTest("callbacks: {jitter: 10m}\n") {}

  /// How late each of so many notices of one moment is.
  std::vector<kernel::Duration> lateness(int count) {
    for (int n = 0; n < count; ++n) subscribe("http://a");
    order(request({9194390001}));
    pass(1s);
    const kernel::VirtualTime begin = world.now();
    std::vector<kernel::Duration> list;
    while (world.events().next() != nullptr && world.events().next()->time <= begin + 10min) {
      world.run_next_event();
      while (world.next_outgoing()) list.push_back(world.now() - begin);
    }
    return list;
  }
};

TEST_F(Jitter, LetsNoticesBeLateByChance) {
  const std::vector<kernel::Duration> late = lateness(100);
  ASSERT_THAT(late, SizeIs(testing::Ge(95U))) << "few are on time";
  EXPECT_GE(std::set<kernel::Duration>(late.begin(), late.end()).size(), 90U);
  EXPECT_GT(late.back(), 9min);
}

}  // namespace
}  // namespace dashsim::world::notices_test
