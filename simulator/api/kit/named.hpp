#pragma once

#include "api/kit/call.hpp"
#include "api/kit/reply.hpp"
#include "api/kit/routes.hpp"

/// What the placeholders of a path name and what the account may do, or the documented refusal if
/// it is not there. Another account's things are not there either: clients must not tell the two
/// apart.
namespace dashsim::api {

/// 404 with code 12016. Reference: sites.
Result<world::Site*> named_site(const Call& call, world::World& world);
/// Code 13563, with the status that the operation documents for it. Reference: sites-sippeers.
Result<world::SipPeer*> named_peer(const Call& call, world::World& world, int status);

/// Whether the account that the call is for has a feature of a product. Reference: products.
bool account_has(const Call& call, const world::World& world, std::string_view feature);

/// The handler, for accounts with that feature only. Others are told so: code 5078, or a family's
/// own, whose text may name the account.
Handler with_feature(std::string_view feature, Handler handler);
Handler with_feature(std::string_view feature, std::uint32_t code, Handler handler);

}  // namespace dashsim::api
