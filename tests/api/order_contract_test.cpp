// What every family of orders does alike. A new family joins the list and inherits the suite.
#include "api/emergency_story.hpp"
#include "api/feature_story.hpp"
#include "api/import_story.hpp"
#include "api/lsr_story.hpp"

namespace dashsim::test::order_contract_test {
namespace {

struct Family {
  const char* name;
  const char* path;
  std::string request;
  const char* list_id;      ///< path of the first id in a list
  const char* error_code;   ///< path of the code of a refusal
  const char* status;       ///< of an order that is read
  std::size_t history = 0;  ///< entries once it is done; 0: it has none
  bool has_notes = true;
  bool has_pages = true;
  const char* first_state = "RECEIVED";
  /// Of orders about what has to be there first; else `request`.
  std::string (*make_request)(Sim&) = nullptr;
};

void PrintTo(const Family& family, std::ostream* out) {
  *out << family.name;
}

const Family kFamilies[] = {
    {"orders", "/orders",
     "<Order><SiteId>743</SiteId><CustomerOrderId>mine</"
     "CustomerOrderId><ZIPSearchAndOrderType><Zip>27606</Zip>"
     "<Quantity>1</Quantity></ZIPSearchAndOrderType></Order>",
     "ListOrderIdUserIdDate/OrderIdUserIdDate/orderId", "ErrorList/Error/Code", "OrderStatus", 2},
    {"disconnects", "/disconnects",
     "<DisconnectTelephoneNumberOrder><CustomerOrderId>mine</"
     "CustomerOrderId><DisconnectTelephoneNumberOrderType>"
     "<TelephoneNumberList><TelephoneNumber>9195550101</TelephoneNumber></TelephoneNumberList>"
     "</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>",
     "ListOrderIdUserIdDate/OrderIdUserIdDate/OrderId", "ErrorList/Error/Code", "OrderStatus"},
    {"importTnOrders", "/importTnOrders", import_order({kElsewhere}),
     "ImportTnOrderSummary/ImportTnOrderSummary/OrderId", "Errors/Code", "ProcessingStatus", 3,
     false, false},
    {"removeImportedTnOrders", "/removeImportedTnOrders", removal({kElsewhere}),
     "RemoveImportedTnOrderSummary/OrderId", "Errors/Code", "ProcessingStatus", 3, false, false},
    {"externalTns", "/externalTns", external_order("IMPORT", {kElsewhere}),
     "ExternalTnsOrder/OrderId", "ResponseStatus/ErrorCode", "ProcessingStatus", 0, false, false},
    {"importToAccount", "/importToAccount", import_to_account({kElsewhere}),
     "ImportToAccountOrderSummary/OrderId", "Errors/Code", "ProcessingStatus", 0, false},
    {"moveTns", "/moveTns", move_order({"9195550100"}), "MoveTnsOrderSummary/OrderId",
     "Errors/Code", "ProcessingStatus", 3, false, false},
    {"e911s", "/e911s", e911_order(numbers({"9195550100"}) + address(kElm)),
     "E911OrderSummary/OrderId", "ResponseStatus/ErrorCode", "ProcessingStatus", 3, false, false},
    {"lidbs", "/lidbs", lidb_order({"9195550100"}),
     "ListOrderIdUserIdDate/OrderIdUserIdDate/orderId", "ErrorList/Error/Code", "ProcessingStatus",
     0, false, false},
    {"dldas", "/dldas", dlda_order({"9195550100"}),
     "ListOrderIdUserIdDate/OrderIdUserIdDate/orderId", "ResponseStatus/ErrorCode",
     "DldaOrder/ProcessingStatus", 3, false, false},
    {"tnoptions", "/tnoptions", tn_option_order({"9195550100"}), "TnOptionOrderSummary/OrderId",
     "ResponseStatus/ErrorCode", "ProcessingStatus", 3, false, false},
    {"numbersAssignment", "/numbersAssignment", assignment_order({"9195550100"}),
     "ListOrderIdUserIdDate/OrderIdUserIdDate/orderId", "ResponseStatus/ErrorCode",
     "ProcessingStatus", 0, false, false},
    {"portins", "/portins", port_in(), "lnpPortInfoForGivenStatus/OrderId", "Errors/Code",
     "ProcessingStatus", 4, true, true, "PENDING_DOCUMENTS"},
    {"lsrorders", "/lsrorders", lsr_order(), "LsrOrderSummary/OrderId", "ResponseStatus/ErrorCode",
     "OrderStatus", 3, true, false, "PENDING"},
    {"csrs", "/csrs", kCsr, "CsrResponse/OrderId", "Errors/Code", "Status", 0},
    {"emergencyNotificationGroupOrders",
     "/emergencyNotificationGroupOrders",
     {},
     "EmergencyNotificationGroupOrders/EmergencyNotificationGroupOrder/OrderId",
     "ResponseStatus/ErrorCode",
     "EmergencyNotificationGroup/ProcessingStatus",
     0,
     false,
     false,
     "PROCESSING",
     [](Sim& sim) {
       return group_order(
           "Added", "<Description>Floor 5</Description>" + added({made_recipient(sim, kEmail)}));
     }},
    {"emergencyNotificationEndpointOrders",
     "/emergencyNotificationEndpointOrders",
     {},
     "EmergencyNotificationEndpointOrders/EmergencyNotificationEndpointOrder/OrderId",
     "ResponseStatus/ErrorCode",
     "EmergencyNotificationEndpointOrder/ProcessingStatus",
     0,
     false,
     false,
     "PROCESSING",
     [](Sim& sim) {
       return adds_endpoints(made_group(sim, {made_recipient(sim, kEmail)}, "Floor 5"),
                             {"9195550100"});
     }},
};

class OrderContract : public SimTest, public testing::WithParamInterface<Family> {
 protected:
  std::string path() const { return GetParam().path; }
  Answer create() {
    const auto make = GetParam().make_request;
    return sim.post(path(), make == nullptr ? GetParam().request : make(sim));
  }
};

TEST_P(OrderContract, IsReadAtOnceWhereItsLocationSays) {
  const Answer created = create();
  EXPECT_EQ(created.status, 201) << created.body;
  EXPECT_EQ(sim.follow(created).status, 200);
}

TEST_P(OrderContract, IsListedAfterItIsDone) {
  const Answer created = create();
  sim.advance_until_idle();
  const Answer list = sim.get(path() + (GetParam().has_pages ? "?page=1&size=10" : ""));
  EXPECT_EQ(list.at(GetParam().list_id), created.created_id()) << list.body;
  if (!GetParam().has_pages) return;
  EXPECT_EQ(sim.get(path() + "?page=" + created.created_id() + "&size=10").at(GetParam().list_id),
            created.created_id());
  EXPECT_EQ(sim.get(path() + "?page=none&size=10").status, 400);
}

TEST_P(OrderContract, TakesNotes) {
  if (!GetParam().has_notes) return;
  const std::string notes = path() + "/" + create().created_id() + "/notes";
  EXPECT_EQ(sim.get(notes).status, 204);
  const Answer added = sim.post(
      notes, "<Note><UserId>jbm</UserId><Description>This is a test note</Description></Note>");
  EXPECT_EQ(added.status, 201);
  EXPECT_EQ(added.location(),
            "http://dashsim.test/accounts/9900000" + notes + "/" + added.created_id());
  EXPECT_XML(sim.get(notes).body, R"(
    <Notes>
      <Note>
        <Id>)" + added.created_id() + R"(</Id>
        <UserId>jbm</UserId>
        <Description>This is a test note</Description>
        <LastDateModifier>2026-01-05T09:00:00.000Z</LastDateModifier>
      </Note>
    </Notes>)");
  sim.advance("1m");
  EXPECT_EQ(sim.put(notes + "/" + added.created_id(),
                    "<Note><UserId>jbm</UserId><Description>better</Description></Note>")
                .status,
            200);
  EXPECT_EQ(sim.get(notes).at("Note/Description"), "better");
  EXPECT_EQ(sim.get(notes).at("Note/LastDateModifier"), "2026-01-05T09:01:00.000Z");
}

TEST_P(OrderContract, RefusesBadNotes) {
  if (!GetParam().has_notes) return;
  const std::string notes = path() + "/" + create().created_id() + "/notes";
  const Answer refused = sim.post(notes, "<Note><Description>whose?</Description></Note>");
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(
    <NoteResponse>
      <ResponseStatus><ErrorCode>12501</ErrorCode><Description>Username is required</Description></ResponseStatus>
    </NoteResponse>)");
  const std::string id =
      sim.post(notes, "<Note><UserId>a</UserId><Description>b</Description></Note>").created_id();
  EXPECT_EQ(
      sim.put(notes + "/" + id, "<Note><UserId>jbm</UserId></Note>").at("ResponseStatus/ErrorCode"),
      "1003");
  EXPECT_EQ(
      sim.put(notes + "/1", "<Note><UserId>a</UserId><Description>b</Description></Note>").status,
      404);
  EXPECT_EQ(sim.post(notes, "<Note><UserId>a</UserId><Description>" + std::string(501, 'x') +
                                "</Description></Note>")
                .status,
            400);
}

TEST_P(OrderContract, KeepsAHistoryThatMatchesItsStates) {
  if (GetParam().history == 0) return;
  const std::string order = path() + "/" + create().created_id();
  sim.advance_until_idle();
  const Answer history = sim.get(order + "/history");
  EXPECT_EQ(history.count("OrderHistory"), GetParam().history);
  EXPECT_EQ(history.at("OrderHistory/Status"), GetParam().first_state);
  EXPECT_EQ(history.all("OrderHistory/Status").back(), sim.get(order).at(GetParam().status));
  const Answer missing = sim.get(path() + "/none/history");
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.at("ResponseStatus/Description"), "The resource does not exist");
}

TEST_P(OrderContract, IsNotThereForAnotherAccount) {
  const Answer created = create();
  const std::string foreign = "/accounts/9900001" + path() + "/" + created.created_id();
  EXPECT_EQ(sim.call("GET", foreign, basic("other", "secret")).status, 404);
  EXPECT_EQ(sim.send("GET", foreign).status, 403);
  EXPECT_EQ(sim.get(path() + "/" + std::string(36, '0')).status, 404);
}

TEST_P(OrderContract, RefusesAWrongRoot) {
  const Answer refused = sim.post(path(), "<Wrong/>");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.at(GetParam().error_code), "1019") << refused.body;
}

INSTANTIATE_TEST_SUITE_P(Families, OrderContract, testing::ValuesIn(kFamilies),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace dashsim::test::order_contract_test
