// What an account may do. Reference: products.
#include <algorithm>

#include "api/families.hpp"

namespace dashsim::api {
namespace {

struct KnownProduct {
  std::string_view name;
  std::vector<std::string_view> features;
};

/// Every feature with the product that it belongs to: an account that names no products has all.
const std::vector<KnownProduct>& all_products() {
  static const std::vector<KnownProduct> kAll{
      {"Termination", {"TermHttpVoice"}},
      {"VirtualInventory", {}},
      {"TollFree", {}},
      {"Origination", {"CallForwarding", "DlDa", "CNAM", "LIDB", "OrigHttpVoice"}},
      {"MESSAGING", {"SMS", "MMS", "HTTP", "HTTPV2", "TollFree", "ShortCode", "A2pLongCode"}},
      {"E911", {}},
      {"UcTrunking", {"Cloud", "Seats", "Premise"}},
      {"EdgeManagement", {}},
      {"NumberManagement",
       {"ORDERING", "LNP", "EXTERNAL_TNS", "PROTECTED_TNS", "TN_ASSIGNMENT", "RESERVATION", "LSR",
        "CSR"}},
  };
  return kAll;
}

void write_product(std::string_view name, const auto& features, xml::Writer& out) {
  out.open("Product").element("Name", name);
  if (!features.empty()) {
    out.open("Features");
    for (const auto& feature : features) out.element("Feature", feature);
    out.close();
  }
  out.close();
}

Result<Reply> list(const Call& call, world::World& world) {
  const world::Products& products = world.accounts().find(call.account())->products;
  return reply(200, "AccountProductsResponse", [&](xml::Writer& out) {
    out.open("Products");
    if (products) {
      for (const scenario::Product& each : *products) write_product(each.name, each.features, out);
    } else {
      for (const KnownProduct& each : all_products()) write_product(each.name, each.features, out);
    }
    out.close();
  });
}

}  // namespace

void products(Routes& routes) {
  routes.on("GET /accounts/{accountId}/products", list);
}

}  // namespace dashsim::api
