#include "scenario/load.hpp"

#include <set>

#include "scenario/builtins.hpp"
#include "scenario/schema.hpp"

namespace dashsim::scenario::load_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> lines_of(const Loaded& loaded) {
  std::vector<std::string> lines;
  for (const Complaint& complaint : loaded.complaints) lines.push_back(to_line(complaint));
  return lines;
}

/// A loader of files that exist only here.
Loader with_files(const std::map<std::string, std::string>& files) {
  return {builtins(), [files](const std::string& path) -> std::optional<std::string> {
            const auto found = files.find(path);
            return found == files.end() ? std::nullopt : std::optional(found->second);
          }};
}

Loaded load(const std::string& text) {
  return with_files({}).load_text("x.yaml", text);
}

TEST(Scenario, BuiltInIsGoodAndWide) {
  const Loaded loaded = with_files({}).load_builtin("default");
  ASSERT_THAT(lines_of(loaded), IsEmpty());
  std::set<std::string> rate_centers;
  std::set<std::string> states;
  bool toll_free = false;
  for (const Block& block : loaded.scenario->inventory) {
    toll_free = toll_free || block.toll_free;
    if (block.toll_free) continue;
    rate_centers.insert(block.state + block.rate_center);
    states.insert(block.state);
  }
  EXPECT_GE(rate_centers.size(), 40U);
  EXPECT_GE(states.size(), 15U);
  EXPECT_TRUE(toll_free);
  EXPECT_EQ(loaded.scenario->clock.poll_advance, std::chrono::seconds(5));
  EXPECT_FALSE(loaded.scenario->lifecycles[static_cast<std::size_t>(OrderType::kOrders)]
                   .usual.front()
                   .steps.empty());
}

TEST(Scenario, ExtendsTheBuiltInOneUnlessItSaysOtherwise) {
  const auto scenario = load("scenario: x\nseed: 7\nclock: {mode: auto}\n").scenario;
  ASSERT_NE(scenario, nullptr);
  EXPECT_EQ(scenario->seed, 7U);
  EXPECT_EQ(scenario->clock.mode, ClockMode::kAuto);
  EXPECT_EQ(scenario->clock.poll_advance, std::chrono::seconds(5)) << "maps merge";
  EXPECT_FALSE(scenario->accounts.empty());
  EXPECT_TRUE(load("scenario: x\nextends: nothing\n").scenario->accounts.empty());
  EXPECT_TRUE(load("scenario: x\nusers: []\n").scenario->users.empty()) << "lists replace";
}

TEST(Scenario, ExtendsFilesBesideIt) {
  const auto files = with_files(
      {{"dir/a.yaml", "scenario: a\nextends: b.yaml\nseed: 2\n"},
       {"dir/b.yaml", "scenario: b\nextends: nothing\nseed: 1\nclock: {start: 2030-01-01}\n"}});
  const Loaded loaded = files.load_file("dir/a.yaml");
  ASSERT_THAT(lines_of(loaded), IsEmpty());
  EXPECT_EQ(loaded.scenario->name, "a");
  EXPECT_EQ(loaded.scenario->seed, 2U);
  EXPECT_EQ(kernel::format_date(loaded.scenario->clock.start), "2030-01-01");
}

TEST(Scenario, MayNotExtendItself) {
  const auto files = with_files(
      {{"a.yaml", "scenario: a\nextends: b.yaml\n"}, {"b.yaml", "scenario: b\nextends: a.yaml\n"}});
  EXPECT_THAT(lines_of(files.load_file("a.yaml")),
              Contains(testing::HasSubstr("scenarios extend each other in a circle")));
}

TEST(Scenario, TellsEveryMistakeInOnePass) {
  EXPECT_THAT(
      lines_of(load("scenario: x\nclok: {}\nseed: many\nclock: {mode: fast, strat: 2026-01-01}\n")),
      ElementsAre("x.yaml:2:1: error: unknown key 'clok'; did you mean 'clock'?",
                  "x.yaml:3:7: error: 'many' is not a whole number",
                  "x.yaml:4:15: error: 'fast' is not one of manual, real, scaled, auto",
                  "x.yaml:4:21: error: unknown key 'strat'; did you mean 'start'?"));
}

struct Bad {
  const char* yaml;
  const char* says;  ///< position and text
};

// Each after "scenario: x" on line 1, extending nothing.
const Bad kBad[] = {
    {"weather: nice",
     "3:1: error: unknown key 'weather'; known here: scenario, about, extends, clock, seed, users, "
     "accounts, inventory, local_calling_areas, carriers, customer_service_records, lifecycles, "
     "subscriptions, faults, timeline, geocoder, callbacks, rules"},
    {"seed: -1", "3:7: error: '-1' is not a whole number"},
    {"seed: [1]", "3:7: error: a single value is wanted here"},
    {"clock: soon", "3:8: error: a map of keys and values is wanted here"},
    {"clock: {start: tomorrow}",
     "3:16: error: 'tomorrow' is not an instant such as 2026-01-05T09:00:00Z"},
    {"clock: {speed: 0}", "3:16: error: '0' is not a positive number"},
    {"clock: {speed: 0x10}", "3:16: error: '0x10' is not a positive number"},
    {"clock: {speed: fast}", "3:16: error: 'fast' is not a positive number"},
    {"clock: {poll_advance: 5}", "3:23: error: '5' is not a duration such as 5m, 1h30m or PT5M"},
    {"clock: {mode: manuel}",
     "3:15: error: 'manuel' is not one of manual, real, scaled, auto; did you mean 'manual'?"},
    {"users: {name: a}", "3:8: error: a list is wanted here"},
    {"users: [{name: a, password: b}]", "3:9: error: key 'accounts' is missing"},
    {"users: [{name: a, pasword: b, accounts: []}]",
     "3:19: error: unknown key 'pasword'; did you mean 'password'?"},
    {"users: [{name: a, password: b, accounts: [7]}]", "3:9: error: account 7 does not exist"},
    {"users: [{name: a, password: b, accounts: [x]}]", "3:43: error: 'x' is not a whole number"},
    {"users: [{name: a, password: b, accounts: []}, {name: a, password: c, accounts: []}]",
     "3:47: error: user 'a' is given twice"},
    {"users: [{name: a~b, password: b, accounts: []}]",
     "3:9: error: user name 'a~b' holds ':' or '~', which credentials and the choice of a world "
     "need"},
    {"accounts: [{company_name: x}]", "3:12: error: key 'id' is missing"},
    {"accounts: [{id: 1}, {id: 1}]", "3:21: error: account 1 is given twice, first on line 3"},
    {"accounts: [{id: 1, sites: [{id: 2}]}]", "3:28: error: key 'name' is missing"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a}, {id: 2, name: b}]}]",
     "3:46: error: site 2 is given twice, first on line 3"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3}, {id: 3}]}]}]",
     "3:65: error: SIP peer 3 is given twice, first on line 3"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, default: true}, {id: 4, "
     "default: true}]}]}]",
     "3:28: error: site 2 has 2 default SIP peers"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, default: maybe}]}]}]",
     "3:73: error: 'maybe' is not true or false"},
    {"accounts: [{id: 1, address: {street: x}}]",
     "3:30: error: unknown key 'street'; known here: house_number, house_suffix, pre_directional, "
     "street_name, street_suffix, post_directional, address_line2, city, state, zip, plus_four, "
     "county, country, type"},
    {"accounts: [{id: 1, numbers: {in_service: [{numbers: \"9195550100\"}]}}]",
     "3:43: error: account 1 has no site to hold numbers"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a}], numbers: {in_service: [{numbers: "
     "\"9195550100\"}]}}]",
     "3:70: error: site 2 has no default SIP peer"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a}], numbers: {in_service: [{numbers: "
     "\"9195550100\", site: 9}]}}]",
     "3:70: error: account 1 has no site 9"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a}], numbers: {in_service: [{numbers: "
     "\"9195550100\", sippeer: 9}]}}]",
     "3:70: error: site 2 has no SIP peer 9"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, default: true}]}], numbers: "
     "{in_service: [{numbers: \"9195550100-9195550109\"}, {numbers: \"9195550105\"}]}}]",
     "3:142: error: an account holds these numbers already"},
    {"accounts: [{id: 1, numbers: {in_service: [{numbers: \"919555010\"}]}}]",
     "3:53: error: '919555010' is not a telephone number of 10 digits or a range such as "
     "9195550100-9195550149"},
    {"accounts: [{id: 1, numbers: {in_service: [{numbers: \"9195550109-9195550100\"}]}}]",
     "3:53: error: '9195550109-9195550100' is not a telephone number of 10 digits or a range such "
     "as 9195550100-9195550149"},
    {"inventory: [{block: 919439}]",
     "3:21: error: '919439' is not a block of numbers such as 919439xxxx"},
    {"inventory: [{block: 91xxxxxxxx, rate_center: A, state: NC}]",
     "3:21: error: '91xxxxxxxx' is not a block of numbers such as 919439xxxx"},
    {"inventory: [{block: 919139xxxx, rate_center: A, state: NC}]",
     "3:21: error: '919139xxxx' is not a block of numbers such as 919439xxxx"},
    {"inventory: [{rate_center: A, state: NC}]", "3:13: error: key 'block' is missing"},
    {"inventory: [{block: 919439xxxx}]",
     "3:13: error: block 919439xxxx needs a rate_center and a state of two letters"},
    {"inventory: [{block: 919439xxxx, rate_center: A, state: North Carolina}]",
     "3:13: error: block 919439xxxx needs a rate_center and a state of two letters"},
    {"inventory:\n  - {block: 919439xxxx, rate_center: A, state: NC}\n  - {block: 9194391xxx, "
     "rate_center: A, state: NC}",
     "5:5: error: block 9194391xxx overlaps block 919439xxxx on line 4"},
    {"lifecycles: {ordres: []}", "3:14: error: unknown key 'ordres'; did you mean 'orders'?"},
    {"lifecycles: {orders: [{name: a}]}", "3:23: error: lifecycle 'a' has no steps"},
    {"lifecycles: {orders: [{on: {supp: []}}]}", "3:23: error: lifecycle '' has no steps"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}], probability: 1.5}]}",
     "3:23: error: a probability is 1 at most"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}], probability: often}]}",
     "3:66: error: 'often' is not a positive number"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}], account: me}]}",
     "3:62: error: 'me' is not a whole number"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}], query: a}]}",
     "3:60: error: a map of keys and values is wanted here"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}], user: [a]}]}",
     "3:59: error: a single value is wanted here"},
    {"lifecycles: {orders: [{outcomes: [{numbers: \"919*\"}]}]}",
     "3:35: error: key 'errors' is missing"},
    {"lifecycles: {orders: [{outcomes: [{errors: [5005]}]}]}",
     "3:35: error: key 'numbers' is missing"},
    {"lifecycles: {orders: [{outcomes: [{numbers: \"919*\", errors: []}]}]}",
     "3:35: error: numbers that fail need errors"},
    {"lifecycles: {orders: [{outcomes: [{numbers: \"919-555\", errors: [5005]}]}]}",
     "3:35: error: '919-555' is no pattern of telephone numbers of ten digits, such as 919555010*"},
    {"lifecycles: {orders: [{outcomes: [{numbers: \"91955501001\", errors: [5005]}]}]}",
     "3:35: error: '91955501001' is no pattern of telephone numbers of ten digits, such as "
     "919555010*"},
    {"lifecycles: {orders: [{outcomes: [{numbers: \"919*\", errors: [100000]}]}]}",
     "3:62: error: '100000' is not an error code"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}, {after: 1s, repeat: {from: a}}]}]}",
     "3:79: error: no step up to here has the label 'a'"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED, label: first}, {after: 1s, repeat: {from: "
     "frist}}]}]}",
     "3:93: error: no step up to here has the label 'frist'; did you mean 'first'?"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}, {after: 1s, repeat: {from: a}}, {after: "
     "1s, label: a}]}]}",
     "3:79: error: no step up to here has the label 'a'"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED, label: a}, {after: 1s, repeat: {}}]}]}",
     "3:82: error: key 'from' is missing"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED, label: a}, {after: 1s, label: a}]}]}",
     "3:81: error: two steps have the label 'a'"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED, label: a}, {after: 1s, repeat: {from: a, "
     "times: 0}}]}]}",
     "3:82: error: steps are repeated once at least, a million times at most"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED, label: a}, {status: RECEIVED, repeat: "
     "{from: a}}]}]}",
     "3:62: error: nothing waits in this loop: a step of it needs 'after', or 'at: event'"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED, label: a}, {at: +1d, repeat: {from: "
     "a}}]}]}",
     "3:62: error: nothing waits in this loop: a step of it needs 'after', or 'at: event'"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED, label: a}, {after: 1s, repeat: {from: a}}, "
     "{after: 1s, status: FAILED}]}]}",
     "3:94: error: this step is never reached: the loop before it has no end"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED, label: a}, {after: 1s, status: FAILED, "
     "repeat: {from: a}}]}]}",
     "3:62: error: nothing is repeated: FAILED is a final state"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}, {at: event, after: 1s}]}]}",
     "3:52: error: a step waits either for an event or for a time"},
    {"lifecycles: {orders: [{steps: [{at: event, status: RECEIVED}]}]}",
     "3:32: error: the first step happens at once; 'after' belongs to later ones"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}], on: {note: [{status: FOC}]}}]}",
     "3:74: error: 'FOC' is not a state of orders: RECEIVED, BACKORDERED, COMPLETE, PARTIAL, "
     "FAILED"},
    {"rules: {magic_numbers: some}", "3:24: error: 'some' is not true or false"},
    {"lifecycles: {orders: [{name: a, steps: []}]}", "3:23: error: lifecycle 'a' has no steps"},
    {"lifecycles: {orders: [{steps: []}]}", "3:23: error: lifecycle '' has no steps"},
    {"lifecycles: {orders: [{steps: [{status: FAILED, errors: [4294972301]}]}]}",
     "3:58: error: '4294972301' is not an error code"},
    {"inventory: [{block: \"9194390001\", rate_center: A, state: NC}]",
     "3:21: error: '9194390001' is not a block of numbers such as 919439xxxx"},
    {"lifecycles: {orders: [{steps: [{status: COMPLET}]}]}",
     "3:41: error: 'COMPLET' is not a state of orders: RECEIVED, BACKORDERED, COMPLETE, PARTIAL, "
     "FAILED; did you mean 'COMPLETE'?"},
    {"lifecycles: {orders: [{steps: [{status: FOC}]}]}",
     "3:41: error: 'FOC' is not a state of orders: RECEIVED, BACKORDERED, COMPLETE, PARTIAL, "
     "FAILED"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}, {after: 1s, effects: [asign_numbers]}]}]}",
     "3:74: error: 'asign_numbers' is not one of assign_numbers, disconnect_numbers, "
     "port_in, request_port_out, validate_port_out, port_out, import_numbers, "
     "remove_imported_numbers, move_numbers, provision_e911, set_lidb, set_dlda, set_tn_options, "
     "assign_to_end_users, change_emergency_group, change_emergency_endpoints; did you mean "
     "'assign_numbers'?"},
    {"lifecycles: {orders: [{steps: [{status: FAILED}, {after: 1s, status: COMPLETE}]}]}",
     "3:50: error: this step is never reached: FAILED is a final state"},
    {"lifecycles: {portins: [{steps: [{status: DRAFT}], on: {sup: []}}]}",
     "3:56: error: unknown key 'sup'; did you mean 'supp'?"},
    {"lifecycles: {portins: [{steps: [{status: DRAFT}], on: {supp: [{status: COMPLETE}, {status: "
     "FOC}]}}]}",
     "3:83: error: this step is never reached: COMPLETE is a final state"},
    {"lifecycles: {portins: [{steps: [{at: activation, status: DRAFT}]}]}",
     "3:33: error: the first step happens at once; 'after' belongs to later ones"},
    {"lifecycles: {portins: [{steps: [{status: DRAFT}, {at: noon, status: FOC}]}]}",
     "3:55: error: 'noon' is not a time to wait for: after_delay, activation, event, +2d or "
     "2026-01-05T09:00:00Z"},
    {"carriers: [{spid: \"12\", name: x}]", "3:12: error: spid '12' has not four characters"},
    {"carriers: [{spid: \"1234\"}]", "3:12: error: key 'name' is missing"},
    {"carriers: [{spid: \"1234\", name: x, porting_interval: 1000}]",
     "3:12: error: porting_interval is 365 days at most"},
    {"carriers: [{spid: \"1234\", name: x, numbers: [{block: \"919xxxxxxx\"}]}]",
     "3:46: error: block 919xxxxxxx needs a rate_center and a state of two letters"},
    {"carriers: [{spid: \"1234\", name: x, numbers: [{block: \"888xxxxxxx\", toll_free: true, "
     "coverage: none}]}]",
     "3:46: error: toll-free numbers lie in no rate center that is covered"},
    {"carriers: [{spid: \"1234\", name: x, numbers: [{block: \"888xxxxxxx\", toll_free: true}, "
     "{block: \"888xxxxxxx\", toll_free: true}]}]",
     "3:86: error: block 888xxxxxxx has a carrier already"},
    {"carriers: [{spid: \"1234\", name: x, numbers: [{block: \"888xxxxxxx\", coverage: some}]}]",
     "3:78: error: 'some' is not one of on_net, partner, none"},
    {"carriers: [{spid: \"1234\", name: x, not_active: [919]}]",
     "3:49: error: '919' is not a telephone number of 10 digits or a range such as "
     "9195550100-9195550149"},
    {"rules: {available_numbers_port: 1x}", "3:33: error: '1x' is not true or false"},
    {"rules: {foc_days_max: soon}", "3:23: error: 'soon' is not a whole number"},
    {"lifecycles: {orders: [{steps: [{after: 1s, status: RECEIVED}]}]}",
     "3:32: error: the first step happens at once; 'after' belongs to later ones"},
    {"lifecycles: {orders: [{steps: [{note: hello}]}]}",
     "3:32: error: the first step needs a status"},
    {"lifecycles: {orders: [{when: nobody, steps: [{status: RECEIVED}]}]}",
     "3:30: error: a map of keys and values is wanted here"},
    {"lifecycles: {orders: [{times: once, steps: [{status: RECEIVED}]}]}",
     "3:31: error: 'once' is not a whole number"},
    {"subscriptions: [{account: 1, order_type: orders, url: \"http://a\"}]",
     "3:17: error: account 1 does not exist"},
    {"accounts: [{id: 1}]\nsubscriptions: [{account: 1, order_type: ordres, url: \"http://a\"}]",
     "4:42: error: 'ordres' is not an order type: portins, portouts, orders, disconnects, dldas, "
     "lsrorders, e911s, tnoptions, externalTns, lidb, bulkPortins, importtnorders, "
     "removeImportedTnOrders, csrs, importToAccounts; did you mean 'orders'?"},
    {"accounts: [{id: 1}]\nsubscriptions: [{account: 1, url: \"http://a\"}]",
     "4:17: error: a subscription needs either an order_type or an event_type"},
    {"accounts: [{id: 1}]\nsubscriptions: [{account: 1, order_type: orders}]",
     "4:17: error: a subscription needs either a url or an email"},
    {"accounts: [{id: 1}]\nsubscriptions: [{account: 1, event_type: RAIN, email: a@b}]",
     "4:17: error: 'RAIN' is not an event type: MESSAGING_LOST"},
    {"accounts: [{id: 1}]\nsubscriptions: [{account: 1, order_type: orders, url: \"http://a\", "
     "user: b}]",
     "4:17: error: user and password go together"},
    {"callbacks: {jitter: 25h}", "3:12: error: callbacks are late by a day at most"},
    {"callbacks: {jitter: late}",
     "3:21: error: 'late' is not a duration such as 5m, 1h30m or PT5M"},
    {"faults: [{name: a, optional: perhaps, connection: close}]",
     "3:30: error: 'perhaps' is not true or false"},
    {"callbacks: {retries: 1001}", "3:12: error: callbacks may be retried 1000 times at most"},
    {"rules: {ageing: never}", "3:17: error: 'never' is not a duration such as 5m, 1h30m or PT5M"},
    {"seed: 1\nseed: 2", "4:1: error: key 'seed' is given twice"},
    {"seed: 18446744073709551616", "3:7: error: '18446744073709551616' is not a whole number"},
    {"seed:", "3:1: error: a single value is wanted here"},
    {"users:", "3:1: error: a list is wanted here"},
    {"users: [tester]", "3:9: error: a map of keys and values is wanted here"},
    {"users: [{password: b, accounts: []}]", "3:9: error: key 'name' is missing"},
    {"users: [{name: a, accounts: []}]", "3:9: error: key 'password' is missing"},
    {"users: [{name: \"a:b\", password: b, accounts: []}]",
     "3:9: error: user name 'a:b' holds ':' or '~', which credentials and the choice of a world "
     "need"},
    {"users: [{name: a, password: b, accounts: 7}]", "3:42: error: a list is wanted here"},
    {"clock: {mode: [auto]}", "3:15: error: a single value is wanted here"},
    {"clock: {mode: Manual}",
     "3:15: error: 'Manual' is not one of manual, real, scaled, auto; did you mean 'manual'?"},
    {"clock: {start: 2026-02-30}",
     "3:16: error: '2026-02-30' is not an instant such as 2026-01-05T09:00:00Z"},
    {"clock: {poll_advance: -5s}",
     "3:23: error: '-5s' is not a duration such as 5m, 1h30m or PT5M"},
    {"accounts: [{id: one}]", "3:17: error: 'one' is not a whole number"},
    {"accounts: [{id: 1, contact: nobody}]",
     "3:29: error: a map of keys and values is wanted here"},
    {"accounts: [{id: 1, tiers: [0, low]}]", "3:31: error: 'low' is not a whole number"},
    {"accounts: [{id: 1, sites: [{name: a}]}]", "3:28: error: key 'id' is missing"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{name: b}]}]}]",
     "3:56: error: key 'id' is missing"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a}]}, {id: 3, sites: [{id: 2, name: a}]}]",
     "3:64: error: site 2 is given twice, first on line 3"},
    {"accounts: [{id: 1, numbers: {in_service: [{site: 2}]}}]",
     "3:43: error: key 'numbers' is missing"},
    {"accounts: [{id: 1, numbers: {inservice: []}}]",
     "3:30: error: unknown key 'inservice'; did you mean 'in_service'?"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, default: true}, {id: 4}]}], "
     "numbers: {in_service: [{numbers: \"9195550100-9195550109\", site: 2, sippeer: 4}, {numbers: "
     "\"9195550109-9195550120\", site: 2, sippeer: 3}]}}]",
     "3:172: error: an account holds these numbers already"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, voice_hosts: [10.0.0.1]}]}]}]",
     "3:78: error: a map of keys and values is wanted here"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, voice_hosts: [{port: "
     "5060}]}]}]}]",
     "3:78: error: key 'host' is missing"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, voice_hosts: [{host: "
     "localhost}]}]}]}]",
     "3:78: error: 'localhost' is neither an address nor a domain name"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, voice_hosts: [{host: "
     "10.0.0.0/30}]}]}]}]",
     "3:78: error: '10.0.0.0/30' is neither an address nor a domain name"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, voice_hosts: [{host: "
     "10.0.0.1, port: 65536}]}]}]}]",
     "3:78: error: '65536' is not a port"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, voice_hosts: [{host: "
     "10.0.0.1, port: sip}]}]}]}]",
     "3:101: error: 'sip' is not a whole number"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, voice_hosts: [{host: "
     "10.0.0.1}], voice_host_groups: [[{host: 10.0.0.1}]]}]}]}]",
     "3:56: error: voice_hosts and voice_host_groups do not go together"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, voice_host_groups: [[], [], "
     "[], [], [], []]}]}]}]",
     "3:56: error: a SIP peer has 5 groups of voice hosts at most"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, voice_host_groups: [{host: "
     "10.0.0.1}]}]}]}]",
     "3:84: error: a list is wanted here"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, voice_hosts: [{host: "
     "10.0.0.1}, {host: 10.0.0.2}, {host: 10.0.0.3}, {host: 10.0.0.4}, {host: 10.0.0.5}, {host: "
     "10.0.0.6}, {host: 10.0.0.7}, {host: 10.0.0.8}, {host: 10.0.0.9}, {host: 10.0.0.10}, {host: "
     "10.0.0.11}]}]}]}]",
     "3:78: error: a list has 10 hosts at most"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, termination_hosts: [{host: "
     "sip.example.com}]}]}]}]",
     "3:84: error: 'sip.example.com' is neither an address nor a network such as 2.1.1.96/30"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, termination_hosts: [{host: "
     "2.1.1.97/30}]}]}]}]",
     "3:84: error: '2.1.1.97/30' is neither an address nor a network such as 2.1.1.96/30"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, termination_hosts: [{host: "
     "2.1.1.9, traffic: SOME}]}]}]}]",
     "3:109: error: 'SOME' is not one of LITE, DOMESTIC, ALL"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, termination_hosts: [{host: "
     "2.1.1.9}]}, {id: 4, termination_hosts: [{host: 2.1.1.8/30}]}]}]}]",
     "3:131: error: '2.1.1.8/30' overlaps a termination host of SIP peer 3"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, calling_name: {shown: "
     "true}}]}]}]",
     "3:79: error: unknown key 'shown'; known here: display, enforced"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, products: {Messenging: "
     "[]}}]}]}]",
     "3:75: error: unknown key 'Messenging'; did you mean 'Messaging'?"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, sippeers: [{id: 3, products: {Messaging: "
     "[SMSS]}}]}]}]",
     "3:87: error: 'SMSS' is not one of CallForwarding, DlDa, CNAM, LIDB, OrigHttpVoice, "
     "TermHttpVoice, SMS, MMS, HTTP, HTTPV2, TollFree, ShortCode, A2pLongCode, Cloud, Seats, "
     "Premise, ORDERING, LNP, EXTERNAL_TNS, LSR, PROTECTED_TNS, TN_ASSIGNMENT, RESERVATION, "
     "CSR; did you mean 'SMS'?"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, customer_provided_id: \"12345678901\"}]}]",
     "3:28: error: customer_provided_id '12345678901' is not ten digits at most"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, customer_provided_id: x1}]}]",
     "3:28: error: customer_provided_id 'x1' is not ten digits at most"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, uc_trunking: {}}]}]",
     "3:58: error: key 'type' is missing"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, uc_trunking: {type: Chairs}}]}]",
     "3:65: error: 'Chairs' is not one of Seats, Premise, Cloud"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, uc_trunking: {type: Cloud, usage_category: "
     "UC250}}]}]",
     "3:28: error: only seats have a usage_category"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, uc_trunking: {type: Seats, usage_category: "
     "UC300}}]}]",
     "3:88: error: 'UC300' is not one of UC250, UC500, UC1000; did you mean 'UC500'?"},
    {"accounts: [{id: 1, products: {Origination: []}, sites: [{id: 2, name: a, uc_trunking: {type: "
     "Seats}}]}]",
     "3:57: error: account 1 does not have the product UcTrunking"},
    {"accounts: [{id: 1, sites: [{id: 2, name: a, locked: perhaps}]}]",
     "3:53: error: 'perhaps' is not true or false"},
    {"accounts: [{id: 1, products: [Origination]}]",
     "3:30: error: a map of keys and values is wanted here"},
    {"geocoder: {status: broken}", "3:20: error: 'broken' is not one of up, down"},
    {"geocoder: {addresses: [{answer: unknown}]}", "3:24: error: key 'when' is missing"},
    {"geocoder: {addresses: [{when: {city: A}}]}", "3:24: error: key 'answer' is missing"},
    {"geocoder: {addresses: [{when: {town: A}, answer: unknown}]}",
     "3:32: error: unknown key 'town'; known here: house_number, house_suffix, pre_directional, "
     "street_name, street_suffix, post_directional, address_line2, city, state, zip, plus_four, "
     "county, country, type"},
    {"geocoder: {addresses: [{when: {city: A}, answer: unknwon}]}",
     "3:50: error: 'unknwon' is not one of verified, corrected, unknown, failed, unavailable; did "
     "you mean 'unknown'?"},
    {"geocoder: {addresses: [{when: {city: A}, answer: unknown, address: {city: B}}]}",
     "3:24: error: only verified and corrected answers have an address"},
    {"geocoder: {addresses: [{when: {city: A*}, answer: corrected, address: {city: alpha}}]}",
     "3:24: error: the address of this answer still matches 'when', so that it would be corrected "
     "again"},
    {"geocoder: {addresses: [{when: {city: A}, answer: corrected}]}",
     "3:24: error: the address of this answer still matches 'when', so that it would be corrected "
     "again"},
    {"inventory: [{block: 919439xxxx, rate_center: A, state: NC, lata: 426.5}]",
     "3:66: error: '426.5' is not a whole number"},
    {"inventory: [{block: 919439xxxx, ratecenter: A, state: NC}]",
     "3:33: error: unknown key 'ratecenter'; did you mean 'rate_center'?"},
    {"inventory: [{block: 919439xxxx, rate_center: A, state: NC, zips: 27606}]",
     "3:66: error: a list is wanted here"},
    {"inventory: [{block: 800322xxxx, toll_free: yes}]", "3:44: error: 'yes' is not true or false"},
    {"inventory:\n  - {block: 919439xxxx, rate_center: A, state: NC}\n  - {block: 919439xxxx, "
     "rate_center: B, state: NC}",
     "5:5: error: block 919439xxxx overlaps block 919439xxxx on line 4"},
    {"inventory:\n  - {block: 9194391xxx, rate_center: A, state: NC}\n  - {block: 919xxxxxxx, "
     "rate_center: A, state: NC}",
     "5:5: error: block 919xxxxxxx overlaps block 9194391xxx on line 4"},
    {"lifecycles: {orders: {steps: []}}", "3:22: error: a list is wanted here"},
    {"lifecycles: {orders: [{steps: {}}]}", "3:31: error: a list is wanted here"},
    {"lifecycles: {orders: [{steps: [RECEIVED]}]}",
     "3:32: error: a map of keys and values is wanted here"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}, {after: soon}]}]}",
     "3:60: error: 'soon' is not a duration such as 5m, 1h30m or PT5M"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}, {status_if_none: FAILD}]}]}",
     "3:69: error: 'FAILD' is not a state of orders: RECEIVED, BACKORDERED, COMPLETE, PARTIAL, "
     "FAILED; did you mean 'FAILED'?"},
    {"lifecycles: {disconnects: [{steps: [{status: BACKORDERED}]}]}",
     "3:46: error: 'BACKORDERED' is not a state of disconnects: RECEIVED, COMPLETE, PARTIAL, "
     "FAILED"},
    {"lifecycles: {orders: [{when: {Name: [a]}, steps: [{status: RECEIVED}]}]}",
     "3:37: error: a single value is wanted here"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED}, {effects: assign_numbers}]}]}",
     "3:62: error: a list is wanted here"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED, errors: [bad]}]}]}",
     "3:60: error: 'bad' is not a whole number"},
    {"lifecycles: {orders: [{steps: [{status: RECEIVED, at_most: all}]}]}",
     "3:60: error: 'all' is not a whole number"},
    {"lifecycles: {orders: [{steps: [{status: COMPLETE}, {after: 1s}, {after: 2s}]}]}",
     "3:52: error: this step is never reached: COMPLETE is a final state"},
    {"subscriptions: [{order_type: orders, url: \"http://a\"}]",
     "3:17: error: key 'account' is missing"},
    {"accounts: [{id: 1}]\nsubscriptions: [{account: 1, order_type: orders, event_type: "
     "MESSAGING_LOST, url: \"http://a\"}]",
     "4:17: error: a subscription needs either an order_type or an event_type"},
    {"accounts: [{id: 1}]\nsubscriptions: [{account: 1, order_type: orders, url: \"http://a\", "
     "email: a@b}]",
     "4:17: error: a subscription needs either a url or an email"},
    {"callbacks: {retries: [8]}", "3:22: error: a single value is wanted here"},
    {"callbacks: {preemptive_auth: 1}", "3:30: error: '1' is not true or false"},
    {"callbacks: {timeout: 10}", "3:22: error: '10' is not a duration such as 5m, 1h30m or PT5M"},
    {"rules: {agening: 1d}", "3:9: error: unknown key 'agening'; did you mean 'ageing'?"},
    {"rules: {site_name_max: ten}", "3:24: error: 'ten' is not a whole number"},
    {"local_calling_areas: [{state: NC, includes: [A]}]",
     "3:23: error: key 'rate_center' is missing"},
    {"local_calling_areas: [{rate_center: A, includes: [A]}]",
     "3:23: error: key 'state' is missing"},
    {"local_calling_areas: [{rate_center: A, state: NC}]",
     "3:23: error: key 'includes' is missing"},
    {"inventory: [{block: 919439xxxx, rate_center: A, state: NC}]\n"
     "local_calling_areas: [{rate_center: B, state: NC, includes: [A]}]",
     "4:23: error: no block of the inventory lies in rate center 'B' of 'NC'"},
    {"inventory: [{block: 919439xxxx, rate_center: A, state: NC}]\n"
     "local_calling_areas: [{rate_center: A, state: NC, includes: [\"A, VA\"]}]",
     "4:23: error: no block of the inventory lies in rate center 'A' of 'VA'"},
    {"timeline: [{inventory: []}]", "3:12: error: key 'at' is missing"},
    {"timeline: [{at: +2d}]", "3:12: error: nothing happens here"},
    {"timeline: [{at: +2d, end_faults: [x]}]", "3:12: error: there is no fault 'x'"},
    {"timeline: [{at: +2d, faults: [{name: x}]}]",
     "3:31: error: a fault needs respond, connection, damage, latency, limit or callback"},
    {"faults: [{connection: reset}]", "3:10: error: key 'name' is missing"},
    {"faults: [{name: x, damage: water}]",
     "3:28: error: 'water' is not one of none, malformed_xml, wrong_content_type"},
    {"faults: [{name: x, latency: {from: 2s, to: 1s}}]",
     "3:10: error: a latency is fixed, from ... to ..., or around a median"},
    {"faults: [{name: x, callback: {delay: 1s, reorder: 1s}}]",
     "3:10: error: a callback is either delayed or reordered"},
    {"faults: [{name: x, callback: {duplicates: 101}}]",
     "3:10: error: a callback has 100 duplicates at most"},
    {"faults: [{name: x, user: a, callback: {drop: true}}]",
     "3:10: error: callbacks have no user, header or query to look for"},
    {"faults: [{name: x, on: \"POST /callback\", callback: {drop: true}}]",
     "3:10: error: no operation is named 'POST /callback'"},
    {"timeline: [{at: soon}]",
     "3:17: error: 'soon' is not a time such as +2d or 2026-01-05T09:00:00Z"},
    {"clock: {start: 2026-01-05}\n"
     "timeline: [{at: 2026-01-04, inventory: [{block: 919439xxxx, rate_center: A, state: NC}]}]",
     "4:12: error: this is before the start of the clock"},
    {"inventory: [{block: 919439xxxx, rate_center: A, state: NC}]\n"
     "timeline: [{at: +1d, inventory: [{block: 9194391xxx, rate_center: A, state: NC}]}]",
     "4:34: error: block 9194391xxx overlaps block 919439xxxx on line 3"},
    {"timeline: [{at: +1d, withdraw: [919]}]",
     "3:33: error: '919' is not a block of numbers such as 919439xxxx"},
    {"timeline: [{at: +1d, withdraw: [919439xxxx]}]",
     "3:12: error: no block of the inventory holds numbers of 919439xxxx"},
    {"inventory: [{block: 919439xxxx, rate_center: A, state: NC}]\n"
     "timeline: [{at: +2d, withdraw: [919439xxxx]}, {at: +1d, withdraw: [9194391xxx]}, {at: +3d, "
     "withdraw: [91943912xx]}]",
     "4:82: error: no block of the inventory holds numbers of 91943912xx"},
    {"timeline: [{at: +1d, users: [{name: a~b, password: p, accounts: []}]}]",
     "3:30: error: user name 'a~b' holds ':' or '~', which credentials and the choice of a world "
     "need"},
    {"timeline: [{at: +1d, users: [{name: a, password: p, accounts: [7]}]}]",
     "3:30: error: account 7 does not exist"},
    {"timeline: [{at: +1d, remove_users: [a]}]", "3:12: error: there is no user 'a'"},
    {"timeline: [{at: +2d, users: [{name: a, password: p, accounts: []}]}, {at: +1d, "
     "remove_users: [a]}]",
     "3:70: error: there is no user 'a'"},
    {"timeline: [{at: +1d, products: {account: 7, products: {}}}]",
     "3:12: error: account 7 does not exist"},
    {"timeline: [{at: +1d, products: {products: {}}}]", "3:32: error: key 'account' is missing"},
    {"accounts: [{id: 1}]\ntimeline: [{at: +1d, products: {account: 1}}]",
     "4:32: error: key 'products' is missing"},
    {"accounts: [{id: 1}]\ntimeline: [{at: +1d, products: {account: 1, sippeer: 2, products: {}}}]",
     "4:12: error: account 1 has no SIP peer 2"},
    {"accounts: [{id: 1}]\ntimeline: [{at: +1d, products: {account: 1, products: {Messaging: "
     "[SMS]}}}]",
     "4:12: error: 'Messaging' is no product of accounts: Origination, Termination, MESSAGING, "
     "E911, TollFree, UcTrunking, EdgeManagement, NumberManagement, VirtualInventory"},
    {"timeline: [{at: +1d, carriers: [{spid: \"12\", name: x}]}]",
     "3:33: error: spid '12' has not four characters"},
    {"carriers: [{spid: \"1234\", name: x, numbers: [{block: 888xxxxxxx, toll_free: true}]}]\n"
     "timeline: [{at: +1d, carriers: [{spid: \"4321\", name: y, numbers: [{block: 888xxxxxxx, "
     "toll_free: true}]}]}]",
     "4:67: error: block 888xxxxxxx has a carrier already"},
    {"timeline: [{at: +1d, messaging_lost: {account: 7, numbers: [\"9195550100\"]}}]",
     "3:12: error: account 7 does not exist"},
    {"timeline: [{at: +1d, messaging_lost: {numbers: []}}]",
     "3:38: error: key 'account' is missing"},
    {"timeline: [{at: +1d, messaging_lost: {account: 7}}]",
     "3:38: error: key 'numbers' is missing"},
    {"timeline: [{at: +1d, port_out: {account: 7, numbers: [\"9195550100\"]}}]",
     "3:12: error: account 7 does not exist"},
    {"timeline: [{at: +1d, port_out: {numbers: [\"9195550100\"]}}]",
     "3:32: error: key 'account' is missing"},
    {"accounts: [{id: 1}]\ntimeline: [{at: +1d, port_out: {account: 1}}]",
     "4:32: error: key 'numbers' is missing"},
    {"accounts: [{id: 1}]\ntimeline: [{at: +1d, port_out: {account: 1, numbers: []}}]",
     "4:12: error: a port-out needs numbers"},
    {"accounts: [{id: 1}]\ntimeline: [{at: +1d, port_out: {account: 1, numbers: [\"9195550100\"], "
     "spid: 512EX}}]",
     "4:12: error: spid '512EX' has more than four characters"},
    {"accounts: [{id: 1}]\ntimeline: [{at: +1d, port_out: {account: 1, numbers: [\"9195550100\"], "
     "foc: soon}}]",
     "4:75: error: 'soon' is not a time such as +2d or 2026-01-05T09:00:00Z"},
    {"timeline: [{at: +1d, emergency_call: {account: 7, tn: \"9195550100\"}}]",
     "3:12: error: account 7 does not exist"},
    {"timeline: [{at: +1d, emergency_call: {tn: \"9195550100\"}}]",
     "3:38: error: key 'account' is missing"},
    {"accounts: [{id: 1}]\ntimeline: [{at: +1d, emergency_call: {account: 1}}]",
     "4:12: error: an emergency call comes from a tn or from an aeui"},
    {"accounts: [{id: 1}]\ntimeline: [{at: +1d, emergency_call: {account: 1, tn: \"9195550100\", "
     "aeui: Fred}}]",
     "4:12: error: an emergency call comes from a tn or from an aeui"},
    {"accounts: [{id: 1}]\ntimeline: [{at: +1d, emergency_call: {account: 1, tn: \"919\"}}]",
     "4:12: error: '919' is not a telephone number of ten digits"},
    {"accounts: [{id: 1, port_out_validation: {user: u}}]", "3:41: error: key 'url' is missing"},
    {"accounts: [{id: 1, port_out_validation: {url: \"http://a\", user: u}}]",
     "3:12: error: user and password go together"},
    {"callbacks: {validation_timeout: 30}",
     "3:33: error: '30' is not a duration such as 5m, 1h30m or PT5M"},
    {"rules: {report_service: dwon}",
     "3:25: error: 'dwon' is not one of up, down; did you mean 'down'?"},
    {"rules: {lsr_numbers_max: many}", "3:26: error: 'many' is not a whole number"},
    {"customer_service_records: [{customer_name: A}]", "3:28: error: key 'numbers' is missing"},
    {"customer_service_records: [{numbers: [919]}]",
     "3:39: error: '919' is not a telephone number of 10 digits or a range such as "
     "9195550100-9195550149"},
    {"accounts: [{id: 1, numbers: {protected: [91955501]}}]",
     "3:42: error: '91955501' is not a telephone number of 10 digits or a range such as "
     "9195550100-9195550149"},
    {"accounts: [{id: 1, numbers: {protected: [\"9195550100\", \"9195550100\"]}}]",
     "3:56: error: an account holds these numbers already"},
};

TEST(Scenario, RefusesWithFileLineAndColumn) {
  for (const Bad& bad : kBad) {
    const Loaded loaded = load("scenario: x\nextends: nothing\n" + std::string(bad.yaml) + "\n");
    EXPECT_EQ(loaded.scenario, nullptr) << bad.yaml;
    EXPECT_THAT(lines_of(loaded), Contains("x.yaml:" + std::string(bad.says))) << bad.yaml;
  }
}

/// A value that no key of that form takes, and how the complaint about it begins.
std::pair<std::string, std::string> wrong_value(Form form) {
  switch (form) {
    case Form::kText:
      return {"[x]", "a single value is wanted here"};
    case Form::kMap:
    case Form::kMapOf:
      return {"wrong!", "a map of keys and values is wanted here"};
    case Form::kList:
      return {"wrong!", "a list is wanted here"};
    default:
      return {"wrong!", "'wrong!' is not "};
  }
}

/// Puts a wrong value where one of that shape belongs, and where each part of one belongs; `before`
/// and `after` are the lines around it.
void refuses_wrong_values(const Shape& shape, const std::string& before, const std::string& after) {
  const auto [value, says] = wrong_value(shape.form);
  const Loaded loaded = load("scenario: x\nextends: nothing\n" + before + value + after + "\n");
  const std::string place = "x.yaml:3:" + std::to_string(before.size() + 1);
  EXPECT_EQ(loaded.scenario, nullptr) << before;
  EXPECT_THAT(lines_of(loaded), Contains(testing::StartsWith(place + ": error: " + says)))
      << before << value << after;
  for (const Key& key : shape.keys)
    refuses_wrong_values(*key.shape, before + "{" + std::string(key.name) + ": ", "}" + after);
  if (shape.item == nullptr) return;
  const bool list = shape.form == Form::kList;
  refuses_wrong_values(*shape.item, before + (list ? "[" : "{k: "), (list ? "]" : "}") + after);
}

TEST(Scenario, RefusesAWrongValueOfEveryKey) {
  for (const Key& key : scenario_shape().keys) {
    if (key.name == "scenario" || key.name == "extends") continue;  // below: they stand above
    refuses_wrong_values(*key.shape, std::string(key.name) + ": ", "");
  }
}

TEST(Scenario, RefusesWhatIsNoScenario) {
  const std::pair<const char*, const char*> bad[] = {
      {"", "x.yaml:1:1: error: a map of keys and values is wanted here"},
      {"hello", "x.yaml:1:1: error: a map of keys and values is wanted here"},
      {"- a", "x.yaml:1:1: error: a map of keys and values is wanted here"},
      {"about: nothing\nextends: nothing", "x.yaml:1:1: error: key 'scenario' is missing"},
      {"scenario: [x]\nextends: nothing", "x.yaml:1:11: error: a single value is wanted here"},
      {"scenario: x\nextends: [x]", "x.yaml:2:10: error: a single value is wanted here"},
      {"scenario: x\nextends: nowhere.yaml",
       "x.yaml:2:10: error: 'nowhere.yaml' is neither a built-in scenario (default, nothing) nor a "
       "file that can be read"},
  };
  for (const auto& [yaml, line] : bad) {
    const Loaded loaded = load(yaml);
    EXPECT_EQ(loaded.scenario, nullptr) << yaml;
    EXPECT_THAT(lines_of(loaded), Contains(line)) << yaml;
  }
  for (const char* yaml : {"scenario: [x", "scenario: {x", "scenario: \"x", "a: b: c", "\t- x"}) {
    const Loaded loaded = load(yaml);
    EXPECT_EQ(loaded.scenario, nullptr) << yaml;
    EXPECT_FALSE(loaded.complaints.empty()) << "YAML itself is wrong: " << yaml;
  }
  EXPECT_THAT(lines_of(with_files({}).load_file("gone.yaml")),
              ElementsAre("gone.yaml:1:1: error: the file cannot be read"));
  EXPECT_THAT(lines_of(with_files({}).load_builtin("gone")),
              ElementsAre("gone:1:1: error: there is no built-in scenario 'gone'"));
}

TEST(Scenario, SurvivesABombOfAliases) {
  std::string bomb = "scenario: x\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below;
    for (int j = 0; j < 9; ++j) bomb += ", " + below;
    bomb += "]\n";
  }
  EXPECT_THAT(lines_of(load(bomb)),
              Contains(testing::HasSubstr("the scenario is too large or too deeply nested")));
}

TEST(Scenario, GivesEveryValueOfItsFormToTheWorld) {
  const Loaded loaded = load(R"(scenario: whole
extends: nothing
about: all keys
clock: {start: 2030-06-01T12:00:00Z, mode: scaled, speed: 2.5, poll_advance: PT1M}
seed: 18446744073709551615
users:
  - {name: u, password: p, client_id: c, client_secret: s, token: t, accounts: [1, 2]}
accounts:
  - id: 1
    company_name: C
    tiers: [0, 3]
    address: {house_number: "9", city: Raleigh}
    contact: {first_name: F, email: f@example.com}
    products: {Origination: [CNAM], UcTrunking: [Seats]}
    sites:
      - id: 5
        name: s
        customer_provided_id: "17"
        customer_name: n
        uc_trunking: {type: Seats, usage_category: UC1000}
        locked: true
        sippeers:
          - {id: 6, name: p, default: TRUE, final_destination_uri: a@b, premise_trunks: "5", voice_hosts: [{host: 10.0.0.1}, {host: a.example.com, port: 5060}], termination_hosts: [{host: 10.0.0.0/24, traffic: ALL}], address: {city: Cary}, calling_name: {display: true}, products: {Messaging: [SMS]}}
          - {id: 7, voice_host_groups: [[{host: 10.0.0.2}], [{host: 10.0.0.3}, {host: 10.0.0.4}]]}
    numbers: {in_service: [{numbers: 9195550100-9195550101, site: 5, sippeer: 6}, {numbers: "9195550102"}]}
    port_out_validation: {url: "http://a", user: u, password: p}
  - id: 2
inventory:
  - {block: 919439xxxx, rate_center: R, city: C, state: NC, lata: 426, zips: [27606, "02108"], tier: 2}
  - {block: 800322xxxx, toll_free: true}
lifecycles:
  orders:
    - name: slow
      when: {Name: "x*", A/B: "?"}
      query: {source: web*}
      user: "u*"
      account: 1
      probability: 0.25
      outcomes: [{numbers: "919555010*", errors: [5005, 5074]}]
      times: 3
      steps:
        - {status: received, note: hello}
        - {after: 1d, effects: [assign_numbers], at_most: 1, status: COMPLETE, status_if_some: PARTIAL, status_if_none: FAILED, errors: [5005, 5018]}
      on:
        note:
          - {at: event, label: again, status: RECEIVED}
          - {at: +2d, status: BACKORDERED}
          - {at: 2031-01-01, status: BACKORDERED, repeat: {from: again, times: 4}}
subscriptions:
  - {account: 1, order_type: ORDERS, url: "http://a", user: u, password: p, expiry: 3600}
  - {account: 2, event_type: MESSAGING_LOST, email: a@example.com, daily_digest: true}
geocoder:
  status: down
  addresses:
    - {when: {city: A*, zip: "1*"}, answer: corrected, address: {city: B, county: ""}}
timeline:
  - {at: +1d, port_out: {account: 1, numbers: ["9195550100-9195550101"], spid: 512E, pon: P, pin: "1", account_number: A, zip: "27606", subscriber_name: S, foc: +3d}}
  - {at: +1d, emergency_call: {account: 1, aeui: Fred}}
  - {at: +1d, emergency_call: {account: 1, tn: "9195550100"}}
  - {at: +1d, withdraw: [9194390xxx], users: [{name: v, password: p, accounts: [2]}], remove_users: [u], products: {account: 1, sippeer: 7, products: {Messaging: [SMS]}}, carriers: [{spid: "1234", name: x}]}
customer_service_records:
  - {numbers: ["9195550100"], account_number: A, customer_name: N, address_line: L, city: C, state: NC, zip: "27606"}
callbacks: {retries: 0, over: 1m, preemptive_auth: true, timeout: 250ms, validation_timeout: 2s}
rules: {site_name_max: 1, sip_peer_name_max: 2, reservation_life: 3h, ageing: 4d, lsr_numbers_max: 5, lsr_large_port: 2, lsr_large_port_days: 9, report_service: down, magic_numbers: true}
)");
  ASSERT_THAT(lines_of(loaded), IsEmpty());
  const Scenario& all = *loaded.scenario;
  EXPECT_EQ(all.clock.mode, ClockMode::kScaled);
  EXPECT_EQ(all.clock.speed, 2.5);
  EXPECT_EQ(all.clock.poll_advance, std::chrono::minutes(1));
  EXPECT_EQ(all.seed, UINT64_MAX);
  EXPECT_THAT(all.users[0].accounts, ElementsAre(1U, 2U));
  EXPECT_EQ(all.accounts[0].address->city, "Raleigh");
  EXPECT_EQ(all.accounts[0].port_out_validation->password, "p");
  EXPECT_FALSE(all.accounts[1].port_out_validation) << "nobody is asked";
  const PortOut& port_out = *all.timeline.at(0).port_out;
  EXPECT_EQ(port_out.numbers.at(0).last, 9195550101U);
  EXPECT_EQ(port_out.subscriber_name, "S");
  EXPECT_EQ(kernel::format_date(*port_out.foc), "2030-06-04");
  EXPECT_EQ(all.timeline.at(1).emergency_call->aeui, "Fred");
  EXPECT_EQ(all.timeline.at(2).emergency_call->tn, "9195550100");
  const TimelineEntry& changes = all.timeline.at(3);
  EXPECT_EQ(changes.withdraw.at(0).range.last, 9194390999U);
  EXPECT_EQ(changes.users.at(0).name, "v");
  EXPECT_THAT(changes.remove_users, ElementsAre("u"));
  EXPECT_EQ(changes.products->sip_peer, 7U);
  EXPECT_EQ(changes.products->products.at(0).name, "Messaging");
  EXPECT_EQ(changes.carriers.at(0).spid, "1234");
  EXPECT_TRUE(all.rules.magic_numbers);
  EXPECT_EQ(all.customer_service_records.at(0).address_line, "L");
  EXPECT_EQ(all.callbacks.validation_timeout, std::chrono::seconds(2));
  EXPECT_EQ(all.rules.lsr_numbers_max, 5U);
  EXPECT_EQ(all.rules.lsr_large_port, 2U);
  EXPECT_EQ(all.rules.lsr_large_port_days, 9U);
  EXPECT_FALSE(all.rules.report_service_up);
  EXPECT_EQ(all.accounts[0].contact->email, "f@example.com");
  EXPECT_FALSE(all.accounts[1].address);
  const SipPeer& peer = all.accounts[0].sites[0].sip_peers[0];
  EXPECT_TRUE(peer.is_default);
  ASSERT_EQ(peer.voice_hosts.size(), 2U);
  EXPECT_EQ(peer.voice_hosts[1].name, "a.example.com");
  EXPECT_EQ(peer.voice_hosts[1].port, "5060");
  EXPECT_EQ(peer.termination_hosts[0].name, "10.0.0.0/24");
  EXPECT_EQ(peer.termination_hosts[0].customer_traffic_allowed, "ALL");
  EXPECT_EQ(peer.final_destination_uri, "a@b");
  EXPECT_EQ(peer.premise_trunks, "5");
  EXPECT_EQ(peer.address->city, "Cary");
  EXPECT_TRUE(peer.calling_name.display);
  EXPECT_FALSE(peer.calling_name.enforced);
  EXPECT_EQ(peer.products->at(0).name, "Messaging");
  EXPECT_THAT(peer.products->at(0).features, ElementsAre("SMS"));
  const Site& site = all.accounts[0].sites[0];
  EXPECT_EQ(site.sip_peers[1].voice_host_groups.at(1).at(1).name, "10.0.0.4");
  EXPECT_FALSE(site.sip_peers[1].products) << "all of them";
  EXPECT_EQ(site.customer_provided_id, "17");
  EXPECT_EQ(site.uc_trunking->usage_category, "UC1000");
  EXPECT_TRUE(site.locked);
  EXPECT_EQ(all.accounts[0].products->at(1).name, "UcTrunking");
  EXPECT_FALSE(all.geocoder.up);
  const Geocoding& geocoding = all.geocoder.addresses.at(0);
  EXPECT_EQ(geocoding.answer, GeocodeAnswer::kCorrected);
  EXPECT_EQ(geocoding.when.size(), 2U);
  ASSERT_EQ(geocoding.address.size(), 2U);
  EXPECT_EQ(geocoding.address[1].element, &Address::county);
  EXPECT_EQ(geocoding.address[1].text, "") << "an element that is taken away";
  EXPECT_EQ(all.accounts[0].in_service[0].range.last, 9195550101U);
  EXPECT_EQ(all.accounts[0].in_service[1].site, 0U);
  EXPECT_THAT(all.inventory[0].zips, ElementsAre("27606", "02108"));
  EXPECT_TRUE(all.inventory[1].toll_free);
  const Lifecycle& slow = all.lifecycles[static_cast<std::size_t>(OrderType::kOrders)].variants[0];
  EXPECT_EQ(slow.times, 3U);
  EXPECT_EQ(slow.when[1].path, "A/B");
  EXPECT_EQ(slow.steps[0].status, find_state(OrderType::kOrders, "RECEIVED"));
  EXPECT_EQ(slow.steps[1].after, std::chrono::hours(24));
  EXPECT_THAT(slow.steps[1].effects, ElementsAre(Effect::kAssignNumbers));
  EXPECT_THAT(slow.steps[1].errors, ElementsAre(5005U, 5018U));
  EXPECT_EQ(slow.steps[1].at_most, 1U);
  EXPECT_EQ(slow.steps[1].status_if_none->name, "FAILED");
  EXPECT_EQ(slow.query.at(0).path, "source");
  EXPECT_EQ(slow.user, "u*");
  EXPECT_EQ(slow.account, 1U);
  EXPECT_EQ(slow.probability, 0.25);
  EXPECT_EQ(slow.outcomes.at(0).numbers, "919555010*");
  EXPECT_THAT(slow.outcomes.at(0).errors, ElementsAre(5005U, 5074U));
  const std::vector<Step>& after_note = slow.on[static_cast<std::size_t>(Trigger::kNote)];
  EXPECT_EQ(after_note.at(0).at, StepTime::kEvent);
  EXPECT_EQ(after_note.at(1).at, StepTime::kMoment);
  EXPECT_EQ(kernel::format_date(after_note.at(1).moment), "2030-06-03");
  EXPECT_EQ(kernel::format_date(after_note.at(2).moment), "2031-01-01");
  EXPECT_EQ(after_note.at(2).repeat->from, 0U);
  EXPECT_EQ(after_note.at(2).repeat->times, 4U);
  EXPECT_EQ(all.subscriptions[0].order_type, OrderType::kOrders);
  EXPECT_EQ(all.subscriptions[0].expiry, 3600U);
  EXPECT_TRUE(all.subscriptions[1].daily_digest);
  EXPECT_EQ(all.callbacks.retries, 0U);
  EXPECT_EQ(all.callbacks.timeout, std::chrono::milliseconds(250));
  EXPECT_EQ(all.rules.ageing, std::chrono::hours(96));
}

TEST(Scenario, TellsMistakesOfShapeAndMeaningTogether) {
  EXPECT_THAT(
      lines_of(load(R"(scenario: x
extends: nothing
usres: []
users: [{name: a~b, password: p, accounts: [4]}]
accounts: [{id: 1, sites: [{id: 2}]}, {id: 1}]
inventory: [{block: "919439xxxx"}, {block: "91"}]
lifecycles: {orders: [{steps: [{after: 1s, status: DONE}]}]}
subscriptions: [{account: 9, order_type: nothing}]
)")),
      ElementsAre(
          "x.yaml:3:1: error: unknown key 'usres'; did you mean 'users'?",
          "x.yaml:4:9: error: user name 'a~b' holds ':' or '~', which credentials "
          "and the choice of a world need",
          "x.yaml:4:9: error: account 4 does not exist",
          "x.yaml:5:28: error: key 'name' is missing",
          "x.yaml:5:39: error: account 1 is given twice, first on line 5",
          "x.yaml:6:13: error: block 919439xxxx needs a rate_center and a state of "
          "two letters",
          "x.yaml:6:36: error: block 91 needs a rate_center and a state of two "
          "letters",
          "x.yaml:6:44: error: '91' is not a block of numbers such as 919439xxxx",
          "x.yaml:7:32: error: the first step happens at once; 'after' belongs to "
          "later ones",
          "x.yaml:7:32: error: the first step needs a status",
          "x.yaml:7:52: error: 'DONE' is not a state of orders: RECEIVED, "
          "BACKORDERED, COMPLETE, PARTIAL, FAILED",
          "x.yaml:8:17: error: account 9 does not exist",
          "x.yaml:8:17: error: a subscription needs either an order_type or an "
          "event_type",
          "x.yaml:8:17: error: a subscription needs either a url or an email",
          "x.yaml:8:42: error: 'nothing' is not an order type: portins, portouts, "
          "orders, disconnects, dldas, lsrorders, e911s, tnoptions, externalTns, "
          "lidb, bulkPortins, importtnorders, removeImportedTnOrders, csrs, importToAccounts"));
}

TEST(Scenario, NamesTheFileThatAMistakeIsIn) {
  const auto files =
      with_files({{"dir/top.yaml", "scenario: top\nextends: under.yaml\nseed: x\n"},
                  {"dir/under.yaml", "scenario: under\nextends: nothing\nuser: []\n"}});
  EXPECT_THAT(lines_of(files.load_file("dir/top.yaml")),
              ElementsAre("dir/top.yaml:3:7: error: 'x' is not a whole number",
                          "dir/under.yaml:3:1: error: unknown key 'user'; did you mean 'users'?"));
}

TEST(Scenario, LooksForWhatItExtendsBesideEachFile) {
  const auto files = with_files(
      {{"a/top.yaml", "scenario: top\nextends: ../b/middle.yaml\nrules: {ageing: 1d}\n"},
       {"a/../b/middle.yaml",
        "scenario: middle\nextends: base.yaml\nrules: {site_name_max: 2}\nusers: []\n"},
       {"a/../b/base.yaml",
        "scenario: base\nextends: nothing\nrules: {site_name_max: 1, sip_peer_name_max: 1}\n"
        "accounts: [{id: 1}]\nusers: [{name: a, password: b, accounts: [1]}]\n"},
       {"/etc/base.yaml", "scenario: absolute\nextends: nothing\n"}});
  const Loaded loaded = files.load_file("a/top.yaml");
  ASSERT_THAT(lines_of(loaded), IsEmpty());
  EXPECT_EQ(loaded.scenario->name, "top");
  EXPECT_EQ(loaded.scenario->rules.ageing, std::chrono::hours(24));
  EXPECT_EQ(loaded.scenario->rules.site_name_max, 2U);
  EXPECT_EQ(loaded.scenario->rules.sip_peer_name_max, 1U);
  EXPECT_THAT(loaded.scenario->users, IsEmpty()) << "lists replace";
  EXPECT_EQ(loaded.scenario->accounts.size(), 1U);
  EXPECT_THAT(lines_of(files.load_text("a/b.yaml", "scenario: x\nextends: /etc/base.yaml\n")),
              IsEmpty());
}

TEST(Scenario, TellsWhatIsWrongWithAFileThatIsNotYaml) {
  const auto files = with_files({{"under.yaml", "scenario: [x"}});
  const Loaded loaded = files.load_text("x.yaml", "scenario: x\nextends: under.yaml\n");
  EXPECT_EQ(loaded.scenario, nullptr);
  EXPECT_THAT(lines_of(loaded), Contains(testing::StartsWith("under.yaml:1:")));
}

TEST(Scenario, KeepsTheNamesThatItsPlacesPointTo) {
  std::shared_ptr<const Scenario> kept;
  {
    const auto files = with_files({{"a name that is too long to be stored in place.yaml",
                                    "scenario: x\nextends: nothing\naccounts: [{id: 1}]\n"}});
    kept = files.load_file("a name that is too long to be stored in place.yaml").scenario;
  }
  ASSERT_NE(kept, nullptr);
  EXPECT_EQ(kept->accounts[0].place.file, "a name that is too long to be stored in place.yaml");
  EXPECT_EQ(kept->accounts[0].place.line, 3);
}

TEST(Scenario, TellsEveryOverlapOfAWideBlock) {
  const Loaded loaded = load(
      "scenario: x\nextends: nothing\ninventory:\n"
      "  - {block: 919xxxxxxx, rate_center: A, state: NC}\n"
      "  - {block: 919439xxxx, rate_center: A, state: NC}\n"
      "  - {block: 919555xxxx, rate_center: A, state: NC}\n");
  EXPECT_THAT(
      lines_of(loaded),
      ElementsAre("x.yaml:5:5: error: block 919439xxxx overlaps block 919xxxxxxx on line 4",
                  "x.yaml:6:5: error: block 919555xxxx overlaps block 919xxxxxxx on line 4"));
}

TEST(Scenario, ExtendsNoFileOfLifecycles) {
  EXPECT_EQ(load("scenario: x\nextends: lifecycles/orders\n").scenario, nullptr);
}

}  // namespace
}  // namespace dashsim::scenario::load_test
