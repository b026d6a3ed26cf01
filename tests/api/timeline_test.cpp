#include "port_story.hpp"

/// What the timeline and POST /_sim/events make of a world.
namespace dashsim::test::timeline_test {
namespace {

using testing::HasSubstr;

class Timeline : public SimTest {
 protected:
  explicit Timeline(const std::string& more = {})
      : SimTest({.scenario = "scenario: timeline\nclock: {poll_advance: 0s}\n" + more}) {
    uses_what_no_sample_shows();
  }
  Answer event(const std::string& json) { return sim.control("POST", "/events", json); }
  Answer sites_as(const std::string& user, const std::string& password) {
    return sim.call("GET", "/accounts/9900000/sites", basic(user, password));
  }
  std::string available(const std::string& prefix) {
    return sim.get("/availableNumbers?npaNxx=" + prefix + "&quantity=1").at("ResultCount");
  }
};

class ByItself : public Timeline {
 protected:
  ByItself()
      : Timeline(R"(
timeline:
  - {at: +1d, users: [{name: clerk, password: secret, accounts: [9900000]}], remove_users: [other]}
  - {at: +2d, users: [{name: clerk, password: changed, accounts: [9900000]}]}
  - {at: +3d, withdraw: [919439xxxx]}
  - {at: +4d, products: {account: 9900000, products: {NumberManagement: [ORDERING]}}}
)") {}
};

TEST_F(ByItself, UsersComeAndGo) {
  EXPECT_EQ(sites_as("clerk", "secret").status, 401);
  sim.advance("1d");
  EXPECT_EQ(sites_as("clerk", "secret").status, 200);
  EXPECT_EQ(sites_as("other", "secret").status, 401);
  sim.advance("1d");
  EXPECT_EQ(sites_as("clerk", "secret").status, 401);
  EXPECT_EQ(sites_as("clerk", "changed").status, 200);
}

TEST_F(ByItself, NumbersAreWithdrawn) {
  EXPECT_EQ(available("919439"), "1");
  const Answer told = sim.advance("3d");
  EXPECT_THAT(told.body, HasSubstr(R"("what":"inventory","id":"919439xxxx","status":"WITHDRAWN")"));
  EXPECT_NE(available("919439"), "1");
}

TEST_F(ByItself, ProductsAreLost) {
  sim.advance("3d");
  const Answer before = sim.post("/portins", port_in());
  EXPECT_EQ(before.status, 201);
  sim.advance("1d");
  const Answer after = sim.post("/portins", port_in({{"9193334001", "9193334002"}}));
  EXPECT_EQ(after.status, 400);
  EXPECT_EQ(after.at("Errors/Code"), "7333") << after.body;
}

class ByEvent : public Timeline {};

TEST_F(ByEvent, AllThatATimelineHoldsHappens) {
  const std::pair<const char*, const char*> events[] = {
      {R"({"withdraw": ["919439xxxx"]})", "WITHDRAW"},
      {R"({"inventory": [{"block": "919439000x", "rate_center": "RALEIGH", "state": "NC"}]})",
       "INVENTORY"},
      {R"({"users": [{"name": "clerk", "password": "secret", "accounts": [9900000]}]})", "USERS"},
      {R"({"remove_users": ["other"]})", "REMOVE_USERS"},
      {R"({"products": {"account": 9900000, "sippeer": 303716, "products": {"Messaging": []}}})",
       "PRODUCTS"},
      {R"({"carriers": [{"spid": "9876", "name": "New"}]})", "CARRIERS"},
      {R"({"faults": [{"name": "f", "path": "*/never", "connection": "reset"}]})", "FAULTS"},
      {R"({"end_faults": ["f"]})", "END_FAULTS"},
  };
  for (const auto& [json, what] : events) {
    const Answer answer = event(json);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_THAT(answer.body, HasSubstr("{\"happened\":\"" + std::string(what) + "\"}"));
  }
  EXPECT_EQ(available("919439"), "1");
  EXPECT_EQ(sites_as("clerk", "secret").status, 200);
  EXPECT_EQ(sites_as("other", "secret").status, 401);
  EXPECT_THAT(sim.control("GET", "/faults").body, HasSubstr(R"("faults":[])"));
}

TEST_F(ByEvent, ACarrierTakesThePlaceOfOne) {
  EXPECT_EQ(sim.post("/portins", port_in()).status, 201);
  EXPECT_EQ(event(R"({"carriers": [{"spid": "6214", "name": "Mock Carrier", "supported": false,
                      "numbers": [{"block": "919xxxxxxx", "rate_center": "RALEIGH",
                                   "city": "RALEIGH", "state": "NC", "lata": 426}]}]})")
                .status,
            200);
  EXPECT_EQ(sim.post("/portins", port_in({{"9193334001", "9193334002"}})).status, 400);
}

TEST_F(ByEvent, NothingHappensThatCannot) {
  const std::pair<const char*, const char*> events[] = {
      {R"({"withdraw": ["919440xxxx"]})", "no block of the inventory holds numbers of 919440xxxx"},
      {R"({"inventory": [{"block": "9194390xxx", "rate_center": "RALEIGH", "state": "NC"}]})",
       "block 9194390xxx overlaps block 919439xxxx"},
      {R"({"users": [{"name": "clerk", "accounts": [9900000]}]})", "key 'password' is missing"},
      {R"({"users": [{"name": "a", "password": "b", "accounts": [7]}]})",
       "account 7 does not exist"},
      {R"({"remove_users": ["nobody"]})", "there is no user 'nobody'"},
      {R"({"products": {"account": 9900000, "sippeer": 1, "products": {}}})",
       "account 9900000 has no SIP peer 1"},
      {R"({"carriers": [{"spid": "9876", "name": "New", "numbers": [{"block": "919xxxxxxx",
          "rate_center": "RALEIGH", "state": "NC"}]}]})",
       "block 919xxxxxxx has a carrier already"},
      {R"({"end_faults": ["f"]})", "there is no fault 'f'"},
      {R"({"inventory": 7})", "a list is wanted here"},
  };
  for (const auto& [json, says] : events) {
    const Answer answer = event(json);
    EXPECT_EQ(answer.status, 400) << json;
    EXPECT_THAT(answer.body, HasSubstr(says));
    EXPECT_THAT(answer.body, HasSubstr("nothing has happened"));
  }
  EXPECT_EQ(event(R"({"at": "+1d", "withdraw": ["919439xxxx"]})").status, 400) << "one thing";
  EXPECT_EQ(event(R"({"dance": []})").status, 400);
  EXPECT_EQ(available("919439"), "1");
}

TEST_F(ByEvent, WithdrawnNumbersStayWithThoseWhoHaveThem) {
  const Answer created =
      sim.post("/orders",
               "<Order><SiteId>743</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList>"
               "<TelephoneNumber>9194390001</TelephoneNumber></TelephoneNumberList>"
               "</ExistingTelephoneNumberOrderType></Order>");
  sim.advance_until_idle();
  EXPECT_EQ(event(R"({"withdraw": ["919439xxxx"]})").status, 200);
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "COMPLETE");
  EXPECT_THAT(sim.get("/orders/" + created.created_id() + "?tndetail=true").body,
              HasSubstr("<RateCenter>RALEIGH</RateCenter>"));
  EXPECT_EQ(sim.get("/inserviceNumbers/9194390001").status, 200);
}

}  // namespace
}  // namespace dashsim::test::timeline_test
