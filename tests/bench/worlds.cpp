// What worlds cost: to begin one, to fork one with ten thousand orders and their journal, to run a
// million events in one advance, and to make and delete one over HTTP.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <queue>
#include <random>

#include "app/driver.hpp"
#include "load.hpp"
#include "scenario/builtins.hpp"
#include "scenario/load.hpp"
#include "support/child.hpp"
#include "table.hpp"

namespace dashsim::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kOrders = 10'000;
constexpr std::size_t kEvents = 1'000'000;

template <class Action>
double milliseconds(Action action) {
  const auto begin = Clock::now();
  action();
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

template <class Action>
double median_of(int times, Action action) {
  std::vector<double> all;
  for (int i = 0; i < times; ++i) all.push_back(milliseconds(action));
  return median(all);
}

std::shared_ptr<const scenario::Scenario> load(const std::string& more) {
  const scenario::Loader loader(scenario::builtins(), {});
  return loader.load_text("bench", "scenario: bench\nclock: {poll_advance: 0s}\n" + more).scenario;
}

net::Request order_request() {
  return {"POST",
          "/accounts/9900000/orders",
          {{"Host", "bench"},
           {"Authorization", "Basic dGVzdGVyOnNlY3JldA=="},
           {"Content-Type", "application/xml"}},
          "<Order><Name>bench</Name><CustomerOrderId>123e4567-e89b</CustomerOrderId>"
          "<SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode>"
          "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>"};
}

void advance(app::Driver& driver) {
  control::AdvanceGoal goal;
  goal.until_idle = true;
  driver.advance(goal, [](const control::AdvanceReport&) {});
}

void measure_forks(Bench& bench, const api::Pipeline& pipeline) {
  const auto scenario = load({});
  const double begun = median_of(101, [&] { world::World("bench", scenario); });

  app::Nowhere nowhere;
  app::Driver driver("bench", scenario, pipeline, {}, nowhere);
  for (std::size_t i = 0; i < kOrders; ++i)
    driver.arrive(pipeline.receive(order_request(), {}), [](const net::Response& response) {
      if (response.status != 201) std::abort();
    });
  advance(driver);
  std::vector<std::unique_ptr<world::World>> forks;  // what they cost at their end is not meant
  const double forked = median_of(
      21, [&] { forks.push_back(std::make_unique<world::World>("fork", driver.world())); });
  bench.rows.push_back({"a new world", "ms", begun, {}, {.value_max = 1}});
  bench.rows.push_back({"fork of a world with 10,000 orders, beside a new one",
                        "ms",
                        forked,
                        begun,
                        {.value_max = 10}});
}

/// A million reservations that end: each event releases a number.
void measure_events(Bench& bench, const api::Pipeline& pipeline) {
  app::Nowhere nowhere;
  app::Driver driver("bench", load(R"(
inventory:
  - {block: "919xxxxxxx", rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426, zips: ["27606"]}
)"),
                     pipeline, {}, nowhere);
  for (std::uint64_t tn = 9192000000; driver.world().events().size() < kEvents; ++tn) {
    driver.world().move_clock(driver.world().now() + std::chrono::milliseconds(1));
    driver.world().reserve({9900000}, world::Tn{tn});
  }
  control::AdvanceGoal goal;
  goal.to = driver.world().now() + std::chrono::hours(24);
  const double spent =
      milliseconds([&] { driver.advance(goal, [](const control::AdvanceReport&) {}); });
  if (driver.world().events().size() != 0) std::abort();

  std::priority_queue<std::pair<std::int64_t, std::uint64_t>> bare;
  std::mt19937_64 random(1);
  for (std::size_t i = 0; i < kEvents; ++i) bare.emplace(random() >> 1U, i);
  const double baseline = milliseconds([&] {
    while (!bare.empty()) bare.pop();
  });
  bench.rows.push_back({"a million events in one advance, beside a bare queue",
                        "ms",
                        spent,
                        baseline,
                        {.value_max = 2000}});
}

/// Worlds that are made and deleted again, a second, beside as many fixed answers.
void measure_lives(Bench& bench) {
  const test::Child dashsim({bench.dashsim, "serve", "--port", "0", "--threads", "1"});
  const test::Child fixed({bench.self, "fixed", "1"});
  constexpr int kWorlds = 2000;
  const auto lives_per_second = [](int port) {
    Line line(port);
    const double spent = milliseconds([&] {
      for (int i = 0; i < kWorlds; ++i) {
        line.ask(request("POST", "/_sim/worlds", fmt::format("{{\"name\": \"w{}\"}}", i)));
        line.ask(request("DELETE", fmt::format("/_sim/worlds/w{}", i)));
      }
    });
    return kWorlds / spent * 1000;
  };
  bench.rows.push_back({"worlds made and deleted over HTTP, beside two fixed answers",
                        "worlds/s",
                        lives_per_second(dashsim.port()),
                        lives_per_second(fixed.port()),
                        {}});
}

/// What worlds hold that nobody has asked anything yet.
void measure_idle(Bench& bench) {
  const test::Child dashsim({bench.dashsim, "serve", "--port", "0", "--threads", "1"});
  const double before = dashsim.resident_mb();
  Line line(dashsim.port());
  constexpr int kWorlds = 900;
  for (int i = 0; i < kWorlds; ++i)
    line.ask(request("POST", "/_sim/worlds", fmt::format("{{\"name\": \"w{}\"}}", i)));
  bench.rows.push_back({"resident memory of a world that is added",
                        "KB",
                        (dashsim.resident_mb() - before) * 1024 / kWorlds,
                        {},
                        {.value_max = 100}});
}

}  // namespace

void measure_worlds(Bench& bench) {
  const api::Pipeline pipeline;
  measure_forks(bench, pipeline);
  measure_events(bench, pipeline);
  measure_lives(bench);
  measure_idle(bench);
}

}  // namespace dashsim::bench
