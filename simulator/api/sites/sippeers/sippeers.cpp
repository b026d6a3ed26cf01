#include "api/sites/sippeers/sippeers.hpp"

#include <algorithm>
#include <array>

#include "api/families.hpp"
#include "api/kit/named.hpp"
#include "api/kit/postal_addresses.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::has_feature;
using world::has_product;
using world::SipPeer;

constexpr std::uint32_t kAddressRequired = 12546;
constexpr std::uint32_t kNameRequired = 13500;
constexpr std::uint32_t kNameTooLong = 13501;
constexpr std::uint32_t kNameInvalid = 13502;
constexpr std::uint32_t kDescriptionTooLong = 13503;
constexpr std::uint32_t kUriInvalid = 13510;
constexpr std::uint32_t kDefaultNeeded = 13522;
constexpr std::uint32_t kNameTaken = 13524;
constexpr std::uint32_t kNoProducts = 13547;
constexpr std::uint32_t kDescriptionInvalid = 13550;
constexpr std::uint32_t kHasNumbers = 13555;
constexpr std::uint32_t kIsDefault = 13558;
constexpr std::uint32_t kAddressUnknown = 13565;
constexpr std::uint32_t kGeocoderUnavailable = 13566;
constexpr std::uint32_t kTrunksNotPositive = 13573;
constexpr std::uint32_t kNoFeature = 13576;
constexpr std::uint32_t kDisplayInvalid = 13579;
constexpr std::uint32_t kEnforcedInvalid = 13580;
constexpr std::uint32_t kDisplayMissing = 13581;
constexpr std::uint32_t kEnforcedMissing = 13582;
constexpr std::uint32_t kHasSms = 13613;
constexpr std::uint32_t kHasMms = 13622;
constexpr std::uint32_t kHasHttpVoice = 13652;
constexpr std::uint32_t kIsProxy = 13679;
constexpr std::uint32_t kHasBackOrders = 13681;

constexpr Binding<SipPeer> kSipPeer[] = {
    {"PeerName", &SipPeer::name, 0, 0, kNameRequired},
    {"Description", &SipPeer::description, 50, kDescriptionTooLong},
};
constexpr Binding<SipPeer> kRouting[] = {
    {"FinalDestinationUri", &SipPeer::final_destination_uri},
    {"PremiseTrunks", &SipPeer::premise_trunks},
};
constexpr GeocodeCodes kGeocodeCodes{.unknown = kAddressUnknown,
                                     .unavailable = kGeocoderUnavailable};

void check_names(const SipPeer& peer, const world::World& world, Refusals& refusals) {
  const std::uint64_t name_max = world.scenario().rules.sip_peer_name_max;
  if (characters(peer.name) > name_max)
    refusals.add(kNameTooLong, peer.name, std::to_string(name_max));
  if (!characters_that_names_lack(peer.name).empty()) refusals.add(kNameInvalid, peer.name);
  for (const SipPeer* other : world.sites().of_site(peer.site)) {
    if (other->id != peer.id && other->name == peer.name && !peer.name.empty()) {
      refusals.add(kNameTaken, peer.name, std::to_string(peer.account.value),
                   std::to_string(peer.site.value));
    }
  }
  const std::string bad = characters_that_names_lack(peer.description);
  if (!bad.empty()) refusals.add(kDescriptionInvalid, peer.description, bad);
}

void check_routing(const SipPeer& peer, Refusals& refusals) {
  if (peer.final_destination_uri.find_first_of(" \t\r\n<>\"") != std::string::npos)
    refusals.add(kUriInvalid, peer.final_destination_uri);
  // The reference shows a word for a number of trunks; only what is a number must be a good one.
  const std::string_view trunks = peer.premise_trunks;
  const bool negative = trunks.starts_with('-') && kernel::all_digits(trunks.substr(1));
  if (negative || kernel::parse_whole(trunks) == 0U)
    refusals.add(kTrunksNotPositive, peer.premise_trunks);
}

/// What the products of an account allow and ask for.
void check_products(const SipPeer& peer, const world::Products& products, Refusals& refusals) {
  const bool any =
      std::ranges::any_of(std::array{"Origination", "Termination", "MESSAGING", "UcTrunking"},
                          [&](std::string_view name) { return has_product(products, name); });
  if (!any) refusals.add(kNoProducts);
  if (peer.calling_name.display && !has_feature(products, "CNAM"))
    refusals.add(kNoFeature, std::to_string(peer.account.value), "CNAM");
  if (products && has_product(products, "UcTrunking") && !peer.address)
    refusals.add(kAddressRequired);
}

/// Each site with peers has a default one: its first peer is that, and it stays until another one
/// takes over.
void read_default(const xml::Element& document, const world::World& world, SipPeer& peer,
                  Refusals& refusals) {
  static constexpr Field kFlags[] = {flag("IsDefaultPeer")};
  check_fields(document, kFlags, refusals);
  const bool needed = peer.is_default || world.sites().of_site(peer.site).empty();
  const auto wanted = kernel::parse_flag(document.text_at("IsDefaultPeer"));
  if (needed && wanted == false) refusals.add(kDefaultNeeded);
  peer.is_default = wanted.value_or(needed);
}

void read_calling_name(const xml::Element& document, SipPeer& peer, Refusals& refusals) {
  const auto calling_name = document.child("CallingName");
  if (!calling_name) return;
  const auto read = [&](std::string_view name, bool& value, std::uint32_t missing,
                        std::uint32_t invalid) {
    const std::string_view text = calling_name->text_at(name);
    const auto parsed = kernel::parse_flag(text);
    if (!parsed) return refusals.add(text.empty() ? missing : invalid);
    value = *parsed;
  };
  read("Display", peer.calling_name.display, kDisplayMissing, kDisplayInvalid);
  read("Enforced", peer.calling_name.enforced, kEnforcedMissing, kEnforcedInvalid);
}

/// Reads a SipPeer document over `peer`, whose ids stay. A document is the whole peer, but for
/// address, calling name and default, which stay as they are where it leaves them out.
Refusals read_sip_peer(const Call& call, const world::World& world, SipPeer& peer) {
  Refusals refusals;
  const xml::Element document = call.document();
  const std::optional<world::Address> address = peer.address;
  read_bound<SipPeer>(document, kSipPeer, peer, refusals);
  read_bound<SipPeer>(document, kRouting, peer, refusals);
  // Both spellings occur in the reference.
  if (peer.final_destination_uri.empty())
    peer.final_destination_uri = document.text_at("FinalDestinationURI");
  check_names(peer, world, refusals);
  check_routing(peer, refusals);
  read_default(document, world, peer, refusals);
  read_hosts(document, peer, refusals);
  read_address(document, AddressNeeds::kZipAndType, peer.address, refusals);
  read_calling_name(document, peer, refusals);
  check_products(peer, world.accounts().find(peer.account)->products, refusals);
  if (refusals.empty()) check_hosts(peer, world, refusals);
  // An address that was taken once is not asked about again.
  if (refusals.empty() && peer.address && peer.address != address)
    return check_with_geocoder(*peer.address, world.geocoder(), kGeocodeCodes);
  return refusals;
}

/// Orders that have yet to come to an end and whose numbers are for this peer.
std::vector<const world::Order*> awaited_by(const SipPeer& peer, const world::World& world) {
  std::vector<const world::Order*> orders;
  world.orders().for_each([&](const world::Order& order) {
    if (order.final() || order.request.site != peer.site) return;
    const bool here = order.request.sip_peer ? *order.request.sip_peer == peer.id : peer.is_default;
    if (here) orders.push_back(&order);
  });
  return orders;
}

/// Whether messages of another peer go through this one.
bool is_proxy(const SipPeer& peer, const world::World& world) {
  const std::string id = std::to_string(peer.id.value);
  return std::ranges::any_of(world.sites().all_peers(), [&](const auto& entry) {
    const SipPeer& other = entry.second;
    const world::SipPeerSettings& settings = other.settings;
    return other.account == peer.account && other.id != peer.id &&
           ((settings.sms && settings.sms->proxy_peer == id) ||
            (settings.mms && settings.mms->proxy_peer == id));
  });
}

void check_deletion(const SipPeer& peer, const world::World& world, Refusals& refusals) {
  const std::vector<const world::Order*> orders = awaited_by(peer, world);
  const bool back_orders = std::ranges::any_of(
      orders, [](const world::Order* order) { return order->status->name == "BACKORDERED"; });
  if (back_orders) refusals.add(kHasBackOrders);
  if (!world.numbers().in_service(peer.id).empty() || (!orders.empty() && !back_orders))
    refusals.add(kHasNumbers);
  if (peer.settings.sms) refusals.add(kHasSms);
  if (peer.settings.mms) refusals.add(kHasMms);
  if (peer.settings.origination.http() || peer.settings.termination.http())
    refusals.add(kHasHttpVoice);
  if (is_proxy(peer, world)) refusals.add(kIsProxy);
  if (peer.is_default && world.sites().of_site(peer.site).size() > 1) refusals.add(kIsDefault);
}

Result<Reply> list_sip_peers(const Call& call, world::World& world) {
  const Result<world::Site*> site = named_site(call, world);
  if (!site) return site.error();
  return reply(200, "TNSipPeersResponse", [&](xml::Writer& out) {
    out.open("SipPeers");
    for (const SipPeer* peer : world.sites().of_site(call.site())) write_sip_peer(*peer, out);
    out.close();
  });
}

Result<Reply> create_sip_peer(const Call& call, world::World& world) {
  const Result<world::Site*> site = named_site(call, world);
  if (!site) return site.error();
  SipPeer peer;
  peer.account = call.account();
  peer.site = call.site();
  Refusals refusals = read_sip_peer(call, world, peer);
  if (!refusals.empty()) return refusals;
  peer.id = world.new_sip_peer_id();
  const SipPeer& created = world.sites().add(std::move(peer));
  if (created.is_default) world.sites().make_default(created.id);
  return created_at(call.url_of_created(std::to_string(created.id.value)));
}

Result<Reply> get_sip_peer(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 400);
  if (!peer) return peer.error();
  return reply(200, "SipPeerResponse", [&](xml::Writer& out) { write_sip_peer(**peer, out); });
}

Result<Reply> change_sip_peer(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 400);
  if (!peer) return peer.error();
  SipPeer changed = **peer;
  Refusals refusals = read_sip_peer(call, world, changed);
  if (!refusals.empty()) return refusals;
  *world.sites().find(call.account(), call.site(), changed.id) = changed;
  if (changed.is_default) world.sites().make_default(changed.id);
  return empty_reply(200);
}

Result<Reply> delete_sip_peer(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return empty_reply(404);  // the reference shows no body here
  Refusals refusals;
  check_deletion(**peer, world, refusals);
  if (!refusals.empty()) return refusals;
  world.sites().erase(world::SipPeerId{(*peer)->id});
  return empty_reply(200);
}

}  // namespace

void write_sip_peer(const SipPeer& peer, xml::Writer& out) {
  out.open("SipPeer");
  out.element("PeerId", peer.id.value);
  write_bound<SipPeer>(peer, kSipPeer, Empties::kWrite, out);
  out.element("IsDefaultPeer", peer.is_default);
  write_bound<SipPeer>(peer, kRouting, Empties::kOmit, out);
  write_hosts(peer, out);
  if (peer.address) write_address(*peer.address, Empties::kWrite, out);
  out.open("CallingName");
  out.element("Display", peer.calling_name.display);
  out.element("Enforced", peer.calling_name.enforced);
  out.close().close();
}

void sippeers(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers", list_sip_peers);
  routes.on("POST /accounts/{accountId}/sites/{siteId}/sippeers", create_sip_peer);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}", get_sip_peer);
  routes.on("PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}", change_sip_peer);
  routes.on("DELETE /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}", delete_sip_peer);
  sippeers_products(routes);
  sippeers_tns(routes);
}

}  // namespace dashsim::api
