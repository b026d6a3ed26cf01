// What is scheduled in a world, and what can be made to happen from outside.
#include <fmt/format.h>

#include <algorithm>

#include "api/kit/catalogue.hpp"
#include "control/json_call.hpp"
#include "kernel/text.hpp"
#include "scenario/happening.hpp"
#include "scenario/schema.hpp"
#include "world/lifecycles.hpp"
#include "world/port_outs.hpp"

namespace dashsim::control {
namespace {

constexpr std::string_view kHint =
    R"(send {"messaging_lost": {"account": 9900000, "numbers": ["9195550100"]}}, or step, state, )"
    R"(port_out, port_out_modify, port_out_cancel, emergency_call, or what a timeline holds: )"
    R"(inventory, withdraw, users, remove_users, products, carriers, faults, end_faults)";
constexpr std::string_view kStepHint = R"(send {"step": {"order": ID}})";
constexpr std::string_view kStateHint =
    R"(send {"state": {"order": ID, "status": "FOC"}}; also known: note, errors)";
constexpr std::string_view kPortOutHint =
    R"(send {"port_out": {"account": 9900000, "numbers": ["9195550100"], "spid": "512E"}}; also )"
    R"(known: pon, pin, account_number, zip, subscriber_name, foc)";
constexpr std::string_view kEmergencyHint =
    R"(send {"emergency_call": {"account": 9900000, "tn": "9195550100"}}, or "aeui")";
constexpr std::string_view kChangeHint =
    R"(send {"port_out_cancel": {"order": ID}} or {"port_out_modify": {"order": ID, "pin": "1234"}})";

constexpr std::string_view kPortOut = "port-out";

/// Answers, and tells that nothing has happened, by returning nothing.
struct Refuse {
  const Respond& respond;
  std::nullopt_t operator()(int status, std::string_view text, std::string_view hint,
                            std::string_view field = {}) const {
    respond(error_reply(status, text, hint, field));
    return std::nullopt;
  }
};

void get_events(const ControlCall& /*call*/, WorldControl& control, const Respond& respond) {
  json::array list;
  control.world().events().for_each([&](const auto& entry) {
    list.push_back(json::object{{"time", kernel::format_instant(entry.time)},
                                {"sequence", entry.sequence},
                                {"what", world::describe(entry.event)},
                                {"background", entry.urgency == kernel::Urgency::kBackground}});
  });
  json::array waiting;
  control.world().orders().for_each([&](const world::Order& order) {
    if (order.awaits_event)
      waiting.push_back(json::object{{"order", order.id.value}, {"status", order.status->name}});
  });
  respond(json_reply(
      200, json::object{{"events", std::move(list)}, {"awaitingEvents", std::move(waiting)}}));
}

std::optional<world::AccountId> read_account(const json::object& event) {
  const json::value* id = event.if_contains("account");
  if (id == nullptr || !id->is_int64() || id->as_int64() <= 0) return std::nullopt;
  return world::AccountId{static_cast<std::uint64_t>(id->as_int64())};
}

/// The numbers of a list, if it is one and all are in service on the account.
std::optional<std::vector<world::Tn>> read_numbers(const json::value* list,
                                                   world::AccountId account,
                                                   const world::World& world) {
  if (list == nullptr || !list->is_array() || list->as_array().empty()) return std::nullopt;
  std::vector<world::Tn> numbers;
  for (const json::value& item : list->as_array()) {
    const auto tn = item.is_string() ? world::parse_tn(item.as_string()) : std::nullopt;
    if (!tn || world.numbers().find_in_service(account, *tn) == nullptr) return std::nullopt;
    if (std::ranges::find(numbers, *tn) == numbers.end()) numbers.push_back(*tn);
  }
  return numbers;
}

std::string numbers_wanted(world::AccountId account) {
  return fmt::format("a list of numbers in service on account {} is wanted", account.value);
}

void lose_messaging(const json::object& event, world::World& world, const Respond& respond) {
  const Refuse refuse{respond};
  const auto account = read_account(event);
  if (!account) {
    refuse(400, "whose numbers lose their messaging?", kHint, "account");
    return;
  }
  const auto numbers = read_numbers(event.if_contains("numbers"), *account, world);
  if (!numbers) {
    refuse(400, numbers_wanted(*account), kHint, "numbers");
    return;
  }
  world.lose_messaging(*account, *numbers);
  respond(json_reply(200, json::object{{"happened", "MESSAGING_LOST"},
                                       {"account", account->value},
                                       {"numbers", numbers->size()}}));
}

constexpr std::pair<std::string_view, std::string world::PortOutRequest::*> kPortOutTexts[] = {
    {"spid", &world::PortOutRequest::spid},
    {"pon", &world::PortOutRequest::pon},
    {"pin", &world::PortOutRequest::pin},
    {"account_number", &world::PortOutRequest::account_number},
    {"zip", &world::PortOutRequest::zip},
    {"subscriber_name", &world::PortOutRequest::subscriber_name},
};

/// Reads what a member says of a port-out into `request`; false, and an answer, if that is nothing
/// of the kind.
bool read_member(std::string_view key, const json::value& value, world::PortOutRequest& request,
                 const world::World& world, const Refuse& refuse) {
  if (key == "numbers") {
    const auto numbers = read_numbers(&value, request.account, world);
    if (!numbers) return refuse(400, numbers_wanted(request.account), kPortOutHint, key), false;
    request.numbers = *numbers;
    return true;
  }
  if (!value.is_string()) return refuse(400, "a text is wanted here", kPortOutHint, key), false;
  const std::string_view text = value.as_string();
  if (key == "foc") {
    request.foc = scenario::parse_moment(text, world.now());
    if (!request.foc)
      refuse(400, fmt::format("'{}' is not a time such as +2d", text), kPortOutHint, key);
    return request.foc.has_value();
  }
  for (const auto& [name, member] : kPortOutTexts) {
    if (name != key) continue;
    request.*member = text;
    return true;
  }
  return refuse(400, fmt::format("nothing is known of '{}'", key), kPortOutHint, key), false;
}

/// False, and an answer, if a member is not what it should be. `own` is the member that says whose
/// port-out it is.
bool read_port_out(const json::object& event, std::string_view own, world::PortOutRequest& request,
                   const world::World& world, const Refuse& refuse) {
  for (const auto& member : event) {
    if (member.key() == own) continue;
    if (!read_member(member.key(), member.value(), request, world, refuse)) return false;
  }
  constexpr std::size_t kSpidMax = 4;
  if (request.spid.size() <= kSpidMax) return true;
  return refuse(400, "a SPID has four characters at most", kPortOutHint, "spid"), false;
}

json::value port_out_json(const world::Order& order) {
  return json::object{{"happened", "PORT_OUT"},
                      {"order", order.id.value},
                      {"pon", order.porting->pon},
                      {"status", order.status->name}};
}

void port_out(const json::object& event, world::World& world, const Respond& respond) {
  const Refuse refuse{respond};
  const auto account = read_account(event);
  if (!account) {
    refuse(400, "whose numbers are to leave?", kPortOutHint, "account");
    return;
  }
  world::PortOutRequest request;
  request.account = *account;
  if (!read_port_out(event, "account", request, world, refuse)) return;
  if (request.numbers.empty()) {
    refuse(400, numbers_wanted(*account), kPortOutHint, "numbers");
    return;
  }
  respond(json_reply(200, port_out_json(request_port_out(world, std::move(request)))));
}

/// The order that a member names; null, and an answer, if there is none.
world::Order* find_order(const json::object& event, world::World& world, std::string_view what,
                         std::string_view hint, const Refuse& refuse) {
  const json::value* id = event.if_contains("order");
  const std::string_view text =
      id != nullptr && id->is_string() ? std::string_view(id->as_string()) : std::string_view{};
  world::Order* order = world.orders().find(text);
  const bool found =
      order != nullptr && (what != kPortOut || order->type == world::OrderType::kPortouts);
  if (!found) refuse(404, fmt::format("there is no {} '{}'", what, text), hint, "order");
  return found ? order : nullptr;
}

/// A port-out that may still be changed; null, and an answer, if there is none.
world::Order* find_port_out(const json::object& event, world::World& world, const Refuse& refuse) {
  world::Order* order = find_order(event, world, kPortOut, kChangeHint, refuse);
  if (order == nullptr) return nullptr;
  if (order->final()) {
    refuse(409, fmt::format("the port-out is {} already", order->status->name), kChangeHint);
    return nullptr;
  }
  return order;
}

void cancel_port_out(const json::object& event, world::World& world, const Respond& respond) {
  world::Order* order = find_port_out(event, world, {respond});
  if (order == nullptr) return;
  fire(world, *order, scenario::Trigger::kCancel);
  respond(json_reply(200, port_out_json(*order)));
}

void modify(const json::object& event, world::World& world, const Respond& respond) {
  const Refuse refuse{respond};
  world::Order* order = find_port_out(event, world, refuse);
  if (order == nullptr) return;
  world::PortOutRequest request = world::to_request(*order);
  if (!read_port_out(event, "order", request, world, refuse)) return;
  modify_port_out(world, *order, std::move(request));
  respond(json_reply(200, port_out_json(*order)));
}

void call_emergency(const json::object& event, world::World& world, const Respond& respond) {
  const Refuse refuse{respond};
  const auto account = read_account(event);
  if (!account) {
    refuse(400, "from which account's endpoint does somebody call?", kEmergencyHint, "account");
    return;
  }
  const json::value* tn = event.if_contains("tn");
  const json::value* aeui = event.if_contains("aeui");
  const json::value* endpoint = tn != nullptr ? tn : aeui;
  const bool one = (tn == nullptr) != (aeui == nullptr);
  if (!one || !endpoint->is_string() || event.size() != 2) {
    refuse(400, "from which tn or aeui does somebody call?", kEmergencyHint, "tn");
    return;
  }
  const std::string from(endpoint->as_string());
  const auto told = world::call_emergency(world, {*account, from});
  if (!told) {
    refuse(404, fmt::format("account {} has no endpoint '{}'", account->value, from),
           kEmergencyHint, tn != nullptr ? "tn" : "aeui");
    return;
  }
  respond(json_reply(
      200, json::object{{"happened", "EMERGENCY_CALL"}, {"endpoint", from}, {"told", *told}}));
}

void take_step(const json::object& event, world::World& world, const Respond& respond) {
  const Refuse refuse{respond};
  world::Order* order = find_order(event, world, "order", kStepHint, refuse);
  if (order == nullptr) return;
  if (!order->awaits_event) {
    refuse(409, fmt::format("the order is {} and waits for no event", order->status->name),
           "a step of its lifecycle has to say 'at: event'");
    return;
  }
  world::take_step(world, *order);
  respond(json_reply(
      200, json::object{
               {"happened", "STEP"}, {"order", order->id.value}, {"status", order->status->name}}));
}

/// A state that somebody wants an order in.
struct WantedState {
  const scenario::State* state = nullptr;
  std::string note;
  std::vector<std::uint32_t> errors;
};

/// Reads a member into `wanted`; false, and an answer, if it is not what it should be.
bool read_wish(std::string_view key, const json::value& value, WantedState& wanted,
               const Refuse& refuse) {
  constexpr std::uint64_t kErrorCodeMax = 99'999;
  if (key == "note" && value.is_string()) {
    wanted.note = value.as_string();
    return true;
  }
  if (key == "errors" && value.is_array()) {
    for (const json::value& item : value.as_array()) {
      const auto code = item.is_int64() ? item.as_int64() : -1;
      if (code < 0 || static_cast<std::uint64_t>(code) > kErrorCodeMax)
        return refuse(400, "a list of error codes is wanted", kStateHint, key), false;
      wanted.errors.push_back(static_cast<std::uint32_t>(code));
    }
    return true;
  }
  return refuse(400, fmt::format("nothing is known of such a '{}'", key), kStateHint, key), false;
}

/// The state, if the order may come to it; nothing, and an answer that names those that it may come
/// to, if not.
const scenario::State* permitted_state(const world::Order& order, const json::value* status,
                                       const Refuse& refuse) {
  if (order.final()) {
    refuse(409, fmt::format("the order is {}, which is final", order.status->name),
           "no state is permitted any more", "status");
    return nullptr;
  }
  const std::string_view text =
      status != nullptr && status->is_string() ? std::string_view(status->as_string()) : "";
  const scenario::State* state = scenario::find_state(order.type, text);
  if (state != nullptr && state != order.status) return state;
  std::vector<std::string_view> permitted;
  for (const scenario::State& each : scenario::words(order.type).states)
    if (&each != order.status) permitted.push_back(each.name);
  refuse(409,
         state == nullptr
             ? fmt::format("'{}' is no state of {}", text, scenario::words(order.type).name)
             : fmt::format("the order is {} already", state->name),
         fmt::format("permitted: {}", fmt::join(permitted, ", ")), "status");
  return nullptr;
}

void change_state(const json::object& event, world::World& world, const Respond& respond) {
  const Refuse refuse{respond};
  world::Order* order = find_order(event, world, "order", kStateHint, refuse);
  if (order == nullptr) return;
  WantedState wanted;
  for (const auto& member : event) {
    if (member.key() == "order" || member.key() == "status") continue;
    if (!read_wish(member.key(), member.value(), wanted, refuse)) return;
  }
  wanted.state = permitted_state(*order, event.if_contains("status"), refuse);
  if (wanted.state == nullptr) return;
  bring_to(world, *order, *wanted.state, wanted.note, wanted.errors);
  respond(json_reply(200, json::object{{"happened", "STATE"},
                                       {"order", order->id.value},
                                       {"status", order->status->name}}));
}

using Happen = void (*)(const json::object& event, world::World& world, const Respond& respond);
constexpr std::pair<std::string_view, Happen> kEvents[] = {
    {"emergency_call", call_emergency},
    {"messaging_lost", lose_messaging},
    {"port_out", port_out},
    {"port_out_cancel", cancel_port_out},
    {"port_out_modify", modify},
    {"state", change_state},
    {"step", take_step},
};

/// What happens as in a timeline. The others that a timeline holds have answers of their own.
constexpr std::string_view kHappenings[] = {"inventory", "withdraw", "users",  "remove_users",
                                            "products",  "carriers", "faults", "end_faults"};

scenario::Surroundings surroundings_of(const world::World& world) {
  scenario::Surroundings around;
  for (const scenario::Account& account : world.scenario().accounts)
    around.accounts.insert(account.id);
  for (const auto& [id, peer] : world.sites().all_peers())
    around.sip_peers.emplace(id.value, peer.account.value);
  for (const world::Block& block : world.numbers().inventory().blocks()) around.add(block);
  for (const world::User& user : world.accounts().users()) around.users.insert(user.name);
  for (const world::Faults::Rule& rule : world.faults().rules())
    around.faults.insert(rule.fault.name);
  for (const scenario::Carrier& carrier : world.carriers().all()) around.add(carrier);
  return around;
}

void happen(const ControlCall& call, world::World& world, const Respond& respond) {
  const scenario::LoadedHappening loaded = scenario::load_happening(
      call.raw, world.now(), surroundings_of(world), api::operation_names());
  if (!loaded.complaints.empty())
    return respond(complaints_reply("nothing has happened", kHint, loaded.complaints));
  world.happen(loaded.entry);
  const std::string what = kernel::upper_case(call.body.begin()->key());
  respond(json_reply(200, json::object{{"happened", what}}));
}

void post_event(const ControlCall& call, WorldControl& control, const Respond& respond) {
  if (call.body.size() == 1) {
    const auto& [key, event] = *call.body.begin();
    for (const auto& [name, action] : kEvents) {
      const bool is_it = event.is_object() && name == std::string_view(key);
      if (is_it) return action(event.as_object(), control.world(), respond);
    }
    if (std::ranges::find(kHappenings, std::string_view(key)) != std::end(kHappenings))
      return happen(call, control.world(), respond);
  }
  respond(error_reply(400, "tell what is to happen, one thing", kHint));
}

constexpr scenario::Key kStepKeys[] = {
    {"order", &scenario::kText, "its next step has waited for this", scenario::kRequired},
};
constexpr scenario::Shape kStep{.form = scenario::Form::kMap, .keys = kStepKeys};
constexpr scenario::Shape kCodes{.form = scenario::Form::kList, .item = &scenario::kWhole};
constexpr scenario::Key kStateKeys[] = {
    {"order", &scenario::kText, "id of the order", scenario::kRequired},
    {"status", &scenario::kText, "a state of the order's type", scenario::kRequired},
    {"note", &scenario::kText, "for the order's notes"},
    {"errors", &kCodes, "error codes that the order shows"},
};
constexpr scenario::Shape kState{.form = scenario::Form::kMap, .keys = kStateKeys};
constexpr scenario::Key kModifyKeys[] = {
    {"order", &scenario::kText, "id of the port-out", scenario::kRequired},
    {"pon", &scenario::kText, "the carrier's purchase order"},
    {"pin", &scenario::kText, "what the subscriber has told the carrier"},
    {"account_number", &scenario::kText, "likewise"},
    {"zip", &scenario::kText, "likewise"},
    {"subscriber_name", &scenario::kText, "likewise"},
    {"foc", &scenario::kMoment, "the day on which the numbers leave"},
};
constexpr scenario::Shape kModify{.form = scenario::Form::kMap, .keys = kModifyKeys};
constexpr scenario::Key kCancelKeys[] = {
    {"order", &scenario::kText, "id of the port-out", scenario::kRequired},
};
constexpr scenario::Shape kCancel{.form = scenario::Form::kMap, .keys = kCancelKeys};
constexpr scenario::Key kOrderEventKeys[] = {
    {"step", &kStep, "an order that waits for an event goes on"},
    {"state", &kState, "an order comes to a state"},
    {"port_out_modify", &kModify, "the carrier changes its request"},
    {"port_out_cancel", &kCancel, "the carrier takes its request back"},
};

/// Those of orders, and all that a timeline may hold.
const scenario::Shape& event_shape() {
  static const std::vector<scenario::Key> kKeys = [] {
    std::vector<scenario::Key> keys(std::begin(kOrderEventKeys), std::end(kOrderEventKeys));
    const auto happenings = scenario::happening_shape().keys;
    keys.insert(keys.end(), happenings.begin(), happenings.end());
    return keys;
  }();
  static const scenario::Shape kShape{.form = scenario::Form::kMap, .keys = kKeys};
  return kShape;
}

constexpr WorldRoute kEventRoutes[] = {
    {"GET", "events", "what is scheduled, and which orders wait for an event", get_events},
    {"POST", "events",
     "make something happen: a step, a state, a port_out, port_out_modify, port_out_cancel, "
     "messaging_lost, emergency_call, or what a timeline holds",
     post_event, kInput, event_shape},
};

}  // namespace

std::span<const WorldRoute> event_routes() {
  return kEventRoutes;
}

}  // namespace dashsim::control
