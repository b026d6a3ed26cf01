// Products of a SIP peer. Reference: sites-sippeers-products.
#include "api/kit/named.hpp"
#include "api/sites/sippeers/products/products.hpp"
#include "api/sites/sippeers/sippeers.hpp"

namespace dashsim::api {
namespace {

using world::has_product;
using world::SipPeer;

constexpr std::uint32_t kNoFeature = 13576;
constexpr std::uint32_t kNoMessaging = 13603;
constexpr std::uint32_t kNoSuchApplication = 13629;
constexpr std::uint32_t kOtherServiceType = 13648;

/// A peer that nobody has given products has those of its account that are for peers.
bool has(const SipPeer& peer, const world::Account& account, std::string_view product) {
  const std::string_view of_account = product == "Messaging" ? "MESSAGING" : product;
  return peer.products ? has_product(peer.products, product)
                       : has_product(account.products, of_account);
}

Result<Reply> list_products(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  const world::Account& account = *world.accounts().find(call.account());
  return reply(200, "SipPeerProductResponse", [&](xml::Writer& out) {
    out.open("Products");
    for (const std::string_view product : scenario::kSipPeerProducts) {
      if (has(**peer, account, product)) out.open("Product").element("Name", product).close();
    }
    out.close();
  });
}

}  // namespace

void check_application(const Call& call, const world::World& world, std::string_view id,
                       std::string_view service_type, std::string_view element,
                       Refusals& refusals) {
  const world::Application* application = world.applications().find(call.account(), id);
  if (application == nullptr) return refusals.add(kNoSuchApplication, std::string(id));
  if (application->service_type != service_type)
    refusals.add(kOtherServiceType, application->service_type, std::string(element));
}

void check_messaging(const Call& call, const world::World& world, Refusals& refusals) {
  if (!has_product(world.accounts().find(call.account())->products, "MESSAGING"))
    refusals.add(kNoMessaging);
}

void check_feature(const Call& call, const world::World& world, std::string_view feature,
                   Refusals& refusals) {
  if (!account_has(call, world, feature))
    refusals.add(kNoFeature, std::string(call.path("accountId")), std::string(feature));
}

void sippeers_products(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products",
            list_products);
  products_voice(routes);
  products_sms(routes);
  products_mms(routes);
  products_messaging(routes);
}

}  // namespace dashsim::api
