// Requests that go wrong because the scenario, the control API or the request itself asks for it.
#include "support/sim.hpp"

namespace dashsim::test::faults_test {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

std::string with_faults(const std::string& faults) {
  return "scenario: faults\nclock: {poll_advance: 0s}\nfaults:\n" + faults;
}

const std::string kOrder =
    "<Order><SiteId>743</SiteId><Name>%</Name><AreaCodeSearchAndOrderType><AreaCode>804</AreaCode>"
    "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>";

std::string order(const std::string& name) {
  std::string xml = kOrder;
  return xml.replace(xml.find('%'), 1, name);
}

class FaultTest : public SimTest {
 protected:
  explicit FaultTest(const SimOptions& options = {}) : SimTest(options) {
    uses_what_no_sample_shows();
  }
  Answer ask_for(const std::string& fault, const std::string& path = "/sites") {
    net::Headers headers = basic("tester", "secret");
    headers.push_back({"X-Sim-Fault", fault});
    return sim.call("GET", "/accounts/9900000" + path, headers);
  }
  std::size_t orders() {
    return sim.get("/orders?page=1&size=10").count("ListOrderIdUserIdDate/OrderIdUserIdDate");
  }
  std::vector<int> statuses(int requests, const std::string& path = "/sites") {
    std::vector<int> list;
    for (int n = 0; n < requests; ++n) list.push_back(sim.get(path).status);
    return list;
  }
};

class FaultsOfScenarios : public FaultTest {
 protected:
  FaultsOfScenarios()
      : FaultTest({.scenario = with_faults(R"(
  - {name: second read, on: "GET /accounts/{accountId}/sites", nth: 2, respond: {status: 503, retry_after: 30s}}
  - {name: no site 202, on: "GET /accounts/{accountId}/sites/{siteId}", path: "*/202", respond: {code: 12016}}
  - {name: poison, on: "POST /accounts/{accountId}/orders", when: {Name: poison}, respond: {code: 5005}}
  - {name: lost write, on: "POST /accounts/{accountId}/orders", when: {Name: lost write}, carried_out: true, respond: {status: 500, body: "<html/>", content_type: text/html, headers: {X-Proxy: gone}}}
  - {name: lost answer, on: "POST /accounts/{accountId}/orders", when: {Name: lost answer}, carried_out: true, connection: reset}
  - {name: slow, on: "GET /accounts/{accountId}/products", latency: {fixed: 90s, clock: virtual}}
  - {name: maintenance, from: +1d, until: +1d1h, respond: {status: 503}}
)")}) {}
};

TEST_F(FaultsOfScenarios, HappenWhenTheirTurnHasCome) {
  EXPECT_THAT(statuses(4), ElementsAre(200, 503, 200, 200));
}

TEST_F(FaultsOfScenarios, AnswerAsTheyAreTold) {
  sim.get("/sites");
  const Answer unavailable = sim.get("/sites");
  EXPECT_EQ(unavailable.header("Retry-After"), "30");
  EXPECT_EQ(unavailable.body, "");
  const Answer refused = sim.get("/sites/202");
  EXPECT_EQ(refused.status, 404) << "the first status of a refusal that is documented there";
  EXPECT_XML(refused.body, R"(
    <SiteResponse>
      <ResponseStatus><ErrorCode>12016</ErrorCode><Description>Site '' does not exist</Description></ResponseStatus>
    </SiteResponse>)");
  EXPECT_EQ(sim.get("/sites/743").status, 200);
}

TEST_F(FaultsOfScenarios, KeepTheOperationFromBeingCarriedOut) {
  const Answer refused = sim.post("/orders", order("poison"));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.at("ErrorList/Error/Code"), "5005");
  EXPECT_EQ(orders(), 0U);
  EXPECT_EQ(sim.post("/orders", order("good")).status, 201);
  EXPECT_EQ(orders(), 1U);
}

TEST_F(FaultsOfScenarios, OrLoseOnlyItsAnswer) {
  const Answer failed = sim.post("/orders", order("lost write"));
  EXPECT_EQ(failed.status, 500);
  EXPECT_EQ(failed.body, "<html/>");
  EXPECT_EQ(failed.header("Content-Type"), "text/html");
  EXPECT_EQ(failed.header("X-Proxy"), "gone");
  EXPECT_EQ(orders(), 1U);
  EXPECT_EQ(sim.post("/orders", order("lost answer")).status, 0);
  EXPECT_EQ(orders(), 2U);
}

TEST_F(FaultsOfScenarios, TakeVirtualTime) {
  sim.get("/products");
  EXPECT_THAT(sim.control("GET", "/clock").body, HasSubstr("2026-01-05T09:01:30.000Z"));
}

TEST_F(FaultsOfScenarios, LastAsLongAsTheyAreToldTo) {
  const auto status = [&] { return sim.get("/sites/743").status; };
  sim.advance("23h59m");
  EXPECT_EQ(status(), 200);
  sim.advance("1m");
  EXPECT_EQ(status(), 503);
  sim.advance("59m");
  EXPECT_EQ(status(), 503);
  sim.advance("1m");
  EXPECT_EQ(status(), 200);
}

TEST_F(FaultsOfScenarios, AreMarkedInTheJournal) {
  sim.get("/sites");
  sim.get("/sites");
  sim.post("/orders", order("lost answer"));
  const std::string har = sim.har();
  EXPECT_THAT(har, HasSubstr(R"("_injected":true,"_fault":"second read")"));
  EXPECT_THAT(har,
              HasSubstr(R"("_fault":"lost answer","_diagnosis":"fault 'lost answer': reset")"));
  const std::string journal = sim.control("GET", "/journal").body;
  EXPECT_THAT(journal, HasSubstr(R"("fault":"second read")"));
}

TEST_F(FaultsOfScenarios, AreCounted) {
  statuses(3);
  EXPECT_THAT(
      sim.control("GET", "/faults").body,
      HasSubstr(
          R"({"name":"second read","place":"test.yaml:5:5","looksAt":"requests","matched":3,"happened":1})"));
}

class RateLimits : public FaultTest {
 protected:
  RateLimits()
      : FaultTest({.scenario = with_faults(
                       "  - {name: limit, on: \"GET *\", limit: {requests: 2, per: 10s}}\n")}) {}
};

TEST_F(RateLimits, AreOfEachAccountAndRefillWithTheClock) {
  EXPECT_THAT(statuses(2), ElementsAre(200, 200));
  const Answer refused = sim.get("/sites");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("Retry-After"), "5");
  EXPECT_EQ(refused.header("X-RateLimit-Reset"), "1767603605");
  const Answer other = sim.call("GET", "/accounts/9900001/sites", basic("other", "secret"));
  EXPECT_EQ(other.status, 200);
  sim.advance("5s");
  EXPECT_THAT(statuses(2), ElementsAre(200, 429));
}

class NoFaults : public FaultTest {};

TEST_F(NoFaults, HappenToWhoAsksForNone) {
  for (int n = 0; n < 20; ++n) EXPECT_EQ(sim.get("/sites").status, 200);
  EXPECT_THAT(sim.har(), Not(HasSubstr("_injected")));
  EXPECT_EQ(sim.control("GET", "/faults").body, "{\"faults\":[]}\n");
}

TEST_F(NoFaults, ButToTheOneRequestThatCarriesTheHeader) {
  EXPECT_EQ(ask_for("503").status, 503);
  EXPECT_EQ(ask_for("429").status, 429);
  const Answer refused = ask_for("12016", "/sites/743");
  EXPECT_EQ(refused.status, 404);
  EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "12016");
  EXPECT_EQ(sim.get("/sites").status, 200);
}

TEST_F(NoFaults, ButToConnectionsThatAskForThem) {
  for (const char* name : {"reset", "close", "half_answer", "garbage", "CONNECTION_RESET_BY_PEER",
                           "EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK", "RANDOM_DATA_THEN_CLOSE"})
    EXPECT_EQ(ask_for(name).status, 0) << name;
  const Answer slow = ask_for("slow_bytes");
  EXPECT_EQ(slow.status, 200);
  EXPECT_EQ(slow.body, sim.get("/sites").body);
}

TEST_F(NoFaults, ButToDocumentsThatAskForThem) {
  const Answer broken = ask_for("malformed_xml");
  EXPECT_EQ(broken.status, 200);
  EXPECT_TRUE(sim.get("/sites").body.starts_with(broken.body));
  EXPECT_EQ(broken.at("Sites/Site/Id"), "") << "it cannot be read";
  const Answer page = ask_for("wrong_content_type");
  EXPECT_EQ(page.header("Content-Type"), "text/html");
  EXPECT_EQ(page.body, sim.get("/sites").body);
}

TEST_F(NoFaults, OfANameThatNobodyKnows) {
  const Answer answer = ask_for("explosion");
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr("not 'explosion'"));
  EXPECT_THAT(answer.body, HasSubstr("half_answer"));
  for (const char* number : {"000", "199", "600", "999"}) {
    EXPECT_EQ(ask_for(number).status, 400) << number;
    EXPECT_NE(ask_for(number).body, "");
  }
}

TEST_F(NoFaults, UntilTheControlApiAddsSome) {
  const Answer added = sim.control("POST", "/faults", R"({"faults": [
    {"name": "down", "on": "GET /accounts/{accountId}/sites", "times": 2, "respond": {"status": 503}},
    {"name": "gone", "from": "+1h", "respond": {"code": 12016}}]})");
  EXPECT_EQ(added.status, 200) << added.body;
  EXPECT_THAT(added.body, HasSubstr(R"("place":"faults:2:5")"));
  EXPECT_THAT(statuses(3), ElementsAre(503, 503, 200));
  EXPECT_EQ(ask_for("down", "/products").status, 503) << "named, it happens anywhere";
  sim.advance("1h");
  EXPECT_THAT(statuses(1), ElementsAre(400)) << "no refusal is documented there";
  EXPECT_EQ(sim.control("DELETE", "/faults?name=gone").status, 200);
  EXPECT_EQ(sim.control("DELETE", "/faults?name=gone").status, 404);
  EXPECT_EQ(sim.control("DELETE", "/faults").body, "{\"faults\":[]}\n");
  EXPECT_THAT(statuses(1), ElementsAre(200));
}

TEST_F(NoFaults, AreAddedWhenOneIsBad) {
  const auto complaints = [&](const std::string& faults) {
    const Answer answer = sim.control("POST", "/faults", "{\"faults\": [" + faults + "]}");
    EXPECT_EQ(answer.status, 400) << faults;
    return answer.body;
  };
  const std::string good = R"({"name": "x", "connection": "reset"})";
  EXPECT_THAT(complaints(good + "," + good), HasSubstr("fault 'x' is given twice"));
  EXPECT_THAT(complaints(R"({"name": "y"})"), HasSubstr("a fault needs respond"));
  EXPECT_THAT(complaints(R"({"name": "y", "conection": "reset"})"),
              HasSubstr("did you mean 'connection'?"));
  EXPECT_THAT(complaints(R"({"name": "y", "connection": "rest"})"),
              HasSubstr("did you mean 'reset'?"));
  EXPECT_THAT(
      complaints(R"({"name": "y", "on": "GET /accounts/{accountId}/site", "connection": "reset"})"),
      HasSubstr("did you mean 'GET /accounts/{accountId}/sites'?"));
  EXPECT_THAT(complaints(R"({"name": "y", "respond": {"status": 99}})"),
              HasSubstr("a status is between 200 and 599"));
  EXPECT_THAT(complaints(R"({"name": "y", "respond": {"code": 5005, "body": "x"}})"),
              HasSubstr("either a code or a body"));
  EXPECT_THAT(complaints(R"({"name": "y", "nth": 0, "connection": "reset"})"),
              HasSubstr("counting begins with 1"));
  EXPECT_THAT(complaints(R"({"name": "y", "probability": 1.5, "connection": "reset"})"),
              HasSubstr("a probability is 1 at most"));
  EXPECT_THAT(complaints(R"({"name": "y", "latency": {"fixed": "1s", "median": "1s"}})"),
              HasSubstr("a latency is fixed"));
  EXPECT_THAT(complaints(R"({"name": "y", "latency": {"fixed": "25h"}})"),
              HasSubstr("a latency is a day at most"));
  EXPECT_THAT(complaints(R"({"name": "y", "limit": {"requests": 0, "per": "1s"}})"),
              HasSubstr("a limit allows some requests"));
  EXPECT_THAT(
      complaints(R"({"name": "y", "limit": {"requests": 1, "per": "1s", "burst": 100001}})"),
      HasSubstr("a limit allows 100,000 requests at most"));
  EXPECT_THAT(complaints(R"({"name": "y", "from": "+2h", "until": "+1h", "connection": "reset"})"),
              HasSubstr("`until` comes after `from`"));
  EXPECT_THAT(complaints(R"({"name": "y", "callback": {}})"), HasSubstr("a callback needs delay"));
  EXPECT_THAT(complaints(R"({"name": "y", "callback": {"drop": true}, "connection": "reset"})"),
              HasSubstr("either to requests or to callbacks"));
  EXPECT_EQ(sim.control("POST", "/faults", "{}").status, 400);
  EXPECT_EQ(sim.control("GET", "/faults").body, "{\"faults\":[]}\n");
}

class FaultsOfTheTimeline : public FaultTest {
 protected:
  FaultsOfTheTimeline()
      : FaultTest({.scenario = "scenario: x\nclock: {poll_advance: 0s}\ntimeline:\n"
                               "  - {at: +1h, faults: [{name: down, respond: {status: 503}}]}\n"
                               "  - {at: +2h, end_faults: [down]}\n"}) {}
};

TEST_F(FaultsOfTheTimeline, BeginAndEnd) {
  EXPECT_THAT(statuses(1), ElementsAre(200));
  EXPECT_THAT(sim.advance("1h").body, HasSubstr(R"("what":"fault","id":"down","status":"begins")"));
  EXPECT_THAT(statuses(2), ElementsAre(503, 503));
  EXPECT_THAT(sim.advance("1h").body, HasSubstr(R"("what":"fault","id":"down","status":"ends")"));
  EXPECT_THAT(statuses(1), ElementsAre(200));
}

class FaultsOfCallbacks : public FaultTest {
 protected:
  FaultsOfCallbacks() : FaultTest({.scenario = "scenario: x\nclock: {poll_advance: 0s}\n"}) {
    sim.post("/subscriptions",
             "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" +
                 sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  }
  void with(const std::string& callback, const std::string& more = {}) {
    const Answer added =
        sim.control("POST", "/faults",
                    R"({"faults": [{"name": "hook", "callback": )" + callback + more + "}]}");
    EXPECT_EQ(added.status, 200) << added.body;
  }
  void place_orders(int count) {
    for (int n = 1; n <= count; ++n) {
      std::string xml = order("x");
      xml.insert(xml.find("<Name>"),
                 "<CustomerOrderId>" + std::to_string(n) + "</CustomerOrderId>");
      sim.post("/orders", xml);
      sim.advance("2s");
    }
  }
  /// CustomerOrderIds of what has arrived; "?" for what cannot be read.
  std::vector<std::string> arrived() {
    std::vector<std::string> ids;
    for (const net::Request& request : sim.receiver().requests()) {
      Answer answer;
      answer.body = request.body;
      const std::string id = answer.at("CustomerOrderId");
      ids.push_back(id.empty() ? "?" : id);
    }
    return ids;
  }
};

TEST_F(FaultsOfCallbacks, DelayThem) {
  with(R"({"delay": "10m"})", R"(, "when": {"CustomerOrderId": "1"})");
  place_orders(2);
  EXPECT_THAT(arrived(), ElementsAre("2"));
  sim.advance("10m");
  EXPECT_THAT(arrived(), ElementsAre("2", "1"));
}

TEST_F(FaultsOfCallbacks, DropThem) {
  with(R"({"drop": true})", R"(, "nth": 2)");
  place_orders(3);
  sim.advance_until_idle();
  EXPECT_THAT(arrived(), ElementsAre("1", "3"));
  EXPECT_THAT(sim.har(), HasSubstr("dropped by the fault 'hook'"));
}

TEST_F(FaultsOfCallbacks, DuplicateThem) {
  with(R"({"duplicates": 2})", R"(, "when": {"Status": "COMPLETE"}, "every": 2)");
  place_orders(2);
  EXPECT_THAT(arrived(), ElementsAre("1", "2", "2", "2"));
}

TEST_F(FaultsOfCallbacks, LetTheNextOneOvertake) {
  with(R"({"reorder": "1h"})");
  place_orders(4);
  EXPECT_THAT(arrived(), ElementsAre("2", "1", "4", "3"));
}

TEST_F(FaultsOfCallbacks, DoNotWaitForOneThatNeverComes) {
  with(R"({"reorder": "1h"})", R"(, "on": "POST /callbacks/notificationCallbackApi")");
  place_orders(1);
  EXPECT_TRUE(arrived().empty());
  sim.advance_until_idle();
  EXPECT_THAT(arrived(), ElementsAre("1"));
  EXPECT_THAT(sim.control("GET", "/clock").body, HasSubstr("2026-01-05T10:00:01.000Z"));
}

TEST_F(FaultsOfCallbacks, CorruptThem) {
  with(R"({"corrupt": true})", R"(, "times": 1)");
  sim.receiver().will_answer({{400, {}, {}}});
  place_orders(2);
  EXPECT_THAT(arrived(), ElementsAre("?", "2"));
  sim.advance_until_idle();
  EXPECT_THAT(arrived(), ElementsAre("?", "2", "1")) << "what is tried again is sound";
  EXPECT_THAT(sim.har(), HasSubstr(R"("_fault":"hook")"));
}

class Explained : public FaultTest {
 protected:
  Explained()
      : FaultTest({.scenario = R"(
scenario: x
clock: {poll_advance: 0s}
faults:
  - {name: lazy, on: "GET /accounts/{accountId}/sites", nth: 2, respond: {status: 503}}
lifecycles:
  orders:
    - name: vendor has run out
      when: {Name: poor}
      steps:
        - {status: RECEIVED}
        - {after: 2d, status: FAILED, errors: [5005]}
    - name: some are gone
      when: {Name: unlucky}
      outcomes:
        - {numbers: "919439000?", errors: [5005]}
)"}) {}
  std::string explain(const std::string& method, const std::string& path,
                      const std::string& xml = {}) {
    net::Headers headers = basic("tester", "secret");
    headers.push_back({"X-Sim-Explain", "1"});
    const Answer answer = sim.call(method, "/accounts/9900000" + path, headers, xml);
    if (answer.status == 201) id_ = answer.created_id();
    return answer.header("X-Sim-Explain");
  }
  std::string id_;
};

TEST_F(Explained, TellWhatMadeThem) {
  const std::string sites = "reference section 'GET /accounts/{accountId}/sites'";
  EXPECT_EQ(explain("GET", "/sites"), sites);
  EXPECT_EQ(explain("GET", "/sites"), sites + "; fault 'lazy' of test.yaml:5:5");
  EXPECT_EQ(explain("GET", "/moveTns"),
            "'GET /accounts/{accountId}/moveTns', which only clients know");
  EXPECT_EQ(explain("GET", "/wishes"), "no operation has this path and method");
  EXPECT_EQ(sim.get("/sites").header("X-Sim-Explain"), "");
}

TEST_F(Explained, TellWhatBroughtTheirOrderWhereItIs) {
  const std::string placed = explain("POST", "/orders", order("poor"));
  EXPECT_EQ(placed,
            "reference section 'POST /accounts/{accountId}/orders'; order " + id_ +
                " is RECEIVED by the step at test.yaml:11:11 of lifecycle 'vendor has run out'");
  sim.advance("2d");
  EXPECT_THAT(explain("GET", "/orders/" + id_),
              HasSubstr(" is FAILED by the step at test.yaml:12:11 of lifecycle"));
  explain("POST", "/orders", order("rich"));
  sim.advance("1h");
  EXPECT_THAT(explain("GET", "/orders/" + id_ + "/history"),
              HasSubstr(" is COMPLETE by the step at lifecycles/orders.yaml:"));
}

TEST_F(Explained, TellWhatTheirNumbersFailBy) {
  const auto explain_order_of = [&](const std::string& tn, const std::string& name) {
    explain(
        "POST", "/orders",
        "<Order><SiteId>743</SiteId><Name>" + name +
            "</Name><ExistingTelephoneNumberOrderType><TelephoneNumberList><TelephoneNumber>" + tn +
            "</TelephoneNumber></TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>");
    sim.advance("1h");
    return explain("GET", "/orders/" + id_);
  };
  EXPECT_THAT(explain_order_of("9194390001", "unlucky"),
              EndsWith("; 9194390001 fails by the outcome at test.yaml:16:11"));
  EXPECT_THAT(explain_order_of("9194395005", "unlucky"), Not(HasSubstr("fails by")));
  EXPECT_THAT(explain_order_of("9194395005", "lucky"),
              EndsWith("; 9194395005 fails by the magic of its last digits"));
  EXPECT_THAT(explain_order_of("9194390001", "lucky"), Not(HasSubstr("fails by")));
}

}  // namespace
}  // namespace dashsim::test::faults_test
