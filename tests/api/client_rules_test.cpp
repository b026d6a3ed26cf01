// What clients rely on, rule by rule. Reference: clients.md sections 2 to 6, in their order, as far
// as operations are built.
#include <algorithm>

#include "kernel/text.hpp"
#include "support/client_errors.hpp"
#include "support/sim.hpp"

namespace dashsim::test::client_rules_test {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

const std::string kOrder =
    "<Order><CustomerOrderId>mine</CustomerOrderId><Name>first</Name><SiteId>743</SiteId>"
    "<PeerId>518824</PeerId><PartialAllowed>true</PartialAllowed>"
    "<CombinedSearchAndOrderType><Quantity>2</Quantity><City>RALEIGH</City><State>NC</State>"
    "</CombinedSearchAndOrderType><TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>"
    "</Order>";
const std::string kDisconnect =
    "<DisconnectTelephoneNumberOrder><name>training run</name><CustomerOrderId>9</CustomerOrderId>"
    "<DisconnectTelephoneNumberOrderType><TelephoneNumberList><TelephoneNumber>9195550101"
    "</TelephoneNumber></TelephoneNumberList><DisconnectMode>normal</DisconnectMode><Protected>TRUE"
    "</Protected></DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>";
const std::string kSite =
    "<Site><Name>Branch</Name><Description>office</Description><CustomerName>BW</CustomerName>"
    "<Address><HouseNumber>1600</HouseNumber><StreetName>PENNSYLVANIA</StreetName><City>WASHINGTON"
    "</City><StateCode>DC</StateCode><Zip>20006</Zip></Address></Site>";
const std::string kPeer =
    "<SipPeer><PeerName>third</PeerName><Description>spare</"
    "Description><VoiceHosts><Host><HostName>10.10.10.1</HostName></Host></VoiceHosts>"
    "<CallingName><Display>true</Display><Enforced>true</Enforced></CallingName></SipPeer>";
const std::string kSubscription =
    "<Subscription><OrderType>orders</OrderType><EmailSubscription><Email>a@example.com</Email>"
    "<DigestRequested>NONE</DigestRequested></EmailSubscription></Subscription>";
const std::string kReservation =
    "<Reservation><ReservationId/><ReservedTn>9194390001</ReservedTn></Reservation>";
const std::string kNote = "<Note><UserId>jbm</UserId><Description>call me</Description></Note>";
const std::string kSettings =
    "<SipPeerTelephoneNumber><FullNumber>9195550101</FullNumber><NumberFormat>10digit"
    "</NumberFormat><CallingNameDisplay>true</CallingNameDisplay></SipPeerTelephoneNumber>";

const std::string kAccount = "/accounts/9900000";
const std::string kPeers = "/sites/743/sippeers";

/// What makes something that has a Location.
const std::pair<std::string, std::string> kCreating[] = {
    {"/sites", kSite},
    {kPeers, kPeer},
    {"/subscriptions", kSubscription},
    {"/tnreservation", kReservation},
    {"/orders", kOrder},
    {"/disconnects", kDisconnect},
};

net::Headers tester(net::Headers more = {}) {
  net::Headers headers = basic("tester", "secret");
  headers.insert(headers.end(), more.begin(), more.end());
  return headers;
}

/// A request as bytes, as tester.
std::string raw(const std::string& method, const std::string& path, const std::string& headers,
                const std::string& body = {}) {
  return method + " " + kAccount + path +
         " HTTP/1.1\r\nHost: dashsim.test\r\nAuthorization: " + tester()[0].value + "\r\n" +
         headers + "\r\n" + body;
}

std::string length_of(const std::string& body) {
  return "Content-Length: " + std::to_string(body.size()) + "\r\n";
}

/// A customer finds numbers, orders, moves and disconnects them; the answers, all of them good.
std::vector<Answer> buying_session(Sim& sim) {
  std::vector<Answer> answers;
  const auto get = [&](const std::string& path) { answers.push_back(sim.get(path)); };
  const auto put = [&](const std::string& path, const std::string& xml) {
    answers.push_back(sim.put(path, xml));
  };
  const auto del = [&](const std::string& path) { answers.push_back(sim.del(path)); };
  const auto post = [&](const std::string& path, const std::string& xml) {
    answers.push_back(sim.post(path, xml));
    return answers.back().created_id();
  };
  get("");
  const std::string site = "/sites/" + post("/sites", kSite);
  put(site, kSite);
  get(site);
  get("/sites");
  const std::string peer = site + "/sippeers/" + post(site + "/sippeers", kPeer);
  put(peer, kPeer);
  get(site + "/sippeers");
  const std::string subscription = "/subscriptions/" + post("/subscriptions", kSubscription);
  post("/subscriptions",
       "<Subscription><OrderType>disconnects</OrderType><CallbackSubscription><URL>" +
           sim.receiver().url() +
           "</URL><Expiry>3600</Expiry></CallbackSubscription></Subscription>");
  put(subscription, kSubscription);
  get("/subscriptions");
  get(subscription);
  get("/availableNumbers?areaCode=919&quantity=2");
  get("/availableNumbers?areaCode=919&quantity=2&enableTNDetail=true");
  get("/availableNpaNxx?areaCode=919");
  const std::string reservation = "/tnreservation/" + post("/tnreservation", kReservation);
  get(reservation);
  del(reservation);
  const std::string order = "/orders/" + post("/orders", kOrder);
  for (const char* part : {"", "?tndetail=true", "/areaCodes", "/npaNxx", "/totals", "/tns"})
    get(order + part);
  put(order, "<Order><Name>second</Name></Order>");
  get(order + "/history");
  const std::string note = order + "/notes/" + post(order + "/notes", kNote);
  put(note, kNote);
  get(order + "/notes");
  get("/orders?page=1&size=10");
  get("/orders/totals");
  get("/sites/743/orders?page=1&size=10");
  get("/sites/743" + order);
  get("/sites/743" + order + "/tns");
  put(kPeers + "/303716/tns/9195550101", kSettings);
  for (const char* part : {"/tns", "/tns/9195550101", "/totaltns"}) get(kPeers + "/303716" + part);
  post(kPeers + "/518824/movetns",
       "<SipPeerTelephoneNumbers><FullNumber>9195550101</FullNumber></SipPeerTelephoneNumbers>");
  for (const char* part : {"", "?page=1&size=2", "/totals", "/9195550101"})
    get("/inserviceNumbers" + std::string(part));
  get("/sites/743/inserviceNumbers");
  get("/sites/743/totaltns");
  const std::string disconnect = "/disconnects/" + post("/disconnects", kDisconnect);
  get(disconnect);
  get(disconnect + "?tndetail=true");
  post(disconnect + "/notes", kNote);
  get(disconnect + "/notes");
  get("/disconnects?page=1&size=10");
  get("/discnumbers?page=1&size=10");
  get("/discnumbers/totals");
  del(subscription);
  del(peer);
  del(site);
  return answers;
}

// Section 2, "Wire behaviour".

using WireBehaviour = SimTest;

TEST_F(WireBehaviour, ChallengesAfterTheBodyWasReadOnAConnectionThatStaysOpen) {
  const std::string head =
      "POST /accounts/9900000/tnreservation HTTP/1.1\r\nHost: dashsim.test\r\n" +
      length_of(kReservation);
  const std::string with_user = "Authorization: " + tester()[0].value + "\r\n\r\n";
  const auto answers =
      sim.client().send_raw(head + "\r\n" + kReservation + head + with_user + kReservation, 2);
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].status, 401);
  EXPECT_EQ(answers[0].header("WWW-Authenticate"), "Basic realm=\"dashsim\"");
  EXPECT_EQ(answers[0].body, "");
  EXPECT_EQ(answers[1].status, 201);
}

TEST_F(WireBehaviour, ChallengesEachRequestOfAClientThatAlwaysBeginsWithoutCredentials) {
  for (const auto& [path, xml] : kCreating) {
    const Answer challenge = sim.call("POST", kAccount + path, {}, xml);
    EXPECT_EQ(challenge.status, 401) << path;
    EXPECT_THAT(challenge.header("WWW-Authenticate"), StartsWith("Basic realm=")) << path;
    EXPECT_EQ(sim.post(path, xml).status, 201) << path;
  }
}

TEST_F(WireBehaviour, TakesTheContentTypesOfEachClientWithAndWithoutABody) {
  const net::Headers types[] = {
      {{"Content-Type", "application/xml"}},
      {{"Content-Type", "application/xml; charset=utf-8"}},
      {{"Content-Type", "text/xml"}},
      {},
  };
  for (const net::Headers& type : types) {
    const Answer created = sim.call("POST", kAccount + "/sites", tester(type), kSite);
    EXPECT_EQ(created.status, 201);
    const std::string path = kAccount + "/sites/" + created.created_id();
    EXPECT_EQ(sim.call("GET", path, tester(type)).status, 200);
    EXPECT_EQ(sim.call("DELETE", path, tester(type)).status, 200);
  }
}

TEST_F(WireBehaviour, TakesAContentLengthOfZeroWithAGet) {
  const Answer answer = sim.call("GET", kAccount + "/sites", tester({{"Content-Length", "0"}}));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(sim.get("/sites").body, answer.body) << "the connection goes on";
}

TEST_F(WireBehaviour, GivesXmlWhateverIsAccepted) {
  for (const char* accept :
       {"application/xml", "application/json", "text/html;q=0.9", "nonsense"}) {
    const Answer answer = sim.call("GET", kAccount + "/sites", tester({{"Accept", accept}}));
    EXPECT_EQ(answer.status, 200) << accept;
    EXPECT_EQ(answer.header("Content-Type"), "application/xml") << accept;
  }
}

TEST_F(WireBehaviour, TakesTheUnusedNamespacesAndNilElementsOfCSharp) {
  for (const auto& [path, xml] : kCreating) {
    const std::size_t end_of_root = xml.find('>');
    const std::string from_csharp =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n" + xml.substr(0, end_of_root) +
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
        " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><Unused xsi:nil=\"true\" />" +
        xml.substr(end_of_root + 1);
    EXPECT_EQ(sim.post(path, from_csharp).status, 201) << from_csharp;
  }
}

TEST_F(WireBehaviour, TakesNilElementsAsAbsent) {
  const std::string nil =
      " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>";
  const Answer created = sim.post(
      "/orders", "<Order><SiteId>743</SiteId><PeerId" + nil + "<PartialAllowed" + nil +
                     "<AreaCodeSearchAndOrderType><AreaCode>804</AreaCode><Quantity>1</Quantity>"
                     "</AreaCodeSearchAndOrderType><TnAttributes" +
                     nil + "</Order>");
  EXPECT_EQ(created.status, 201) << created.body;
  EXPECT_EQ(sim.follow(created).at("OrderStatus"), "COMPLETE");
}

TEST_F(WireBehaviour, TakesTheLayoutAndTheDefaultsOfJava) {
  const Answer created =
      sim.post("/orders",
               "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
               "<Order>\r\n"
               "\t<BackOrderRequested>false</BackOrderRequested>\r\n"
               "\t<SiteId>\r\n743\r\n</SiteId>\r\n"
               "\t<PartialAllowed>false</PartialAllowed>\r\n"
               "\t<ZIPSearchAndOrderType>\r\n"
               "\t\t<Zip> 27606 </Zip>\r\n"
               "\t\t<Quantity>1</Quantity>\r\n"
               "\t</ZIPSearchAndOrderType>\r\n"
               "</Order>\r\n");
  EXPECT_EQ(created.status, 201) << created.body;
  EXPECT_EQ(sim.follow(created).at("CompletedQuantity"), "1");
}

/// The lines of a laid-out document, whatever their order.
std::string in_any_order(const std::string& body) {
  auto lines = kernel::split(body, '\n');
  std::ranges::sort(lines);
  std::string all;
  for (const std::string_view line : lines) all.append(line).append("\n");
  return all;
}

TEST_F(WireBehaviour, DoesNotRelyOnTheOrderOfElements) {
  for (const char* world : {"as-sent", "reversed"})
    sim.control("POST", "/worlds", R"({"name": ")" + std::string(world) + R"("})");
  const auto read_back = [&](const std::string& world, const std::string& path,
                             const std::string& xml) {
    const net::Headers user = basic("tester~" + world, "secret");
    const Answer created = sim.call("POST", kAccount + path, user, xml);
    EXPECT_EQ(created.status, 201) << xml << created.body;
    return sim.call("GET", kAccount + path + "/" + created.created_id(), user).body;
  };
  for (const auto& [path, xml] : kCreating) {
    EXPECT_EQ(in_any_order(laid_out(read_back("as-sent", path, xml))),
              in_any_order(laid_out(read_back("reversed", path, reversed(xml)))));
  }
}

TEST_F(WireBehaviour, TakesChunkedUploads) {
  const auto answers = sim.client().send_raw(
      raw("POST", "/tnreservation", "Transfer-Encoding: chunked\r\n",
          "d\r\n<Reservation>\r\n23\r\n<ReservedTn>9194390001</ReservedTn>\r\n"
          "e\r\n</Reservation>\r\n0\r\n\r\n"),
      1);
  EXPECT_EQ(answers[0].status, 201);
}

TEST_F(WireBehaviour, KeepsAConnectionOpenOrClosesItAsTheClientAsks) {
  const std::string get = raw("GET", "/sites", "");
  const auto kept =
      sim.client().send_raw(get + raw("GET", "/sites", "Connection: keep-alive\r\n"), 2);
  EXPECT_EQ(kept[1].status, 200);
  const auto closed = sim.client().send_raw(raw("GET", "/sites", "Connection: close\r\n") + get, 2);
  EXPECT_EQ(closed[0].status, 200);
  EXPECT_EQ(closed[0].header("Connection"), "close");
  EXPECT_EQ(closed[1].status, 0);
}

TEST_F(WireBehaviour, SendsPlainBodiesToClientsThatOfferCompression) {
  const Answer answer =
      sim.call("GET", kAccount + "/sites", tester({{"Accept-Encoding", "gzip, deflate"}}));
  EXPECT_EQ(answer.header("Content-Encoding"), "");
  EXPECT_EQ(answer.body, sim.get("/sites").body);
}

TEST_F(WireBehaviour, TakesPathsInAnyLetterCase) {
  uses_what_no_sample_shows();
  const std::pair<const char*, const char*> spellings[] = {
      {"/sites", "/Sites"},
      {kPeers.c_str(), "/SITES/743/sipPeers"},
      {"/sites/743/sippeers/303716/tns", "/sites/743/SipPeers/303716/TNs"},
      {"/sites/743/totaltns", "/sites/743/totalTns"},
      {"/availableNumbers?state=UT&quantity=1", "/availablenumbers?state=UT&quantity=1"},
      {"/availableNpaNxx?areaCode=919", "/availablenpanxx?areaCode=919"},
      {"/discnumbers/totals", "/discNumbers/totals"},
      {"/inserviceNumbers/totals", "/INSERVICENUMBERS/Totals"},
      {"/subscriptions", "/Subscriptions"},
      {"/orders/totals", "/Orders/Totals"},
  };
  for (const auto& [one, other] : spellings) {
    EXPECT_EQ(sim.get(one).status, 200) << one;
    EXPECT_EQ(sim.get(other).body, sim.get(one).body) << other;
  }
  EXPECT_EQ(sim.post("/TnReservation", kReservation).status, 201);
  EXPECT_EQ(sim.post(kPeers + "/518824/moveTns",
                     "<SipPeerTelephoneNumbers><FullNumber>9195550101</FullNumber>"
                     "</SipPeerTelephoneNumbers>")
                .status,
            200);
}

TEST_F(WireBehaviour, KeepsValuesInPathsCaseSensitive) {
  for (const char* path : {"/orders", "/disconnects", "/subscriptions", "/tnreservation"}) {
    const auto* each =
        std::ranges::find(kCreating, path, &std::pair<std::string, std::string>::first);
    const std::string id = sim.post(path, each->second).created_id();
    EXPECT_EQ(sim.get(path + ("/" + id)).status, 200) << path;
    EXPECT_EQ(sim.get(path + ("/" + kernel::upper_case(id))).status, 404) << path;
  }
}

TEST_F(WireBehaviour, IgnoresTrailingAndDoubledSlashes) {
  for (const char* path : {"/inserviceNumbers/totals/", "//inserviceNumbers//totals",
                           "//inserviceNumbers//totals//"}) {
    EXPECT_EQ(sim.get(path).at("Count"), "50") << path;
  }
  const Answer created = sim.post("/orders/", kOrder);
  EXPECT_EQ(sim.get("/orders/?page=1&size=1").status, 200);
  EXPECT_EQ(sim.follow(created).status, 200);
}

TEST_F(WireBehaviour, DecodesPercentEscapes) {
  EXPECT_EQ(sim.get("/inserviceNumbers/%39195550100").status, 200);
  EXPECT_EQ(sim.get("/sites/%37%34%33").at("Site/Id"), "743");
  EXPECT_EQ(sim.get("/inserviceNumbers/%zz").status, 400);
  for (const std::string name : {"SNFC%20CNTRL", "SNFC+CNTRL"}) {
    const Answer found = sim.get("/availableNumbers?state=%43A&quantity=1&rateCenter=" + name);
    EXPECT_EQ(found.at("ResultCount"), "1") << name;
  }
}

TEST_F(WireBehaviour, SendsXmlWithEveryBodyAndNamesNoOtherType) {
  uses_what_no_sample_shows();
  std::vector<Answer> answers = buying_session(sim);
  for (const char* path : {"/sites/1", "/nowhere", "/lsrorders", "/availableNumbers",
                           "/orders?page=1&size=1&status=FAILED", "/orders/1/history",
                           "/inserviceNumbers/1", "/sites/%ff"}) {
    answers.push_back(sim.get(path));
  }
  answers.push_back(sim.send("GET", "/accounts/1"));
  answers.push_back(sim.send("PATCH", kAccount + "/sites"));
  answers.push_back(sim.post("/orders", "<Order"));
  answers.push_back(sim.call("GET", kAccount, {}));
  for (const Answer& answer : answers) {
    EXPECT_EQ(answer.header("Content-Type"), answer.body.empty() ? "" : "application/xml")
        << answer.status << answer.body;
    EXPECT_EQ(root_of(answer.body).empty(), answer.body.empty()) << answer.body;
  }
}

TEST_F(WireBehaviour, AnswersSuccessWithTheDocumentedStatus) {
  for (const auto& [path, xml] : kCreating) EXPECT_EQ(sim.post(path, xml).status, 201) << path;
  const std::string order = "/orders/" + sim.post("/orders", kOrder).created_id();
  EXPECT_EQ(sim.get(order + "/notes").status, 204) << "no notes";
  EXPECT_EQ(sim.get("/inserviceNumbers?areacode=212").status, 204) << "no numbers";
  const std::string note = order + "/notes/" + sim.post(order + "/notes", kNote).created_id();
  const std::string site = "/sites/" + sim.post("/sites", kSite).created_id();
  const std::string peer = site + "/sippeers/" + sim.post(site + "/sippeers", kPeer).created_id();
  const std::string subscription =
      "/subscriptions/" + sim.get("/subscriptions").at("Subscriptions/Subscription/SubscriptionId");
  const std::pair<std::string, std::string> changed[] = {
      {site, kSite},
      {peer, kPeer},
      {note, kNote},
      {subscription, kSubscription},
      {kPeers + "/303716/tns/9195550102",
       "<SipPeerTelephoneNumber><NumberFormat>10digit</NumberFormat></SipPeerTelephoneNumber>"},
      {order, "<Order><Name>second</Name></Order>"},
  };
  for (const auto& [path, xml] : changed) EXPECT_EQ(sim.put(path, xml).status, 200) << path;
  for (const std::string& path : {peer, site, subscription}) {
    const Answer deleted = sim.del(path);
    EXPECT_EQ(deleted.status, 200) << path;
    EXPECT_EQ(deleted.body, "") << path;
  }
}

// Section 3, "Location header".

using LocationHeader = SimTest;

TEST_F(LocationHeader, IsAnAbsoluteUrlThatEndsInTheIdWithoutSlashOrQuery) {
  for (const auto& [path, xml] : kCreating) {
    const std::string start = "http://dashsim.test" + kAccount + path + "/";
    for (const char* written : {"", "/", "//", "?page=1"}) {
      sim.control("POST", "/reset");
      const Answer created = sim.post(path + written, xml);
      EXPECT_THAT(created.location(), StartsWith(start)) << path << written;
      EXPECT_THAT(created.location().substr(start.size()), MatchesRegex("[0-9a-f-]+"))
          << path << written;
    }
  }
}

TEST_F(LocationHeader, IsSpelledAsJavaLooksForIt) {
  for (const auto& [path, xml] : kCreating) {
    const Answer created = sim.post(path, xml);
    EXPECT_EQ(std::ranges::count(created.headers, "Location", &net::Header::name), 1) << path;
  }
}

TEST_F(LocationHeader, LeadsAtOnceToTheFullShape) {
  const std::pair<const char*, std::vector<const char*>> shapes[] = {
      {"/sites", {"Site/Id", "Site/Name", "Site/Description", "Site/Address/Zip"}},
      {kPeers.c_str(), {"SipPeer/PeerId", "SipPeer/PeerName", "SipPeer/VoiceHosts/Host/HostName"}},
      {"/subscriptions",
       {"Subscriptions/Subscription/SubscriptionId",
        "Subscriptions/Subscription/EmailSubscription/Email"}},
      {"/tnreservation", {"Reservation/ReservationId", "Reservation/ReservedTn"}},
      {"/orders", {"Order/id", "OrderStatus", "Order/Name", "LastModifiedDate"}},
      {"/disconnects", {"orderRequest/id", "OrderStatus"}},
  };
  for (const auto& [path, elements] : shapes) {
    const auto* each =
        std::ranges::find(kCreating, path, &std::pair<std::string, std::string>::first);
    const Answer created = sim.post(path, each->second);
    const Answer read = sim.follow(created);
    EXPECT_EQ(read.status, 200) << path;
    EXPECT_EQ(read.at(elements.front()), created.created_id()) << path;
    for (const char* element : elements) EXPECT_NE(read.at(element), "") << path << element;
  }
}

TEST_F(LocationHeader, OfANoteEndsInTheIdThatTheListShows) {
  for (const auto& [path, xml] : {kCreating[4], kCreating[5]}) {
    const std::string notes = path + "/" + sim.post(path, xml).created_id() + "/notes";
    const Answer first = sim.post(notes, kNote);
    const Answer second = sim.post(notes, kNote);
    EXPECT_EQ(first.location(),
              "http://dashsim.test" + kAccount + notes + "/" + first.created_id());
    const std::string list = sim.get(notes).body;
    for (const Answer& note : {first, second})
      EXPECT_THAT(list, HasSubstr("<Id>" + note.created_id() + "</Id>"));
  }
}

TEST_F(LocationHeader, AgreesWithTheIdThatOthersReadFromTheBody) {
  const Answer order = sim.post("/orders", kOrder);
  EXPECT_EQ(order.at("Order/id"), order.created_id());
  const Answer disconnect = sim.post("/disconnects", kDisconnect);
  EXPECT_EQ(disconnect.at("orderRequest/id"), disconnect.created_id());
}

// Section 4, "How each client detects errors".

using ErrorDetection = SimTest;

TEST_F(ErrorDetection, OfNoClientFindsErrorsInAWholeBuyingSession) {
  uses_what_no_sample_shows();
  for (const Answer& answer : buying_session(sim)) {
    EXPECT_EQ(node_error(answer), "") << answer.body;
    EXPECT_EQ(python_error(answer), "") << answer.body;
    EXPECT_EQ(ruby_error(answer), "") << answer.body;
    EXPECT_EQ(php_error(answer), "") << answer.body;
    EXPECT_EQ(java_error(answer), "") << answer.status << answer.body;
    EXPECT_EQ(csharp_error(answer), "") << answer.body;
    EXPECT_EQ(numbers_java_error(answer), "") << answer.body;
  }
}

TEST_F(ErrorDetection, OfEveryClientFindsTheCodeThatItLooksFor) {
  const struct {
    Answer answer;
    const char* python;
    const char* php;
    const char* csharp;
  } cases[] = {
      {sim.get("/sites/1"), "12016", "12016", "12016"},
      {sim.get(kPeers + "/1"), "13563", "13563", "13563"},
      {sim.post("/sites", "<Site/>"), "12533", "12533", "12533"},
      {sim.get("/subscriptions/1"), "16000", "16000", "16000"},
      {sim.get("/tnreservation/1"), "5043", "5043", "5043"},
      {sim.send("GET", "/accounts/1"), "1001", "1001", "1001"},
      {sim.get("/availableNumbers?areaCode=433"), "4000", "4000", "4000"},
      {sim.get("/availableNpaNxx?areaCode=433"), "4000", "4000", "4000"},
      {sim.post("/orders", "<Order><SiteId>1</SiteId></Order>"), "5016", kStatusAlone, "5016"},
      {sim.post("/disconnects", "<DisconnectTelephoneNumberOrder/>"), "5087", kStatusAlone, "5087"},
      {sim.get("/orders/1/history"), "The resource does not exist", kStatusAlone, kStatusAlone},
      {sim.call("GET", kAccount, {}), kStatusAlone, kStatusAlone, kStatusAlone},
  };
  for (const auto& [answer, python, php, csharp] : cases) {
    EXPECT_EQ(python_error(answer), python) << answer.body;
    EXPECT_EQ(php_error(answer), php) << answer.body;
    EXPECT_EQ(csharp_error(answer), csharp) << answer.body;
    EXPECT_EQ(node_error(answer), kStatusAlone);
    EXPECT_EQ(ruby_error(answer), kStatusAlone);
    EXPECT_EQ(java_error(answer), kStatusAlone);
    EXPECT_THAT(answer.body, Not(HasSubstr("xmlns"))) << "C# looks for elements of no namespace";
  }
}

/// Orders that one number in service makes fail, and two.
std::string order_of(std::initializer_list<const char*> numbers) {
  std::string list;
  for (const char* number : numbers)
    list += "<TelephoneNumber>" + std::string(number) + "</TelephoneNumber>";
  return "<Order><SiteId>743</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList>" +
         list + "</TelephoneNumberList></ExistingTelephoneNumberOrderType></Order>";
}

class ErrorDetectionInOrders : public SimTest {
 protected:
  ErrorDetectionInOrders()
      : SimTest({.scenario = R"(
scenario: one error
lifecycles:
  orders:
    - name: vendor has run out
      when: {Name: one}
      steps:
        - {status: RECEIVED}
        - {after: 1s, status: FAILED, errors: [5005]}
)"}) {}
};

TEST_F(ErrorDetectionInOrders, OfNodeFindsASingleErrorInAnOrderThatFailed) {
  const Answer created =
      sim.post("/orders", kOrder.substr(0, kOrder.find("<Name>")) + "<Name>one</Name>" +
                              kOrder.substr(kOrder.find("<SiteId>")));
  const Answer failed = sim.follow(created);
  EXPECT_EQ(failed.status, 200);
  EXPECT_EQ(failed.at("OrderStatus"), "FAILED");
  EXPECT_EQ(node_error(failed), "5005") << "as with the real service";
  EXPECT_EQ(numbers_java_error(failed), "5005");
  const Answer several = sim.follow(sim.post("/orders", order_of({"9195550100", "9195550101"})));
  EXPECT_GT(several.count("ErrorList/Error"), 1U);
  EXPECT_EQ(node_error(several), "") << "it looks for one Error";
}

TEST_F(ErrorDetectionInOrders, OfNumbersJavaFindsNoneWhileAnOrderIsOnItsWay) {
  const Answer created = sim.post("/orders", kOrder);
  EXPECT_EQ(numbers_java_error(created), "");
  const Answer waiting =
      sim.post("/orders",
               "<Order><SiteId>743</SiteId><BackOrderRequested>true</BackOrderRequested>"
               "<ZIPSearchAndOrderType><Zip>99999</Zip><Quantity>1</Quantity></"
               "ZIPSearchAndOrderType></Order>");
  EXPECT_EQ(sim.follow(waiting).at("OrderStatus"), "BACKORDERED");
  EXPECT_EQ(numbers_java_error(sim.follow(waiting)), "");
}

// Section 5, "XML shape demands".

using XmlShape = SimTest;

TEST_F(XmlShape, HasTheRootsThatJavaAndCSharpBindOn) {
  uses_what_no_sample_shows();
  const std::string order = "/orders/" + sim.post("/orders", kOrder).created_id();
  const std::string disconnect =
      "/disconnects/" + sim.post("/disconnects", kDisconnect).created_id();
  sim.advance_until_idle();
  const std::pair<std::string, const char*> roots[] = {
      {"", "AccountResponse"},
      {"/sites", "SitesResponse"},
      {"/sites/743", "SiteResponse"},
      {"/sites/743/totaltns", "SiteTNsResponse"},
      {kPeers, "TNSipPeersResponse"},
      {kPeers + "/303716", "SipPeerResponse"},
      {kPeers + "/303716/tns", "SipPeerTelephoneNumbersResponse"},
      {kPeers + "/303716/tns/9195550102", "SipPeerTelephoneNumberResponse"},
      {kPeers + "/303716/totaltns", "SipPeerTelephoneNumbersCountResponse"},
      {"/availableNumbers?areaCode=919&quantity=1", "SearchResult"},
      {"/availableNpaNxx?areaCode=919", "SearchResultForAvailableNpaNxx"},
      {"/orders?page=1&size=10", "ResponseSelectWrapper"},
      {"/sites/743/orders?page=1&size=10", "ResponseSelectWrapper"},
      {"/disconnects?page=1&size=10", "ResponseSelectWrapper"},
      {order, "OrderResponse"},
      {order + "/history", "OrderHistoryWrapper"},
      {order + "/tns", "TelephoneNumbers"},
      {order + "/areaCodes", "TelephoneDetailsReports"},
      {disconnect, "DisconnectTelephoneNumberOrderResponse"},
      {"/inserviceNumbers", "TNs"},
      {"/sites/743/inserviceNumbers", "TNs"},
      {"/discnumbers?page=1&size=10", "TNs"},
      {"/orders/totals", "Quantity"},
      {"/inserviceNumbers/totals", "Quantity"},
      {"/discnumbers/totals", "Quantity"},
      {"/subscriptions", "SubscriptionsResponse"},
  };
  for (const auto& [path, root] : roots) {
    const Answer answer = sim.get(path);
    EXPECT_EQ(root_of(answer.body), root) << path;
    EXPECT_THAT(answer.body, Not(HasSubstr("xmlns"))) << path;
  }
}

/// Whether clients read an element of that name into a date, a number or a flag.
bool is_typed(std::string_view name) {
  static constexpr std::string_view kEndings[] = {"Date",   "DateModifier", "Count",     "Quantity",
                                                  "Tier",   "Expiry",       "Expires",   "SiteId",
                                                  "siteId", "PeerId",       "Requested", "Allowed"};
  static constexpr std::string_view kNames[] = {"Id",
                                                "AccountId",
                                                "IsDefaultPeer",
                                                "Display",
                                                "Enforced",
                                                "CallingNameDisplay",
                                                "SmsEnabled",
                                                "RewriteUser",
                                                "Port",
                                                "LATA",
                                                "Lata",
                                                "EnableLCA",
                                                "EnableTNDetail",
                                                "EndsIn",
                                                "VendorId"};
  return std::ranges::find(kNames, name) != std::end(kNames) ||
         std::ranges::any_of(kEndings, [&](auto ending) { return name.ends_with(ending); });
}

TEST_F(XmlShape, HasNoEmptyDatesNumbersAndFlags) {
  uses_what_no_sample_shows();
  std::vector<Answer> answers = buying_session(sim);
  const Answer sparing = sim.post(
      "/orders",
      "<Order><SiteId>743</SiteId><PeerId/><PartialAllowed/><BackOrderRequested/>"
      "<NPANXXSearchAndOrderType><NpaNxx>804210</NpaNxx><Quantity/><EnableLCA/><EnableTNDetail/>"
      "</NPANXXSearchAndOrderType></Order>");
  EXPECT_EQ(sparing.status, 201);
  answers.push_back(sparing);
  answers.push_back(sim.follow(sparing));
  answers.push_back(sim.follow(
      sim.post(kPeers,
               "<SipPeer><PeerName>p</PeerName><TerminationHosts><TerminationHost><HostName>2.1.1.9"
               "</HostName><Port/></TerminationHost></TerminationHosts></SipPeer>")));
  for (const Answer& answer : answers) {
    each_element(answer.body, [&](const xml::Element& element) {
      const bool empty = element.text().empty() && !element.has_children();
      EXPECT_FALSE(empty && is_typed(element.name())) << element.name() << " in " << answer.body;
    });
  }
}

TEST_F(XmlShape, HasDatesOfThreeDecimalsInUtc) {
  uses_what_no_sample_shows();
  std::size_t dates = 0;
  for (const Answer& answer : buying_session(sim)) {
    each_element(answer.body, [&](const xml::Element& element) {
      const std::string name(element.name());
      if (element.has_children()) return;  // ListOrderIdUserIdDate
      if (!name.ends_with("Date") && name != "LastDateModifier") return;
      ++dates;
      EXPECT_THAT(std::string(element.text()), MatchesRegex("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z"))
          << name;
    });
  }
  EXPECT_GT(dates, 20U);
}

TEST_F(XmlShape, HasNoIdsThatLoseZerosAsNumbers) {
  uses_what_no_sample_shows();
  for (const Answer& answer : buying_session(sim)) {
    each_element(answer.body, [&](const xml::Element& element) {
      const bool is_number = kernel::all_digits(element.text());
      const bool begins_with_zero = element.text().size() > 1 && element.text().starts_with('0');
      EXPECT_FALSE(is_number && begins_with_zero) << element.name() << " in " << answer.body;
    });
  }
}

TEST_F(XmlShape, OfEmptyListsIsARootWithAnEmptyContainerOrTheDocumentedStatus) {
  const std::string peers = "/sites/" + sim.post("/sites", kSite).created_id() + "/sippeers";
  const std::string peer = peers + "/" + sim.post(peers, kPeer).created_id();
  const std::pair<std::string, const char*> lists[] = {
      {"/subscriptions", "<SubscriptionsResponse><Subscriptions/></SubscriptionsResponse>"},
      {peer + "/tns",
       "<SipPeerTelephoneNumbersResponse><SipPeerTelephoneNumbers/></"
       "SipPeerTelephoneNumbersResponse>"},
      {"/availableNumbers?zip=99999",
       "<SearchResult><ResultCount>0</ResultCount><TelephoneNumberList/></SearchResult>"},
      {"/availableNpaNxx?areaCode=919&quantity=20000",
       "<SearchResultForAvailableNpaNxx><AvailableNpaNxxList/></SearchResultForAvailableNpaNxx>"},
      {"/discnumbers/totals", "<Quantity><Count>0</Count></Quantity>"},
  };
  for (const auto& [path, xml] : lists) EXPECT_XML(sim.get(path).body, xml) << path;
  sim.del(peer);
  EXPECT_XML(sim.get(peers).body, "<TNSipPeersResponse><SipPeers/></TNSipPeersResponse>");
  EXPECT_EQ(sim.get("/discnumbers?page=1&size=10").count("TelephoneNumbers"), 1U);
  EXPECT_EQ(sim.get("/orders?page=1&size=10").status, 404);
  EXPECT_EQ(sim.get("/disconnects?page=1&size=10").status, 404);
  EXPECT_EQ(sim.get("/inserviceNumbers?state=UT").status, 204);
  const Answer no_sites =
      sim.call("GET", "/_world/none" + kAccount + "/sites", basic("tester", "secret"));
  EXPECT_EQ(no_sites.status, 404) << "there is no such world yet";
  sim.control("POST", "/worlds",
              R"({"name": "none", "scenario": "scenario: none\naccounts: [{id: 9900000}]\nusers: )"
              R"([{name: tester, password: secret, accounts: [9900000]}]\n"})");
  EXPECT_XML(sim.call("GET", "/_world/none" + kAccount + "/sites", basic("tester", "secret")).body,
             "<SitesResponse><Sites/></SitesResponse>");
}

// Section 6, "Pagination links".

using PaginationLinks = SimTest;

/// The URL in the text of a link.
std::string url_in(const std::string& link) {
  const std::size_t begin = link.find('<') + 1;
  return link.substr(begin, link.find('>') - begin);
}

/// What the Python client takes out of a link.
std::string python_page(const std::string& link) {
  const std::string url = url_in(link);
  const std::size_t begin = url.find("page=") + 5;
  return url.substr(begin, url.find('&', begin) - begin);
}

/// What the Ruby client asks for again, below the version of its own.
std::string ruby_path(const std::string& link) {
  const std::string url = url_in(link);
  return url.substr(url.find("/v1.0") + 5);
}

TEST_F(PaginationLinks, HaveTheTextThatClientsCutUp) {
  const Answer page = sim.get("/inserviceNumbers?page=1&size=20");
  EXPECT_THAT(
      page.body,
      HasSubstr(
          "<Links><first>Link=&lt;http://dashsim.test/accounts/9900000/inserviceNumbers?page=1"
          "&amp;size=20&gt;;rel=\"first\";</first><next>Link=&lt;http://dashsim.test/accounts/"
          "9900000/inserviceNumbers?page=2&amp;size=20&gt;;rel=\"next\";</next></Links>"));
}

TEST_F(PaginationLinks, CarryThePageThatPythonTakesOutOfThem) {
  const Answer first = sim.get("/inserviceNumbers?page=1&size=30");
  const std::string page = python_page(first.at("Links/next"));
  EXPECT_EQ(sim.get("/inserviceNumbers?size=30&page=" + page).at("TelephoneNumbers/Count"), "20");
}

TEST_F(PaginationLinks, CarryTheVersionThatRubyCutsThemBehind) {
  for (int i = 0; i < 3; ++i) sim.post("/orders", kOrder);
  const std::string path = kAccount + "/orders?page=1&size=2";
  const Answer first = sim.send("GET", "/v1.0" + path);
  const std::string next = ruby_path(first.at("ListOrderIdUserIdDate/Links/next"));
  const Answer second = sim.send("GET", "/v1.0" + next);
  EXPECT_EQ(second.count("ListOrderIdUserIdDate/OrderIdUserIdDate"), 1U) << next;
}

TEST_F(PaginationLinks, EchoTheCallersPrefixAndHost) {
  const std::string path = kAccount + "/inserviceNumbers?page=1&size=5";
  for (const char* prefix :
       {"", "/api", "/api/v1", "/v1.0", "/api/v1.0", "/api/v2", "/iris", "/API/V1"}) {
    for (const char* host : {"dashboard.example.com", "localhost:8080", "[::1]:80"}) {
      net::Headers headers = tester({{"Host", host}});
      const Answer page = sim.client().send("GET", prefix + path, headers, {});
      EXPECT_THAT(page.at("Links/next"),
                  StartsWith("Link=<http://" + std::string(host) + prefix + kAccount + "/"));
      const Answer created =
          sim.client().send("POST", prefix + kAccount + "/sites", headers, kSite);
      EXPECT_THAT(created.location(),
                  StartsWith("http://" + std::string(host) + prefix + kAccount + "/sites/"));
    }
  }
}

TEST_F(PaginationLinks, LeadToTheSameTreeUnderEveryPrefix) {
  const std::string body = sim.get("/sites").body;
  for (const char* prefix :
       {"/api", "/api/v1", "/v1.0", "/api/v1.0", "/api/v2", "/iris", "/API/V1"}) {
    const Answer answer = sim.send("GET", prefix + kAccount + "/sites");
    EXPECT_EQ(answer.status, 200) << prefix;
    EXPECT_EQ(answer.body, body) << prefix;
  }
}

TEST_F(PaginationLinks, KeepTheOtherParameters) {
  const Answer list =
      sim.get("/inserviceNumbers?Size=5&page=1&state=N%43&rateCenter=RALEIGH&note=a%26b+c");
  EXPECT_EQ(url_in(list.at("Links/next")),
            "http://dashsim.test/accounts/9900000/"
            "inserviceNumbers?Size=5&page=2&state=NC&rateCenter=RALEIGH&note=a%26b%20c");
}

TEST_F(PaginationLinks, GiveANextPageOnlyIfThereIsMore) {
  for (int i = 0; i < 6; ++i) sim.post("/orders", order_of({"9194390001"}));
  for (int i = 0; i < 4; ++i) sim.post("/disconnects", kDisconnect);
  sim.advance_until_idle();
  const struct {
    std::string path, links, item;
    std::size_t all;
  } lists[] = {
      {"/orders", "ListOrderIdUserIdDate/Links", "ListOrderIdUserIdDate/OrderIdUserIdDate/orderId",
       6},
      {"/sites/743/orders", "ListOrderIdUserIdDate/Links",
       "ListOrderIdUserIdDate/OrderIdUserIdDate/orderId", 6},
      {"/disconnects", "ListOrderIdUserIdDate/Links",
       "ListOrderIdUserIdDate/OrderIdUserIdDate/OrderId", 4},
      {"/inserviceNumbers", "Links", "TelephoneNumbers/TelephoneNumber", 50},
      {"/sites/743/inserviceNumbers", "Links", "TelephoneNumbers/TelephoneNumber", 50},
      {"/discnumbers", "Links", "TelephoneNumbers/TelephoneNumber", 1},
  };
  for (const auto& [path, links, item, all] : lists) {
    for (const std::size_t size : {all / 2, all - 1, all, all + 1}) {
      if (size == 0) continue;
      std::size_t seen = 0;
      std::size_t pages = 0;
      std::string next =
          "http://dashsim.test" + kAccount + path + "?page=1&size=" + std::to_string(size);
      for (; !next.empty() && pages < 100; ++pages) {
        const Answer page = sim.send("GET", next.substr(std::string("http://dashsim.test").size()));
        seen += page.count(item);
        next = page.count(links + "/next") == 0 ? "" : url_in(page.at(links + "/next"));
      }
      EXPECT_EQ(seen, all) << path << " by " << size;
      EXPECT_EQ(pages, (all + size - 1) / size) << path << " by " << size;
    }
  }
}

TEST_F(PaginationLinks, StandBesideTheDocumentedTotals) {
  uses_what_no_sample_shows();
  sim.post("/orders", kOrder);
  sim.post("/disconnects", kDisconnect);
  sim.advance_until_idle();
  const std::pair<const char*, const char*> totals[] = {
      {"/orders?page=1&size=1", "ListOrderIdUserIdDate/TotalCount"},
      {"/disconnects?page=1&size=1", "ListOrderIdUserIdDate/TotalCount"},
      {"/discnumbers?page=1&size=1", "TotalCount"},
      {"/inserviceNumbers?page=1&size=1", "TotalCount"},
      {"/inserviceNumbers?page=1&size=1", "TelephoneNumbers/Count"},
      {"/inserviceNumbers/totals", "Count"},
      {"/discnumbers/totals", "Count"},
      {"/orders/totals", "Count"},
  };
  for (const auto& [path, total] : totals) EXPECT_NE(sim.get(path).at(total), "") << path;
}

}  // namespace
}  // namespace dashsim::test::client_rules_test
