// Customers who do anything at all, in any order: what must hold of a world holds after every step.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <set>

#include "lsr_story.hpp"
#include "support/dice.hpp"
#include "support/json_text.hpp"

namespace dashsim::test::random_sessions_test {
namespace {

namespace json = boost::json;

const std::string kScenario = R"(
scenario: few numbers
clock: {poll_advance: 0s}
rules: {ageing: 2d, reservation_life: 3h}
inventory:
  - {block: "91955501xx", rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426, zips: [27606]}
  - {block: "919439000x", rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426, zips: [27606]}
  - {block: "80421000xx", rate_center: GLOUCESTER, city: GLOUCESTER, state: VA, lata: 248, zips: [23061]}
  - {block: "800322000x", toll_free: true}
timeline:
  - {at: +3d, inventory: [{block: "919439001x", rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426, zips: [27606]}]}
)";

/// Who calls, and for which account.
struct Customer {
  std::string user;
  std::string account;
  std::string path() const { return "/accounts/" + account; }
};
const Customer kCustomers[] = {{"tester", "9900000"}, {"other", "9900001"}};

using Numbers = std::set<std::string>;

Numbers numbers_in(const json::value& list) {
  Numbers numbers;
  for (const json::value& each : list.as_array()) numbers.insert(text(each));
  return numbers;
}

/// Whether that is a documented state, and one in which an order has so many of the numbers that it
/// wanted.
bool fits(const std::string& status, std::size_t completed, std::size_t wanted) {
  if (status == "RECEIVED" || status == "FAILED") return completed == 0;
  if (status == "COMPLETE") return completed == wanted;
  if (status == "PARTIAL") return completed > 0 && completed < wanted;
  return status == "BACKORDERED" && completed < wanted;
}

class RandomSessions : public SimTest, public testing::WithParamInterface<std::uint64_t> {
 protected:
  RandomSessions()
      : SimTest({.scenario = kScenario, .journal_entries_max = 100'000}),
        dice_(GetParam(), "sessions") {
    uses_what_no_sample_shows();
    look();
  }

  // What customers do.

  void take_step() {
    customer_ = dice_.one_in(4) ? kCustomers[1] : kCustomers[0];
    using Step = void (RandomSessions::*)();
    static constexpr Step kSteps[] = {
        &RandomSessions::order_numbers,   &RandomSessions::order_numbers,
        &RandomSessions::order_by_search, &RandomSessions::order_by_search,
        &RandomSessions::order_by_search, &RandomSessions::change_an_order,
        &RandomSessions::disconnect,      &RandomSessions::disconnect,
        &RandomSessions::reserve,         &RandomSessions::end_a_reservation,
        &RandomSessions::move_numbers,    &RandomSessions::change_settings,
        &RandomSessions::make_a_site,     &RandomSessions::make_a_peer,
        &RandomSessions::change_a_peer,   &RandomSessions::delete_a_peer,
        &RandomSessions::delete_a_site,   &RandomSessions::subscribe,
        &RandomSessions::unsubscribe,     &RandomSessions::write_a_note,
        &RandomSessions::let_time_pass,   &RandomSessions::let_time_pass,
        &RandomSessions::let_time_pass,   &RandomSessions::let_time_pass,
        &RandomSessions::ask_for_numbers, &RandomSessions::ask_for_numbers,
        &RandomSessions::change_an_lsr,   &RandomSessions::cancel_an_lsr,
    };
    (this->*dice_.of(kSteps))();
  }

  void reserve() {
    call("POST", "/tnreservation",
         "<Reservation><ReservedTn>" + any_number() + "</ReservedTn></Reservation>");
  }

  void end_a_reservation() {
    const auto& reservations = state_.at("reservations").as_array();
    if (!reservations.empty())
      call("DELETE", "/tnreservation/" + text(dice_.of(reservations).at("id")));
  }

  void order_numbers() {
    Numbers numbers;
    for (auto n = 1 + dice_.below(3); n != 0; --n) numbers.insert(any_number());
    std::string reservations;
    for (const json::value& each : state_.at("reservations").as_array()) {
      const bool wanted = numbers.contains(text(each.at("number"))) &&
                          text(each.at("account")) == customer_.account && !dice_.one_in(4);
      if (wanted) reservations += "<ReservationId>" + text(each.at("id")) + "</ReservationId>";
    }
    place("/orders",
          "<Order>" + place_and_flags(false) +
              "<ExistingTelephoneNumberOrderType><TelephoneNumberList>" +
              list("TelephoneNumber", numbers) + "</TelephoneNumberList><ReservationIdList>" +
              reservations + "</ReservationIdList></ExistingTelephoneNumberOrderType></Order>",
          numbers.size());
  }

  void order_by_search() {
    const std::size_t quantity = dice_.one_in(4) ? 1 + dice_.below(150) : 1 + dice_.below(5);
    const auto [type, criteria] = dice_.of(std::vector<std::pair<std::string, std::string>>{
        {"AreaCode", "<AreaCode>919</AreaCode>"},
        {"AreaCode", "<AreaCode>804</AreaCode>"},
        {"RateCenter", "<RateCenter>RALEIGH</RateCenter><State>NC</State>"},
        {"NPANXX", "<NpaNxx>919439</NpaNxx>"},
        {"NPANXX", "<NpaNxxX>8042100</NpaNxxX>"},
        {"State", "<State>VA</State>"},
        {"City", "<City>GLOUCESTER</City><State>VA</State>"},
        {"ZIP", "<Zip>27606</Zip>"},
        {"LATA", "<Lata>426</Lata>"},
        {"TollFreeVanity", "<TollFreeVanity>0001</TollFreeVanity>"},
        {"TollFreeWildChar", "<TollFreeWildCardPattern>8**</TollFreeWildCardPattern>"},
        {"Combined", "<AreaCode>804</AreaCode><LocalVanity>0007</LocalVanity>"},
        {"Combined", "<City>RALEIGH</City><State>NC</State><Zip>27606</Zip>"},
    });
    const std::string element = type + "SearchAndOrderType";
    place("/orders",
          "<Order>" + place_and_flags(true) + "<" + element + ">" + criteria + "<Quantity>" +
              std::to_string(quantity) + "</Quantity></" + element + "></Order>",
          quantity);
  }

  void change_an_order() {
    const json::value* order = any_order();
    if (order == nullptr) return;
    const std::string change =
        dice_.one({"<Name>renamed</Name>", "<CustomerOrderId>x-1</CustomerOrderId>",
                   "<CloseOrder>true</CloseOrder>", "<CloseOrder>true</CloseOrder>"});
    call("PUT", "/" + text(order->at("type")) + "/" + text(order->at("id")),
         "<Order>" + change + "</Order>");
  }

  void disconnect() {
    Numbers numbers;
    for (auto n = 1 + dice_.below(4); n != 0; --n) numbers.insert(number_in_service_or_any());
    const std::string mode = dice_.one({"", "<DisconnectMode>normal</DisconnectMode>",
                                        "<DisconnectMode>soft-remove</DisconnectMode>",
                                        "<DisconnectMode>purge</DisconnectMode>"});
    const std::string protection =
        dice_.one({"", "<Protected>TRUE</Protected>", "<Protected>FALSE</Protected>",
                   "<Protected>UNCHANGED</Protected>"});
    place("/disconnects",
          "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType><"
          "TelephoneNumberList>" +
              list("TelephoneNumber", numbers) + "</TelephoneNumberList>" + mode + protection +
              "</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>",
          numbers.size());
  }

  void move_numbers() {
    Numbers numbers;
    for (auto n = 1 + dice_.below(3); n != 0; --n) numbers.insert(number_in_service_or_any());
    const std::string peer = any_peer();
    if (!peer.empty())
      call(
          "POST", peer + "/movetns",
          "<SipPeerTelephoneNumbers>" + list("FullNumber", numbers) + "</SipPeerTelephoneNumbers>");
  }

  void change_settings() {
    const std::string peer = any_peer();
    if (peer.empty()) return;
    call("PUT", peer + "/tns/" + number_in_service_or_any(),
         dice_.one({"<SipPeerTelephoneNumber><CallingNameDisplay>true</CallingNameDisplay>"
                    "</SipPeerTelephoneNumber>",
                    "<SipPeerTelephoneNumber><TnAttributes><TnAttribute>Protected</TnAttribute>"
                    "</TnAttributes></SipPeerTelephoneNumber>",
                    "<SipPeerTelephoneNumber><TnAttributes/></SipPeerTelephoneNumber>"}));
  }

  void make_a_site() {
    call("POST", "/sites",
         "<Site><Name>new</Name><Address><HouseNumber>1</HouseNumber><StreetName>Main</StreetName>"
         "<City>RALEIGH</City><StateCode>NC</StateCode><Zip>27606</Zip></Address></Site>");
  }

  std::string peer_document() {
    return "<SipPeer><PeerName>p" + std::to_string(dice_.below(10'000)) +
           "</PeerName><IsDefaultPeer>" + dice_.one({"true", "false"}) +
           "</IsDefaultPeer></SipPeer>";
  }
  void make_a_peer() { call("POST", any_site() + "/sippeers", peer_document()); }
  void change_a_peer() {
    if (const std::string peer = any_peer(); !peer.empty()) call("PUT", peer, peer_document());
  }
  void delete_a_peer() {
    if (const std::string peer = any_peer(); !peer.empty()) call("DELETE", peer);
  }
  void delete_a_site() { call("DELETE", any_site()); }

  void subscribe() {
    const std::string type = dice_.one({"orders", "disconnects"});
    const std::string target =
        dice_.one_in(2)
            ? "<EmailSubscription><Email>a@example.com</Email><DigestRequested>" +
                  dice_.one({"NONE", "DAILY"}) + "</DigestRequested></EmailSubscription>"
            : "<CallbackSubscription><URL>" + sim.receiver().url() +
                  "</URL><Expiry>7200</Expiry></CallbackSubscription>";
    call("POST", "/subscriptions",
         "<Subscription><OrderType>" + type + "</OrderType>" + target + "</Subscription>");
  }

  void unsubscribe() {
    const auto& subscriptions = state_.at("subscriptions").as_array();
    if (!subscriptions.empty())
      call("DELETE", "/subscriptions/" + text(dice_.of(subscriptions).at("id")));
  }

  /// Of whatever account; only the first one has a SPID to ask with.
  void ask_for_numbers() {
    Numbers numbers;
    for (auto n = 1 + dice_.below(3); n != 0; --n) numbers.insert(number_in_service_or_any());
    customer_ = kCustomers[0];
    const std::string pon = "PON-" + std::to_string(dice_.below(1000));
    place("/lsrorders",
          lsr_order({{"ATT-011515-324234", pon},
                     {"<RequestedFocDate>2026-01-15</RequestedFocDate>", ""},
                     {kLsrNumbers, "<ListOfTelephoneNumbers>" + list("TelephoneNumber", numbers) +
                                       "</ListOfTelephoneNumbers>"}}),
          numbers.size());
  }

  void change_an_lsr() {
    const std::string override_flag =
        dice_.one_in(2) ? "<OverrideValidation>true</OverrideValidation>" : "";
    change_lsr(lsr_change({{"<RequestedFocDate>2026-01-15</RequestedFocDate>", override_flag},
                           {"1231", std::to_string(dice_.below(1000))}}));
  }
  void cancel_an_lsr() { change_lsr(kLsrCancel); }
  void change_lsr(const std::string& document) {
    std::vector<std::string> open;
    for (const json::value& each : state_.at("orders").as_array()) {
      const Numbers over{"COMPLETE", "CANCELLED", "PARTIAL", "FAILED"};
      const bool asks = text(each.at("type")) == "lsrorders" &&
                        (dice_.one_in(8) || !over.contains(text(each.at("status"))));
      if (asks) open.push_back(text(each.at("id")));
    }
    if (open.empty()) return;
    customer_ = kCustomers[0];
    call("PUT", "/lsrorders/" + dice_.of(open), document);
  }

  void write_a_note() {
    const json::value* order = any_order();
    if (order == nullptr) return;
    call("POST", "/" + text(order->at("type")) + "/" + text(order->at("id")) + "/notes",
         "<Note><UserId>jbm</UserId><Description>hello</Description></Note>");
  }

  void let_time_pass() {
    if (dice_.one_in(3)) {
      sim.advance_until_idle();
    } else {
      sim.advance(dice_.one({"1s", "10m", "2h", "1d"}));
    }
  }

  // What they choose from.

  /// A number of the inventory, or of what the timeline will add.
  std::string any_number() {
    std::string number = dice_.one({"91955501", "919439000", "919439001", "80421000", "800322000"});
    while (number.size() < 10) number += static_cast<char>('0' + dice_.below(10));
    return number;
  }

  const json::value& account() const {
    const auto& accounts = state_.at("accounts").as_array();
    return *std::ranges::find_if(accounts, [&](const json::value& each) {
      return text(each.at("id")) == customer_.account;
    });
  }

  std::string number_in_service_or_any() {
    const auto& numbers = account().at("inService").as_array();
    return numbers.empty() || dice_.one_in(8) ? any_number() : text(dice_.of(numbers));
  }

  std::string any_site() {
    const auto& sites = account().at("sites").as_array();
    return sites.empty() || dice_.one_in(16) ? "/sites/1"
                                             : "/sites/" + text(dice_.of(sites).at("id"));
  }

  /// Empty if the site has none.
  std::string any_peer() {
    const auto& sites = account().at("sites").as_array();
    if (sites.empty()) return {};
    const json::value site = dice_.of(sites);
    const auto& peers = site.at("sippeers").as_array();
    if (peers.empty()) return {};
    return "/sites/" + text(site.at("id")) + "/sippeers/" + text(dice_.of(peers).at("id"));
  }

  const json::value* any_order() {
    const auto& orders = state_.at("orders").as_array();
    return orders.empty() ? nullptr : &orders[dice_.below(orders.size())];
  }

  /// SiteId, and perhaps PeerId and what else an order may have.
  std::string place_and_flags(bool may_wait) {
    const std::string site = any_site();
    std::string xml = "<SiteId>" + site.substr(site.rfind('/') + 1) + "</SiteId>";
    if (dice_.one_in(3)) {
      const std::string peer = any_peer();
      xml += "<PeerId>" + peer.substr(peer.rfind('/') + 1) + "</PeerId>";
    }
    if (dice_.one_in(2)) xml += "<PartialAllowed>true</PartialAllowed>";
    if (may_wait && dice_.one_in(2)) xml += "<BackOrderRequested>true</BackOrderRequested>";
    if (dice_.one_in(4)) xml += "<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>";
    return xml;
  }

  static std::string list(const std::string& name, const Numbers& numbers) {
    std::string xml;
    for (const std::string& number : numbers) xml += "<" + name + ">" + number + "</" + name + ">";
    return xml;
  }

  Answer ask(const std::string& method, const std::string& path, const std::string& xml = {}) {
    return sim.call(method, customer_.path() + path, basic(customer_.user, "secret"), xml);
  }

  Answer call(const std::string& method, const std::string& path, const std::string& xml = {}) {
    Answer answer = ask(method, path, xml);
    EXPECT_THAT(answer.status, testing::AnyOf(200, 201, 400, 404, 405, 409))
        << method << path << xml << answer.body;
    good_ += answer.status < 300 ? 1 : 0;
    return answer;
  }

  void place(const std::string& path, const std::string& xml, std::size_t quantity) {
    const Answer answer = call("POST", path, xml);
    if (answer.status == 201) wanted_[answer.created_id()] = quantity;
  }

  // What must hold.

  void look() { state_ = json::parse(sim.control("GET", "/state").body); }

  void check_world() {
    look();
    check_places();
    for (const Customer& customer : kCustomers) {
      customer_ = customer;
      check_totals();
    }
    for (const json::value& order : state_.at("orders").as_array()) {
      std::string& known = checked_[text(order.at("id"))];
      const std::string now = text(order.at("status")) + text(order.at("modified"));
      if (std::exchange(known, now) != now) check_order(order);
    }
  }

  /// Each number is in one place.
  void check_places() {
    std::map<std::string, std::string> places;
    const auto put = [&](const std::string& number, const std::string& place) {
      const auto [there, is_new] = places.emplace(number, place);
      EXPECT_TRUE(is_new) << number << " is " << place << " and " << there->second;
    };
    for (const json::value& each : state_.at("accounts").as_array()) {
      for (const char* place : {"inService", "disconnected", "protected"}) {
        for (const std::string& number : numbers_in(each.at(place))) put(number, place);
      }
    }
    for (const json::value& each : state_.at("reservations").as_array())
      put(text(each.at("number")), "reserved");
    for (const std::string& number : numbers_in(state_.at("portedOut")))
      put(number, "with another carrier");
    customer_ = kCustomers[0];
    for (const char* search : {"state=NC", "state=VA", "tollFreeWildCardPattern=8**"}) {
      const std::string found = ask("GET", "/availableNumbers?" + std::string(search)).body;
      const std::string tag = "<TelephoneNumber>";
      for (auto at = found.find(tag); at != std::string::npos; at = found.find(tag, at + 1))
        put(found.substr(at + tag.size(), 10), "available");
    }
    const std::string now = text(state_.at("now"));
    EXPECT_EQ(places.size(), now < "2026-01-08T09:00:00.000Z" ? 220U : 230U) << "none is lost";
  }

  /// Totals equal lists, and every number in service is on a peer that is there.
  void check_totals() {
    const Numbers in_service = numbers_in(account().at("inService"));
    const Numbers disconnected = numbers_in(account().at("disconnected"));
    std::size_t of_sites = 0;
    for (const json::value& site : account().at("sites").as_array()) {
      const std::string path = "/sites/" + text(site.at("id"));
      std::size_t of_peers = 0;
      for (const json::value& peer : site.at("sippeers").as_array()) {
        const std::string peer_path = path + "/sippeers/" + text(peer.at("id"));
        const std::string count = text(peer.at("numbers"));
        EXPECT_EQ(ask("GET", peer_path + "/totaltns")
                      .at("SipPeerTelephoneNumbersCount/SipPeerTelephoneNumbersCount"),
                  count);
        of_peers += std::stoul(count);
      }
      EXPECT_EQ(ask("GET", path + "/totaltns").at("SiteTNs/TotalCount"), std::to_string(of_peers));
      of_sites += of_peers;
    }
    EXPECT_EQ(of_sites, in_service.size()) << "numbers on peers that are not there";
    EXPECT_EQ(ask("GET", "/inserviceNumbers/totals").at("Count"),
              std::to_string(in_service.size()));
    const Answer list = ask("GET", "/inserviceNumbers?page=1&size=1000");
    EXPECT_EQ(list.count("TelephoneNumbers/TelephoneNumber"), in_service.size());
    EXPECT_EQ(ask("GET", "/discnumbers/totals").at("Count"), std::to_string(disconnected.size()));
    EXPECT_EQ(ask("GET", "/discnumbers?page=1&size=1000").count("TelephoneNumbers/TelephoneNumber"),
              disconnected.size());
    check_orders_total();
  }

  void check_orders_total() {
    const auto& orders = state_.at("orders").as_array();
    const auto count = std::ranges::count_if(orders, [&](const json::value& each) {
      return text(each.at("type")) == "orders" && text(each.at("account")) == customer_.account;
    });
    EXPECT_EQ(ask("GET", "/orders/totals").at("Count"), std::to_string(count));
    const Answer page = ask("GET", "/orders?page=1&size=1");
    EXPECT_EQ(page.at("ListOrderIdUserIdDate/TotalCount"), count == 0 ? "" : std::to_string(count));
  }

  void check_order(const json::value& order) {
    const std::string type = text(order.at("type"));
    const std::string id = text(order.at("id"));
    const std::string status = text(order.at("status"));
    SCOPED_TRACE(type + " " + id + " " + status);
    customer_ = text(order.at("account")) == kCustomers[0].account ? kCustomers[0] : kCustomers[1];
    const std::size_t completed = order.at("completedNumbers").as_array().size();
    if (type == "portouts" || type == "lsrorders") return check_port(type, id, status, completed);
    const std::size_t wanted = wanted_.at(id);
    EXPECT_TRUE(fits(status, completed, wanted)) << completed << " of " << wanted;
    const Answer read = ask("GET", "/" + type + "/" + id);
    EXPECT_EQ(read.at("OrderStatus"), status);
    if (type == "disconnects") {
      EXPECT_EQ(read.count("DisconnectedTelephoneNumberList/TelephoneNumber"), completed);
      const std::size_t failed = status == "RECEIVED" ? 0 : wanted - completed;
      EXPECT_EQ(read.count("ErrorList/Error"), failed);
      return;
    }
    const bool final = status != "RECEIVED" && status != "BACKORDERED";
    EXPECT_EQ(read.at("CompletedQuantity"), std::to_string(completed));
    EXPECT_EQ(read.at("FailedQuantity"), std::to_string(final ? wanted - completed : 0));
    EXPECT_EQ(read.count("CompletedNumbers/TelephoneNumber"), completed);
    EXPECT_EQ(read.count("OrderCompleteDate"), final ? 1U : 0U);
    EXPECT_EQ(ask("GET", "/orders/" + id + "/tns").at("Count"), std::to_string(completed));
    const std::string history = ask("GET", "/orders/" + id + "/history").body;
    const std::size_t last = history.rfind("<Status>");
    EXPECT_EQ(history.substr(last, 9 + status.size()), "<Status>" + status + "<");
  }

  /// A port is in a documented state, and numbers have left once it says so, not before.
  void check_port(const std::string& type, const std::string& id, const std::string& status,
                  std::size_t completed) {
    const std::set<std::string> states =
        type == "lsrorders" ? std::set<std::string>{"PENDING",   "FOC",     "EXCEPTION", "COMPLETE",
                                                    "CANCELLED", "PARTIAL", "FAILED"}
                            : std::set<std::string>{"NEW",       "MODIFY",   "SOA_PENDING",
                                                    "EXCEPTION", "COMPLETE", "CANCELLED"};
    EXPECT_TRUE(states.contains(status));
    const Answer read = ask("GET", "/" + type + "/" + id);
    EXPECT_EQ(read.at(type == "lsrorders" ? "OrderStatus" : "PortOutStatus"), status);
    EXPECT_TRUE(status != "PARTIAL" || completed > 0U);
    if (type == "portouts" || status == "PARTIAL") return;
    EXPECT_EQ(completed, status == "COMPLETE" ? wanted_.at(id) : 0U);
    EXPECT_EQ(read.at("CountOfTNs"), std::to_string(wanted_.at(id)));
    const std::string history = ask("GET", "/lsrorders/" + id + "/history").body;
    EXPECT_EQ(history.substr(history.rfind("<Status>"), 9 + status.size()),
              "<Status>" + status + "<");
  }

  Dice dice_;
  Customer customer_ = kCustomers[0];
  json::value state_;
  std::map<std::string, std::size_t> wanted_;   ///< numbers that each order asked for
  std::map<std::string, std::string> checked_;  ///< state in which each order was looked at last
  std::size_t good_ = 0;
};

TEST_P(RandomSessions, LeaveTheWorldInOrderAfterEveryStep) {
  constexpr int kStepCount = 80;
  for (int step = 0; step < kStepCount && !HasFailure(); ++step) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()) + ", step " + std::to_string(step));
    take_step();
    check_world();
  }
  EXPECT_GT(good_, 20U) << "most requests are good ones";
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomSessions, testing::Range<std::uint64_t>(1, 5),
                         [](const auto& test) { return "Seed" + std::to_string(test.param); });

}  // namespace
}  // namespace dashsim::test::random_sessions_test
