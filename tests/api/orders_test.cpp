#include "support/sim.hpp"

namespace dashsim::test::orders_test {
namespace {

using Orders = SimTest;

/// An order whose type is `type`, with more elements in `more`.
std::string order(const std::string& type, const std::string& more = {}) {
  return "<Order><SiteId>743</SiteId>" + more + type + "</Order>";
}

std::string existing(const std::vector<std::string>& numbers, const std::string& more = {}) {
  std::string list;
  for (const std::string& number : numbers)
    list += "<TelephoneNumber>" + number + "</TelephoneNumber>";
  return order("<ExistingTelephoneNumberOrderType><TelephoneNumberList>" + list +
                   "</TelephoneNumberList></ExistingTelephoneNumberOrderType>",
               more);
}

const std::string kPartial = "<PartialAllowed>true</PartialAllowed>";
const std::string kAreaCode =
    "<AreaCodeSearchAndOrderType><AreaCode>804</AreaCode><Quantity>1</Quantity>"
    "</AreaCodeSearchAndOrderType>";

class PatientOrders : public SimTest {
 protected:
  PatientOrders() : SimTest({.scenario = "scenario: patient\nclock: {poll_advance: 0s}\n"}) {}
};

TEST_F(PatientOrders, AreCreatedInTheDocumentedForm) {
  const Answer created =
      sim.post("/orders", R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <Order>
        <CustomerOrderId>123456789</CustomerOrderId>
        <Name>Zip Order</Name>
        <BackOrderRequested>false</BackOrderRequested>
        <ZIPSearchAndOrderType><Quantity>1</Quantity><Zip>27606</Zip></ZIPSearchAndOrderType>
        <TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>
        <PartialAllowed>true</PartialAllowed>
        <SiteId>743</SiteId>
    </Order>)");
  EXPECT_EQ(created.status, 201);
  const std::string id = created.at("Order/id");
  EXPECT_EQ(created.location(), "http://dashsim.test/accounts/9900000/orders/" + id);
  EXPECT_XML(created.body, R"(
    <OrderResponse>
      <Order>
        <CustomerOrderId>123456789</CustomerOrderId>
        <id>)" + id + R"(</id>
        <Name>Zip Order</Name>
        <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
        <BackOrderRequested>false</BackOrderRequested>
        <ZIPSearchAndOrderType><Quantity>1</Quantity><Zip>27606</Zip></ZIPSearchAndOrderType>
        <TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>
        <PartialAllowed>true</PartialAllowed>
        <SiteId>743</SiteId>
      </Order>
    </OrderResponse>)");
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "RECEIVED");
}

TEST_F(PatientOrders, CompleteWhenTheClockMoves) {
  const Answer created =
      sim.post("/orders", order(kAreaCode, "<PeerId>303716</PeerId><Name>Area Code Order</Name>"));
  sim.advance_until_idle();
  const std::string number = sim.follow(created).at("CompletedNumbers/TelephoneNumber/FullNumber");
  EXPECT_XML(sim.follow(created).body, R"(
    <OrderResponse>
      <CompletedQuantity>1</CompletedQuantity>
      <CreatedByUser>tester</CreatedByUser>
      <LastModifiedDate>2026-01-05T09:00:01.000Z</LastModifiedDate>
      <OrderCompleteDate>2026-01-05T09:00:01.000Z</OrderCompleteDate>
      <Order>
        <id>)" + created.created_id() + R"(</id>
        <Name>Area Code Order</Name>
        <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
        <PeerId>303716</PeerId>
        <BackOrderRequested>false</BackOrderRequested>
        <AreaCodeSearchAndOrderType><AreaCode>804</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType>
        <PartialAllowed>false</PartialAllowed>
        <SiteId>743</SiteId>
      </Order>
      <OrderStatus>COMPLETE</OrderStatus>
      <CompletedNumbers><TelephoneNumber><FullNumber>)" +
                                           number +
                                           R"(</FullNumber></TelephoneNumber></CompletedNumbers>
      <FailedQuantity>0</FailedQuantity>
    </OrderResponse>)");
  EXPECT_EQ(sim.get("/inserviceNumbers/" + number).status, 200);
  EXPECT_EQ(sim.get("/sites/743/sippeers/303716/tns/" + number).status, 200);
}

TEST_F(Orders, CompleteForAPollingClientWithoutAControlCall) {
  const Answer created = sim.post("/orders", order(kAreaCode));
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "COMPLETE");
}

TEST_F(Orders, ShowTheirNumbersInFourViews) {
  const Answer created = sim.post("/orders", existing({"9194390001", "9194390002", "8042100001"}));
  sim.advance_until_idle();
  const std::string path = "/orders/" + created.created_id();
  EXPECT_XML(sim.get(path + "/areaCodes").body, R"(
    <TelephoneDetailsReports>
      <TelephoneDetailsReport><AreaCode>804</AreaCode><Count>1</Count></TelephoneDetailsReport>
      <TelephoneDetailsReport><AreaCode>919</AreaCode><Count>2</Count></TelephoneDetailsReport>
    </TelephoneDetailsReports>)");
  EXPECT_XML(sim.get(path + "/npaNxx").body, R"(
    <TelephoneDetailsReports>
      <TelephoneDetailsReport><NPA-NXX>804210</NPA-NXX><Count>1</Count></TelephoneDetailsReport>
      <TelephoneDetailsReport><NPA-NXX>919439</NPA-NXX><Count>2</Count></TelephoneDetailsReport>
    </TelephoneDetailsReports>)");
  EXPECT_EQ(sim.get(path + "/totals").body, sim.get(path + "/npaNxx").body);
  EXPECT_XML(sim.get(path + "/tns").body, R"(
    <TelephoneNumbers>
      <Count>3</Count>
      <TelephoneNumber>9194390001</TelephoneNumber>
      <TelephoneNumber>9194390002</TelephoneNumber>
      <TelephoneNumber>8042100001</TelephoneNumber>
    </TelephoneNumbers>)");
}

TEST_F(Orders, AreFilledBySearchesOfTheSampledKinds) {
  const std::pair<const char*, const char*> types[] = {
      {"<AreaCodeSearchAndOrderType><AreaCode>617</AreaCode><Quantity>2</Quantity></"
       "AreaCodeSearchAndOrderType>",
       "617"},
      {"<NPANXXSearchAndOrderType><NpaNxx>919439</NpaNxx><EnableTNDetail>true</EnableTNDetail>"
       "<EnableLCA>false</EnableLCA><Quantity>2</Quantity></NPANXXSearchAndOrderType>",
       "919439"},
      {"<ZIPSearchAndOrderType><Zip>27606</Zip><Quantity>2</Quantity></ZIPSearchAndOrderType>",
       "919"},
      {"<CombinedSearchAndOrderType><NpaNxx>919439</NpaNxx><City>RALEIGH</City><State>NC</State>"
       "<Quantity>2</Quantity></CombinedSearchAndOrderType>",
       "919439"},
  };
  for (const auto& [type, prefix] : types) {
    const Answer done = sim.follow(sim.post("/orders", order(type)));
    EXPECT_EQ(done.at("OrderStatus"), "COMPLETE") << type;
    EXPECT_EQ(done.at("CompletedQuantity"), "2");
    EXPECT_THAT(done.at("CompletedNumbers/TelephoneNumber/FullNumber"),
                testing::StartsWith(prefix));
  }
}

TEST_F(Orders, AreFilledBySearchesOfTheKindsThatOnlyATableShows) {
  uses_what_no_sample_shows();
  const char* types[] = {
      ("<RateCenterSearchAndOrderType><RateCenter>RALEIGH</RateCenter><State>NC</"
       "State><Quantity>1</"
       "Quantity>"
       "</RateCenterSearchAndOrderType>"),
      "<CitySearchAndOrderType><City>RALEIGH</City><State>NC</State><Quantity>1</Quantity></"
      "CitySearchAndOrderType>",
      "<StateSearchAndOrderType><State>NC</State><Quantity>1</Quantity></StateSearchAndOrderType>",
      "<LATASearchAndOrderType><Lata>426</Lata><Quantity>1</Quantity></LATASearchAndOrderType>",
  };
  for (const char* type : types) {
    const Answer created = sim.post("/orders", order(type));
    EXPECT_EQ(created.status, 201);
    EXPECT_NE(created.body.find(type), std::string::npos)
        << "the type is echoed as it was sent: " << created.body;
    EXPECT_EQ(sim.follow(created).at("OrderStatus"), "COMPLETE") << type;
  }
}

TEST_F(Orders, FailWholeWhenOneNumberIsTaken) {
  const Answer done = sim.follow(sim.post("/orders", existing({"9194390001", "9195550100"})));
  EXPECT_EQ(done.at("OrderStatus"), "FAILED");
  EXPECT_EQ(done.at("CompletedQuantity"), "0");
  EXPECT_EQ(done.at("FailedQuantity"), "2");
  EXPECT_EQ(done.at("ErrorList/Error/Code"), "5018");
  EXPECT_NE(done.body.find("<TelephoneNumber>9195550100</TelephoneNumber>"), std::string::npos);
  EXPECT_EQ(sim.get("/inserviceNumbers/9194390001").status, 404);
}

TEST_F(Orders, CompleteInPartWhereThatIsAllowed) {
  const Answer done =
      sim.follow(sim.post("/orders", existing({"9194390001", "9195550100"}, kPartial)));
  EXPECT_EQ(done.at("OrderStatus"), "PARTIAL");
  EXPECT_EQ(done.at("CompletedQuantity"), "1");
  EXPECT_EQ(done.at("FailedQuantity"), "1");
  EXPECT_EQ(done.at("ErrorList/Error/Code"), "5017");
  EXPECT_EQ(sim.get("/inserviceNumbers/9194390001").status, 200);
}

TEST_F(Orders, TakeReservedNumbersWithTheirReservation) {
  const Answer reservation =
      sim.post("/tnreservation", "<Reservation><ReservedTn>9194390001</ReservedTn></Reservation>");
  EXPECT_EQ(sim.follow(sim.post("/orders", existing({"9194390001"}))).at("OrderStatus"), "FAILED");
  const std::string with_reservation = order(
      "<ExistingTelephoneNumberOrderType><TelephoneNumberList><TelephoneNumber>9194390001</"
      "TelephoneNumber>"
      "</TelephoneNumberList><ReservationIdList><ReservationId>" +
      reservation.created_id() +
      "</ReservationId></ReservationIdList></ExistingTelephoneNumberOrderType>");
  EXPECT_EQ(sim.follow(sim.post("/orders", with_reservation)).at("OrderStatus"), "COMPLETE");
  EXPECT_EQ(sim.get("/tnreservation/" + reservation.created_id()).status, 404) << "it is used up";
  EXPECT_EQ(sim.post("/orders", with_reservation).at("ErrorList/Error/Code"), "5043");
}

TEST_F(PatientOrders, KeepTheirPlaceFromBeingDeletedUntilTheyAreDone) {
  const std::string peer = "/sites/202/sippeers/303717";
  const Answer waiting =
      sim.post("/orders",
               "<Order><SiteId>202</SiteId><BackOrderRequested>true</BackOrderRequested>"
               "<ZIPSearchAndOrderType><Zip>99999</Zip><Quantity>1</Quantity>"
               "</ZIPSearchAndOrderType></Order>");
  sim.advance_until_idle();
  EXPECT_EQ(sim.del(peer).at("ResponseStatus/ErrorCode"), "13681");
  sim.put("/orders/" + waiting.created_id(), "<Order><CloseOrder>true</CloseOrder></Order>");
  EXPECT_EQ(sim.del(peer).status, 200);
}

TEST_F(Orders, AreRefusedInTheDocumentedForm) {
  const Answer refused = sim.post("/orders", R"(<Order>
      <CustomerOrderId>123456789</CustomerOrderId>
      <Name>Area Code Order</Name>
      <BackOrderRequested>false</BackOrderRequested>
      <AreaCodeSearchAndOrderType><AreaCode>435</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType>
      <TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>
      <PartialAllowed>true</PartialAllowed>
      <SiteId>763</SiteId>
    </Order>)");
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(
    <OrderResponse>
      <ErrorList>
        <Error><Code>5016</Code><Description>The SiteId submitted is invalid.</Description></Error>
      </ErrorList>
      <Order>
        <CustomerOrderId>123456789</CustomerOrderId>
        <Name>Area Code Order</Name>
        <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
        <BackOrderRequested>false</BackOrderRequested>
        <AreaCodeSearchAndOrderType><AreaCode>435</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType>
        <TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>
        <PartialAllowed>true</PartialAllowed>
        <SiteId>763</SiteId>
      </Order>
    </OrderResponse>)");
}

/// A world with ten numbers in New York.
class ScarceOrders : public SimTest {
 protected:
  ScarceOrders()
      : SimTest({.scenario = R"(
scenario: scarce numbers
inventory:
  - {block: "212555000x", rate_center: NWYRCYZN01, city: NEW YORK, state: NY, lata: 132, zips: ["10001"]}
timeline:
  - {at: +1d, inventory: [{block: "212555001x", rate_center: NWYRCYZN01, city: NEW YORK, state: NY, lata: 132}]}
)"}) {}
};

const std::string kBackOrder = "<BackOrderRequested>true</BackOrderRequested>";
std::string new_york(int quantity) {
  return "<CombinedSearchAndOrderType><City>New York</City><State>NY</State><Quantity>" +
         std::to_string(quantity) + "</Quantity></CombinedSearchAndOrderType>";
}

TEST_F(ScarceOrders, WaitForNumbersAndAreFilledAsTheyAppear) {
  SCOPED_TRACE("one of the two numbers is reserved by somebody");
  const Answer reservation =
      sim.post("/tnreservation", "<Reservation><ReservedTn>2125550001</ReservedTn></Reservation>");
  const Answer created = sim.post("/orders", order(new_york(10), kBackOrder));
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "BACKORDERED");
  EXPECT_EQ(sim.del("/tnreservation/" + reservation.created_id()).status, 200);
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "COMPLETE");
  const Answer history = sim.get("/orders/" + created.created_id() + "/history");
  EXPECT_EQ(history.count("OrderHistory"), 3U);
  EXPECT_NE(history.body.find("Order backordered - awaiting additional numbers"),
            std::string::npos);
}

TEST_F(ScarceOrders, CanBeClosedWhileTheyWait) {
  const Answer created = sim.post("/orders", order(new_york(11), kBackOrder));
  const std::string path = "/orders/" + created.created_id();
  EXPECT_EQ(sim.get(path).at("OrderStatus"), "BACKORDERED");
  const Answer changed = sim.put(path, R"(<Order>
      <Name>Available Telephone Number order</Name>
      <CustomerOrderId>hello</CustomerOrderId>
      <CloseOrder>true</CloseOrder>
    </Order>)");
  EXPECT_EQ(changed.status, 200);
  EXPECT_XML(changed.body, "<OrderResponse/>");
  EXPECT_EQ(sim.get(path).at("OrderStatus"), "PARTIAL");
  EXPECT_EQ(sim.get(path).at("CompletedQuantity"), "10");
  EXPECT_EQ(sim.get(path).at("Order/Name"), "Available Telephone Number order");
  EXPECT_NE(sim.get(path + "/history")
                .body.find("<Difference>CustomerOrderId : \"\" --&gt; hello</Difference>"),
            std::string::npos);
  EXPECT_EQ(
      sim.put(path, "<Order><CloseOrder>true</CloseOrder></Order>").at("ErrorList/Error/Code"),
      "5060");
  EXPECT_EQ(sim.put(path, "<Order><CustomerOrderId>a_b</CustomerOrderId></Order>")
                .at("ErrorList/Error/Code"),
            "5052");
  EXPECT_EQ(sim.put("/orders/none", "<Order/>").status, 404);
}

TEST_F(ScarceOrders, AreFilledByNumbersThatHaveAged) {
  const Answer first = sim.post("/orders", order(new_york(10)));
  sim.advance_until_idle();
  const Answer waiting = sim.post("/orders", order(new_york(1), kBackOrder));
  EXPECT_EQ(sim.follow(waiting).at("OrderStatus"), "BACKORDERED");
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
           "<TelephoneNumberList><TelephoneNumber>2125550004</TelephoneNumber>"
           "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
           "</DisconnectTelephoneNumberOrder>");
  sim.advance("20h");
  EXPECT_EQ(sim.follow(waiting).at("OrderStatus"), "BACKORDERED") << "it ages";
  const Answer purged =
      sim.post("/disconnects",
               "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
               "<TelephoneNumberList><TelephoneNumber>2125550007</TelephoneNumber>"
               "</TelephoneNumberList><DisconnectMode>purge</DisconnectMode>"
               "</DisconnectTelephoneNumberOrderType>"
               "</DisconnectTelephoneNumberOrder>");
  sim.advance("1s");
  EXPECT_EQ(sim.follow(purged).at("OrderStatus"), "COMPLETE");
  EXPECT_EQ(sim.follow(waiting).at("CompletedNumbers/TelephoneNumber/FullNumber"), "2125550007");
  const Answer next = sim.post("/orders", order(new_york(1), kBackOrder));
  sim.advance("1h");
  EXPECT_EQ(sim.follow(next).at("OrderStatus"), "BACKORDERED");
  sim.control("POST", "/clock/advance", R"({"to": "2026-03-01T00:00:00Z"})");
  EXPECT_EQ(sim.follow(next).at("OrderStatus"), "COMPLETE") << "by the timeline or by age";
}

TEST_F(ScarceOrders, AreFilledByTheTimelineInTheOrderOfTheirComing) {
  const Answer first = sim.post("/orders", order(new_york(15), kBackOrder));
  const Answer second = sim.post("/orders", order(new_york(3), kBackOrder));
  const Answer third = sim.post("/orders", order(new_york(3), kBackOrder + kPartial));
  sim.advance("1h");
  EXPECT_EQ(sim.follow(first).at("CompletedQuantity"), "10");
  EXPECT_EQ(sim.follow(second).at("CompletedQuantity"), "0");
  sim.advance("1d");
  EXPECT_EQ(sim.follow(first).at("OrderStatus"), "COMPLETE");
  EXPECT_EQ(sim.follow(second).at("OrderStatus"), "COMPLETE");
  EXPECT_EQ(sim.follow(third).at("OrderStatus"), "BACKORDERED");
  EXPECT_EQ(sim.follow(third).at("CompletedQuantity"), "2");
}

TEST_F(ScarceOrders, AreCountedByState) {
  uses_what_no_sample_shows();
  sim.post("/orders", order(new_york(10)));
  sim.post("/orders", order(new_york(1), kBackOrder));
  sim.advance("1h");
  EXPECT_EQ(sim.get("/orders/totals?status=BACKORDERED").at("Count"), "1");
  EXPECT_EQ(sim.get("/orders/totals").at("Count"), "2");
}

TEST_F(Orders, ThatCannotWaitAreRefusedAsBackOrders) {
  uses_what_no_sample_shows();
  const std::string types[] = {
      "<NPANXXSearchAndOrderType><NpaNxx>919439</NpaNxx></NPANXXSearchAndOrderType>",
      "<NPANXXSearchAndOrderType><NpaNxxX>9194391</NpaNxxX></NPANXXSearchAndOrderType>",
      "<TollFreeVanitySearchAndOrderType><TollFreeVanity>newcars</TollFreeVanity>"
      "</TollFreeVanitySearchAndOrderType>",
      "<CombinedSearchAndOrderType><AreaCode>919</AreaCode><LocalVanity>cars</LocalVanity>"
      "</CombinedSearchAndOrderType>",
  };
  for (const std::string& type : types)
    EXPECT_EQ(sim.post("/orders", order(type, kBackOrder)).at("ErrorList/Error/Code"), "5522")
        << type;
  EXPECT_EQ(sim.post("/orders", existing({"9194390001"}, kBackOrder)).at("ErrorList/Error/Code"),
            "5522");
}

/// The numbers of an order once it is done.
std::vector<std::string> ordered(Sim& sim, const std::string& type, const std::string& more = {}) {
  const Answer created = sim.post("/orders", order(type, more));
  EXPECT_EQ(created.status, 201) << created.body;
  sim.advance_until_idle();
  return sim.follow(created).all("CompletedNumbers/TelephoneNumber/FullNumber");
}

TEST_F(Orders, TakeNumbersAroundAPlaceThatHasNotEnough) {
  uses_what_no_sample_shows();
  const std::string apex =
      "<CombinedSearchAndOrderType><RateCenter>APEX</RateCenter><State>NC</State>"
      "<Quantity>1001</Quantity>";
  const std::string end = "</CombinedSearchAndOrderType>";
  EXPECT_THAT(ordered(sim, apex + "<EnableLCA>false</EnableLCA>" + end), testing::IsEmpty());
  EXPECT_THAT(ordered(sim, apex + "<EnableLCA>false</EnableLCA>" + end, kPartial),
              testing::SizeIs(1000));
  EXPECT_THAT(ordered(sim, apex + end), testing::SizeIs(1001)) << "the default is true";
  const std::vector<std::string> thousand =
      ordered(sim,
              "<NPANXXSearchAndOrderType><NpaNxxX>9192800</NpaNxxX><EnableLCA>true</EnableLCA>"
              "<Quantity>1001</Quantity></NPANXXSearchAndOrderType>");
  ASSERT_EQ(thousand.size(), 1001U);
  EXPECT_EQ(thousand[999], "9192800999");
  EXPECT_THAT(thousand[1000], testing::Not(testing::StartsWith("9192800")));
}

TEST_F(Orders, ByTypesThatOnlyTablesShowTakeTheirNumbers) {
  uses_what_no_sample_shows();
  const std::pair<const char*, const char*> types[] = {
      {"<TollFreeVanitySearchAndOrderType><Quantity>1</Quantity>"
       "<TollFreeVanity>newcars</TollFreeVanity></TollFreeVanitySearchAndOrderType>",
       ""},
      {"<TollFreeVanitySearchAndOrderType><Quantity>1</Quantity>"
       "<TollFreeVanity>cars</TollFreeVanity></TollFreeVanitySearchAndOrderType>",
       "2277"},
      {"<TollFreeWildCharSearchAndOrderType><Quantity>1</Quantity>"
       "<TollFreeWildCardPattern>87*</TollFreeWildCardPattern>"
       "</TollFreeWildCharSearchAndOrderType>",
       "8775000000"},
  };
  for (const auto& [type, end] : types) {
    const std::vector<std::string> numbers = ordered(sim, type);
    ASSERT_EQ(numbers.size(), *end == 0 ? 0U : 1U) << type;
    EXPECT_THAT(numbers, testing::Each(testing::EndsWith(end)));
  }
}

TEST_F(Orders, SpellWordsWithinAnAreaCode) {
  const std::string word =
      "<CombinedSearchAndOrderType><AreaCode>919</AreaCode>"
      "<LocalVanity>4390007</LocalVanity><EndsIn>true</EndsIn>"
      "<Quantity>1</Quantity></CombinedSearchAndOrderType>";
  EXPECT_THAT(ordered(sim, word), testing::ElementsAre("9194390007"));
  EXPECT_THAT(ordered(sim, word), testing::IsEmpty()) << "there is but one";
}

TEST_F(Orders, AreRefusedForCriteriaThatDoNotGoTogether) {
  const auto combined = [](const std::string& criteria) {
    return order("<CombinedSearchAndOrderType><Quantity>1</Quantity>" + criteria +
                 "</CombinedSearchAndOrderType>");
  };
  const std::pair<const char*, const char*> cases[] = {
      {"<AreaCode>919</AreaCode><NpaNxx>919439</NpaNxx>", "4010"},
      {"<NpaNxx>919439</NpaNxx><NpaNxxX>9194391</NpaNxxX>", "4010"},
      {"<RateCenter>RALEIGH</RateCenter>", "4010"},
      {"<City>RALEIGH</City>", "4010"},
      {"<Zip>27606</Zip><EnableLCA>true</EnableLCA>", "4010"},
      {"<NpaNxx>919439</NpaNxx><City>RALEIGH</City><State>NC</State><EnableLCA>true</EnableLCA>",
       "4010"},
      {"<LocalVanity>newcars</LocalVanity>", "5224"},
      {"<AreaCode>919</AreaCode><LocalVanity>new</LocalVanity>", "4011"},
      {"<AreaCode>919</AreaCode><LocalVanity>newcars1</LocalVanity>", "4011"},
      {"<AreaCode>919</AreaCode><Zip>27606</Zip><LocalVanity>cars</LocalVanity>", "4010"},
      {"<NpaNxx>919439</NpaNxx><EnableLCA>maybe</EnableLCA>", "1008"},
  };
  for (const auto& [criteria, code] : cases)
    EXPECT_EQ(sim.post("/orders", combined(criteria)).at("ErrorList/Error/Code"), code) << criteria;
  EXPECT_EQ(sim.post("/orders", combined("<NpaNxx>919439</NpaNxx><City>RALEIGH</City>"
                                         "<State>NC</State><EnableLCA>false</EnableLCA>"))
                .status,
            201)
      << "the reference's own sample";
}

TEST_F(Orders, ProtectNumbersThatMayBe) {
  uses_what_no_sample_shows();
  const std::string protect = "<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>";
  ordered(sim, kAreaCode, protect);
  const std::string peer = "/sites/743/sippeers/303716/tns/";
  const std::string number = sim.get("/inserviceNumbers?areacode=804&page=1&size=1")
                                 .at("TelephoneNumbers/TelephoneNumber");
  EXPECT_EQ(sim.get(peer + number).at("SipPeerTelephoneNumber/TnAttributes/TnAttribute"),
            "Protected");
  EXPECT_EQ(sim.post("/orders", existing({"8884240001"}, protect)).at("ErrorList/Error/Code"),
            "5100");
  EXPECT_EQ(sim.post("/orders", order("<TollFreeVanitySearchAndOrderType>"
                                      "<TollFreeVanity>cars</TollFreeVanity><Quantity>1</Quantity>"
                                      "</TollFreeVanitySearchAndOrderType>",
                                      protect))
                .at("ErrorList/Error/Code"),
            "5101");
}

TEST_F(Orders, TellWhereTheirNumbersLieIfAsked) {
  const Answer created =
      sim.post("/orders", order("<NPANXXSearchAndOrderType><NpaNxx>919439</NpaNxx>"
                                "<EnableTNDetail>true</EnableTNDetail><EnableLCA>false</EnableLCA>"
                                "<Quantity>1</Quantity></NPANXXSearchAndOrderType>"));
  sim.advance_until_idle();
  const std::string number = "CompletedNumbers/TelephoneNumber/";
  EXPECT_EQ(sim.follow(created).at(number + "RateCenter"), "RALEIGH");
  EXPECT_EQ(sim.follow(created).at(number + "VendorName"), "Bandwidth CLEC");
  const Answer plain = sim.post("/orders", order(kAreaCode));
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(plain).count(number + "City"), 0U);
  EXPECT_EQ(sim.get("/orders/" + plain.created_id() + "?tndetail=true").at(number + "State"), "VA");
  EXPECT_EQ(sim.get("/orders/" + plain.created_id() + "?tndetail=much").status, 400);
}

TEST_F(Orders, AreListedNewestFirstInPages) {
  std::vector<std::string> ids;
  for (int i = 0; i < 3; ++i) ids.push_back(sim.post("/orders", order(kAreaCode)).created_id());
  sim.advance_until_idle();
  const Answer first = sim.get("/orders?page=1&size=2");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.at("ListOrderIdUserIdDate/TotalCount"), "3");
  EXPECT_EQ(first.at("ListOrderIdUserIdDate/Links/first"),
            "Link=<http://dashsim.test/accounts/9900000/orders?page=1&size=2>;rel=\"first\";");
  EXPECT_EQ(first.at("ListOrderIdUserIdDate/Links/next"),
            "Link=<http://dashsim.test/accounts/9900000/orders?page=" + ids[0] +
                "&size=2>;rel=\"next\";");
  EXPECT_EQ(first.at("ListOrderIdUserIdDate/OrderIdUserIdDate/orderId"), ids[2]);
  const Answer second = sim.get("/orders?page=" + ids[0] + "&size=2");
  EXPECT_EQ(second.count("ListOrderIdUserIdDate/OrderIdUserIdDate"), 1U);
  EXPECT_EQ(second.count("ListOrderIdUserIdDate/Links/next"), 0U);
}

TEST_F(Orders, AreListedWithWhereTheirNumbersAre) {
  const Answer created = sim.post("/orders", order(kAreaCode));
  sim.advance_until_idle();
  const Answer list = sim.get("/orders?page=1&size=1");
  const std::string entry = "ListOrderIdUserIdDate/OrderIdUserIdDate/";
  EXPECT_EQ(list.at(entry + "CountOfTNs"), "1");
  EXPECT_EQ(list.at(entry + "userId"), "tester");
  EXPECT_EQ(list.at(entry + "OrderStatus"), "COMPLETE");
  EXPECT_EQ(list.at(entry + "OrderDate"), "2026-01-05T09:00:00.000Z");
  EXPECT_EQ(list.at(entry + "TelephoneNumberDetails/States/StateWithCount/State"), "VA");
  EXPECT_EQ(list.at(entry + "TelephoneNumberDetails/Vendors/VendorWithCount/VendorName"),
            "Bandwidth CLEC");
}

TEST_F(Orders, AreFilteredAsDocumented) {
  sim.post("/orders", order(kAreaCode, "<CustomerOrderId>mine</CustomerOrderId>"));
  sim.advance("1d");
  sim.post("/orders", existing({"9195550100"}));
  sim.advance_until_idle();
  const std::pair<const char*, const char*> filters[] = {
      {"customerOrderId=mine", "1"},
      {"status=complete", "1"},
      {"status=FAILED", "1"},
      {"status=COMPLETE&status=FAILED", "2"},
      {"userid=tester", "2"},
      {"userid=nobody", ""},
      {"startdate=2026-01-05&enddate=2026-01-05", "1"},
      {"startdate=26-01-06&enddate=26-01-06", "1"},
      {"startdate=2026-01-05&enddate=2026-01-06", "2"},
      {"startdate=2026-02-01&enddate=2026-02-02", ""},
      {"tn=9195550100", "1"},
  };
  for (const auto& [filter, total] : filters) {
    const Answer list = sim.get("/orders?page=1&size=10&" + std::string(filter));
    EXPECT_EQ(list.status, *total != 0 ? 200 : 404) << filter;
    EXPECT_EQ(list.at("ListOrderIdUserIdDate/TotalCount"), total) << filter;
  }
}

TEST_F(Orders, OlderThanTwoYearsAreListedOnRequestOnly) {
  sim.post("/orders", order(kAreaCode));
  sim.advance("731d");
  EXPECT_EQ(sim.get("/orders?page=1&size=10").status, 404);
  EXPECT_EQ(sim.get("/orders?page=1&size=10&startdate=2026-01-01&enddate=2026-12-31").status, 200);
}

TEST_F(Orders, AreListedOnSoundPagesOnly) {
  sim.post("/orders", order(kAreaCode));
  const std::pair<const char*, int> pages[] = {
      {"page=1", 400},
      {"size=10", 400},
      {"page=1&size=x", 400},
      {"page=1&size=0", 400},
      {"page=0&size=1", 400},
      {"page=none&size=1", 400},
      {"page=1&size=100000", 200},
      {"", 200},
      {"startdate=yesterday&page=1&size=1", 400},
  };
  for (const auto& [query, status] : pages)
    EXPECT_EQ(sim.get("/orders?" + std::string(query)).status, status) << query;
}

TEST_F(Orders, OfASiteAreListedThere) {
  const Answer created = sim.post("/orders", order(kAreaCode));
  sim.post("/orders", "<Order><SiteId>202</SiteId>" + kAreaCode + "</Order>");
  sim.advance_until_idle();
  const Answer list = sim.get("/sites/743/orders?page=1&size=30");
  EXPECT_EQ(list.at("ListOrderIdUserIdDate/TotalCount"), "1");
  EXPECT_EQ(list.at("ListOrderIdUserIdDate/OrderIdUserIdDate/OrderType"), "new_number");
  EXPECT_EQ(sim.get("/sites/743/orders?page=1&size=1").count("ListOrderIdUserIdDate/Links/next"),
            0U);
  const Answer named =
      sim.post("/orders", order(kAreaCode,
                                "<Name>n</Name><CustomerOrderId>c</CustomerOrderId>"
                                "<PeerId>303716</PeerId>"));
  EXPECT_EQ(sim.get("/sites/743/orders?page=1&size=1").count("ListOrderIdUserIdDate/Links/next"),
            1U);
  EXPECT_EQ(sim.get("/sites/743/orders/" + named.created_id()).at("Order/PeerId"), "303716");
  const std::string path = "/sites/743/orders/" + created.created_id();
  EXPECT_EQ(sim.get(path).at("Order/siteId"), "743");
  EXPECT_EQ(sim.get(path + "/tns").at("Count"), "1");
  EXPECT_EQ(sim.get("/sites/202/orders/" + created.created_id()).status, 404);
  const Answer none = sim.get("/sites/1/orders?page=1&size=30");
  EXPECT_EQ(none.status, 404);
  EXPECT_XML(none.body, R"(
    <Links><first>Link=&lt;http://dashsim.test/accounts/9900000/sites/1/orders?page=1&amp;size=30&gt;;rel="first";</first></Links>)");
}

class ScriptedOrders : public SimTest {
 protected:
  ScriptedOrders()
      : SimTest({.scenario = R"(
scenario: scripted
lifecycles:
  orders:
    - name: fails once
      when: {AreaCodeSearchAndOrderType/AreaCode: "80*"}
      times: 1
      steps:
        - {status: RECEIVED}
        - {after: 2d, status: FAILED, errors: [5005], note: Vendor is out of numbers}
    - name: partial
      when: {Name: partial}
      steps:
        - {status: RECEIVED}
        - {after: 1s, effects: [assign_numbers], at_most: 1, status: COMPLETE, status_if_some: PARTIAL, status_if_none: FAILED}
    - name: waits for ever
      when: {Name: waiting}
      steps:
        - {status: RECEIVED}
        - {after: 1s, status: BACKORDERED}
)"}) {}
};

TEST_F(ScriptedOrders, ThatWaitAtTheEndOfTheirLifecycleCanBeClosed) {
  const Answer waiting = sim.post("/orders", existing({"9194390001"}, "<Name>waiting</Name>"));
  EXPECT_EQ(sim.follow(waiting).at("OrderStatus"), "BACKORDERED");
  sim.put("/orders/" + waiting.created_id(), "<Order><CloseOrder>true</CloseOrder></Order>");
  EXPECT_EQ(sim.follow(waiting).at("OrderStatus"), "FAILED") << "it has no numbers";
}

TEST_F(ScriptedOrders, FollowTheScenariosLifecycle) {
  const Answer failing = sim.post("/orders", order(kAreaCode));
  sim.advance("1d");
  EXPECT_EQ(sim.follow(failing).at("OrderStatus"), "RECEIVED");
  sim.advance("1d");
  const Answer failed = sim.follow(failing);
  EXPECT_EQ(failed.at("OrderStatus"), "FAILED");
  EXPECT_EQ(failed.at("ErrorList/Error/Code"), "5005");
  EXPECT_NE(
      sim.get("/orders/" + failing.created_id() + "/history").body.find("Vendor is out of numbers"),
      std::string::npos);
  EXPECT_EQ(sim.follow(sim.post("/orders", order(kAreaCode))).at("OrderStatus"), "COMPLETE")
      << "it applies once";
  const Answer partial = sim.post(
      "/orders", existing({"9194390001", "9194390002"}, "<Name>partial</Name>" + kPartial));
  EXPECT_EQ(sim.follow(partial).at("OrderStatus"), "PARTIAL");
}

}  // namespace
}  // namespace dashsim::test::orders_test
