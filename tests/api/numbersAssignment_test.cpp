#include "support/sim.hpp"

namespace dashsim::test::numbersAssignment_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string assignment(const std::string& action, const std::vector<std::string>& numbers,
                       const std::string& more = {}) {
  std::string list;
  for (const std::string& number : numbers)
    list += "<TelephoneNumber>" + number + "</TelephoneNumber>";
  return "<TelephoneNumbersAssignmentOrder>" + more + "<Action>" + action +
         "</Action><TelephoneNumbers>" + list +
         "</TelephoneNumbers></TelephoneNumbersAssignmentOrder>";
}

class NumbersAssignment : public SimTest {};

TEST_F(NumbersAssignment, IsDoneAtOnce) {
  const std::string order = assignment("ASSIGN", {"9195550100", "9195550101", "9194390000"},
                                       "<CustomerOrderId>ICPA123ABC</CustomerOrderId>");
  const Answer created = sim.post("/numbersAssignment", order);
  EXPECT_EQ(created.status, 201);
  EXPECT_XML(created.body, R"(<TelephoneNumbersAssignmentOrderResponse>
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <AccountId>9900000</AccountId>
      <CreatedByUser>tester</CreatedByUser>
      <OrderId>)" + created.created_id() +
                               R"(</OrderId>
      <ProcessingStatus>PARTIAL</ProcessingStatus>
      <TotalQuantity>3</TotalQuantity>
      <FailedQuantity>1</FailedQuantity>)" +
                               order + R"(
      <Errors><Error><Code>5076</Code>
        <Description>Number does not belong to this account.</Description>
        <TelephoneNumbers><TelephoneNumber>9194390000</TelephoneNumber></TelephoneNumbers>
      </Error></Errors>
    </TelephoneNumbersAssignmentOrderResponse>)");
  EXPECT_EQ(sim.follow(created).body, created.body);
}

TEST_F(NumbersAssignment, IsCompleteOrFailedToo) {
  EXPECT_EQ(
      sim.post("/numbersAssignment", assignment("UNASSIGN", {"9195550100"})).at("ProcessingStatus"),
      "COMPLETE");
  EXPECT_EQ(
      sim.post("/numbersAssignment", assignment("ASSIGN", {"9194390000"})).at("ProcessingStatus"),
      "FAILED");
}

TEST_F(NumbersAssignment, IsForNumbersInServiceThatAreBandwidths) {
  sim.post("/externalTns",
           "<ExternalTnsOrder><SiteId>743</SiteId><SipPeerId>303716</SipPeerId>"
           "<TelephoneNumbers><TelephoneNumber>9193330101</TelephoneNumber></TelephoneNumbers>"
           "<Action>IMPORT</Action></ExternalTnsOrder>");
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><name>d</name>"
           "<DisconnectTelephoneNumberOrderType><TelephoneNumberList>"
           "<TelephoneNumber>9195550102</TelephoneNumber></TelephoneNumberList>"
           "</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>");
  sim.advance_until_idle();
  const auto code = [&](const std::string& number) {
    return sim.post("/numbersAssignment", assignment("ASSIGN", {number})).at("Errors/Error/Code");
  };
  EXPECT_EQ(code("9193330101"), "5130");
  EXPECT_EQ(code("9195550102"), "5131");
}

TEST_F(NumbersAssignment, IsRefusedWithTheDocumentedCode) {
  const auto refused = [&](const std::string& order) {
    const Answer answer = sim.post("/numbersAssignment", order);
    EXPECT_EQ(answer.status, 400);
    return answer.at("ResponseStatus/ErrorCode");
  };
  EXPECT_EQ(refused(assignment("GIVE", {"9195550100"})), "13554");
  EXPECT_EQ(refused(assignment("", {"9195550100"})), "13554");
  EXPECT_EQ(refused(assignment("ASSIGN", {})), "5073");
  EXPECT_EQ(refused(assignment("ASSIGN", {"123"})), "5070");
  EXPECT_EQ(refused(assignment("ASSIGN", {"9195550100", "9195550100"})), "5093");
  EXPECT_EQ(refused(assignment("ASSIGN", {"9195550100"}, "<CustomerOrderId>_</CustomerOrderId>")),
            "5052");
  EXPECT_XML(sim.post("/numbersAssignment", assignment("GIVE", {"9195550100"})).body,
             R"(<TelephoneNumbersAssignmentOrderResponse><ResponseStatus>
      <ErrorCode>13554</ErrorCode>
      <Description>Assignment action is invalid. Valid values ASSIGN, UNASSIGN</Description>
    </ResponseStatus></TelephoneNumbersAssignmentOrderResponse>)");
}

TEST_F(NumbersAssignment, IsListed) {
  EXPECT_EQ(sim.get("/numbersAssignment").at("ListOrderIdUserIdDate/TotalCount"), "0");
  const std::string first =
      sim.post("/numbersAssignment", assignment("ASSIGN", {"9195550100"})).created_id();
  const std::string second =
      sim.post("/numbersAssignment", assignment("UNASSIGN", {"9194390000"})).created_id();
  const auto found = [&](const std::string& query) {
    return sim.get("/numbersAssignment" + query)
        .all("ListOrderIdUserIdDate/OrderIdUserIdDate/orderId");
  };
  EXPECT_THAT(found(""), ElementsAre(second, first));
  EXPECT_THAT(found("?action=ASSIGNED"), ElementsAre(first));
  EXPECT_THAT(found("?action=unassigned"), ElementsAre(second));
  EXPECT_THAT(found("?status=FAILED"), ElementsAre(second));
  EXPECT_THAT(found("?tn=9195550100"), ElementsAre(first));
  EXPECT_THAT(found("?createdDateFrom=2026-01-06"), IsEmpty());
}

TEST_F(NumbersAssignment, ListsNeedDates) {
  EXPECT_EQ(sim.get("/numbersAssignment").status, 200);
  EXPECT_EQ(sim.get("/numbersAssignment?createdDateFrom=yesterday").status, 400);
}

TEST_F(NumbersAssignment, OfNobodyIsNotThere) {
  const Answer answer = sim.get("/numbersAssignment/00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(answer.status, 404);
  EXPECT_XML(answer.body, R"(<TelephoneNumbersAssignmentOrderResponse><ResponseStatus>
      <Description>The resource does not exist</Description>
    </ResponseStatus></TelephoneNumbersAssignmentOrderResponse>)");
}

}  // namespace
}  // namespace dashsim::test::numbersAssignment_test
