#pragma once

#include "api/kit/call.hpp"
#include "api/kit/reply.hpp"

/// What the files of this family share. Reference: e911s.
namespace dashsim::api {

/// Reads an E911Order, of whichever of the documented forms it is. What is wrong with the document
/// itself, or stands in the way of the order now, is refused; what is wrong with single numbers,
/// endpoints and addresses shows when the order is processed.
world::OrderRequest read_e911_order(const Call& call, const world::World& world,
                                    Refusals& refusals);

}  // namespace dashsim::api
