#include <fstream>
#include <sstream>

#include "support/sim.hpp"

/// The worked examples of scenarios/: each does what its "about" says.
namespace dashsim::test {
namespace {

std::string example(const std::string& name) {
  std::ifstream file(DASHSIM_SCENARIOS "/" + name + ".yaml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// An order for numbers of a city.
std::string order(const std::string& city, const std::string& state, int quantity,
                  const std::string& more = {}) {
  return "<Order><SiteId>743</SiteId>" + more + "<CombinedSearchAndOrderType><City>" + city +
         "</City><State>" + state + "</State><Quantity>" + std::to_string(quantity) +
         "</Quantity></CombinedSearchAndOrderType></Order>";
}

class FirstOrderFails : public SimTest {
 protected:
  FirstOrderFails() : SimTest({.scenario = example("first-order-fails")}) {}
};

TEST_F(FirstOrderFails, AndTheNextOneCompletes) {
  const Answer first = sim.post("/orders", order("RALEIGH", "NC", 1));
  sim.advance("2d");
  EXPECT_EQ(sim.follow(first).at("OrderStatus"), "FAILED");
  EXPECT_EQ(sim.follow(first).at("ErrorList/Error/Code"), "5005");
  const Answer second = sim.post("/orders", order("RALEIGH", "NC", 1));
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(second).at("OrderStatus"), "COMPLETE");
}

class PartialByDecree : public SimTest {
 protected:
  PartialByDecree() : SimTest({.scenario = example("partial-by-decree")}) {}
};

TEST_F(PartialByDecree, GivesOneNumberAndDisconnectsItInAWeek) {
  const Answer partial = sim.post(
      "/orders",
      order("RALEIGH", "NC", 3, "<Name>partial</Name><PartialAllowed>true</PartialAllowed>"));
  sim.advance("30s");
  EXPECT_EQ(sim.follow(partial).at("OrderStatus"), "PARTIAL");
  EXPECT_EQ(sim.follow(partial).at("CompletedQuantity"), "1");
  const std::string number = sim.follow(partial).at("CompletedNumbers/TelephoneNumber/FullNumber");
  const Answer disconnect =
      sim.post("/disconnects",
               "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
               "<TelephoneNumberList><TelephoneNumber>" +
                   number +
                   "</TelephoneNumber></TelephoneNumberList>"
                   "</DisconnectTelephoneNumberOrderType>"
                   "</DisconnectTelephoneNumberOrder>");
  sim.advance("6d");
  EXPECT_EQ(sim.get("/inserviceNumbers/" + number).status, 200);
  sim.advance("1d");
  EXPECT_EQ(sim.get("/inserviceNumbers/" + number).status, 404);
  EXPECT_EQ(sim.follow(disconnect).at("OrderStatus"), "COMPLETE");
}

class AddressCorrected : public SimTest {
 protected:
  AddressCorrected() : SimTest({.scenario = example("address-corrected")}) {}

  Answer create_site(const std::string& street, const std::string& city) {
    return sim.post("/sites",
                    "<Site><Name>New</Name><Address><HouseNumber>1</HouseNumber><StreetName>" +
                        street + "</StreetName><City>" + city +
                        "</City><StateCode>NC</StateCode></Address></Site>");
  }
};

TEST_F(AddressCorrected, ByTheGeocoderWhichIsDownForOneTown) {
  const Answer refused = create_site("Maine", "Raleigh");
  EXPECT_EQ(refused.status, 409);
  const std::string recommended = "AddressErrorDescription/RecommendedAddress/";
  EXPECT_EQ(refused.at(recommended + "AddressLine1"), "1 MAIN");
  EXPECT_EQ(
      create_site(refused.at(recommended + "StreetName"), refused.at(recommended + "City")).status,
      201);
  EXPECT_EQ(create_site("Main", "Atlantis").status, 400);
  EXPECT_EQ(create_site("Main", "Limbo").status, 503);
}

class ScarceNumbers : public SimTest {
 protected:
  ScarceNumbers() : SimTest({.scenario = example("scarce-numbers")}) {}
};

TEST_F(ScarceNumbers, FillABackOrderAfterTwoDays) {
  const Answer created = sim.post(
      "/orders", order("NEW YORK", "NY", 12, "<BackOrderRequested>true</BackOrderRequested>"));
  sim.advance("1d");
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "BACKORDERED");
  EXPECT_EQ(sim.follow(created).at("CompletedQuantity"), "10");
  sim.advance("1d");
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "COMPLETE");
  EXPECT_EQ(sim.get("/availableNumbers?city=NEW%20YORK&state=NY").at("ResultCount"), "8");
}

class MessagingLost : public SimTest {
 protected:
  MessagingLost() : SimTest({.scenario = example("messaging-lost")}) {}
};

TEST_F(MessagingLost, IsToldByMailAtOnceAndInTheDigestOfTheDay) {
  sim.advance("1d");
  EXPECT_THAT(sim.control("GET", "/outbox").body, testing::Not(testing::HasSubstr("MESSAGING")));
  sim.advance("2h");
  const std::string line = "MESSAGING_LOST: 9195550100, 9195550101";
  EXPECT_THAT(sim.control("GET", "/outbox").body,
              testing::AllOf(testing::HasSubstr("now@example.com"), testing::HasSubstr(line),
                             testing::Not(testing::HasSubstr("tomorrow@example.com"))));
  sim.advance("1d");
  EXPECT_THAT(sim.control("GET", "/outbox").body,
              testing::HasSubstr("\"time\":\"2026-01-07T00:00:00.000Z\",\"kind\":\"email\","
                                 "\"to\":\"tomorrow@example.com\""));
}

}  // namespace
}  // namespace dashsim::test
