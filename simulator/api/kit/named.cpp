#include "api/kit/named.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kFeatureMissing = 5078;
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

bool account_has(const Call& call, const world::World& world, std::string_view feature) {
  return world::has_feature(world.accounts().find(call.account())->products, feature);
}

Handler with_feature(std::string_view feature, std::uint32_t code, Handler handler) {
  return {[feature, code, run = std::move(handler.run)](const Call& call,
                                                        world::World& world) -> Result<Reply> {
            if (account_has(call, world, feature)) return run(call, world);
            const bool names_feature = code == kFeatureMissing;
            return refuse(400, code, std::string(names_feature ? feature : call.path("accountId")));
          },
          std::move(handler.polls)};
}

Handler with_feature(std::string_view feature, Handler handler) {
  return with_feature(feature, kFeatureMissing, std::move(handler));
}

}  // namespace dashsim::api
