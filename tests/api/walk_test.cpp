// One walk through the whole API: something of every family is made, then everything that the
// catalogue says can be read is read.
#include <algorithm>
#include <boost/json/parse.hpp>

#include "api/kit/catalogue.hpp"
#include "emergency_story.hpp"
#include "feature_story.hpp"
#include "import_story.hpp"
#include "lsr_story.hpp"
#include "port_story.hpp"
#include "products_story.hpp"
#include "support/json_text.hpp"

namespace dashsim::test::walk_test {
namespace {

class Walk : public EmergencyTest {
 protected:
  Walk() {
    uses_what_no_sample_shows();
    ids_["/accounts/{accountId}"] = "9900000";
    ids_["/accounts/{accountId}/sites/{siteId}"] = "743";
    ids_["/accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}"] = "303716";
    for (const char* tn :
         {"/accounts/{accountId}/inserviceNumbers/{tn}",
          "/accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}", "/tns/{tn}"})
      ids_[tn] = kNumber;
    ids_["/users/{userid}"] = "tester";
    ids_["/coveredRateCenters/{rateCenterId}"] = "1";
  }

  /// Makes something, and remembers what `path` names it by.
  std::string make(const std::string& family, const std::string& placeholder,
                   const std::string& document) {
    const Answer made = sim.post("/" + family, document);
    EXPECT_EQ(made.status, 201) << family << made.body;
    return know("/accounts/{accountId}/" + family + "/{" + placeholder + "}", made.created_id());
  }
  std::string know(const std::string& path, const std::string& id) {
    EXPECT_NE(id, "") << path;
    return ids_[path] = id;
  }
  void note(const std::string& family, const std::string& id) {
    const Answer made =
        sim.post("/" + family + "/" + id + "/notes",
                 "<Note><UserId>walker</UserId><Description>seen</Description></Note>");
    EXPECT_EQ(made.status, 201) << family << made.body;
  }
  void upload(const std::string& family, const std::string& id) {
    net::Headers headers = basic("tester", "secret");
    headers.push_back({"Content-Type", "application/pdf"});
    const Answer made =
        sim.call("POST", "/accounts/9900000/" + family + "/" + id + "/loas", headers, "%PDF");
    know("/accounts/{accountId}/" + family + "/{orderid}/loas/{fileid}", made.at("filename"));
    sim.put("/" + family + "/" + id + "/loas/" + made.at("filename") + "/metadata",
            "<FileMetaData><DocumentName>letter</DocumentName><DocumentType>LOA</DocumentType>"
            "</FileMetaData>");
  }

  void buy_and_sell() {
    const std::string order =
        make("orders", "orderid",
             "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode>"
             "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>");
    ids_["/accounts/{accountId}/sites/{siteId}/orders/{orderid}"] = order;
    note("orders", order);
    note("disconnects", make("disconnects", "disconnectid",
                             "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
                             "<TelephoneNumberList><TelephoneNumber>9195550149</TelephoneNumber>"
                             "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
                             "</DisconnectTelephoneNumberOrder>"));
    make("tnreservation", "reservationid",
         "<Reservation><ReservedTn>" + kReserved + "</ReservedTn></Reservation>");
    make("subscriptions", "subscriptionid",
         "<Subscription><OrderType>orders</OrderType><EmailSubscription><Email>a@example.com"
         "</Email><DigestRequested>NONE</DigestRequested></EmailSubscription></Subscription>");
  }

  void port() {
    const std::string triggered = "<Triggered>true</Triggered></LnpOrder>";
    const std::string port = make("portins", "orderid", port_in({{"</LnpOrder>", triggered}}));
    note("portins", port);
    upload("portins", port);
    const std::string bulk =
        make("bulkPortins", "orderid", "<BulkPortin><SiteId>743</SiteId></BulkPortin>");
    note("bulkPortins", bulk);
    upload("bulkPortins", bulk);
    note("lsrorders", make("lsrorders", "orderid", lsr_order()));
    const Answer left = sim.control(
        "POST", "/events",
        R"({"port_out": {"account": 9900000, "numbers": ["9195550148"], "spid": "512E"}})");
    note("portouts", know("/accounts/{accountId}/portouts/{orderid}",
                          text(boost::json::parse(left.body).at("order"))));
    note("csrs", make("csrs", "orderid", kCsr));
    const std::string import = make("importTnOrders", "orderid", import_order({kElsewhere}));
    upload("importTnOrders", import);
    make("removeImportedTnOrders", "orderid", removal({kElsewhere}));
    make("externalTns", "orderid", external_order("IMPORT", {kElsewhere2}));
    note("importToAccount", make("importToAccount", "orderid", import_to_account({"9193330103"})));
    make("moveTns", "orderid", move_order({"9195550147"}));
  }

  void set_features() {
    make("e911s", "orderid", e911_order(numbers({kNumber}) + address(kElm, "Hall")));
    know("/accounts/{accountId}/aeuis/{acid}", "Endpoint1");
    sim.post("/e911s", e911_order(endpoints(pidflo("Endpoint1", address(kMainCampus)))));
    make("lidbs", "lidbid", lidb_order({kNumber}));
    make("dldas", "orderid", dlda_order({kNumber}));
    make("tnoptions", "orderid", tn_option_order({kNumber}));
    make("numbersAssignment", "orderid", assignment_order({kNumber}));
    sim.advance("1h");
    const std::string recipient = make("emergencyNotificationRecipients", "enrId", kEmail);
    make("emergencyNotificationGroupOrders", "orderId",
         group_order("Added", "<Description>Floor</Description>" + added({recipient})));
    sim.advance("1h");
    const std::string group =
        know("/accounts/{accountId}/emergencyNotificationGroups/{engId}",
             sim.get("/emergencyNotificationGroups")
                 .at("EmergencyNotificationGroups/EmergencyNotificationGroup/Identifier"));
    make("emergencyNotificationEndpointOrders", "orderId", adds_endpoints(group, {kNumber}));
  }

  void set_products() {
    make("applications", "applicationId", kMessagingApplication);
    sim.post(kSmsFeature,
             "<SipPeerSmsFeature><SipPeerSmsFeatureSettings><TollFree>true</TollFree><Protocol>SMPP"
             "</Protocol></SipPeerSmsFeatureSettings></SipPeerSmsFeature>");
    sim.post(kMmsFeature,
             "<MmsFeature><MmsSettings><protocol>HTTP</protocol></MmsSettings></MmsFeature>");
    sim.post("/sipcredentials",
             "<SipCredentials><SipCredential><UserName>phone</UserName><Domain>example.com</Domain>"
             "<Hash1>h</Hash1></SipCredential></SipCredentials>");
    know("/accounts/{accountId}/sipcredentials/{compositeUserName}", "phone@example.com");
  }

  void ask_for_reports() {
    const std::string report = know("/accounts/{accountId}/reports/{reportid}", "4");
    know("/accounts/{accountId}/reports/{reportid}/instances/{instanceId}",
         sim.post("/reports/" + report + "/instances",
                  "<Instance><OutputFormat>csv</OutputFormat><Parameters><Parameter><Name>AccountId"
                  "</Name><Value>9900000</Value></Parameter></Parameters></Instance>")
             .created_id());
    make("billingreports", "reportid",
         "<BillingReport><Type>DIDSNAP</Type><DateRange><StartDate>2026-01-01</StartDate><EndDate>"
         "2026-01-05</EndDate></DateRange></BillingReport>");
    know("/accounts/{accountId}/bdrs/{bdrid}",
         sim.post("/bdrs",
                  "<Bdr><StartDate>2026-01-01</StartDate><EndDate>2026-01-05</EndDate>"
                  "</Bdr>")
             .created_id());
  }

  /// The path with every placeholder filled.
  std::string filled(const api::Operation& operation) const {
    std::string path;
    std::string_view rest = operation.path;
    std::string_view seen = operation.path;
    while (!rest.empty()) {
      const std::size_t open = rest.find('{');
      path += rest.substr(0, open);
      if (open == std::string_view::npos) break;
      const std::size_t close = rest.find('}');
      rest.remove_prefix(close + 1);
      path += ids_.at(std::string(seen.substr(0, seen.size() - rest.size())));
    }
    const auto found = kQueries.find(operation.path);
    return found == kQueries.end() ? path : path + found->second;
  }

  const std::string kNumber = "9195550100";
  const std::string kReserved = "9194390000";
  /// What some operations cannot do without.
  const std::map<std::string, std::string, std::less<>> kQueries{
      {"/accounts/{accountId}/addresses", "?type=e911"},
      {"/accounts/{accountId}/availableNpaNxx", "?areaCode=919"},
      {"/accounts/{accountId}/availableNumbers", "?areaCode=919"},
      {"/cities", "?state=NC"},
      {"/rateCenters", "?state=NC"},
  };
  std::map<std::string, std::string> ids_;  ///< by what stands before and in the braces
};

TEST_F(Walk, ReadsEverythingThatCanBeRead) {
  port();
  sim.advance("25h");  // until its customer may activate the triggered port
  buy_and_sell();
  set_features();
  set_products();
  ask_for_reports();
  sim.advance("1h");
  std::size_t read = 0;
  for (const api::Operation& operation : api::operations()) {
    if (operation.method != "GET") continue;
    SCOPED_TRACE(operation.name);
    std::string path = filled(operation);
    if (path.ends_with("/tnreservation") && path.starts_with("/tns/"))
      path = "/tns/" + kReserved + "/tnreservation";
    const Answer answer = sim.send("GET", path);
    const bool documented =
        operation.statuses.empty() ||
        std::ranges::find(operation.statuses, answer.status) != operation.statuses.end();
    EXPECT_TRUE(documented && answer.status < 400) << answer.status << " " << path << answer.body;
    ++read;
  }
  EXPECT_GT(read, 130U);
}

}  // namespace
}  // namespace dashsim::test::walk_test
