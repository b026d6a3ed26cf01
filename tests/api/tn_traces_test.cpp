// Every order about a telephone number leaves its trace in the number's history, whatever the
// family, and what it has done shows in the number's details.
#include "emergency_story.hpp"
#include "feature_story.hpp"
#include "import_story.hpp"
#include "lsr_story.hpp"

namespace dashsim::test::tn_traces_test {
namespace {

const std::string kNumber = "9195550100";  ///< in service
const std::string kComing = "9193334001";  ///< with Mock Carrier

/// What is done to a number, and what is to be seen of it when all has been done.
struct Trace {
  const char* name;
  std::string number;
  void (*place)(Sim&);
  /// Of each entry of the history: type of the order, its state, and the number's state then.
  /// Orders that buy numbers tell no state of their own.
  std::vector<std::string> history;
  /// Paths below TelephoneNumberDetails with their texts; empty texts: nothing is there.
  std::vector<std::pair<std::string, std::string>> details;
};

void PrintTo(const Trace& trace, std::ostream* out) {
  *out << trace.name;
}

std::string post(Sim& sim, const std::string& path, const std::string& xml) {
  const Answer created = sim.post(path, xml);
  EXPECT_EQ(created.status, 201) << created.body;
  sim.advance_until_idle();
  return created.created_id();
}

std::string group_of_one(Sim& sim) {
  return made_group(sim, {made_recipient(sim, kEmail)}, "Floor 5");
}

const Trace kTraces[] = {
    {"orders",
     kAvailable,
     [](Sim& sim) {
       post(sim, "/orders",
            "<Order><SiteId>743</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList>"
            "<TelephoneNumber>" +
                kAvailable +
                "</TelephoneNumber></TelephoneNumberList></ExistingTelephoneNumberOrderType>"
                "</Order>");
     },
     {"NEW_NUMBER_ORDER  Inservice"},
     {{"Status", "Inservice"}, {"AccountId", "9900000"}, {"SipPeer/PeerId", "303716"}}},
    {"disconnects",
     kNumber,
     [](Sim& sim) {
       sim.post("/disconnects",
                "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
                "<TelephoneNumberList><TelephoneNumber>" +
                    kNumber +
                    "</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
                    "</DisconnectTelephoneNumberOrder>");
       sim.advance("1m");
     },
     {"DISCONNECT_ORDER RECEIVED Inservice", "DISCONNECT_ORDER COMPLETE Aging"},
     {{"Status", "Aging"}, {"AccountId", ""}}},
    {"portins",
     kComing,
     [](Sim& sim) { post(sim, "/portins", port_in()); },
     {"PORTIN_ORDER PENDING_DOCUMENTS PortInPendingFoc", "PORTIN_ORDER SUBMITTED PortInPendingFoc",
      "PORTIN_ORDER FOC PortInPendingFoc", "PORTIN_ORDER COMPLETE Inservice"},
     {{"Status", "Inservice"}}},
    {"bulkPortins",
     kComing,
     [](Sim& sim) {
       const std::string order =
           "/bulkPortins/" +
           post(sim, "/bulkPortins",
                "<BulkPortin><RequestedFocDate>2026-01-20</RequestedFocDate>"
                "<BillingTelephoneNumber>9193334000</BillingTelephoneNumber><Subscriber>"
                "<SubscriberType>BUSINESS</SubscriberType><BusinessName>Acme</BusinessName>" +
                    std::string(kServiceAddress) +
                    "</Subscriber><SiteId>743</SiteId><LoaAuthorizingPerson>Jim"
                    "</LoaAuthorizingPerson></BulkPortin>");
       sim.put(order + "/tnList", "<TnList><TN>" + kComing + "</TN></TnList>");
       sim.send("PATCH", "/accounts/9900000" + order,
                "<BulkPortin><ProcessingStatus>IN_PROGRESS</ProcessingStatus></BulkPortin>");
       sim.advance_until_idle();
     },
     {"PORTIN_ORDER DRAFT Available", "PORTIN_ORDER PENDING_DOCUMENTS PortInPendingFoc",
      "PORTIN_ORDER SUBMITTED PortInPendingFoc", "PORTIN_ORDER FOC PortInPendingFoc",
      "PORTIN_ORDER COMPLETE Inservice"},
     {{"Status", "Inservice"}}},
    {"portouts",
     kNumber,
     [](Sim& sim) {
       sim.control(
           "POST", "/events",
           R"({"port_out": {"account": 9900000, "numbers": ["9195550100"], "spid": "512E"}})");
       sim.advance_until_idle();
     },
     {"PORTOUT_ORDER NEW Inservice", "PORTOUT_ORDER SOA_PENDING Inservice",
      "PORTOUT_ORDER COMPLETE PortOut"},
     {{"Status", "PortOut"}, {"AccountId", ""}}},
    {"lsrorders",
     kNumber,
     [](Sim& sim) { post(sim, "/lsrorders", lsr_order()); },
     {"LSR_ORDER PENDING Inservice", "PORTOUT_ORDER NEW Inservice",
      "PORTOUT_ORDER SOA_PENDING Inservice", "LSR_ORDER FOC Inservice",
      "PORTOUT_ORDER COMPLETE PortOut", "LSR_ORDER COMPLETE PortOut"},
     {{"Status", "PortOut"}}},
    {"importTnOrders",
     kElsewhere,
     [](Sim& sim) { post(sim, "/importTnOrders", import_order({kElsewhere})); },
     {"IMPORT_TN_ORDER RECEIVED Available", "IMPORT_TN_ORDER PROCESSING Available",
      "IMPORT_TN_ORDER COMPLETE Inservice"},
     {{"Status", "Inservice"}}},
    {"removeImportedTnOrders",
     kElsewhere,
     [](Sim& sim) {
       post(sim, "/importTnOrders", import_order({kElsewhere}));
       post(sim, "/removeImportedTnOrders", removal({kElsewhere}));
     },
     {"IMPORT_TN_ORDER RECEIVED Available", "IMPORT_TN_ORDER PROCESSING Available",
      "IMPORT_TN_ORDER COMPLETE Inservice", "REMOVE_IMPORTED_TN_ORDER RECEIVED Inservice",
      "REMOVE_IMPORTED_TN_ORDER PROCESSING Inservice",
      "REMOVE_IMPORTED_TN_ORDER COMPLETE Available"},
     {}},
    {"externalTns",
     kElsewhere,
     [](Sim& sim) { post(sim, "/externalTns", external_order("IMPORT", {kElsewhere})); },
     {"EXTERNAL_TN_ORDER RECEIVED Available", "EXTERNAL_TN_ORDER PROCESSING Available",
      "EXTERNAL_TN_ORDER COMPLETE Inservice"},
     {{"Status", "Inservice"}, {"TnAttributes/TnAttribute", "External"}}},
    {"externalTnsThatGo",
     kElsewhere,
     [](Sim& sim) {
       post(sim, "/externalTns", external_order("IMPORT", {kElsewhere}));
       post(sim, "/externalTns", external_order("REMOVE", {kElsewhere}));
     },
     {"EXTERNAL_TN_ORDER RECEIVED Available", "EXTERNAL_TN_ORDER PROCESSING Available",
      "EXTERNAL_TN_ORDER COMPLETE Inservice", "EXTERNAL_TN_ORDER RECEIVED Inservice",
      "EXTERNAL_TN_ORDER PROCESSING Inservice", "EXTERNAL_TN_ORDER COMPLETE Available"},
     {}},
    {"e911s",
     kNumber,
     [](Sim& sim) {
       post(sim, "/e911s",
            e911_order(numbers({kNumber}) + "<CallerName>Joe</CallerName>" + address(kElm)));
     },
     {"E911_ORDER RECEIVED Inservice", "E911_ORDER PROCESSING Inservice",
      "E911_ORDER COMPLETE Inservice"},
     {{"Features/E911/LastE911OrderOutcome", "SUCCESS"},
      {"Features/E911/CallerName", "Joe"},
      {"Features/E911/Address/City", "Carpinteria"}}},
    {"lidbs",
     kNumber,
     [](Sim& sim) { post(sim, "/lidbs", lidb_order({kNumber})); },
     {"LIDB_ORDER RECEIVED Inservice", "LIDB_ORDER PROCESSING Inservice",
      "LIDB_ORDER COMPLETE Inservice"},
     {{"Features/Lidb/Status", "Success"}, {"Features/Lidb/SubscriberInformation", "Joe"}}},
    {"dldas",
     kNumber,
     [](Sim& sim) { post(sim, "/dldas", dlda_order({kNumber})); },
     {"DLDA_ORDER RECEIVED Inservice", "DLDA_ORDER PROCESSING Inservice",
      "DLDA_ORDER COMPLETE Inservice"},
     {{"Features/Dlda/Status", "Success"}, {"Features/Dlda/ListingName/LastName", "Smith"}}},
    {"tnoptions",
     kNumber,
     [](Sim& sim) {
       post(sim, "/tnoptions",
            tn_option_order({kNumber}, "<Protected>true</Protected><Sms>on</Sms>"));
     },
     {"TN_OPTION_ORDER RECEIVED Inservice", "TN_OPTION_ORDER PROCESSING Inservice",
      "TN_OPTION_ORDER COMPLETE Inservice"},
     {{"MessagingSettings/SmsEnabled", "true"}, {"TnAttributes/TnAttribute", "Protected"}}},
    {"numbersAssignment",
     kNumber,
     [](Sim& sim) { post(sim, "/numbersAssignment", assignment_order({kNumber})); },
     {"TN_ASSIGNMENT_ORDER COMPLETE Inservice"},
     {{"Status", "Inservice"}}},
    {"emergencyNotificationEndpointOrders",
     kNumber,
     [](Sim& sim) {
       post(sim, "/emergencyNotificationEndpointOrders",
            adds_endpoints(group_of_one(sim), {kNumber}));
     },
     {"EMERGENCY_NOTIFICATION_ORDER PROCESSING Inservice",
      "EMERGENCY_NOTIFICATION_ORDER COMPLETED Inservice"},
     {{"Features/E911/EmergencyNotificationGroup/Description", "Floor 5"}}},
    {"emergencyNotificationEndpointOrdersThatTakeAway",
     kNumber,
     [](Sim& sim) {
       const std::string group = group_of_one(sim);
       post(sim, "/emergencyNotificationEndpointOrders", adds_endpoints(group, {kNumber}));
       post(sim, "/emergencyNotificationEndpointOrders", drops_endpoints(group, {kNumber}));
     },
     {"EMERGENCY_NOTIFICATION_ORDER PROCESSING Inservice",
      "EMERGENCY_NOTIFICATION_ORDER COMPLETED Inservice",
      "EMERGENCY_NOTIFICATION_ORDER PROCESSING Inservice",
      "EMERGENCY_NOTIFICATION_ORDER COMPLETED Inservice"},
     {{"Features/E911", ""}}},
    {"importToAccount",
     kElsewhere,
     [](Sim& sim) { post(sim, "/importToAccount", import_to_account({kElsewhere})); },
     {"IMPORT_TO_ACCOUNT_ORDER RECEIVED Available", "IMPORT_TO_ACCOUNT_ORDER PROCESSING Available",
      "IMPORT_TO_ACCOUNT_ORDER COMPLETE Inservice"},
     {{"Status", "Inservice"}, {"SipPeer/PeerId", "303716"}}},
    {"moveTns",
     kNumber,
     [](Sim& sim) { post(sim, "/moveTns", move_order({kNumber})); },
     {"MOVE_TNS_ORDER RECEIVED Inservice", "MOVE_TNS_ORDER PROCESSING Inservice",
      "MOVE_TNS_ORDER COMPLETE Inservice"},
     {{"SipPeer/PeerId", "303717"}, {"Status", "Inservice"}}},
    // What is no order, or does nothing to the number, is no part of its history.
    {"csrs",
     "9196194444",
     [](Sim& sim) { post(sim, "/csrs", kCsr); },
     {},
     {{"Status", "Available"}}},
    {"tnreservation",
     kAvailable,
     [](Sim& sim) {
       sim.post("/tnreservation",
                "<Reservation><ReservedTn>" + kAvailable + "</ReservedTn></Reservation>");
     },
     {},
     {{"Status", "Reserved"}}},
    {"movetnsOfSipPeers",
     kNumber,
     [](Sim& sim) {
       sim.post("/sites/743/sippeers/518824/movetns",
                "<SipPeerTelephoneNumbers><FullNumber>" + kNumber +
                    "</FullNumber></SipPeerTelephoneNumbers>");
     },
     {},
     {{"SipPeer/PeerId", "518824"}, {"Status", "Inservice"}}},
};

class TnTraces : public SimTest, public testing::WithParamInterface<Trace> {
 protected:
  TnTraces() : SimTest({.scenario = "scenario: traces\nclock: {poll_advance: 0s}\n"}) {
    uses_what_no_sample_shows();
  }
  Answer ask(const std::string& view) {
    return sim.send("GET", "/tns/" + GetParam().number + view);
  }
};

TEST_P(TnTraces, AreLeftByEveryOrder) {
  const Trace& trace = GetParam();
  trace.place(sim);
  const Answer history = ask("/history");
  EXPECT_EQ(history.status, trace.history.empty() ? 404 : 200);
  std::vector<std::string> told;
  std::string last_order, last_time;
  each_element(history.body, [&](const xml::Element& entry) {
    if (entry.name() != "TelephoneNumberStatus") return;
    const auto text = [&](std::string_view name) { return std::string(entry.text_at(name)); };
    told.push_back(text("OrderType") + " " + text("OrderStatus") + " " + text("Status"));
    last_order = text("OrderId");
    last_time = text("LastModifiedDate");
    EXPECT_EQ(text("AccountId"), "9900000");
  });
  EXPECT_EQ(told, trace.history);
  const Answer details = ask("/tndetails");
  EXPECT_EQ(details.status, trace.details.empty() ? 404 : 200) << "known, or no longer";
  for (const auto& [path, text] : trace.details)
    EXPECT_EQ(details.at("TelephoneNumberDetails/" + path), text) << details.body;
  if (trace.details.empty() || trace.history.empty()) return;
  EXPECT_EQ(ask("").at("OrderId"), last_order);
  EXPECT_EQ(details.at("TelephoneNumberDetails/LastModified"), last_time);
}

INSTANTIATE_TEST_SUITE_P(Families, TnTraces, testing::ValuesIn(kTraces),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace dashsim::test::tn_traces_test
