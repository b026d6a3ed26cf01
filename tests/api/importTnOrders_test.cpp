#include "api/import_story.hpp"

namespace dashsim::test::importTnOrders_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using ImportTnOrders = ImportTest;

TEST_F(ImportTnOrders, PutNumbersInService) {
  const Answer created = sim.post("/importTnOrders", import_order({kElsewhere, kElsewhere2}));
  EXPECT_EQ(created.status, 201);
  const std::string id = created.created_id();
  EXPECT_EQ(created.location(), "http://dashsim.test/accounts/9900000/importTnOrders/" + id);
  const auto order = [&](const std::string& modified, const std::string& status) {
    return R"(<ImportTnOrder>
      <CustomerOrderId>ICPA123ABC</CustomerOrderId>
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <AccountId>9900000</AccountId>
      <CreatedByUser>tester</CreatedByUser>
      <OrderId>)" +
           id + "</OrderId><LastModifiedDate>" + modified + R"(</LastModifiedDate>
      <SiteId>743</SiteId>
      <SipPeerId>303716</SipPeerId>)" +
           kSubscriber + R"(
      <LoaAuthorizingPerson>The Authguy</LoaAuthorizingPerson>
      <LoaType>CARRIER</LoaType>
      <TelephoneNumbers>
        <TelephoneNumber>9193330101</TelephoneNumber>
        <TelephoneNumber>9193330102</TelephoneNumber>
      </TelephoneNumbers>
      <ProcessingStatus>)" +
           status + "</ProcessingStatus><Errors/></ImportTnOrder>";
  };
  EXPECT_XML(created.body, "<ImportTnOrderResponse>" +
                               order("2026-01-05T09:00:00.000Z", "RECEIVED") +
                               "</ImportTnOrderResponse>");
  EXPECT_FALSE(in_service(kElsewhere)) << "received is not done";
  sim.advance_until_idle();
  EXPECT_XML(sim.follow(created).body, order("2026-01-05T09:00:02.000Z", "COMPLETE"));
  EXPECT_EQ(settings(kElsewhere).all("SipPeerTelephoneNumber/TnAttributes/TnAttribute"),
            std::vector<std::string>{"Imported"});
  EXPECT_EQ(sim.get("/inserviceNumbers/totals").at("Count"), "52");
  EXPECT_EQ(sim.get("/sites/743/sippeers/303716/totaltns")
                .at("SipPeerTelephoneNumbersCount/SipPeerTelephoneNumbersCount"),
            "52");
}

TEST_F(ImportTnOrders, GoToTheDefaultPeerIfTheyNameNone) {
  const std::string order = without(import_order({kElsewhere}), "SipPeerId");
  EXPECT_EQ(done("/importTnOrders", with(order, "SiteId", "202")).at("ProcessingStatus"),
            "COMPLETE");
  EXPECT_EQ(sim.get("/sites/202/sippeers/303717/tns/" + kElsewhere).status, 200);
}

TEST_F(ImportTnOrders, CompleteInPart) {
  are_brought_by_others({"9193330103", "9193330104"});
  const Answer order =
      imports({kElsewhere, kOrdinary, "9193330103", kAvailable, kElsewhere2, "9193330104"});
  EXPECT_EQ(order.at("ProcessingStatus"), "PARTIAL");
  EXPECT_XML("<x>" + element(order.body, "Errors") + "</x>", R"(<x><Errors>
      <Error>
        <Code>19006</Code>
        <Description>Bandwidth numbers cannot be imported by this account at this time.</Description>
        <TelephoneNumbers>
          <TelephoneNumber>9195550101</TelephoneNumber>
          <TelephoneNumber>9194390001</TelephoneNumber>
        </TelephoneNumbers>
      </Error>
      <Error>
        <Code>13552</Code>
        <Description>Telephone numbers already exist.</Description>
        <TelephoneNumbers>
          <TelephoneNumber>9193330103</TelephoneNumber>
          <TelephoneNumber>9193330104</TelephoneNumber>
        </TelephoneNumbers>
      </Error>
    </Errors></x>)");
  EXPECT_TRUE(in_service(kElsewhere));
  EXPECT_TRUE(in_service(kElsewhere2));
  EXPECT_FALSE(in_service("9193330103"));
  EXPECT_THAT(settings(kOrdinary).all("SipPeerTelephoneNumber/TnAttributes/TnAttribute"),
              IsEmpty());
}

TEST_F(ImportTnOrders, FailForNumbersOfBandwidthWhateverTheyAreDoing) {
  sim.post("/tnreservation", "<Reservation><ReservedTn>9194390002</ReservedTn></Reservation>");
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
           "<TelephoneNumberList><TelephoneNumber>9195550102</TelephoneNumber>"
           "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
           "</DisconnectTelephoneNumberOrder>");
  sim.advance_until_idle();
  const Answer order = imports({kAvailable, "9194390002", kOrdinary, "9195550102"});
  EXPECT_EQ(order.at("ProcessingStatus"), "FAILED");
  EXPECT_THAT(errors_of(order), ElementsAre("19006: 9194390001 9194390002 9195550101 9195550102"));
  EXPECT_EQ(sim.get("/inserviceNumbers/totals").at("Count"), "49");
}

TEST_F(ImportTnOrders, BeginAnewForNumbersThatAreThereAlready) {
  imports({kElsewhere});
  sim.put("/sites/743/sippeers/303716/tns/" + kElsewhere,
          "<SipPeerTelephoneNumber><CallForward>9195550101</CallForward></SipPeerTelephoneNumber>");
  ASSERT_EQ(settings(kElsewhere).at("SipPeerTelephoneNumber/CallForward"), "9195550101");
  const Answer again =
      done("/importTnOrders", with(import_order({kElsewhere}), "SipPeerId", "518824"));
  EXPECT_EQ(again.at("ProcessingStatus"), "COMPLETE");
  EXPECT_EQ(settings(kElsewhere).status, 404);
  EXPECT_EQ(settings(kElsewhere, "518824").count("SipPeerTelephoneNumber/CallForward"), 0U);
}

TEST_F(ImportTnOrders, KeepTheHistoryOfTheReference) {
  const Answer order = sim.post("/importTnOrders", import_order({kElsewhere, kOrdinary}));
  sim.advance_until_idle();
  const std::string history = "/importTnOrders/" + order.created_id() + "/history";
  EXPECT_XML(sim.get(history).body, R"(
    <OrderHistoryWrapper>
      <OrderHistory>
        <OrderDate>2026-01-05T09:00:00.000Z</OrderDate>
        <Note>Import TN order is received.</Note>
        <Author>System</Author>
        <Status>RECEIVED</Status>
      </OrderHistory>
      <OrderHistory>
        <OrderDate>2026-01-05T09:00:01.000Z</OrderDate>
        <Note>Import TN order is processing.</Note>
        <Author>System</Author>
        <Status>PROCESSING</Status>
      </OrderHistory>
      <OrderHistory>
        <OrderDate>2026-01-05T09:00:02.000Z</OrderDate>
        <Note>Import TN order is partial.</Note>
        <Author>System</Author>
        <Status>PARTIAL</Status>
      </OrderHistory>
    </OrderHistoryWrapper>)");
}

TEST_F(ImportTnOrders, AreListed) {
  EXPECT_XML(sim.get("/importTnOrders").body,
             "<ImportTnOrders><TotalCount>0</TotalCount></ImportTnOrders>");
  const std::string first = sim.post("/importTnOrders", import_order({kElsewhere})).created_id();
  sim.advance("1d");
  const std::string second =
      sim.post(
             "/importTnOrders",
             without(without(import_order({kElsewhere2, kOrdinary}), "CustomerOrderId"), "LoaType"))
          .created_id();
  sim.advance_until_idle();
  EXPECT_XML(sim.get("/importTnOrders").body, R"(
    <ImportTnOrders>
      <TotalCount>2</TotalCount>
      <ImportTnOrderSummary>
        <ImportTnOrderSummary>
          <accountId>9900000</accountId>
          <CountOfTNs>2</CountOfTNs>
          <userId>tester</userId>
          <lastModifiedDate>2026-01-06T09:00:02.000Z</lastModifiedDate>
          <OrderDate>2026-01-06T09:00:00.000Z</OrderDate>
          <OrderType>import_tn_orders</OrderType>
          <OrderStatus>PARTIAL</OrderStatus>
          <OrderId>)" + second + R"(</OrderId>
        </ImportTnOrderSummary>
      </ImportTnOrderSummary>
      <ImportTnOrderSummary>
        <ImportTnOrderSummary>
          <CustomerOrderId>ICPA123ABC</CustomerOrderId>
          <accountId>9900000</accountId>
          <CountOfTNs>1</CountOfTNs>
          <userId>tester</userId>
          <lastModifiedDate>2026-01-05T09:00:02.000Z</lastModifiedDate>
          <OrderDate>2026-01-05T09:00:00.000Z</OrderDate>
          <OrderType>import_tn_orders</OrderType>
          <OrderStatus>COMPLETE</OrderStatus>
          <OrderId>)" + first + R"(</OrderId>
        </ImportTnOrderSummary>
      </ImportTnOrderSummary>
    </ImportTnOrders>)");
  const auto found = [&](const std::string& query) {
    return sim.get("/importTnOrders?" + query)
        .all("ImportTnOrderSummary/ImportTnOrderSummary/OrderId");
  };
  EXPECT_THAT(found("status=complete"), ElementsAre(first));
  EXPECT_THAT(found("status=COMPLETE&status=PARTIAL"), ElementsAre(second, first));
  EXPECT_THAT(found("tn=" + kElsewhere), ElementsAre(first));
  EXPECT_THAT(found("customerOrderId=ICPA123ABC"), ElementsAre(first));
  EXPECT_THAT(found("orderIdFragment=" + second.substr(0, 8)), ElementsAre(second));
  EXPECT_THAT(found("loaType=carrier"), ElementsAre(first));
  EXPECT_THAT(found("loaType=SUBSCRIBER"), ElementsAre(second)) << "what is usual";
  EXPECT_THAT(found("loaType=ALL"), ElementsAre(second, first));
  EXPECT_THAT(found("loaType=nobody"), IsEmpty());
  EXPECT_THAT(found("createdDateFrom=2026-01-05&createdDateTo=2026-01-05"), ElementsAre(first));
  EXPECT_THAT(found("modifiedDateFrom=2026-01-06&modifiedDateTo=2026-01-06"), ElementsAre(second));
  EXPECT_THAT(found("page=2&size=1"), ElementsAre(second, first)) << "these lists know no pages";
  const Answer refusal = sim.get("/importTnOrders?tn=919");
  EXPECT_EQ(refusal.status, 400);
  EXPECT_XML(refusal.body, in_errors("ImportTnOrders", {{"5070", "Telephone number is invalid."}}));
}

TEST_F(ImportTnOrders, TakeTheCustomerOrderIdInBothSpellingsOfTheReference) {
  std::string order = without(import_order({kElsewhere}), "CustomerOrderId");
  order.insert(order.find("<SiteId>"), "<CustomerOrderID>ICPA123ABC</CustomerOrderID>");
  EXPECT_EQ(sim.post("/importTnOrders", order).at("ImportTnOrder/CustomerOrderId"), "ICPA123ABC");
}

TEST_F(ImportTnOrders, TellSubscribersWhatTheReferenceLists) {
  sim.post("/subscriptions", callback("<URL>" + sim.receiver().url() + "</URL>",
                                      "<OrderType>importtnorders</OrderType>"));
  imports({kElsewhere});
  std::vector<std::string> told;
  for (const Answer& notification : notifications(sim)) {
    told.push_back(notification.at("Status") + ": " + notification.at("Message"));
    EXPECT_EQ(notification.at("OrderType"), "importtnorders");
  }
  EXPECT_THAT(told, ElementsAre("PROCESSING: Import TN order is processing.",
                                "COMPLETE: Import TN order is complete."));
}

TEST_F(ImportTnOrders, LetDisconnectedNumbersGoAtOnce) {
  imports({kElsewhere});
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
           "<TelephoneNumberList><TelephoneNumber>" +
               kElsewhere +
               "</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
               "</DisconnectTelephoneNumberOrder>");
  sim.advance_until_idle();
  EXPECT_FALSE(in_service(kElsewhere));
  EXPECT_EQ(sim.get("/discnumbers/totals").at("Count"), "0") << "it does not age";
}

class RefusedImportTnOrders : public BadRequests {
 protected:
  explicit RefusedImportTnOrders(const SimOptions& options = {}) : BadRequests(options) {}

  static std::string failed(const std::vector<Error>& errors) {
    return in_errors("ImportTnOrderResponse", errors,
                     "<ProcessingStatus>FAILED</ProcessingStatus>");
  }
};

TEST_F(RefusedImportTnOrders, TellEverythingThatIsWrong) {
  const std::string good = import_order({kElsewhere});
  const Error no_site{"7309", "The site id was not supplied or is invalid."};
  const Error no_peer{"7312", "The sippeer id is invalid."};
  const Error bad_id{"7318",
                     "Customer order ID is invalid. Only alphanumeric values, dashes and spaces "
                     "are allowed. Max length is 40 characters."};
  const Error no_tns{"7102", "Telephone number required"};
  const Error no_list{"7122", "Telephone number list required"};
  const Error no_person{"7115", "LOA authorizing person required"};
  const Error house{"7108", "The service address house number is required"};
  const Error street{"7109", "The service address street name is required"};
  const Error city{"7110", "The service address city is required"};
  const Error state{"7111", "The service address state code is required"};
  const Error zip{"7112", "The service address zip code is required"};
  const Error no_subscriber{"7104", "Subscriber information is required"};
  const Error loa_type{"25110",
                       "LoaType is absent or invalid. Possible values: carrier, subscriber"};
  const auto is_no_tn = [](const std::string& text) {
    return Error{"7201", text + " is not a valid NANPA telephone number."};
  };
  const struct {
    std::string xml;
    std::vector<Error> errors;
  } cases[] = {
      {with(with(good, "SiteId", "1"), "SipPeerId", "2"), {no_site, no_peer}},
      {without(good, "SiteId"), {no_site}},
      {with(good, "SiteId", ""), {no_site}},
      {with(good, "SiteId", "743x"), {no_site}},
      {with(good, "SiteId", "800"), {no_site}},
      {with(good, "SipPeerId", "-1"), {no_peer}},
      {with(good, "SipPeerId", "400100"), {no_peer}},
      {with(good, "SipPeerId", "303717"), {{"7311", "Sippeer id invalid for this site"}}},
      {with(good, "CustomerOrderId", "a_b"), {bad_id}},
      {with(good, "CustomerOrderId", x(41)), {bad_id}},
      {without(good, "Subscriber"), {no_subscriber}},
      {without(good, "Name"), {{"7105", "The subscriber name is required"}}},
      {with(good, "Name", x(46)),
       {{"25131", "Subscriber Name is too long. Maximum length is 45 characters"}}},
      {without(good, "ServiceAddress"), {{"7107", "The service address is required"}}},
      {with(good, "ServiceAddress", ""), {house, street, city, state, zip}},
      {without(good, "HouseNumber"), {house}},
      {without(good, "StreetName"), {street}},
      {without(good, "City"), {city}},
      {without(good, "StateCode"), {state}},
      {without(good, "Zip"), {zip}},
      {with(good, "StateCode", "XX"), {{"7395", "Unsupported state code: XX."}}},
      {with(good, "Zip", "1234"), {{"7214", "ZIP code is invalid"}}},
      {without(good, "LoaAuthorizingPerson"), {no_person}},
      {with(good, "LoaType", "LANDLORD"), {loa_type}},
      {without(good, "TelephoneNumbers"), {no_list}},
      {with(good, "TelephoneNumbers", ""), {no_tns}},
      {with(good, "TelephoneNumber", ""), {no_tns}},
      {import_order({"61746052083", kElsewhere, "91933301"}),
       {is_no_tn("61746052083"), is_no_tn("91933301")}},
      {import_order({kElsewhere, kElsewhere2, kElsewhere}),
       {{"7360", "Telephone number list can't contain duplicates"}}},
      {import_order(too_many_numbers()),
       {{"7314", "Count of telephone numbers provided exceeds maximum 5000"}}},
      {"<ImportTnOrder><CustomerOrderId>?</CustomerOrderId><LoaType>?</LoaType></ImportTnOrder>",
       {no_site, bad_id, no_subscriber, no_person, loa_type, no_list}},
  };
  std::vector<BadRequest> requests;
  for (const auto& [xml, errors] : cases)
    requests.push_back({"POST /importTnOrders", xml, 400, failed(errors)});
  requests.push_back(
      {"GET /importTnOrders/" + order_, "", 404,
       in_errors("ImportTnOrder", {{"5035", "importtnorders order " + order_ + " not found."}})});
  requests.push_back({"GET /importTnOrders/none/history", "", 404,
                      in_status("ErrorResponse", {"", "The resource does not exist"})});
  requests.push_back({"GET /importTnOrders?createdDateTo=x", "", 400,
                      in_errors("ImportTnOrders", {{"1007", "x is not valid date format"}})});
  are_refused(requests);
}

/// Accounts without the feature, and sites that no order may name.
const std::string kRestricted = R"(
scenario: restricted
accounts:
  - id: 9900000
    company_name: Example Telecom
    products: {NumberManagement: [ORDERING]}
    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, name: main, default: true}]}]
  - id: 9900001
    company_name: Other Company
    sites:
      - {id: 800, name: Boston, locked: true, sippeers: [{id: 400100, name: boston, default: true}]}
      - {id: 801, name: Empty}
)";

class RestrictedImports : public ImportTest {
 protected:
  RestrictedImports() : ImportTest({.scenario = kRestricted}) {}

  Answer from_other(const std::string& path, const std::string& xml) {
    return sim.call("POST", "/accounts/9900001" + path, basic("other", "secret"), xml);
  }
};

TEST_F(RestrictedImports, NeedTheFeatureExternalTns) {
  const Error not_enabled{"5149", "importTnOrder API is not enabled"};
  const std::string status = "<ProcessingStatus>FAILED</ProcessingStatus>";
  const Answer order = sim.post("/importTnOrders", import_order({kElsewhere}));
  EXPECT_EQ(order.status, 400);
  EXPECT_XML(order.body, in_errors("ImportTnOrderResponse", {not_enabled}, status));
  EXPECT_XML(sim.post("/removeImportedTnOrders", removal({kElsewhere})).body,
             in_errors("RemoveImportedTnOrderResponse", {not_enabled}, status));
  EXPECT_XML(sim.post("/externalTns", external_order("IMPORT", {kElsewhere})).body,
             in_status("ExternalTnsOrderResponse",
                       {"25010", "Account doesn't have permission to use endpoint requested"}));
  EXPECT_XML(sim.post("/importTnChecker", checked({kElsewhere})).body,
             in_errors("ImportTnCheckerResponse",
                       {{"19007", "Account is not contracted for importing external numbers"}}));
}

TEST_F(RestrictedImports, NeedASiteThatIsOpenAndHasAPeer) {
  const auto codes = [&](const std::string& path, const std::string& xml) {
    return from_other(path, xml).all(path == "/externalTns" ? "ResponseStatus/ErrorCode"
                                                            : "Errors/Code");
  };
  const std::string locked =
      with(without(import_order({kElsewhere}), "SipPeerId"), "SiteId", "800");
  EXPECT_THAT(codes("/importTnOrders", locked), ElementsAre("7336"));
  EXPECT_THAT(codes("/importTnOrders", with(locked, "SiteId", "801")), ElementsAre("7310"));
  const std::string external =
      with(without(external_order("IMPORT", {kElsewhere}), "SipPeerId"), "SiteId", "800");
  EXPECT_THAT(codes("/externalTns", external), ElementsAre("5094"));
  EXPECT_THAT(codes("/externalTns", with(external, "SiteId", "801")), ElementsAre("5020"));
}

const std::string kScripted = R"(
scenario: scripted
lifecycles:
  importtnorders:
    - name: only some get through
      when: {LoaType: SUBSCRIBER}
      steps:
        - {status: RECEIVED}
        - {after: 1m, effects: [import_numbers], at_most: 1, status: COMPLETE, status_if_some: PARTIAL}
  removeImportedTnOrders:
    - name: only some go
      steps:
        - {status: PROCESSING}
        - {after: 1m, effects: [remove_imported_numbers], at_most: 1, status: COMPLETE, status_if_some: PARTIAL}
  externalTns:
    - name: only some get through
      steps:
        - {status: RECEIVED}
        - {after: 1m, effects: [import_numbers], at_most: 1, status: COMPLETE, status_if_some: PARTIAL}
)";

class ScriptedImports : public ImportTest {
 protected:
  ScriptedImports() : ImportTest({.scenario = kScripted}) {}
};

TEST_F(ScriptedImports, HandleAsManyNumbersAsTheirLifecycleLets) {
  const std::string usual = without(import_order({kElsewhere, kElsewhere2}), "LoaType");
  const Answer order = done("/importTnOrders", usual);
  EXPECT_EQ(order.at("LoaType"), "SUBSCRIBER");
  EXPECT_EQ(order.at("ProcessingStatus"), "PARTIAL");
  EXPECT_THAT(errors_of(order), ElementsAre("19010: 9193330102"));
  EXPECT_EQ(imports({kElsewhere2}).at("ProcessingStatus"), "COMPLETE") << "of another LoaType";
  const Answer removed = done("/removeImportedTnOrders", removal({kElsewhere, kElsewhere2}));
  EXPECT_THAT(errors_of(removed), ElementsAre("25040: 9193330102"));
  const Answer external =
      done("/externalTns", external_order("IMPORT", {"9193330103", "9193330104"}));
  EXPECT_THAT(errors_of(external), ElementsAre("25080: 9193330104"));
}

}  // namespace
}  // namespace dashsim::test::importTnOrders_test
