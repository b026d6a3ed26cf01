#pragma once

#include <cstdint>
#include <optional>

#include "scenario/scenario.hpp"
#include "world/orders.hpp"

namespace dashsim::world {

class World;
struct SipPeer;

/// How much of what an order wants an effect could do. The worse one of several counts.
enum class Outcome : std::uint8_t { kAll, kSome, kNone };

/// Where the numbers of an order go; null if that was deleted after the order was placed.
const SipPeer* destination(const World& world, const Order& order);
/// No number can go where the order wants them, now or ever: all that it has not got yet fail.
Outcome give_up(const World& world, Order& order);

/// What a step of an order does to the world. Numbers that it handled or failed to handle are noted
/// in the order. Those that are to fail (see outcomes.hpp) do, and its effects happen to the
/// others.
Outcome apply_effects(World& world, Order& order, const scenario::Step& step);

}  // namespace dashsim::world
