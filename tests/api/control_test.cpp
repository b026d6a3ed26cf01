// The control API and the worlds that it makes.
#include "support/sim.hpp"

namespace dashsim::test::control_test {
namespace {

using testing::HasSubstr;
using testing::Not;
using Control = SimTest;

const std::string kOrder =
    "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>804</AreaCode>"
    "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>";

TEST_F(Control, IndexesItself) {
  const Answer index = sim.control("GET", "/");
  EXPECT_EQ(index.status, 200);
  EXPECT_EQ(index.header("Content-Type"), "application/json");
  for (const char* call : {"GET /_sim/health", "POST /_sim/clock/advance", "GET /_sim/journal.har",
                           "DELETE /_sim/worlds/NAME"}) {
    EXPECT_THAT(index.body, HasSubstr(call));
  }
  EXPECT_EQ(sim.call("GET", "/_sim", {}).status, 200);
}

TEST_F(Control, TellsHealthReadinessAndVersion) {
  const Answer health = sim.control("GET", "/health");
  for (const char* member : {"\"status\":\"UP\"", "\"message\"", "\"version\"",
                             "\"uptimeInSeconds\"", "\"timestamp\""}) {
    EXPECT_THAT(health.body, HasSubstr(member));
  }
  EXPECT_THAT(sim.control("GET", "/ready").body, HasSubstr("true"));
  EXPECT_THAT(sim.control("GET", "/version").body, HasSubstr("dashsim"));
}

TEST(ControlToken, IsWantedByAllCallsButHealth) {
  Sim sim({.admin_token = "let me in"});
  EXPECT_EQ(sim.control("GET", "/health").status, 200);
  const Answer refused = sim.control("GET", "/clock");
  EXPECT_EQ(refused.status, 401);
  EXPECT_THAT(refused.body, HasSubstr("--admin-token"));
  EXPECT_THAT(refused.header("WWW-Authenticate"), HasSubstr("Bearer"));
  for (const char* path :
       {"/_sim/", "/_sim/worlds", "/_sim/metrics", "/_sim/worlds/default/journal",
        "/_world/default/_sim/state", "/_sim/nothing"})
    EXPECT_EQ(sim.call("GET", path, {}).status, 401) << path;
  EXPECT_EQ(sim.call("GET", "/_sim/clock", bearer("let me in")).status, 200);
  EXPECT_EQ(sim.call("GET", "/_sim/clock", {{"X-Sim-Token", "let me in"}}).status, 200);
  EXPECT_EQ(sim.call("GET", "/_sim/clock", bearer("let me out")).status, 401);
  EXPECT_EQ(sim.call("GET", "/_sim/clock", {{"X-Sim-Token", "let me in "}}).status, 200)
      << "white space around a header's value is none of it";
  EXPECT_EQ(sim.call("GET", "/_sim/clock", {{"X-Sim-Token", "let me"}}).status, 401);
  EXPECT_EQ(sim.get("/sites").status, 200) << "the simulated API has users of its own";
}

TEST_F(Control, RefusesWhatPagesOfOtherSitesSend) {
  const auto of_page = [&](const std::string& origin, const char* path = "/_sim/reset") {
    return sim.call("POST", path, {{"Origin", origin}});
  };
  sim.advance("1h");
  for (const char* origin : {"https://elsewhere.example", "http://dashsim.test.example",
                             "http://dashsim.test:81", "null", "dashsim.test"}) {
    const Answer refused = of_page(origin);
    EXPECT_EQ(refused.status, 403) << origin;
    EXPECT_THAT(refused.body, HasSubstr("another site")) << origin;
  }
  EXPECT_EQ(of_page("http://elsewhere.example", "/_sim/worlds/default/reset").status, 403);
  EXPECT_EQ(of_page("http://elsewhere.example", "/_world/default/_sim/reset").status, 403);
  EXPECT_THAT(sim.control("GET", "/clock").body, HasSubstr("T10:00:00")) << "nothing has changed";
  EXPECT_EQ(of_page("http://Dashsim.test").status, 200) << "the console's own";
  EXPECT_THAT(sim.control("GET", "/clock").body, HasSubstr("T09:00:00"));
  EXPECT_EQ(sim.call("GET", "/_sim/health", {{"Origin", "null"}}).status, 200);
  Sim guarded({.admin_token = "let me in"});
  EXPECT_EQ(guarded
                .call("GET", "/_sim/clock",
                      {{"X-Sim-Token", "let me in"}, {"Origin", "https://elsewhere.example"}})
                .status,
            200)
      << "who has the secret may";
}

TEST_F(Control, HasTheSchemaOfScenarios) {
  const Answer schema = sim.control("GET", "/scenario/schema");
  EXPECT_EQ(schema.header("Content-Type"), "application/schema+json");
  EXPECT_THAT(schema.body, HasSubstr("\"local_calling_areas\""));
}

TEST_F(Control, MovesTheClockInEveryWay) {
  EXPECT_THAT(sim.control("GET", "/clock").body,
              HasSubstr("\"now\":\"2026-01-05T09:00:00.000Z\",\"mode\":\"manual\""));
  EXPECT_THAT(sim.advance("90m").body, HasSubstr("2026-01-05T10:30:00.000Z"));
  EXPECT_THAT(sim.advance("PT30M").body, HasSubstr("2026-01-05T11:00:00.000Z"));
  EXPECT_THAT(sim.control("POST", "/clock/advance", R"({"to": "2026-01-06T00:00:00Z"})").body,
              HasSubstr("2026-01-06T00:00:00.000Z"));
  EXPECT_THAT(sim.control("POST", "/clock/set", R"({"to": "2026-02-01"})").body,
              HasSubstr("2026-02-01T00:00:00.000Z"));
  EXPECT_THAT(sim.control("POST", "/clock/freeze").body, HasSubstr("manual"));
}

TEST_F(Control, AdvancesUntilAnOrderComesToAState) {
  const Answer order = sim.post("/orders", kOrder);
  const std::string goal = R"({"order": ")" + order.created_id() + R"(", "status": )";
  const Answer reached = sim.control("POST", "/clock/advance", goal + R"("COMPLETE"})");
  EXPECT_EQ(reached.status, 200);
  EXPECT_THAT(reached.body, HasSubstr(R"("what":"order","id":")" + order.created_id() +
                                      R"(","status":"COMPLETE")"));
  EXPECT_THAT(reached.body, HasSubstr("2026-01-05T09:00:01.000Z"));
  const Answer never = sim.control("POST", "/clock/advance", goal + R"("FAILED"})");
  EXPECT_EQ(never.status, 409);
  EXPECT_THAT(never.body, HasSubstr("never came to FAILED"));
}

TEST_F(Control, RefusesWhatMakesNoSense) {
  const struct {
    const char* method;
    const char* path;
    const char* body;
    int status;
    const char* says;
  } cases[] = {
      {"POST", "/clock/advance", "", 400, "one way"},
      {"POST", "/clock/advance", "{", 400, "JSON"},
      {"POST", "/clock/advance", "[]", 400, "JSON"},
      {"POST", "/clock/advance", R"({"by": "5 minutes"})", 400, "not a duration"},
      {"POST", "/clock/advance", R"({"by": 5})", 400, "one way"},
      {"POST", "/clock/advance", R"({"by": "5m", "until": "idle"})", 400, "one way"},
      {"POST", "/clock/advance", R"({"to": "tomorrow"})", 400, "not an instant"},
      {"POST", "/clock/advance", R"({"to": "2025-01-01"})", 409, "backwards"},
      {"POST", "/clock/advance", R"({"until": "doomsday"})", 400, "idle"},
      {"POST", "/clock/advance", R"({"order": "x", "status": "COMPLETE"})", 404, "no order"},
      {"POST", "/clock/set", R"({"to": "2025-01-01"})", 409, "backwards"},
      {"POST", "/clock/scale", R"({"speed": -1})", 400, "positive"},
      {"GET", "/clocks", "", 404, "did you mean /_sim/clock?"},
      {"DELETE", "/clock", "", 405, "does not take DELETE"},
      {"POST", "/worlds", R"({})", 400, "name"},
      {"POST", "/worlds", R"({"name": "a b"})", 400, "no name for a world"},
      {"POST", "/worlds", R"({"name": "default"})", 400, "already"},
      {"POST", "/worlds", R"({"name": "x", "seed": 1.5})", 400, "whole number"},
      {"POST", "/worlds", R"({"name": "x", "scenario": "scenario: x\nclok: {}"})", 400,
       "scenario:2:1: error: unknown key 'clok'; did you mean 'clock'?"},
      {"DELETE", "/worlds/default", "", 400, "stays"},
      {"DELETE", "/worlds/nowhere", "", 404, "no world"},
      {"POST", "/worlds/nowhere/reset", "", 404, "no world"},
  };
  for (const auto& each : cases) {
    const Answer answer = sim.control(each.method, each.path, each.body);
    EXPECT_EQ(answer.status, each.status) << each.path << each.body;
    EXPECT_THAT(answer.body, HasSubstr(each.says));
    EXPECT_THAT(answer.body, HasSubstr("\"error\""));
  }
}

TEST_F(Control, RefusesAnAdvanceToAStateThatTheOrderTypeDoesNotHave) {
  const Answer order = sim.post("/orders", kOrder);
  const Answer answer = sim.control(
      "POST", "/clock/advance", R"({"order": ")" + order.created_id() + R"(", "status": "FOC"})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr("RECEIVED, BACKORDERED, COMPLETE, PARTIAL, FAILED"));
}

TEST_F(Control, ShowsWhatIsScheduled) {
  sim.post("/orders", kOrder);
  sim.post("/tnreservation", "<Reservation><ReservedTn>9194390001</ReservedTn></Reservation>");
  const std::string events = sim.control("GET", "/events").body;
  EXPECT_THAT(events, HasSubstr("\"time\":\"2026-01-05T09:00:01.000Z\",\"sequence\":1"));
  EXPECT_THAT(events, HasSubstr("takes its next step\",\"background\":false"));
  EXPECT_THAT(events, HasSubstr("\"time\":\"2026-01-05T13:00:00.000Z\""));
}

TEST_F(Control, ResetsTheWorldCompletely) {
  const std::string first = sim.post("/orders", kOrder).body;
  sim.advance_until_idle();
  EXPECT_EQ(sim.control("POST", "/reset").status, 200);
  EXPECT_THAT(sim.control("GET", "/journal").body, HasSubstr("\"entries\":[]"));
  EXPECT_EQ(sim.get("/orders?page=1&size=1").status, 404);
  EXPECT_EQ(sim.post("/orders", kOrder).body, first) << "the same steps give the same ids";
}

TEST_F(Control, KeepsAJournalWithFilters) {
  sim.get("/sites");
  sim.post("/orders", kOrder);
  sim.get("/nowhere");
  EXPECT_THAT(sim.control("GET", "/journal?method=POST").body,
              HasSubstr("\"operation\":\"POST /accounts/{accountId}/orders\""));
  EXPECT_THAT(sim.control("GET", "/journal?method=POST").body, Not(HasSubstr("/sites\"")));
  EXPECT_THAT(sim.control("GET", "/journal?status=4*").body,
              HasSubstr("\"diagnosis\":\"No documented operation"));
  EXPECT_THAT(sim.control("GET", "/journal?url=*sites").body, HasSubstr("\"sequence\":1"));
  EXPECT_THAT(sim.control("GET", "/journal?since=2").body, Not(HasSubstr("\"sequence\":2,")));
  EXPECT_THAT(sim.control("GET", "/journal?limit=1").body, HasSubstr("\"sequence\":3"));
  EXPECT_EQ(sim.control("DELETE", "/journal").status, 200);
  EXPECT_THAT(sim.control("GET", "/journal").body, HasSubstr("\"entries\":[]"));
}

TEST_F(Control, ExportsTheJournalAsHar) {
  sim.post("/orders", kOrder);
  const std::string har = sim.har();
  for (const char* piece :
       {"\"version\":\"1.2\"", "\"startedDateTime\":\"2026-01-05T09:00:00.000Z\"",
        "\"url\":\"http://dashsim.test/accounts/9900000/orders\"", "\"statusText\":\"Created\"",
        "\"mimeType\":\"application/xml\"", "\"_direction\":\"request\"", "\"Basic ***\""}) {
    EXPECT_THAT(har, HasSubstr(piece));
  }
}

TEST_F(Control, ShowsAWholeWorld) {
  const Answer order = sim.post("/orders", kOrder);
  const std::string state = sim.control("GET", "/state").body;
  EXPECT_THAT(state, HasSubstr("\"world\":\"default\",\"scenario\":\"default\",\"seed\":1"));
  EXPECT_THAT(state, HasSubstr(R"("id":")" + order.created_id() +
                               R"(","type":"orders","account":9900000,"status":"RECEIVED")"));
  EXPECT_THAT(state, HasSubstr("\"9195550149\""));
}

using Worlds = SimTest;

TEST_F(Worlds, AreSeparateAndAddressedInThreeWays) {
  EXPECT_EQ(sim.control("POST", "/worlds", R"({"name": "run-1"})").status, 201);
  const std::string path = "/accounts/9900000/orders";
  net::Headers by_header = basic("tester", "secret");
  by_header.push_back({"X-Sim-World", "run-1"});
  const Answer created = sim.call("POST", path, by_header, kOrder);
  EXPECT_EQ(created.status, 201);
  const std::string order = path + "/" + created.created_id();
  EXPECT_EQ(sim.send("GET", order).status, 404) << "the default world has no such order";
  EXPECT_EQ(sim.call("GET", order, basic("tester~run-1", "secret")).status, 200);
  const Answer mounted = sim.send("GET", "/_world/run-1/api" + order);
  EXPECT_EQ(mounted.status, 200);
  const Answer list = sim.send("GET", "/_world/run-1/api" + path + "?page=1&size=1");
  EXPECT_THAT(list.at("ListOrderIdUserIdDate/Links/first"),
              HasSubstr("http://dashsim.test/_world/run-1/api/accounts/"));
  EXPECT_THAT(sim.control("GET", "/clock", {}, "run-1").body, HasSubstr("2026-01-05T09:00:05"));
  EXPECT_THAT(sim.control("GET", "/clock").body, HasSubstr("2026-01-05T09:00:00"));
  EXPECT_THAT(
      sim.control("GET", "/worlds").body,
      HasSubstr(
          R"({"name":"default","scenario":"default"},{"name":"run-1","scenario":"default"})"));
}

TEST_F(Worlds, ThatNobodyMadeAreNotThere) {
  const Answer api = sim.call("GET", "/accounts/9900000/sites", basic("tester~nowhere", "secret"));
  EXPECT_EQ(api.status, 404);
  EXPECT_THAT(api.header("X-Sim-Diagnosis"), HasSubstr("There is no world 'nowhere'"));
  EXPECT_EQ(sim.control("GET", "/clock", {}, "nowhere").status, 404);
}

TEST_F(Worlds, OfOneSeedGiveTheSameIdsAndOfAnotherOthers) {
  sim.control("POST", "/worlds", R"({"name": "same"})");
  sim.control("POST", "/worlds", R"({"name": "other", "seed": 2})");
  const auto order_in = [&](const std::string& world) {
    return sim.call("POST", "/accounts/9900000/orders", basic("tester~" + world, "secret"), kOrder)
        .created_id();
  };
  const std::string here = sim.post("/orders", kOrder).created_id();
  EXPECT_EQ(order_in("same"), here);
  EXPECT_NE(order_in("other"), here);
}

TEST_F(Worlds, AreMadeOfAScenarioGivenAsText) {
  const Answer made = sim.control(
      "POST", "/worlds",
      R"({"name": "tiny", "scenario": "scenario: tiny\nclock: {start: 2030-06-01T00:00:00Z}\n"})");
  EXPECT_EQ(made.status, 201);
  EXPECT_THAT(sim.control("GET", "/clock", {}, "tiny").body, HasSubstr("2030-06-01T00:00:00.000Z"));
}

TEST_F(Worlds, AreResetAndDeletedByName) {
  sim.control("POST", "/worlds", R"({"name": "run-1"})");
  sim.call("POST", "/accounts/9900000/orders", basic("tester~run-1", "secret"), kOrder);
  EXPECT_EQ(sim.control("POST", "/worlds/run-1/reset").status, 200);
  EXPECT_THAT(sim.control("GET", "/state", {}, "run-1").body, HasSubstr("\"orders\":[]"));
  EXPECT_EQ(sim.control("DELETE", "/worlds/run-1").status, 200);
  EXPECT_EQ(sim.control("GET", "/state", {}, "run-1").status, 404);
}

class AutoWorlds : public SimTest {
 protected:
  AutoWorlds() : SimTest({.auto_worlds = true}) {}
};

TEST_F(AutoWorlds, AppearWhenTheyAreNamed) {
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/sites", basic("tester~fresh", "secret")).status,
            200);
  EXPECT_THAT(sim.control("GET", "/worlds").body, HasSubstr("\"fresh\""));
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/sites", basic("tester~no way", "secret")).status,
            404);
}

class SelfMovingClock : public SimTest {
 protected:
  SelfMovingClock()
      : SimTest({.scenario = "scenario: auto\nclock: {mode: auto, poll_advance: 0s}\n"}) {}
};

TEST_F(SelfMovingClock, JumpsToTheNextEventWhenNothingIsInFlight) {
  const Answer created = sim.post("/orders", kOrder);
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "COMPLETE");
}

TEST(PacedClock, RunsByItself) {
  // Not played twice: wall time decides how many reads it takes.
  for (const char* mode :
       {"{mode: scaled, speed: 1000000, poll_advance: 0s}", "{mode: auto, poll_advance: 0s}"}) {
    Sim sim({.scenario = "scenario: paced\nclock: " + std::string(mode) + "\n"});
    const Answer created = sim.post("/orders", kOrder);
    std::string status;
    for (int reads = 0; reads < 100'000 && status != "COMPLETE"; ++reads)
      status = sim.follow(created).at("OrderStatus");
    EXPECT_EQ(status, "COMPLETE") << mode;
    EXPECT_EQ(sim.control("POST", "/clock/freeze").status, 200);
    EXPECT_EQ(sim.control("GET", "/clock").body, sim.control("GET", "/clock").body) << "frozen";
    EXPECT_EQ(sim.control("POST", "/clock/scale", R"({"speed": 2.5})").status, 200);
    EXPECT_THAT(sim.control("GET", "/clock").body, HasSubstr("\"mode\":\"scaled\",\"speed\":2.5"));
  }
}

class ForgetfulJournal : public SimTest {
 protected:
  ForgetfulJournal() : SimTest({.journal_entries_max = 2}) {}
};

TEST_F(ForgetfulJournal, KeepsTheLatestEntries) {
  for (int i = 0; i < 5; ++i) sim.get("/sites");
  EXPECT_THAT(sim.control("GET", "/journal").body, HasSubstr("\"dropped\":3"));
}

}  // namespace
}  // namespace dashsim::test::control_test
