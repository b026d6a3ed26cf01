#include "api/import_story.hpp"

namespace dashsim::test::removeImportedTnOrders_test {
namespace {

using testing::ElementsAre;

class RemoveImportedTnOrders : public ImportTest {
 protected:
  void SetUp() override { imports({kElsewhere, kElsewhere2}); }
  Answer removes(const std::vector<std::string>& numbers) {
    return done("/removeImportedTnOrders", removal(numbers));
  }
};

TEST_F(RemoveImportedTnOrders, TakeNumbersOutOfTheWorld) {
  const Answer created = sim.post("/removeImportedTnOrders", removal({kElsewhere}));
  EXPECT_EQ(created.status, 201);
  const auto order = [&](const std::string& modified, const std::string& status) {
    return R"(<RemoveImportedTnOrder>
      <CustomerOrderId>ICPA123ABC</CustomerOrderId>
      <OrderCreateDate>2026-01-05T09:00:02.000Z</OrderCreateDate>
      <AccountId>9900000</AccountId>
      <CreatedByUser>tester</CreatedByUser>
      <OrderId>)" +
           created.created_id() + "</OrderId><LastModifiedDate>" + modified + R"(</LastModifiedDate>
      <TelephoneNumbers><TelephoneNumber>9193330101</TelephoneNumber></TelephoneNumbers>
      <ProcessingStatus>)" +
           status + "</ProcessingStatus><Errors/></RemoveImportedTnOrder>";
  };
  EXPECT_XML(created.body, "<RemoveImportedTnOrderResponse>" +
                               order("2026-01-05T09:00:02.000Z", "PROCESSING") +
                               "</RemoveImportedTnOrderResponse>");
  EXPECT_TRUE(in_service(kElsewhere));
  sim.advance_until_idle();
  EXPECT_XML(sim.follow(created).body, order("2026-01-05T09:00:03.000Z", "COMPLETE"));
  EXPECT_FALSE(in_service(kElsewhere));
  EXPECT_EQ(settings(kElsewhere).status, 404);
  EXPECT_EQ(sim.get("/inserviceNumbers/totals").at("Count"), "51");
  EXPECT_EQ(sim.get("/sites/743/sippeers/303716/totaltns")
                .at("SipPeerTelephoneNumbersCount/SipPeerTelephoneNumbersCount"),
            "51");
  EXPECT_EQ(sim.get("/discnumbers/totals").at("Count"), "0") << "it does not age";
  EXPECT_EQ(sim.control("GET", "/state").body.find("\"" + kElsewhere + "\"],\"disconnected\""),
            std::string::npos);
  EXPECT_EQ(imports({kElsewhere}).at("ProcessingStatus"), "COMPLETE") << "it may come back";
}

TEST_F(RemoveImportedTnOrders, CompleteInPart) {
  are_brought_by_others({"9193330103"});
  done("/externalTns", external_order("IMPORT", {"9193330104"}));
  const Answer order = removes(
      {kElsewhere, "9193330109", kOrdinary, "9193330103", kAvailable, "9193330104", kElsewhere2});
  EXPECT_EQ(order.at("ProcessingStatus"), "PARTIAL");
  EXPECT_XML("<x>" + element(order.body, "Errors") + "</x>", R"(<x><Errors>
      <Error>
        <Code>7518</Code>
        <Description>Telephone Number Not Active.</Description>
        <TelephoneNumbers>
          <TelephoneNumber>9193330109</TelephoneNumber>
          <TelephoneNumber>9194390001</TelephoneNumber>
        </TelephoneNumbers>
      </Error>
      <Error>
        <Code>5158</Code>
        <Description>Telephone number hasn't been previously imported</Description>
        <TelephoneNumbers>
          <TelephoneNumber>9195550101</TelephoneNumber>
          <TelephoneNumber>9193330104</TelephoneNumber>
        </TelephoneNumbers>
      </Error>
      <Error>
        <Code>5076</Code>
        <Description>Number does not belong to this account.</Description>
        <TelephoneNumbers><TelephoneNumber>9193330103</TelephoneNumber></TelephoneNumbers>
      </Error>
    </Errors></x>)");
  EXPECT_FALSE(in_service(kElsewhere));
  EXPECT_TRUE(in_service(kOrdinary));
  EXPECT_TRUE(in_service("9193330104"));
}

TEST_F(RemoveImportedTnOrders, FailForNumbersThatWereNotImported) {
  const Answer order = removes({kOrdinary});
  EXPECT_EQ(order.at("ProcessingStatus"), "FAILED");
  EXPECT_THAT(errors_of(order), ElementsAre("5158: 9195550101"));
}

TEST_F(RemoveImportedTnOrders, KeepTheHistoryOfTheReference) {
  const Answer order = removes({kElsewhere, "9193330109"});
  EXPECT_XML(sim.get("/removeImportedTnOrders/" + order.at("OrderId") + "/history").body, R"(
    <OrderHistoryWrapper>
      <OrderHistory>
        <OrderDate>2026-01-05T09:00:02.000Z</OrderDate>
        <Note>Remove Imported TN order is received.</Note>
        <Author>System</Author>
        <Status>RECEIVED</Status>
      </OrderHistory>
      <OrderHistory>
        <OrderDate>2026-01-05T09:00:02.000Z</OrderDate>
        <Note>Remove Imported TN order is processing.</Note>
        <Author>System</Author>
        <Status>PROCESSING</Status>
      </OrderHistory>
      <OrderHistory>
        <OrderDate>2026-01-05T09:00:03.000Z</OrderDate>
        <Note>Remove Imported TN order is partial.</Note>
        <Author>System</Author>
        <Status>PARTIAL</Status>
      </OrderHistory>
    </OrderHistoryWrapper>)");
}

TEST_F(RemoveImportedTnOrders, AreListed) {
  EXPECT_XML(sim.get("/removeImportedTnOrders").body,
             "<RemoveImportedTnOrders><TotalCount>0</TotalCount></RemoveImportedTnOrders>");
  const std::string first = removes({kElsewhere}).at("OrderId");
  sim.advance("1d");
  const std::string second =
      sim.post("/removeImportedTnOrders", without(removal({kElsewhere2}), "CustomerOrderId"))
          .created_id();
  EXPECT_XML(sim.get("/removeImportedTnOrders").body, R"(
    <RemoveImportedTnOrders>
      <TotalCount>2</TotalCount>
      <RemoveImportedTnOrderSummary>
        <accountId>9900000</accountId>
        <CountOfTNs>1</CountOfTNs>
        <userId>tester</userId>
        <lastModifiedDate>2026-01-06T09:00:03.000Z</lastModifiedDate>
        <OrderDate>2026-01-06T09:00:03.000Z</OrderDate>
        <OrderType>remove_imported_tn_orders</OrderType>
        <OrderStatus>PROCESSING</OrderStatus>
        <OrderId>)" + second + R"(</OrderId>
      </RemoveImportedTnOrderSummary>
      <RemoveImportedTnOrderSummary>
        <CustomerOrderId>ICPA123ABC</CustomerOrderId>
        <accountId>9900000</accountId>
        <CountOfTNs>1</CountOfTNs>
        <userId>tester</userId>
        <lastModifiedDate>2026-01-05T09:00:03.000Z</lastModifiedDate>
        <OrderDate>2026-01-05T09:00:02.000Z</OrderDate>
        <OrderType>remove_imported_tn_orders</OrderType>
        <OrderStatus>COMPLETE</OrderStatus>
        <OrderId>)" + first + R"(</OrderId>
      </RemoveImportedTnOrderSummary>
    </RemoveImportedTnOrders>)");
  const auto found = [&](const std::string& query) {
    return sim.get("/removeImportedTnOrders?" + query).all("RemoveImportedTnOrderSummary/OrderId");
  };
  EXPECT_THAT(found("status=PROCESSING"), ElementsAre(second));
  EXPECT_THAT(found("tn=" + kElsewhere), ElementsAre(first));
  EXPECT_THAT(found("customerOrderId=ICPA123ABC"), ElementsAre(first));
  EXPECT_THAT(found("createdDateFrom=2026-01-06"), ElementsAre(second));
  EXPECT_THAT(found("modifiedDateTo=2026-01-05"), ElementsAre(first));
}

TEST_F(RemoveImportedTnOrders, TellSubscribersWhatTheReferenceLists) {
  sim.post("/subscriptions", callback("<URL>" + sim.receiver().url() + "</URL>",
                                      "<OrderType>removeImportedTnOrders</OrderType>"));
  removes({kOrdinary});
  std::vector<std::string> told;
  for (const Answer& notification : notifications(sim)) {
    told.push_back(notification.at("Status"));
    EXPECT_EQ(notification.at("OrderType"), "removeImportedTnOrders");
  }
  EXPECT_THAT(told, ElementsAre("PROCESSING", "FAILED"));
}

using RefusedRemovals = BadRequests;

TEST_F(RefusedRemovals, TellEverythingThatIsWrong) {
  const std::string good = removal({kElsewhere});
  const Error bad_id{"1234", "The customer order id is invalid."};
  const Error no_tns{"7102", "Telephone number required"};
  const struct {
    std::string xml;
    std::vector<Error> errors;
  } cases[] = {
      {with(good, "CustomerOrderId", "no/slash"), {bad_id}},
      {with(good, "CustomerOrderId", x(41)), {bad_id}},
      {without(good, "TelephoneNumbers"), {{"7122", "Telephone number list required"}}},
      {with(good, "TelephoneNumbers", ""), {no_tns}},
      {with(with(good, "CustomerOrderId", "?"), "TelephoneNumber", "1234567890"),
       {bad_id, {"7201", "1234567890 is not a valid NANPA telephone number."}}},
      {removal({kElsewhere, kElsewhere}),
       {{"7360", "Telephone number list can't contain duplicates"}}},
      {removal(too_many_numbers()),
       {{"7314", "Count of telephone numbers provided exceeds maximum 5000"}}},
  };
  std::vector<BadRequest> requests;
  for (const auto& [xml, errors] : cases) {
    requests.push_back({"POST /removeImportedTnOrders", xml, 400,
                        in_errors("RemoveImportedTnOrderResponse", errors,
                                  "<ProcessingStatus>FAILED</ProcessingStatus>")});
  }
  requests.push_back({"GET /removeImportedTnOrders/none", "", 404,
                      in_errors("RemoveImportedTnOrder",
                                {{"5035", "removeImportedTnOrders order none not found."}})});
  requests.push_back({"GET /removeImportedTnOrders/none/history", "", 404,
                      in_status("ErrorResponse", {"", "The resource does not exist"})});
  are_refused(requests);
}

}  // namespace
}  // namespace dashsim::test::removeImportedTnOrders_test
