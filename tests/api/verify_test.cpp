// Whether a world was asked what a test expects, and what comes near if it was not.
#include "support/sim.hpp"

namespace dashsim::test::verify_test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string order(const std::string& name) {
  return "<Order><Name>" + name +
         "</Name><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>804</AreaCode><Quantity>"
         "1</Quantity></AreaCodeSearchAndOrderType></Order>";
}

class Verification : public SimTest {
 protected:
  explicit Verification(
      const SimOptions& options = {.scenario = "scenario: x\nclock: {poll_advance: 0s}\n"})
      : SimTest(options) {}

  Answer verify(const std::string& json) { return sim.control("POST", "/verify", json); }
  int status(const std::string& json) { return verify(json).status; }
};

TEST_F(Verification, CountsWhatWasAsked) {
  EXPECT_EQ(status(R"({"on": "POST /accounts/{accountId}/orders"})"), 409) << "nothing yet";
  sim.post("/orders", order("a"));
  sim.post("/orders", order("b"));
  sim.get("/sites");
  EXPECT_EQ(status(R"({"on": "POST /accounts/{accountId}/orders"})"), 200);
  EXPECT_EQ(status(R"({"on": "POST /accounts/{accountId}/orders", "times": 2})"), 200);
  EXPECT_EQ(status(R"({"on": "POST /accounts/{accountId}/orders", "times": 1})"), 409);
  EXPECT_EQ(status(R"({"on": "POST *", "at_least": 2, "at_most": 3})"), 200);
  EXPECT_EQ(status(R"({"on": "POST *", "at_most": 1})"), 409);
  EXPECT_EQ(status(R"({"on": "*", "status": 201, "times": 2})"), 200);
  EXPECT_EQ(status(R"({"times": 3})"), 200) << "anything at all";
  EXPECT_EQ(status(R"({"method": "DELETE", "times": 0})"), 200);
  EXPECT_EQ(verify(R"({"on": "POST *"})").body,
            "{\"count\":2,\"wanted\":\"at least 1 times\",\"verified\":true}\n");
}

TEST_F(Verification, LooksIntoWhatWasAsked) {
  sim.post("/orders", order("a"));
  sim.get("/orders?page=1&size=10");
  EXPECT_EQ(status(R"({"when": {"Name": "a", "AreaCodeSearchAndOrderType/AreaCode": "80?"}})"),
            200);
  EXPECT_EQ(status(R"({"when": {"Name": "b"}})"), 409);
  EXPECT_EQ(status(R"({"query": {"size": "10"}, "user": "tester", "path": "*/orders"})"), 200);
  EXPECT_EQ(status(R"({"header": {"Content-Type": "application/xml"}, "times": 1})"), 200);
}

TEST_F(Verification, TellsTheNearestAndWhatDiffers) {
  sim.get("/sites");
  sim.post("/orders", order("a"));
  const Answer miss =
      verify(R"({"on": "POST /accounts/{accountId}/orders", "when": {"Name": "b"}})");
  EXPECT_EQ(miss.status, 409);
  EXPECT_THAT(miss.body, HasSubstr(R"("error":"it was seen 0 times, not at least 1 times")"));
  EXPECT_THAT(miss.body, HasSubstr(R"("nearest":[{"sequence":2,)"));
  EXPECT_THAT(miss.body, HasSubstr(R"("differs":[{"what":"Name","wanted":"b","was":["a"]}])"));
  EXPECT_THAT(miss.body, HasSubstr(R"({"what":"Name","wanted":"b","was":[]})"))
      << "then the one that misses more";
}

TEST_F(Verification, KnowsTheOrderOfThings) {
  sim.get("/sites");
  sim.post("/orders", order("a"));
  sim.get("/orders?page=1&size=10");
  const std::string sites = R"({"on": "GET /accounts/{accountId}/sites"})";
  const std::string list = R"({"on": "GET /accounts/{accountId}/orders"})";
  EXPECT_EQ(status("{\"in_order\": [" + sites + "," + list + "]}"), 200);
  const Answer miss = verify("{\"in_order\": [" + list + "," + sites + "]}");
  EXPECT_EQ(miss.status, 409);
  EXPECT_THAT(miss.body, HasSubstr("number 2 of in_order did not come after the ones before it"));
}

TEST_F(Verification, MayBeAboutTheLatestTimeOnly) {
  sim.get("/sites");
  sim.advance("10s");
  EXPECT_EQ(status(R"({"on": "GET *", "within": "10s"})"), 200);
  sim.advance("1s");
  EXPECT_EQ(status(R"({"on": "GET *", "within": "10s"})"), 409);
  EXPECT_EQ(status(R"({"on": "GET *"})"), 200);
}

TEST_F(Verification, MayBeAboutCallbacks) {
  uses_what_no_sample_shows();
  sim.post("/subscriptions",
           "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  sim.post("/orders", order("a"));
  sim.advance_until_idle();
  EXPECT_EQ(status(R"({"of": "callbacks", "when": {"Status": "COMPLETE"}, "times": 1})"), 200);
  EXPECT_EQ(status(R"({"of": "callbacks", "path": "/hook", "status": 200})"), 200);
  EXPECT_EQ(status(R"({"of": "callbacks", "when": {"Status": "FAILED"}})"), 409);
}

TEST_F(Verification, BeginsAnewWhenTheJournalIsCleared) {
  sim.get("/sites");
  sim.control("DELETE", "/journal");
  EXPECT_EQ(status(R"({"on": "GET *", "times": 0})"), 200);
}

TEST_F(Verification, RefusesWhatItDoesNotUnderstand) {
  const auto refused = [&](const std::string& json) {
    const Answer answer = verify(json);
    EXPECT_EQ(answer.status, 400) << json;
    return answer.body;
  };
  EXPECT_THAT(refused(R"({"onn": "x"})"), HasSubstr("unknown key 'onn'"));
  EXPECT_THAT(refused(R"({"on": "GET /accounts/{accountId}/site"})"),
              HasSubstr("did you mean 'GET /accounts/{accountId}/sites'?"));
  EXPECT_THAT(refused(R"({"times": 1, "at_least": 1})"),
              HasSubstr("either times, or at_least and at_most"));
  EXPECT_THAT(refused(R"({"at_least": 2, "at_most": 1})"),
              HasSubstr("at_least is more than at_most"));
  EXPECT_THAT(refused(R"({"times": "often"})"), HasSubstr("'often' is not a whole number"));
}

class ShortMemory : public Verification {
 protected:
  ShortMemory()
      : Verification(
            {.scenario = "scenario: x\nclock: {poll_advance: 0s}\n", .journal_entries_max = 3}) {}
};

TEST_F(ShortMemory, StillCountsExactly) {
  for (int n = 0; n < 10; ++n) sim.get("/sites");
  EXPECT_EQ(status(R"({"on": "GET /accounts/{accountId}/sites", "times": 10})"), 200);
  EXPECT_EQ(status(R"({"on": "GET *", "status": 200, "times": 10})"), 200);
}

TEST_F(ShortMemory, SaysWhatItCannotTell) {
  sim.post("/orders", order("a"));
  for (int n = 0; n < 3; ++n) sim.get("/sites");
  const Answer perhaps = verify(R"({"on": "POST *", "when": {"Name": "a"}})");
  EXPECT_EQ(perhaps.status, 409);
  EXPECT_THAT(perhaps.body, HasSubstr(R"("verified":null,"error":"cannot tell")"));
  EXPECT_EQ(status(R"({"on": "POST *", "when": {"Name": "a"}, "at_most": 1})"), 200)
      << "there was but one, whatever its name";
  const Answer never = verify(R"({"on": "POST *", "when": {"Name": "a"}, "times": 2})");
  EXPECT_THAT(never.body, HasSubstr(R"("verified":false)"));
  EXPECT_EQ(status(R"({"on": "DELETE *", "path": "*"})"), 409);
  EXPECT_THAT(verify(R"({"on": "DELETE *", "path": "*"})").body, HasSubstr(R"("verified":false)"))
      << "counters know that there was none";
  sim.advance("1h");
  sim.get("/sites");
  EXPECT_EQ(status(R"({"when": {"Name": "a"}, "within": "1m", "times": 0})"), 200)
      << "nothing of the last minute has gone";
}

}  // namespace
}  // namespace dashsim::test::verify_test
