#pragma once

#include "api/kit/call.hpp"
#include "api/kit/reply.hpp"

/// What the placeholders of a path name, or the documented refusal if it is not there. Another
/// account's things are not there either: clients must not tell the two apart.
namespace dashsim::api {

/// 404 with code 12016. Reference: sites.
Result<world::Site*> named_site(const Call& call, world::World& world);
/// Code 13563, with the status that the operation documents for it. Reference: sites-sippeers.
Result<world::SipPeer*> named_peer(const Call& call, world::World& world, int status);

}  // namespace dashsim::api
