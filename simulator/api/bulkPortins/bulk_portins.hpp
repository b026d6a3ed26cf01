#pragma once

#include "api/kit/order_family.hpp"

/// Bulk port-ins: a template and the port-ins that are made after it. Reference: bulkPortins.
namespace dashsim::api {

extern const OrderFamily kBulkPortins;

/// The port-ins of a bulk port-in, in the order in which they came to it.
std::vector<world::Order*> children_of(const world::Order& bulk, world::World& world);
/// Takes drafts of port-ins out of the world; others just leave the bulk port-in.
void drop_children(world::Order& bulk, world::World& world);

/// A SUPP for a port-in with what a template says.
world::RequestElement supp_of(const world::RequestElement& bulk_document);

// Telephone numbers and port-ins, bulk_portins_lists.cpp.
Result<Reply> get_tn_list(const Call& call, world::World& world);
Result<Reply> put_tn_list(const Call& call, world::World& world);
Result<Reply> get_portin_list(const Call& call, world::World& world);
Result<Reply> put_portin_list(const Call& call, world::World& world);

}  // namespace dashsim::api
