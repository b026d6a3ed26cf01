#include "api/import_story.hpp"

namespace dashsim::test::externalTns_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ExternalTns : public ImportTest {
 protected:
  Answer brings(const std::vector<std::string>& numbers) {
    return done("/externalTns", external_order("IMPORT", numbers));
  }
  Answer removes(const std::vector<std::string>& numbers) {
    return done("/externalTns", external_order("REMOVE", numbers));
  }
  std::vector<std::string> attributes(const std::string& number) {
    return settings(number).all("SipPeerTelephoneNumber/TnAttributes/TnAttribute");
  }
};

TEST_F(ExternalTns, PutNumbersInService) {
  const Answer created = sim.post("/externalTns", external_order("IMPORT", {kElsewhere}));
  EXPECT_EQ(created.status, 201);
  const auto order = [&](const std::string& modified, const std::string& status) {
    return R"(<ExternalTnsOrder>
      <CustomerOrderId>ICPA123ABC</CustomerOrderId>
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <AccountId>9900000</AccountId>
      <CreatedByUser>tester</CreatedByUser>
      <OrderId>)" +
           created.created_id() + "</OrderId><LastModifiedDate>" + modified + R"(</LastModifiedDate>
      <SiteId>743</SiteId>
      <SipPeerId>303716</SipPeerId>
      <TelephoneNumbers><TelephoneNumber>9193330101</TelephoneNumber></TelephoneNumbers>
      <Action>IMPORT</Action>
      <LoaType>CARRIER</LoaType>
      <ProcessingStatus>)" +
           status + "</ProcessingStatus><Errors/></ExternalTnsOrder>";
  };
  EXPECT_XML(created.body, "<ExternalTnsOrderResponse>" +
                               order("2026-01-05T09:00:00.000Z", "RECEIVED") +
                               "</ExternalTnsOrderResponse>");
  sim.advance_until_idle();
  EXPECT_XML(sim.follow(created).body, order("2026-01-05T09:00:02.000Z", "COMPLETE"));
  EXPECT_THAT(attributes(kElsewhere), ElementsAre("External"));
  EXPECT_EQ(sim.get("/inserviceNumbers/totals").at("Count"), "51");
}

TEST_F(ExternalTns, ResetNumbersThatAreThereAlready) {
  brings({kElsewhere});
  sim.put("/sites/743/sippeers/303716/tns/" + kElsewhere,
          "<SipPeerTelephoneNumber><CallForward>9195550101</CallForward><TnAttributes>"
          "<TnAttribute>External</TnAttribute><TnAttribute>Protected</TnAttribute></TnAttributes>"
          "</SipPeerTelephoneNumber>");
  ASSERT_THAT(attributes(kElsewhere), ElementsAre("Protected", "External"));
  EXPECT_EQ(brings({kElsewhere}).at("ProcessingStatus"), "COMPLETE");
  EXPECT_THAT(attributes(kElsewhere), ElementsAre("External"));
  EXPECT_EQ(settings(kElsewhere).count("SipPeerTelephoneNumber/CallForward"), 0U);
  const Answer elsewhere =
      done("/externalTns", with(external_order("IMPORT", {kElsewhere}), "SipPeerId", "518824"));
  EXPECT_EQ(elsewhere.at("ProcessingStatus"), "COMPLETE");
  EXPECT_EQ(settings(kElsewhere).status, 404);
  EXPECT_EQ(settings(kElsewhere, "518824").status, 200);
}

TEST_F(ExternalTns, MakeImportedNumbersExternalOnes) {
  imports({kElsewhere});
  ASSERT_THAT(attributes(kElsewhere), ElementsAre("Imported"));
  EXPECT_EQ(brings({kElsewhere}).at("ProcessingStatus"), "COMPLETE");
  EXPECT_THAT(attributes(kElsewhere), ElementsAre("External"));
}

TEST_F(ExternalTns, CompleteInPart) {
  are_brought_by_others({"9193330103"});
  const Answer order = brings({kElsewhere, "9193330103", kOrdinary, kAvailable});
  EXPECT_EQ(order.at("ProcessingStatus"), "PARTIAL");
  EXPECT_XML("<x>" + element(order.body, "Errors") + "</x>", R"(<x><Errors>
      <Error>
        <Code>13552</Code>
        <Description>Telephone numbers already exist.</Description>
        <TelephoneNumbers><TelephoneNumber>9193330103</TelephoneNumber></TelephoneNumbers>
      </Error>
      <Error>
        <Code>25060</Code>
        <Description>Bandwidth-owned telephone numbers can't be imported as External telephone numbers</Description>
        <TelephoneNumbers>
          <TelephoneNumber>9195550101</TelephoneNumber>
          <TelephoneNumber>9194390001</TelephoneNumber>
        </TelephoneNumbers>
      </Error>
    </Errors></x>)");
  EXPECT_TRUE(in_service(kElsewhere));
}

TEST_F(ExternalTns, RemoveNumbers) {
  brings({kElsewhere, kElsewhere2});
  const Answer order = removes({kElsewhere});
  EXPECT_EQ(order.at("ProcessingStatus"), "COMPLETE");
  EXPECT_EQ(order.at("Action"), "REMOVE");
  EXPECT_FALSE(in_service(kElsewhere));
  EXPECT_TRUE(in_service(kElsewhere2));
  EXPECT_EQ(sim.get("/inserviceNumbers/totals").at("Count"), "51");
  EXPECT_EQ(sim.get("/discnumbers/totals").at("Count"), "0");
}

TEST_F(ExternalTns, RemoveOnlyWhatIsExternalAndTheirs) {
  brings({kElsewhere});
  imports({kElsewhere2});
  are_brought_by_others({"9193330103"});
  const Answer order = removes({kElsewhere2, "9193330109", "9193330103", kOrdinary, kElsewhere});
  EXPECT_EQ(order.at("ProcessingStatus"), "PARTIAL");
  EXPECT_THAT(errors_of(order),
              ElementsAre("25120: 9193330102 9195550101", "5074: 9193330109", "5076: 9193330103"));
  EXPECT_THAT(
      order.all("Errors/Error/Description"),
      ElementsAre("Telephone numbers provided are not external",
                  "Telephone number is not in service", "Number does not belong to this account."));
  EXPECT_EQ(removes({kElsewhere}).at("ProcessingStatus"), "FAILED") << "it is gone";
}

TEST_F(ExternalTns, AreListedWhole) {
  const Answer empty = sim.get("/externalTns");
  EXPECT_EQ(empty.status, 404);
  EXPECT_EQ(empty.body, "");
  const Answer first = brings({kElsewhere, kOrdinary});
  sim.advance("1d");
  const Answer second =
      done("/externalTns", with(without(external_order("REMOVE", {kElsewhere}), "CustomerOrderId"),
                                "LoaType", "SUBSCRIBER"));
  const auto entry = [](const Answer& order) { return order.body.substr(order.body.find("<Ext")); };
  EXPECT_XML(sim.get("/externalTns").body, "<ExternalTnsOrders><TotalCount>2</TotalCount>" +
                                               entry(second) + entry(first) +
                                               "</ExternalTnsOrders>");
  const auto found = [&](const std::string& query) {
    return sim.get("/externalTns?" + query).all("ExternalTnsOrder/OrderId");
  };
  const std::string one = first.at("OrderId");
  const std::string two = second.at("OrderId");
  EXPECT_THAT(found("action=import"), ElementsAre(one));
  EXPECT_THAT(found("action=REMOVE"), ElementsAre(two));
  EXPECT_THAT(found("loaType=CARRIER"), ElementsAre(one));
  EXPECT_THAT(found("loaType=all"), ElementsAre(two, one));
  EXPECT_THAT(found("action=REMOVE&loaType=CARRIER"), IsEmpty());
  EXPECT_THAT(found("status=PARTIAL"), ElementsAre(one));
  EXPECT_THAT(found("tn=" + kElsewhere), ElementsAre(two, one));
  EXPECT_THAT(found("customerOrderId=ICPA123ABC"), ElementsAre(one));
  EXPECT_THAT(found("orderIdFragment=" + two.substr(0, 6)), ElementsAre(two));
  EXPECT_THAT(found("createdDateFrom=2026-01-06&modifiedDateTo=2026-01-06"), ElementsAre(two));
}

TEST_F(ExternalTns, TellSubscribersOfTheirEndAlone) {
  sim.post("/subscriptions", callback("<URL>" + sim.receiver().url() + "</URL>",
                                      "<OrderType>externalTns</OrderType>"));
  brings({kElsewhere});
  brings({kElsewhere2, kOrdinary});
  removes({kOrdinary});
  std::vector<std::string> told;
  for (const Answer& notification : notifications(sim)) told.push_back(notification.at("Status"));
  EXPECT_THAT(told, ElementsAre("COMPLETE", "PARTIAL", "FAILED"));
}

using RefusedExternalTns = BadRequests;

TEST_F(RefusedExternalTns, TellWhatIsWrong) {
  const std::string good = external_order("IMPORT", {kElsewhere});
  const Error action{"5081", "Action is absent or invalid. Possible values IMPORT, REMOVE"};
  const Error no_site{"5022", "SiteId required"};
  const Error bad_site{"5016", "The SiteId submitted is invalid."};
  const Error bad_peer{"5023", "SIP peer submitted invalid"};
  const Error bad_id{"5052",
                     "CustomerOrderId invalid. Only alphanumeric values, dashes and spaces are "
                     "allowed. Maximum length is 40 characters"};
  const Error no_tns{"5073", "Telephone number required"};
  const struct {
    std::string xml;
    Error error;
  } cases[] = {
      {without(good, "Action"), action},
      {with(good, "Action", "import"), action},
      {with(with(good, "Action", "MOVE"), "SiteId", "1"), action},
      {with(good, "LoaType", "carrier"),
       {"25110", "LoaType is absent or invalid. Possible values: carrier, subscriber"}},
      {with(good, "CustomerOrderId", "a_b"), bad_id},
      {without(good, "SiteId"), no_site},
      {with(good, "SiteId", "x"), bad_site},
      {with(good, "SiteId", "800"), bad_site},
      {with(good, "SipPeerId", "1"), bad_peer},
      {with(good, "SipPeerId", "303717"), bad_peer},
      {without(good, "TelephoneNumbers"), no_tns},
      {with(good, "TelephoneNumbers", ""), no_tns},
      {external_order("IMPORT", {"0123456789"}), {"5070", "Telephone number is invalid."}},
      {external_order("REMOVE", {kElsewhere, kElsewhere}),
       {"5093", "Order cannot contain duplicate telephone numbers"}},
      {external_order("IMPORT", too_many_numbers()),
       {"5095", "Count of telephone numbers in order exceeds maximum size of 5000"}},
  };
  std::vector<BadRequest> requests;
  for (const auto& [xml, error] : cases) {
    requests.push_back(
        {"POST /externalTns", xml, 400, in_status("ExternalTnsOrderResponse", error)});
  }
  requests.push_back({"GET /externalTns/none", "", 404,
                      in_status("ExternalTnsOrderResponse", {"", "The resource does not exist"})});
  requests.push_back({"GET /externalTns?lastModifiedAfter=x", "", 400,
                      in_status("ExternalTnsOrders", {"1007", "x is not valid date format"})});
  are_refused(requests);
}

}  // namespace
}  // namespace dashsim::test::externalTns_test
