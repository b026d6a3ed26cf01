// Which rules of its scenario a world has used.
#include <boost/json/parse.hpp>

#include "support/json_text.hpp"
#include "support/sim.hpp"

namespace dashsim::test::scenario_use_test {
namespace {

using testing::ElementsAre;

class ScenarioUse : public SimTest {
 protected:
  ScenarioUse()
      : SimTest({.scenario = R"(scenario: use
clock: {poll_advance: 0s}
lifecycles:
  orders:
    - {name: bad, when: {Name: bad}, times: 1, steps: [{status: RECEIVED}, {after: 1s, status: FAILED}]}
    - {name: worse, when: {Name: worse}, steps: [{status: RECEIVED}]}
faults:
  - {name: third read, on: "GET /accounts/{accountId}/sites", nth: 3, respond: {status: 503}}
  - {name: gone, on: "GET /cities", respond: {status: 404}}
  - {name: perhaps, optional: true, on: "GET /rateCenters", respond: {status: 404}}
timeline:
  - {at: +1d, faults: [{name: late, on: "GET /accounts/{accountId}/products", respond: {status: 503}}]}
  - {at: +2d, end_faults: [late, gone]}
subscriptions:
  - {account: 9900000, order_type: orders, email: a@example.com}
  - {account: 9900000, order_type: portins, email: b@example.com}
)"}) {
    uses_what_no_sample_shows();
  }

  void order(const std::string& name) {
    sim.post("/orders", "<Order><SiteId>743</SiteId><Name>" + name +
                            "</Name><AreaCodeSearchAndOrderType><AreaCode>804</AreaCode>"
                            "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>");
    sim.advance("1m");
  }
  /// "kind name place matched/happened", in the order of the answer.
  std::vector<std::string> rules(const std::string& query = {}) {
    std::vector<std::string> list;
    const auto answer = boost::json::parse(sim.control("GET", "/scenario/use" + query).body);
    for (const auto& each : answer.at("rules").as_array())
      list.push_back(text(each.at("kind")) + " " + text(each.at("name")) + " " +
                     text(each.at("place")) + " " + text(each.at("matched")) + "/" +
                     text(each.at("happened")));
    return list;
  }
};

TEST_F(ScenarioUse, CountsWhatMatchedAndWhatHappened) {
  for (int n = 0; n < 4; ++n) sim.get("/sites");
  order("bad");
  order("bad");
  order("good");
  sim.send("GET", "/cities?state=NC");
  sim.send("GET", "/cities?state=NC");
  sim.advance("1d");
  sim.get("/products");
  sim.advance("1d");
  sim.get("/products");
  EXPECT_THAT(rules(),
              ElementsAre("lifecycle orders: bad test.yaml:5:7 1/1",
                          "lifecycle orders: worse test.yaml:6:7 0/0",
                          "fault third read test.yaml:8:5 4/1", "fault gone test.yaml:9:5 2/2",
                          "timeline 2026-01-06T09:00:00.000Z test.yaml:12:5 1/1",
                          "fault late test.yaml:12:24 1/1",
                          "timeline 2026-01-07T09:00:00.000Z test.yaml:13:5 1/1",
                          "subscription orders to a@example.com test.yaml:15:5 3/3",
                          "subscription portins to b@example.com test.yaml:16:5 0/0"))
      << "counts of faults that are over stay";
  EXPECT_THAT(rules("?unused=1"),
              ElementsAre("lifecycle orders: worse test.yaml:6:7 0/0",
                          "subscription portins to b@example.com test.yaml:16:5 0/0"));
}

TEST_F(ScenarioUse, BeginsAnewWithTheWorld) {
  sim.send("GET", "/cities?state=NC");
  EXPECT_EQ(rules("?unused=1").size(), 8U);
  sim.control("POST", "/reset");
  EXPECT_EQ(rules("?unused=1").size(), 9U);
}

TEST_F(ScenarioUse, LetsOptionalFaultsAlone) {
  EXPECT_EQ(sim.send("GET", "/rateCenters?state=NC").status, 200) << "nobody explores";
  const net::Headers asked{{"X-Sim-Fault", "perhaps"}};
  EXPECT_EQ(sim.call("GET", "/rateCenters?state=NC", asked).status, 404)
      << "but who asks for it has it";
}

class RulesOfTheBinary : public SimTest {};

TEST_F(RulesOfTheBinary, AreNobodysOwn) {
  EXPECT_EQ(sim.control("GET", "/scenario/use").body, "{\"rules\":[]}\n");
}

}  // namespace
}  // namespace dashsim::test::scenario_use_test
