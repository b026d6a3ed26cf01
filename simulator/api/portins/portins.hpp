#pragma once

#include "api/kit/order_family.hpp"

/// Port-ins: orders that bring numbers of other carriers and accounts. Reference: portins.
namespace dashsim::api {

extern const OrderFamily kPortins;

// Lists, portins_lists.cpp.
Result<Reply> list_port_ins(const Call& call, world::World& world);
Result<Reply> list_site_port_ins(const Call& call, world::World& world);
Result<Reply> count_port_ins(const Call& call, world::World& world);

}  // namespace dashsim::api
