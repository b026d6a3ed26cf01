#pragma once

#include "api/kit/order_family.hpp"

/// Orders of new telephone numbers. Reference: orders; sites (a site's own view of them).
namespace dashsim::api {

extern const OrderFamily kOrders;

/// Whether an element of an Order tells what kind of order it is.
bool is_order_type(std::string_view element);

/// Reads an Order document and adds refusals for what tables cannot say: orders_checks.cpp.
world::OrderRequest read_order(const Call& call, const world::World& world, Refusals& refusals);

}  // namespace dashsim::api
