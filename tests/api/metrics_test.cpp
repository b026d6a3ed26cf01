// What a server counts of all its worlds together, in the text format of Prometheus.
#include <boost/json/parse.hpp>
#include <set>
#include <thread>

#include "support/json_text.hpp"
#include "support/sim.hpp"

namespace dashsim::test::metrics_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kOrder =
    "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>804</AreaCode>"
    "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>";

/// What Prometheus reads: values by name and labels, and the types of metrics.
struct Scrape {
  std::map<std::string, double> values;
  std::map<std::string, std::string> types;
  std::set<std::string> helped;

  double at(const std::string& line) const {
    const auto found = values.find(line);
    return found == values.end() ? -1 : found->second;
  }
};

Scrape parse(const std::string& text) {
  Scrape scrape;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string line = text.substr(begin, end - begin);
    const std::size_t space = line.rfind(' ');
    if (line.starts_with("# TYPE ")) {
      EXPECT_TRUE(scrape.types.emplace(line.substr(7, space - 7), line.substr(space + 1)).second);
    } else if (line.starts_with("# HELP ")) {
      scrape.helped.insert(line.substr(7, line.find(' ', 7) - 7));
    } else {
      EXPECT_TRUE(
          scrape.values.emplace(line.substr(0, space), std::stod(line.substr(space + 1))).second)
          << line << " is there twice";
    }
  }
  EXPECT_EQ(begin, text.size()) << "the last line ends, too";
  return scrape;
}

class Metrics : public SimTest {
 protected:
  explicit Metrics(const SimOptions& options = {.scenario = R"(
scenario: metrics
clock: {poll_advance: 0s}
callbacks: {retries: 1, over: 1m}
faults:
  - {name: no products, on: "GET /accounts/{accountId}/products", times: 1, respond: {status: 503}}
  - {name: never, on: "GET /cities", connection: close}
  - {name: lost, when: {Status: FAILED}, callback: {drop: true}}
lifecycles:
  orders:
    - {name: fails, when: {Name: bad}, steps: [{status: RECEIVED}, {after: 1m, status: FAILED}]}
)"})
      : SimTest(options) {
    uses_what_no_sample_shows();
  }

  Scrape scrape() {
    const Answer answer = sim.control("GET", "/metrics");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    return parse(answer.body);
  }
  /// Counts of requests by operation and status, as the journal of the world has them.
  std::map<std::string, double> journal(const std::string& world = {}) {
    std::map<std::string, double> counts;
    const auto entries = boost::json::parse(sim.control("GET", "/journal", {}, world).body);
    for (const auto& entry : entries.at("entries").as_array()) {
      if (text(entry.at("direction")) != "request") continue;
      const std::string operation = text(entry.at("operation"));
      ++counts["dashsim_requests_total{operation=\"" + (operation.empty() ? "other" : operation) +
               "\",status=\"" + text(entry.at("status")) + "\"}"];
    }
    return counts;
  }
};

std::map<std::string, double> of(const Scrape& scrape, const std::string& metric) {
  std::map<std::string, double> values;
  for (const auto& [line, value] : scrape.values) {
    if (line.starts_with(metric + "{")) values.emplace(line, value);
  }
  return values;
}

TEST_F(Metrics, CountRequestsAsTheJournalsDo) {
  sim.control("POST", "/worlds", R"({"name": "other"})");
  for (int n = 0; n < 3; ++n) sim.get("/sites");
  sim.get("/sites/1");
  sim.get("/products");
  sim.send("GET", "/nowhere");
  sim.send("GET", "/_world/other/accounts/9900000/sites");
  std::map<std::string, double> wanted = journal();
  for (const auto& [line, count] : journal("other")) wanted[line] += count;
  EXPECT_EQ(of(scrape(), "dashsim_requests_total"), wanted);
  EXPECT_EQ(wanted.at("dashsim_requests_total{operation=\"GET /accounts/{accountId}/sites\","
                      "status=\"200\"}"),
            4);
}

TEST_F(Metrics, FollowTheConventionsOfPrometheus) {
  sim.get("/sites");
  const Scrape all = scrape();
  for (const auto& [name, type] : all.types) {
    EXPECT_TRUE(all.helped.contains(name)) << name;
    EXPECT_THAT(name, StartsWith("dashsim_"));
    EXPECT_EQ(name.ends_with("_total"), type == "counter") << name;
  }
  for (const auto& [line, value] : all.values) {
    std::string name = line.substr(0, line.find('{'));
    for (const std::string suffix : {"_bucket", "_sum", "_count"}) {
      const std::string base = name.substr(0, name.size() - std::min(name.size(), suffix.size()));
      if (name.ends_with(suffix) && all.types.contains(base)) name = base;
    }
    EXPECT_TRUE(all.types.contains(name)) << line;
  }
  EXPECT_EQ(all.types.at("dashsim_request_seconds"), "histogram");
  EXPECT_EQ(of(all, "dashsim_build_info").size(), 1U);
  EXPECT_GE(all.at("dashsim_uptime_seconds"), 0);
}

TEST_F(Metrics, MeasureHowLongAnswersTake) {
  for (int n = 0; n < 5; ++n) sim.get("/sites");
  const Scrape all = scrape();
  const std::string labels = "{operation=\"GET /accounts/{accountId}/sites\"";
  EXPECT_EQ(all.at("dashsim_request_seconds_count" + labels + "}"), 5);
  EXPECT_EQ(all.at("dashsim_request_seconds_bucket" + labels + ",le=\"+Inf\"}"), 5);
  EXPECT_GT(all.at("dashsim_request_seconds_sum" + labels + "}"), 0);
}

TEST_F(Metrics, TellOrdersCallbacksFaultsAndWhatIsScheduled) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  sim.receiver().will_answer({{500, {}, {}}});
  sim.post("/orders", kOrder);
  std::string bad = kOrder;
  sim.post("/orders", bad.insert(bad.find("<Area"), "<Name>bad</Name>"));
  EXPECT_EQ(scrape().at("dashsim_orders{type=\"orders\",state=\"RECEIVED\"}"), 2);
  EXPECT_GE(scrape().at("dashsim_scheduled_events"), 2);
  sim.advance_until_idle();
  sim.get("/products");
  sim.get("/products");
  sim.call("GET", "/cities", {{"X-Sim-Fault", "503"}});
  const Scrape all = scrape();
  EXPECT_EQ(all.at("dashsim_orders{type=\"orders\",state=\"RECEIVED\"}"), 0);
  EXPECT_EQ(all.at("dashsim_orders{type=\"orders\",state=\"COMPLETE\"}"), 1);
  EXPECT_EQ(all.at("dashsim_orders{type=\"orders\",state=\"FAILED\"}"), 1);
  EXPECT_EQ(all.at("dashsim_callbacks_total{outcome=\"delivered\"}"), 1);
  EXPECT_EQ(all.at("dashsim_callbacks_total{outcome=\"failed\"}"), 1);
  EXPECT_EQ(all.at("dashsim_callbacks_total{outcome=\"dropped\"}"), 1);
  EXPECT_EQ(all.at("dashsim_faults_total{fault=\"no products\"}"), 1);
  EXPECT_EQ(all.at("dashsim_faults_total{fault=\"never\"}"), 0);
  EXPECT_EQ(all.at("dashsim_faults_total{fault=\"lost\"}"), 1);
  EXPECT_EQ(all.at("dashsim_faults_total{fault=\"X-Sim-Fault\"}"), 1);
}

TEST_F(Metrics, NeverBecomeLessWhenWorldsBeginAnewOrEnd) {
  sim.control("POST", "/worlds", R"({"name": "short"})");
  const std::string sites =
      "dashsim_requests_total{operation=\"GET /accounts/{accountId}/sites\",status=\"200\"}";
  const std::string fault = "dashsim_faults_total{fault=\"no products\"}";
  const std::string seconds =
      "dashsim_request_seconds_count{operation=\"GET /accounts/{accountId}/sites\"}";
  const auto counts = [&] {
    const Scrape all = scrape();
    return std::vector{all.at("dashsim_worlds"), all.at(sites), all.at(fault), all.at(seconds)};
  };
  sim.get("/sites");
  sim.send("GET", "/_world/short/accounts/9900000/sites");
  sim.send("GET", "/_world/short/accounts/9900000/products");
  EXPECT_THAT(counts(), ElementsAre(2, 2, 1, 2));
  sim.control("POST", "/worlds/short/reset");
  EXPECT_THAT(counts(), ElementsAre(2, 2, 1, 2));
  sim.send("GET", "/_world/short/accounts/9900000/sites");
  sim.send("GET", "/_world/short/accounts/9900000/products");
  EXPECT_THAT(counts(), ElementsAre(2, 3, 2, 3)) << "the fault happens again in the new world";
  sim.control("DELETE", "/worlds/short");
  EXPECT_THAT(counts(), ElementsAre(1, 3, 2, 3));
  sim.control("DELETE", "/faults");
  sim.control("DELETE", "/journal");
  sim.control("POST", "/reset");
  EXPECT_THAT(counts(), ElementsAre(1, 3, 2, 3));
}

TEST_F(Metrics, AreReadOnly) {
  const Answer refused = sim.control("POST", "/metrics");
  EXPECT_EQ(refused.status, 405);
  EXPECT_THAT(refused.body, HasSubstr("/_sim/metrics does not take POST"));
  EXPECT_THAT(sim.control("GET", "/").body, HasSubstr("GET /_sim/metrics"));
}

TEST_F(Metrics, TellCoverageOfAllWorlds) {
  sim.control("POST", "/worlds", R"({"name": "other"})");
  sim.get("/sites");
  sim.send("GET", "/_world/other/accounts/9900000/sites");
  sim.control("POST", "/worlds/other/reset");
  const auto coverage = [&](const std::string& query) {
    return sim.control("GET", "/coverage?format=text" + query).body;
  };
  EXPECT_THAT(coverage(""), HasSubstr("      1  GET /accounts/{accountId}/sites 200\n"));
  EXPECT_THAT(coverage("&all=1"), HasSubstr("      2  GET /accounts/{accountId}/sites 200\n"));
  EXPECT_EQ(sim.control("GET", "/coverage?all=1&format=pdf").status, 400);
}

class MetricsOfForgetfulJournals : public Metrics {
 protected:
  MetricsOfForgetfulJournals() : Metrics({.journal_entries_max = 2}) {}
};

TEST_F(MetricsOfForgetfulJournals, CountAllTheSame) {
  for (int n = 0; n < 5; ++n) sim.get("/sites");
  sim.control("DELETE", "/journal");
  sim.get("/sites");
  const Scrape all = scrape();
  EXPECT_EQ(all.at("dashsim_requests_total{operation=\"GET /accounts/{accountId}/sites\","
                   "status=\"200\"}"),
            6);
  EXPECT_EQ(all.at("dashsim_journal_entries"), 1);
  EXPECT_EQ(all.at("dashsim_journal_dropped_total"), 3);
}

/// Worlds come and go, are made anew and asked, while others are counted.
class MetricsOfManyWorlds : public Metrics {
 protected:
  MetricsOfManyWorlds() : Metrics({.auto_worlds = true}) {}
};

TEST_F(MetricsOfManyWorlds, NeverGoDownMeanwhile) {
  constexpr int kRounds = 100;
  const auto come_and_go = [&](const std::string& name) {
    Client client(sim.port());
    net::Headers headers = basic("tester", "secret");
    headers.insert(headers.begin(), {"Host", "dashsim.test"});
    for (int n = 0; n < kRounds; ++n) {
      client.send("GET", "/_world/" + name + "/accounts/9900000/sites", headers, {});
      client.send(n % 2 == 0 ? "DELETE" : "POST",
                  "/_sim/worlds/" + name + (n % 2 == 0 ? "" : "/reset"), headers, {});
    }
  };
  std::thread first(come_and_go, "a");
  std::thread second(come_and_go, "b");
  const std::string sites =
      "dashsim_requests_total{operation=\"GET /accounts/{accountId}/sites\",status=\"200\"}";
  double before = 0;
  for (int n = 0; n < kRounds; ++n) {
    const double now = std::max(0.0, scrape().at(sites));
    EXPECT_GE(now, before);
    before = now;
  }
  first.join();
  second.join();
  EXPECT_EQ(scrape().at(sites), 2 * kRounds);
}

}  // namespace
}  // namespace dashsim::test::metrics_test
