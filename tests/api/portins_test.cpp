#include <algorithm>

#include "port_story.hpp"

namespace dashsim::test::portins_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class PortIns : public SimTest {
 protected:
  using SimTest::SimTest;

  /// The path of a port-in that has just been placed.
  std::string placed(const std::string& document) {
    const Answer created = sim.post("/portins", document);
    EXPECT_EQ(created.status, 201) << created.body;
    return "/portins/" + created.created_id();
  }
  std::string status_of(const std::string& path) { return sim.get(path).at("ProcessingStatus"); }
  bool has_number(const std::string& number) {
    return sim.get("/inserviceNumbers/" + number).status == 200;
  }
};

TEST_F(PortIns, AnswerWithTheOrderAsItWasAskedFor) {
  uses_what_no_sample_shows();  // BusinessName
  const Answer created = sim.post("/portins", port_in());
  const std::string id = created.at("OrderId");
  EXPECT_EQ(created.created_id(), id);
  EXPECT_XML(created.body, R"(
    <LnpOrderResponse>
      <OrderId>)" + id + R"(</OrderId>
      <Status>
        <Code>201</Code>
        <Description>Order request received. Please use the order id to check the status of your order later.</Description>
      </Status>
      <ProcessingStatus>PENDING_DOCUMENTS</ProcessingStatus>
      <RequestedFocDate>2026-01-15</RequestedFocDate>
      <CustomerOrderId>SJM00002</CustomerOrderId>
      <LoaAuthorizingPerson>The Authguy</LoaAuthorizingPerson>
      <Subscriber>
        <SubscriberType>BUSINESS</SubscriberType>
        <BusinessName>Acme</BusinessName>
        <ServiceAddress>
          <HouseNumber>11235</HouseNumber>
          <StreetName>Back</StreetName>
          <City>Denver</City>
          <StateCode>CO</StateCode>
          <Zip>27541</Zip>
          <County>Canyon</County>
          <Country>United States</Country>
        </ServiceAddress>
      </Subscriber>
      <BillingTelephoneNumber>9193334000</BillingTelephoneNumber>
      <ListOfPhoneNumbers><PhoneNumber>9193334001</PhoneNumber></ListOfPhoneNumbers>
    </LnpOrderResponse>)");
}

TEST_F(PortIns, BringTheirNumbersAtHalfPastElevenOnTheFocDate) {
  const std::string path = placed(port_in());
  EXPECT_EQ(status_of(path), "PENDING_DOCUMENTS");
  sim.advance("1m");
  EXPECT_EQ(status_of(path), "SUBMITTED");
  sim.advance("1d");
  EXPECT_EQ(status_of(path), "FOC");
  EXPECT_EQ(sim.get(path).at("ActualFocDate"), "2026-01-15T16:30:00.000Z") << "11:30 in New York";
  sim.control("POST", "/clock/advance", R"({"to": "2026-01-15T16:29:00Z"})");
  EXPECT_FALSE(has_number("9193334001"));
  sim.advance("1m");
  EXPECT_EQ(status_of(path), "COMPLETE");
  EXPECT_TRUE(has_number("9193334001"));
  EXPECT_THAT(states_of(sim, path),
              ElementsAre("PENDING_DOCUMENTS", "SUBMITTED", "FOC", "COMPLETE"));
}

TEST_F(PortIns, AreReadBackWhole) {
  const std::string path = placed(port_in({
      {"<SubscriberType>BUSINESS</SubscriberType><BusinessName>Acme</BusinessName>",
       "<SubscriberType>RESIDENTIAL</SubscriberType><FirstName>First</FirstName>"
       "<LastName>Last</LastName>"},
      {"</Subscriber>",
       "</Subscriber><WirelessInfo><AccountNumber>771297665AABC</AccountNumber>"
       "<PinNumber>1234</PinNumber></WirelessInfo><TnAttributes><TnAttribute>Protected"
       "</TnAttribute></TnAttributes><AlternateSpid>X455</AlternateSpid>"
       "<NewBillingTelephoneNumber>9193334099</NewBillingTelephoneNumber>"},
  }));
  const std::string id = path.substr(path.rfind('/') + 1);
  EXPECT_XML(sim.get(path).body, R"(
    <LnpOrderResponse>
      <OrderId>)" + id + R"(</OrderId>
      <ProcessingStatus>PENDING_DOCUMENTS</ProcessingStatus>
      <RequestedFocDate>2026-01-15</RequestedFocDate>
      <CustomerOrderId>SJM00002</CustomerOrderId>
      <LoaAuthorizingPerson>The Authguy</LoaAuthorizingPerson>
      <Subscriber>
        <SubscriberType>RESIDENTIAL</SubscriberType>
        <FirstName>First</FirstName>
        <LastName>Last</LastName>
        <ServiceAddress>
          <HouseNumber>11235</HouseNumber>
          <StreetName>Back</StreetName>
          <City>Denver</City>
          <StateCode>CO</StateCode>
          <Zip>27541</Zip>
          <County>Canyon</County>
          <Country>United States</Country>
          <AddressType>Service</AddressType>
        </ServiceAddress>
      </Subscriber>
      <WirelessInfo>
        <AccountNumber>771297665AABC</AccountNumber>
        <PinNumber>1234</PinNumber>
      </WirelessInfo>
      <TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>
      <BillingTelephoneNumber>9193334000</BillingTelephoneNumber>
      <NewBillingTelephoneNumber>9193334099</NewBillingTelephoneNumber>
      <ListOfPhoneNumbers><PhoneNumber>9193334001</PhoneNumber></ListOfPhoneNumbers>
      <AlternateSpid>X455</AlternateSpid>
      <AccountId>9900000</AccountId>
      <SiteId>743</SiteId>
      <PeerId>303716</PeerId>
      <LosingCarrierName>Mock Carrier</LosingCarrierName>
      <VendorName>Bandwidth CLEC</VendorName>
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <LastModifiedDate>2026-01-05T09:00:00.000Z</LastModifiedDate>
      <userId>tester</userId>
      <LastModifiedBy>System</LastModifiedBy>
      <PartialPort>false</PartialPort>
      <Triggered>false</Triggered>
      <PortType>AUTOMATED</PortType>
    </LnpOrderResponse>)");
  EXPECT_EQ(sim.get(path + "/tns").at("TelephoneNumber"), "9193334001");
  EXPECT_EQ(sim.get(path + "/totals").at("Count"), "1");
  EXPECT_EQ(sim.get(path + "/areaCodes").at("TelephoneDetailsReport/AreaCode"), "919");
  EXPECT_EQ(sim.get(path + "/npaNxx").at("TelephoneDetailsReport/NPA-NXX"), "919333");
}

TEST_F(PortIns, WithoutARequestedDateTakeTheFirstOneTheCarrierCanDo) {
  const std::string path =
      placed(port_in({{"<RequestedFocDate>2026-01-15</RequestedFocDate>", ""}}));
  sim.advance("2d");
  EXPECT_EQ(sim.get(path).at("ActualFocDate"), "2026-01-09T16:30:00.000Z")
      << "three business days after Tuesday the 6th";
}

TEST_F(PortIns, OfDraftsWaitUntilTheyAreSubmitted) {
  const std::string path =
      placed("<LnpOrder><ProcessingStatus>DRAFT</ProcessingStatus></LnpOrder>");
  sim.advance("1h");
  EXPECT_EQ(status_of(path), "DRAFT");
  EXPECT_XML(sim.get(path + "/history").body, R"(
    <OrderHistoryWrapper>
      <IrisStatus>
        <Code>7710</Code>
        <Description>History is not supported for bulk port-ins or individual port-ins in draft status.</Description>
      </IrisStatus>
    </OrderHistoryWrapper>)");
  const std::string submit = "<ProcessingStatus>SUBMITTED</ProcessingStatus>";
  const Answer incomplete = sim.put(path, supp(submit));
  EXPECT_EQ(incomplete.status, 400) << "now everything is validated";
  EXPECT_THAT(incomplete.body, HasSubstr("<Code>7104</Code>"));
  EXPECT_EQ(status_of(path), "DRAFT");
  const Answer more =
      sim.put(path, supp(edited(port_in(), {{"<LnpOrder>", ""}, {"</LnpOrder>", ""}})));
  EXPECT_EQ(more.status, 200) << more.body;
  EXPECT_EQ(more.at("ProcessingStatus"), "DRAFT");
  EXPECT_EQ(sim.put(path, supp(submit)).at("ProcessingStatus"), "PENDING_DOCUMENTS");
  sim.advance("15d");
  EXPECT_EQ(status_of(path), "COMPLETE");
}

TEST_F(PortIns, OfDraftsAreDeletedAltogether) {
  const std::string path = placed(port_in(with("<ProcessingStatus>DRAFT</ProcessingStatus>")));
  EXPECT_EQ(sim.del(path).status, 200);
  EXPECT_EQ(sim.get(path).status, 404);
  EXPECT_EQ(sim.get("/portins/totals?status=draft").at("Count"), "0");
  EXPECT_EQ(sim.post("/portins", port_in()).status, 201) << "nobody claims its number";
}

TEST_F(PortIns, AreCancelledUntilTheyAreNearOrOver) {
  const std::string path = placed(port_in());
  EXPECT_EQ(sim.del(path).status, 200);
  EXPECT_EQ(status_of(path), "CANCELLED") << "a read moves the clock past REQUESTED_CANCEL";
  EXPECT_XML(sim.del(path).body, R"(
    <LnpOrderResponse>
      <OrderId>)" + path.substr(path.rfind('/') + 1) +
                                     R"(</OrderId>
      <Status>
        <Code>400</Code>
        <Description>Validation Failed. Please check your input parameters.</Description>
      </Status>
      <Errors>
        <Code>7303</Code>
        <Description>Order is already cancelled and can't be modified or cancelled</Description>
      </Errors>
      <ProcessingStatus>EXCEPTION</ProcessingStatus>
    </LnpOrderResponse>)");
  const std::string other = placed(port_in());
  sim.control("POST", "/clock/advance", R"({"to": "2026-01-14T17:00:00Z"})");
  EXPECT_THAT(sim.del(other).body, HasSubstr("<Code>7301</Code>")) << "less than a day is left";
  sim.advance("2d");
  EXPECT_THAT(sim.del(other).body, HasSubstr("<Code>7304</Code>"));
  EXPECT_THAT(states_of(sim, path),
              ElementsAre("PENDING_DOCUMENTS", "REQUESTED_CANCEL", "CANCELLED"));
}

TEST_F(PortIns, AreChangedBySupps) {
  const std::string path = placed(port_in());
  sim.advance("2d");
  ASSERT_EQ(status_of(path), "FOC");
  const std::string id = path.substr(path.rfind('/') + 1);
  const Answer changed =
      sim.put(path, supp("<RequestedFocDate>2026-01-20</RequestedFocDate>"
                         "<NewBillingTelephoneNumber>9193334098</NewBillingTelephoneNumber>"
                         "<WirelessInfo><PinNumber>77</PinNumber></WirelessInfo>"));
  EXPECT_XML(changed.body, R"(
    <LnpOrderResponse>
      <OrderId>)" + id + R"(</OrderId>
      <Status>
        <Code>200</Code>
        <Description>Supp request received. Please use the order id to check the status of your order later.</Description>
      </Status>
      <ProcessingStatus>REQUESTED_SUPP</ProcessingStatus>
      <RequestedFocDate>2026-01-20</RequestedFocDate>
      <BillingTelephoneNumber>9193334000</BillingTelephoneNumber>
      <NewBillingTelephoneNumber>9193334098</NewBillingTelephoneNumber>
      <Triggered>false</Triggered>
    </LnpOrderResponse>)");
  EXPECT_THAT(sim.put(path, supp("<PartialPort>true</PartialPort>")).body,
              HasSubstr("<Code>7300</Code>"))
      << "the losing carrier has not answered yet";
  sim.advance("1h");
  EXPECT_EQ(sim.get(path).at("ActualFocDate"), "2026-01-20T16:30:00.000Z");
  EXPECT_THAT(sim.get(path + "/history").body,
              HasSubstr("<Author>tester</Author><Status>REQUESTED_SUPP</Status><Difference>"
                        "NewBillingTelephoneNumber : \"\" --&gt; 9193334098\n"
                        "PinNumber : \"\" --&gt; 77\n"
                        "RequestedFocDate : 2026-01-15 --&gt; 2026-01-20</Difference>"));
  sim.advance("14d");
  EXPECT_EQ(status_of(path), "COMPLETE");
}

TEST_F(PortIns, KeepAddressElementsThatASuppDoesNotNameUnlessItResetsThem) {
  uses_what_no_sample_shows();  // PreDirectional
  const std::string path = placed(port_in({{"<StreetName>",
                                            "<PreDirectional>N</PreDirectional>"
                                            "<StreetName>"}}));
  const auto address = [](const std::string& elements) {
    return supp("<Subscriber><ServiceAddress>" + elements + "</ServiceAddress></Subscriber>");
  };
  sim.put(path, address("<City>Boulder</City>"));
  Answer order = sim.get(path);
  EXPECT_EQ(order.at("Subscriber/ServiceAddress/City"), "Boulder");
  EXPECT_EQ(order.at("Subscriber/ServiceAddress/PreDirectional"), "N");
  sim.advance("2h");
  const Answer incomplete =
      sim.put(path, address("<ResetAddressFields>true</ResetAddressFields><City>Erie</City>"));
  EXPECT_EQ(incomplete.status, 400) << "what is required remains required";
  sim.put(path, address("<ResetAddressFields>true</ResetAddressFields>"
                        "<HouseNumber>115</HouseNumber><StreetName>Monarch Way</StreetName>"
                        "<City>Cary</City><StateCode>NC</StateCode><Zip>27518</Zip>"));
  order = sim.get(path);
  EXPECT_EQ(order.at("Subscriber/ServiceAddress/City"), "Cary");
  EXPECT_EQ(order.count("Subscriber/ServiceAddress/PreDirectional"), 0U);
  EXPECT_EQ(order.count("Subscriber/ServiceAddress/ResetAddressFields"), 0U);
}

TEST_F(PortIns, ExchangeTheirNumbersBeforeFocButNotTheirCarrier) {
  const std::string path = placed(port_in());
  const auto numbers = [](const std::string& number) {
    return supp("<ListOfPhoneNumbers><PhoneNumber>" + number +
                "</PhoneNumber></ListOfPhoneNumbers>");
  };
  const Answer foreign = sim.put(path, numbers("4105421156"));
  EXPECT_EQ(foreign.status, 400);
  EXPECT_THAT(foreign.body,
              HasSubstr("<Errors><Code>7495</Code><Description>Unable to change the TNs on this "
                        "port. Please ensure that the new TNs are from the same losing carrier as "
                        "the current TNs.</Description><TelephoneNumbers><Tn>4105421156</Tn>"
                        "</TelephoneNumbers></Errors>"));
  EXPECT_EQ(sim.put(path, numbers("9193334002")).status, 200);
  EXPECT_EQ(sim.get(path + "/tns").at("TelephoneNumber"), "9193334002");
  EXPECT_EQ(sim.post("/portins", port_in()).status, 201) << "the first number is free again";
  sim.advance("2d");
  ASSERT_EQ(status_of(path), "FOC");
  EXPECT_THAT(sim.put(path, numbers("9193334003")).body, HasSubstr("<Code>7498</Code>"));
}

TEST_F(PortIns, OfTollFreeNumbersWaitForTheirDocuments) {
  uses_what_no_sample_shows();  // BusinessName
  const Edits toll_free{{"9193334001", "8885550001"},
                        {"<BillingTelephoneNumber>9193334000</BillingTelephoneNumber>", ""}};
  const std::string path = placed(port_in(toll_free));
  EXPECT_EQ(sim.get(path).at("PortType"), "MANUALTOLLFREE");
  sim.advance("3d");
  EXPECT_EQ(status_of(path), "PENDING_DOCUMENTS");
  Edits draft = toll_free;
  draft[0].second = "8885550002";
  draft.push_back({"</LnpOrder>", "<ProcessingStatus>DRAFT</ProcessingStatus></LnpOrder>"});
  const std::string drafted = placed(port_in(draft));
  const std::string submit = supp("<ProcessingStatus>SUBMITTED</ProcessingStatus>");
  EXPECT_THAT(sim.put(drafted, submit).body, HasSubstr("<Code>7637</Code>"));
  sim.advance("1m");
  EXPECT_EQ(sim.put(drafted, submit).at("ProcessingStatus"), "PENDING_DOCUMENTS");
}

TEST_F(PortIns, AreListedWithoutTheirDrafts) {
  EXPECT_XML(sim.get("/portins?page=1&size=10").body, R"(
    <LNPResponseWrapper>
      <TotalCount>0</TotalCount>
      <Links><first>Link=&lt;http://dashsim.test/accounts/9900000/portins?page=1&amp;size=10&gt;;rel="first";</first></Links>
    </LNPResponseWrapper>)");
  const std::string path = placed(port_in());
  const std::string id = path.substr(path.rfind('/') + 1);
  placed(port_in({{"9193334001", "9193334002"},
                  {"</LnpOrder>", "<ProcessingStatus>DRAFT</ProcessingStatus></LnpOrder>"}}));
  sim.advance("1m");
  const std::string entry = R"(
      <lnpPortInfoForGivenStatus>
        <CountOfTNs>1</CountOfTNs>
        <userId>tester</userId>
        <lastModifiedDate>2026-01-05T09:01:00.000Z</lastModifiedDate>
        <OrderDate>2026-01-05T09:00:00.000Z</OrderDate>
        <OrderId>)" + id + R"(</OrderId>
        <OrderType>port_in</OrderType>
        <ErrorCode>201</ErrorCode>
        <ErrorMessage>Order request received. Please use the order id to check the status of your order later.</ErrorMessage>
        <BillingTelephoneNumber>9193334000</BillingTelephoneNumber>
        <FullNumber>9193334001</FullNumber>
        <LNPLosingCarrierId>6214</LNPLosingCarrierId>
        <LNPLosingCarrierName>Mock Carrier</LNPLosingCarrierName>
        <ProcessingStatus>SUBMITTED</ProcessingStatus>
        <RequestedFOCDate>2026-01-15T00:00:00.000Z</RequestedFOCDate>
        <VendorId>49</VendorId>
        <VendorName>Bandwidth CLEC</VendorName>
      </lnpPortInfoForGivenStatus>)";
  const std::string list = sim.get("/portins?page=1&size=10").body;
  EXPECT_XML(sim.get("/sites/743/portins?page=1&size=10").body,
             edited(list, {{"/portins?", "/sites/743/portins?"}}));
  EXPECT_XML(
      list,
      edited(
          R"(<LNPResponseWrapper><TotalCount>1</TotalCount><Links><first>Link=&lt;http://dashsim.test/accounts/9900000/portins?page=1&amp;size=10&gt;;rel="first";</first></Links>ENTRY</LNPResponseWrapper>)",
          {{"ENTRY", entry}}));
  const auto count = [&](const std::string& query) {
    return sim.get("/portins/totals?" + query).at("Count");
  };
  EXPECT_EQ(count("status=draft"), "1");
  EXPECT_EQ(count("status=submitted&status=foc"), "1");
  EXPECT_EQ(count("tn=9193334000"), "1") << "tn is the billing number";
  EXPECT_EQ(count("tn=9193334001"), "0");
  EXPECT_EQ(count("orderTn=9193334001"), "1");
  EXPECT_EQ(count("customerOrderId=SJM00002"), "1");
  EXPECT_EQ(count("startdate=2026-01-06&enddate=2026-01-07"), "0");
  sim.advance("2d");
  EXPECT_EQ(sim.get("/portins?page=1&size=10&date=2026-01-05")
                .at("lnpPortInfoForGivenStatus/ProcessingStatus"),
            "SUBMITTED")
      << "the state that it had on that day";
  EXPECT_EQ(status_of(path), "FOC");
  EXPECT_EQ(sim.get("/sites/1/portins?page=1&size=10").status, 404);
  EXPECT_EQ(sim.get("/portins?page=1&size=10&orderTn=1").status, 400);
}

TEST_F(PortIns, HaveNotesThatCanBeChanged) {
  const std::string path = placed(port_in());
  EXPECT_EQ(sim.get(path + "/notes").status, 204);
  const std::string note = "<Note><UserId>jbm</UserId><Description>hello</Description></Note>";
  const Answer added = sim.post(path + "/notes", note);
  EXPECT_EQ(added.status, 201);
  EXPECT_EQ(sim.put(path + "/notes/" + added.created_id(), note).status, 200);
  EXPECT_EQ(sim.post(path + "/notes", "<Note/>").status, 400);
  EXPECT_EQ(sim.put(path + "/notes/" + added.created_id(), "<Note/>").status, 400);
  EXPECT_EQ(sim.get(path + "/notes").at("Note/UserId"), "jbm");
  EXPECT_EQ(sim.get("/portins/none/history").status, 404);
}

TEST_F(PortIns, NotifyOfEachStateThatTheReferenceLists) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>portins</OrderType><CallbackSubscription>"
           "<URL>" +
               sim.receiver().url() +
               "</URL><Expiry>9999999</Expiry></CallbackSubscription>"
               "</Subscription>");
  const std::string path = placed(port_in());
  sim.advance("2d");
  sim.put(path, supp("<CustomerOrderId>A2</CustomerOrderId>"));
  sim.advance_until_idle();
  const std::string other = placed(port_in({{"9193334001", "9193334002"}, {"01-15", "01-28"}}));
  sim.del(other);
  sim.advance_until_idle();
  std::vector<std::string> told;
  for (const net::Request& request : sim.receiver().requests()) {
    each_element(request.body, [&](const xml::Element& element) {
      if (element.name() == "Status") told.emplace_back(element.text());
    });
  }
  EXPECT_THAT(told, ElementsAre("PENDING_DOCUMENTS", "SUBMITTED", "FOC", "REQUESTED_SUPP", "FOC",
                                "COMPLETE", "PENDING_DOCUMENTS", "REQUESTED_CANCEL", "CANCELLED"));
  EXPECT_THAT(sim.receiver().requests()[5].body,
              HasSubstr("<CompletedTelephoneNumbers><TelephoneNumber>9193334001"));
}

TEST_F(PortIns, AreToldOfAgainWhenTheReceiverRefuses) {
  sim.receiver().will_answer({{400, {}, {}}});
  sim.post("/subscriptions",
           "<Subscription><OrderType>portins</OrderType><CallbackSubscription>"
           "<URL>" +
               sim.receiver().url() +
               "</URL><Expiry>9999999</Expiry></CallbackSubscription>"
               "</Subscription>");
  placed(port_in());
  sim.advance("30s");
  ASSERT_EQ(sim.receiver().requests().size(), 1U);
  sim.advance("6m");
  const std::vector<net::Request> requests = sim.receiver().requests();
  const auto again = std::ranges::count(requests, requests[0].body, &net::Request::body);
  EXPECT_EQ(again, 2) << "five minutes later";
}

TEST_F(PortIns, BringAllTheirNumbersOrNone) {
  uses_what_no_sample_shows();  // BusinessName
  Edits both = of_numbers({"9193334001", "9194390001"});
  const std::string path = placed(port_in(both));
  const Answer ordered =
      sim.post("/orders",
               "<Order><SiteId>743</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList>"
               "<TelephoneNumber>9194390001</TelephoneNumber></TelephoneNumberList>"
               "</ExistingTelephoneNumberOrderType></Order>");
  sim.advance("1m");
  EXPECT_EQ(sim.follow(ordered).at("OrderStatus"), "COMPLETE") << "somebody else was quicker";
  sim.advance_until_idle();
  EXPECT_EQ(status_of(path), "EXCEPTION");
  EXPECT_EQ(sim.get(path).at("Errors/Code"), "7206");
  EXPECT_FALSE(has_number("9193334001"));
  sim.put(path, supp("<RequestedFocDate>2026-02-02</RequestedFocDate>"));
  EXPECT_EQ(status_of(path), "EXCEPTION") << "the number is in service already";
  EXPECT_EQ(sim.del(path).status, 200);
}

class InternalPorts : public PortIns {
 protected:
  InternalPorts()
      : PortIns({.scenario = "scenario: two\n"
                             "users: [{name: tester, password: secret, accounts: [9900000, "
                             "9900001]}]\n"
                             "subscriptions: [{account: 9900000, event_type: MESSAGING_LOST, "
                             "email: ops@example.com}]\n"}) {}

  Answer port_to_other_account(const Edits& more) {
    Edits edits{{"743", "800"}, {"303716", "400100"}, {"9193334001", "9195550105"}};
    edits.insert(edits.end(), more.begin(), more.end());
    return sim.send("POST", "/accounts/9900001/portins", port_in(edits));
  }
};

TEST_F(InternalPorts, MoveNumbersFromOneAccountToTheOther) {
  const Answer created = port_to_other_account({});
  ASSERT_EQ(created.status, 201) << created.body;
  EXPECT_EQ(sim.follow(created).at("PortType"), "INTERNAL");
  sim.advance("11d");
  EXPECT_FALSE(has_number("9195550105"));
  EXPECT_EQ(sim.send("GET", "/accounts/9900001/inserviceNumbers/9195550105").status, 200);
  EXPECT_THAT(sim.control("GET", "/outbox").body, HasSubstr("MESSAGING_LOST: 9195550105"));
}

TEST_F(InternalPorts, NeedNoDateWhenTheyAreToHappenImmediately) {
  const Answer created = port_to_other_account(
      {{"<RequestedFocDate>2026-01-15</RequestedFocDate>", "<Immediately>true</Immediately>"}});
  ASSERT_EQ(created.status, 201) << created.body;
  sim.advance("2m");
  EXPECT_EQ(sim.follow(created).at("ProcessingStatus"), "COMPLETE");
}

class TriggeredPorts : public PortIns {
 protected:
  std::string triggered(const std::string& number, const std::string& date) {
    return placed(port_in({{"9193334001", number},
                           {"9193334000", number},
                           {"2026-01-15", date},
                           {"</LnpOrder>", "<Triggered>true</Triggered></LnpOrder>"}}));
  }
  Answer activate(const std::string& path, const std::string& date) {
    return sim.put(path + "/activationStatus", "<ActivationStatus><AutoActivationDate>" + date +
                                                   "</AutoActivationDate></ActivationStatus>");
  }
};

TEST_F(TriggeredPorts, AreActivatedWhenTheirCustomerSaysSo) {
  uses_what_no_sample_shows();  // a number that is not yet activated
  const std::string path = triggered("9193334001", "2026-01-15T14:00:00.000Z");
  EXPECT_XML(activate(path, "2026-01-05T09:00:00Z").body, R"(
    <ActivationStatusResponse>
      <ResponseStatus>
        <ErrorCode>7342</ErrorCode>
        <Description>On demand port-in activation not yet allowed.</Description>
      </ResponseStatus>
    </ActivationStatusResponse>)");
  EXPECT_EQ(sim.get(path + "/activationStatus").status, 400);
  sim.advance("2d");
  ASSERT_EQ(status_of(path), "FOC");
  EXPECT_XML(sim.get(path + "/activationStatus").body, R"(
    <ActivationStatusResponse>
      <ActivationStatus>
        <AutoActivationDate>2026-01-15T14:00:00.000Z</AutoActivationDate>
        <ActivatedTelephoneNumbersList/>
        <NotYetActivatedTelephoneNumbersList>
          <TelephoneNumber>9193334001</TelephoneNumber>
        </NotYetActivatedTelephoneNumbersList>
      </ActivationStatus>
    </ActivationStatusResponse>)");
  EXPECT_EQ(activate(path, "2026-01-16T18:30:00+03:00").at("ActivationStatus/AutoActivationDate"),
            "2026-01-16T15:30:00.000Z");
  sim.control("POST", "/clock/advance", R"({"to": "2026-01-15T20:00:00Z"})");
  EXPECT_EQ(status_of(path), "FOC") << "the scheduled time has moved";
  EXPECT_EQ(activate(path, "2026-01-15T18:00:00Z").status, 200) << "a time in the past: at once";
  sim.advance("1s");
  EXPECT_TRUE(has_number("9193334001"));
  EXPECT_EQ(sim.get(path + "/activationStatus")
                .at("ActivationStatus/ActivatedTelephoneNumbersList/TelephoneNumber"),
            "9193334001");
  EXPECT_XML(activate(path, "2026-01-17T18:00:00Z").body, R"(
    <ActivationStatusResponse>
      <ResponseStatus>
        <ErrorCode>7348</ErrorCode>
        <Description>The order is already complete</Description>
      </ResponseStatus>
    </ActivationStatusResponse>)");
}

TEST_F(TriggeredPorts, ActivateThemselvesWhenNobodyDoes) {
  const std::string path = triggered("9193334001", "2026-01-15T14:00:00.000Z");
  sim.control("POST", "/clock/advance", R"({"to": "2026-01-15T14:00:00Z"})");
  EXPECT_EQ(status_of(path), "COMPLETE");
}

TEST_F(TriggeredPorts, TellThatTheyAreActivated) {
  const std::string path = triggered("9193334001", "2026-01-15T14:00:00.000Z");
  EXPECT_EQ(sim.get(path + "/activationStatus").at("ResponseStatus/ErrorCode"), "7342");
  EXPECT_EQ(activate(path, "2026-01-15T14:00:00Z").status, 400);
  sim.advance("2d");
  EXPECT_EQ(activate(path, "2026-01-15T14:30:00Z").status, 200);
  sim.control("POST", "/clock/advance", R"({"to": "2026-01-15T14:30:00Z"})");
  EXPECT_EQ(activate(path, "2026-01-16T14:30:00Z").status, 404);
  EXPECT_XML(sim.get(path + "/activationStatus").body, R"(
    <ActivationStatusResponse>
      <ActivationStatus>
        <AutoActivationDate>2026-01-15T14:30:00.000Z</AutoActivationDate>
        <ActivatedTelephoneNumbersList>
          <TelephoneNumber>9193334001</TelephoneNumber>
        </ActivatedTelephoneNumbersList>
        <NotYetActivatedTelephoneNumbersList/>
      </ActivationStatus>
    </ActivationStatusResponse>)");
  const std::string cancelled = triggered("9193334002", "2026-01-28T14:00:00.000Z");
  sim.del(cancelled);
  sim.advance("1s");
  EXPECT_EQ(sim.get(cancelled + "/activationStatus").at("ResponseStatus/ErrorCode"), "7348");
}

TEST_F(TriggeredPorts, HaveAWindowForTheirActivation) {
  const std::string path = triggered("9193334001", "2026-01-15T14:00:00.000Z");
  sim.advance("2d");
  EXPECT_THAT(activate(path, "2026-01-19T18:00:00Z").body,
              HasSubstr("<ErrorCode>7382</ErrorCode><Description>Activation must take place "
                        "between 2026-01-15 and 2026-01-18</Description>"));
  EXPECT_THAT(activate(path, "2026-01-06T18:00:00Z").body, HasSubstr("<ErrorCode>7342<"));
  EXPECT_THAT(activate(path, "tomorrow").body, HasSubstr("<ErrorCode>7217<"));
  EXPECT_THAT(activate(path, "").body, HasSubstr("<ErrorCode>7338<"));
  const std::string offnet = triggered("2177350001", "2026-01-15T14:00:00.000Z");
  sim.advance("2d");
  EXPECT_THAT(activate(offnet, "2026-01-16T14:00:00Z").body,
              HasSubstr("<ErrorCode>7605</ErrorCode><Description>Activation must be scheduled "
                        "between hours of 6:00 AM ET and 10:00 PM ET on actual FOC date: "
                        "2026-01-15</Description>"));
  EXPECT_THAT(activate(offnet, "2026-01-06T14:00:00Z").body, HasSubstr("<ErrorCode>7604<"));
  EXPECT_EQ(activate(offnet, "2026-01-15T11:00:00Z").status, 200);
  const std::string plain = placed(port_in({{"9193334001", "9193334005"}}));
  EXPECT_THAT(activate(plain, "2026-01-15T14:00:00Z").body, HasSubstr("<ErrorCode>7345<"));
  EXPECT_EQ(sim.del(plain).status, 200);
  sim.advance("1s");
  EXPECT_EQ(sim.get(plain + "/activationStatus").status, 404);
}

using PortabilityCheck = SimTest;

TEST_F(PortabilityCheck, SortsNumbersByRateCenterAndCarrier) {
  uses_what_no_sample_shows();  // supported rate centers, unsupported carriers
  const std::string request =
      "<NumberPortabilityRequest><TnList><Tn>4105421001</Tn><Tn>4104720001</Tn><Tn>2177350001</Tn>"
      "<Tn>4105421002</Tn><Tn>4062450001</Tn></TnList></NumberPortabilityRequest>";
  EXPECT_XML(sim.post("/lnpchecker?fullCheck=offnetportability", request).body, R"(
    <NumberPortabilityResponse>
      <PortType>AUTOMATED</PortType>
      <SupportedRateCenters>
        <RateCenterGroup>
          <RateCenter>BALTIMORE</RateCenter>
          <City>BALTIMORE</City>
          <State>MD</State>
          <LATA>238</LATA>
          <TnList><Tn>4105421001</Tn><Tn>4105421002</Tn></TnList>
        </RateCenterGroup>
        <RateCenterGroup>
          <RateCenter>BILLINGS</RateCenter>
          <City>BILLINGS</City>
          <State>MT</State>
          <LATA>648</LATA>
          <TnList><Tn>4062450001</Tn></TnList>
        </RateCenterGroup>
      </SupportedRateCenters>
      <UnsupportedRateCenters>
        <RateCenterGroup>
          <RateCenter>SPARKSGLNC</RateCenter>
          <City>SPARKS GLENCOE</City>
          <State>MD</State>
          <LATA>238</LATA>
          <TnList><Tn>4104720001</Tn></TnList>
        </RateCenterGroup>
      </UnsupportedRateCenters>
      <PartnerSupportedRateCenters>
        <RateCenterGroup>
          <Vendor>Level 3</Vendor>
          <AutomatedPort>true</AutomatedPort>
          <RateCenter>BEASON</RateCenter>
          <City>BEASON</City>
          <State>IL</State>
          <LATA>366</LATA>
          <Tiers><Tier>3</Tier></Tiers>
          <TnList><Tn>2177350001</Tn></TnList>
        </RateCenterGroup>
      </PartnerSupportedRateCenters>
      <SupportedLosingCarriers>
        <LosingCarrierTnList>
          <LosingCarrierSPID>9998</LosingCarrierSPID>
          <LosingCarrierName>Test Losing Carrier L3</LosingCarrierName>
          <LosingCarrierIsWireless>false</LosingCarrierIsWireless>
          <LosingCarrierAccountNumberRequired>false</LosingCarrierAccountNumberRequired>
          <LosingCarrierMinimumPortingInterval>5</LosingCarrierMinimumPortingInterval>
          <TnList><Tn>4105421001</Tn><Tn>4104720001</Tn><Tn>4105421002</Tn></TnList>
        </LosingCarrierTnList>
        <LosingCarrierTnList>
          <LosingCarrierSPID>7482</LosingCarrierSPID>
          <LosingCarrierName>IntegraTelecom</LosingCarrierName>
          <LosingCarrierIsWireless>false</LosingCarrierIsWireless>
          <LosingCarrierAccountNumberRequired>false</LosingCarrierAccountNumberRequired>
          <LosingCarrierMinimumPortingInterval>1</LosingCarrierMinimumPortingInterval>
          <TnList><Tn>2177350001</Tn></TnList>
        </LosingCarrierTnList>
      </SupportedLosingCarriers>
      <UnsupportedLosingCarriers>
        <LosingCarrierTnList>
          <LosingCarrierSPID>7012</LosingCarrierSPID>
          <LosingCarrierName>Copper Valley Telephone</LosingCarrierName>
          <LosingCarrierIsWireless>false</LosingCarrierIsWireless>
          <LosingCarrierAccountNumberRequired>false</LosingCarrierAccountNumberRequired>
          <LosingCarrierMinimumPortingInterval>1</LosingCarrierMinimumPortingInterval>
          <TnList><Tn>4062450001</Tn></TnList>
        </LosingCarrierTnList>
      </UnsupportedLosingCarriers>
    </NumberPortabilityResponse>)");
  const Answer brief = sim.post("/lnpchecker", request);
  EXPECT_EQ(brief.count("SupportedLosingCarriers"), 0U) << "rate centers only";
  EXPECT_EQ(brief.count("UnsupportedRateCenters/RateCenterGroup"), 2U)
      << "without partners theirs is not supported either";
  EXPECT_EQ(sim.post("/lnpchecker?fullCheck=TRUE", request).count("PartnerSupportedRateCenters"),
            0U);
}

TEST_F(PortabilityCheck, TellsOfPartners) {
  const Answer checked =
      sim.post("/lnpchecker?fullCheck=offnetportability",
               "<NumberPortabilityRequest><TnList><Tn>4104720001</Tn><Tn>2177350001</Tn>"
               "<Tn>9704840001</Tn></TnList></NumberPortabilityRequest>");
  EXPECT_EQ(checked.at("PortType"), "AUTOMATEDOFFNET");
  EXPECT_EQ(checked.at("UnsupportedRateCenters/RateCenterGroup/RateCenter"), "SPARKSGLNC");
  EXPECT_EQ(checked.count("PartnerSupportedRateCenters/RateCenterGroup"), 2U);
  EXPECT_EQ(checked.at("SupportedLosingCarriers/LosingCarrierTnList/LosingCarrierName"),
            "Test Losing Carrier L3");
  EXPECT_EQ(sim.post("/lnpchecker",
                     "<NumberPortabilityRequest><TnList><Tn>61746052083</Tn>"
                     "</TnList></NumberPortabilityRequest>")
                .at("Errors/Code"),
            "7201");
}

TEST_F(PortIns, AreRefusedBesideAllThatWasAsked) {
  const std::string residential =
      port_in({{"<SubscriberType>BUSINESS</SubscriberType><BusinessName>Acme</BusinessName>",
                "<SubscriberType>RESIDENTIAL</SubscriberType><FirstName>First</FirstName>"
                "<LastName>Last</LastName>"},
               {"9193334001", "2177350001"},
               {"9193334000", "2177350001"},
               {"743", "999"},
               {"</Subscriber>",
                "</Subscriber><WirelessInfo><AccountNumber>771297665AABC</AccountNumber>"
                "<PinNumber>1234</PinNumber></WirelessInfo><TnAttributes><TnAttribute>Protected"
                "</TnAttribute></TnAttributes><NewBillingTelephoneNumber>2177350099"
                "</NewBillingTelephoneNumber><Triggered>true</Triggered>"}});
  const Answer refused = sim.post("/portins", residential);
  EXPECT_EQ(refused.status, 400);
  for (const char* path : {"Subscriber/FirstName", "WirelessInfo/PinNumber",
                           "TnAttributes/TnAttribute", "NewBillingTelephoneNumber", "Triggered"})
    EXPECT_NE(refused.at(path), "") << path;
  EXPECT_EQ(refused.count("Errors"), 2U);
  const std::string path = placed(port_in(kResidential));
  const Answer supp_refused =
      sim.put(path, supp("<BillingTelephoneNumber>123</BillingTelephoneNumber>"));
  EXPECT_EQ(supp_refused.at("BillingTelephoneNumber"), "123");
  EXPECT_EQ(supp_refused.at("Errors/Code"), "7203");
  Edits second = kResidential;
  second.push_back({"9193334001", "9193334002"});
  placed(port_in(second));
  EXPECT_NE(sim.get("/portins?page=1&size=1").at("Links/next"), "");
  EXPECT_NE(sim.get("/sites/743/portins?page=1&size=1").at("Links/next"), "");
}

}  // namespace
}  // namespace dashsim::test::portins_test
