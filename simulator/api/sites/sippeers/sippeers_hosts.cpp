// Hosts of a SIP peer: their form, their number, and that no two peers share a termination host.
// Reference: sites-sippeers.
#include <algorithm>

#include "api/kit/fields.hpp"
#include "api/sites/sippeers/sippeers.hpp"
#include "kernel/network.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using kernel::Network;
using world::has_product;
using world::Host;
using world::SipPeer;

constexpr std::uint32_t kPortAndMask = 12118;
constexpr std::uint32_t kTooManyHosts = 12119;
constexpr std::uint32_t kTrafficInvalid = 12586;
constexpr std::uint32_t kOverlapsInRequest = 12939;
constexpr std::uint32_t kHostsAndGroups = 13504;
constexpr std::uint32_t kTooManyVoiceHosts = 13506;
constexpr std::uint32_t kTooManyGroups = 13507;
constexpr std::uint32_t kVoiceHostInvalid = 13509;
constexpr std::uint32_t kNoOrigination = 13538;
constexpr std::uint32_t kNoTermination = 13542;
constexpr std::uint32_t kPortInvalid = 13543;
constexpr std::uint32_t kTrafficNotAllowed = 13544;
constexpr std::uint32_t kHoldsAddressAndPort = 13552;
constexpr std::uint32_t kDuplicate = 13553;
constexpr std::uint32_t kHoldsAddress = 13569;
constexpr std::uint32_t kMaskInvalid = 13593;
constexpr std::uint32_t kTerminationHostInvalid = 13594;
constexpr std::uint32_t kNotANetworkAddress = 13595;
constexpr std::uint32_t kProhibited = 13625;
constexpr std::uint32_t kNotForHttpVoice = 13646;
constexpr std::uint32_t kOverlapsOne = 13654;
constexpr std::uint32_t kOverlapsSeveral = 13655;

constexpr std::size_t kHostsMax = 10;
constexpr std::size_t kGroupsMax = 5;
constexpr unsigned kMaskMin = 14;

/// Where no call can come from or go to: this host, link-local, multicast and what is reserved.
/// Private addresses are in the reference's own samples.
constexpr Network kProhibitedNetworks[] = {
    {0x00000000, 8}, {0x7f000000, 8}, {0xa9fe0000, 16}, {0xe0000000, 4}, {0xf0000000, 4}};

bool is_prohibited(const Network& network) {
  return std::ranges::any_of(kProhibitedNetworks,
                             [&](const Network& each) { return each.overlaps(network); });
}

std::string port_of(const Host& host) {
  return host.port.empty() ? "0" : host.port;
}

Host read_host(const xml::Element& element, Refusals& refusals) {
  Host host{.name = std::string(element.text_at("HostName")),
            .port = std::string(element.text_at("Port")),
            .customer_traffic_allowed = std::string(element.text_at("CustomerTrafficAllowed")),
            .place = {}};
  if (!host.port.empty() && kernel::parse_whole(host.port).value_or(65536) > 65535)
    refusals.add(kPortInvalid, host.port);
  return host;
}

void check_voice_host(const Host& host, Refusals& refusals) {
  const auto network = kernel::parse_network(host.name);
  const bool is_address = network && host.name.find('/') == std::string::npos;
  if (!is_address && !kernel::is_domain_name(host.name)) {
    refusals.add(kVoiceHostInvalid, host.name);
  } else if (is_address && is_prohibited(*network)) {
    refusals.add(kProhibited, host.name);
  }
}

void check_termination_host(const Host& host, Refusals& refusals) {
  const auto network = kernel::parse_network(host.name);
  const auto address = kernel::parse_network(host.name.substr(0, host.name.find('/')));
  if (!address) {
    refusals.add(kTerminationHostInvalid, host.name);
  } else if (!network || network->fixed_bits < kMaskMin) {
    refusals.add(kMaskInvalid, host.name);
  } else if (!network->begins_at_its_address()) {
    refusals.add(kNotANetworkAddress, host.name);
  } else if (is_prohibited(*network)) {
    refusals.add(kProhibited, host.name);
  } else if (!network->single() && port_of(host) != "0") {
    refusals.add(kPortAndMask);
  }
  const std::string& traffic = host.customer_traffic_allowed;
  if (!traffic.empty() &&
      std::ranges::find(scenario::kTrafficTypes, traffic) == scenario::kTrafficTypes.end())
    refusals.add(kTrafficInvalid);
}

void check_duplicates(const std::vector<Host>& hosts, std::string_view list, Refusals& refusals) {
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const bool again = std::any_of(hosts.begin(), hosts.begin() + static_cast<std::ptrdiff_t>(i),
                                   [&](const Host& other) {
                                     return kernel::same_word(other.name, hosts[i].name) &&
                                            port_of(other) == port_of(hosts[i]);
                                   });
    if (again) return refusals.add(kDuplicate, list);
  }
}

std::vector<Host> read_voice_hosts(const xml::Element& list, Refusals& refusals) {
  std::vector<Host> hosts;
  for (const xml::Element element : list.children()) {
    hosts.push_back(read_host(element, refusals));
    check_voice_host(hosts.back(), refusals);
  }
  if (hosts.size() > kHostsMax) refusals.add(kTooManyVoiceHosts);
  check_duplicates(hosts, list.name(), refusals);
  return hosts;
}

/// Networks of one request; equal ones are refused as duplicates, and one address may have several
/// ports.
void check_overlaps(const std::vector<Host>& hosts, Refusals& refusals) {
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const auto network = kernel::parse_network(hosts[i].name);
    for (std::size_t j = 0; network && j < i; ++j) {
      const auto other = kernel::parse_network(hosts[j].name);
      const bool both_single = other && other->single() && network->single();
      if (other && !both_single && hosts[i].name != hosts[j].name && other->overlaps(*network))
        refusals.add(kOverlapsInRequest, hosts[i].name, hosts[j].name);
    }
  }
}

std::vector<Host> read_termination_hosts(const xml::Element& list, Refusals& refusals) {
  std::vector<Host> hosts;
  for (const xml::Element element : list.children()) {
    hosts.push_back(read_host(element, refusals));
    check_termination_host(hosts.back(), refusals);
  }
  if (hosts.size() > kHostsMax)
    refusals.add(kTooManyHosts, std::to_string(hosts.size()), std::to_string(kHostsMax));
  check_duplicates(hosts, list.name(), refusals);
  check_overlaps(hosts, refusals);
  return hosts;
}

/// Termination hosts of all other peers, whoever they belong to, that share an address with this
/// one.
std::vector<const Host*> in_use(const Network& network, const SipPeer& peer,
                                const world::World& world) {
  std::vector<const Host*> hosts;
  for (const auto& [id, other] : world.sites().all_peers()) {
    if (id == peer.id) continue;
    for (const Host& host : other.termination_hosts) {
      const auto taken = kernel::parse_network(host.name);
      if (taken && taken->overlaps(network)) hosts.push_back(&host);
    }
  }
  return hosts;
}

/// Whether messages of anybody come from there.
bool in_use_by_messages(const Network& network, const world::World& world) {
  const auto overlaps = [&](const auto& host) {
    const auto taken = kernel::parse_network(host.name);
    return taken && taken->overlaps(network);
  };
  return std::ranges::any_of(world.sites().all_peers(), [&](const auto& entry) {
    const world::SipPeerSettings& settings = entry.second.settings;
    return (settings.sms && std::ranges::any_of(settings.sms->smpp_hosts, overlaps)) ||
           (settings.mms && std::ranges::any_of(settings.mms->termination_hosts, overlaps));
  });
}

void check_termination_host_is_free(const Host& host, const SipPeer& peer,
                                    const world::World& world, Refusals& refusals) {
  const Network network = kernel::parse_network(host.name).value_or(Network{});
  const std::vector<const Host*> taken = in_use(network, peer, world);
  if (taken.empty()) {
    if (in_use_by_messages(network, world)) refusals.add(kOverlapsOne, host.name);
    return;
  }
  const Host& first = *taken.front();
  if (taken.size() > 1) {
    std::string names;
    for (const Host* each : taken) names += (names.empty() ? "" : ", ") + each->name;
    refusals.add(kOverlapsSeveral, host.name, names);
  } else if (network.single()) {
    refusals.add(kOverlapsOne, host.name);
  } else if (port_of(first) == "0") {
    refusals.add(kHoldsAddress, first.name);
  } else {
    refusals.add(kHoldsAddressAndPort, first.name, first.port);
  }
}

void write_host_list(std::string_view list, std::string_view item, const std::vector<Host>& hosts,
                     xml::Writer& out) {
  if (hosts.empty()) {
    out.empty(list);
    return;
  }
  out.open(list);
  for (const Host& host : hosts) {
    out.open(item).element("HostName", host.name);
    out.element_if("Port", host.port);
    out.element_if("CustomerTrafficAllowed", host.customer_traffic_allowed);
    out.close();
  }
  out.close();
}

}  // namespace

void read_hosts(const xml::Element& document, SipPeer& peer, Refusals& refusals) {
  peer.voice_hosts.clear();
  peer.voice_host_groups.clear();
  peer.termination_hosts.clear();
  if (const auto list = document.child("VoiceHosts"))
    peer.voice_hosts = read_voice_hosts(*list, refusals);
  if (const auto groups = document.child("VoiceHostGroups")) {
    for (const xml::Element group : groups->children())
      peer.voice_host_groups.push_back(read_voice_hosts(group, refusals));
  }
  if (const auto list = document.child("TerminationHosts"))
    peer.termination_hosts = read_termination_hosts(*list, refusals);
  if (!peer.voice_hosts.empty() && !peer.voice_host_groups.empty()) refusals.add(kHostsAndGroups);
  if (peer.voice_host_groups.size() > kGroupsMax) refusals.add(kTooManyGroups);
}

void check_hosts(const SipPeer& peer, const world::World& world, Refusals& refusals) {
  const world::Products& products = world.accounts().find(peer.account)->products;
  const bool voice = !peer.voice_hosts.empty() || !peer.voice_host_groups.empty();
  if (voice && !has_product(products, "Origination")) refusals.add(kNoOrigination);
  const bool terminates = has_product(products, "Termination");
  if (!peer.termination_hosts.empty() && !terminates && !has_product(products, "MESSAGING"))
    refusals.add(kNoTermination);
  if (voice && peer.settings.origination.http())
    refusals.add(kNotForHttpVoice, peer.voice_hosts.empty() ? "VoiceHostGroups" : "VoiceHosts");
  if (!peer.termination_hosts.empty() && peer.settings.termination.http())
    refusals.add(kNotForHttpVoice, "TerminationHosts");
  for (const Host& host : peer.termination_hosts) {
    if (!host.customer_traffic_allowed.empty() && !terminates) refusals.add(kTrafficNotAllowed);
    check_termination_host_is_free(host, peer, world, refusals);
  }
}

void write_hosts(const SipPeer& peer, xml::Writer& out) {
  write_host_list("VoiceHosts", "Host", peer.voice_hosts, out);
  if (peer.voice_host_groups.empty()) {
    out.empty("VoiceHostGroups");
  } else {
    out.open("VoiceHostGroups");
    for (const std::vector<Host>& group : peer.voice_host_groups)
      write_host_list("VoiceHostGroup", "Host", group, out);
    out.close();
  }
  write_host_list("TerminationHosts", "TerminationHost", peer.termination_hosts, out);
}

}  // namespace dashsim::api
