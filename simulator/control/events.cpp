// What is scheduled in a world, and what can be made to happen from outside.
#include <fmt/format.h>

#include "control/json_call.hpp"

namespace dashsim::control {
namespace {

constexpr std::string_view kHint =
    R"(send {"messaging_lost": {"account": 9900000, "numbers": ["9195550100"]}})";

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

/// The numbers of a list, if it is one and all are in service on the account.
std::optional<std::vector<world::Tn>> read_numbers(const json::value* list,
                                                   world::AccountId account,
                                                   const world::World& world) {
  if (list == nullptr || !list->is_array() || list->as_array().empty()) return std::nullopt;
  std::vector<world::Tn> numbers;
  for (const json::value& item : list->as_array()) {
    const auto tn = item.is_string() ? world::parse_tn(item.as_string()) : std::nullopt;
    if (!tn || world.numbers().find_in_service(account, *tn) == nullptr) return std::nullopt;
    numbers.push_back(*tn);
  }
  return numbers;
}

void post_event(const ControlCall& call, WorldControl& control, const Respond& respond) {
  const json::value* lost = call.body.if_contains("messaging_lost");
  if (lost == nullptr || !lost->is_object() || call.body.size() != 1)
    return respond(error_reply(400, "tell what is to happen, one thing", kHint));
  const json::value* id = lost->as_object().if_contains("account");
  if (id == nullptr || !id->is_int64() || id->as_int64() <= 0)
    return respond(error_reply(400, "whose numbers lose their messaging?", kHint, "account"));
  const world::AccountId account{static_cast<std::uint64_t>(id->as_int64())};
  const auto numbers =
      read_numbers(lost->as_object().if_contains("numbers"), account, control.world());
  if (!numbers) {
    return respond(error_reply(
        400, fmt::format("a list of numbers in service on account {} is wanted", account.value),
        kHint, "numbers"));
  }
  control.world().lose_messaging(account, *numbers);
  respond(json_reply(200, json::object{{"happened", "MESSAGING_LOST"},
                                       {"account", account.value},
                                       {"numbers", numbers->size()}}));
}

constexpr WorldRoute kRoutes[] = {
    {"GET", "events", "what is scheduled", get_events},
    {"POST", "events", "make something happen: messaging_lost", post_event},
};

}  // namespace

std::span<const WorldRoute> event_routes() {
  return kRoutes;
}

}  // namespace dashsim::control
