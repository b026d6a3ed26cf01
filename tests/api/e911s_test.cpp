#include "e911_story.hpp"

namespace dashsim::test::e911s_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class E911s : public E911Test {};

TEST_F(E911s, GiveNumbersAnAddress) {
  const Answer created =
      sim.post("/e911s", e911_order("<CustomerOrderId>CustomOrderId1</CustomerOrderId>" +
                                    numbers({"9195550100", "9195550101"}) +
                                    "<CallerName>Custom CallerName</CallerName>" + address(kElm)));
  EXPECT_EQ(created.status, 201);
  EXPECT_XML(created.body, R"(<E911OrderResponse><E911Order>
      <CustomerOrderId>CustomOrderId1</CustomerOrderId>
      <orderId>)" + created.created_id() +
                               R"(</orderId>
      <ProcessingStatus>RECEIVED</ProcessingStatus>
      <TelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber>
        <TelephoneNumber>9195550101</TelephoneNumber></TelephoneNumbers>
      <CallerName>Custom CallerName</CallerName>
      <Address><HouseNumber>915</HouseNumber><StreetName>Elm</StreetName>
        <StreetSuffix>Ave</StreetSuffix><City>Carpinteria</City><StateCode>CA</StateCode>
        <Zip>93013</Zip></Address>
    </E911Order></E911OrderResponse>)");
  sim.advance_until_idle();
  EXPECT_XML(sim.follow(created).body, R"(<E911Order>
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <AccountId>9900000</AccountId>
      <CreatedByUser>tester</CreatedByUser>
      <OrderId>)" + created.created_id() +
                                           R"(</OrderId>
      <LastModifiedDate>2026-01-05T09:00:02.000Z</LastModifiedDate>
      <Address><HouseNumber>915</HouseNumber><StreetName>Elm</StreetName>
        <StreetSuffix>Ave</StreetSuffix><City>Carpinteria</City><StateCode>CA</StateCode>
        <Zip>93013</Zip><Country>United States</Country></Address>
      <CallerName>Custom CallerName</CallerName>
      <CustomerOrderId>CustomOrderId1</CustomerOrderId>
      <ProcessingStatus>COMPLETE</ProcessingStatus>
      <ErrorList/>
      <TelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber>
        <TelephoneNumber>9195550101</TelephoneNumber></TelephoneNumbers>
      <OrderType>e911</OrderType>
    </E911Order>)");
  const Answer tn = details("9195550101");
  EXPECT_EQ(tn.at("TelephoneNumberDetails/Features/E911/LastE911OrderOutcome"), "SUCCESS");
  EXPECT_EQ(tn.at("TelephoneNumberDetails/Features/E911/CallerName"), "Custom CallerName");
  EXPECT_EQ(tn.at("TelephoneNumberDetails/Features/E911/Address/StreetName"), "Elm");
}

/// Every element that an address can have.
const std::string kWhole =
    "<HouseNumber>12</HouseNumber><HouseSuffix>B</HouseSuffix><PreDirectional>N</PreDirectional>"
    "<StreetName>Oak</StreetName><StreetSuffix>St</StreetSuffix>"
    "<PostDirectional>SE</PostDirectional><AddressLine2>Floor 3</AddressLine2><City>Cary</City>"
    "<StateCode>NC</StateCode><Zip>27511</Zip><PlusFour>1234</PlusFour><County>Wake</County>"
    "<Country>United States</Country>";

TEST_F(E911s, KeepEveryElementOfAnAddress) {
  const Answer tns =
      done(numbers({"9195550100"}) + "<CallerName>Fred</CallerName>" + address(kWhole));
  EXPECT_THAT(tns.body, testing::HasSubstr("<Address>" + kWhole + "</Address>"));
  EXPECT_THAT(sim.get("/e911s?orderDetails=true").body,
              testing::HasSubstr("<Address>" + kWhole + "</Address>"));
  EXPECT_THAT(sim.get("/addresses?type=e911").body, testing::HasSubstr(kWhole));
  const std::string in_pool = "<Address><LocationId>Oak12</LocationId>" + kWhole + "</Address>";
  EXPECT_THAT(done(pool(address(kWhole, "Oak12"))).body, testing::HasSubstr(in_pool));
  EXPECT_THAT(done(endpoints(pidflo("p1", "<LocationId>Oak12</LocationId>"))).body,
              testing::HasSubstr(in_pool));
  EXPECT_THAT(sim.get("/aeuis/p1").body, testing::HasSubstr("<Address>" + kWhole + "</Address>"));
  EXPECT_THAT(details("9195550100").body, testing::HasSubstr("<Address>" + kWhole + "</Address>"));
}

TEST_F(E911s, TakeTheAddressAwayAgain) {
  done(numbers({"9195550100"}) + address(kElm));
  EXPECT_EQ(outcome(numbers({"9195550100"}) + kDelete), "COMPLETE");
  EXPECT_EQ(details("9195550100").count("TelephoneNumberDetails/Features/E911"), 0U);
  EXPECT_EQ(sim.get("/addresses?type=e911").status, 404);
  const Answer again = done(numbers({"9195550100"}) + kDelete);
  EXPECT_EQ(again.at("ProcessingStatus"), "FAILED");
  EXPECT_EQ(again.at("ErrorList/Error/Code"), "8000");
}

TEST_F(E911s, RenameCallersWhoseAddressStays) {
  done(numbers({"9195550100"}) + "<CallerName>One</CallerName>" + address(kElm));
  EXPECT_EQ(outcome(numbers({"9195550100"}) + "<CallerName>Two</CallerName>"), "COMPLETE");
  const Answer tn = details("9195550100");
  EXPECT_EQ(tn.at("TelephoneNumberDetails/Features/E911/CallerName"), "Two");
  EXPECT_EQ(tn.at("TelephoneNumberDetails/Features/E911/Address/HouseNumber"), "915");
}

TEST_F(E911s, AreDoneInPartForNumbersOfTheAccount) {
  const Answer order = done(numbers({"9195550100", "9194390000"}) + address(kElm));
  EXPECT_EQ(order.at("ProcessingStatus"), "PARTIAL");
  EXPECT_XML(
      order.body.substr(order.body.find("<ErrorList>"),
                        order.body.find("</ErrorList>") + 12 - order.body.find("<ErrorList>")),
      R"(<ErrorList>
      <Error><Code>8003</Code>
        <Description>Telephone numbers does not belong to this account.</Description>
        <TelephoneNumbers><TelephoneNumber>9194390000</TelephoneNumber></TelephoneNumbers></Error>
      <Error><Code>8009</Code><Description>Telephone numbers not in 'Inservice'</Description>
        <TelephoneNumbers><TelephoneNumber>9194390000</TelephoneNumber></TelephoneNumbers></Error>
    </ErrorList>)");
  EXPECT_EQ(outcome(numbers({"9194390000", "9194390001"}) + address(kElm)), "FAILED");
}

TEST_F(E911s, AreAdjustedToAnAddressThatExists) {
  const std::string misspelt = address(
      "<HouseNumber>1600</HouseNumber><StreetName>PENNSYLVANIO</StreetName>"
      "<City>WASHINGTON</City><StateCode>DC</StateCode><Zip>20500</Zip>");
  const Answer order = done(numbers({"9195550100"}) + misspelt);
  EXPECT_EQ(order.at("ProcessingStatus"), "ADJUSTED_COMPLETE");
  EXPECT_EQ(order.at("Address/StreetName"), "PENNSYLVANIA");
  EXPECT_EQ(order.at("Address/Country"), "United States");
  EXPECT_EQ(details("9195550100").at("TelephoneNumberDetails/Features/E911/Address/StreetName"),
            "PENNSYLVANIA");
  EXPECT_EQ(outcome(numbers({"9195550100", "9194390000"}) + misspelt), "ADJUSTED_PARTIAL");
}

TEST_F(E911s, FailWhereTheGeocoderFindsNothing) {
  const auto in_city = [](const std::string& city) {
    return numbers({"9195550100"}) +
           address("<HouseNumber>1</HouseNumber><StreetName>Main</StreetName><City>" + city +
                   "</City><StateCode>NC</StateCode>");
  };
  const std::vector<std::pair<std::string, std::string>> expected{
      {"Nowhere", "8006"}, {"Gibberish", "8005"}, {"Outage", "8007"}};
  for (const auto& [city, code] : expected) {
    const Answer order = done(in_city(city));
    EXPECT_EQ(order.at("ProcessingStatus"), "FAILED") << city;
    EXPECT_THAT(order.all("ErrorList/Error/Code"), ElementsAre(code)) << city;
    EXPECT_EQ(order.at("ErrorList/Error/TelephoneNumbers/TelephoneNumber"), "9195550100");
  }
  const Answer tn = details("9195550100");
  EXPECT_EQ(tn.at("TelephoneNumberDetails/Features/E911/LastE911OrderOutcome"), "FAILED");
}

TEST_F(E911s, ProvisionPidfloEndpointsAtAnAddressOfTheirs) {
  const Answer order =
      done("<CustomerOrderId>CustomOrderId1</CustomerOrderId>" + address(kMainCampus) +
           endpoints(pidflo("blep123",
                            "<CallerName>OptionalCallerName</CallerName>"
                            "<CallbackNumber>9706542333</CallbackNumber>"
                            "<PreferredLanguage>fr</PreferredLanguage>")));
  EXPECT_EQ(order.at("ProcessingStatus"), "COMPLETE");
  const std::string at = "AlternateEndUserIdentifiers/AlternateEndUserIdentifier/";
  EXPECT_EQ(order.at(at + "PIDFLOEnabled"), "true");
  EXPECT_EQ(order.at(at + "PreferredLanguage"), "fr");
  EXPECT_EQ(order.at(at + "Address/LocationId").size(), 32U) << "a place without a name gets one";
  const Answer aeui = sim.get("/aeuis/blep123");
  EXPECT_EQ(aeui.at("AlternateEndUserIdentifier/E911/CallerName"), "OptionalCallerName");
  EXPECT_EQ(aeui.at("AlternateEndUserIdentifier/E911/Address/PlusFour"), "5244");
  const Answer moved =
      done(address(kElm, "Elm1") +
           endpoints(pidflo("blep123", "<CallbackNumber>9706542334</CallbackNumber>")));
  EXPECT_EQ(moved.at("ProcessingStatus"), "COMPLETE");
  EXPECT_EQ(sim.get("/aeuis/blep123").at("AlternateEndUserIdentifier/CallbackNumber"),
            "9706542334");
  EXPECT_EQ(sim.get("/aeuis/blep123").at("AlternateEndUserIdentifier/E911/Address/StreetName"),
            "Elm");
}

TEST_F(E911s, ProvisionPidfloEndpointsAtAPlaceOfThePool) {
  EXPECT_EQ(outcome(pool(address(kMainCampus, "Place_1.a-b"))), "COMPLETE");
  const Answer order = done(endpoints(pidflo("1", "<LocationId>Place_1.a-b</LocationId>") +
                                      pidflo("2", "<LocationId>Place_2</LocationId>")));
  EXPECT_EQ(order.at("ProcessingStatus"), "PARTIAL");
  EXPECT_THAT(order.all("ErrorList/Error/Description"),
              ElementsAre("LocationId 'Place_2' must be provisioned"));
  EXPECT_THAT(
      order.all("AlternateEndUserIdentifiers/AlternateEndUserIdentifier/Address/StreetName"),
      ElementsAre("MAIN CAMPUS"));
  EXPECT_EQ(sim.get("/aeuis/2").status, 404);
  const Answer history = sim.get("/e911s/" + order.at("OrderId") + "/history");
  EXPECT_THAT(history.all("OrderHistory/Note"), testing::Contains("2 has earned error 8040"));
}

TEST_F(E911s, ProvisionBothKindsOfEndpointsAtOnce) {
  const Answer order = done(
      "<CallerName>OptionalCallerName</CallerName>" + address(kMainCampus, "Campus") +
      endpoints(pidflo("a", "<LocationId>Campus</LocationId>") + simple("blepblop", "9706542334")));
  EXPECT_EQ(order.at("ProcessingStatus"), "COMPLETE") << order.body;
  EXPECT_EQ(sim.get("/aeuis").at("TotalCount"), "2");
  EXPECT_EQ(sim.get("/addresses?type=E911").at("Addresses/Address/EndpointCount"), "2");
  EXPECT_EQ(sim.get("/aeuis/blepblop").at("AlternateEndUserIdentifier/E911/CallerName"),
            "OptionalCallerName");
  EXPECT_EQ(outcome(endpoints(endpoint("<Identifier>a</Identifier>") +
                              endpoint("<Identifier>blepblop</Identifier>")) +
                    kDelete),
            "COMPLETE");
  EXPECT_EQ(sim.get("/aeuis").status, 404);
  EXPECT_EQ(sim.get("/addresses?type=e911").at("Addresses/Address/EndpointCount"), "0");
}

TEST_F(E911s, KeepThePoolOfAddresses) {
  const Answer order = done(pool(address(kMainCampus, "One") + address(kElm)));
  EXPECT_EQ(order.at("ProcessingStatus"), "COMPLETE");
  EXPECT_EQ(order.count("AdditionalAddresses/Address/LocationId"), 2U);
  EXPECT_EQ(sim.get("/addresses?type=e911").at("TotalCount"), "2");
  const std::string edited =
      "<HouseNumber>645</HouseNumber><PreDirectional>E</PreDirectional>"
      "<HouseSuffix>1/2</HouseSuffix><PostDirectional>S</PostDirectional>"
      "<StreetName>Manchester</StreetName><StreetSuffix>AVE</StreetSuffix>"
      "<AddressLine2>test address line 2</AddressLine2><City>Los Angeles</City>"
      "<StateCode>CA</StateCode><Zip>90001</Zip>";
  EXPECT_EQ(outcome(pool(address(edited, "One"))), "COMPLETE");
  const Answer one = sim.get("/addresses?type=e911&e911locationid=One");
  EXPECT_EQ(one.at("Addresses/Address/AddressLine2"), "test address line 2");
  EXPECT_EQ(one.at("Addresses/Address/PlusFour"), "5244") << "cannot be edited, so it stays";
  EXPECT_EQ(outcome(pool("<Address><LocationId>One</LocationId></Address>"
                         "<Address><LocationId>One</LocationId></Address>") +
                    kDelete),
            "COMPLETE");
  EXPECT_EQ(sim.get("/addresses?type=e911").at("TotalCount"), "1");
}

TEST_F(E911s, AreListedShortOrWhole) {
  EXPECT_EQ(sim.get("/e911s").status, 404);
  const Answer numbers_too =
      done("<CustomerOrderId>mine</CustomerOrderId>" + numbers({"9195550100"}) + address(kElm));
  const Answer endpoints_too = done(address(kElm) + endpoints(simple("abc123", "9706542333")));
  const Answer list = sim.get("/e911s");
  EXPECT_EQ(list.at("TotalCount"), "2");
  EXPECT_THAT(list.all("E911OrderSummary/CountOfTNs"), ElementsAre("0", "1"));
  EXPECT_THAT(list.all("E911OrderSummary/OrderType"), ElementsAre("e911", "e911"));
  const Answer whole = sim.get("/e911s?orderDetails=true");
  EXPECT_THAT(whole.all("E911Order/OrderId"),
              ElementsAre(endpoints_too.at("OrderId"), numbers_too.at("OrderId")));
  EXPECT_EQ(whole.count("E911Order/Address"), 2U);
  const auto found = [&](const std::string& query) {
    return sim.get("/e911s?" + query).all("E911OrderSummary/OrderId");
  };
  const std::string first = numbers_too.at("OrderId");
  const std::string second = endpoints_too.at("OrderId");
  EXPECT_THAT(found("tn=9195550100"), ElementsAre(first));
  EXPECT_THAT(found("callBack=9706542333"), ElementsAre(second));
  EXPECT_THAT(found("aeui=abc123"), ElementsAre(second));
  EXPECT_THAT(found("customerOrderId=mine"), ElementsAre(first));
  EXPECT_THAT(found("status=complete&status=FAILED"), ElementsAre(second, first));
  EXPECT_THAT(found("status=ADJUSTED_COMPLETE"), IsEmpty());
  EXPECT_THAT(found("orderIdFragment=" + first.substr(0, 8)), ElementsAre(first));
  EXPECT_THAT(found("lastModifiedBy=System"), ElementsAre(second, first));
  EXPECT_THAT(found("createdDateFrom=2026-01-06"), IsEmpty());
  EXPECT_THAT(found("modifiedDateFrom=2026-01-05&modifiedDateTo=2026-01-05"),
              ElementsAre(second, first));
}

TEST_F(E911s, TellTheirHistory) {
  const Answer created = sim.post("/e911s", e911_order(numbers({"9195550100"}) + address(kElm)));
  sim.advance_until_idle();
  const Answer history = sim.get("/e911s/" + created.created_id() + "/history");
  EXPECT_EQ(history.status, 200);
  EXPECT_THAT(history.all("OrderHistory/Status"),
              ElementsAre("RECEIVED", "PROCESSING", "COMPLETE"));
  EXPECT_EQ(sim.get("/e911s/nobody/history").status, 404);
}

TEST_F(E911s, OfNobodyAreNotThere) {
  const Answer answer = sim.get("/e911s/00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(answer.status, 404);
  EXPECT_XML(answer.body, R"(<E911OrderReportResponse><ResponseStatus>
      <Description>The resource does not exist</Description>
    </ResponseStatus></E911OrderReportResponse>)");
}

TEST_F(E911s, TellSubscribersOfEveryState) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>e911s</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url("/hook") + "</URL></CallbackSubscription></Subscription>");
  done(numbers({"9195550100"}) + address(kElm));
  std::vector<std::string> states;
  for (const auto& request : sim.receiver().requests())
    states.push_back(Answer{200, {}, request.body}.at("Status"));
  EXPECT_THAT(states, ElementsAre("RECEIVED", "PROCESSING", "COMPLETE"));
}

TEST_F(E911s, EndWithTheServiceOfTheirNumber) {
  done(numbers({"9195550100"}) + address(kElm));
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><name>d</name>"
           "<DisconnectTelephoneNumberOrderType><TelephoneNumberList>"
           "<TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumberList>"
           "</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>");
  sim.advance("10m");
  EXPECT_EQ(sim.get("/addresses?type=e911").status, 404);
}

}  // namespace
}  // namespace dashsim::test::e911s_test
