#pragma once

#include "world/effects.hpp"
#include "world/orders.hpp"

/// LSR orders: a carrier asks for numbers, wherever they are in this world, and hears how the
/// port-out fares that its order has led to. Reference: lsrorders.
namespace dashsim::world {

class World;

/// Effect of a step: a port-out is requested of the account that has the numbers, or the one that
/// was requested before is changed. None, with codes, if there is no such account.
Outcome request_port_out_of_lsr(World& world, Order& lsr);

/// The port-out has come to a state, and the LSR follows it.
void port_out_changed(World& world, Order& lsr, const Order& port_out);

/// The LSR is over, and so is its port-out.
void lsr_ended(World& world, const Order& lsr);

}  // namespace dashsim::world
