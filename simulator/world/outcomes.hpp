#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "world/effects.hpp"
#include "world/orders.hpp"

/// Telephone numbers that fail because somebody wants them to, whatever the world would make of
/// them: by the `outcomes` of an order's lifecycle, or by the magic of their last digits.
namespace dashsim::world {

class World;

/// What becomes of a number by somebody's will.
struct Decree {
  std::vector<std::uint32_t> errors;                 ///< codes that it earns: one or more
  const scenario::NumberOutcome* outcome = nullptr;  ///< that says so; null: the number's magic
};
/// What is to become of the number in this order; nothing if it is handled as usual.
std::optional<Decree> decree(const World& world, const Order& order, Tn tn);

/// A client has changed the order: what made its numbers fail so far does not again.
void forgive(Order& order);

/// Numbers that an order names and that are to fail, with their codes.
using DecreedFailures = std::vector<std::pair<Tn, std::vector<std::uint32_t>>>;

/// Takes those that are to fail out of the numbers that the order names.
DecreedFailures withhold(const World& world, Order& order);
/// Notes in the order that they have failed.
void fail(Order& order, const DecreedFailures& failures);

}  // namespace dashsim::world
