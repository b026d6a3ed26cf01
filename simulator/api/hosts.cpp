// Hosts of all SIP peers of an account. Reference: hosts.
#include <utility>

#include "api/families.hpp"
#include "api/kit/host_lists.hpp"

namespace dashsim::api {
namespace {

Result<Reply> list(const Call& call, world::World& world) {
  return list_hosts(call, world, std::as_const(world).sites().of_account(call.account()));
}

}  // namespace

void hosts(Routes& routes) {
  routes.on("GET /accounts/{accountId}/hosts", list);
}

}  // namespace dashsim::api
