#include "api/sites/sippeers/sippeers.hpp"

#include <algorithm>

#include "api/families.hpp"
#include "api/kit/named.hpp"
#include "api/kit/resource_family.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Host;
using world::SipPeer;

constexpr std::uint32_t kTooManyHosts = 12119;
constexpr std::uint32_t kTrafficInvalid = 12586;
constexpr std::uint32_t kNameRequired = 13500;
constexpr std::uint32_t kNameTooLong = 13501;
constexpr std::uint32_t kDescriptionTooLong = 13503;
constexpr std::uint32_t kHostsAndGroups = 13504;
constexpr std::uint32_t kTooManyVoiceHosts = 13506;
constexpr std::uint32_t kHostInvalid = 13509;
constexpr std::uint32_t kDefaultNeeded = 13522;
constexpr std::uint32_t kNameTaken = 13524;
constexpr std::uint32_t kPortInvalid = 13543;
constexpr std::uint32_t kHasNumbers = 13555;
constexpr std::uint32_t kIsDefault = 13558;
constexpr std::uint32_t kDisplayInvalid = 13579;
constexpr std::uint32_t kEnforcedInvalid = 13580;
constexpr std::uint32_t kDisplayMissing = 13581;
constexpr std::uint32_t kEnforcedMissing = 13582;
constexpr std::size_t kHostsMax = 10;

constexpr Binding<SipPeer> kSipPeer[] = {
    {"PeerName", &SipPeer::name, 0, 0, kNameRequired},
    {"Description", &SipPeer::description, 50, kDescriptionTooLong},
};
constexpr Binding<SipPeer> kRouting[] = {
    {"FinalDestinationUri", &SipPeer::final_destination_uri},
    {"PremiseTrunks", &SipPeer::premise_trunks},
};

/// An address, a network or a domain name: what may stand in one, in shape.
bool is_host(std::string_view text) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:/";
  return !text.empty() && text.size() <= 255 &&
         text.find_first_not_of(kAllowed) == std::string_view::npos && text.front() != '.' &&
         text.front() != '-' && text.front() != '/';
}

Host read_host(const xml::Element& element, Refusals& refusals) {
  static constexpr std::string_view kTraffic[] = {"LITE", "DOMESTIC", "ALL"};
  Host host{std::string(element.text_at("HostName")), std::string(element.text_at("Port")),
            std::string(element.text_at("CustomerTrafficAllowed"))};
  if (!is_host(host.name)) refusals.add(kHostInvalid, host.name);
  if (!host.port.empty() && kernel::parse_whole(host.port).value_or(65536) > 65535) {
    refusals.add(kPortInvalid, host.port);
  }
  const bool known =
      std::ranges::find(kTraffic, host.customer_traffic_allowed) != std::end(kTraffic);
  if (!host.customer_traffic_allowed.empty() && !known) refusals.add(kTrafficInvalid);
  return host;
}

std::vector<Host> read_hosts(const std::optional<xml::Element>& list, Refusals& refusals) {
  std::vector<Host> hosts;
  if (!list) return hosts;
  for (const xml::Element element : list->children()) hosts.push_back(read_host(element, refusals));
  return hosts;
}

void read_all_hosts(const xml::Element& document, SipPeer& peer, Refusals& refusals) {
  peer.voice_hosts = read_hosts(document.child("VoiceHosts"), refusals);
  peer.termination_hosts = read_hosts(document.child("TerminationHosts"), refusals);
  peer.voice_host_groups.clear();
  if (const auto groups = document.child("VoiceHostGroups")) {
    for (const xml::Element group : groups->children()) {
      peer.voice_host_groups.push_back(read_hosts(group, refusals));
    }
  }
  if (!peer.voice_hosts.empty() && !peer.voice_host_groups.empty()) refusals.add(kHostsAndGroups);
  if (peer.voice_hosts.size() > kHostsMax) refusals.add(kTooManyVoiceHosts);
  if (peer.termination_hosts.size() > kHostsMax) {
    refusals.add(kTooManyHosts, std::to_string(peer.termination_hosts.size()),
                 std::to_string(kHostsMax));
  }
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

/// Reads a SipPeer document over `peer`, whose ids stay.
Refusals read_sip_peer(const Call& call, const world::World& world, SipPeer& peer) {
  Refusals refusals;
  const xml::Element document = call.document();
  static constexpr Field kFlags[] = {flag("IsDefaultPeer")};
  read_bound<SipPeer>(document, kSipPeer, peer, refusals);
  read_bound<SipPeer>(document, kRouting, peer, refusals);
  check_fields(document, kFlags, refusals);
  const std::uint64_t name_max = world.scenario().rules.sip_peer_name_max;
  if (characters(peer.name) > name_max)
    refusals.add(kNameTooLong, peer.name, std::to_string(name_max));
  for (const SipPeer* other : world.sites().of_site(peer.site)) {
    if (other->id != peer.id && other->name == peer.name && !peer.name.empty()) {
      refusals.add(kNameTaken, peer.name, std::to_string(peer.account.value),
                   std::to_string(peer.site.value));
    }
  }
  const bool is_default = flag_at(document, "IsDefaultPeer");
  if (peer.is_default && !is_default) refusals.add(kDefaultNeeded);
  peer.is_default = is_default;
  read_all_hosts(document, peer, refusals);
  if (document.child("Address")) peer.address.reset();
  read_address(document, peer.address, refusals);
  read_calling_name(document, peer, refusals);
  return refusals;
}

void write_hosts(std::string_view list, std::string_view item, const std::vector<Host>& hosts,
                 xml::Writer& out) {
  if (hosts.empty()) {
    out.empty(list);
    return;
  }
  out.open(list);
  for (const Host& host : hosts) {
    out.open(item).element("HostName", host.name);
    // The reference shows a port for termination hosts alone.
    if (item == "TerminationHost") {
      out.element_if("Port", host.port)
          .element_if("CustomerTrafficAllowed", host.customer_traffic_allowed);
    }
    out.close();
  }
  out.close();
}

void write_sip_peer(const SipPeer& peer, xml::Writer& out) {
  out.open("SipPeer");
  out.element("PeerId", peer.id.value);
  write_bound<SipPeer>(peer, kSipPeer, Empties::kWrite, out);
  out.element("IsDefaultPeer", peer.is_default);
  write_bound<SipPeer>(peer, kRouting, Empties::kOmit, out);
  write_hosts("VoiceHosts", "Host", peer.voice_hosts, out);
  if (peer.voice_host_groups.empty()) {
    out.empty("VoiceHostGroups");
  } else {
    out.open("VoiceHostGroups");
    for (const std::vector<Host>& group : peer.voice_host_groups) {
      write_hosts("VoiceHostGroup", "Host", group, out);
    }
    out.close();
  }
  write_hosts("TerminationHosts", "TerminationHost", peer.termination_hosts, out);
  if (peer.address) write_address(*peer.address, Empties::kWrite, out);
  out.open("CallingName");
  out.element("Display", peer.calling_name.display);
  out.element("Enforced", peer.calling_name.enforced);
  out.close().close();
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
  if (!peer) return peer.error();
  if (!world.numbers().in_service((*peer)->id).empty()) return refuse(400, kHasNumbers);
  const bool others = world.sites().of_site(call.site()).size() > 1;
  if ((*peer)->is_default && others) return refuse(400, kIsDefault);
  world.sites().erase(world::SipPeerId{(*peer)->id});
  return empty_reply(200);
}

}  // namespace

void sippeers(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers", list_sip_peers);
  routes.on("POST /accounts/{accountId}/sites/{siteId}/sippeers", create_sip_peer);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}", get_sip_peer);
  routes.on("PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}", change_sip_peer);
  routes.on("DELETE /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}", delete_sip_peer);
  sippeers_tns(routes);
}

}  // namespace dashsim::api
