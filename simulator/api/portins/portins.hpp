#pragma once

#include "api/kit/order_family.hpp"
#include "api/portins/port_request.hpp"

/// Port-ins, for their own operations and for the bulk port-ins that they may belong to.
namespace dashsim::api {

extern const OrderFamily kPortins;

// Lists, portins_lists.cpp.
/// An entry lnpPortInfoForGivenStatus, of port-ins and port-outs alike.
void write_port_entry(const world::Order& order, const OrderView& view, xml::Writer& out);
Result<Reply> list_port_ins(const Call& call, world::World& world);
Result<Reply> list_site_port_ins(const Call& call, world::World& world);
Result<Reply> count_port_ins(const Call& call, world::World& world);

/// Lays a SUPP over a port-in. With `submit` a draft leaves its draft state. Refuses, and then
/// changes nothing, or does both at once.
Refusals change_port(world::World& world, world::Order& order, const world::RequestElement& supp,
                     std::string_view user);

/// What the history of a draft is answered with.
Reply history_of_draft();

}  // namespace dashsim::api
