// Worlds as a whole: kept and brought back, back in time, two of one, made of what scenario, many
// at once.
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/files.hpp"
#include "app/host.hpp"
#include "customer.hpp"

namespace dashsim::test::worlds_test {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string kStandsStill = "scenario: still\nclock: {poll_advance: 0s}\n";

class WholeWorlds : public SimTest {
 protected:
  WholeWorlds() : WholeWorlds({.scenario = kStandsStill}) {}
  explicit WholeWorlds(const SimOptions& options) : SimTest(options) {
    uses_what_no_sample_shows();
  }

  Customer customer(std::uint64_t seed, const std::string& world = "default") {
    return {sim.port(), world, seed, sim.receiver().url()};
  }
  std::string state(const std::string& world = {}) {
    return sim.control("GET", "/state", {}, world).body;
  }
};

TEST_F(WholeWorlds, AreRestoredToTheByte) {
  Customer before = customer(1);
  for (int i = 0; i < 100; ++i) before.take_step();
  EXPECT_THAT(sim.control("POST", "/snapshot", R"({"name": "before"})").body,
              HasSubstr(R"("snapshot":"before")"));
  const std::string kept = sim.har() + state();

  const auto go_on = [&] {
    Customer after = customer(2);
    for (int i = 0; i < 1000; ++i) after.take_step();
    return sim.har() + state();
  };
  const std::string first = go_on();
  EXPECT_NE(first, kept);
  EXPECT_EQ(sim.control("POST", "/restore", R"({"name": "before"})").status, 200);
  EXPECT_EQ(sim.har() + state(), kept);
  EXPECT_EQ(go_on(), first);
}

TEST_F(WholeWorlds, HaveCustomersWhoseRequestsAreTaken) {
  Customer one = customer(1);
  for (int i = 0; i < 150; ++i) one.take_step();
  for (const char* family :
       {"orders", "disconnects", "portins", "tnreservation", "subscriptions"}) {
    const Answer seen = sim.control("POST", "/verify",
                                    std::string(R"({"on": "POST /accounts/{accountId}/)") + family +
                                        R"(", "status": 201, "at_least": 2})");
    EXPECT_EQ(seen.status, 200) << family << ": " << seen.body;
  }
  EXPECT_EQ(sim.control("POST", "/verify", R"({"of": "callbacks", "at_least": 5})").status, 200);
}

TEST_F(WholeWorlds, GoBackToAnyPointAndForwardAgain) {
  struct Point {
    std::string now, state, journal;
  };
  std::vector<Point> points;
  Customer one = customer(3);
  while (points.size() < 50) {
    for (int i = 0; i < 4; ++i) one.take_step();
    points.push_back({one.now(), one.state(), one.journal()});
    one.control("POST", "/clock/advance", R"({"by": "1s"})");
  }
  const std::size_t called = sim.receiver().requests().size();
  for (auto point = points.rbegin(); point != points.rend(); ++point) {
    const Answer answer = sim.control("POST", "/rewind", "{\"to\": \"" + point->now + "\"}");
    ASSERT_EQ(answer.status, 200) << answer.body;
    ASSERT_EQ(one.state(), point->state) << point->now;
    ASSERT_EQ(one.journal(), point->journal) << point->now;
  }
  EXPECT_THAT(sim.receiver().requests(), SizeIs(called)) << "nobody is called again";
}

TEST_F(WholeWorlds, GoBackIntoTheMiddleOfAnAdvance) {
  const auto begin = [&](const std::string& world) {
    sim.control("POST", "/worlds", "{\"name\": \"" + world + "\"}");
    Customer made = customer(4, world);
    for (int i = 0; i < 40; ++i) made.take_step();
  };
  begin("far");
  begin("near");
  sim.control("POST", "/clock/advance", R"({"by": "1h"})", "near");
  sim.control("POST", "/clock/advance", R"({"by": "3d"})", "far");
  sim.control("POST", "/rewind", R"({"by": "71h"})", "far");
  const auto without_its_name = [&](const std::string& world) {
    json::value value = json::parse(state(world));
    value.as_object().erase("world");
    json::value har = json::parse(sim.har(world));
    return json::serialize(value) + json::serialize(har.at("log").at("entries"));
  };
  const std::string there = without_its_name("far");
  // What callers wrote names their world.
  EXPECT_EQ(without_its_name("near"), there);

  sim.control("POST", "/clock/advance", R"({"until": "idle"})", "near");
  sim.control("POST", "/clock/advance", R"({"until": "idle"})", "far");
  EXPECT_EQ(without_its_name("near"), without_its_name("far"));
  EXPECT_EQ(sim.control("POST", "/rewind", "{\"by\": \"1m\"}", "far").status, 200)
      << "a way back can be gone back, too";
}

TEST_F(WholeWorlds, GoBackNoFurtherThanTheirHistory) {
  EXPECT_THAT(sim.control("POST", "/rewind", R"({"by": "1s"})").body,
              HasSubstr("history begins at 2026-01-05T09:00:00.000Z"));
  EXPECT_THAT(sim.control("POST", "/rewind", R"({"to": "2030-01-01T00:00:00Z"})").body,
              HasSubstr("has not come so far"));
  EXPECT_EQ(sim.control("POST", "/rewind", "{}").status, 400);
  EXPECT_EQ(sim.control("POST", "/rewind", R"({"by": "1s", "to": "2026-01-05"})").status, 400);
}

class ShortHistories : public WholeWorlds {
 protected:
  ShortHistories() : WholeWorlds({.scenario = kStandsStill, .history_bytes_max = 2000}) {
    sim.meet_copies(false);  // every copy would begin a history
  }
};

TEST_F(ShortHistories, BeginAnewWithASnapshot) {
  for (int i = 0; i < 20; ++i) sim.get("/sites");
  const Answer refused = sim.control("POST", "/rewind", R"({"by": "0s"})");
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body, HasSubstr("--history-bytes"));
  sim.control("POST", "/snapshot");
  sim.advance("1m");
  EXPECT_EQ(sim.control("POST", "/rewind", R"({"by": "30s"})").status, 200);
  EXPECT_THAT(sim.control("GET", "/clock").body, HasSubstr("2026-01-05T09:00:30.000Z"));
}

TEST_F(WholeWorlds, KeepSnapshotsByName) {
  EXPECT_EQ(sim.control("POST", "/restore", R"({"name": "never"})").status, 404);
  sim.control("POST", "/snapshot", R"({"name": "b"})");
  sim.advance("1h");
  sim.control("POST", "/snapshot", R"({"name": "a"})");
  EXPECT_THAT(sim.control("GET", "/snapshots").body,
              HasSubstr(R"({"name":"a","now":"2026-01-05T10:00:00.000Z"},{"name":"b","now":)"
                        R"("2026-01-05T09:00:00.000Z"})"));
  sim.control("POST", "/reset");
  EXPECT_EQ(sim.control("POST", "/restore", R"({"name": "a"})").status, 200)
      << "it outlives resets";
  EXPECT_EQ(sim.control("DELETE", "/snapshot?name=a").status, 200);
  EXPECT_EQ(sim.control("DELETE", "/snapshot?name=a").status, 404);
  EXPECT_EQ(sim.control("POST", "/snapshot", R"({"name": ""})").status, 400);
  for (int i = 0; i < 20; ++i)
    sim.control("POST", "/snapshot", "{\"name\": \"" + std::to_string(i) + "\"}");
  const Answer full = sim.control("POST", "/snapshot", R"({"name": "one more"})");
  EXPECT_EQ(full.status, 409);
  EXPECT_THAT(full.body, HasSubstr("--snapshots-max"));
}

TEST_F(WholeWorlds, ForkIntoEqualOnesThatGoTheirOwnWays) {
  Customer one = customer(5);
  for (int i = 0; i < 60; ++i) one.take_step();
  EXPECT_EQ(sim.control("POST", "/worlds/default/fork", R"({"name": "fork"})").status, 200);
  EXPECT_THAT(sim.control("GET", "/worlds").body, HasSubstr(R"("name":"fork")"));
  EXPECT_EQ(sim.har("fork"), sim.har());

  const std::string before = sim.har();
  sim.control("POST", "/clock/advance", R"({"by": "2d"})", "fork");
  for (int i = 0; i < 30; ++i)
    sim.call("GET", "/_world/fork/accounts/9900000/orders?page=1&size=5",
             basic("tester", "secret"));
  EXPECT_EQ(sim.har(), before) << "the origin knows nothing of it";
  sim.advance("2d");
  const auto orders = [&](const std::string& world) {
    return json::serialize(json::parse(state(world)).at("orders"));
  };
  EXPECT_EQ(orders("fork"), orders("default"));
  sim.control("DELETE", "/worlds/fork");
  EXPECT_EQ(one.control("POST", "/rewind", R"({"by": "1d"})").status, 200);

  EXPECT_EQ(sim.control("POST", "/fork", "{}").status, 400);
  EXPECT_EQ(sim.control("POST", "/fork", R"({"name": "a b"})").status, 400);
  EXPECT_EQ(sim.control("POST", "/fork", R"({"name": "default"})").status, 409);
}

TEST_F(WholeWorlds, CannotBeReplacedWhileACallbackIsInFlight) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  Customer another = customer(6);
  std::vector<int> statuses;
  sim.receiver().on_request([&](const net::Request&) {
    for (const auto& [path, body] : {std::pair{"/snapshot", "{}"},
                                     {"/fork", R"({"name": "x"})"},
                                     {"/rewind", R"({"by": "1m"})"}})
      statuses.push_back(another.control("POST", path, body).status);
  });
  sim.post("/orders",
           "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode>"
           "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>");
  sim.advance_until_idle();
  EXPECT_THAT(statuses, ElementsAre(409, 409, 409));
}

// A world's scenario.

TEST_F(WholeWorlds, TellAndChangeWhatTheyAreMadeOf) {
  EXPECT_THAT(sim.control("GET", "/scenario").body, HasSubstr(R"("scenario":"still")"));
  const Answer changed =
      sim.control("PUT", "/scenario", R"({"scenario": "scenario: other\nseed: 5\n"})");
  EXPECT_THAT(changed.body, HasSubstr(R"("scenario":"other")"));
  EXPECT_THAT(state(), HasSubstr(R"("seed":5)"));
  const Answer bad = sim.control("PUT", "/scenario", R"({"scenario": "scenaro: other\n"})");
  EXPECT_EQ(bad.status, 400);
  EXPECT_THAT(bad.body, HasSubstr("scenario:1:1: error"));
  EXPECT_THAT(state(), HasSubstr(R"("seed":5)")) << "nothing was changed";
  EXPECT_EQ(sim.control("PUT", "/scenario", "{}").status, 400);
  EXPECT_EQ(sim.control("POST", "/reload").status, 200);
  EXPECT_THAT(sim.control("GET", "/scenario").body, HasSubstr(R"("scenario":"still")"));
}

class Galleries : public WholeWorlds {
 protected:
  Galleries() : WholeWorlds({.scenario = kStandsStill, .scenarios_folder = DASHSIM_SCENARIOS}) {}
};

TEST_F(Galleries, GiveWorldsByTheNamesOfScenarios) {
  EXPECT_EQ(
      sim.control("POST", "/worlds", R"({"name": "limits", "scenario": "rate-limits"})").status,
      201);
  EXPECT_THAT(sim.control("GET", "/scenario", {}, "limits").body,
              HasSubstr(R"("scenario":"rate-limits")"));
  EXPECT_EQ(sim.control("POST", "/worlds", R"({"name": "usual", "scenario": "default"})").status,
            201);
  const Answer unknown = sim.control("POST", "/worlds", R"({"name": "x", "scenario": "nowhere"})");
  EXPECT_EQ(unknown.status, 400);
  EXPECT_THAT(unknown.body, HasSubstr("nowhere"));
  EXPECT_EQ(sim.control("POST", "/worlds", R"({"name": "x", "scenario": "../README"})").status,
            400);
}

// Many.

class ManyWorlds : public WholeWorlds {
 protected:
  ManyWorlds() : WholeWorlds({.scenario = kStandsStill, .auto_worlds = true}) {}
};

TEST_F(ManyWorlds, AreEachAsIfItWereAlone) {
  constexpr std::size_t kWorlds = 200;
  constexpr int kSteps = 25;
  const std::string receiver = sim.receiver().url();
  const auto play = [&](std::uint16_t port, std::size_t n) {
    Customer one(port, "world-" + std::to_string(n), n, receiver);
    for (int i = 0; i < kSteps; ++i) one.take_step();
    return one.journal() + one.state();
  };
  std::vector<std::string> together(kWorlds);
  {
    std::vector<std::jthread> customers;
    for (std::size_t n = 0; n < kWorlds; ++n)
      customers.emplace_back([&, n] { together[n] = play(sim.port(), n); });
  }
  Sim alone({.scenario = kStandsStill, .auto_worlds = true});
  for (std::size_t n = 0; n < kWorlds; ++n) ASSERT_EQ(play(alone.port(), n), together[n]) << n;
}

TEST(Hosts, LetWorldsGoThatNobodyUses) {
  boost::asio::io_context io;
  const scenario::Loader loader = app::disk_loader();
  app::Host host(io,
                 {.scenario = loader.load_builtin("default").scenario,
                  .world_idle_max = std::chrono::hours(1)},
                 loader);
  ASSERT_THAT(host.create_world("idle", {}, {}), IsEmpty());
  const auto names = [&] {
    std::vector<std::string> list;
    for (const control::WorldSummary& world : host.worlds()) list.push_back(world.name);
    return list;
  };
  host.expire(app::wall_now() + std::chrono::minutes(59));
  EXPECT_THAT(names(), ElementsAre("default", "idle"));
  host.expire(app::wall_now() + std::chrono::minutes(61));
  EXPECT_THAT(names(), ElementsAre("default")) << "the default one stays";
}

TEST(Hosts, TakeNoMoreWorldsThanTheyMay) {
  Sim sim({.auto_worlds = true, .worlds_max = 2});
  EXPECT_EQ(sim.control("POST", "/worlds", R"({"name": "second"})").status, 201);
  EXPECT_THAT(sim.control("POST", "/worlds", R"({"name": "third"})").body,
              HasSubstr("--worlds-max"));
  EXPECT_THAT(sim.control("POST", "/fork", R"({"name": "third"})").body, HasSubstr("--worlds-max"));
  const Answer named = sim.call("GET", "/_world/third/sites", basic("tester", "secret"));
  EXPECT_EQ(named.status, 404);
  EXPECT_THAT(named.body, HasSubstr("--worlds-max"));
}

TEST(Hosts, ReadTheirScenarioAgain) {
  const std::string file = testing::TempDir() + "dashsim_" + std::to_string(getpid()) + ".yaml";
  std::ofstream(file) << "scenario: old\n";
  boost::asio::io_context io;
  const scenario::Loader loader = app::disk_loader();
  app::Host host(
      io, {.scenario = loader.load_file(file).scenario, .scenario_file = file, .seed = 7}, loader);
  host.create_world("own", "scenario: own\n", {});
  std::ofstream(file) << "scenario: new\n";
  const auto reload = [&] {
    std::optional<std::vector<std::string>> told;
    host.reload([&](std::vector<std::string> wrong) { told = std::move(wrong); });
    io.restart();
    io.poll();
    return told.value();
  };
  EXPECT_THAT(reload(), IsEmpty());
  EXPECT_EQ(host.served()->name, "new");
  EXPECT_EQ(host.served()->seed, 7U) << "as it was asked for at the start";
  EXPECT_EQ(host.worlds()[0].scenario, "new");
  EXPECT_EQ(host.worlds()[1].scenario, "own");
  std::ofstream(file) << "scenaro: newer\n";
  EXPECT_THAT(reload(), Not(IsEmpty()));
  EXPECT_EQ(host.served()->name, "new");
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace dashsim::test::worlds_test
