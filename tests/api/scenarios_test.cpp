#include <fstream>
#include <set>
#include <sstream>

#include "app/files.hpp"
#include "emergency_story.hpp"
#include "lsr_story.hpp"
#include "port_story.hpp"
#include "scenario/exploration.hpp"

/// The worked examples of scenarios/: each does what its "about" says.
namespace dashsim::test::scenarios_test {
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

class ManualApproval : public SimTest {
 protected:
  ManualApproval() : SimTest({.scenario = example("manual-approval")}) {
    uses_what_no_sample_shows();  // BusinessName
  }
};

TEST_F(ManualApproval, WaitsUntilSomebodySaysSo) {
  const std::string id = sim.post("/portins", port_in()).created_id();
  const std::string path = "/portins/" + id;
  sim.advance("30d");
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "SUBMITTED");
  sim.post(path + "/notes", "<Note><UserId>me</UserId><Description>When?</Description></Note>");
  EXPECT_THAT(sim.get(path + "/history").body, testing::HasSubstr("Somebody is looking into it"));
  sim.advance("30d");
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "SUBMITTED");
  EXPECT_EQ(sim.control("POST", "/events", R"({"step": {"order": ")" + id + R"("}})").status, 200);
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "FOC");
  sim.advance_until_idle();
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "COMPLETE");
}

class StubbornCarrier : public SimTest {
 protected:
  StubbornCarrier() : SimTest({.scenario = example("stubborn-carrier")}) {
    uses_what_no_sample_shows();  // BusinessName
  }
};

TEST_F(StubbornCarrier, GivesInAfterThreeRejections) {
  const Answer created = sim.post("/portins", port_in());
  sim.advance_until_idle();
  const std::string path = "/portins/" + created.created_id();
  const std::vector<std::string> states = states_of(sim, path);
  EXPECT_EQ(std::ranges::count(states, "EXCEPTION"), 3);
  EXPECT_EQ(std::ranges::count(states, "SUBMITTED"), 4);
  EXPECT_EQ(sim.get(path).at("ProcessingStatus"), "COMPLETE");
  EXPECT_EQ(sim.get(path).count("Errors"), 1U) << "it remembers why";
}

class OneOfThreeFails : public SimTest {
 protected:
  OneOfThreeFails() : SimTest({.scenario = example("one-of-three-fails")}) {}

  Answer buy(const std::string& more) {
    const Answer created = sim.post(
        "/orders", "<Order><SiteId>743</SiteId>" + more +
                       "<ExistingTelephoneNumberOrderType><TelephoneNumberList>"
                       "<TelephoneNumber>9194390001</TelephoneNumber>"
                       "<TelephoneNumber>9194390002</TelephoneNumber>"
                       "<TelephoneNumber>9194390003</TelephoneNumber>"
                       "</TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>");
    sim.advance_until_idle();
    return sim.follow(created);
  }
};

TEST_F(OneOfThreeFails, AndTheOthersAreTakenWhereAPartWillDo) {
  const Answer none = buy({});
  EXPECT_EQ(none.at("OrderStatus"), "FAILED");
  EXPECT_EQ(none.at("FailedQuantity"), "3");
  const Answer some = buy("<PartialAllowed>true</PartialAllowed>");
  EXPECT_EQ(some.at("OrderStatus"), "PARTIAL");
  EXPECT_EQ(some.at("CompletedQuantity"), "2");
  EXPECT_EQ(some.all("ErrorList/Error/Code"), (std::vector<std::string>{"5017", "5005"}));
  EXPECT_EQ(some.at("ErrorList/Error/TelephoneNumber"), "9194390003");
}

class BusyWeek : public SimTest {
 protected:
  BusyWeek() : SimTest({.scenario = example("busy-week")}) {
    uses_what_no_sample_shows();  // BusinessName
  }
  int status_of_clerk() {
    return sim.call("GET", "/accounts/9900000/sites", basic("clerk", "secret")).status;
  }
  std::string found() {
    return sim.get("/availableNumbers?npaNxx=919439&quantity=1").at("ResultCount");
  }
};

TEST_F(BusyWeek, ChangesTheWorldByItself) {
  EXPECT_EQ(found(), "1");
  sim.advance("1d");
  EXPECT_NE(found(), "1");
  sim.advance("1d");
  EXPECT_EQ(status_of_clerk(), 200);
  EXPECT_EQ(sim.post("/portins", port_in()).status, 201);
  sim.advance("1d");
  EXPECT_EQ(sim.post("/portins", port_in({{"9193334001", "9193334002"}})).status, 400);
  sim.advance("2d");
  EXPECT_EQ(status_of_clerk(), 401);
  sim.advance("1d");
  EXPECT_EQ(found(), "1") << "back again";
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

class FlakyNetwork : public SimTest {
 protected:
  FlakyNetwork() : SimTest({.scenario = example("flaky-network")}) { uses_what_no_sample_shows(); }
};

TEST_F(FlakyNetwork, IsSurvivedByWhoeverRepeats) {
  EXPECT_EQ(sim.post("/orders", order("RALEIGH", "NC", 1)).status, 0);
  int lost = 0;
  const auto read = [&](const std::string& path) {
    Answer answer = sim.get(path);
    for (; answer.status == 0; answer = sim.get(path)) ++lost;
    return answer;
  };
  const std::string id = "ListOrderIdUserIdDate/OrderIdUserIdDate/orderId";
  EXPECT_EQ(read("/orders?page=1&size=10").count(id), 1U) << "it exists all the same";
  for (int n = 0; n < 100; ++n) EXPECT_EQ(read("/sites").status, 200);
  EXPECT_GT(lost, 5);
  EXPECT_LT(lost, 40);
}

class LimitedRates : public SimTest {
 protected:
  LimitedRates() : SimTest({.scenario = example("rate-limits")}) { uses_what_no_sample_shows(); }
};

TEST_F(LimitedRates, TellWhenToComeAgain) {
  const std::string search = "/availableNumbers?areaCode=919";
  for (int n = 0; n < 2; ++n) EXPECT_EQ(sim.get(search).status, 200);
  EXPECT_EQ(sim.get(search).header("Retry-After"), "1");
  for (int n = 0; n < 3; ++n) EXPECT_EQ(sim.post("/orders", order("RALEIGH", "NC", 1)).status, 201);
  const Answer refused = sim.post("/orders", order("RALEIGH", "NC", 1));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("Retry-After"), "12");
  sim.advance("12s");
  EXPECT_EQ(sim.post("/orders", order("RALEIGH", "NC", 1)).status, 201);
  EXPECT_EQ(sim.get("/sites").status, 200) << "nothing else is limited";
}

/// Orders whose callbacks a receiver hears of, in the order of their arrival.
class CallbackStory : public SimTest {
 protected:
  explicit CallbackStory(const std::string& name) : SimTest({.scenario = example(name)}) {
    uses_what_no_sample_shows();
    sim.post("/subscriptions",
             "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" +
                 sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  }
  void place(const std::string& name) {
    sim.post("/orders",
             order("RALEIGH", "NC", 1, "<CustomerOrderId>" + name + "</CustomerOrderId>"));
    sim.advance("10s");
  }
  std::vector<std::string> heard() {
    std::vector<std::string> names;
    for (const net::Request& request : sim.receiver().requests()) {
      Answer answer;
      answer.body = request.body;
      names.push_back(answer.at("CustomerOrderId"));
    }
    return names;
  }
};

class UnrulyCallbacks : public CallbackStory {
 protected:
  UnrulyCallbacks() : CallbackStory("unruly-callbacks") {}
};

TEST_F(UnrulyCallbacks, ComeLateTwiceAndInAnyOrder) {
  for (const char* name : {"late", "a", "b", "c", "d", "e"}) place(name);
  sim.advance_until_idle();
  EXPECT_THAT(heard(), testing::ElementsAre("a", "c", "c", "b", "d", "e", "late"));
}

class ReceiverDown : public CallbackStory {
 protected:
  ReceiverDown() : CallbackStory("receiver-down") {}
};

TEST_F(ReceiverDown, HearsOfEverythingAfterHalfAnHour) {
  sim.receiver().will_answer(std::vector<net::Response>(6, {503, {}, {}}));
  place("missed");
  sim.advance("25m");
  EXPECT_EQ(heard().size(), 6U);
  sim.advance_until_idle();
  EXPECT_EQ(heard().size(), 7U);
  EXPECT_THAT(sim.control("GET", "/clock").body, testing::HasSubstr("2026-01-05T09:30:01.000Z"));
}

class MaintenanceWindow : public SimTest {
 protected:
  MaintenanceWindow() : SimTest({.scenario = example("maintenance-window")}) {
    uses_what_no_sample_shows();
  }
};

TEST_F(MaintenanceWindow, IsTwoHoursLong) {
  const Answer placed = sim.post("/orders", order("RALEIGH", "NC", 1));
  sim.advance("41h");
  const Answer down = sim.follow(placed);
  EXPECT_EQ(down.status, 503);
  EXPECT_EQ(down.header("Retry-After"), "7200");
  EXPECT_EQ(down.header("Content-Type"), "text/html");
  sim.advance("2h");
  EXPECT_EQ(sim.follow(placed).at("OrderStatus"), "COMPLETE");
}

class PoisonNumber : public SimTest {
 protected:
  PoisonNumber() : SimTest({.scenario = example("poison-number")}) {}
  Answer orders(const std::string& number) {
    return sim.post("/orders",
                    "<Order><SiteId>743</SiteId><ExistingTelephoneNumberOrderType>"
                    "<TelephoneNumberList><TelephoneNumber>" +
                        number +
                        "</TelephoneNumber></TelephoneNumberList>"
                        "</ExistingTelephoneNumberOrderType></Order>");
  }
};

TEST_F(PoisonNumber, SpoilsItsOrder) {
  const Answer refused = orders("9194390013");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.at("ErrorList/Error/Code"), "5005");
  const Answer good = orders("9194390014");
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(good).at("OrderStatus"), "COMPLETE");
}

class ReservationExpires : public SimTest {
 protected:
  ReservationExpires() : SimTest({.scenario = example("reservation-expires")}) {}
};

TEST_F(ReservationExpires, AfterFiveMinutes) {
  const std::string reservation = "<Reservation><ReservedTn>9194390014</ReservedTn></Reservation>";
  const Answer reserved = sim.post("/tnreservation", reservation);
  sim.advance("4m59s");
  EXPECT_EQ(sim.post("/tnreservation", reservation).status, 400);
  sim.advance("1s");
  EXPECT_EQ(sim.follow(reserved).status, 404);
  EXPECT_EQ(sim.post("/tnreservation", reservation).status, 201);
}

class PartialDisconnect : public SimTest {
 protected:
  PartialDisconnect() : SimTest({.scenario = example("partial-disconnect")}) {}
};

TEST_F(PartialDisconnect, LeavesAllNumbersButOne) {
  const Answer disconnect = sim.post(
      "/disconnects",
      "<DisconnectTelephoneNumberOrder><CustomerOrderId>partial</CustomerOrderId>"
      "<DisconnectTelephoneNumberOrderType><TelephoneNumberList>"
      "<TelephoneNumber>9195550100</TelephoneNumber><TelephoneNumber>9195550101</TelephoneNumber>"
      "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
      "</DisconnectTelephoneNumberOrder>");
  sim.advance("1m");
  EXPECT_EQ(sim.follow(disconnect).at("OrderStatus"), "PARTIAL");
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550100").status, 404);
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550101").status, 200);
}

class ParallelWorlds : public SimTest {
 protected:
  ParallelWorlds() : SimTest({.scenario = example("parallel-worlds"), .auto_worlds = true}) {}
};

TEST_F(ParallelWorlds, HaveTheSameNumbersEach) {
  std::string first;
  for (int n = 0; n < 20; ++n) {
    const std::string world = "test-" + std::to_string(n);
    const net::Headers user = basic("tester~" + world, "secret");
    const auto call = [&](const std::string& method, const std::string& path,
                          const std::string& xml = {}) {
      return sim.call(method, "/accounts/9900000" + path, user, xml);
    };
    const Answer placed = call("POST", "/orders", order("NEW YORK", "NY", 10));
    EXPECT_EQ(placed.status, 201);
    sim.control("POST", "/clock/advance", R"({"until": "idle"})", world);
    const Answer done = call("GET", "/orders/" + placed.created_id());
    EXPECT_EQ(done.at("CompletedQuantity"), "10");
    if (n == 0) first = done.body;
    EXPECT_EQ(done.body, first);
  }
}

class WhatIf : public SimTest {
 protected:
  WhatIf() : SimTest({.scenario = example("what-if")}) {}
};

TEST_F(WhatIf, NothingGoesWrongByItself) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  const Answer placed = sim.post("/orders", order("RALEIGH", "NC", 1));
  EXPECT_EQ(placed.status, 201);
  EXPECT_EQ(sim.follow(placed).status, 200);
  sim.advance_until_idle();
  EXPECT_EQ(sim.receiver().requests().size(), 1U);
}

TEST(WhatIfExplored, EverythingHappensInSomeWorld) {
  const scenario::Loaded loaded = app::disk_loader().load_text("what-if.yaml", example("what-if"));
  ASSERT_NE(loaded.scenario, nullptr);
  std::set<std::vector<std::string>> combinations;
  for (std::uint64_t seed = 1; seed <= 100; ++seed)
    combinations.insert(scenario::explored(*loaded.scenario, seed, {}).faults_on);
  EXPECT_EQ(combinations.size(), 8U);
}

}  // namespace
}  // namespace dashsim::test::scenarios_test
