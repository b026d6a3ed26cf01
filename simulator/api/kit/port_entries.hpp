#pragma once

#include "api/kit/order_family.hpp"

namespace dashsim::api {

/// An entry lnpPortInfoForGivenStatus, of port-ins and port-outs alike. Reference: portins,
/// portouts, sites.
void write_port_entry(const world::Order& order, const OrderView& view, xml::Writer& out);

}  // namespace dashsim::api
