#include <fstream>
#include <sstream>

#include "emergency_story.hpp"
#include "lsr_story.hpp"
#include "port_story.hpp"

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

class ContestedPortOut : public SimTest {
 protected:
  ContestedPortOut() : SimTest({.scenario = example("contested-port-out")}) {}
};

TEST_F(ContestedPortOut, IsCorrectedAndCompletes) {
  const Answer created =
      sim.post("/lsrorders", lsr_order({{"<PinNumber>1231", "<PinNumber>0000"}}));
  sim.advance("2h");
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "EXCEPTION");
  EXPECT_EQ(sim.follow(created).at("LsrOrderErrors/LsrOrderError/Code"), "7513");
  EXPECT_EQ(sim.put("/lsrorders/" + created.created_id(), lsr_change()).status, 200);
  sim.advance("1m");
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "FOC");
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550100").status, 200);
  sim.advance("11d");
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "COMPLETE");
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550100").status, 404);
}

class NumbersLeave : public SimTest {
 protected:
  NumbersLeave() : SimTest({.scenario = example("numbers-leave")}) {}
};

TEST_F(NumbersLeave, WithAMail) {
  sim.advance("1d");
  EXPECT_EQ(sim.get("/portouts").at("TotalCount"), "1");
  sim.advance("2d");
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550100").status, 200);
  sim.advance("8h");
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550100").status, 404);
  EXPECT_THAT(sim.control("GET", "/outbox").body,
              testing::AllOf(testing::HasSubstr("2026-01-08T16:30:00.000Z"),
                             testing::HasSubstr("COMPLETE")));
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

class PortInRejected : public SimTest {
 protected:
  PortInRejected() : SimTest({.scenario = example("port-in-rejected")}) {
    uses_what_no_sample_shows();  // BusinessName
  }
};

TEST_F(PortInRejected, IsCorrectedAndCompletes) {
  const Answer created = sim.post("/portins", port_in());
  const std::string path = "/portins/" + created.created_id();
  sim.advance("2d");
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "EXCEPTION");
  EXPECT_EQ(sim.get(path).at("Errors/Code"), "7519");
  const std::string fix = supp("<Subscriber><BusinessName>Acme Inc</BusinessName></Subscriber>");
  EXPECT_EQ(sim.put(path, fix).at("ProcessingStatus"), "REQUESTED_SUPP");
  sim.advance("2h");
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "FOC");
  sim.advance_until_idle();
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "COMPLETE");
  EXPECT_EQ(sim.get(path).count("Errors"), 0U) << "what was wrong has been corrected";
  EXPECT_EQ(sim.get("/inserviceNumbers/9193334001").status, 200);
  const Answer second =
      sim.post("/portins", port_in({{"9193334001", "9193334002"}, {"01-15", "01-28"}}));
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(second).at("ProcessingStatus"), "COMPLETE") << "only the first one";
}

class TriggeredPort : public SimTest {
 protected:
  TriggeredPort() : SimTest({.scenario = example("triggered-port")}) {
    uses_what_no_sample_shows();  // BusinessName
  }
  std::string placed(const std::string& number) {
    return "/portins/" + sim.post("/portins", port_in({{"9193334001", number},
                                                       {"9193334000", number},
                                                       {"01-15", "01-15T14:00:00Z"},
                                                       {"</LnpOrder>",
                                                        "<Triggered>true</Triggered>"
                                                        "</LnpOrder>"}}))
                             .created_id();
  }
};

TEST_F(TriggeredPort, MovesWhenItsCustomerSaysSoOrByItself) {
  const std::string path = placed("9192220001");
  const std::string other = placed("9192220002");
  sim.advance("1d");
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "SUBMITTED");
  sim.control("POST", "/clock/advance", R"({"to": "2026-01-15T13:00:00Z"})");
  EXPECT_EQ(sim.put(path + "/activationStatus",
                    "<ActivationStatus><AutoActivationDate>2026-01-15T12:00:00Z"
                    "</AutoActivationDate></ActivationStatus>")
                .status,
            200);
  sim.advance("1s");
  EXPECT_EQ(sim.get("/inserviceNumbers/9192220001").status, 200);
  EXPECT_EQ(sim.get("/inserviceNumbers/9192220002").status, 404);
  sim.advance("1h");
  EXPECT_EQ(sim.get(other).at("ProcessingStatus"), "COMPLETE");
}

class BulkPortPartial : public SimTest {
 protected:
  BulkPortPartial() : SimTest({.scenario = example("bulk-port-partial")}) {
    uses_what_no_sample_shows();  // BusinessName
  }
};

TEST_F(BulkPortPartial, NeedsAttentionAndEndsInPart) {
  std::string document = port_in({{"<PhoneNumber>9193334001</PhoneNumber>", ""},
                                  {"</Subscriber>",
                                   "</Subscriber><AccountNumber>1</AccountNumber>"
                                   "<PinNumber>2</PinNumber>"},
                                  {"<BillingTelephoneNumber>9193334000</BillingTelephoneNumber>",
                                   "<BillingTelephoneNumber>8005550000</BillingTelephoneNumber>"},
                                  {"<ListOfPhoneNumbers></ListOfPhoneNumbers>", ""},
                                  {"<LnpOrder>", "<BulkPortin>"},
                                  {"</LnpOrder>", "</BulkPortin>"}});
  const std::string path = "/bulkPortins/" + sim.post("/bulkPortins", document).created_id();
  sim.put(path + "/tnList", "<TnList><TN>9193334001</TN><TN>9196040001</TN></TnList>");
  const std::vector<std::string> ids = [&] {
    std::vector<std::string> list;
    each_element(sim.get(path + "/portinList").body, [&](const xml::Element& element) {
      if (element.name() == "PortinOrderId") list.emplace_back(element.text());
    });
    return list;
  }();
  ASSERT_EQ(ids.size(), 2U);
  for (const auto& [id, btn] : {std::pair(ids[0], "9193334000"), std::pair(ids[1], "9196040000")})
    sim.put("/portins/" + id,
            supp("<BillingTelephoneNumber>" + std::string(btn) + "</BillingTelephoneNumber>"));
  const Answer started =
      sim.send("PATCH", "/accounts/9900000" + path,
               "<BulkPortin><ProcessingStatus>IN_PROGRESS</ProcessingStatus></BulkPortin>");
  EXPECT_EQ(started.status, 200) << started.body;
  sim.advance("1d");
  EXPECT_EQ(sim.get(path).at("BulkPortin/ProcessingStatus"), "NEEDS_ATTENTION");
  EXPECT_EQ(sim.get(path + "/portinList").at("Errors/Error/ErrorCode"), "7513");
  sim.del("/portins/" + ids[1]);
  sim.advance_until_idle();
  EXPECT_EQ(sim.get(path).at("BulkPortin/ProcessingStatus"), "PARTIAL");
}

class EmergencyAddressAdjusted : public E911Test {
 protected:
  EmergencyAddressAdjusted() : E911Test({.scenario = example("emergency-address-adjusted")}) {}

  Answer order_for(const std::vector<std::string>& tns, const std::string& city) {
    return done(numbers(tns) +
                address("<HouseNumber>1</HouseNumber><StreetName>Maine</StreetName><City>" + city +
                        "</City><StateCode>NC</StateCode>"));
  }
};

TEST_F(EmergencyAddressAdjusted, IsWhatTheNumberHasThen) {
  const Answer adjusted = order_for({"9195550100"}, "Raleigh");
  EXPECT_EQ(adjusted.at("ProcessingStatus"), "ADJUSTED_COMPLETE");
  EXPECT_EQ(adjusted.at("Address/StreetName"), "MAIN");
  const std::string of_tn = "TelephoneNumberDetails/Features/E911/Address/";
  EXPECT_EQ(details("9195550100").at(of_tn + "StreetName"), "MAIN");
  EXPECT_EQ(details("9195550100").at(of_tn + "Zip"), "27601");
  EXPECT_EQ(order_for({"9195550101", "9194390000"}, "Raleigh").at("ProcessingStatus"),
            "ADJUSTED_PARTIAL");
  const Answer failed = order_for({"9195550102"}, "Atlantis");
  EXPECT_EQ(failed.at("ProcessingStatus"), "FAILED");
  EXPECT_EQ(failed.at("ErrorList/Error/Code"), "8006");
}

class DirectoryTimesOut : public SimTest {
 protected:
  DirectoryTimesOut() : SimTest({.scenario = example("directory-times-out")}) {}

  Answer placed(const std::string& subscriber) {
    return sim.post("/dldas",
                    "<DldaOrder><DldaTnGroups><DldaTnGroup><TelephoneNumbers><TelephoneNumber>"
                    "9195550100</TelephoneNumber></TelephoneNumbers><SubscriberType>" +
                        subscriber +
                        "</SubscriberType><ListingType>LISTED</ListingType><ListingName>"
                        "<LastName>Smith</LastName></ListingName><ListAddress>false</ListAddress>"
                        "<Address><HouseNumber>915</HouseNumber><StreetName>Elm</StreetName>"
                        "<City>Carpinteria</City><StateCode>CA</StateCode><Zip>93013</Zip>"
                        "</Address></DldaTnGroup></DldaTnGroups></DldaOrder>");
  }
};

TEST_F(DirectoryTimesOut, OnceForABusiness) {
  const Answer first = placed("BUSINESS");
  EXPECT_EQ(first.status, 201) << first.body;
  sim.advance("1h");
  EXPECT_EQ(sim.follow(first).at("DldaOrder/ProcessingStatus"), "PROCESSING");
  sim.advance("1d");
  EXPECT_EQ(sim.follow(first).at("DldaOrder/ProcessingStatus"), "FAILED");
  EXPECT_EQ(sim.follow(first).at("DldaOrder/ErrorList/Error/Code"), "5014");
  const Answer second = placed("BUSINESS");
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(second).at("DldaOrder/ProcessingStatus"), "COMPLETE");
}

class EmergencyCallByTimeline : public EmergencyTest {
 protected:
  EmergencyCallByTimeline() : EmergencyTest({.scenario = example("emergency-call")}) {}
};

TEST_F(EmergencyCallByTimeline, IsHeardByTheGroupOfTheNumber) {
  const std::string id = group({recipient(kEmail), recipient(kSms)});
  orders_endpoints(adds_endpoints(id, {"9195550100"}));
  sim.advance("23h");
  EXPECT_THAT(sim.control("GET", "/outbox").body, testing::HasSubstr(R"("outbox":[])"));
  const Answer day = sim.advance("1h");
  EXPECT_THAT(day.body, testing::HasSubstr("emergency call"));
  EXPECT_THAT(sim.control("GET", "/outbox").body, testing::HasSubstr("foo@bar.com"));
  EXPECT_THAT(sim.control("GET", "/outbox").body, testing::HasSubstr("12015551212"));
}

}  // namespace
}  // namespace dashsim::test
