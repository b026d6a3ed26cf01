// Products of a SIP peer. Reference: sites-sippeers-products.
#include "api/kit/named.hpp"
#include "api/sites/sippeers/sippeers.hpp"

namespace dashsim::api {
namespace {

using world::has_product;
using world::SipPeer;

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

void sippeers_products(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products",
            list_products);
}

}  // namespace dashsim::api
