// Documents with fields that are missing, too long or of the wrong kind, family by family.
#include "api/bad_requests_story.hpp"

namespace dashsim::test::bad_fields_test {
namespace {

class BadFields : public BadRequests {};

constexpr const char* kCombination =
    "One of more required search parameters are null or empty, please refer to the api "
    "documentation";
constexpr const char* kNpaNxx =
    "Please verify that your NPA, NPA-NXX, or NPA-NXX-X search input parameters are correct.";
TEST_F(BadFields, AboutSites) {
  const auto refused = [](const char* code, const std::string& text) {
    return in_status("SiteResponse", {code, text});
  };
  const auto too_long = [](const std::string& name, std::size_t max) {
    return name + " '" + x(max + 1) + "' is too long. Maximum length " + std::to_string(max) +
           " characters";
  };
  const struct {
    std::string xml;
    const char* code;
    std::string text;
  } cases[] = {
      {"<Site/>", "12533", "Site name required"},
      {without(kSite, "Address"), "1003", "Address is required"},
      {with(kSite, "Name", x(11)), "12529", too_long("Site name", 10)},
      {with(kSite, "Description", x(251)), "1011",
       "Description is too long. Maximum length 250 characters"},
      {with(kSite, "CustomerName", x(201)), "1011",
       "CustomerName is too long. Maximum length 200 characters"},
      {with(kSite, "CustomerProvidedId", "12x"), "12544", "Customer provided id '12x' invalid"},
      {without(kSite, "HouseNumber"), "12536", "HouseNumber required"},
      {without(kSite, "StreetName"), "12538", "StreetName required"},
      {without(kSite, "City"), "12540", "City required"},
      {without(kSite, "StateCode"), "12542", "StateCode required"},
      {with(kSite, "HouseNumber", x(46)), "12537", too_long("HouseNumber", 45)},
      {with(kSite, "HouseSuffix", x(46)), "12547", too_long("HouseSuffix", 45)},
      {with(kSite, "PreDirectional", x(3)), "12548", too_long("PreDirectional", 2)},
      {with(kSite, "StreetName", x(201)), "12539", too_long("StreetName", 200)},
      {with(kSite, "StreetSuffix", x(46)), "13045", too_long("Street Suffix", 45)},
      {with(kSite, "PostDirectional", x(3)), "12549", too_long("PostDirectional", 2)},
      {with(kSite, "AddressLine2", x(201)), "12550", too_long("Address2 information", 200)},
      {with(kSite, "City", x(101)), "12541", too_long("City", 100)},
      {with(kSite, "Zip", x(6)), "12551", too_long("Zip", 5)},
      {with(kSite, "PlusFour", x(5)), "12552", too_long("Zip4", 4)},
      {with(kSite, "County", x(46)), "12553", too_long("County", 45)},
  };
  std::vector<BadRequest> requests;
  for (const auto& [xml, code, text] : cases)
    requests.push_back({"POST /sites", xml, 400, refused(code, text)});
  requests.push_back({"PUT /sites/743", "<Site/>", 400, refused("12533", "Site name required")});
  requests.push_back(
      {"DELETE /sites/743", "", 400,
       refused("12031", "Please remove all locations before proceeding with this remove")});
  are_refused(requests);
}

/// The peer with more elements.
std::string peer_with(const std::string& more) {
  return "<SipPeer><PeerName>name</PeerName>" + more + "</SipPeer>";
}

std::string termination_host(const std::string& more) {
  return "<TerminationHosts><TerminationHost><HostName>a</HostName>" + more +
         "</TerminationHost></TerminationHosts>";
}

TEST_F(BadFields, AboutSipPeers) {
  const struct {
    std::string xml;
    const char* code;
    std::string text;
  } cases[] = {
      {"<SipPeer/>", "13500", "Peer Name required"},
      {with(kPeer, "PeerName", x(11)), "13501",
       "Peer Name '" + x(11) + "' is too long. Maximum length 10 characters"},
      {with(kPeer, "PeerName", "main"), "13524",
       "SipPeer name 'main' exists already for account '9900000' and Site '743'"},
      {peer_with("<IsDefaultPeer>maybe</IsDefaultPeer>"), "1008", "'maybe' is not valid value"},
      {peer_with("<Description>" + x(51) + "</Description>"), "13503",
       "Description '" + x(51) + "' is too long. Maximum length 50 characters"},
      {peer_with("<VoiceHosts><Host><HostName>a b</HostName></Host></VoiceHosts>"), "13509",
       "'a b' is not valid host. Provide valid IP or domain name"},
      {peer_with("<VoiceHosts><Host/></VoiceHosts>"), "13509",
       "'' is not valid host. Provide valid IP or domain name"},
      {peer_with(termination_host("<Port>65536</Port>")), "13543",
       "'65536' is not valid port. Valid values: 0-65535"},
      {peer_with("<CallingName><Enforced>true</Enforced></CallingName>"), "13581",
       "Display option is missing"},
      {peer_with("<CallingName><Display>true</Display></CallingName>"), "13582",
       "Enforce option is missing"},
      {peer_with("<CallingName><Display>x</Display><Enforced>true</Enforced></CallingName>"),
       "13579", "Value of display option is incorrect"},
      {peer_with("<CallingName><Display>true</Display><Enforced>x</Enforced></CallingName>"),
       "13580", "Value of enforced option is incorrect"},
      {peer_with(element(without(kSite, "City"), "Address")), "12540", "City required"},
  };
  std::vector<BadRequest> requests;
  for (const auto& [xml, code, text] : cases) {
    requests.push_back({"POST " + kPeers, xml, 400, in_status("SipPeerResponse", {code, text})});
  }
  requests.push_back(
      {"PUT " + kPeers + "/303716", peer_with("<IsDefaultPeer>false</IsDefaultPeer>"), 400,
       in_status("SipPeerResponse", {"13522",
                                     "IsDefaultPeer can't be false right now. Account requires at "
                                     "least one Default Sip Peer"})});
  are_refused(requests);
}

TEST_F(BadFields, AboutNumbersOfSipPeers) {
  const std::string to = "POST /sites/202/sippeers/303717/movetns";
  const auto move = [](const std::vector<std::string>& numbers) {
    return "<SipPeerTelephoneNumbers>" + tns("FullNumber", numbers) + "</SipPeerTelephoneNumbers>";
  };
  const auto not_moved = [](const char* code, const std::string& text) {
    return in_status("SipPeerTelephoneNumbersResponse", {code, text});
  };
  const std::string tn = "PUT " + kPeers + "/303716/tns/9195550101";
  const auto settings = [](const std::string& name, const std::string& value) {
    return "<SipPeerTelephoneNumber><" + name + ">" + value + "</" + name +
           "></SipPeerTelephoneNumber>";
  };
  const auto not_set = [](const char* code, const std::string& text) {
    return in_status("SipPeerTelephoneNumberResponse", {code, text});
  };
  are_refused({
      {to, move({}), 400, not_moved("13505", "Full number required")},
      {to, move({"919439"}), 400,
       not_moved("13512", "'919439' is not valid 10-digit telephone number")},
      {to, move({"9195550101", "9195550101"}), 400,
       not_moved("13511", "Duplicate telephone number '9195550101' provided")},
      {to, move({"9195550101", "9194390001"}), 400,
       not_moved("13520", "Telephone number '9194390001' is not on account")},
      {to, move({kNumberOfOthers}), 400,
       not_moved("13520", "Telephone number '" + kNumberOfOthers + "' is not on account")},
      {to, move({kReservedNumber}), 400,
       not_moved("13518", "Telephone number '" + kReservedNumber + "' is not in service")},
      {tn, settings("CallForward", "123"), 400,
       not_set("13513", "Call Forwarding number '123' is not valid 10-digit telephone number")},
      {tn, settings("NumberFormat", "9"), 400,
       not_set("13514", "Number Format '9' invalid for telephone number '9195550101'")},
      {tn, settings("RewriteUser", "x"), 400,
       not_set("13515", "Rewrite User 'x' invalid for telephone number '9195550101'")},
      {tn, settings("RPIDFormat", "9"), 400,
       not_set("13516", "RPID Format '9' invalid for telephone number '9195550101'")},
      {tn, settings("CallingNameDisplay", "x"), 400,
       not_set("13575", "CallingNameDisplay 'x' invalid. Valid values are: 'true', 'false'")},
      {tn, settings("TnAttributes", "<TnAttribute>Shiny</TnAttribute>"), 400,
       not_set("5102", "Telephone number attribute 'Shiny' invalid. Valid values: Protected")},
  });
}

std::string email(const std::string& elements) {
  return "<Subscription><OrderType>orders</OrderType><EmailSubscription>" + elements +
         "</EmailSubscription></Subscription>";
}
std::string credentials(const std::string& elements) {
  return "<URL>http://a</URL><CallbackCredentials><BasicAuthentication>" + elements +
         "</BasicAuthentication></CallbackCredentials>";
}

TEST_F(BadFields, AboutSubscriptions) {
  const std::string url = "<URL>http://a.example.com</URL>";
  const std::string digest = "<DigestRequested>NONE</DigestRequested>";
  constexpr const char* kNoTopic = "OrderType or EventType must be given";
  constexpr const char* kInvalid = "Subscription object invalid";
  constexpr const char* kUrl = "Callback URL invalid";
  constexpr const char* kCredentials =
      "Basic authentication must contain both non-blank username and password";
  const struct {
    std::string xml;
    const char* code;
    std::string text;
  } cases[] = {
      {"<Subscription/>", "14508", kNoTopic},
      {callback(url, ""), "14508", kNoTopic},
      {callback(url, "<OrderType>wishes</OrderType>"), "14500", "Incorrect order type"},
      {callback(url, "<EventType>RAIN</EventType>"), "14507",
       "Incorrect event type. Valid values: MESSAGING_LOST"},
      {callback(url, "<OrderType>orders</OrderType><EventType>MESSAGING_LOST</EventType>"), "14501",
       kInvalid},
      {"<Subscription><OrderType>orders</OrderType></Subscription>", "14501", kInvalid},
      {callback(url, "<OrderType>orders</OrderType><OrderId>12</OrderId>"), "1008",
       "'12' is not a valid UUID"},
      {callback(""), "14503", "Callback URL is empty"},
      {callback("<URL>ftp://a</URL>"), "14506", kUrl},
      {callback("<URL>http://</URL>"), "14506", kUrl},
      {callback("<URL>http://u:p@a/</URL>"), "14506", kUrl},
      {callback("<URL>http://:80</URL>"), "14506", kUrl},
      {callback("<URL>http://a b</URL>"), "14506", kUrl},
      {callback("<URL>http://" + x(2000) + "</URL>"), "14506", kUrl},
      {callback(url + "<Expiry>soon</Expiry>"), "1014", "Expiry is not valid number"},
      {callback(url + "<Expiry>-1</Expiry>"), "1014", "Expiry is not valid number"},
      {callback(credentials("<Username>u</Username>")), "14505", kCredentials},
      {callback(credentials("<Password>p</Password>")), "14505", kCredentials},
      {callback(credentials("<Username>" + x(101) + "</Username><Password>p</Password>")), "12500",
       "Username '" + x(101) + "' is too long. Maximum length 100 characters"},
      {email(digest), "12510", "Email address '' invalid"},
      {email("<Email>nobody</Email>" + digest), "12510", "Email address 'nobody' invalid"},
      {email("<Email>a@b</Email>"), "14502", "Incorrect digest type"},
      {email("<Email>a@b</Email><DigestRequested>HOURLY</DigestRequested>"), "14502",
       "Incorrect digest type"},
  };
  std::vector<BadRequest> requests;
  for (const auto& [xml, code, text] : cases) {
    requests.push_back(
        {"POST /subscriptions", xml, 400, in_status("SubscriptionsResponse", {code, text})});
  }
  requests.push_back(
      {"POST /subscriptions", email("<Email>a@example.com</Email>" + digest), 409,
       in_status("SubscriptionsResponse", {"16008", "Duplicate subscription exists already"})});
  are_refused(requests);
}

TEST_F(BadFields, AboutReservations) {
  const auto reserve = [](const std::string& number) {
    return "<Reservation><ReservedTn>" + number + "</ReservedTn></Reservation>";
  };
  const auto refused = [](const char* code, const std::string& text) {
    return in_status("ReservationResponse", {code, text});
  };
  const auto not_available = [&](const std::string& number) {
    return refused("5041", "Reservation failed: telephone number " + number + " is not available.");
  };
  std::vector<BadRequest> requests{
      {"POST /tnreservation", "<Reservation/>", 400, refused("5073", "Telephone number required")},
      {"POST /tnreservation", reserve("123"), 400, refused("5070", "Telephone number is invalid.")},
      {"POST /tnreservation", reserve("2010000000"), 400,
       refused("5070", "Telephone number is invalid.")},
  };
  for (const std::string& number :
       {std::string("9195550100"), std::string("9999990000"), kReservedNumber, kNumberOfOthers})
    requests.push_back({"POST /tnreservation", reserve(number), 400, not_available(number)});
  are_refused(requests);
}

/// An order that is like many, and what an answer repeats of it.
struct Wish {
  std::string type;
  std::string more{};  ///< CustomerOrderId, Name and the like
  std::string site = "<SiteId>743</SiteId>";

  std::string order() const { return "<Order>" + more + site + type + "</Order>"; }
  std::string echo() const {
    const bool back_order = more.find("<BackOrderRequested>true") != std::string::npos;
    return "<Order>" + element(more, "CustomerOrderId") + element(more, "Name") +
           "<OrderCreateDate>" + kNow + "</OrderCreateDate><BackOrderRequested>" +
           (back_order ? "true" : "false") + "</BackOrderRequested>" + type +
           element(more, "TnAttributes") + "<PartialAllowed>false</PartialAllowed>" + site +
           "</Order>";
  }
};

std::string search_by(const std::string& kind, const std::string& criteria,
                      const std::string& quantity = "1") {
  const std::string type = kind + "SearchAndOrderType";
  return "<" + type + ">" + criteria + "<Quantity>" + quantity + "</Quantity></" + type + ">";
}

std::string existing(const std::vector<std::string>& numbers, const std::string& reservation = {}) {
  return "<ExistingTelephoneNumberOrderType><TelephoneNumberList>" +
         tns("TelephoneNumber", numbers) + "</TelephoneNumberList>" +
         (reservation.empty() ? ""
                              : "<ReservationIdList><ReservationId>" + reservation +
                                    "</ReservationId></ReservationIdList>") +
         "</ExistingTelephoneNumberOrderType>";
}

const std::string kAreaCode = search_by("AreaCode", "<AreaCode>804</AreaCode>");
const std::string kProtected = "<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>";
const std::string kBackOrder = "<BackOrderRequested>true</BackOrderRequested>";
constexpr const char* kOrderType = "Input order type is not valid entry";

TEST_F(BadFields, AboutOrders) {
  uses_what_no_sample_shows();
  constexpr const char* kNoBackOrder =
      "Backorders are not compatible with Specific telephone number, NPANXX, NPANXXX, toll free "
      "Vanity or Local Vanity orders";
  constexpr const char* kCustomerOrderId =
      "CustomerOrderId invalid. Only alphanumeric values, dashes and spaces are allowed. Maximum "
      "length is 40 characters";
  constexpr const char* kSiteId = "The SiteId submitted is invalid.";
  constexpr const char* kPeerId = "SIP peer submitted invalid";
  const auto empty = [](const std::string& name) {
    return "Search criteria '" + name + "' can't be empty";
  };
  const auto quantity = [](const std::string& given) {
    return Wish{.type = search_by("AreaCode", "<AreaCode>804</AreaCode>", given)};
  };
  const struct {
    Wish wish;
    std::vector<Error> errors;
  } cases[] = {
      {{.type = "", .site = ""}, {{"5022", "SiteId required"}, {"5087", kOrderType}}},
      {{.type = kAreaCode, .site = ""}, {{"5022", "SiteId required"}}},
      {{.type = kAreaCode, .site = "<SiteId>x</SiteId>"}, {{"5016", kSiteId}}},
      {{.type = kAreaCode, .site = "<SiteId>1</SiteId>"}, {{"5016", kSiteId}}},
      {{.type = kAreaCode, .site = "<SiteId>800</SiteId>"}, {{"5016", kSiteId}}},
      {{kAreaCode, "<PeerId>x</PeerId>"}, {{"5023", kPeerId}}},
      {{kAreaCode, "<PeerId>303717</PeerId>"}, {{"5023", kPeerId}}},
      {{kAreaCode, "<Name>" + x(51) + "</Name>"},
       {{"1011", "Name is too long. Maximum length 50 characters"}}},
      {{kAreaCode, "<CustomerOrderId>a_b</CustomerOrderId>"}, {{"5052", kCustomerOrderId}}},
      {{kAreaCode, "<CustomerOrderId>" + x(41) + "</CustomerOrderId>"},
       {{"5052", kCustomerOrderId}}},
      {{kAreaCode, "<PartialAllowed>x</PartialAllowed>"},
       {{"5217", "PartialAllowed value submitted invalid"}}},
      {{kAreaCode, "<BackOrderRequested>x</BackOrderRequested>"},
       {{"1008", "'x' is not valid value"}}},
      {{kAreaCode, "<TnAttributes><TnAttribute>Golden</TnAttribute></TnAttributes>"},
       {{"5102", "Telephone number attribute 'Golden' invalid. Valid values: Protected"}}},
      {{""}, {{"5087", kOrderType}}},
      {{kAreaCode + kAreaCode}, {{"5087", kOrderType}}},
      {{"", "<WishfulOrderType/>"}, {{"5087", kOrderType}}},
      {quantity("0"), {{"5009", "Quantity given 0 invalid"}}},
      {quantity("5001"), {{"5009", "Quantity given 5001 invalid"}}},
      {quantity("-1"), {{"5009", "Quantity given -1 invalid"}}},
      {quantity("many"), {{"5009", "Quantity given many invalid"}}},
      {{search_by("AreaCode", "")}, {{"5224", empty("AreaCode")}}},
      {{search_by("AreaCode", "<AreaCode>104</AreaCode>")},
       {{"4000", "The area code specified 104 is not present as a valid entry in our system"}}},
      {{search_by("RateCenter", "<RateCenter>RALEIGH</RateCenter>")}, {{"5224", empty("State")}}},
      {{search_by("RateCenter", "<State>NC</State>")}, {{"5224", empty("RateCenter")}}},
      {{search_by("NPANXX", "")}, {{"5224", empty("NpaNxx")}}},
      {{search_by("NPANXX", "<NpaNxx>919139</NpaNxx>")}, {{"4002", kNpaNxx}}},
      {{search_by("NPANXX", "<NpaNxx>919439</NpaNxx><EnableLCA>x</EnableLCA>")},
       {{"1008", "'x' is not valid value"}}},
      {{search_by("NPANXX", "<NpaNxx>919439</NpaNxx>"), kBackOrder}, {{"5522", kNoBackOrder}}},
      {{search_by("State", "")}, {{"5224", empty("State")}}},
      {{search_by("State", "<State>NCX</State>")}, {{"4006", "Bad State search criteria"}}},
      {{search_by("City", "<City>RALEIGH</City>")}, {{"5224", empty("State")}}},
      {{search_by("ZIP", "")}, {{"5224", empty("Zip")}}},
      {{search_by("ZIP", "<Zip>2760</Zip>")}, {{"4007", "Bad Zip Code search criteria"}}},
      {{search_by("LATA", "")}, {{"5224", empty("Lata")}}},
      {{search_by("LATA", "<Lata>1234567</Lata>")}, {{"4008", "Bad LATA search criteria"}}},
      {{search_by("TollFreeVanity", "<TollFreeVanity>abc</TollFreeVanity>")},
       {{"4003", "Bad toll free Vanity search criteria"}}},
      {{search_by("TollFreeVanity", "<TollFreeVanity>newcars</TollFreeVanity>"), kProtected},
       {{"5101",
         "'Protected' telephone number attribute is not applicable for toll free search and order "
         "criteria"}}},
      {{search_by("TollFreeWildChar", "<TollFreeWildCardPattern>9**</TollFreeWildCardPattern>")},
       {{"4004", "Bad toll free Wild Card search criteria"}}},
      {{search_by("Combined", "")}, {{"4010", kCombination}}},
      {{search_by("Combined", "<AreaCode>617</AreaCode><NpaNxx>919439</NpaNxx>")},
       {{"4010", kCombination}}},
      {{search_by("Combined", "<City>RALEIGH</City>")}, {{"4010", kCombination}}},
      {{search_by("Combined", "<AreaCode>919</AreaCode><EnableLCA>true</EnableLCA>")},
       {{"4010", kCombination}}},
      {{search_by("Combined", "<LocalVanity>newcars</LocalVanity>")},
       {{"5224", empty("AreaCode")}}},
      {{search_by("Combined", "<AreaCode>919</AreaCode><LocalVanity>abc</LocalVanity>")},
       {{"4011", "Bad Phone Number search criteria"}}},
      {{existing({"12345"})}, {{"5070", "Telephone number is invalid."}}},
      {{existing({"9194390001", "9194390001"})},
       {{"5093", "Order cannot contain duplicate telephone numbers"}}},
      {{existing({"9194390001"}, "none")}, {{"5043", "Reservation none not found"}}},
      {{existing({"9194390006"}, their_reservation_)},
       {{"5043", "Reservation " + their_reservation_ + " not found"}}},
      {{existing({"9194390001"}), kBackOrder}, {{"5522", kNoBackOrder}}},
      {{existing({"8003220001"}), kProtected},
       {{"5100", "Toll free numbers are not candidates for Protected status"}}},
      {{existing({"2122180001"}), kProtected},
       {{"5099", "Non-Tier-0 numbers are not candidates for Protected status"}}},
      {{existing(too_many_numbers())},
       {{"5095", "Count of telephone numbers in order exceeds maximum size of 5000"}}},
  };
  // What is empty is not repeated.
  const Wish nothing{.type =
                         "<ExistingTelephoneNumberOrderType></ExistingTelephoneNumberOrderType>"};
  std::vector<BadRequest> requests{
      {"POST /orders", Wish{.type = existing({})}.order(), 400,
       in_list("OrderResponse", {{"5073", "Telephone number required"}}, nothing.echo())}};
  for (const auto& [wish, errors] : cases) {
    requests.push_back(
        {"POST /orders", wish.order(), 400, in_list("OrderResponse", errors, wish.echo())});
  }
  are_refused(requests);
}

TEST_F(BadFields, AboutChangesOfOrdersAndTheirNotes) {
  const std::string order = "/orders/" + order_;
  const std::string note = order + "/notes/" + note_;
  const auto refused = [](const char* code, const std::string& text) {
    return in_list("OrderResponse", {{code, text}});
  };
  const auto not_noted = [](const char* code, const std::string& text) {
    return in_status("NoteResponse", {code, text});
  };
  are_refused({
      {"PUT " + order, "<Order><CloseOrder>true</CloseOrder></Order>", 400,
       refused("5060", "Only Backordered order can be closed")},
      {"PUT " + order, "<Order><CloseOrder>x</CloseOrder></Order>", 400,
       refused("1008", "'x' is not valid value")},
      {"PUT " + order, "<Order><Name>" + x(51) + "</Name></Order>", 400,
       refused("1011", "Name is too long. Maximum length 50 characters")},
      {"PUT " + order, "<Order><CustomerOrderId>a_b</CustomerOrderId></Order>", 400,
       refused("5052",
               "CustomerOrderId invalid. Only alphanumeric values, dashes and spaces are allowed. "
               "Maximum length is 40 characters")},
      {"POST " + order + "/notes", "<Note/>", 400, not_noted("12501", "Username is required")},
      {"POST " + order + "/notes", "<Note><UserId>a</UserId></Note>", 400,
       not_noted("1003", "Description is required")},
      {"POST " + order + "/notes",
       "<Note><UserId>a</UserId><Description>" + x(501) + "</Description></Note>", 400,
       not_noted("1011", "Description is too long. Maximum length 500 characters")},
      {"PUT " + note, "<Note><Description>b</Description></Note>", 400,
       not_noted("12501", "Username is required")},
      {"PUT " + note, "<Note><UserId>" + x(101) + "</UserId><Description>b</Description></Note>",
       400, not_noted("1011", "UserId is too long. Maximum length 100 characters")},
      {"PUT " + order + "/notes/1", "<Note><UserId>a</UserId><Description>b</Description></Note>",
       404, not_noted("5040", "Note not found")},
  });
}

TEST_F(BadFields, AboutDisconnects) {
  const auto numbers = [](const std::vector<std::string>& list, const std::string& more = {}) {
    return "<DisconnectTelephoneNumberOrderType><TelephoneNumberList>" +
           tns("TelephoneNumber", list) + "</TelephoneNumberList>" + more +
           "</DisconnectTelephoneNumberOrderType>";
  };
  const std::string one = numbers({"9195550101"});
  const struct {
    std::string type;
    std::string more;
    const char* code;
    std::string text;
  } cases[] = {
      {"", "", "5087", kOrderType},
      {numbers({"123"}), "", "5070", "Telephone number is invalid."},
      {numbers({"9195550101", "9195550101"}), "", "5093",
       "Order cannot contain duplicate telephone numbers"},
      {numbers(too_many_numbers()), "", "5095",
       "Count of telephone numbers in order exceeds maximum size of 5000"},
      {numbers({"9195550101"}, "<DisconnectMode>brutal</DisconnectMode>"), "", "5084",
       "DisconnectMode 'brutal' invalid. Valid values are: normal, soft-remove, purge"},
      {numbers({"9195550101"}, "<Protected>perhaps</Protected>"), "", "5108",
       "Protected attribute 'perhaps' invalid. Valid values: TRUE, FALSE, UNCHANGED"},
      {numbers({"9195550101"}, "<Protected>true</Protected>"), "", "5108",
       "Protected attribute 'true' invalid. Valid values: TRUE, FALSE, UNCHANGED"},
      {numbers({"9195550101"}, "<DisconnectMode>purge</DisconnectMode><Protected>TRUE</Protected>"),
       "", "5109",
       "Protected telephone numbers setting is incompatible with obsolete or purge disconnect"},
      {one, "<name>" + x(51) + "</name>", "1011", "name is too long. Maximum length 50 characters"},
      {one, "<CustomerOrderId>a_b</CustomerOrderId>", "5052",
       "CustomerOrderId invalid. Only alphanumeric values, dashes and spaces are allowed. Maximum "
       "length is 40 characters"},
  };
  constexpr const char* kNoNumbers =
      "<DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrderType>";
  std::vector<BadRequest> requests{
      {"POST /disconnects",
       "<DisconnectTelephoneNumberOrder>" + numbers({}) + "</DisconnectTelephoneNumberOrder>", 400,
       in_list("DisconnectTelephoneNumberOrderResponse", {{"5073", "Telephone number required"}},
               "<orderRequest><OrderCreateDate>" + kNow + "</OrderCreateDate>" + kNoNumbers +
                   "</orderRequest>")}};
  for (const auto& [type, more, code, text] : cases) {
    requests.push_back(
        {"POST /disconnects",
         "<DisconnectTelephoneNumberOrder>" + more + type + "</DisconnectTelephoneNumberOrder>",
         400,
         in_list("DisconnectTelephoneNumberOrderResponse", {{code, text}},
                 "<orderRequest><OrderCreateDate>" + kNow + "</OrderCreateDate>" + type +
                     "</orderRequest>")});
  }
  are_refused(requests);
}

}  // namespace
}  // namespace dashsim::test::bad_fields_test
