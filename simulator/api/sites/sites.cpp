// Sites of an account. Reference: sites; its orders and numbers are in the families orders and
// inserviceNumbers.
#include "api/families.hpp"
#include "api/kit/named.hpp"
#include "api/kit/resource_family.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Site;
using world::UcTrunkingConfiguration;

constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kTooLong = 1011;
constexpr std::uint32_t kHasLocations = 12031;
constexpr std::uint32_t kNameTooLong = 12529;
constexpr std::uint32_t kNameRequired = 12533;
constexpr std::uint32_t kCustomerProvidedIdInvalid = 12544;
constexpr std::uint32_t kUsageCategoryInvalid = 12599;
constexpr std::uint32_t kUcTypeInvalid = 12122;

constexpr Binding<Site> kSite[] = {
    {"Name", &Site::name, 0, 0, kNameRequired},
    {"Description", &Site::description, 250, kTooLong},
    {"CustomerProvidedId", &Site::customer_provided_id},
    {"CustomerName", &Site::customer_name, 200, kTooLong},
};
constexpr std::string_view kUcTypes[] = {"Seats", "Premise", "Cloud"};
constexpr std::string_view kUsageCategories[] = {"UC250", "UC500", "UC1000"};
constexpr Field kUcTrunking[] = {
    word("UcTrunkingConfiguration/Type", kUcTypes, kUcTypeInvalid),
    word("UcTrunkingConfiguration/UsageCategory", kUsageCategories, kUsageCategoryInvalid),
};

/// Reads a Site document over `site`, whose id and account stay.
Refusals read_site(const Call& call, const world::World& world, Site& site) {
  Refusals refusals;
  const xml::Element document = call.document();
  read_bound<Site>(document, kSite, site, refusals);
  // Both spellings occur in the reference.
  if (site.customer_provided_id.empty())
    site.customer_provided_id = document.text_at("CustomerProvidedID");
  const std::uint64_t name_max = world.scenario().rules.site_name_max;
  if (characters(site.name) > name_max)
    refusals.add(kNameTooLong, site.name, std::to_string(name_max));
  const std::string& id = site.customer_provided_id;
  if (!id.empty() && (id.size() > 10 || !kernel::all_digits(id)))
    refusals.add(kCustomerProvidedIdInvalid, id);
  site.address.reset();
  read_address(document, site.address, refusals);
  if (!site.address) refusals.add(kRequired, "Address");
  check_fields(document, kUcTrunking, refusals);
  site.uc_trunking.reset();
  if (document.child("UcTrunkingConfiguration")) {
    site.uc_trunking = UcTrunkingConfiguration{
        std::string(document.text_at("UcTrunkingConfiguration/Type")),
        std::string(document.text_at("UcTrunkingConfiguration/UsageCategory"))};
  }
  return refusals;
}

void write_site(const Site& site, xml::Writer& out) {
  out.open("Site");
  out.element("Id", site.id.value);
  write_bound<Site>(site, kSite, Empties::kOmit, out);
  if (site.address) write_address(*site.address, Empties::kOmit, out);
  if (site.uc_trunking) {
    out.open("UcTrunkingConfiguration");
    out.element_if("Type", site.uc_trunking->type);
    out.element_if("UsageCategory", site.uc_trunking->usage_category);
    out.close();
  }
  out.close();
}

Result<Reply> list_sites(const Call& call, world::World& world) {
  return reply(200, "SitesResponse", [&](xml::Writer& out) {
    out.open("Sites");
    for (const Site* site : world.sites().of_account(call.account())) {
      out.open("Site");
      out.element("Id", site->id.value);
      out.element("Name", site->name);
      out.element_if("Description", site->description);
      out.close();
    }
    out.close();
  });
}

Result<Reply> create_site(const Call& call, world::World& world) {
  Site site;
  site.account = call.account();
  Refusals refusals = read_site(call, world, site);
  if (!refusals.empty()) return refusals;
  site.id = world.new_site_id();
  const Site& created = world.sites().add(std::move(site));
  return created_at(call.url_of_created(std::to_string(created.id.value)));
}

Result<Reply> get_site(const Call& call, world::World& world) {
  const Result<Site*> site = named_site(call, world);
  if (!site) return site.error();
  return reply(200, "SiteResponse", [&](xml::Writer& out) { write_site(**site, out); });
}

Result<Reply> change_site(const Call& call, world::World& world) {
  const Result<Site*> site = named_site(call, world);
  if (!site) return site.error();
  Site changed = **site;
  Refusals refusals = read_site(call, world, changed);
  if (!refusals.empty()) return refusals;
  **site = std::move(changed);
  return empty_reply(200);
}

Result<Reply> delete_site(const Call& call, world::World& world) {
  const Result<Site*> site = named_site(call, world);
  if (!site) return site.error();
  if (!world.sites().of_site(call.site()).empty()) return refuse(400, kHasLocations);
  world.sites().erase(call.site());
  return empty_reply(200);
}

Result<Reply> count_tns(const Call& call, world::World& world) {
  const Result<Site*> site = named_site(call, world);
  if (!site) return site.error();
  std::size_t count = 0;
  for (const world::SipPeer* peer : world.sites().of_site(call.site())) {
    count += world.numbers().in_service(peer->id).size();
  }
  return reply(200, "SiteTNsResponse",
               [&](xml::Writer& out) { out.open("SiteTNs").element("TotalCount", count).close(); });
}

}  // namespace

void sites(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites", list_sites);
  routes.on("POST /accounts/{accountId}/sites", create_site);
  routes.on("GET /accounts/{accountId}/sites/{siteId}", get_site);
  routes.on("PUT /accounts/{accountId}/sites/{siteId}", change_site);
  routes.on("DELETE /accounts/{accountId}/sites/{siteId}", delete_site);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/totaltns", count_tns);
}

}  // namespace dashsim::api
