#include "world/bulk_ports.hpp"

#include <algorithm>

#include "world/lifecycles.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

std::string_view state_for(const std::vector<const Order*>& children) {
  const auto all = [&](auto&& holds) { return std::ranges::all_of(children, holds); };
  if (all([](const Order* child) { return child->is_in("COMPLETE"); })) return "COMPLETED";
  if (all([](const Order* child) { return child->is_in("CANCELLED"); })) return "CANCELLED";
  if (all([](const Order* child) { return child->final(); })) return "PARTIAL";
  const bool attention =
      std::ranges::any_of(children, [](const Order* child) { return child->is_in("EXCEPTION"); });
  return attention ? "NEEDS_ATTENTION" : "IN_PROGRESS";
}

}  // namespace

void follow_port_ins(World& world, Order& bulk) {
  if (bulk.request.draft || bulk.final()) return;
  std::vector<const Order*> children;
  for (const OrderId& id : bulk.porting->children) {
    if (const Order* child = world.orders().find(id.value)) children.push_back(child);
  }
  if (children.empty()) return;
  const std::string_view state = state_for(children);
  if (!bulk.is_in(state)) come_to(world, bulk, state);
}

}  // namespace dashsim::world
