#pragma once

#include <span>
#include <string>

#include "world/orders.hpp"

/// The one way for an order's status to change: it is placed, time passes, or a trigger is fired.
/// What usually happens is data (fixtures/lifecycles), overridden by the scenario.
namespace dashsim::world {

class World;

/// Who changes orders that no client has changed.
inline constexpr std::string_view kSystem = "System";

/// Stores a new order in its lifecycle's first state and schedules the rest. Id and dates come from
/// the world. What is returned stays valid until the world is reset. `request` has been checked;
/// nothing is refused here.
Order& place_order(World& world, OrderType type, AccountId account, OrderRequest request,
                   std::optional<Porting> porting = std::nullopt);

/// Takes the step that is due, with its effects, and those behind it that wait for nothing; the
/// next one is scheduled.
void take_step(World& world, Order& order);

/// The order leaves its path for the one that its lifecycle has for this trigger, or the usual one.
/// Without either, a step that waits for a time waits for the time as it is now. The caller has
/// checked that the order's state permits what was done.
void fire(World& world, Order& order, scenario::Trigger trigger);

/// Somebody wants the order in that state, which it is not in; it is not over. If a step ahead of
/// it leads there, it goes there at once and takes that step; else it comes to the state without
/// effects and stays until something happens to it. An empty note is none.
void bring_to(World& world, Order& order, const State& state, std::string_view note,
              std::span<const std::uint32_t> errors);

/// A file has been uploaded for the order.
void document_added(World& world, Order& order);

/// Brings the order to a state that follows from elsewhere, such as from the orders below it.
/// `difference` is what that changed of the order's own fields.
void come_to(World& world, Order& order, std::string_view state, std::string_view note = {},
             std::string difference = {});

/// The step that is scheduled is void: the order goes on when something else happens to it.
void leave_path(Order& order);

/// Writes something worth knowing into the order's history; the state stays.
void add_remark(World& world, Order& order, std::string note);

/// Writes a change of the order's own fields into its history; the state stays.
void record_change(World& world, Order& order, std::string author, std::string difference);

/// Adds a note and tells subscribers; the order leaves its path if its lifecycle has one for that.
const Note& add_note(World& world, Order& order, std::string user, std::string text);

}  // namespace dashsim::world
