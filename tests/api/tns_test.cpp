#include "support/sim.hpp"

namespace dashsim::test::tns_test {
namespace {

class TnDetails : public SimTest {
 protected:
  Answer details(const std::string& tn) { return sim.send("GET", "/tns/" + tn + "/tndetails"); }
};

TEST_F(TnDetails, TellWhereANumberIs) {
  const Answer answer = details("9195550100");
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, R"(<TelephoneNumberResponse><TelephoneNumberDetails>
      <City>RALEIGH</City>
      <Lata>426</Lata>
      <State>NC</State>
      <FullNumber>9195550100</FullNumber>
      <Tier>0</Tier>
      <VendorId>49</VendorId>
      <VendorName>Bandwidth CLEC</VendorName>
      <OnNetVendor>true</OnNetVendor>
      <RateCenter>RALEIGH</RateCenter>
      <Status>Inservice</Status>
      <AccountId>9900000</AccountId>
      <Site><Id>743</Id><Name>Raleigh</Name></Site>
      <SipPeer><PeerId>303716</PeerId><PeerName>main</PeerName></SipPeer>
      <ServiceTypes><ServiceType>Voice</ServiceType></ServiceTypes>
      <LastModified>2026-01-05T09:00:00.000Z</LastModified>
      <InServiceDate>2026-01-05T09:00:00.000Z</InServiceDate>
      <Features/>
    </TelephoneNumberDetails></TelephoneNumberResponse>)");
}

TEST_F(TnDetails, TellOfNumbersThatAreToBeHad) {
  const Answer answer = details("9194390000");
  EXPECT_EQ(answer.at("TelephoneNumberDetails/Status"), "Available");
  EXPECT_EQ(answer.at("TelephoneNumberDetails/RateCenter"), "RALEIGH");
  EXPECT_EQ(answer.at("TelephoneNumberDetails/VendorName"), "Bandwidth CLEC");
  EXPECT_EQ(answer.count("TelephoneNumberDetails/AccountId"), 0U);
}

TEST_F(TnDetails, AreKeptFromOtherAccounts) {
  const Answer foreign = sim.call("GET", "/tns/9195550100/tndetails", basic("other", "secret"));
  EXPECT_EQ(foreign.status, 404);
  EXPECT_EQ(details("9199999999").status, 404) << "nobody's number";
}

TEST_F(TnDetails, NeedANumber) {
  const Answer answer = details("123456789");
  EXPECT_EQ(answer.status, 400);
  EXPECT_XML(answer.body, R"(<TelephoneNumberResponse><ResponseStatus>
      <ErrorCode>12512</ErrorCode>
      <Description>Telephone number '123456789' is not valid</Description>
    </ResponseStatus></TelephoneNumberResponse>)");
}

/// A number from one family of orders to the next.
class TnStories : public SimTest {
 protected:
  static std::string tn(const std::string& number, const std::string& view = {}) {
    return "/tns/" + number + (view.empty() ? "" : "/" + view);
  }
  Answer ask(const std::string& path) { return sim.send("GET", path); }
  std::string bought() {
    const Answer order =
        sim.post("/orders",
                 "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode>"
                 "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>");
    order_ = order.created_id();
    sim.advance_until_idle();
    return sim.follow(order).at("CompletedNumbers/TelephoneNumber/FullNumber");
  }
  void name_caller(const std::string& number) {
    sim.post("/lidbs", "<LidbOrder><LidbTnGroups><LidbTnGroup><TelephoneNumbers><TelephoneNumber>" +
                           number +
                           "</TelephoneNumber></TelephoneNumbers><SubscriberInformation>Joe"
                           "</SubscriberInformation><UseType>BUSINESS</UseType><Visibility>PUBLIC"
                           "</Visibility></LidbTnGroup></LidbTnGroups></LidbOrder>");
    sim.advance_until_idle();
  }
  void disconnect(const std::string& number) {
    sim.post("/disconnects",
             "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
             "<TelephoneNumberList><TelephoneNumber>" +
                 number +
                 "</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
                 "</DisconnectTelephoneNumberOrder>");
    sim.advance("1m");
  }
  std::string order_;
};

TEST_F(TnStories, ShowTheLastOrder) {
  const std::string number = bought();
  const Answer answer = ask(tn(number));
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, "<TelephoneNumberResponse><TelephoneNumber>" + number +
                              R"(</TelephoneNumber>
      <Status>Inservice</Status>
      <LastModifiedDate>2026-01-05 09:00:01.0</LastModifiedDate>
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <OrderId>)" + order_ + R"(</OrderId>
      <OrderType>NEW_NUMBER_ORDER</OrderType>
      <InServiceDate>2026-01-05T09:00:01.000Z</InServiceDate>
      <SiteId>743</SiteId>
      <AccountId>9900000</AccountId>
    </TelephoneNumberResponse>)");
  name_caller(number);
  EXPECT_EQ(ask(tn(number)).at("OrderType"), "LIDB_ORDER");
}

TEST_F(TnStories, AreKeptAsHistory) {
  const std::string number = bought();
  name_caller(number);
  disconnect(number);
  const Answer history = ask(tn(number, "history"));
  EXPECT_EQ(history.status, 200);
  const std::string in = "TelephoneNumberStatuses/TelephoneNumberStatus/";
  EXPECT_THAT(history.all(in + "OrderType"),
              testing::ElementsAre("NEW_NUMBER_ORDER", "LIDB_ORDER", "LIDB_ORDER", "LIDB_ORDER",
                                   "DISCONNECT_ORDER", "DISCONNECT_ORDER"));
  EXPECT_THAT(history.all(in + "Status"),
              testing::ElementsAre("Inservice", "Inservice", "Inservice", "Inservice", "Inservice",
                                   "Aging"));
  EXPECT_THAT(history.all(in + "OrderStatus"),
              testing::ElementsAre("RECEIVED", "PROCESSING", "COMPLETE", "RECEIVED", "COMPLETE"));
  EXPECT_EQ(history.at("TelephoneNumber"), number);
  EXPECT_EQ(ask(tn(number)).at("Status"), "Aging");
}

TEST_F(TnStories, OfOthersAreNotToldAndThoseOfNobodyAreNotThere) {
  const Answer none = ask(tn("9195550100", "history"));
  EXPECT_EQ(none.status, 404);
  EXPECT_XML(none.body, R"(<ErrorResponse><irisStatus><Code>404</Code>
      <Description>Results were not found.</Description></irisStatus></ErrorResponse>)");
  const std::string number = bought();
  EXPECT_EQ(sim.call("GET", tn(number, "history"), basic("other", "secret")).status, 404);
  EXPECT_EQ(sim.call("GET", tn(number), basic("other", "secret")).status, 404);
  EXPECT_EQ(ask(tn("919555", "history")).status, 400);
  EXPECT_EQ(ask(tn("919555", "history")).at("irisStatus/Code"), "12512");
}

TEST_F(TnStories, AreNotChangedByWhatOthersOrderInVain) {
  const auto last_modified = [&] { return ask(tn("9195550100")).at("LastModifiedDate"); };
  const std::string before = last_modified();
  sim.advance("1h");
  const Answer order = sim.call(
      "POST", "/accounts/9900001/disconnects", basic("other", "secret"),
      "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType><TelephoneNumberList>"
      "<TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumberList>"
      "</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>");
  EXPECT_EQ(order.status, 201) << order.body;
  sim.advance("1m");
  EXPECT_EQ(last_modified(), before);
  EXPECT_EQ(ask(tn("9195550100", "history")).status, 404);
}

TEST_F(TnStories, KnowOfPortInsOnTheirWay) {
  uses_what_no_sample_shows();
  sim.post(
      "/portins",
      "<LnpOrder><RequestedFocDate>2026-01-15</RequestedFocDate><BillingTelephoneNumber>"
      "9193334000</BillingTelephoneNumber><Subscriber><SubscriberType>RESIDENTIAL"
      "</SubscriberType><FirstName>A</FirstName><LastName>B</LastName><ServiceAddress>"
      "<HouseNumber>11</HouseNumber><StreetName>Back</StreetName><City>Denver</City><StateCode>"
      "CO</StateCode><Zip>27541</Zip></ServiceAddress></Subscriber><LoaAuthorizingPerson>The"
      "</LoaAuthorizingPerson><ListOfPhoneNumbers><PhoneNumber>9193334001</PhoneNumber>"
      "</ListOfPhoneNumbers><SiteId>743</SiteId></LnpOrder>");
  EXPECT_EQ(ask(tn("9193334001")).at("Status"), "PortInPendingFoc");
  EXPECT_EQ(sim.call("GET", tn("9193334001"), basic("other", "secret")).status, 404);
  sim.advance_until_idle();
  EXPECT_EQ(ask(tn("9193334001")).at("Status"), "Inservice");
  EXPECT_EQ(ask(tn("9193334001")).at("OrderType"), "PORTIN_ORDER");
}

TEST_F(TnStories, TellWhereTheNumberBelongs) {
  EXPECT_XML(ask(tn("9195550100", "sites")).body, "<Site><Id>743</Id><Name>Raleigh</Name></Site>");
  EXPECT_XML(ask(tn("9195550100", "sippeers")).body,
             "<SipPeer><Id>303716</Id><Name>main</Name></SipPeer>");
  EXPECT_XML(ask(tn("9195550100", "ratecenter")).body,
             "<TelephoneNumberResponse><TelephoneNumberDetails><State>NC</State><RateCenter>RALEIGH"
             "</RateCenter></TelephoneNumberDetails></TelephoneNumberResponse>");
  EXPECT_XML(ask(tn("9195550100", "lata")).body,
             "<TelephoneNumberResponse><TelephoneNumberDetails><Lata>426</Lata>"
             "</TelephoneNumberDetails></TelephoneNumberResponse>");
  const Answer area = ask(tn("9195550100", "lca"));
  EXPECT_EQ(area.status, 200);
  EXPECT_THAT(area.all("ListofNPANXX/NPANXX"), testing::Contains("919555"));
  EXPECT_THAT(area.all("Location/RateCenters/RCs/RC"), testing::Contains("RALEIGH"));
  EXPECT_EQ(area.at("Location/RateCenters/State"), "NC");
  for (const char* view : {"sites", "sippeers"})
    EXPECT_EQ(ask(tn("9194390000", view)).status, 404) << "nobody has it";
  for (const char* view : {"ratecenter", "lata", "lca"})
    EXPECT_EQ(ask(tn("9194390000", view)).status, 200);
}

TEST_F(TnStories, TellOfReservations) {
  const Answer reserved =
      sim.post("/tnreservation", "<Reservation><ReservedTn>9194390000</ReservedTn></Reservation>");
  sim.advance("1m");
  const Answer answer = ask(tn("9194390000", "tnreservation"));
  EXPECT_XML(answer.body, "<TNReservation><ReservationID>" + reserved.created_id() +
                              R"(</ReservationID>
      <Account>9900000</Account>
      <ReservationExpires>)" + answer.at("ReservationExpires") +
                              R"(</ReservationExpires>
      <ReservedTN>9194390000</ReservedTN></TNReservation>)");
  EXPECT_EQ(answer.at("ReservationExpires"), "14340");
  EXPECT_EQ(ask(tn("9194390000")).at("Status"), "Reserved");
  EXPECT_EQ(ask(tn("9194390001", "tnreservation")).status, 404);
  EXPECT_EQ(sim.call("GET", tn("9194390000", "tnreservation"), basic("other", "secret")).status,
            404);
}

TEST_F(TnStories, TellOfRoutes) {
  EXPECT_XML(ask(tn("9195550100", "availableNnRoutes")).body, R"(<AvailableNNRoutes>
      <NNRoute><Nnid>101601</Nnid><Name>USA Mobility</Name></NNRoute>
      <NNRoute><Nnid>102787</Nnid><Name>Globe Wireless - Bandwidth.com - SVR</Name></NNRoute>
    </AvailableNNRoutes>)");
  EXPECT_XML(ask(tn("123456789", "availableNnRoutes")).body, R"(<AvailableNNRoutes><ResponseStatus>
      <ErrorCode>12512</ErrorCode><Description>Telephone number '123456789' is not valid</Description>
    </ResponseStatus></AvailableNNRoutes>)");
}

class TnSearches : public SimTest {
 protected:
  std::vector<std::string> found(const std::string& query) {
    return sim.send("GET", "/tns?" + query).all("TelephoneNumbers/TelephoneNumber/FullNumber");
  }
};

TEST_F(TnSearches, FindNumbersOfTheCallersAccounts) {
  const Answer page = sim.send("GET", "/tns?npaNxx=919555&page=1&size=2");
  EXPECT_EQ(page.status, 200);
  const auto number = [](const std::string& last) {
    return R"(<TelephoneNumber>
        <City>RALEIGH</City><Lata>426</Lata><State>NC</State><FullNumber>91955501)" +
           last + R"(</FullNumber>
        <Tier>0</Tier><VendorId>49</VendorId><VendorName>Bandwidth CLEC</VendorName>
        <RateCenter>RALEIGH</RateCenter><Status>Inservice</Status><AccountId>9900000</AccountId>
        <LastModified>2026-01-05T09:00:00.000Z</LastModified>
        <InServiceDate>2026-01-05T09:00:00.000Z</InServiceDate>
      </TelephoneNumber>)";
  };
  EXPECT_XML(page.body, "<TelephoneNumbersResponse><TelephoneNumberCount>" +
                            page.at("TelephoneNumberCount") + R"(</TelephoneNumberCount><Links>
      <first>Link=&lt;http://dashsim.test/tns?npaNxx=919555&amp;page=1&amp;size=2&gt;;rel="first";</first>
      <next>Link=&lt;http://dashsim.test/tns?npaNxx=919555&amp;page=9195550102&amp;size=2&gt;;rel="next";</next>
    </Links><TelephoneNumbers>)" +
                            number("00") + number("01") +
                            "</TelephoneNumbers></TelephoneNumbersResponse>");
  EXPECT_THAT(found("npaNxx=919555&page=9195550102&size=1"), testing::ElementsAre("9195550102"));
}

TEST_F(TnSearches, TakeWhatNumbersAre) {
  const std::size_t all = found("").size();
  EXPECT_GT(all, 10U);
  EXPECT_EQ(found("accountId=9900000").size(), all);
  EXPECT_THAT(found("accountId=9900001"), testing::IsEmpty());
  EXPECT_THAT(found("fullNumber=9195550103"), testing::ElementsAre("9195550103"));
  EXPECT_EQ(found("npa=919").size(), found("state=NC&city=raleigh").size());
  EXPECT_THAT(found("npa=804&state=NC"), testing::IsEmpty());
  EXPECT_EQ(found("rateCenter=RALEIGH&lata=426&tier=0").size(), found("npaNxxX=9195550").size());
  EXPECT_EQ(found("service=Voice").size(), all);
  EXPECT_THAT(found("service=E911"), testing::IsEmpty());
  EXPECT_THAT(found("service=Hosted_E911"), testing::IsEmpty());
  EXPECT_THAT(found("host=203.0.113.200"), testing::IsEmpty());
  sim.post("/tnreservation", "<Reservation><ReservedTn>9194390000</ReservedTn></Reservation>");
  EXPECT_THAT(found("status=Reserved"), testing::ElementsAre("9194390000"));
}

TEST_F(TnSearches, RefuseWhatCannotBe) {
  const auto refused = [&](const std::string& query) {
    const Answer answer = sim.send("GET", "/tns?" + query);
    EXPECT_EQ(answer.status, 400);
    return answer.at("ResponseStatus/ErrorCode") + " " + answer.at("ResponseStatus/Description");
  };
  EXPECT_XML(sim.send("GET", "/tns?npaNxx=9192384").body, R"(<TelephoneNumbersResponse>
      <ResponseStatus><ErrorCode>15511</ErrorCode>
      <Description>The NPA_NXX '9192384' is invalid</Description></ResponseStatus>
    </TelephoneNumbersResponse>)");
  EXPECT_EQ(refused("npa=91"), "15510 NPA '91' invalid");
  EXPECT_EQ(refused("npaNxxX=91955"), "15512 NPA_NXX_X '91955' invalid");
  EXPECT_EQ(refused("rateCenter=ATLANTIS"), "15514 Rate Center 'ATLANTIS' invalid");
  EXPECT_EQ(refused("page=nine&size=5"),
            "15516 Page 'nine' invalid. Page must be 10 digit phone number");
  EXPECT_EQ(refused("status=Lost").substr(0, 5), "15519");
  EXPECT_EQ(refused("lata=x").substr(0, 4), "1008");
  EXPECT_EQ(refused("service=Fax").substr(0, 4), "1008");
  EXPECT_EQ(refused("fullNumber=919").substr(0, 4), "1008");
}

TEST_F(TnSearches, TakeAListOfNumbers) {
  const Answer answer = sim.send(
      "POST", "/tns",
      "<TnList><Tn>9195550101</Tn><Tn>9194390000</Tn><Tn>9195550101</Tn><Tn>3172110285</Tn>"
      "<Tn>99999999999</Tn><Tn>111111111111</Tn></TnList>");
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, R"(<TelephoneNumbersResponse>
    <TelephoneNumberCount>2</TelephoneNumberCount>
    <Links><first>Link=&lt;http://dashsim.test/tns&gt;;rel="first";</first></Links>
    <TelephoneNumbers>
      <TelephoneNumber>
        <City>RALEIGH</City><Lata>426</Lata><State>NC</State><FullNumber>9194390000</FullNumber>
        <Tier>0</Tier><VendorId>49</VendorId><VendorName>Bandwidth CLEC</VendorName>
        <RateCenter>RALEIGH</RateCenter><Status>Available</Status>
        <LastModified>2026-01-05T09:00:00.000Z</LastModified>
      </TelephoneNumber>
      <TelephoneNumber>
        <City>RALEIGH</City><Lata>426</Lata><State>NC</State><FullNumber>9195550101</FullNumber>
        <Tier>0</Tier><VendorId>49</VendorId><VendorName>Bandwidth CLEC</VendorName>
        <RateCenter>RALEIGH</RateCenter><Status>Inservice</Status><AccountId>9900000</AccountId>
        <LastModified>2026-01-05T09:00:00.000Z</LastModified>
        <InServiceDate>2026-01-05T09:00:00.000Z</InServiceDate>
      </TelephoneNumber>
    </TelephoneNumbers>
    <ErrorList>
      <Error><Code>15608</Code><Description>Input contains invalid Telephone Numbers</Description>
        <TelephoneNumbers><TelephoneNumber>111111111111</TelephoneNumber>
          <TelephoneNumber>99999999999</TelephoneNumber></TelephoneNumbers></Error>
      <Error><Code>15610</Code><Description>Telephone Numbers cannot be found on accounts</Description>
        <TelephoneNumbers><TelephoneNumber>3172110285</TelephoneNumber></TelephoneNumbers></Error>
    </ErrorList></TelephoneNumbersResponse>)");
}

TEST_F(TnSearches, TakeListsUpToALimit) {
  std::string numbers;
  for (int i = 0; i < 2501; ++i) numbers += "<Tn>9195550101</Tn>";
  EXPECT_XML(sim.send("POST", "/tns", "<TnList>" + numbers + "</TnList>").body,
             R"(<TelephoneNumbersResponse><ResponseStatus><ErrorCode>15607</ErrorCode>
      <Description>The count of Telephone numbers in POST body exceeds the maximum size of 2500</Description>
    </ResponseStatus></TelephoneNumbersResponse>)");
  const Answer none = sim.send("POST", "/tns", "<TnList/>");
  EXPECT_EQ(none.status, 400);
  EXPECT_EQ(none.at("ResponseStatus/ErrorCode"), "15611");
}

}  // namespace
}  // namespace dashsim::test::tns_test
