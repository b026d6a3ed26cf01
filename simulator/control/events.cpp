// What is scheduled in a world, and what can be made to happen from outside.
#include <fmt/format.h>

#include <algorithm>

#include "control/json_call.hpp"
#include "scenario/schema.hpp"
#include "world/lifecycles.hpp"
#include "world/port_outs.hpp"

namespace dashsim::control {
namespace {

constexpr std::string_view kHint =
    R"(send {"messaging_lost": {"account": 9900000, "numbers": ["9195550100"]}}, or port_out, )"
    R"(port_out_modify, port_out_cancel or emergency_call)";
constexpr std::string_view kPortOutHint =
    R"(send {"port_out": {"account": 9900000, "numbers": ["9195550100"], "spid": "512E"}}; also )"
    R"(known: pon, pin, account_number, zip, subscriber_name, foc)";
constexpr std::string_view kEmergencyHint =
    R"(send {"emergency_call": {"account": 9900000, "tn": "9195550100"}}, or "aeui")";
constexpr std::string_view kChangeHint =
    R"(send {"port_out_cancel": {"order": ID}} or {"port_out_modify": {"order": ID, "pin": "1234"}})";

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
  respond(json_reply(200, json::object{{"events", std::move(list)}}));
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

/// A port-out that may still be changed; null, and an answer, if there is none.
world::Order* find_port_out(const json::object& event, world::World& world, const Refuse& refuse) {
  const json::value* id = event.if_contains("order");
  const std::string_view text =
      id != nullptr && id->is_string() ? std::string_view(id->as_string()) : std::string_view{};
  world::Order* order = world.orders().find(text);
  if (order == nullptr || order->type != world::OrderType::kPortouts) {
    refuse(404, fmt::format("there is no port-out '{}'", text), kChangeHint, "order");
    return nullptr;
  }
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

using Happen = void (*)(const json::object& event, world::World& world, const Respond& respond);
constexpr std::pair<std::string_view, Happen> kEvents[] = {
    {"emergency_call", call_emergency},
    {"messaging_lost", lose_messaging},
    {"port_out", port_out},
    {"port_out_cancel", cancel_port_out},
    {"port_out_modify", modify},
};

void post_event(const ControlCall& call, WorldControl& control, const Respond& respond) {
  if (call.body.size() == 1 && call.body.begin()->value().is_object()) {
    const auto& [key, event] = *call.body.begin();
    for (const auto& [name, happen] : kEvents) {
      if (name == std::string_view(key)) return happen(event.as_object(), control.world(), respond);
    }
  }
  respond(error_reply(400, "tell what is to happen, one thing", kHint));
}

constexpr WorldRoute kRoutes[] = {
    {"GET", "events", "what is scheduled", get_events},
    {"POST", "events",
     "make something happen: emergency_call, messaging_lost, port_out, port_out_modify, "
     "port_out_cancel",
     post_event, kInput},
};

}  // namespace

std::span<const WorldRoute> event_routes() {
  return kRoutes;
}

}  // namespace dashsim::control
