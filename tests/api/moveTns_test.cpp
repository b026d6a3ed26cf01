#include "api/import_story.hpp"

namespace dashsim::test::moveTns_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kNumber = "9195550100";
const std::string kThere = "/sites/202/sippeers/303717/tns";

class MoveTns : public ImportTest {
 protected:
  MoveTns() { uses_what_no_sample_shows(); }
  Answer moves(const std::vector<std::string>& numbers) {
    return done("/moveTns", move_order(numbers));
  }
};

TEST_F(MoveTns, BringNumbersToAnotherSite) {
  const Answer created = sim.post("/moveTns", move_order({kNumber}));
  EXPECT_EQ(created.status, 201);
  const std::string id = created.created_id();
  const auto order = [&](const std::string& modified, const std::string& status) {
    return R"(<MoveTnsOrder>
      <CustomerOrderId>ICPA123ABC</CustomerOrderId>
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <AccountId>9900000</AccountId>
      <CreatedByUser>tester</CreatedByUser>
      <OrderId>)" +
           id + "</OrderId><LastModifiedDate>" + modified + R"(</LastModifiedDate>
      <SiteId>202</SiteId>
      <SipPeerId>303717</SipPeerId>
      <TelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumbers>
      <ProcessingStatus>)" +
           status + "</ProcessingStatus><Errors/></MoveTnsOrder>";
  };
  EXPECT_XML(created.body, "<MoveTnsOrderResponse>" +
                               order("2026-01-05T09:00:00.000Z", "RECEIVED") +
                               "</MoveTnsOrderResponse>");
  EXPECT_EQ(sim.get(kThere + "/" + kNumber).status, 404) << "received is not done";
  sim.advance_until_idle();
  EXPECT_XML(sim.follow(created).body, order("2026-01-05T09:00:02.000Z", "COMPLETE"));
  EXPECT_EQ(sim.get(kThere + "/" + kNumber).status, 200);
  EXPECT_EQ(settings(kNumber).status, 404);
  EXPECT_XML(sim.get("/moveTns").body, R"(
    <MoveTnsOrders>
      <TotalCount>1</TotalCount>
      <MoveTnsOrderSummary>
        <CustomerOrderId>ICPA123ABC</CustomerOrderId>
        <accountId>9900000</accountId>
        <CountOfTNs>1</CountOfTNs>
        <userId>tester</userId>
        <lastModifiedDate>2026-01-05T09:00:02.000Z</lastModifiedDate>
        <OrderDate>2026-01-05T09:00:00.000Z</OrderDate>
        <OrderType>move_tns</OrderType>
        <OrderStatus>COMPLETE</OrderStatus>
        <OrderId>)" + id + R"(</OrderId>
      </MoveTnsOrderSummary>
    </MoveTnsOrders>)");
  EXPECT_EQ(sim.get("/moveTns?status=FAILED").at("TotalCount"), "0");
  EXPECT_EQ(sim.get("/moveTns?tn=" + kNumber).at("TotalCount"), "1");
}

TEST_F(MoveTns, GoToTheDefaultPeerIfTheyNameNone) {
  EXPECT_EQ(done("/moveTns", without(move_order({kNumber}), "SipPeerId")).at("ProcessingStatus"),
            "COMPLETE");
  EXPECT_EQ(sim.get(kThere + "/" + kNumber).status, 200);
}

TEST_F(MoveTns, LeaveTheirTraceInTheHistoryOfANumber) {
  moves({kNumber});
  const Answer number = sim.call("GET", "/tns/" + kNumber, basic("tester", "secret"));
  EXPECT_EQ(number.at("OrderType"), "MOVE_TNS_ORDER");
  EXPECT_EQ(number.at("SiteId"), "202");
}

TEST_F(MoveTns, CompleteInPart) {
  done("/externalTns", external_order("IMPORT", {kElsewhere}));
  are_brought_by_others({kElsewhere2});
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
           "<TelephoneNumberList><TelephoneNumber>9195550149</TelephoneNumber>"
           "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
           "</DisconnectTelephoneNumberOrder>");
  sim.advance_until_idle();
  const Answer order = moves({kNumber, kAvailable, "9195550149", kElsewhere2, kElsewhere});
  EXPECT_EQ(order.at("ProcessingStatus"), "PARTIAL");
  EXPECT_THAT(errors_of(order),
              ElementsAre("5076: 9194390001 9193330102", "5074: 9195550149", "5224: 9193330101"));
  EXPECT_THAT(order.body, testing::HasSubstr("External telephone numbers can't be moved"));
  EXPECT_EQ(sim.get(kThere + "/" + kNumber).status, 200);
}

TEST_F(MoveTns, KeepTheirDestination) {
  const std::string peer =
      sim.post("/sites/202/sippeers", "<SipPeer><PeerName>new</PeerName></SipPeer>").created_id();
  sim.post("/moveTns", with(move_order({kNumber}), "SipPeerId", peer));
  const Answer refused = sim.del("/sites/202/sippeers/" + peer);
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "13555");
}

TEST_F(MoveTns, RefuseWhatLeadsNowhere) {
  const std::string good = move_order({kNumber});
  const std::pair<std::string, std::string> bad[] = {
      {with(good, "SiteId", "1"), "5016"},
      {without(good, "SiteId"), "5022"},
      {with(good, "SipPeerId", "303716"), "5023"},
      {with(good, "SipPeerId", "1"), "5023"},
      {with(good, "CustomerOrderId", "no_underscores"), "5052"},
      {with(good, "TelephoneNumber", "12"), "5070"},
      {without(good, "TelephoneNumbers"), "5073"},
      {move_order({kNumber, kNumber}), "5093"},
      {move_order(too_many_numbers()), "5095"},
  };
  for (const auto& [document, code] : bad) {
    const Answer answer = sim.post("/moveTns", document);
    EXPECT_EQ(answer.status, 400) << code;
    EXPECT_EQ(answer.at("Errors/Code"), code) << answer.body;
  }
  EXPECT_EQ(sim.get("/moveTns").at("TotalCount"), "0");
}

}  // namespace
}  // namespace dashsim::test::moveTns_test
