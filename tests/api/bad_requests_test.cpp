// Requests that are bad whatever they are about: documents, queries, methods, callers, bytes.
#include "api/bad_requests_story.hpp"

namespace dashsim::test::bad_requests_test {
namespace {

// Documents, whatever they are about.

constexpr const char* kNoDocument = "The request has no XML document";
constexpr const char* kUnfinished = "The document ends inside a tag";
constexpr const char* kNoName = "The document has an element without a valid name";
constexpr const char* kDoctype = "A document type declaration is not allowed";

std::string malformed(const std::string& why) {
  return "The document is not well-formed: " + why;
}
std::string not_a_character(int position) {
  return "The byte at position " + std::to_string(position) +
         " is not part of a UTF-8 character that XML allows";
}
std::string undefined(const std::string& entity) {
  return "The entity &amp;" + entity + "; is not defined";
}
std::string not_order(const std::string& root) {
  return "the root element is &lt;" + root + "&gt;, not &lt;Order&gt;";
}

TEST_F(BadRequests, ThatAreNoDocuments) {
  const std::pair<std::string, std::string> documents[] = {
      {"", kNoDocument},
      {"   ", kNoDocument},
      {"\xef\xbb\xbf", kNoDocument},
      {"{\"Order\": 1}", malformed("expected &lt; at position 0")},
      {"Order", malformed("expected &lt; at position 0")},
      {"text<Order/>", malformed("expected &lt; at position 0")},
      {"<Order/>text", malformed("expected &lt; at position 8")},
      {"<", kUnfinished},
      {"<Order", kUnfinished},
      {"<Order>", malformed("unexpected end of data at position 7")},
      {"</Order>", malformed("expected element name at position 1")},
      {"<Order></Other>", malformed("invalid closing tag name at position 14")},
      {"<Order><SiteId>7</Order></SiteId>", malformed("invalid closing tag name at position 23")},
      {"<Order a=b/>", malformed("expected ' or \" at position 9")},
      {"<Order/><Order/>", "The document has more than one root element"},
      {"<Order>a & b</Order>",
       "An '&amp;' must be written as &amp;amp; where it does not begin an entity"},
      {"<Order>&nbsp;</Order>", undefined("nbsp")},
      {"<Order>&#0;</Order>", undefined("#0")},
      {"<Order>&#xd800;</Order>", undefined("#xd800")},
      {"<Order>&#x110000;</Order>", undefined("#x110000")},
      {"<Order><![CDATA[</Order>", "A CDATA section is not closed"},
      {"<1Order/>", kNoName},
      {"<:/>", kNoName},
      {"<Order>\xff</Order>", not_a_character(7)},
      {"<Order>\xc3</Order>", not_a_character(7)},
      {"<Order>\xc0\xaf</Order>", not_a_character(7)},
      {"<Order>\xed\xa0\x80</Order>", not_a_character(7)},
      {"<Order>\x01</Order>", not_a_character(7)},
      {std::string("<Order>\0</Order>", 16), not_a_character(7)},
      {"\xff\xfe<\x01", not_a_character(0)},
      {"<?xml version=\"1.0\" encoding=\"UTF-16\"?><Order/>",
       "The encoding 'UTF-16' is not supported, send UTF-8"},
      {"<!DOCTYPE Order><Order/>", kDoctype},
      {"<!DOCTYPE Order [<!ENTITY a \"b\">]><Order>&a;</Order>", kDoctype},
      {"<!DOCTYPE Order SYSTEM \"file:///etc/passwd\"><Order/>", kDoctype},
      {"<Site/>", not_order("Site")},
      {"<order/>", not_order("order")},
      {"<OrderResponse/>", not_order("OrderResponse")},
  };
  std::vector<BadRequest> requests;
  for (const auto& [document, why] : documents) {
    requests.push_back(
        {"POST /orders", document, 400, in_list("OrderResponse", {{"1019", bad(why)}})});
  }
  are_refused(requests);
}

TEST_F(BadRequests, ThatAreTooMuch) {
  const auto refused = [](const std::string& why) {
    return in_list("OrderResponse", {{"1019", bad(why)}});
  };
  are_refused({
      {"POST /orders", "<Order>" + repeated("<a>", 32) + repeated("</a>", 32) + "</Order>", 413,
       refused("The document is nested deeper than 32 elements")},
      {"POST /orders", "<Order>" + repeated("<a/>", 50'000) + "</Order>", 413,
       refused("The document has more than 50000 elements")},
      {"POST /orders", "<Order>" + std::string(2U << 20U, ' ') + "</Order>", 413,
       refused("the body is larger than this server takes")},
  });
}

TEST_F(BadRequests, WithTheRootOfAnotherOperation) {
  const auto not_this = [](const std::string& root) {
    return Error{"1019", bad("the root element is &lt;Wrong&gt;, not &lt;" + root + "&gt;")};
  };
  const std::string order = "/orders/" + order_;
  are_refused({
      {"POST /sites", "<Wrong/>", 400, in_status("SiteResponse", not_this("Site"))},
      {"PUT /sites/743", "<Wrong/>", 400, in_status("SiteResponse", not_this("Site"))},
      {"POST " + kPeers, "<Wrong/>", 400, in_status("SipPeerResponse", not_this("SipPeer"))},
      {"PUT " + kPeers + "/303716/tns/9195550100", "<Wrong/>", 400,
       in_status("SipPeerTelephoneNumberResponse", not_this("SipPeerTelephoneNumber"))},
      {"POST " + kPeers + "/303716/movetns", "<Wrong/>", 400,
       in_status("SipPeerTelephoneNumbersResponse", not_this("SipPeerTelephoneNumbers"))},
      {"POST /subscriptions", "<Wrong/>", 400,
       in_status("SubscriptionsResponse", not_this("Subscription"))},
      {"POST /tnreservation", "<Wrong/>", 400,
       in_status("ReservationResponse", not_this("Reservation"))},
      {"POST /disconnects", "<Wrong/>", 400,
       in_list("DisconnectTelephoneNumberOrderResponse",
               {not_this("DisconnectTelephoneNumberOrder")})},
      {"PUT " + order, "<Wrong/>", 400, in_list("OrderResponse", {not_this("Order")})},
      {"POST " + order + "/notes", "<Wrong/>", 400, in_status("NoteResponse", not_this("Note"))},
      {"PUT " + order + "/notes/" + note_, "<Wrong/>", 400,
       in_status("NoteResponse", not_this("Note"))},
  });
}

constexpr const char* kCombination =
    "One of more required search parameters are null or empty, please refer to the api "
    "documentation";
constexpr const char* kNpaNxx =
    "Please verify that your NPA, NPA-NXX, or NPA-NXX-X search input parameters are correct.";

// Queries.

TEST_F(BadRequests, ThatSearchForNumbers) {
  const auto search_refused = [](const char* code, const std::string& text) {
    return in_error("SearchResult", {code, text});
  };
  const auto area_code = [](const std::string& given) {
    return "The area code specified " + given + " is not present as a valid entry in our system";
  };
  const struct {
    std::string query;
    const char* code;
    std::string text;
  } cases[] = {
      {"", "4010", kCombination},
      {"areaCode=19", "4000", area_code("19")},
      {"areaCode=119", "4000", area_code("119")},
      {"areaCode=433", "4000", area_code("433")},
      {"npaNxx=919139", "4002", kNpaNxx},
      {"npaNxxx=91943", "4002", kNpaNxx},
      {"npaNxx=310510", "4024", "Numbers you have requested are in restricted tier"},
      {"rateCenter=RALEIGH", "4010", kCombination},
      {"rateCenter=" + x(51) + "&state=NC", "4001", "Bad Rate Center search criteria"},
      {"city=RALEIGH", "4010", kCombination},
      {"city=" + x(101) + "&state=NC", "4005", "Bad City search criteria"},
      {"state=NCX", "4006", "Bad State search criteria"},
      {"zip=2760", "4007", "Bad Zip Code search criteria"},
      {"zip=27606-12", "4007", "Bad Zip Code search criteria"},
      {"lata=1234567", "4008", "Bad LATA search criteria"},
      {"localVanity=ab&areaCode=919", "4011", "Bad Phone Number search criteria"},
      {"localVanity=a!b", "4011", "Bad Phone Number search criteria"},
      {"tollFreeVanity=abc", "4003", "Bad toll free Vanity search criteria"},
      {"tollFreeWildCardPattern=9**", "4004", "Bad toll free Wild Card search criteria"},
      {"areaCode=919&npaNxx=919439", "4010", kCombination},
      {"areaCode=919&tollFreeVanity=newcars", "4010", kCombination},
      {"areaCode=919&LCA=true", "4010", kCombination},
      {"areaCode=919&LCA=maybe", "1008", "'maybe' is not valid value"},
      {"areaCode=919&quantity=0", "4010", kCombination},
      {"areaCode=919&quantity=5001", "4010", kCombination},
      {"areaCode=919&quantity=x", "4010", kCombination},
      {"areaCode=919&enableTNDetail=x", "1008", "'x' is not valid value"},
      {"areaCode=919&endsIn=x", "1008", "'x' is not valid value"},
      {"areaCode=919&protected=yes", "4022", "Valid values are: NONE, ONLY, MIXED"},
      {"tollFreeWildCardPattern=8**&protected=ONLY", "4010", kCombination},
      {"npaNxx=919439&orderBy=age", "4020", "Valid values are: fullNumber,npaNxxx,npaNxx,areaCode"},
      {"areaCode=919&orderBy=fullNumber", "4021",
       "orderBy parameter is not supported for given search criteria"},
      {"state=%02", "1019", bad("the path or query has a malformed percent-escape or is no text")},
  };
  std::vector<BadRequest> requests;
  for (const auto& [query, code, text] : cases)
    requests.push_back({"GET /availableNumbers?" + query, "", 400, search_refused(code, text)});
  const auto counting_refused = [](const char* code, const std::string& text) {
    return in_error("SearchResultForAvailableNpaNxx", {code, text});
  };
  const std::vector<BadRequest> others{
      {"GET /availableNpaNxx", "", 400, counting_refused("4010", kCombination)},
      {"GET /availableNpaNxx?areaCode=19", "", 400, counting_refused("4000", area_code("19"))},
      {"GET /availableNpaNxx?areaCode=433", "", 400, counting_refused("4000", area_code("433"))},
      {"GET /availableNpaNxx?state=N", "", 400,
       counting_refused("4006", "Bad State search criteria")},
      {"GET /availableNpaNxx?areaCode=919&quantity=x", "", 400,
       counting_refused("4010", kCombination)},
  };
  requests.insert(requests.end(), others.begin(), others.end());
  are_refused(requests);
}

TEST_F(BadRequests, ThatAskForUnsoundPages) {
  const Error together{"13055", "'page' and 'size' parameters required at same time"};
  const std::pair<std::string, Error> pages[] = {
      {"page=1&size=x", {"13057", "'size' parameter must be numeric"}},
      {"page=1&size=0", {"13058", "Page and size must be greater than or equal to 1"}},
      {"page=0&size=1", {"13058", "Page and size must be greater than or equal to 1"}},
  };
  const std::pair<std::string, std::string> lists[] = {
      {"/inserviceNumbers", "TNs"},
      {"/sites/743/inserviceNumbers", "TNs"},
      {"/discnumbers", "TNs"},
      {kPeers + "/303716/tns", "SipPeerTelephoneNumbersResponse"},
  };
  std::vector<BadRequest> requests;
  for (const std::string query : {"page=1", "size=10"}) {
    for (const std::string orders : {"/orders?", "/disconnects?"}) {
      requests.push_back(
          {"GET " + orders + query, "", 400, in_list("ResponseSelectWrapper", {together})});
    }
    requests.push_back({"GET /discnumbers?" + query, "", 400, in_status("TNs", together)});
  }
  for (const auto& [query, error] : pages) {
    for (const std::string orders : {"/orders?", "/disconnects?"}) {
      requests.push_back(
          {"GET " + orders + query, "", 400, in_list("ResponseSelectWrapper", {error})});
    }
    for (const auto& [list, root] : lists)
      requests.push_back({"GET " + list + "?" + query, "", 400, in_status(root, error)});
  }
  for (const auto& [list, root] : lists) {
    for (const std::string page : {"x", "99999999999"}) {
      requests.push_back({"GET " + list + "?size=1&page=" + page, "", 400,
                          in_status(root, {"13056", "'page' parameter must be numeric"})});
    }
  }
  are_refused(requests);
}

TEST_F(BadRequests, WithUnreadableFilters) {
  const auto no_date = [](const std::string& text) {
    return Error{"1007", text + " is not valid date format"};
  };
  const auto in_orders = [](const Error& error) {
    return in_list("ResponseSelectWrapper", {error});
  };
  are_refused({
      {"GET /orders?startdate=x", "", 400, in_orders(no_date("x"))},
      {"GET /orders?enddate=2026-13-01", "", 400, in_orders(no_date("2026-13-01"))},
      {"GET /orders?tn=1", "", 400, in_orders({"5070", "Telephone number is invalid."})},
      {"GET /orders?page=none&size=1", "", 400, in_orders({"1008", "'none' is not valid value"})},
      {"GET /orders?size=1&page=" + their_order_, "", 400,
       in_orders({"1008", "'" + their_order_ + "' is not valid value"})},
      {"GET /disconnects?startdate=26-02-30", "", 400, in_orders(no_date("26-02-30"))},
      {"GET /orders/" + order_ + "?tndetail=x", "", 400,
       in_list("OrderResponse", {{"1008", "'x' is not valid value"}})},
      {"GET /inserviceNumbers?startdate=soon", "", 400, in_status("TNs", no_date("soon"))},
      {"GET /discnumbers?startdate=soon", "", 400, in_status("TNs", no_date("soon"))},
      {"GET /discnumbers/totals?enddate=soon", "", 400, in_status("Quantity", no_date("soon"))},
      {"GET /sites/%ff", "", 400,
       in_status("ErrorResponse",
                 {"", "the path or query has a malformed percent-escape or is no text"})},
  });
}

TEST_F(BadRequests, WithMethodsThatAPathDoesNotTake) {
  const std::pair<const char*, const char*> cases[] = {
      {"POST ", "GET"},
      {"PUT /sites", "GET, POST"},
      {"POST /sites/743", "GET, PUT, DELETE"},
      {"PUT /sites/743/sippeers", "GET, POST"},
      {"GET /sites/202/sippeers/303717/movetns", "POST"},
      {"POST /sites/743/sippeers/303716/tns/9195550100", "GET, PUT"},
      {"POST /inserviceNumbers", "GET"},
      {"DELETE /inserviceNumbers/9195550100", "GET"},
      {"DELETE /discnumbers", "GET"},
      {"POST /availableNumbers", "GET"},
      {"PUT /subscriptions", "GET, POST"},
      {"GET /tnreservation", "POST"},
      {"PUT /tnreservation/none", "GET, DELETE"},
      {"DELETE /orders", "GET, POST"},
      {"DELETE /orders/none", "GET, PUT"},
      {"PUT /disconnects/none", "GET"},
      {"BREW /sites", "GET, POST"},
  };
  std::vector<BadRequest> requests;
  for (const auto& [request, allowed] : cases) {
    const std::string text = "This path is documented for " + std::string(allowed) + " only";
    requests.push_back({request, "", 405, in_status("ErrorResponse", {"", text})});
  }
  are_refused(requests);
}

// Callers.

TEST_F(BadRequests, WithoutGoodCredentials) {
  const std::string before = state();
  const net::Headers callers[] = {
      {},
      basic("tester", "Secret"),
      basic("tester", ""),
      basic("TESTER", "secret"),
      basic("nobody", "secret"),
      basic("", ""),
      bearer("guess"),
      bearer(""),
      {{"Authorization", ""}},
      {{"Authorization", "Basic"}},
      {{"Authorization", "Basic !!!"}},
      {{"Authorization", "Basic dGVzdGVy"}},  // no colon
      {{"Authorization", "Digest username=tester"}},
      {{"Authorization", "dGVzdGVyOnNlY3JldA=="}},
  };
  for (const net::Headers& caller : callers) {
    for (const char* method : {"GET", "POST"}) {
      const Answer answer = sim.call(method, "/accounts/9900000/sites", caller, kSite);
      SCOPED_TRACE(caller.empty() ? "nobody" : caller[0].value);
      EXPECT_EQ(answer.status, 401);
      EXPECT_EQ(answer.body, "");
      EXPECT_EQ(answer.header("WWW-Authenticate"), "Basic realm=\"dashsim\"");
      EXPECT_TRUE(state() == before);
    }
  }
}

TEST_F(BadRequests, ForAccountsOfOthers) {
  const std::string before = state();
  for (const std::string account :
       {"9900001", "1", "0", "nine", "-9900000", "99000000000000000000"}) {
    const Answer sites = sim.send("POST", "/accounts/" + account + "/sites", kSite);
    EXPECT_EQ(sites.status, 403) << account;
    EXPECT_XML(sites.body, in_status("SiteResponse", {"1001", "Access Denied"}));
    const Answer orders = sim.send("POST", "/accounts/" + account + "/orders", "<Order/>");
    EXPECT_EQ(orders.status, 403) << account;
    EXPECT_XML(orders.body, in_list("OrderResponse", {{"1001", "Access Denied"}}));
    EXPECT_TRUE(state() == before);
  }
}

// Bytes that are no HTTP.

TEST_F(BadRequests, ThatAreNoHttp) {
  const std::string before = state();
  const std::string post =
      "POST /accounts/9900000/sites HTTP/1.1\r\nHost: dashsim.test\r\n"
      "Authorization: " +
      basic("tester", "secret")[0].value + "\r\n";
  const std::string get = "GET / HTTP/1.1\r\n";
  const std::pair<std::string, int> cases[] = {
      {"GARBAGE\r\n\r\n", 400},
      {"\r\n\r\n", 400},
      {std::string("\0\1\2\3\r\n\r\n", 8), 400},
      {"GET\r\n\r\n", 400},
      {"GET / HTTP/9.9\r\n\r\n", 400},
      {"GET / FTP/1.1\r\n\r\n", 400},
      {"GET /a b HTTP/1.1\r\n\r\n", 400},
      {std::string("G\0T / HTTP/1.1\r\n\r\n", 18), 400},
      {get + "Host dashsim\r\n\r\n", 400},
      {get + ": x\r\n\r\n", 400},
      {get + " folded\r\n\r\n", 400},
      {get + "A\x01: x\r\n\r\n", 400},
      {get + "A: \x01\r\n\r\n", 400},
      {post + "Content-Length: x\r\n\r\n", 400},
      {post + "Content-Length: -1\r\n\r\n", 400},
      {post + "Content-Length: 99999999999999999999\r\n\r\n", 400},
      {post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400},
      {post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc", 400},
      {post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloworld\r\n0\r\n\r\n", 400},
      {get + "A: " + x(20'000) + "\r\n\r\n", 431},
      {"GET /" + x(20'000) + " HTTP/1.1\r\n\r\n", 431},
      {get + repeated("A: b\r\n", 4000) + "\r\n", 431},
  };
  for (const auto& [bytes, status] : cases) {
    SCOPED_TRACE(bytes.substr(bytes.size() > 200 ? bytes.size() - 60 : 0, 200));
    const auto answers = sim.client().send_raw(bytes, 2);
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers[0].status, status);
    EXPECT_EQ(answers[0].body, "");
    EXPECT_EQ(answers[0].header("Connection"), "close");
    EXPECT_EQ(answers[1].status, 0) << "the connection is closed";
    EXPECT_TRUE(state() == before);
  }
}

}  // namespace
}  // namespace dashsim::test::bad_requests_test
