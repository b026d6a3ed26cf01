#include "world/lifecycles.hpp"

#include "unit/world/world_story.hpp"

namespace dashsim::world::lifecycles_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class LifecyclesTest : public WorldTest {};

TEST_F(LifecyclesTest, WriteHistoryThatMatchesTheStates) {
  Order& placed = order(request({9194390001}));
  EXPECT_EQ(placed.history.size(), 1U);
  EXPECT_EQ(placed.history[0].time, placed.created);
  EXPECT_FALSE(placed.completed);
  pass(999ms);
  EXPECT_EQ(placed.status->name, "RECEIVED");
  pass(1ms);
  ASSERT_EQ(placed.history.size(), 2U);
  EXPECT_EQ(placed.history[1].status, placed.status);
  EXPECT_EQ(placed.history[1].time, placed.created + 1s);
  EXPECT_EQ(placed.history[1].author, "System");
  EXPECT_EQ(placed.history[1].note, "Order complete");
  EXPECT_EQ(placed.completed, placed.created + 1s);
  EXPECT_EQ(placed.modified, placed.created + 1s);
  EXPECT_EQ(world.orders().counts_of(OrderType::kOrders).at("RECEIVED"), 0U);
  EXPECT_EQ(world.orders().counts_of(OrderType::kOrders).at("COMPLETE"), 1U);
}

TEST_F(LifecyclesTest, KeepTheStateWhenAFieldChanges) {
  Order& placed = order(request({9194390001}));
  pass(500ms);
  record_change(world, placed, "jbm", "name changed");
  EXPECT_EQ(placed.status->name, "RECEIVED");
  EXPECT_EQ(placed.history.back().difference, "name changed");
  EXPECT_EQ(placed.history.back().author, "jbm");
  EXPECT_EQ(placed.modified, placed.created + 500ms);
  pass(500ms);
  EXPECT_EQ(placed.status->name, "COMPLETE") << "and its way goes on";
}

TEST_F(LifecyclesTest, TellWhatHappened) {
  Order& placed = order(request({9194390001}));
  world.take_happenings();
  pass(1s);
  const std::vector<Happening> happenings = world.take_happenings();
  ASSERT_THAT(happenings, SizeIs(1));
  EXPECT_EQ(happenings[0].what, "order");
  EXPECT_EQ(happenings[0].id, placed.id.value);
  EXPECT_EQ(happenings[0].status, "COMPLETE");
  EXPECT_EQ(happenings[0].time, world.now());
  EXPECT_THAT(world.take_happenings(), IsEmpty());
}

TEST_F(LifecyclesTest, TakeStepsThatWaitForNothingAtOnce) {
  Order& removal =
      place_order(world, OrderType::kRemoveImportedTnOrders, kAccount, request({9194390001}));
  EXPECT_THAT(states(removal), ElementsAre("RECEIVED", "PROCESSING"));
  EXPECT_EQ(world.events().next()->time, removal.created + 1s) << "only what waits is scheduled";
  pass(1s);
  EXPECT_THAT(states(removal), ElementsAre("RECEIVED", "PROCESSING", "FAILED"));
}

TEST_F(LifecyclesTest, RunOrdersOfOneInstantInTheOrderOfTheirMaking) {
  Order& first = order(request({9194390001}));
  Order& second = order(request({9194390001}));
  pass(1s);
  EXPECT_EQ(first.status->name, "COMPLETE");
  EXPECT_EQ(second.status->name, "FAILED") << "the number is taken";
  ASSERT_THAT(second.errors, SizeIs(2));
  EXPECT_EQ(second.errors[0].code, 5018U);
  EXPECT_EQ(second.errors[1].code, 5005U);
  EXPECT_THAT(second.errors[1].about, ElementsAre("9194390001"));
}

TEST_F(LifecyclesTest, RunStepsThatTheClockJumpedOver) {
  Order& placed = order(request({9194390001}));
  world.set_clock(world.now() + 24h);
  world.run_next_event();
  EXPECT_EQ(placed.status->name, "COMPLETE");
  EXPECT_EQ(placed.history[1].time, placed.created + 24h) << "it happens late, not in the past";
}

class LongLifecycle : public WorldTest {
 protected:
  LongLifecycle()
      : WorldTest(R"(
lifecycles:
  orders:
    - name: two a time
      when: {Name: two}
      steps:
        - {status: RECEIVED, note: welcome}
        - {after: 1h, effects: [assign_numbers], at_most: 2, status_if_none: FAILED}
        - {after: 1h, status: BACKORDERED}
        - {after: 1h, effects: [assign_numbers], status: COMPLETE, status_if_some: PARTIAL, errors: [5006]}
    - name: silent
      when: {Name: silent}
      steps: [{status: RECEIVED}]
    - name: at once
      when: {Name: at once}
      steps: [{status: COMPLETE, effects: [assign_numbers], status_if_none: FAILED}]
    - {name: first, times: 2, when: {Name: some}, steps: [{status: FAILED}]}
    - {name: second, times: 1, when: {Name: "s*e"}, steps: [{status: PARTIAL}]}
  disconnects:
    - {name: never, times: 0, steps: [{status: FAILED}]}
    - {name: half, times: 1, steps: [{status: RECEIVED}, {after: 1s, effects: [disconnect_numbers], at_most: 1, status: COMPLETE, status_if_some: PARTIAL}]}
)") {}

  OrderRequest named(const std::string& name, const std::vector<std::uint64_t>& numbers) {
    OrderRequest made = request(numbers);
    made.document = {"Order", "", {{"Name", name, {}}}};
    return made;
  }
};

TEST_F(LongLifecycle, GoesThroughEveryStepInItsTime) {
  OrderRequest made = named("two", {9194390001, 9194390002, 9194390003});
  made.partial_allowed = true;
  Order& placed = order(std::move(made));
  EXPECT_EQ(placed.history[0].note, "welcome");
  pass(1h);
  EXPECT_EQ(placed.status->name, "RECEIVED") << "a step without a status leaves it";
  EXPECT_THAT(placed.completed_numbers, ElementsAre(Tn{9194390001}, Tn{9194390002}));
  pass(1h);
  EXPECT_EQ(placed.status->name, "BACKORDERED");
  pass(1h);
  EXPECT_THAT(states(placed), ElementsAre("RECEIVED", "BACKORDERED", "COMPLETE"));
  EXPECT_EQ(placed.completed_numbers.size(), 3U);
  EXPECT_EQ(placed.errors.back().code, 5006U);
}

TEST_F(LongLifecycle, EndsWhereItsStepsEnd) {
  Order& placed = order(named("silent", {9194390001}));
  EXPECT_TRUE(world.idle());
  pass(24h);
  EXPECT_THAT(states(placed), ElementsAre("RECEIVED"));
  EXPECT_FALSE(placed.final());
}

TEST_F(LongLifecycle, MayBeOverAtOnce) {
  Order& placed = order(named("at once", {9194390001}));
  EXPECT_EQ(placed.status->name, "COMPLETE");
  EXPECT_EQ(placed.completed, world.now());
  EXPECT_TRUE(world.idle());
  EXPECT_EQ(order(named("at once", {9194390001})).status->name, "FAILED");
}

TEST_F(LongLifecycle, IsChosenAsOftenAsTheScenarioSays) {
  std::vector<std::string> names;
  for (int i = 0; i < 5; ++i) names.push_back(order(named("some", {})).lifecycle->name);
  EXPECT_THAT(names, ElementsAre("first", "first", "second", "", ""));
  EXPECT_EQ(order(request({9194390001})).lifecycle->name, "") << "no name, no match";
  Order& half = disconnect({9195550100, 9195550101});
  EXPECT_EQ(half.lifecycle->name, "half") << "what applies no times is passed over";
  EXPECT_EQ(disconnect({9195550102}).lifecycle->name, "");
  pass(1s);
  EXPECT_EQ(half.status->name, "PARTIAL");
  EXPECT_THAT(half.completed_numbers, ElementsAre(Tn{9195550100}));
  EXPECT_THAT(half.failed_numbers, ElementsAre(Tn{9195550101}));
}

constexpr const char* kConditions = R"(
lifecycles:
  orders:
    - {name: of a robot, user: "robot*", steps: [{status: RECEIVED}]}
    - {name: of the other, account: 9900001, steps: [{status: RECEIVED}]}
    - {name: from the web, query: {Source: "web*"}, steps: [{status: RECEIVED}]}
    - {name: by chance, probability: 0.5, user: "lucky*", steps: [{status: RECEIVED}]}
)";

class Conditions : public WorldTest {
 protected:
  Conditions() : WorldTest(kConditions) {}

  const std::string& chosen(const std::string& user, std::uint64_t account = kAccount.value,
                            std::vector<std::pair<std::string, std::string>> query = {}) {
    OrderRequest made = request({9194390001});
    made.user = user;
    made.query = std::move(query);
    return place_order(world, OrderType::kOrders, {account}, std::move(made)).lifecycle->name;
  }
  /// Which of forty lucky orders have luck, with others between them.
  std::string luck(const std::vector<std::string>& others) {
    World fresh("test", load(kConditions));
    const auto has_luck = [&](const std::string& user) {
      OrderRequest made = request({9194390001});
      made.user = user;
      const Order& placed = place_order(fresh, OrderType::kOrders, kAccount, std::move(made));
      return placed.lifecycle->name == "by chance";
    };
    std::string list;
    for (int i = 0; i < 40; ++i) {
      list += has_luck("lucky") ? "+" : "-";
      for (const std::string& user : others) has_luck(user);
    }
    return list;
  }
};

TEST_F(Conditions, AskForUserAccountAndQuery) {
  EXPECT_EQ(chosen("robot-7"), "of a robot");
  EXPECT_EQ(chosen("tester"), "");
  EXPECT_EQ(chosen("tester", 9900001), "of the other");
  EXPECT_EQ(chosen("tester", kAccount.value, {{"x", "y"}, {"source", "website"}}), "from the web");
  EXPECT_EQ(chosen("tester", kAccount.value, {{"source", "fax"}}), "");
}

TEST_F(Conditions, DrawOnlyWhenAllElseHolds) {
  const std::string alone = luck({});
  EXPECT_NE(alone.find('+'), std::string::npos);
  EXPECT_NE(alone.find('-'), std::string::npos);
  EXPECT_EQ(luck({"tester", "robot"}), alone)
      << "orders that the lifecycle is not for shift nothing";
}

class Waits : public WorldTest {
 protected:
  Waits()
      : WorldTest(R"(
lifecycles:
  orders:
    - name: by hand
      when: {Name: by hand}
      steps:
        - {status: RECEIVED}
        - {at: event, status: BACKORDERED, note: by hand}
        - {at: event, effects: [assign_numbers], status: COMPLETE, status_if_none: FAILED}
      on:
        note:
          - {at: event, status: FAILED, note: noted}
    - name: at times
      when: {Name: at times}
      steps:
        - {status: RECEIVED}
        - {at: 2026-01-01, status: BACKORDERED}
        - {at: +2h, status: RECEIVED}
        - {at: +1h, status: BACKORDERED, note: past}
        - {at: +1h, after: 5m, status: COMPLETE}
    - name: loop
      when: {Name: loop}
      steps:
        - {status: RECEIVED}
        - {after: 1m, label: outer, status: BACKORDERED, note: outer}
        - {after: 1m, label: inner, status: RECEIVED, note: inner}
        - {after: 1m, errors: [5005], repeat: {from: inner, times: 2}}
        - {after: 1m, repeat: {from: outer, times: 1}}
        - {after: 1m, status: FAILED}
    - name: endless
      when: {Name: endless}
      steps:
        - {status: RECEIVED, label: again}
        - {after: 1m, status: BACKORDERED}
        - {after: 1m, repeat: {from: again}}
)") {}

  Order& place(const std::string& name) {
    OrderRequest made = request({9194390001});
    made.document.child_or_new("Name").text = name;
    return order(std::move(made));
  }
  static std::vector<std::string> notes(const Order& of) {
    std::vector<std::string> list;
    for (const HistoryEntry& entry : of.history) list.push_back(entry.note);
    return list;
  }
};

TEST_F(Waits, ForAnEventLeaveTheWorldIdle) {
  Order& placed = place("by hand");
  EXPECT_TRUE(placed.awaits_event);
  EXPECT_TRUE(world.idle());
  pass(100 * 24h);
  EXPECT_EQ(placed.status->name, "RECEIVED");
  take_step(world, placed);
  EXPECT_EQ(placed.status->name, "BACKORDERED");
  EXPECT_TRUE(placed.awaits_event) << "for the next one";
  take_step(world, placed);
  EXPECT_EQ(placed.status->name, "COMPLETE");
  EXPECT_FALSE(placed.awaits_event);
  EXPECT_THAT(placed.completed_numbers, ElementsAre(Tn{9194390001}));
}

TEST_F(Waits, ForAnEventAreOverWhenTheOrderLeavesItsPath) {
  Order& placed = place("by hand");
  add_note(world, placed, "tester", "hello");
  EXPECT_TRUE(placed.awaits_event);
  take_step(world, placed);
  EXPECT_EQ(placed.history.back().note, "noted");
  add_note(world, placed, "tester", "too late");
  EXPECT_EQ(placed.status->name, "FAILED");
  EXPECT_FALSE(placed.awaits_event);
  Order& other = place("by hand");
  leave_path(other);
  EXPECT_FALSE(other.awaits_event);
}

TEST_F(Waits, ForMomentsThatArePastAreNone) {
  Order& placed = place("at times");
  EXPECT_THAT(states(placed), ElementsAre("RECEIVED", "BACKORDERED")) << "the year is over";
  pass(2h);
  EXPECT_THAT(states(placed), ElementsAre("RECEIVED", "BACKORDERED", "RECEIVED", "BACKORDERED"));
  EXPECT_EQ(placed.history.back().note, "past");
  pass(5min - 1ms);
  EXPECT_EQ(placed.status->name, "BACKORDERED");
  pass(1ms);
  EXPECT_EQ(placed.status->name, "COMPLETE");
}

TEST_F(Waits, OfLoopsAreCountedLoopByLoop) {
  Order& placed = place("loop");
  pass(24h);
  EXPECT_THAT(notes(placed), ElementsAre("Order received", "outer", "inner", "inner", "inner",
                                         "outer", "inner", "inner", "inner", "Order failed"));
  EXPECT_THAT(placed.errors, SizeIs(1)) << "told once";
  EXPECT_EQ(*placed.completed - placed.created, 17min);
}

TEST_F(Waits, OfALoopWithoutEndEndByATrigger) {
  Order& placed = place("endless");
  pass(10min + 1s);
  EXPECT_THAT(placed.history, SizeIs(11));
  fire(world, placed, scenario::Trigger::kClose);
  pass(24h);
  EXPECT_EQ(placed.status->name, "FAILED");
  EXPECT_TRUE(world.idle());
}

TEST_F(Waits, AreCutShortWhenSomebodyWantsAState) {
  Order& placed = place("by hand");
  const std::uint32_t errors[] = {5005};
  bring_to(world, placed, *scenario::find_state(OrderType::kOrders, "COMPLETE"), "at last", errors);
  EXPECT_EQ(placed.status->name, "COMPLETE");
  EXPECT_EQ(placed.history.back().note, "at last");
  EXPECT_EQ(placed.errors.at(0).code, 5005U);
  EXPECT_THAT(placed.completed_numbers, SizeIs(1)) << "the step has its effects";
  EXPECT_NE(placed.by_step, nullptr);
  Order& other = place("loop");
  bring_to(world, other, *scenario::find_state(OrderType::kOrders, "PARTIAL"), {}, {});
  EXPECT_EQ(other.status->name, "PARTIAL");
  EXPECT_EQ(other.history.back().note, "Order partially complete");
  EXPECT_EQ(other.by_step, nullptr) << "no step leads there";
  pass(24h);
  EXPECT_EQ(other.status->name, "PARTIAL");
}

TEST_F(LifecyclesTest, FillABackOrderOnceWhenTwoNumbersAppearTogether) {
  const ReservationId first = world.reserve(kAccount, {9194390001}).id;
  const ReservationId second = world.reserve(kAccount, {9194390002}).id;
  OrderRequest patient = request({9194390001, 9194390002});
  patient.back_order = true;
  Order& placed = order(patient);
  pass(1s);
  world.end_reservation(first);
  world.end_reservation(second);
  pass(0s);
  EXPECT_THAT(states(placed), ElementsAre("RECEIVED", "BACKORDERED", "COMPLETE"));
}

}  // namespace
}  // namespace dashsim::world::lifecycles_test
