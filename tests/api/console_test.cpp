// What the console at /_sim/ is served from: its files, and the calls that were made for it.
#include "control/console.hpp"

#include <fmt/format.h>

#include <optional>
#include <thread>

#include "support/sim.hpp"

namespace dashsim::test::console_test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const net::Headers kBrowser{{"Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}};
const std::string kOrder =
    "<Order><Name>Watched</Name><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>804"
    "</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>";

class Console : public SimTest {
 protected:
  Console() : SimTest({.scenario = "scenario: console\nclock: {poll_advance: 0s}\n"}) {}
};

TEST_F(Console, IsForBrowsersAndTheIndexForEverybodyElse) {
  const Answer page = sim.call("GET", "/_sim/", kBrowser);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("Vary"), "Accept");
  EXPECT_THAT(page.body, StartsWith("<!doctype html>"));
  EXPECT_EQ(sim.call("GET", "/_sim/", {{"Accept", "*/*"}}).header("Content-Type"),
            "application/json");
  EXPECT_EQ(sim.call("GET", "/_sim/", {}).header("Content-Type"), "application/json");
  EXPECT_EQ(sim.call("GET", "/_sim", kBrowser).location(), "_sim/");
  EXPECT_EQ(sim.call("GET", "/_world/default/_sim/", kBrowser).body, page.body);
}

TEST_F(Console, AllowsNothingButItsOwnFilesAndCalls) {
  for (const control::ConsoleFile& file : control::console_files()) {
    if (file.name == "index.html") continue;
    const Answer answer = sim.call("GET", fmt::format("/_sim/console/{}", file.name), {});
    EXPECT_EQ(answer.body, file.text);
    EXPECT_THAT(answer.header("Content-Type"),
                HasSubstr(file.name.ends_with(".css") ? "text/css" : "text/javascript"));
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    const std::string policy = answer.header("Content-Security-Policy");
    EXPECT_THAT(policy, HasSubstr("default-src 'none'; script-src 'self'; style-src 'self'"));
    EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
    EXPECT_THAT(std::string(file.text), Not(HasSubstr("innerHTML"))) << file.name;
  }
  EXPECT_EQ(sim.call("GET", "/_sim/console/nothing.js", {}).status, 404);
  EXPECT_EQ(sim.call("POST", "/_sim/console/console.js", {}).status, 404);
}

TEST(ConsoleToken, IsNotNeededForFilesButForCalls) {
  Sim sim({.admin_token = "let me in"});
  EXPECT_EQ(sim.call("GET", "/_sim/", kBrowser).status, 200);
  EXPECT_EQ(sim.call("GET", "/_sim/console/console.css", {}).status, 200);
  EXPECT_EQ(sim.call("GET", "/_sim/", {}).status, 401);
  for (const char* path : {"/_sim/live", "/_sim/orders", "/_sim/worlds/default/live"})
    EXPECT_EQ(sim.call("GET", path, kBrowser).status, 401) << path;
}

TEST_F(Console, SeesOrdersWithTheirPastAndTheStepsAhead) {
  EXPECT_THAT(sim.control("GET", "/orders").body, HasSubstr(R"("total":0,"orders":[])"));
  const std::string id = sim.post("/orders", kOrder).created_id();
  const std::string received = sim.control("GET", "/orders").body;
  EXPECT_THAT(received, HasSubstr(R"("now":"2026-01-05T09:00:00.000Z","total":1)"));
  EXPECT_THAT(received, HasSubstr(R"("final":false,"name":"Watched","history":[{"time":)"
                                  R"("2026-01-05T09:00:00.000Z","author":"System",)"
                                  R"("status":"RECEIVED","note":"Order received"}])"));
  EXPECT_THAT(received,
              HasSubstr(R"("ahead":[{"status":"COMPLETE","time":"2026-01-05T09:00:01.000Z"}])"));
  sim.advance_until_idle();
  const std::string complete = sim.control("GET", "/orders").body;
  EXPECT_THAT(complete, HasSubstr(R"("status":"COMPLETE")"));
  EXPECT_THAT(complete, HasSubstr(R"("ahead":[])"));
  EXPECT_THAT(sim.control("GET", "/orders?type=portins").body, HasSubstr(R"("total":0)"));
  EXPECT_THAT(sim.control("GET", "/orders?status=COMP*&account=9900000&type=orders").body,
              HasSubstr(id));
  EXPECT_THAT(sim.control("GET", "/orders?limit=0").body, HasSubstr(R"("total":1,"orders":[])"));
  EXPECT_EQ(sim.control("GET", "/orders?limit=some").status, 400);
}

class ConsolePaths : public SimTest {
 protected:
  ConsolePaths()
      : SimTest({.scenario = R"(
scenario: paths
clock: {poll_advance: 0s}
lifecycles:
  orders:
    - name: a long way
      steps:
        - {status: RECEIVED}
        - {after: 1h, label: again, note: still there}
        - {at: event, note: somebody has looked}
        - {after: 1m, status: COMPLETE, effects: [assign_numbers]}
)"}) {}
};

TEST_F(ConsolePaths, TellsTimesAsFarAsTheyAreKnown) {
  sim.post("/orders", kOrder);
  EXPECT_THAT(sim.control("GET", "/orders").body,
              HasSubstr(R"("ahead":[{"time":"2026-01-05T10:00:00.000Z"},)"
                        R"({"awaitsEvent":true},{"status":"COMPLETE"}])"));
  sim.advance("1h");
  EXPECT_THAT(sim.control("GET", "/orders").body,
              HasSubstr(R"("ahead":[{"awaitsEvent":true},{"status":"COMPLETE"}])"));
}

TEST_F(Console, ReadsHeadersInTheJournalOnRequest) {
  sim.get("/sites");
  EXPECT_THAT(sim.control("GET", "/journal").body, Not(HasSubstr("Headers")));
  const std::string journal = sim.control("GET", "/journal?headers=1").body;
  EXPECT_THAT(journal, HasSubstr(R"("requestHeaders":[{"name":"Host")"));
  EXPECT_THAT(journal, HasSubstr(R"({"name":"Authorization","value":"Basic ***"})"));
  EXPECT_THAT(journal, HasSubstr(R"("responseHeaders":[{"name":"Content-Type")"));
}

TEST_F(Console, SwitchesFaults) {
  uses_what_no_sample_shows();
  sim.control("POST", "/faults", R"({"faults": [{"name": "down", "respond": {"status": 503}}]})");
  EXPECT_EQ(sim.get("/sites").status, 503);
  const Answer off = sim.control("POST", "/faults/switch", R"({"name": "down", "on": false})");
  EXPECT_EQ(off.status, 200);
  EXPECT_THAT(off.body, HasSubstr(R"("matched":0,"happened":0,"optional":true)"));
  EXPECT_EQ(sim.get("/sites").status, 200);
  EXPECT_EQ(sim.control("POST", "/faults/switch", R"({"name": "down", "on": true})").status, 200);
  EXPECT_EQ(sim.get("/sites").status, 503);
  EXPECT_THAT(sim.control("POST", "/faults/switch", R"({"name": "down", "on": true})").body,
              HasSubstr(R"("happened":1)"))
      << "what is on already counts on";
  EXPECT_EQ(sim.control("POST", "/faults/switch", R"({"name": "up", "on": true})").status, 404);
  EXPECT_EQ(sim.control("POST", "/faults/switch", R"({"name": "down"})").status, 400);
}

std::string change_of(const Answer& event) {
  const std::size_t begin = event.body.find("id: ") + 4;
  return event.body.substr(begin, event.body.find('\n', begin) - begin);
}

TEST_F(Console, TellsAtOnceWhatHasHappened) {
  const Answer event = sim.control("GET", "/live");
  EXPECT_EQ(event.status, 200);
  EXPECT_EQ(event.header("Content-Type"), "text/event-stream");
  EXPECT_EQ(event.header("Cache-Control"), "no-store");
  EXPECT_THAT(event.body, StartsWith("retry: 200\nid: " + change_of(event) +
                                     "\nevent: change\ndata: {\"change\":" + change_of(event)));
  EXPECT_THAT(event.body, HasSubstr(R"("world":"default","now":"2026-01-05T09:00:00.000Z",)"
                                    R"("mode":"manual","idle":true,"journal":0})"));
  sim.post("/orders", kOrder);
  EXPECT_THAT(sim.control("GET", "/live?since=" + change_of(event)).body,
              HasSubstr(R"("idle":false,"journal":1})"));
  EXPECT_EQ(sim.control("GET", "/live?since=yesterday").status, 400);
}

/// Somebody else who waits for a change.
class Watcher {
 public:
  Watcher(const Sim& sim, const std::string& world, const std::string& since)
      : client_(sim.port()), target_("/_sim/worlds/" + world + "/live") {
    client_.send("GET", "/_sim/health", {{"Host", "localhost"}}, {});  // so that it is connected
    thread_ = std::thread([this, since] {
      event_ = client_.send("GET", target_, {{"Host", "localhost"}, {"Last-Event-ID", since}}, {});
    });
  }
  ~Watcher() {
    if (thread_.joinable()) thread_.join();
  }
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  const Answer& event() {
    thread_.join();
    return event_;
  }

 private:
  Client client_;
  std::string target_;
  Answer event_;
  std::thread thread_;
};

TEST(ConsoleLive, IsToldOfAChangeOfItsWorldAlone) {
  Sim sim;
  sim.control("POST", "/worlds", R"({"name": "other"})");
  const std::string since = change_of(sim.control("GET", "/live"));
  Watcher watcher(sim, "default", since);
  sim.control("POST", "/clock/advance", R"({"by": "1h"})", "other");
  sim.advance("5m");
  EXPECT_THAT(watcher.event().body, HasSubstr(R"("now":"2026-01-05T09:05:00.000Z")"));
}

TEST(ConsoleLive, IsToldWhenItsWorldEnds) {
  Sim sim;
  sim.control("POST", "/worlds", R"({"name": "other"})");
  const std::string since = change_of(sim.control("GET", "/live", {}, "other"));
  Watcher watcher(sim, "other", since);
  sim.control("POST", "/reset", {}, "other");
  EXPECT_EQ(watcher.event().status, 200);
  Watcher last(sim, "other", change_of(sim.control("GET", "/live", {}, "other")));
  sim.control("DELETE", "/worlds/other");
  // It was there before the end and is told of it, or came later and finds no world.
  EXPECT_THAT(last.event().status, testing::AnyOf(200, 404));
}

TEST(ConsoleLive, EndsWithTheServer) {
  std::optional<Watcher> watcher;
  {
    Sim sim;
    const std::string since = change_of(sim.control("GET", "/live"));
    watcher.emplace(sim, "default", since);
  }
  // Without an answer if the server was faster.
  EXPECT_THAT(watcher->event().status, testing::AnyOf(0, 200));
}

TEST_F(Console, LeavesNoTraceInAWorld) {
  sim.post("/orders", kOrder);
  const std::string before = sim.har();
  sim.call("GET", "/_sim/", kBrowser);
  sim.call("GET", "/_sim/console/console.js", {});
  sim.control("GET", "/live");
  sim.control("GET", "/orders");
  EXPECT_EQ(sim.har(), before);
}

}  // namespace
}  // namespace dashsim::test::console_test
