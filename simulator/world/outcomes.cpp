#include "world/outcomes.hpp"

#include <algorithm>

#include "kernel/text.hpp"
#include "world/magic_numbers.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

/// Whether the order does what orders of its type usually do.
bool is_usual(const World& world, const Order& order) {
  const auto& usual = world.scenario().lifecycles[static_cast<std::size_t>(order.type)].usual;
  return std::ranges::any_of(
      usual, [&](const scenario::Lifecycle& lifecycle) { return &lifecycle == order.lifecycle; });
}

void earn(Order& order, Tn tn, std::uint32_t code) {
  const std::string number = to_text(tn);
  const auto is_it = [&](const OrderError& error) {
    return error.code == code && std::ranges::find(error.of, number) != error.of.end();
  };
  if (std::ranges::none_of(order.errors, is_it)) order.errors.push_back({code, {number}, {number}});
}

}  // namespace

std::optional<Decree> decree(const World& world, const Order& order, Tn tn) {
  if (std::ranges::find(order.corrected, tn) != order.corrected.end()) return std::nullopt;
  const auto& outcomes = order.lifecycle->outcomes;
  const auto decreed = std::ranges::find_if(outcomes, [&](const scenario::NumberOutcome& outcome) {
    return kernel::matches(outcome.numbers, to_text(tn));
  });
  if (decreed != outcomes.end()) return Decree{decreed->errors, &*decreed};
  // A number that a search has found is not one that its client has chosen.
  const bool magic = world.scenario().rules.magic_numbers && !order.request.search;
  if (!magic || !is_usual(world, order)) return std::nullopt;
  const std::optional<std::uint32_t> code = magic_code(order.type, tn);
  return code ? std::optional(Decree{{*code}}) : std::nullopt;
}

void forgive(Order& order) {
  order.corrected.insert(order.corrected.end(), order.failed_numbers.begin(),
                         order.failed_numbers.end());
}

DecreedFailures withhold(const World& world, Order& order) {
  DecreedFailures failures;
  const auto& done = order.completed_numbers;
  std::erase_if(order.request.numbers, [&](Tn tn) {
    if (std::ranges::find(done, tn) != done.end()) return false;
    std::optional<Decree> decreed = decree(world, order, tn);
    if (!decreed) return false;
    failures.emplace_back(tn, std::move(decreed->errors));
    return true;
  });
  return failures;
}

void fail(Order& order, const DecreedFailures& failures) {
  for (const auto& [tn, errors] : failures) {
    std::erase(order.failed_numbers, tn);
    order.failed_numbers.push_back(tn);
    for (const std::uint32_t code : errors) earn(order, tn, code);
  }
}

}  // namespace dashsim::world
