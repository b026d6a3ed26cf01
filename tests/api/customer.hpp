#pragma once

#include <boost/json/parse.hpp>
#include <cstring>
#include <string>
#include <vector>

#include "support/dice.hpp"
#include "support/json_text.hpp"
#include "support/sim.hpp"

namespace dashsim::test {

/// A number for a row of texts: FNV-1a, eight bytes at a time.
class Digest {
 public:
  void add(std::string_view text) {
    add_word(text.size());
    std::uint64_t word = 0;
    for (; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
      std::memcpy(&word, text.data(), sizeof word);
      add_word(word);
    }
    word = 0;
    std::memcpy(&word, text.data(), text.size());
    add_word(word);
  }
  std::uint64_t value() const { return value_; }

 private:
  void add_word(std::uint64_t word) {
    constexpr std::uint64_t kPrime = 0x100000001b3;
    value_ = (value_ ^ word) * kPrime;
    value_ ^= value_ >> 32U;  // what is in the upper bits counts below, too
  }
  std::uint64_t value_ = 0xcbf29ce484222325;
};

/// What a customer asked, and what he has been answered in all up to then.
struct Told {
  std::string request;  ///< its method and target
  int status = 0;       ///< 0: the connection ended
  std::uint64_t digest = 0;
};

/// A customer who does anything at all, by a seed, in a world of his own.
class Customer {
 public:
  /// `receiver` is the URL that callbacks go to.
  Customer(std::uint16_t port, std::string world, std::uint64_t seed, std::string receiver)
      : client_(port),
        world_(std::move(world)),
        dice_(seed, "customer"),
        receiver_(std::move(receiver)) {}

  void take_step() {
    using Step = void (Customer::*)();
    static constexpr Step kSteps[] = {
        &Customer::order,         &Customer::order,      &Customer::search,
        &Customer::read_order,    &Customer::list,       &Customer::disconnect,
        &Customer::reserve,       &Customer::write_note, &Customer::subscribe,
        &Customer::let_time_pass, &Customer::port_in,    &Customer::let_time_pass};
    (this->*dice_.of(kSteps))();
  }

  Answer control(const std::string& method, const std::string& path, const std::string& body = {}) {
    return send(method, "/_sim" + path, {{"Host", "dashsim.test"}, {"X-Sim-World", world_}}, body);
  }
  std::string journal() { return control("GET", "/journal.har").body; }
  std::string state() { return control("GET", "/state").body; }
  const std::vector<Told>& told() const { return told_; }
  std::string now() { return text(boost::json::parse(control("GET", "/clock").body).at("now")); }

 private:
  Answer call(const std::string& method, const std::string& path, const std::string& xml = {}) {
    net::Headers headers = basic("tester~" + world_, "secret");
    headers.insert(headers.begin(), {"Host", "dashsim.test"});
    if (!xml.empty()) headers.push_back({"Content-Type", "application/xml"});
    return send(method, "/accounts/9900000" + path, headers, xml);
  }
  Answer send(const std::string& method, const std::string& target, const net::Headers& headers,
              const std::string& body) {
    Answer answer = client_.send(method, target, headers, body);
    digest_.add(std::to_string(answer.status));
    for (const auto& [name, value] : answer.headers) {
      digest_.add(name);
      digest_.add(value);
    }
    digest_.add(answer.body);
    told_.push_back({method + " " + target, answer.status, digest_.value()});
    return answer;
  }
  void remember(const Answer& created) {
    if (!created.location().empty()) orders_.push_back(created.created_id());
  }

  void order() {
    remember(call("POST", "/orders",
                  "<Order><SiteId>743</SiteId><PartialAllowed>" + dice_.one({"true", "false"}) +
                      "</PartialAllowed><BackOrderRequested>" + dice_.one({"true", "false"}) +
                      "</BackOrderRequested><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode>"
                      "<Quantity>" +
                      std::to_string(1 + dice_.below(4)) +
                      "</Quantity></AreaCodeSearchAndOrderType></Order>"));
  }
  void search() { call("GET", "/availableNumbers?areaCode=" + dice_.one({"919", "804"})); }
  void list() { call("GET", "/orders?page=1&size=" + std::to_string(1 + dice_.below(20))); }
  void read_order() {
    if (!orders_.empty()) call("GET", "/orders/" + dice_.of(orders_));
  }
  void write_note() {
    if (orders_.empty()) return;
    call("POST", "/orders/" + dice_.of(orders_) + "/notes",
         "<Note><UserId>tester</UserId><Description>called back</Description></Note>");
  }
  void disconnect() {
    call("POST", "/disconnects",
         "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
         "<TelephoneNumberList><TelephoneNumber>" +
             std::to_string(9195550100 + dice_.below(20)) +
             "</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
             "</DisconnectTelephoneNumberOrder>");
  }
  void reserve() {
    call("POST", "/tnreservation",
         "<Reservation><ReservedTn>" + std::to_string(9194390000 + dice_.below(50)) +
             "</ReservedTn></Reservation>");
  }
  void port_in() {
    const std::string number = std::to_string(9193334000 + dice_.below(200));
    remember(call("POST", "/portins",
                  "<LnpOrder><BillingTelephoneNumber>" + number +
                      "</BillingTelephoneNumber><SiteId>743</SiteId><Subscriber><SubscriberType>"
                      "RESIDENTIAL</SubscriberType><FirstName>Ann</FirstName><LastName>Lee"
                      "</LastName><ServiceAddress><HouseNumber>9</HouseNumber><StreetName>Elm"
                      "</StreetName><City>RALEIGH</City><StateCode>NC</StateCode><Zip>27606</Zip>"
                      "</ServiceAddress></Subscriber><LoaAuthorizingPerson>Ann Lee"
                      "</LoaAuthorizingPerson><ListOfPhoneNumbers><PhoneNumber>" +
                      number + "</PhoneNumber></ListOfPhoneNumbers></LnpOrder>"));
  }
  void subscribe() {
    call("POST", "/subscriptions",
         "<Subscription><OrderType>" + dice_.one({"orders", "disconnects", "portins"}) +
             "</OrderType><CallbackSubscription><URL>" + receiver_ +
             "</URL><Expiry>86400</Expiry></CallbackSubscription></Subscription>");
  }
  void let_time_pass() {
    control("POST", "/clock/advance", "{\"by\": \"" + dice_.one({"1s", "2m", "3h", "2d"}) + "\"}");
  }

  Client client_;
  std::string world_;
  Dice dice_;
  std::string receiver_;
  std::vector<std::string> orders_;
  Digest digest_;
  std::vector<Told> told_;
};

}  // namespace dashsim::test
