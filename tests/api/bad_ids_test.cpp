// Ids that lead nowhere: of nobody, of others, of nothing.
#include "api/bad_requests_story.hpp"

namespace dashsim::test::bad_ids_test {
namespace {

class BadIds : public BadRequests {};

TEST_F(BadIds, AboutSitesThatAreNotThere) {
  const auto no_site = [](const std::string& root, const std::string& id) {
    return in_status(root, {"12016", "Site '" + id + "' does not exist"});
  };
  std::vector<BadRequest> requests;
  for (const std::string id : {"1", "0", "-1", "x", "800", "743x", "99999999999999999999"})
    requests.push_back({"GET /sites/" + id, "", 404, no_site("SiteResponse", id)});
  const std::vector<BadRequest> others{
      {"PUT /sites/800", kSite, 404, no_site("SiteResponse", "800")},
      {"DELETE /sites/800", "", 404, no_site("SiteResponse", "800")},
      {"GET /sites/800/totaltns", "", 404, no_site("SiteTNsResponse", "800")},
      {"GET /sites/800/inserviceNumbers", "", 404, no_site("TNs", "800")},
      {"GET /sites/800/sippeers", "", 404, no_site("TNSipPeersResponse", "800")},
      {"POST /sites/800/sippeers", kPeer, 404, no_site("SipPeerResponse", "800")},
  };
  requests.insert(requests.end(), others.begin(), others.end());
  are_refused(requests);
}

TEST_F(BadIds, AboutSipPeersThatAreNotThere) {
  const auto no_peer = [](const std::string& root, const std::string& id) {
    return in_status(
        root, {"13563", "Sip Peer '" + id + "' account '9900000' and site '743' does not exist"});
  };
  std::vector<BadRequest> requests;
  for (const std::string id : {"1", "x", "303717", "400100"})
    requests.push_back({"GET " + kPeers + "/" + id, "", 400, no_peer("SipPeerResponse", id)});
  const std::string peer = kPeers + "/303717";
  const std::vector<BadRequest> others{
      {"PUT " + peer, kPeer, 400, no_peer("SipPeerResponse", "303717")},
      {"DELETE " + peer, "", 404, ""},
      {"GET " + peer + "/tns", "", 404, no_peer("SipPeerTelephoneNumbersResponse", "303717")},
      {"GET " + peer + "/tns/9195550101", "", 404,
       no_peer("SipPeerTelephoneNumberResponse", "303717")},
      {"GET " + peer + "/totaltns", "", 404,
       no_peer("SipPeerTelephoneNumbersCountResponse", "303717")},
      {"POST " + peer + "/movetns", "<SipPeerTelephoneNumbers/>", 404,
       no_peer("SipPeerTelephoneNumbersResponse", "303717")},
      {"GET " + kPeers + "/303716/tns/123", "", 400,
       in_status("SipPeerTelephoneNumberResponse",
                 {"13512", "'123' is not valid 10-digit telephone number"})},
      {"PUT " + kPeers + "/303716/tns/" + kNumberOfOthers, "<SipPeerTelephoneNumber/>", 404,
       in_status("SipPeerTelephoneNumberResponse",
                 {"13536", "Telephone number " + kNumberOfOthers +
                               " not found on account 9900000, Site 743, and Sip Peer 303716"})},
  };
  requests.insert(requests.end(), others.begin(), others.end());
  are_refused(requests);
}

TEST_F(BadIds, AboutOrdersThatAreNotThere) {
  const auto no_order = [](const std::string& type, const std::string& id) {
    return Error{"5035", type + " order " + id + " not found."};
  };
  const std::string order = "/orders/" + their_order_;
  const Error none = no_order("orders", their_order_);
  const std::string note = "<Note><UserId>a</UserId><Description>b</Description></Note>";
  const std::string disconnect = "/disconnects/" + their_disconnect_;
  const Error no_disconnect = no_order("disconnects", their_disconnect_);
  are_refused({
      {"GET /orders/none", "", 404, in_list("OrderResponse", {no_order("orders", "none")})},
      {"GET /orders/" + their_disconnect_, "", 404,
       in_list("OrderResponse", {no_order("orders", their_disconnect_)})},
      {"GET " + order, "", 404, in_list("OrderResponse", {none})},
      {"PUT " + order, "<Order/>", 404, in_list("OrderResponse", {none})},
      {"GET " + order + "/areaCodes", "", 404, in_list("TelephoneDetailsReports", {none})},
      {"GET " + order + "/npaNxx", "", 404, in_list("TelephoneDetailsReports", {none})},
      {"GET " + order + "/totals", "", 404, in_list("TelephoneDetailsReports", {none})},
      {"GET " + order + "/tns", "", 404, in_list("TelephoneNumbers", {none})},
      {"GET " + order + "/notes", "", 404, in_status("NoteResponse", none)},
      {"POST " + order + "/notes", note, 404, in_status("NoteResponse", none)},
      {"PUT " + order + "/notes/" + note_, note, 404, in_status("NoteResponse", none)},
      {"GET " + order + "/history", "", 404,
       in_status("ErrorResponse", {"", "The resource does not exist"})},
      {"GET /sites/202/orders/" + order_, "", 404,
       in_status("OrderResponse", no_order("orders", order_))},
      {"GET /sites/202/orders/" + order_ + "/tns", "", 404,
       in_status("TelephoneNumbers", no_order("orders", order_))},
      {"GET " + disconnect, "", 404,
       in_list("DisconnectTelephoneNumberOrderResponse", {no_disconnect})},
      {"GET " + disconnect + "/notes", "", 404, in_status("NoteResponse", no_disconnect)},
      {"POST " + disconnect + "/notes", note, 404, in_status("NoteResponse", no_disconnect)},
  });
}

TEST_F(BadIds, AboutOtherThingsThatAreNotThere) {
  const auto no_reservation = [](const std::string& id) {
    return in_status("ReservationResponse", {"5043", "Reservation " + id + " not found"});
  };
  const auto no_subscription = [](const std::string& id) {
    return in_status("SubscriptionsResponse",
                     {"16000", "Subscription " + id + " not found for accountId 9900000"});
  };
  const std::string order = "e75dc861-95ed-427e-8688-976132a69549";
  const std::string subscription = callback(
      "<URL>http://a</URL>", "<OrderType>orders</OrderType><OrderId>" + order + "</OrderId>");
  std::vector<BadRequest> requests{
      {"POST /subscriptions", subscription, 404,
       in_status("SubscriptionsResponse",
                 {"16005", "Order " + order + " of type orders not found"})},
      {"PUT /subscriptions/1", subscription, 404, no_subscription("1")},
  };
  for (const std::string method : {"GET", "DELETE"}) {
    for (const std::string& id : {std::string("none"), their_reservation_}) {
      requests.push_back({method + " /tnreservation/" + id, "", 404, no_reservation(id)});
    }
    for (const std::string& id : {std::string("none"), their_subscription_}) {
      requests.push_back({method + " /subscriptions/" + id, "", 404, no_subscription(id)});
    }
  }
  for (const std::string& tn : {std::string("123"), std::string("abc"), kNumberOfOthers}) {
    requests.push_back({"GET /inserviceNumbers/" + tn, "", 404,
                        in_status("TNs", {"", "The resource does not exist"})});
  }
  are_refused(requests);
}

}  // namespace
}  // namespace dashsim::test::bad_ids_test
