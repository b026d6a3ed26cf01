#include "port_story.hpp"

/// What scenarios and tests make of the way of an order.
namespace dashsim::test::lifecycles_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string buy(const std::string& more = {}) {
  return "<Order><SiteId>743</SiteId>" + more +
         "<ExistingTelephoneNumberOrderType><TelephoneNumberList><TelephoneNumber>9194390001"
         "</TelephoneNumber></TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>";
}

std::string note(const std::string& text) {
  return "<Note><UserId>tester</UserId><Description>" + text + "</Description></Note>";
}

class Lifecycles : public SimTest {
 protected:
  explicit Lifecycles(const std::string& lifecycles)
      : SimTest({.scenario = "scenario: lifecycles\nclock: {poll_advance: 0s}\n"
                             "rules: {magic_numbers: false}\n"
                             "lifecycles:\n" +
                             lifecycles}) {
    uses_what_no_sample_shows();
  }
  Answer event(const std::string& json) { return sim.control("POST", "/events", json); }
  Answer step(const std::string& order) {
    return event(R"({"step": {"order": ")" + order + R"("}})");
  }
  Answer state(const std::string& order, const std::string& status, const std::string& more = {}) {
    return event(R"({"state": {"order": ")" + order + R"(", "status": ")" + status + "\"" + more +
                 "}}");
  }
  std::string status_of(const std::string& order) {
    return sim.get("/orders/" + order).at("OrderStatus");
  }
};

class Conditions : public Lifecycles {
 protected:
  Conditions()
      : Lifecycles(R"(
  orders:
    - {name: others, account: 9900001, steps: [{status: FAILED, errors: [5003]}]}
    - {name: asked so, query: {source: "web*"}, steps: [{status: FAILED, errors: [5004]}]}
  lsrorders:
    - {name: by query, query: {source: "web*"}, user: "te*", steps: [{status: FAILED}]}
)") {}
};

TEST_F(Conditions, LookAtTheQueryOfTheRequest) {
  EXPECT_EQ(sim.follow(sim.post("/orders", buy())).at("OrderStatus"), "RECEIVED");
  EXPECT_EQ(sim.follow(sim.post("/orders?source=web%20site", buy())).at("ErrorList/Error/Code"),
            "5004");
  EXPECT_EQ(sim.follow(sim.post("/orders?SOURCE=web", buy())).at("OrderStatus"), "FAILED");
  EXPECT_EQ(sim.follow(sim.post("/orders?source=fax", buy())).at("OrderStatus"), "RECEIVED");
}

TEST_F(Conditions, LookAtTheAccount) {
  const Answer created =
      sim.call("POST", "/accounts/9900001/orders", basic("other", "secret"),
               "<Order><SiteId>800</SiteId><AreaCodeSearchAndOrderType><AreaCode>"
               "919</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType>"
               "</Order>");
  const Answer order =
      sim.call("GET", "/accounts/9900001/orders/" + created.created_id(), basic("other", "secret"));
  EXPECT_EQ(order.at("ErrorList/Error/Code"), "5003") << order.body;
}

class ByHand : public Lifecycles {
 protected:
  ByHand()
      : Lifecycles(R"(
  orders:
    - name: by hand
      when: {Name: by hand}
      steps:
        - {status: RECEIVED}
        - {at: event, status: BACKORDERED, note: looked at}
        - {at: event, effects: [assign_numbers], status: COMPLETE, status_if_none: FAILED}
      on:
        note:
          - {at: event, status: FAILED, note: given up}
)") {}
  std::string place() { return sim.post("/orders", buy("<Name>by hand</Name>")).created_id(); }
};

TEST_F(ByHand, StepsAreTakenOneByOne) {
  const std::string order = place();
  const Answer idle = sim.advance_until_idle();
  EXPECT_EQ(idle.status, 200);
  EXPECT_THAT(idle.body, HasSubstr(R"("idle":true)"));
  EXPECT_EQ(status_of(order), "RECEIVED");
  EXPECT_THAT(sim.control("GET", "/events").body,
              HasSubstr(R"("awaitingEvents":[{"order":")" + order + R"(","status":"RECEIVED"}])"));
  const Answer first = step(order);
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_THAT(first.body, HasSubstr(R"("happened":"STEP")"));
  EXPECT_THAT(first.body, HasSubstr(R"("status":"BACKORDERED")"));
  EXPECT_EQ(status_of(order), "BACKORDERED");
  EXPECT_EQ(step(order).status, 200);
  EXPECT_EQ(status_of(order), "COMPLETE");
  EXPECT_EQ(sim.get("/inserviceNumbers/9194390001").status, 200);
  const Answer none = step(order);
  EXPECT_EQ(none.status, 409);
  EXPECT_THAT(none.body, HasSubstr("the order is COMPLETE and waits for no event"));
}

TEST_F(ByHand, NotesLeadElsewhere) {
  const std::string order = place();
  EXPECT_EQ(sim.post("/orders/" + order + "/notes", note("please stop")).status, 201);
  EXPECT_EQ(status_of(order), "RECEIVED");
  EXPECT_EQ(step(order).status, 200);
  EXPECT_EQ(status_of(order), "FAILED");
  EXPECT_EQ(sim.post("/orders/" + order + "/notes", note("again")).status, 201);
  EXPECT_EQ(step(order).status, 409);
}

TEST_F(ByHand, StepsNeedAnOrderThatWaits) {
  const std::string usual = sim.post("/orders", buy()).created_id();
  EXPECT_EQ(step(usual).status, 409);
  EXPECT_EQ(step("nobody").status, 404);
  EXPECT_EQ(event(R"({"step": {}})").status, 404);
}

TEST_F(ByHand, StatesAreReachedByTheStepsThatLeadThere) {
  const std::string order = place();
  const Answer done = state(order, "COMPLETE", R"(, "note": "hurry", "errors": [5017])");
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_THAT(done.body, HasSubstr(R"("status":"COMPLETE")"));
  EXPECT_EQ(sim.get("/inserviceNumbers/9194390001").status, 200) << "with their effects";
  EXPECT_EQ(sim.get("/orders/" + order).at("ErrorList/Error/Code"), "5017");
  EXPECT_THAT(sim.get("/orders/" + order + "/history").body, HasSubstr("<Note>hurry</Note>"));
}

TEST_F(ByHand, StatesThatNoStepLeadsToHaveNoEffects) {
  const std::string order = sim.post("/orders", buy()).created_id();
  EXPECT_EQ(state(order, "BACKORDERED").status, 200);
  sim.advance("30d");
  EXPECT_EQ(status_of(order), "BACKORDERED") << "it stays";
  EXPECT_EQ(state(order, "complete").status, 200);
  EXPECT_EQ(status_of(order), "COMPLETE");
  EXPECT_EQ(sim.get("/inserviceNumbers/9194390001").status, 200)
      << "the step of its old path was still ahead";
}

TEST_F(ByHand, StatesThatAreNotPermittedAreRefused) {
  const std::string order = sim.post("/orders", buy()).created_id();
  const Answer same = state(order, "RECEIVED");
  EXPECT_EQ(same.status, 409);
  EXPECT_THAT(same.body, HasSubstr("the order is RECEIVED already"));
  EXPECT_THAT(same.body, HasSubstr("permitted: BACKORDERED, COMPLETE, PARTIAL, FAILED"));
  const Answer unknown = state(order, "FOC");
  EXPECT_EQ(unknown.status, 409);
  EXPECT_THAT(unknown.body, HasSubstr("'FOC' is no state of orders"));
  EXPECT_THAT(unknown.body, HasSubstr("permitted: BACKORDERED, COMPLETE, PARTIAL, FAILED"));
  EXPECT_EQ(state(order, "FAILED", R"(, "errors": ["x"])").status, 400);
  EXPECT_EQ(state(order, "FAILED", R"(, "errors": [100000])").status, 400);
  EXPECT_EQ(state(order, "FAILED", R"(, "note": 7)").status, 400);
  EXPECT_EQ(state(order, "FAILED", R"(, "colour": "red")").status, 400);
  EXPECT_EQ(state("nobody", "FAILED").status, 404);
  EXPECT_EQ(status_of(order), "RECEIVED") << "nothing has happened so far";
  sim.advance_until_idle();
  const Answer over = state(order, "FAILED");
  EXPECT_EQ(over.status, 409);
  EXPECT_THAT(over.body, HasSubstr("the order is COMPLETE, which is final"));
}

class Ports : public Lifecycles {
 protected:
  Ports() : Lifecycles("  orders: []\n") {}
};

TEST_F(Ports, ComeToFocWithADate) {
  const std::string order = sim.post("/portins", port_in()).created_id();
  EXPECT_EQ(state(order, "FOC", R"(, "note": "agreed at once")").status, 200);
  const Answer port = sim.get("/portins/" + order);
  EXPECT_EQ(port.at("ProcessingStatus"), "FOC");
  EXPECT_EQ(port.at("ActualFocDate"), "2026-01-15T16:30:00.000Z");
  sim.advance_until_idle();
  EXPECT_EQ(sim.get("/portins/" + order).at("ProcessingStatus"), "COMPLETE");
}

TEST_F(Ports, ComeToExceptionAndStayThere) {
  const std::string order = sim.post("/portins", port_in()).created_id();
  EXPECT_EQ(state(order, "EXCEPTION", R"(, "errors": [7519])").status, 200);
  sim.advance("30d");
  const std::string path = "/portins/" + order;
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "EXCEPTION");
  EXPECT_EQ(sim.get(path).at("Errors/Code"), "7519");
  EXPECT_EQ(sim.put(path, supp("<RequestedFocDate>2026-02-12</RequestedFocDate>")).status, 200);
  sim.advance_until_idle();
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "COMPLETE");
}

class Outcomes : public Lifecycles {
 protected:
  Outcomes()
      : Lifecycles(R"(
  importtnorders:
    - {name: one fails, outcomes: [{numbers: "9193330102", errors: [19005, 19009]}]}
  e911s:
    - {name: one fails, outcomes: [{numbers: "9195550101", errors: [8010]}]}
)") {}
};

TEST_F(Outcomes, OfE911OrdersStandBesideTheirNumbers) {
  const Answer created = sim.post(
      "/e911s",
      "<E911Order><TelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber><TelephoneNumber>"
      "9195550101</TelephoneNumber></TelephoneNumbers><CallerName>Joe</CallerName><Address>"
      "<HouseNumber>901</HouseNumber><StreetName>MAIN CAMPUS</StreetName><StreetSuffix>DR"
      "</StreetSuffix><City>RALEIGH</City><StateCode>NC</StateCode><Zip>27606</Zip></Address>"
      "</E911Order>");
  EXPECT_EQ(created.status, 201) << created.body;
  sim.advance_until_idle();
  const Answer order = sim.follow(created);
  EXPECT_EQ(order.at("ProcessingStatus"), "PARTIAL") << order.body;
  EXPECT_EQ(order.at("ErrorList/Error/Code"), "8010");
  EXPECT_EQ(order.at("ErrorList/Error/TelephoneNumbers/TelephoneNumber"), "9195550101");
}

}  // namespace
}  // namespace dashsim::test::lifecycles_test
