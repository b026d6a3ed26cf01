#include "api/kit/host_lists.hpp"

#include <algorithm>

#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using scenario::Host;
using world::SipPeer;
using world::World;

constexpr std::uint32_t kTypeInvalid = 15505;
constexpr std::string_view kTypes[] = {"SMS", "TERMINATION", "ORIGINATION"};

/// Hosts of a SIP peer that the query asks for.
struct FoundHosts {
  std::vector<Host> sms, voice, termination;
  bool empty() const { return sms.empty() && voice.empty() && termination.empty(); }
};

FoundHosts find_hosts(const SipPeer& peer, std::string_view type, std::string_view name) {
  const auto keep = [&](const std::vector<Host>& hosts, std::string_view of_type) {
    std::vector<Host> kept;
    if (!type.empty() && !kernel::same_word(type, of_type)) return kept;
    std::ranges::copy_if(hosts, std::back_inserter(kept),
                         [&](const Host& host) { return name.empty() || host.name == name; });
    return kept;
  };
  std::vector<Host> smpp_hosts;
  if (peer.settings.sms) {
    for (const world::SmppHost& host : peer.settings.sms->smpp_hosts)
      smpp_hosts.push_back({host.name, {}, {}, {}});
  }
  return {keep(smpp_hosts, "SMS"), keep(peer.all_voice_hosts(), "ORIGINATION"),
          keep(peer.termination_hosts, "TERMINATION")};
}

void write_hosts(std::string_view list, const std::vector<Host>& hosts, xml::Writer& out) {
  out.open(list);
  for (const Host& host : hosts) {
    out.open("Host").element("HostName", host.name);
    out.element_if("Port", host.port);
    out.element_if("CustomerTrafficAllowed", host.customer_traffic_allowed).close();
  }
  out.close();
}

void write_site(const World& world, world::SiteId site, std::string_view type,
                std::string_view name, xml::Writer& out) {
  out.open("SiteHost").element("SiteId", site.value).open("SipPeerHosts");
  for (const SipPeer* peer : world.sites().of_site(site)) {
    const FoundHosts found = find_hosts(*peer, type, name);
    if (found.empty()) continue;
    out.open("SipPeerHost").element("SipPeerId", peer->id.value);
    write_hosts("SmsHosts", found.sms, out);
    write_hosts("VoiceHosts", found.voice, out);
    write_hosts("TerminationHosts", found.termination, out);
    out.close();
  }
  out.close().close();
}

bool has_hosts(const World& world, world::SiteId site, std::string_view type,
               std::string_view name) {
  return std::ranges::any_of(world.sites().of_site(site), [&](const SipPeer* peer) {
    return !find_hosts(*peer, type, name).empty();
  });
}

}  // namespace

Result<Reply> list_hosts(const Call& call, const World& world,
                         const std::vector<const world::Site*>& sites) {
  const std::string_view type = call.query("type");
  const bool known = std::ranges::any_of(
      kTypes, [&](std::string_view each) { return kernel::same_word(each, type); });
  if (!type.empty() && !known) return refuse(400, kTypeInvalid, std::string(type));
  return reply(200, "SiteHostsResponse", [&](xml::Writer& out) {
    out.open("SiteHosts");
    for (const world::Site* site : sites) {
      if (has_hosts(world, site->id, type, call.query("host")))
        write_site(world, site->id, type, call.query("host"), out);
    }
    out.close();
  });
}

}  // namespace dashsim::api
