#pragma once

#include <string>

#include "api/kit/port_request.hpp"

/// SUPPs: what they change of a port-in, and whether its state and type let them. Reference:
/// portins, PUT.
namespace dashsim::api {

/// The document of an order with that of a SUPP laid over it. Numbers and attributes are replaced,
/// subscriber, wireless information and address element by element, unless ResetAddressFields says
/// that the address is whole.
world::RequestElement merged_port(const world::RequestElement& document,
                                  const world::RequestElement& supp);

/// "SiteId : 0 --> 743", a line each element that differs; empty if none does.
std::string differences(const world::RequestElement& before, const world::RequestElement& after);

enum class PortChange : bool { kSupp, kCancel };

/// Why the order can be neither changed nor cancelled now.
void check_open(const world::Order& order, const world::World& world, PortChange change,
                Refusals& refusals);
/// Which elements of a SUPP its state and type do not permit. The order is no draft.
void check_permitted(const world::Order& order, const world::RequestElement& supp,
                     Refusals& refusals);

/// What a SUPP makes of a port-in.
struct PortPlan {
  PortRequest port;
  bool submits = false;  ///< an order of a draft
};

/// Whose word it is that a draft is submitted: that of its own operation, or that of its bulk
/// port-in.
enum class Submitter : bool { kItself, kBulk };

/// Lays a SUPP over a port-in; ProcessingStatus SUBMITTED makes an order of a draft. With refusals
/// the plan must not be carried out.
PortPlan plan_port_change(const world::World& world, const world::Order& order,
                          const world::RequestElement& supp, Submitter submitter,
                          Refusals& refusals);
void carry_out(world::World& world, world::Order& order, PortPlan plan, std::string_view user);

}  // namespace dashsim::api
