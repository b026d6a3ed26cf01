// Orders with what they have been through and what is ahead of them.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>

#include "control/json_call.hpp"
#include "kernel/text.hpp"

namespace dashsim::control {
namespace {

constexpr std::uint64_t kLimitUsual = 200;

/// When orders take their next steps, as far as that is scheduled.
using StepTimes = std::map<std::string_view, kernel::VirtualTime>;

StepTimes step_times(const world::World& world) {
  StepTimes times;
  world.events().for_each([&](const auto& entry) {
    const auto* due = std::get_if<world::StepDue>(&entry.event);
    if (due == nullptr) return;
    const world::Order* order = world.orders().find(due->order.value);
    if (order == nullptr || order->generation != due->generation) return;
    times.emplace(order->id.value, entry.time);
  });
  return times;
}

json::array history(const world::Order& order) {
  json::array list;
  for (const world::HistoryEntry& each : order.history) {
    json::object entry{{"time", kernel::format_instant(each.time)}, {"author", each.author}};
    if (each.status != nullptr) entry["status"] = each.status->name;
    if (!each.note.empty()) entry["note"] = each.note;
    if (!each.difference.empty()) entry["difference"] = each.difference;
    list.push_back(std::move(entry));
  }
  return list;
}

/// The steps ahead, if nothing comes between. Times are told as far as they are known: the next
/// step's is that of the schedule, if it has one there, and later ones follow by their delays.
json::array ahead(const world::Order& order, const kernel::VirtualTime* next) {
  json::array list;
  if (order.final() || order.path == nullptr) return list;
  if (next == nullptr && !order.awaits_event) return list;  // it waits for a client or for numbers
  bool is_known = next != nullptr;
  kernel::VirtualTime time = is_known ? *next : order.modified;
  for (std::size_t i = order.next_step; i < order.path->size(); ++i) {
    const scenario::Step& step = (*order.path)[i];
    if (i != order.next_step) {
      is_known = is_known && step.at == scenario::StepTime::kAfterDelay;
      time += step.after;
    }
    json::object entry;
    if (step.status != nullptr) entry["status"] = step.status->name;
    if (is_known) entry["time"] = kernel::format_instant(time);
    if (step.at == scenario::StepTime::kEvent) entry["awaitsEvent"] = true;
    list.push_back(std::move(entry));
    if (step.repeat) break;  // which way it goes from there, its rounds will tell
  }
  return list;
}

bool wanted(const ControlCall& call, const world::Order& order) {
  const auto fits = [&](std::string_view name, std::string_view value) {
    const std::string_view pattern = call.query(name);
    return pattern.empty() || kernel::matches(pattern, value);
  };
  return fits("type", scenario::words(order.type).name) && fits("status", order.status->name) &&
         fits("account", std::to_string(order.account.value)) && fits("id", order.id.value);
}

void get_orders(const ControlCall& call, WorldControl& control, const Respond& respond) {
  const std::string_view asked = call.query("limit");
  const auto limit = asked.empty() ? kLimitUsual : kernel::parse_whole(asked);
  if (!limit)
    return respond(
        error_reply(400, "limit must be a whole number", "/_sim/orders?limit=50", "limit"));
  const world::World& world = control.world();
  const StepTimes times = step_times(world);
  std::deque<const world::Order*> latest;  // oldest first
  std::uint64_t total = 0;
  world.orders().for_each([&](const world::Order& order) {
    if (!wanted(call, order)) return;
    ++total;
    latest.push_back(&order);
    if (latest.size() > *limit) latest.pop_front();
  });
  json::array list;
  for (const world::Order* order : latest) {
    json::object line = order_line(*order);
    line["final"] = order->final();
    if (!order->request.name.empty()) line["name"] = order->request.name;
    if (!order->request.customer_order_id.empty())
      line["customerOrderId"] = order->request.customer_order_id;
    const auto next = times.find(order->id.value);
    line["history"] = history(*order);
    line["ahead"] = ahead(*order, next == times.end() ? nullptr : &next->second);
    list.push_back(std::move(line));
  }
  respond(json_reply(200, json::object{{"now", kernel::format_instant(world.now())},
                                       {"total", total},
                                       {"orders", std::move(list)}}));
}

constexpr scenario::Key kOrdersQuery[] = {
    {"type", &scenario::kText, "pattern with * and ?, as the next ones: orders, portins..."},
    {"status", &scenario::kText, "its state"},
    {"account", &scenario::kText, "whose it is"},
    {"id", &scenario::kText, "its id"},
    {"limit", &scenario::kWhole, "only so many, the latest; 200 if left out"},
};
constexpr WorldRoute kOrderRoutes[] = {
    {"GET", "orders",
     "orders, oldest first, with their histories and the steps ahead; filters: type, status, "
     "account, id (patterns with * and ?), limit",
     get_orders, kNoInput, kNoBody, kOrdersQuery},
};

}  // namespace

std::span<const WorldRoute> order_routes() {
  return kOrderRoutes;
}

}  // namespace dashsim::control
