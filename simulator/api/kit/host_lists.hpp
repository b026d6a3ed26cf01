#pragma once

#include <vector>

#include "api/kit/call.hpp"
#include "api/kit/reply.hpp"

namespace dashsim::api {

/// The hosts of all SIP peers of these sites, as far as `host` and `type` of the query ask for them
/// (code 15505 for other types). Reference: hosts.
Result<Reply> list_hosts(const Call& call, const world::World& world,
                         const std::vector<const world::Site*>& sites);

}  // namespace dashsim::api
