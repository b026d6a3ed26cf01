#pragma once

#include "api/kit/routes.hpp"

/// SIP peers of a site. Reference: sites-sippeers.
namespace dashsim::api {

/// The peer that the path names, or the documented refusal.
Result<const world::SipPeer*> named_peer(const Call& call, const world::World& world, int status);

/// Telephone numbers of a peer: sippeers_tns.cpp.
void sippeers_tns(Routes& routes);

}  // namespace dashsim::api
