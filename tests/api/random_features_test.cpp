// Customers who order features of numbers, emergency addresses and notifications in any order:
// every order comes to a documented end, and what numbers, end users, groups and recipients say of
// each other agrees.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <map>
#include <set>

#include "emergency_story.hpp"
#include "support/dice.hpp"
#include "support/json_text.hpp"

namespace dashsim::test::random_features_test {
namespace {

namespace json = boost::json;

const std::string kScenario = R"(
scenario: features
clock: {poll_advance: 0s}
rules: {ageing: 2d}
)";

/// A family of orders: its states, where its answers have them, and whether its lists have an end.
struct Family {
  std::set<std::string> states;
  const char* status;
};
const std::map<std::string, Family> kFamilies = {
    {"e911s",
     {{"RECEIVED", "PROCESSING", "COMPLETE", "ADJUSTED_COMPLETE", "PARTIAL", "ADJUSTED_PARTIAL",
       "FAILED"},
      "ProcessingStatus"}},
    {"lidb", {{"RECEIVED", "PROCESSING", "COMPLETE", "PARTIAL", "FAILED"}, "ProcessingStatus"}},
    {"dldas",
     {{"RECEIVED", "PROCESSING", "COMPLETE", "PARTIAL", "FAILED"}, "DldaOrder/ProcessingStatus"}},
    {"tnoptions",
     {{"RECEIVED", "PROCESSING", "COMPLETE", "PARTIAL", "FAILED"}, "ProcessingStatus"}},
    {"numbersAssignment", {{"COMPLETE", "PARTIAL", "FAILED"}, "ProcessingStatus"}},
    {"disconnects", {{"RECEIVED", "COMPLETE", "PARTIAL", "FAILED"}, "OrderStatus"}},
    {"emergencyNotificationGroupOrders",
     {{"PROCESSING", "COMPLETED", "FAILED"}, "EmergencyNotificationGroup/ProcessingStatus"}},
    {"emergencyNotificationEndpointOrders",
     {{"PROCESSING", "COMPLETED", "FAILED"},
      "EmergencyNotificationEndpointOrder/ProcessingStatus"}},
};

class RandomFeatures : public SimTest, public testing::WithParamInterface<std::uint64_t> {
 protected:
  RandomFeatures()
      : SimTest({.scenario = kScenario, .journal_entries_max = 100'000}),
        dice_(GetParam(), "features") {
    uses_what_no_sample_shows();
    look();
  }

  // What customers do.

  void take_step() {
    using Step = void (RandomFeatures::*)();
    static constexpr Step kSteps[] = {
        &RandomFeatures::place_numbers,     &RandomFeatures::place_end_users,
        &RandomFeatures::fill_pool,         &RandomFeatures::name_callers,
        &RandomFeatures::list_in_directory, &RandomFeatures::correct_listing,
        &RandomFeatures::set_options,       &RandomFeatures::assign,
        &RandomFeatures::make_recipient,    &RandomFeatures::make_recipient,
        &RandomFeatures::change_recipient,  &RandomFeatures::drop_recipient,
        &RandomFeatures::make_group,        &RandomFeatures::make_group,
        &RandomFeatures::change_group,      &RandomFeatures::drop_group,
        &RandomFeatures::add_endpoints,     &RandomFeatures::add_endpoints,
        &RandomFeatures::drop_endpoints,    &RandomFeatures::call_for_help,
        &RandomFeatures::disconnect,        &RandomFeatures::pass_time,
        &RandomFeatures::pass_time,         &RandomFeatures::pass_time,
    };
    (this->*dice_.of(kSteps))();
  }

  void place_numbers() {
    const std::string what =
        dice_.one_in(4) ? kDelete : "<CallerName>" + word("Caller") + "</CallerName>" + place();
    call("POST", "/e911s", e911_order(numbers(any_numbers()) + what));
  }
  void place_end_users() {
    const std::string remove = dice_.one_in(4) ? kDelete : "";
    const std::string users = dice_.one_in(2)
                                  ? simple(any_aeui(), "804210576" + digit())
                                  : pidflo(any_aeui(), remove.empty() ? place() : std::string());
    const bool is_simple = users.find("CallbackNumber") != std::string::npos;
    call("POST", "/e911s",
         e911_order(remove + (is_simple && remove.empty() ? place() : "") + endpoints(users)));
  }
  void fill_pool() {
    const std::string id = word("Location");
    call("POST", "/e911s",
         e911_order(dice_.one_in(3)
                        ? kDelete + pool("<Address><LocationId>" + id + "</LocationId></Address>")
                        : pool(place(id))));
  }
  void name_callers() {
    call("POST", "/lidbs",
         "<LidbOrder><LidbTnGroups><LidbTnGroup>" + numbers(any_numbers()) +
             "<SubscriberInformation>" + word("Joe") +
             "</SubscriberInformation><UseType>RESIDENTIAL</UseType><Visibility>PUBLIC"
             "</Visibility></LidbTnGroup></LidbTnGroups></LidbOrder>");
  }
  std::string listing() {
    return "<DldaOrder><DldaTnGroups><DldaTnGroup>" + numbers(any_numbers()) +
           "<SubscriberType>RESIDENTIAL</SubscriberType><ListingType>" +
           dice_.one({"LISTED", "NON_LISTED", "NON_PUBLISHED"}) +
           "</ListingType><ListingName><FirstName>John</FirstName><LastName>" + word("Smith") +
           "</LastName></ListingName><ListAddress>true</ListAddress>" + address(kElm) +
           "</DldaTnGroup></DldaTnGroups></DldaOrder>";
  }
  void list_in_directory() { call("POST", "/dldas", listing()); }
  void correct_listing() { call("PUT", "/dldas/" + any_order("dldas"), listing()); }
  void set_options() {
    const std::string options = dice_.one(
        {"<CallForward>6042661720</CallForward>", "<CallingNameDisplay>off</CallingNameDisplay>",
         "<Sms>on</Sms>", "<Protected>true</Protected>", "<RPIDFormat>systemDefault</RPIDFormat>"});
    call("POST", "/tnoptions",
         "<TnOptionOrder><TnOptionGroups><TnOptionGroup>" + options + numbers(any_numbers()) +
             "</TnOptionGroup></TnOptionGroups></TnOptionOrder>");
  }
  void assign() {
    call("POST", "/numbersAssignment",
         "<TelephoneNumbersAssignmentOrder><Action>" + dice_.one({"ASSIGN", "UNASSIGN"}) +
             "</Action>" + numbers(any_numbers()) + "</TelephoneNumbersAssignmentOrder>");
  }

  std::string recipient_document() {
    return "<EmergencyNotificationRecipient><Description>" + word("Desk") +
           "</Description><Type>EMAIL</Type><EmailAddress>desk" + digit() +
           "@example.com</EmailAddress></EmergencyNotificationRecipient>";
  }
  void make_recipient() { call("POST", "/emergencyNotificationRecipients", recipient_document()); }
  void change_recipient() {
    call("PUT", "/emergencyNotificationRecipients/" + any("emergencyRecipients"),
         recipient_document());
  }
  void drop_recipient() {
    call("DELETE", "/emergencyNotificationRecipients/" + any("emergencyRecipients"));
  }
  void make_group() {
    std::vector<std::string> ids;
    for (auto n = 1 + dice_.below(3); n != 0; --n) ids.push_back(any("emergencyRecipients"));
    orders_group(
        group_order("Added", "<Description>" + word("Floor") + "</Description>" + added(ids)));
  }
  void change_group() {
    const std::string change = dice_.one_in(2) ? added({any("emergencyRecipients")})
                                               : deleted({any("emergencyRecipients")});
    orders_group(group_order("Modified", identifier(any("emergencyGroups")) + change));
  }
  void drop_group() { orders_group(group_order("Deleted", identifier(any("emergencyGroups")))); }
  void orders_group(const std::string& order) {
    call("POST", "/emergencyNotificationGroupOrders", order);
  }
  void add_endpoints() {
    call("POST", "/emergencyNotificationEndpointOrders",
         adds_endpoints(any("emergencyGroups"), any_numbers(), {some_aeui()}));
  }
  void drop_endpoints() {
    const std::string order = drops_endpoints(any("emergencyGroups"), any_numbers());
    call("POST", "/emergencyNotificationEndpointOrders", order);
  }
  void call_for_help() {
    const Answer answer = sim.control(
        "POST", "/events",
        R"({"emergency_call": {"account": 9900000, "tn": ")" + any_numbers().front() + R"("}})");
    EXPECT_THAT(answer.status, testing::AnyOf(200, 404));
  }
  void disconnect() {
    call("POST", "/disconnects",
         "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
         "<TelephoneNumberList><TelephoneNumber>" +
             any_numbers().front() +
             "</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
             "</DisconnectTelephoneNumberOrder>");
  }
  void pass_time() {
    if (dice_.one_in(3)) {
      sim.advance_until_idle();
    } else {
      sim.advance(dice_.one({"1s", "10s", "2m", "1h"}));
    }
  }

  // What they choose from: few of everything, so that they meet.

  std::string digit() { return std::to_string(dice_.below(4)); }
  std::string word(const std::string& word) { return word + digit(); }
  std::vector<std::string> any_numbers() {
    std::set<std::string> some;
    for (auto n = 1 + dice_.below(2); n != 0; --n)
      some.insert(dice_.one_in(12) ? "9194390000" : "919555010" + std::to_string(dice_.below(8)));
    return {some.begin(), some.end()};
  }
  std::string any_aeui() { return word("Endpoint"); }
  std::string some_aeui() {
    const auto& list = account().at("aeuis").as_array();
    return list.empty() ? any_aeui() : text(dice_.of(list).at("identifier"));
  }
  std::string place(const std::string& location_id = {}) {
    const std::string city = dice_.one({"RALEIGH", "RALEIGH", "RALEIGH", "NOWHERE", "OUTAGE"});
    return address("<HouseNumber>" + std::to_string(1 + dice_.below(3)) +
                       "</HouseNumber><StreetName>MAIN</StreetName><City>" + city +
                       "</City><StateCode>NC</StateCode>",
                   location_id);
  }
  const json::value& account() const { return state_.at("accounts").as_array().front(); }
  std::string any(const char* what) {
    const auto& list = account().at(what).as_array();
    return list.empty() || dice_.one_in(16) ? "nobodys" : text(dice_.of(list).at("id"));
  }
  std::string any_order(const std::string& type) {
    std::vector<std::string> ids;
    for (const json::value& order : state_.at("orders").as_array()) {
      if (text(order.at("type")) == type) ids.push_back(text(order.at("id")));
    }
    return ids.empty() ? "none" : dice_.of(ids);
  }

  Answer call(const std::string& method, const std::string& path, const std::string& xml = {}) {
    Answer answer = sim.send(method, "/accounts/9900000" + path, xml);
    EXPECT_THAT(answer.status, testing::AnyOf(200, 201, 400, 404, 409))
        << method << path << xml << answer.body;
    good_ += answer.status < 300 ? 1 : 0;
    return answer;
  }

  // What must hold.

  void look() { state_ = json::parse(sim.control("GET", "/state").body); }

  void check_world() {
    look();
    check_groups();
    for (const json::value& order : state_.at("orders").as_array()) {
      std::string& known = checked_[text(order.at("id"))];
      const std::string now = text(order.at("status")) + text(order.at("modified"));
      if (std::exchange(known, now) != now) check_order(order);
    }
    check_features();
  }

  /// A recipient is in one group at most, a group has one to three, and endpoints have groups that
  /// are there.
  void check_groups() {
    std::set<std::string> known, groups, grouped;
    for (const json::value& each : account().at("emergencyRecipients").as_array())
      known.insert(text(each.at("id")));
    for (const json::value& group : account().at("emergencyGroups").as_array()) {
      groups.insert(text(group.at("id")));
      const auto& recipients = group.at("recipients").as_array();
      EXPECT_TRUE(!recipients.empty() && recipients.size() <= 3U);
      for (const json::value& each : recipients) {
        EXPECT_TRUE(known.contains(text(each)));
        EXPECT_TRUE(grouped.insert(text(each)).second) << "in two groups";
      }
    }
    std::map<std::string, std::size_t> counts;
    for (const char* endpoints : {"features", "aeuis"}) {
      for (const json::value& each : account().at(endpoints).as_array()) {
        const std::string group = text(each.at("emergencyGroup"));
        if (group.empty()) continue;
        EXPECT_TRUE(groups.contains(group)) << "a group that is not there";
        ++counts[group];
      }
    }
    const Answer list = sim.get("/emergencyNotificationGroups?EndpointCount=true");
    const std::string in = "EmergencyNotificationGroups/EmergencyNotificationGroup/";
    const auto ids = list.all(in + "Identifier");
    const auto told = list.all(in + "EndpointCount");
    ASSERT_EQ(ids.size(), groups.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
      EXPECT_EQ(told.at(i), std::to_string(counts[ids[i]]));
  }

  void check_order(const json::value& order) {
    const std::string type = text(order.at("type"));
    const std::string id = text(order.at("id"));
    const std::string status = text(order.at("status"));
    SCOPED_TRACE(type + " " + id + " " + status);
    const Family& family = kFamilies.at(type);
    EXPECT_TRUE(family.states.contains(status));
    ++seen_[type];
    const Answer read = sim.get("/" + (type == "lidb" ? "lidbs" : type) + "/" + id);
    EXPECT_EQ(read.status, 200);
    const bool drops =
        read.body.find("<EmergencyNotificationEndpointAssociation>") != std::string::npos;
    EXPECT_EQ(drops ? read.at("EmergencyNotificationEndpointAssociation/ProcessingStatus")
                    : read.at(family.status),
              status);
    const bool errors = read.body.find("<Code>") != std::string::npos ||
                        read.body.find("<ErrorCode>") != std::string::npos;
    EXPECT_FALSE(errors && status.find("COMPLETE") != std::string::npos) << read.body;
    // Errors of end users and of the pool of addresses stand in the history alone.
    const bool tells = type != "e911s" || read.count("TelephoneNumbers") != 0;
    EXPECT_TRUE(errors || !tells || status != "FAILED") << read.body;
  }

  /// Only numbers in service have features, and details tell of them.
  void check_features() {
    for (const json::value& each : account().at("features").as_array()) {
      const Answer details = sim.send("GET", "/tns/" + text(each.at("number")) + "/tndetails");
      const std::string in = "TelephoneNumberDetails/Features/";
      EXPECT_EQ(details.at("TelephoneNumberDetails/Status"), "Inservice");
      const bool dlda = each.at("dlda").as_bool();
      EXPECT_TRUE(!dlda || details.count(in + "Dlda") == 1U);
      const bool lidb = each.at("lidb").as_bool();
      EXPECT_TRUE(!lidb || details.count(in + "Lidb") == 1U);
      EXPECT_EQ(details.at(in + "E911/EmergencyNotificationGroup/Identifier"),
                text(each.at("emergencyGroup")));
    }
    EXPECT_EQ(sim.get("/aeuis?page=1&size=100")
                  .count("AlternateEndUserIdentifiers/AlternateEndUserIdentifier"),
              account().at("aeuis").as_array().size());
  }

  Dice dice_;
  json::value state_;
  std::map<std::string, std::string> checked_;  ///< state in which each order was looked at last
  std::map<std::string, std::size_t> seen_;
  std::size_t good_ = 0;
};

TEST_P(RandomFeatures, AgreeAfterEveryStep) {
  constexpr int kStepCount = 120;
  for (int step = 0; step < kStepCount && !HasFailure(); ++step) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()) + ", step " + std::to_string(step));
    take_step();
    check_world();
  }
  EXPECT_GT(good_, 40U) << "most requests are good ones";
  EXPECT_GE(seen_.size(), 6U) << "of most families there were orders";
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomFeatures, testing::Range<std::uint64_t>(1, 7),
                         [](const auto& test) { return "Seed" + std::to_string(test.param); });

}  // namespace
}  // namespace dashsim::test::random_features_test
