#include "api/explain.hpp"

#include <fmt/format.h>

#include "world/outcomes.hpp"

namespace dashsim::api {
namespace {

std::string where(const scenario::Place& place) {
  return place.file.empty() ? "the request" : to_text(place);
}

/// By what the first of the order's numbers failed that somebody wanted to fail.
std::string explain_failed_number(const world::World& world, const world::Order& order) {
  for (const world::Tn tn : order.failed_numbers) {
    const auto decreed = world::decree(world, order, tn);
    if (!decreed) continue;
    return fmt::format("; {} fails by {}", to_text(tn),
                       decreed->outcome == nullptr
                           ? "the magic of its last digits"
                           : "the outcome at " + where(decreed->outcome->place));
  }
  return {};
}

std::string explain(const world::World& world, const world::Order& order) {
  std::string text = fmt::format("order {} is {}", order.id.value, order.status->name);
  if (order.by_step == nullptr) return text;
  const scenario::Step& step = *order.by_step;
  const std::string& name = order.lifecycle->name;
  return text +
         fmt::format(" by the step at {} of {}", where(step.place),
                     name.empty() ? "the usual lifecycle" : fmt::format("lifecycle '{}'", name)) +
         explain_failed_number(world, order);
}

/// The order that the path names, or that has just been created. Null if there is none.
const world::Order* order_of(const Arrival& arrival, const net::Response& response,
                             const world::World& world) {
  const std::string_view location = net::find_header(response.headers, "Location");
  if (!location.empty()) return world.orders().find(location.substr(location.rfind('/') + 1));
  if (!arrival.target) return nullptr;
  for (const std::string& segment : arrival.target->segments) {
    if (const world::Order* order = world.orders().find(segment)) return order;
  }
  return nullptr;
}

}  // namespace

std::string explain(const Arrival& arrival, const net::Response& response,
                    const world::World& world) {
  const Operation* operation = arrival.match.operation;
  std::string text = operation == nullptr ? "no operation has this path and method"
                     : operation->in_reference
                         ? fmt::format("reference section '{}'", operation->name)
                         : fmt::format("'{}', which only clients know", operation->name);
  if (arrival.fault)
    text += fmt::format("; fault '{}' of {}", arrival.fault->fault.name,
                        where(arrival.fault->fault.place));
  if (const world::Order* order = order_of(arrival, response, world))
    text += "; " + explain(world, *order);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';  // it stays one header
  }
  return text;
}

}  // namespace dashsim::api
