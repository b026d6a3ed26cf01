#pragma once

#include <string>

#include "world/orders.hpp"

/// The one way for an order's status to change: it is placed, time passes, or a trigger is fired.
/// What usually happens is data (fixtures/lifecycles), overridden by the scenario.
namespace dashsim::world {

class World;

/// Stores a new order in its lifecycle's first state and schedules the rest. Id and dates come from
/// the world. What is returned stays valid until the world is reset. `request` has been checked;
/// nothing is refused here.
Order& place_order(World& world, OrderType type, AccountId account, OrderRequest request);

/// Takes the step that is due, with its effects, and schedules the one after it.
void take_step(World& world, Order& order);

/// Does to the order what a client asked for. The caller has checked that its state permits it.
void fire(World& world, Order& order, scenario::Trigger trigger);

/// Writes a change of the order's own fields into its history; the state stays.
void record_change(World& world, Order& order, std::string author, std::string difference);

/// Adds a note and tells subscribers.
const Note& add_note(World& world, Order& order, std::string user, std::string text);

}  // namespace dashsim::world
