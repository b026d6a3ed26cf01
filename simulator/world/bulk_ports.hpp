#pragma once

#include "world/orders.hpp"

/// Bulk port-ins: what they are follows from the port-ins below them. Reference: bulkPortins.
namespace dashsim::world {

class World;

/// One of its port-ins has come to another state, or the bulk port-in has just been submitted:
/// brings it to the state that they call for.
void follow_port_ins(World& world, Order& bulk);

}  // namespace dashsim::world
