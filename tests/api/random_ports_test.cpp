// Customers who port anything at all, in any order: no order comes to a state that is not
// documented, or in a way that is not, and no number is lost or on two accounts.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <map>
#include <set>

#include "port_story.hpp"
#include "support/dice.hpp"
#include "support/json_text.hpp"

namespace dashsim::test::random_ports_test {
namespace {

namespace json = boost::json;

const std::string kScenario = R"(
scenario: ports
clock: {poll_advance: 0s}
lifecycles:
  portins:
    - {name: rejected, when: {CustomerOrderId: rejected}, steps: [{status: PENDING_DOCUMENTS}, {after: 1h, status: SUBMITTED}, {after: 1d, status: EXCEPTION, errors: [7519]}]}
)";

struct Customer {
  std::string user, account, site, peer;
};
const Customer kCustomers[] = {{"tester", "9900000", "743", "303716"},
                               {"other", "9900001", "800", "400100"}};

using States = std::set<std::string>;
/// Where a port-in may go from each state. Reference: portins, callbacks.
const std::map<std::string, States> kPortInTransitions = {
    {"DRAFT", {"DRAFT", "PENDING_DOCUMENTS"}},
    {"PENDING_DOCUMENTS", {"SUBMITTED", "REQUESTED_SUPP", "REQUESTED_CANCEL"}},
    {"SUBMITTED", {"FOC", "EXCEPTION", "REQUESTED_SUPP", "REQUESTED_CANCEL"}},
    {"REQUESTED_SUPP", {"FOC", "EXCEPTION", "REQUESTED_CANCEL"}},
    {"FOC", {"FOC", "COMPLETE", "EXCEPTION", "REQUESTED_SUPP", "REQUESTED_CANCEL"}},
    {"EXCEPTION", {"REQUESTED_SUPP", "REQUESTED_CANCEL"}},
    {"REQUESTED_CANCEL", {"CANCELLED"}},
    {"CANCELLED", {}},
    {"COMPLETE", {}},
};
/// Reference: bulkPortins.
const std::map<std::string, States> kBulkTransitions = {
    {"DRAFT", {"DRAFT", "IN_PROGRESS"}},
    {"IN_PROGRESS", {"IN_PROGRESS", "NEEDS_ATTENTION", "PARTIAL", "COMPLETED", "CANCELLED"}},
    {"NEEDS_ATTENTION", {"NEEDS_ATTENTION", "IN_PROGRESS", "PARTIAL", "COMPLETED", "CANCELLED"}},
    {"PARTIAL", {}},
    {"COMPLETED", {}},
    {"CANCELLED", {}},
};

class RandomPorts : public SimTest, public testing::WithParamInterface<std::uint64_t> {
 protected:
  RandomPorts()
      : SimTest({.scenario = kScenario, .journal_entries_max = 100'000}),
        dice_(GetParam(), "ports") {
    uses_what_no_sample_shows();
    look();
  }

  void take_step() {
    customer_ = &kCustomers[dice_.below(2)];
    using Step = void (RandomPorts::*)();
    static constexpr Step kSteps[] = {
        &RandomPorts::place,       &RandomPorts::place,       &RandomPorts::change,
        &RandomPorts::change,      &RandomPorts::cancel,      &RandomPorts::activate,
        &RandomPorts::place_bulk,  &RandomPorts::fill_bulk,   &RandomPorts::start_bulk,
        &RandomPorts::change_bulk, &RandomPorts::delete_bulk, &RandomPorts::pass_time,
        &RandomPorts::pass_time,   &RandomPorts::pass_time,
    };
    (this->*kSteps[dice_.below(std::size(kSteps))])();
  }

  void place() {
    std::string numbers;
    for (auto n = 1 + dice_.below(3); n != 0; --n)
      numbers += "<PhoneNumber>" + any_number() + "</PhoneNumber>";
    call("POST", "/portins",
         port_in({{"SJM00002", dice_.one({"A1", "rejected"})},
                  {"2026-01-15", any_date()},
                  {"743", customer_->site},
                  {"303716", customer_->peer},
                  {"<PhoneNumber>9193334001</PhoneNumber>", numbers},
                  {"</LnpOrder>",
                   dice_.one({"", "", "<ProcessingStatus>DRAFT</ProcessingStatus>",
                              "<Triggered>true</Triggered>", "<Immediately>true</Immediately>"}) +
                       "</LnpOrder>"}}));
  }

  void change() {
    call("PUT", any("portins"),
         supp(dice_.one({"<ProcessingStatus>SUBMITTED</ProcessingStatus>",
                         "<LoaAuthorizingPerson>Jim</LoaAuthorizingPerson>",
                         "<CustomerOrderId>A2</CustomerOrderId>", "<Triggered>true</Triggered>"}) +
              (dice_.below(2) == 0 ? "<RequestedFocDate>" + any_date() + "</RequestedFocDate>"
                                   : "") +
              (dice_.below(3) == 0 ? "<ListOfPhoneNumbers><PhoneNumber>" + any_number() +
                                         "</PhoneNumber></ListOfPhoneNumbers>"
                                   : "")));
  }
  void cancel() { call("DELETE", any("portins")); }
  void activate() {
    call("PUT", any("portins") + "/activationStatus",
         "<ActivationStatus><AutoActivationDate>" + any_date() +
             "T15:00:00Z</AutoActivationDate></ActivationStatus>");
  }

  void place_bulk() {
    call("POST", "/bulkPortins",
         "<BulkPortin><RequestedFocDate>" + any_date() +
             "</RequestedFocDate><BillingTelephoneNumber>9193334000</BillingTelephoneNumber>"
             "<Subscriber><SubscriberType>BUSINESS</SubscriberType><BusinessName>Acme"
             "</BusinessName>" +
             kServiceAddress + "</Subscriber><SiteId>" + customer_->site +
             "</SiteId><LoaAuthorizingPerson>Jim</LoaAuthorizingPerson></BulkPortin>");
  }
  void fill_bulk() {
    std::string numbers;
    for (auto n = 1 + dice_.below(4); n != 0; --n) numbers += "<TN>" + any_number() + "</TN>";
    call("PUT", any("bulkPortins") + "/tnList", "<TnList>" + numbers + "</TnList>");
  }
  void start_bulk() {
    call("PATCH", any("bulkPortins"),
         "<BulkPortin><ProcessingStatus>IN_PROGRESS</ProcessingStatus></BulkPortin>");
  }
  void change_bulk() {
    call("PATCH", any("bulkPortins"),
         "<BulkPortin><RequestedFocDate>" + any_date() + "</RequestedFocDate></BulkPortin>");
  }
  void delete_bulk() { call("DELETE", any("bulkPortins")); }

  void pass_time() { sim.advance(dice_.one({"1s", "2h", "1d", "3d"})); }

  // What they choose from.

  /// A number of Mock Carrier, of a wireless one, or of account 9900000 at the start.
  std::string any_number() {
    return dice_.one({"919333400", "919333400", "919604000", "919555010"}) +
           std::to_string(dice_.below(10));
  }
  std::string any_date() {
    const auto day = today() + dice_.below(20);
    const bool next_month = day > 31;
    const std::string text = std::to_string(next_month ? day - 31 : day);
    return std::string(next_month ? "2026-02-" : "2026-01-") + (text.size() == 1 ? "0" : "") + text;
  }
  std::uint64_t today() const {
    const std::string now = text(state_.at("now"));
    return now.substr(5, 2) == "01" ? std::stoul(now.substr(8, 2)) : 20;
  }
  std::string any(const std::string& type) {
    std::vector<std::string> paths;
    for (const json::value& order : state_.at("orders").as_array()) {
      if (text(order.at("type")) != type || text(order.at("account")) != customer_->account)
        continue;
      paths.push_back("/" + type + "/" + text(order.at("id")));
    }
    return paths.empty() ? "/" + type + "/none" : paths[dice_.below(paths.size())];
  }

  Answer call(const std::string& method, const std::string& path, const std::string& xml = {}) {
    Answer answer = sim.call(method, "/accounts/" + customer_->account + path,
                             basic(customer_->user, "secret"), xml);
    EXPECT_THAT(answer.status, testing::AnyOf(200, 201, 400, 404))
        << method << path << xml << answer.body;
    good_ += answer.status < 300 ? 1 : 0;
    return answer;
  }

  // What must hold.

  void look() { state_ = json::parse(sim.control("GET", "/state").body); }

  void check_world() {
    look();
    std::map<std::string, std::string> places;
    for (const json::value& account : state_.at("accounts").as_array()) {
      for (const json::value& number : account.at("inService").as_array())
        EXPECT_TRUE(places.emplace(text(number), text(account.at("id"))).second) << text(number);
    }
    for (const std::string& number : in_service_) EXPECT_TRUE(places.contains(number)) << number;
    in_service_.clear();
    for (const auto& [number, account] : places) in_service_.insert(number);
    for (const json::value& order : state_.at("orders").as_array()) check_order(order);
  }

  void check_order(const json::value& order) {
    const std::string type = text(order.at("type"));
    const std::string id = text(order.at("id"));
    SCOPED_TRACE(type + " " + id);
    const auto& transitions = type == "portins" ? kPortInTransitions : kBulkTransitions;
    const std::string account = text(order.at("account"));
    const std::string history =
        sim.call("GET", "/accounts/" + account + "/" + type + "/" + id + "/history",
                 basic(account == "9900000" ? "tester" : "other", "secret"))
            .body;
    std::string before;
    each_element(history, [&](const xml::Element& entry) {
      if (entry.name() != "OrderHistory") return;
      const std::string state(entry.text_at("Status"));
      ASSERT_TRUE(transitions.contains(state)) << state;
      if (!before.empty()) {
        EXPECT_TRUE(transitions.at(before).contains(state)) << before << " to " << state;
      }
      before = state;
    });
    if (!before.empty()) {
      EXPECT_EQ(before, text(order.at("status")));
    }
  }

  Dice dice_;
  const Customer* customer_ = &kCustomers[0];
  json::value state_;
  std::set<std::string> in_service_;
  std::size_t good_ = 0;
};

TEST_P(RandomPorts, NeitherLoseNumbersNorStatesOnTheirWay) {
  constexpr int kStepCount = 80;
  for (int step = 0; step < kStepCount && !HasFailure(); ++step) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()) + ", step " + std::to_string(step));
    take_step();
    check_world();
  }
  EXPECT_GT(good_, 15U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPorts, testing::Range<std::uint64_t>(1, 7),
                         [](const auto& test) { return "Seed" + std::to_string(test.param); });

}  // namespace
}  // namespace dashsim::test::random_ports_test
