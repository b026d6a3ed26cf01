#pragma once

#include "api/kit/order_family.hpp"

/// Orders of new telephone numbers. Reference: orders; sites (a site's own view of them).
namespace dashsim::api {

extern const OrderFamily kOrders;

/// Reads an Order document and adds refusals for what tables cannot say: orders_checks.cpp.
world::OrderRequest read_order(const Call& call, const world::World& world, Refusals& refusals);

}  // namespace dashsim::api
