// Hosts that messages come from and go to over SMPP. Reference: sites-sippeers-products.
#include <algorithm>

#include "api/kit/fields.hpp"
#include "api/sites/sippeers/products/products.hpp"
#include "kernel/network.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::SipPeer;
using world::SmppHost;

constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kOverlapsInRequest = 13018;
constexpr std::uint32_t kTooMany = 13508;
constexpr std::uint32_t kThereAlready = 13531;
constexpr std::uint32_t kPortNotAllowed = 13568;
constexpr std::uint32_t kMaskInvalid = 13593;
constexpr std::uint32_t kHostInvalid = 13594;
constexpr std::uint32_t kNotANetworkAddress = 13595;
constexpr std::uint32_t kOfAnotherAccount = 13598;
constexpr std::uint32_t kPriorityInvalid = 13599;
constexpr std::uint32_t kNoSuchHost = 13633;
constexpr std::uint32_t kInUse = 13637;
constexpr std::uint32_t kTooWide = 13674;

constexpr std::size_t kHostsMax = 10;
constexpr std::uint64_t kPriorityMax = 9;
constexpr unsigned kMaskMin = 14;          // for the carrier's staff
constexpr unsigned kMaskMinOfOthers = 20;  // for everybody else
constexpr std::string_view kConnectionTypes[] = {"TRANSCEIVER", "RECEIVER_ONLY",
                                                 "TRANSMITTER_ONLY"};

void check_address(const std::string& name, Refusals& refusals) {
  const auto network = kernel::parse_network(name);
  if (!kernel::parse_network(name.substr(0, name.find('/')))) {
    refusals.add(kHostInvalid, name);
  } else if (!network || network->fixed_bits < kMaskMin) {
    refusals.add(kMaskInvalid, name);
  } else if (!network->begins_at_its_address()) {
    refusals.add(kNotANetworkAddress, name);
  }
}

bool overlap(const std::string& name, const std::string& other) {
  const auto network = kernel::parse_network(name);
  const auto taken = kernel::parse_network(other);
  return network && taken && network->overlaps(*taken);
}

/// Whether calls, or messages of the other kind, of anybody come from there.
bool serves_something_else(const std::string& name, const SipPeer& peer) {
  const auto overlaps = [&](const auto& host) { return overlap(name, host.name); };
  return std::ranges::any_of(peer.termination_hosts, overlaps) ||
         (peer.settings.mms && std::ranges::any_of(peer.settings.mms->termination_hosts, overlaps));
}

void check_use(const std::string& name, const SipPeer& peer, const world::World& world,
               Refusals& refusals) {
  for (const auto& [id, other] : world.sites().all_peers()) {
    if (serves_something_else(name, other)) {
      const std::string about[] = {name};
      return refusals.add({kInUse, error_text(kInUse, about, "sites-sippeers-products")});
    }
    if (other.account == peer.account || !other.settings.sms) continue;
    for (const SmppHost& host : other.settings.sms->smpp_hosts) {
      if (overlap(name, host.name)) return refusals.add(kOfAnotherAccount, name);
    }
  }
}

bool was_there(const SmppHost& host, const std::vector<SmppHost>& known) {
  return std::ranges::any_of(
      known, [&](const SmppHost& other) { return other.id == host.id && other.name == host.name; });
}

/// A host that is there already goes by its id.
void check_identity(const SmppHost& host, const std::vector<SmppHost>& known, Refusals& refusals) {
  if (host.id != 0) {
    if (std::ranges::find(known, host.id, &SmppHost::id) == known.end())
      refusals.add(kNoSuchHost, std::to_string(host.id));
  } else if (std::ranges::find(known, host.name, &SmppHost::name) != known.end()) {
    refusals.add(kThereAlready, host.name);
  }
}

}  // namespace

SmppHost read_smpp_host(const xml::Element& element, Refusals& refusals) {
  SmppHost host;
  host.name = element.text_at("HostName");
  if (host.name.empty()) {
    refusals.add(kRequired, "HostName");
  } else {
    check_address(host.name, refusals);
  }
  if (!element.text_at("Port").empty()) refusals.add(kPortNotAllowed);
  const std::string_view id = element.text_at("HostId");
  host.id = kernel::parse_whole(id).value_or(0);
  if (!id.empty() && host.id == 0) refusals.add(kNoSuchHost, std::string(id));
  if (const auto priority = element.text_at("Priority"); !priority.empty()) {
    host.priority = kernel::parse_whole(priority).value_or(kPriorityMax + 1);
    if (host.priority > kPriorityMax) refusals.add(kPriorityInvalid);
  }
  const std::string_view type = element.text_at("ConnectionType");
  host.connection_type = type.empty() ? kConnectionTypes[0] : type;
  if (std::ranges::find(kConnectionTypes, host.connection_type) == std::end(kConnectionTypes))
    refusals.add(invalid_value(type));
  return host;
}

void check_smpp_hosts(const std::vector<SmppHost>& hosts, const std::vector<SmppHost>& known,
                      const SipPeer& peer, const world::World& world, Refusals& refusals) {
  if (hosts.size() > kHostsMax) refusals.add(kTooMany);
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const SmppHost& host = hosts[i];
    check_identity(host, known, refusals);
    const bool again =
        std::any_of(hosts.begin(), hosts.begin() + static_cast<std::ptrdiff_t>(i),
                    [&](const SmppHost& other) { return overlap(host.name, other.name); });
    if (again) refusals.add(kOverlapsInRequest, host.name);
    if (!was_there(host, known)) check_use(host.name, peer, world, refusals);
  }
  if (!refusals.empty()) return;
  const bool too_wide = std::ranges::any_of(hosts, [](const SmppHost& host) {
    return kernel::parse_network(host.name)->fixed_bits < kMaskMinOfOthers;
  });
  if (too_wide) refusals = refuse(403, kTooWide, "/" + std::to_string(kMaskMinOfOthers));
}

void write_smpp_host(std::string_view element, const SmppHost& host, xml::Writer& out) {
  out.open(element);
  out.element("HostName", host.name);
  out.element("HostId", host.id);
  out.element("Priority", host.priority);
  out.element("ConnectionType", host.connection_type);
  out.close();
}

}  // namespace dashsim::api
