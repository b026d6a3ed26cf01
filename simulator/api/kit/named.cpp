#include "api/kit/named.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kSiteNotFound = 12016;
constexpr std::uint32_t kPeerNotFound = 13563;

}  // namespace

Result<world::Site*> named_site(const Call& call, world::World& world) {
  if (world::Site* site = world.sites().find(call.account(), call.site())) return site;
  return refuse(404, kSiteNotFound, std::string(call.path("siteId")));
}

Result<world::SipPeer*> named_peer(const Call& call, world::World& world, int status) {
  world::SipPeer* peer = world.sites().find(call.account(), call.site(), call.sip_peer());
  if (peer != nullptr) return peer;
  return refuse(status, kPeerNotFound, std::string(call.path("sippeerId")),
                std::string(call.path("accountId")), std::string(call.path("siteId")));
}

}  // namespace dashsim::api
