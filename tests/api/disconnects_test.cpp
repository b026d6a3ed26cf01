#include "support/sim.hpp"

namespace dashsim::test::disconnects_test {
namespace {

using Disconnects = SimTest;

std::string disconnect(const std::vector<std::string>& numbers, const std::string& more = {}) {
  std::string list;
  for (const std::string& number : numbers)
    list += "<TelephoneNumber>" + number + "</TelephoneNumber>";
  return "<DisconnectTelephoneNumberOrder><name>training "
         "run</name><DisconnectTelephoneNumberOrderType>"
         "<TelephoneNumberList>" +
         list + "</TelephoneNumberList>" + more +
         "</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>";
}

TEST_F(Disconnects, TakeNumbersOutOfService) {
  const Answer created = sim.post("/disconnects", disconnect({"9195550101", "9195550102"}));
  EXPECT_EQ(created.status, 201);
  const std::string id = created.at("orderRequest/id");
  EXPECT_EQ(created.created_id(), id);
  EXPECT_XML(created.body, R"(
    <DisconnectTelephoneNumberOrderResponse>
      <orderRequest>
        <CustomerOrderId/>
        <id>)" + id + R"(</id>
        <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
        <DisconnectTelephoneNumberOrderType>
          <TelephoneNumberList>
            <TelephoneNumber>9195550101</TelephoneNumber>
            <TelephoneNumber>9195550102</TelephoneNumber>
          </TelephoneNumberList>
          <DisconnectMode>normal</DisconnectMode>
          <Protected>UNCHANGED</Protected>
        </DisconnectTelephoneNumberOrderType>
      </orderRequest>
    </DisconnectTelephoneNumberOrderResponse>)");
  const Answer done = sim.get("/disconnects/" + id);
  EXPECT_EQ(done.at("OrderStatus"), "COMPLETE");
  EXPECT_EQ(done.count("DisconnectedTelephoneNumberList/TelephoneNumber"), 2U);
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550101").status, 404);
  EXPECT_EQ(sim.get("/inserviceNumbers/totals").at("Count"), "48");
}

TEST_F(Disconnects, CompleteInPart) {
  const Answer done =
      sim.follow(sim.post("/disconnects", disconnect({"9195550101", "9194390001"})));
  EXPECT_EQ(done.at("OrderStatus"), "PARTIAL");
  EXPECT_EQ(done.at("ErrorList/Error/Code"), "5074");
  EXPECT_EQ(done.at("ErrorList/Error/TelephoneNumber"), "9194390001");
  EXPECT_EQ(done.count("DisconnectedTelephoneNumberList/TelephoneNumber"), 1U);
}

TEST_F(Disconnects, FailForNumbersOfNobody) {
  const Answer done = sim.follow(sim.post("/disconnects", disconnect({"9194390001"})));
  EXPECT_EQ(done.at("OrderStatus"), "FAILED");
  EXPECT_EQ(done.count("DisconnectedTelephoneNumberList"), 0U);
}

TEST_F(Disconnects, AreRefusedInTheDocumentedForm) {
  const Answer refused = sim.post(
      "/disconnects", disconnect({"4158714245"}, "<DisconnectMode>brutal</DisconnectMode>"));
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(
    <DisconnectTelephoneNumberOrderResponse>
      <ErrorList>
        <Error>
          <Code>5084</Code>
          <Description>DisconnectMode 'brutal' invalid. Valid values are: normal, soft-remove, purge</Description>
        </Error>
      </ErrorList>
      <orderRequest>
        <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
        <DisconnectTelephoneNumberOrderType>
          <TelephoneNumberList><TelephoneNumber>4158714245</TelephoneNumber></TelephoneNumberList>
          <DisconnectMode>brutal</DisconnectMode>
        </DisconnectTelephoneNumberOrderType>
      </orderRequest>
    </DisconnectTelephoneNumberOrderResponse>)");
}

TEST_F(Disconnects, AreListed) {
  const Answer empty = sim.get("/disconnects?page=1&size=300");
  EXPECT_EQ(empty.status, 404);
  EXPECT_EQ(
      empty.at("first"),
      "Link=<http://dashsim.test/accounts/9900000/disconnects?page=1&size=300>;rel=\"first\";");
  const Answer created = sim.post("/disconnects", disconnect({"9195550101"}));
  sim.advance_until_idle();
  const Answer list = sim.get("/disconnects?page=1&size=300");
  const std::string entry = "ListOrderIdUserIdDate/OrderIdUserIdDate/";
  EXPECT_EQ(list.at(entry + "OrderId"), created.created_id());
  EXPECT_EQ(list.at(entry + "OrderType"), "disconnect");
  EXPECT_EQ(list.at(entry + "CountOfTNs"), "1");
}

TEST_F(Disconnects, LetNumbersAgeBeforeTheyAreAvailableAgain) {
  sim.post("/disconnects", disconnect({"9195550101"}));
  sim.advance_until_idle();
  EXPECT_XML(sim.get("/discnumbers?page=1&size=500").body, R"(
    <TNs>
      <TotalCount>1</TotalCount>
      <Links>
        <first>Link=&lt;http://dashsim.test/accounts/9900000/discnumbers?page=1&amp;size=500&gt;;rel="first";</first>
      </Links>
      <TelephoneNumbers><Count>1</Count><TelephoneNumber>9195550101</TelephoneNumber></TelephoneNumbers>
    </TNs>)");
  EXPECT_XML(sim.get("/discnumbers/totals").body, "<Quantity><Count>1</Count></Quantity>");
  EXPECT_EQ(sim.get("/discnumbers/totals?startdate=2026-01-06&enddate=2026-01-07").at("Count"),
            "0");
  EXPECT_EQ(sim.get("/discnumbers?startdate=soon&enddate=later").status, 400);
  EXPECT_EQ(sim.get("/availableNumbers?npaNxxx=9195550").body.find("9195550101"),
            std::string::npos);
  sim.advance("45d");
  EXPECT_NE(sim.get("/availableNumbers?npaNxxx=9195550").body.find("9195550101"),
            std::string::npos);
  EXPECT_EQ(sim.get("/discnumbers/totals").at("Count"), "0");
}

}  // namespace
}  // namespace dashsim::test::disconnects_test
