// Whatever customers, receivers and the other side of the control API do, in whatever order, what
// must hold of a world holds (invariants.hpp), nothing fails, and a restored snapshot, a fork and a
// world that was rewound are the same world and have the same future.
#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "app/driver.hpp"
#include "invariants.hpp"
#include "scenario/builtins.hpp"
#include "scenario/load.hpp"

namespace {

using namespace dashsim;
using fuzz::need;

std::shared_ptr<const scenario::Scenario> load() {
  const scenario::Loader loader(scenario::builtins(),
                                [](const std::string&) { return std::nullopt; });
  return loader
      .load_text("fuzz", R"(scenario: fuzz
clock: {poll_advance: 0s}
rules: {ageing: 2d, reservation_life: 3h}
accounts:
  - id: 9900000
    spid: "9999"
    sites:
      - {id: 743, name: Raleigh, sippeers: [{id: 303716, name: main, default: true}, {id: 518824, name: second}]}
      - {id: 202, name: Denver, sippeers: [{id: 303717, name: denver, default: true}]}
    numbers: {in_service: [{numbers: "9195550100-9195550104"}]}
  - id: 9900001
    sites: [{id: 800, name: Boston, sippeers: [{id: 400100, name: boston, default: true}]}]
    port_out_validation: {url: "http://localhost:9000/validate"}
    numbers: {in_service: [{numbers: "9195550105-9195550107"}]}
inventory:
  - {block: "919439000x", rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426, zips: [27606]}
lifecycles:
  portins:
    - {name: waits, when: {CustomerOrderId: waits}, steps: [{status: SUBMITTED}, {at: event, status: FOC}]}
subscriptions:
  - {account: 9900000, order_type: orders, url: "http://localhost:9000/"}
  - {account: 9900000, order_type: portins, url: "http://localhost:9000/"}
)")
      .scenario;
}

/// Bytes as decisions; when there are no more, the first one of everything.
class Decisions {
 public:
  Decisions(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool left() const { return at_ < size_; }
  std::size_t below(std::size_t bound) { return left() ? data_[at_++] % bound : 0; }
  const char* one(std::initializer_list<const char*> words) {
    return words.begin()[below(words.size())];
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

const api::Pipeline& pipeline() {
  static const api::Pipeline kPipeline;
  return kPipeline;
}

std::shared_ptr<const scenario::Scenario> scenario_of_all() {
  static const auto kScenario = load();
  return kScenario;
}

net::Response control(app::Driver& driver, const std::string& method, const std::string& path,
                      const std::string& body = {}) {
  // An advance may be answered later, when nobody waits for it any more.
  const auto answer = std::make_shared<net::Response>();
  driver.control({method, "/_sim" + path, {}, body}, [answer](const net::Response& response) {
    need(response.status != 500, "a control call that fails");
    *answer = response;
  });
  return *answer;
}

/// All that can be told of a world, but for the control calls that it has had.
std::string all_of(app::Driver& driver) {
  std::string all;
  for (const char* path : {"/state", "/events", "/outbox", "/faults", "/callbacks"})
    all += control(driver, "GET", path).body;
  return all;
}

/// What a world has come to after three more days in which every receiver is content.
std::string future_of(const app::Driver& driver) {
  app::Nowhere nowhere;
  app::Driver copy("fuzz", driver, nowhere);
  control(copy, "POST", "/clock/advance", R"({"by": "3d"})");
  while (copy.in_flight() != nullptr) copy.answered({{}, {200, {}, {}}});
  return all_of(copy);
}

class Session {
 public:
  explicit Session(Decisions decisions)
      : decisions_(decisions), driver_("fuzz", scenario_of_all(), pipeline(), {}, nowhere_) {}

  void play() {
    // Asking for totals takes longer than the steps themselves.
    constexpr std::size_t kStepsBetweenTotals = 8;
    for (std::size_t step = 1; decisions_.left(); ++step) {
      take_step();
      fuzz::check_orders(driver_.world());
      fuzz::check_numbers(driver_.world());
      if (step % kStepsBetweenTotals == 0) fuzz::check_totals(pipeline(), driver_.world());
    }
    fuzz::check_totals(pipeline(), driver_.world());
    keep_and_restore();
  }

 private:
  std::string number() {
    static constexpr std::array kStarts{"919439000", "919555010", "919333400"};
    return fmt::format("{}{}", kStarts[decisions_.below(kStarts.size())], decisions_.below(10));
  }
  /// "/portins/ID" of an order that there is, or was.
  std::string order() {
    return orders_.empty() ? "/orders/nobody" : orders_[decisions_.below(orders_.size())];
  }
  std::string order_id() {
    const std::string path = order();
    return path.substr(path.rfind('/') + 1);
  }
  std::string peer() {
    return decisions_.one({"/sites/743/sippeers/303716", "/sites/743/sippeers/518824",
                           "/sites/202/sippeers/303717", "/sites/1/sippeers/1"});
  }

  void call(const std::string& method, const std::string& path, const std::string& xml = {}) {
    driver_.arrive(pipeline().receive({method,
                                       "/accounts/9900000" + path,
                                       {{"Host", "fuzz"},
                                        {"Authorization", "Basic dGVzdGVyOnNlY3JldA=="},
                                        {"Content-Type", "application/xml"}},
                                       xml},
                                      {}),
                   [this, method](const net::Response& response) {
                     need(response.status != 500, "an answer of 500");
                     const std::string_view location =
                         net::find_header(response.headers, "Location");
                     constexpr std::string_view kAccount = "/accounts/9900000";
                     const std::size_t at = location.find(kAccount);
                     if (method == "POST" && at != location.npos)
                       orders_.emplace_back(location.substr(at + kAccount.size()));
                   });
  }
  void control(const std::string& method, const std::string& path, const std::string& body = {}) {
    ::control(driver_, method, path, body);
  }
  void happen(const std::string& event) { control("POST", "/events", event); }

  void take_step() {
    using Step = void (Session::*)();
    static constexpr Step kSteps[] = {
        &Session::let_time_pass,   &Session::order_by_search, &Session::order_numbers,
        &Session::disconnect,      &Session::reserve,         &Session::write_note,
        &Session::change_order,    &Session::cancel,          &Session::read,
        &Session::answer,          &Session::go_back,         &Session::keep_and_restore,
        &Session::port_in,         &Session::supplement,      &Session::activate,
        &Session::lose_numbers,    &Session::change_port_out, &Session::bring_to_a_state,
        &Session::take_event,      &Session::change_stock,    &Session::move_numbers,
        &Session::make_a_peer,     &Session::delete_a_peer,   &Session::import_numbers,
        &Session::remove_imported, &Session::subscribe,       &Session::change_features,
        &Session::ask_for_numbers, &Session::end_reservation, &Session::begin_anew,
    };
    (this->*kSteps[decisions_.below(std::size(kSteps))])();
  }

  void order_by_search() {
    call("POST", "/orders",
         fmt::format("<Order><SiteId>{}</SiteId><BackOrderRequested>{}</BackOrderRequested>"
                     "<PartialAllowed>{}</PartialAllowed><AreaCodeSearchAndOrderType><AreaCode>919"
                     "</AreaCode><Quantity>{}</Quantity></AreaCodeSearchAndOrderType></Order>",
                     decisions_.one({"743", "202"}), decisions_.one({"true", "false"}),
                     decisions_.one({"true", "false"}), 1 + decisions_.below(12)));
  }
  void order_numbers() {
    std::string reservations;
    for (const auto& [age, each] : driver_.world().reservations()) {
      if (decisions_.below(2) == 0)
        reservations += "<ReservationId>" + each.id.value + "</ReservationId>";
    }
    call("POST", "/orders",
         "<Order><SiteId>743</SiteId><ExistingTelephoneNumberOrderType><TelephoneNumberList>"
         "<TelephoneNumber>" +
             number() + "</TelephoneNumber></TelephoneNumberList><ReservationIdList>" +
             reservations + "</ReservationIdList></ExistingTelephoneNumberOrderType></Order>");
  }
  void disconnect() {
    call("POST", "/disconnects",
         fmt::format("<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
                     "<TelephoneNumberList><TelephoneNumber>{}</TelephoneNumber>"
                     "<TelephoneNumber>{}</TelephoneNumber></TelephoneNumberList>{}{}"
                     "</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>",
                     number(), number(),
                     decisions_.one({"", "<DisconnectMode>purge</DisconnectMode>"}),
                     decisions_.one({"", "<Protected>TRUE</Protected>"})));
  }
  void reserve() {
    call("POST", "/tnreservation",
         "<Reservation><ReservedTn>" + number() + "</ReservedTn></Reservation>");
  }
  void end_reservation() {
    const auto& all = driver_.world().reservations();
    if (!all.empty()) call("DELETE", "/tnreservation/" + all.begin()->second.id.value);
  }
  void write_note() {
    call("POST", order() + "/notes",
         "<Note><UserId>tester</UserId><Description>a note</Description></Note>");
  }
  void change_order() {
    call("PUT", order(),
         fmt::format("<Order>{}</Order>",
                     decisions_.one({"<CloseOrder>true</CloseOrder>", "<Name>renamed</Name>"})));
  }
  void cancel() { call("DELETE", order()); }
  void read() { call("GET", order() + decisions_.one({"", "/history", "/notes", "/tns"})); }

  void port_in() {
    call("POST", "/portins",
         fmt::format(
             "<LnpOrder><CustomerOrderId>{}</CustomerOrderId><BillingTelephoneNumber>9193334001"
             "</BillingTelephoneNumber><SiteId>743</SiteId><Subscriber><SubscriberType>RESIDENTIAL"
             "</SubscriberType><FirstName>Ann</FirstName><LastName>Lee</LastName><ServiceAddress>"
             "<HouseNumber>9</HouseNumber><StreetName>Elm</StreetName><City>RALEIGH</City>"
             "<StateCode>NC</StateCode><Zip>27606</Zip></ServiceAddress></Subscriber>"
             "<LoaAuthorizingPerson>Ann Lee</LoaAuthorizingPerson><ListOfPhoneNumbers><PhoneNumber>"
             "{}</PhoneNumber></ListOfPhoneNumbers>{}</LnpOrder>",
             decisions_.one({"usual", "waits"}), number(),
             decisions_.one({"", "<ProcessingStatus>DRAFT</ProcessingStatus>",
                             "<Triggered>true</Triggered>"})));
  }
  void supplement() {
    call("PUT", order(),
         fmt::format("<LnpOrderSupp>{}</LnpOrderSupp>",
                     decisions_.one({"<ProcessingStatus>SUBMITTED</ProcessingStatus>",
                                     "<CustomerOrderId>A2</CustomerOrderId>",
                                     "<RequestedFocDate>2026-01-15</RequestedFocDate>"})));
  }
  void activate() {
    call("PUT", order() + "/activationStatus",
         "<ActivationStatus><AutoActivationDate>2026-01-15T15:00:00Z</AutoActivationDate>"
         "</ActivationStatus>");
  }
  void ask_for_numbers() {
    call("POST", "/lsrorders",
         "<LsrOrder><Pon>P-1</Pon><SPID>9999</SPID><AuthorizingPerson>Jim</AuthorizingPerson>"
         "<Subscriber><SubscriberType>BUSINESS</SubscriberType><BusinessName>B</BusinessName>"
         "<AccountNumber>1</AccountNumber><PinNumber>1</PinNumber></Subscriber>"
         "<ListOfTelephoneNumbers><TelephoneNumber>" +
             number() + "</TelephoneNumber></ListOfTelephoneNumbers></LsrOrder>");
  }
  void import_numbers() {
    call("POST", "/importTnOrders",
         "<ImportTnOrder><SiteId>743</SiteId><SipPeerId>303716</SipPeerId><Subscriber><Name>ABC"
         "</Name><ServiceAddress><HouseNumber>1</HouseNumber><StreetName>Back</StreetName><City>"
         "Denver</City><StateCode>CO</StateCode><Zip>27541</Zip></ServiceAddress></Subscriber>"
         "<LoaAuthorizingPerson>Ann</LoaAuthorizingPerson><LoaType>CARRIER</LoaType>"
         "<TelephoneNumbers><TelephoneNumber>" +
             number() + "</TelephoneNumber></TelephoneNumbers></ImportTnOrder>");
  }
  void remove_imported() {
    call("POST", "/removeImportedTnOrders",
         "<RemoveImportedTnOrder><TelephoneNumbers><TelephoneNumber>" + number() +
             "</TelephoneNumber></TelephoneNumbers></RemoveImportedTnOrder>");
  }
  void move_numbers() {
    const std::string to = peer();
    call("POST", to + "/movetns",
         "<SipPeerTelephoneNumbers><FullNumber>" + number() +
             "</FullNumber></SipPeerTelephoneNumbers>");
  }
  void make_a_peer() {
    call("POST", decisions_.one({"/sites/743/sippeers", "/sites/202/sippeers"}),
         fmt::format("<SipPeer><PeerName>p{}</PeerName><IsDefaultPeer>{}</IsDefaultPeer></SipPeer>",
                     decisions_.below(4), decisions_.one({"true", "false"})));
  }
  void delete_a_peer() { call("DELETE", decisions_.below(4) == 0 ? "/sites/202" : peer()); }
  void subscribe() {
    call("POST", "/subscriptions",
         fmt::format("<Subscription><OrderType>{}</OrderType><CallbackSubscription><URL>"
                     "http://localhost:9000/hook</URL><Expiry>7200</Expiry></CallbackSubscription>"
                     "</Subscription>",
                     decisions_.one({"disconnects", "orders", "portouts"})));
  }
  void change_features() {
    call("POST", "/tnoptions",
         fmt::format("<TnOptionOrder><TnOptionGroups><TnOptionGroup><CallForward>{}</CallForward>"
                     "<TelephoneNumbers><TelephoneNumber>{}</TelephoneNumber></TelephoneNumbers>"
                     "</TnOptionGroup></TnOptionGroups></TnOptionOrder>",
                     decisions_.one({"9195550199", "systemdefault"}), number()));
  }

  // The other side.

  void let_time_pass() {
    static constexpr std::array kTimes{"1s", "2m", "5h", "1d"};
    control("POST", "/clock/advance",
            fmt::format(R"({{"by": "{}"}})", kTimes[decisions_.below(kTimes.size())]));
  }
  void lose_numbers() {
    happen(fmt::format(R"({{"port_out": {{"account": {}, "numbers": ["{}"], "spid": "512E"}}}})",
                       9900000 + decisions_.below(2), number()));
  }
  void change_port_out() {
    happen(fmt::format(R"({{"{}": {{"order": "{}"}}}})",
                       decisions_.one({"port_out_cancel", "port_out_modify"}), some_order()));
  }
  void bring_to_a_state() {
    const auto types = scenario::all_order_types();
    const auto states = types[decisions_.below(types.size())].states;
    happen(fmt::format(R"({{"state": {{"order": "{}", "status": "{}"}}}})", some_order(),
                       states[decisions_.below(states.size())].name));
  }
  void take_event() { happen(fmt::format(R"({{"step": {{"order": "{}"}}}})", some_order())); }
  /// Also of those that nobody has placed over the API.
  std::string some_order() {
    std::vector<std::string> ids;
    driver_.world().orders().for_each(
        [&](const world::Order& each) { ids.push_back(each.id.value); });
    return ids.empty() ? std::string("nobody") : ids[decisions_.below(ids.size())];
  }
  void change_stock() {
    happen(decisions_.one(
        {R"({"withdraw": ["919439000x"]})",
         R"({"inventory": [{"block": "919439000x", "rate_center": "RALEIGH", "city": "RALEIGH", "state": "NC", "lata": 426, "zips": [27606]}]})",
         R"({"inventory": [{"block": "919333400x", "rate_center": "RALEIGH", "city": "RALEIGH", "state": "NC", "lata": 426, "zips": [27606]}]})",
         R"({"messaging_lost": {"account": 9900000, "numbers": ["9195550100"]}})",
         R"({"faults": [{"name": "f", "on": "POST /accounts/{accountId}/orders", "nth": 1, "respond": {"status": 503}}]})",
         R"({"end_faults": ["f"]})"}));
  }

  /// The receiver of a callback.
  void answer() {
    static constexpr std::array kStatuses{200, 500, 401};
    if (driver_.in_flight() != nullptr)
      driver_.answered({{}, {kStatuses[decisions_.below(kStatuses.size())], {}, {}}});
  }

  void keep_and_restore() {
    if (driver_.busy()) return;
    const std::string before = all_of(driver_);
    const std::string future = future_of(driver_);
    ::control(driver_, "POST", "/snapshot");
    let_time_pass();
    if (driver_.busy()) {
      driver_.answered({boost::asio::error::timed_out, {}});
      if (driver_.busy()) return;  // somebody else is called
    }
    ::control(driver_, "POST", "/restore");
    need(all_of(driver_) == before, "a restored snapshot is another world");
    need(future_of(driver_) == future, "a restored world has another future");
  }

  void go_back() {
    if (driver_.busy()) return;
    const std::string before = all_of(driver_);
    control("POST", "/rewind", R"({"by": "0s"})");
    need(all_of(driver_) == before, "a world that was rewound is another one");
    control("POST", "/rewind", decisions_.one({R"({"by": "1m"})", R"({"by": "1d"})"}));
  }

  void begin_anew() {
    if (decisions_.below(4) == 0) control("POST", "/reset");
  }

  Decisions decisions_;
  app::Nowhere nowhere_;
  app::Driver driver_;
  std::vector<std::string> orders_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kDecisionsMax = 400;
  Session(Decisions(data, std::min(size, kDecisionsMax))).play();
  return 0;
}
