#include "world/faults.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dashsim::world::faults_test {
namespace {

using namespace std::chrono_literals;
using scenario::Fault;
using testing::ElementsAre;

constexpr kernel::VirtualTime kStart{std::chrono::hours(500'000)};
constexpr AccountId kMine{1};
constexpr AccountId kTheirs{2};

Question question(AccountId account = kMine) {
  const auto none = [](std::string_view) { return std::vector<std::string>(); };
  return {.operation = "GET /accounts/{accountId}/sites",
          .method = "GET",
          .path = "/accounts/1/sites",
          .user = "tester",
          .account = account,
          .headers = none,
          .query = none,
          .elements = none};
}

Fault fault(const std::string& name) {
  Fault fault;
  fault.name = name;
  fault.connection = scenario::Mishap::kClose;
  return fault;
}

/// Which of so many requests, counted from 1, meet the rule.
std::vector<int> met(const Fault& rule, int requests, std::uint64_t seed = 1) {
  Faults faults(seed, {rule});
  std::vector<int> list;
  for (int n = 1; n <= requests; ++n) {
    if (faults.meet(question(), kStart)) list.push_back(n);
  }
  return list;
}

TEST(Faults, HappenToTheNthToEveryNthAndSoOften) {
  Fault rule = fault("x");
  rule.nth = 3;
  EXPECT_THAT(met(rule, 9), ElementsAre(3));
  rule.nth = {};
  rule.every = 3;
  EXPECT_THAT(met(rule, 9), ElementsAre(3, 6, 9));
  rule.times = 2;
  EXPECT_THAT(met(rule, 9), ElementsAre(3, 6));
}

TEST(Faults, TakeChanceFromTheSeed) {
  Fault rule = fault("x");
  rule.probability = 0.25;
  const std::vector<int> first = met(rule, 4000);
  EXPECT_EQ(first, met(rule, 4000));
  EXPECT_NE(first, met(rule, 4000, 2));
  EXPECT_NEAR(static_cast<double>(first.size()), 1000, 100);
  rule.name = "y";
  EXPECT_NE(first, met(rule, 4000)) << "a stream a rule";
  rule.probability = 0;
  EXPECT_TRUE(met(rule, 100).empty());
}

TEST(Faults, LookAtEverythingThatTheyName) {
  Question asked = question();
  asked.elements = [](std::string_view path) {
    return path == "SiteId" ? std::vector<std::string>{"743", "202"} : std::vector<std::string>();
  };
  asked.headers = [](std::string_view name) {
    return name == "X-Id" ? std::vector<std::string>{"abc"} : std::vector<std::string>();
  };
  const auto meets = [&](auto set) {
    Fault rule = fault("x");
    set(rule);
    return Faults(1, {rule}).meet(asked, kStart).has_value();
  };
  EXPECT_TRUE(meets([](Fault& rule) { rule.looks_for.on = "GET /accounts/{accountId}/sites*"; }));
  EXPECT_FALSE(meets([](Fault& rule) { rule.looks_for.on = "POST *"; }));
  EXPECT_FALSE(meets([](Fault& rule) { rule.looks_for.method = "POST"; }));
  EXPECT_TRUE(meets([](Fault& rule) { rule.looks_for.path = "*/sites"; }));
  EXPECT_FALSE(meets([](Fault& rule) { rule.looks_for.path = "*/orders"; }));
  EXPECT_FALSE(meets([](Fault& rule) { rule.looks_for.user = "other"; }));
  EXPECT_TRUE(meets([](Fault& rule) {
    rule.looks_for.when = {{"SiteId", "2*"}};
  })) << "any of them";
  EXPECT_FALSE(meets([](Fault& rule) { rule.looks_for.when = {{"SiteId", "2*"}, {"Name", "*"}}; }));
  EXPECT_TRUE(meets([](Fault& rule) { rule.looks_for.headers = {{"X-Id", "a?c"}}; }));
  EXPECT_FALSE(meets([](Fault& rule) { rule.looks_for.query = {{"page", "*"}}; }));
  EXPECT_FALSE(meets([](Fault& rule) { rule.callback.emplace(); })) << "that is for callbacks";
  EXPECT_TRUE(meets([](Fault& rule) { rule.from = kStart; }));
  EXPECT_FALSE(meets([](Fault& rule) { rule.from = kStart + 1s; }));
  EXPECT_TRUE(meets([](Fault& rule) { rule.until = kStart + 1s; }));
  EXPECT_FALSE(meets([](Fault& rule) { rule.until = kStart; }));
}

TEST(Faults, AreTriedInTheirOrder) {
  Fault once = fault("once");
  once.times = 1;
  Faults faults(1, {once, fault("else")});
  EXPECT_EQ(faults.meet(question(), kStart)->fault.name, "once");
  EXPECT_EQ(faults.meet(question(), kStart)->fault.name, "else");
  EXPECT_TRUE(faults.remove("else"));
  EXPECT_FALSE(faults.remove("else"));
  EXPECT_FALSE(faults.meet(question(), kStart));
  faults.add(once);
  EXPECT_TRUE(faults.meet(question(), kStart)) << "it has forgotten that it has happened";
  EXPECT_EQ(faults.rules().size(), 1U);
  EXPECT_EQ(faults.rules().front().fired, 1U);
  EXPECT_TRUE(faults.meet_named("once"));
  EXPECT_FALSE(faults.meet_named("nobody"));
}

TEST(Faults, KeepWhatTheyHaveCountedWhenTheyAreOver) {
  Fault rule = fault("x");
  rule.place = {"x.yaml", 3, 5};
  rule.nth = 2;
  Faults faults(1, {rule});
  using Counts = std::pair<std::uint64_t, std::uint64_t>;
  const auto counted = [&] {
    const Faults::Use use = faults.uses().at({"x.yaml:3:5", "x"});
    return Counts(use.seen, use.fired);
  };
  for (int n = 0; n < 3; ++n) faults.meet(question(), kStart);
  EXPECT_EQ(counted(), Counts(3, 1));
  faults.add(rule);
  faults.meet(question(), kStart);
  EXPECT_EQ(counted(), Counts(4, 1)) << "one of the same name replaces it";
  faults.remove("x");
  EXPECT_EQ(counted(), Counts(4, 1));
  faults.add(rule);
  faults.meet(question(), kStart);
  faults.clear();
  EXPECT_EQ(counted(), Counts(5, 1));
}

TEST(Faults, ThatAreOptionalHappenOnlyToThoseWhoAsk) {
  Fault rule = fault("x");
  rule.optional = true;
  Faults faults(1, {rule});
  EXPECT_FALSE(faults.meet(question(), kStart));
  EXPECT_TRUE(faults.meet_named("x"));
}

TEST(Faults, LimitWhatAnAccountMayAskInATime) {
  Fault rule;
  rule.name = "limit";
  rule.limit = {.requests = 2, .per = 1s, .burst = 3};
  Faults faults(1, {rule});
  const auto wait = [&](kernel::Duration at, AccountId account = kMine) {
    const auto hit = faults.meet(question(account), kStart + at);
    return hit ? hit->retry_after : kernel::Duration(0);
  };
  for (int i = 0; i < 3; ++i) EXPECT_EQ(wait(0s), 0s) << "a burst";
  EXPECT_EQ(wait(0s), 500ms);
  EXPECT_EQ(wait(0s, kTheirs), 0s) << "a bucket an account";
  EXPECT_EQ(wait(499ms), 1ms);
  EXPECT_EQ(wait(500ms), 0s) << "it has refilled by one";
  EXPECT_EQ(wait(500ms), 500ms) << "and what was refused costs nothing";
  EXPECT_EQ(wait(10s), 0s);
  EXPECT_EQ(wait(10s), 0s);
  EXPECT_EQ(wait(10s), 0s);
  EXPECT_EQ(wait(10s), 500ms) << "it holds no more than a burst";
}

std::vector<kernel::Duration> latencies(const scenario::Latency& latency, int count) {
  Fault rule;
  rule.name = "slow";
  rule.latency = latency;
  Faults faults(1, {rule});
  std::vector<kernel::Duration> drawn;
  for (int n = 0; n < count; ++n) drawn.push_back(faults.meet(question(), kStart)->latency);
  std::ranges::sort(drawn);
  return drawn;
}

TEST(Faults, DrawLatenciesAsTheyAreDistributed) {
  constexpr int kCount = 2001;
  EXPECT_THAT(latencies({.fixed = 3s}, 2), ElementsAre(3s, 3s));
  const auto uniform = latencies({.from = 1s, .to = 2s}, kCount);
  EXPECT_GE(uniform.front(), 1s);
  EXPECT_LE(uniform.back(), 2s);
  EXPECT_NEAR(static_cast<double>(uniform[kCount / 2].count()), 1500, 50);
  const auto normal = latencies({.median = 1s, .sigma = 0.5}, kCount);
  EXPECT_NEAR(static_cast<double>(normal[kCount / 2].count()), 1000, 50);
  // A sixth of a log-normal distribution lies above exp(sigma) times its median.
  EXPECT_NEAR(static_cast<double>(normal[kCount * 5 / 6].count()), 1000 * 1.62, 100);
}

}  // namespace
}  // namespace dashsim::world::faults_test
