// Sites of an account. Reference: sites; its orders and numbers are in the families orders and
// inserviceNumbers.
#include "api/families.hpp"
#include "api/kit/host_lists.hpp"
#include "api/kit/listing.hpp"
#include "api/kit/named.hpp"
#include "api/kit/postal_addresses.hpp"
#include "api/sites/sippeers/sippeers.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::has_feature;
using world::has_product;
using world::SipPeer;
using world::Site;
using world::UcTrunkingConfiguration;

constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kTooLong = 1011;
constexpr std::uint32_t kHasLocations = 12031;
constexpr std::uint32_t kNotUcTrunking = 12046;
constexpr std::uint32_t kUcTypeNotAllowed = 12049;
constexpr std::uint32_t kAddressUnknown = 12052;
constexpr std::uint32_t kGeocoderUnavailable = 12053;
constexpr std::uint32_t kLocked = 12054;
constexpr std::uint32_t kIdDiffers = 12521;
constexpr std::uint32_t kNameInvalid = 12526;
constexpr std::uint32_t kNameTooLong = 12529;
constexpr std::uint32_t kNameRequired = 12533;
constexpr std::uint32_t kIdUnnecessary = 12534;
constexpr std::uint32_t kCustomerProvidedIdInvalid = 12544;
constexpr std::uint32_t kUsageCategoryInvalid = 12599;
constexpr std::uint32_t kCustomerProvidedIdTooLong = 12606;
constexpr std::uint32_t kUcTypeInvalid = 12614;
constexpr std::uint32_t kUcTrunkingRequired = 12615;
constexpr std::uint32_t kUsageCategoryNotApplicable = 12617;

constexpr std::string_view kUcTrunking = "UcTrunking";

constexpr Binding<Site> kSite[] = {
    {"Name", &Site::name, 0, 0, kNameRequired},
    {"Description", &Site::description, 250, kTooLong},
    {"CustomerProvidedId", &Site::customer_provided_id},
    {"CustomerName", &Site::customer_name, 200, kTooLong},
};
constexpr Binding<UcTrunkingConfiguration> kUcTrunkingConfiguration[] = {
    {"Type", &UcTrunkingConfiguration::type, 0, 0, kUcTypeInvalid},
    {"UsageCategory", &UcTrunkingConfiguration::usage_category},
};
constexpr Field kUcTrunkingWords[] = {
    word("Type", scenario::kUcTypes, kUcTypeInvalid),
    word("UsageCategory", scenario::kUsageCategories, kUsageCategoryInvalid),
};
constexpr GeocodeCodes kGeocodeCodes{.unknown = kAddressUnknown,
                                     .unavailable = kGeocoderUnavailable};

void check_name(const Site& site, const world::World& world, Refusals& refusals) {
  const std::uint64_t name_max = world.scenario().rules.site_name_max;
  if (characters(site.name) > name_max)
    refusals.add(kNameTooLong, site.name, std::to_string(name_max));
  if (!characters_that_names_lack(site.name).empty()) refusals.add(kNameInvalid, site.name);
}

void check_customer_provided_id(const std::string& id, Refusals& refusals) {
  constexpr std::size_t kDigitsMax = 10;
  if (id.empty()) return;
  if (!kernel::all_digits(id)) return refusals.add(kCustomerProvidedIdInvalid, id);
  if (id.size() > kDigitsMax)
    refusals.add(kCustomerProvidedIdTooLong, id, std::to_string(kDigitsMax));
}

/// Which accounts need UC trunking and which may have it depends on their products.
void read_uc_trunking(const xml::Element& document, const world::Account& account, Site& site,
                      Refusals& refusals) {
  site.uc_trunking.reset();
  const auto element = document.child("UcTrunkingConfiguration");
  if (!element) {
    if (account.products && has_product(account.products, kUcTrunking))
      refusals.add(kUcTrunkingRequired);
    return;
  }
  if (!has_product(account.products, kUcTrunking)) return refusals.add(kNotUcTrunking);
  UcTrunkingConfiguration& read = site.uc_trunking.emplace();
  read_bound<UcTrunkingConfiguration>(*element, kUcTrunkingConfiguration, read, refusals);
  check_fields(*element, kUcTrunkingWords, refusals);
  if (!refusals.empty()) return;
  if (!has_feature(account.products, read.type)) refusals.add(kUcTypeNotAllowed, read.type);
  if (read.type != "Seats" && !read.usage_category.empty())
    refusals.add(kUsageCategoryNotApplicable);
}

/// Reads a Site document over `site`, whose id and account stay. What it leaves out, the site has
/// no longer.
Refusals read_site(const Call& call, const world::World& world, Site& site) {
  Refusals refusals;
  const xml::Element document = call.document();
  read_bound<Site>(document, kSite, site, refusals);
  // Both spellings occur in the reference.
  if (site.customer_provided_id.empty())
    site.customer_provided_id = document.text_at("CustomerProvidedID");
  check_name(site, world, refusals);
  check_customer_provided_id(site.customer_provided_id, refusals);
  site.address.reset();
  read_address(document, AddressNeeds::kPlaceOnly, site.address, refusals);
  if (!site.address) refusals.add(kRequired, "Address");
  read_uc_trunking(document, *world.accounts().find(call.account()), site, refusals);
  return refusals;
}

/// As the reference shows it, the answer to a bad address repeats the whole request.
Refusals check_address(const Call& call, const world::World& world, const Site& site) {
  Refusals refusals = check_with_geocoder(*site.address, world.geocoder(), kGeocodeCodes);
  if (refusals.echo) {
    refusals.echo = [&call, recommend = std::move(refusals.echo)](xml::Writer& out) {
      recommend(out);
      write_sent(call.document(), out);
    };
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
    write_bound<UcTrunkingConfiguration>(*site.uc_trunking, kUcTrunkingConfiguration,
                                         Empties::kOmit, out);
    out.close();
  }
  out.close();
}

/// What a list of sites tells besides their names. The reference names the parameters alone; the
/// elements are those of a site's own lists.
struct SiteDetails {
  bool tn_counts = false;
  bool summary = false;  ///< wins over `sip_peers`
  bool sip_peers = false;
};

std::size_t count_tns(const Site& site, const world::World& world) {
  std::size_t count = 0;
  for (const SipPeer* peer : world.sites().of_site(site.id))
    count += world.numbers().in_service(peer->id).size();
  return count;
}

void write_peer_summary(const SipPeer& peer, xml::Writer& out) {
  out.open("SipPeer");
  out.element("PeerId", peer.id.value).element("PeerName", peer.name);
  out.element("IsDefaultPeer", peer.is_default);
  out.close();
}

void write_listed_site(const Site& site, const SiteDetails& details, const world::World& world,
                       xml::Writer& out) {
  out.open("Site");
  out.element("Id", site.id.value);
  out.element("Name", site.name);
  out.element_if("Description", site.description);
  if (details.tn_counts) out.element("TotalCount", count_tns(site, world));
  if (details.summary || details.sip_peers) {
    out.open("SipPeers");
    const auto write = details.summary ? write_peer_summary : write_sip_peer;
    for (const SipPeer* peer : world.sites().of_site(site.id)) write(*peer, out);
    out.close();
  }
  out.close();
}

Result<Reply> list_sites(const Call& call, world::World& world) {
  Refusals refusals;
  const SiteDetails details{.tn_counts = read_flag(call, "tnCounts", refusals),
                            .summary = read_flag(call, "summary", refusals),
                            .sip_peers = read_flag(call, "sipPeerDetails", refusals)};
  if (!refusals.empty()) return refusals;
  return reply(200, "SitesResponse", [&](xml::Writer& out) {
    out.open("Sites");
    for (const Site* site : world.sites().of_account(call.account()))
      write_listed_site(*site, details, world, out);
    out.close();
  });
}

Result<Reply> create_site(const Call& call, world::World& world) {
  Site site;
  site.account = call.account();
  Refusals refusals = read_site(call, world, site);
  if (const std::string_view id = call.document().text_at("Id"); !id.empty())
    refusals.add(kIdUnnecessary, std::string(id));
  if (refusals.empty()) refusals = check_address(call, world, site);
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
  if ((*site)->locked) return refuse(400, kLocked);
  Site changed = **site;
  Refusals refusals = read_site(call, world, changed);
  const std::string_view id = call.document().text_at("Id");
  if (!id.empty() && id != call.path("siteId")) refusals.add(kIdDiffers);
  // An address that was taken once is not asked about again.
  if (refusals.empty() && changed.address != (*site)->address)
    refusals = check_address(call, world, changed);
  if (!refusals.empty()) return refusals;
  **site = std::move(changed);
  return empty_reply(200);
}

Result<Reply> delete_site(const Call& call, world::World& world) {
  const Result<Site*> site = named_site(call, world);
  if (!site) return site.error();
  if ((*site)->locked) return refuse(400, kLocked);
  if (!world.sites().of_site(call.site()).empty()) return refuse(400, kHasLocations);
  world.sites().erase(call.site());
  return empty_reply(200);
}

Result<Reply> total_tns(const Call& call, world::World& world) {
  const Result<Site*> site = named_site(call, world);
  if (!site) return site.error();
  return reply(200, "SiteTNsResponse", [&](xml::Writer& out) {
    out.open("SiteTNs").element("TotalCount", count_tns(**site, world)).close();
  });
}

Result<Reply> hosts_of_site(const Call& call, world::World& world) {
  const Result<Site*> site = named_site(call, world);
  if (!site) return site.error();
  return list_hosts(call, world, {*site});
}

}  // namespace

void sites(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites", list_sites);
  routes.on("POST /accounts/{accountId}/sites", create_site);
  routes.on("GET /accounts/{accountId}/sites/{siteId}", get_site);
  routes.on("PUT /accounts/{accountId}/sites/{siteId}", change_site);
  routes.on("DELETE /accounts/{accountId}/sites/{siteId}", delete_site);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/totaltns", total_tns);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/hosts", hosts_of_site);
}

}  // namespace dashsim::api
