#pragma once

#include "api/kit/call.hpp"
#include "api/kit/reply.hpp"

/// When the numbers of a triggered port move. Reference: portins, activationStatus.
namespace dashsim::api {

Result<Reply> get_activation(const Call& call, world::World& world);
Result<Reply> set_activation(const Call& call, world::World& world);

}  // namespace dashsim::api
