#include "scenario/exploration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace dashsim::scenario::exploration_test {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::Ge;
using testing::IsEmpty;
using testing::Le;

constexpr auto kPortins = static_cast<std::size_t>(OrderType::kPortins);

Fault fault(const std::string& name, bool optional) {
  Fault fault;
  fault.name = name;
  fault.optional = optional;
  return fault;
}

/// A fault that always happens, optional ones at the start and later, and a step after an hour.
Scenario scenario() {
  Scenario scenario;
  scenario.faults = {fault("always", false), fault("perhaps", true)};
  scenario.timeline.resize(1);
  scenario.timeline[0].faults = {fault("later", true)};
  Lifecycle lifecycle;
  lifecycle.steps.resize(2);
  lifecycle.steps[1].after = 1h;
  lifecycle.on[0].resize(1);
  lifecycle.on[0][0].after = 1h;
  scenario.lifecycles[kPortins].usual = {lifecycle};
  return scenario;
}

std::vector<std::string> names(const std::vector<Fault>& faults) {
  std::vector<std::string> list;
  for (const Fault& each : faults) {
    EXPECT_FALSE(each.optional) << "what is there happens";
    list.push_back(each.name);
  }
  return list;
}

TEST(Exploration, TakesOptionalFaultsOrLeavesThem) {
  std::set<std::vector<std::string>> met;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const Explored one = explored(scenario(), seed, {});
    EXPECT_EQ(one.scenario->seed, seed);
    std::vector<std::string> there = names(one.scenario->faults);
    ASSERT_EQ(there.front(), "always");
    there.erase(there.begin());
    for (const std::string& name : names(one.scenario->timeline[0].faults)) there.push_back(name);
    EXPECT_EQ(there, one.faults_on);
    EXPECT_EQ(one.faults_on.size() + one.faults_off.size(), 2U);
    met.insert(there);
  }
  EXPECT_EQ(met.size(), 4U) << "each with and without the other";
}

TEST(Exploration, StretchesStepsAndKeepsTheFirst) {
  std::set<kernel::Duration> met;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const Explored one = explored(scenario(), seed, {.delay_max = 5min, .stretch = 2});
    const Lifecycle& lifecycle = one.scenario->lifecycles[kPortins].usual[0];
    EXPECT_EQ(lifecycle.steps[0].after, 0ms);
    EXPECT_THAT(lifecycle.steps[1].after, AllOf(Ge(30min), Le(2h)));
    EXPECT_EQ(lifecycle.steps[1].after, 3600ms * one.stretched[kPortins]);
    EXPECT_EQ(lifecycle.on[0][0].after, lifecycle.steps[1].after);
    met.insert(lifecycle.steps[1].after);
  }
  EXPECT_GE(met.size(), 40U);
  EXPECT_EQ(explored(scenario(), 1, {.stretch = 1}).stretched[kPortins], 1000U);
}

TEST(Exploration, LetsCallbacksBeLate) {
  EXPECT_EQ(explored(scenario(), 1, {.delay_max = 7min}).scenario->callbacks.jitter, 7min);
  Scenario late = scenario();
  late.callbacks.jitter = 1h;
  EXPECT_EQ(explored(late, 1, {.delay_max = 7min}).scenario->callbacks.jitter, 1h);
}

TEST(Exploration, IsTheSameForTheSameSeed) {
  const Explored first = explored(scenario(), 7, {});
  const Explored second = explored(scenario(), 7, {});
  EXPECT_EQ(first.faults_on, second.faults_on);
  EXPECT_EQ(first.stretched, second.stretched);
  Scenario more = scenario();
  more.faults.insert(more.faults.begin(), fault("new", true));
  const Explored third = explored(more, 7, {});
  const bool was_on = std::ranges::count(first.faults_on, "perhaps") != 0;
  EXPECT_EQ(std::ranges::count(third.faults_on, "perhaps") != 0, was_on)
      << "another fault shifts nothing";
}

}  // namespace
}  // namespace dashsim::scenario::exploration_test
