// Multimedia messages of a SIP peer: over MM4 between hosts, or over HTTP.
// Reference: sites-sippeers-products.
#include <algorithm>

#include "api/kit/fields.hpp"
#include "api/kit/named.hpp"
#include "api/sites/sippeers/products/products.hpp"
#include "kernel/network.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Mm4Host;
using world::MmsFeature;
using world::SipPeer;

constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kPeerUnknown = 12771;
constexpr std::uint32_t kOverlapsInRequest = 13017;
constexpr std::uint32_t kPortInvalid = 13543;
constexpr std::uint32_t kPriorityInvalid = 13599;
constexpr std::uint32_t kSeveralProtocols = 13606;
constexpr std::uint32_t kConflict = 13608;
constexpr std::uint32_t kHostInUse = 13617;
constexpr std::uint32_t kNoSuchHost = 13618;
constexpr std::uint32_t kOriginatorThere = 13619;
constexpr std::uint32_t kNoOriginator = 13620;
constexpr std::uint32_t kHostInvalid = 13621;
constexpr std::uint32_t kNoSms = 13623;
constexpr std::uint32_t kTooManyOrigination = 13631;
constexpr std::uint32_t kTooManyTermination = 13632;
constexpr std::uint32_t kOfAnotherAccount = 13634;
constexpr std::uint32_t kAddressWithTls = 13635;

constexpr std::string_view kResponse = "MmsFeatureResponse";
constexpr std::string_view kMm4 = "MM4";
constexpr std::string_view kHttp = "HTTP";
constexpr std::string_view kTls[] = {"OFF", "ON"};
constexpr std::size_t kHostsMax = 128;
constexpr std::uint64_t kPriorityMax = 9;
constexpr std::uint64_t kPortMax = 65535;

/// The text of an element that the reference's samples write with a small and with a great letter.
std::string_view text_of(const std::optional<xml::Element>& element, std::string_view name,
                         std::string_view other_name) {
  if (!element) return {};
  const std::string_view text = element->text_at(name);
  return text.empty() ? element->text_at(other_name) : text;
}

bool is_address(const std::string& name) {
  return name.find('/') == std::string::npos && kernel::parse_network(name);
}

/// A list of hosts in a request and in answers.
struct HostList {
  std::string_view path, outer, list, item;
  std::vector<Mm4Host> MmsFeature::*hosts;
  std::uint32_t too_many;
};
constexpr HostList kTermination{
    "MmsMM4TermHosts/TermHosts",    "MmsMM4TermHosts",  "TermHosts", "TermHost",
    &MmsFeature::termination_hosts, kTooManyTermination};
constexpr HostList kOrigination{
    "MmsMM4OrigHosts/OrigHosts",    "MmsMM4OrigHosts",  "OrigHosts", "OrigHost",
    &MmsFeature::origination_hosts, kTooManyOrigination};

class Reading {
 public:
  Reading(const Call& call, const SipPeer& peer, const world::World& world, Refusals& refusals)
      : call_(call), peer_(peer), world_(world), refusals_(refusals) {}

  MmsFeature read() {
    check_messaging(call_, world_, refusals_);
    check_feature(call_, world_, "MMS", refusals_);
    if (!peer_.settings.sms) refusals_.add(kNoSms);
    read_protocol();
    const auto mm4 = call_.document().at("Protocols/MM4");
    const auto http = call_.document().at("Protocols/HTTP");
    if (mm4 && http) {
      refusals_.add(kSeveralProtocols);
    } else if ((mm4 && mms_.protocol == kHttp) || (http && mms_.protocol == kMm4)) {
      refusals_.add(kConflict);
    } else if (mms_.protocol == kMm4) {
      read_mm4(mm4);
    } else if (http) {
      read_http(*http);
    }
    return std::move(mms_);
  }

 private:
  void read_protocol() {
    const auto settings = call_.document().child("MmsSettings");
    const std::string_view text = text_of(settings, "Protocol", "protocol");
    mms_.protocol = kernel::upper_case(text);
    if (text.empty()) {
      refusals_.add(kRequired, "Protocol");
    } else if (mms_.protocol != kMm4 && mms_.protocol != kHttp) {
      refusals_.add(invalid_value(text));
    }
  }

  void read_http(const xml::Element& http) {
    mms_.proxy_peer = text_of(http.child("HttpSettings"), "proxyPeerId", "ProxyPeerId");
    if (!mms_.proxy_peer.empty() && !kernel::all_digits(mms_.proxy_peer))
      refusals_.add(kPeerUnknown, mms_.proxy_peer);
  }

  void read_mm4(const std::optional<xml::Element>& mm4) {
    const std::string_view tls = mm4 ? mm4->text_at("Tls") : std::string_view{};
    mms_.tls = tls.empty() ? kTls[0] : tls;
    if (std::ranges::find(kTls, mms_.tls) == std::end(kTls)) refusals_.add(invalid_value(tls));
    if (!mm4) return;
    read_hosts(*mm4, kTermination);
    read_hosts(*mm4, kOrigination);
    for (std::size_t i = 0; i < mms_.termination_hosts.size(); ++i) check_termination_host(i);
  }

  void read_hosts(const xml::Element& mm4, const HostList& list) {
    const auto elements = mm4.at(list.path);
    if (!elements) return;
    std::vector<Mm4Host>& hosts = mms_.*list.hosts;
    for (const xml::Element element : elements->children())
      hosts.push_back(read_host(element, list));
    if (hosts.size() > kHostsMax) refusals_.add(list.too_many);
    number(hosts, list);
  }

  Mm4Host read_host(const xml::Element& element, const HostList& list) {
    Mm4Host host;
    host.name = element.text_at("HostName");
    host.port = element.text_at("Port");
    const bool address = is_address(host.name);
    if (!address && !kernel::is_domain_name(host.name)) {
      refusals_.add(kHostInvalid, host.name);
    } else if (address && mms_.tls == "ON" && &list == &kOrigination) {
      refusals_.add(kAddressWithTls, host.name);
    }
    if (!host.port.empty() && kernel::parse_whole(host.port).value_or(kPortMax + 1) > kPortMax)
      refusals_.add(kPortInvalid, host.port);
    if (const auto text = element.text_at("Priority"); !text.empty()) {
      host.priority = kernel::parse_whole(text).value_or(kPriorityMax + 1);
      if (host.priority > kPriorityMax) refusals_.add(kPriorityInvalid);
    }
    read_id(element, list, host);
    return host;
  }

  /// Hosts that were there before may be named by their ids.
  void read_id(const xml::Element& element, const HostList& list, Mm4Host& host) {
    const std::string_view text = element.text_at("HostId");
    if (text.empty()) return;
    host.id = kernel::parse_whole(text).value_or(0);
    const bool known = peer_.settings.mms &&
                       std::ranges::find((*peer_.settings.mms).*list.hosts, host.id,
                                         &Mm4Host::id) != ((*peer_.settings.mms).*list.hosts).end();
    if (!known)
      refusals_.add(kNoSuchHost, std::string(text), std::string(call_.path("accountId")),
                    std::string(call_.path("sippeerId")));
  }

  /// Hosts of a peer count from 1, each list by itself.
  void number(std::vector<Mm4Host>& hosts, const HostList& list) {
    std::uint64_t last = 0;
    if (peer_.settings.mms) {
      for (const Mm4Host& host : (*peer_.settings.mms).*list.hosts) last = std::max(last, host.id);
    }
    for (Mm4Host& host : hosts) {
      if (host.id == 0) host.id = ++last;
    }
  }

  /// Messages that come from there must be nobody else's.
  void check_termination_host(std::size_t index) {
    const std::string& name = mms_.termination_hosts[index].name;
    const auto same = [&](const Mm4Host& other) { return kernel::same_word(other.name, name); };
    const auto begin = mms_.termination_hosts.begin();
    if (std::any_of(begin, begin + static_cast<std::ptrdiff_t>(index), same))
      return refusals_.add(kOverlapsInRequest, name);
    for (const auto& [id, other] : world_.sites().all_peers()) {
      if (id == peer_.id || !other.settings.mms) continue;
      if (!std::ranges::any_of(other.settings.mms->termination_hosts, same)) continue;
      if (other.account != peer_.account) return refusals_.add(kOfAnotherAccount, name);
      return refusals_.add(kHostInUse, name, std::to_string(other.account.value),
                           std::to_string(other.id.value));
    }
  }

  const Call& call_;
  const SipPeer& peer_;
  const world::World& world_;
  Refusals& refusals_;
  MmsFeature mms_;
};

void write_hosts(const MmsFeature& mms, const HostList& list, xml::Writer& out) {
  const bool origination = &list == &kOrigination;
  out.open(list.outer).open(list.list);
  for (const Mm4Host& host : mms.*list.hosts) {
    out.open(list.item);
    // The reference's samples have the two in different order.
    if (!origination) out.element("HostId", host.id);
    out.element("HostName", host.name);
    if (origination) {
      out.element_if("Port", host.port);
      out.element("HostId", host.id);
      out.element("Priority", host.priority);
    }
    out.close();
  }
  out.close().close();
}

void write_mms(const MmsFeature& mms, xml::Writer& out) {
  const bool mm4 = mms.protocol == kMm4;
  out.open("MmsFeature");
  out.open("MmsSettings").element(mm4 ? "Protocol" : "protocol", mms.protocol).close();
  out.open("Protocols").open(mm4 ? kMm4 : kHttp);
  if (mm4) {
    out.element("Tls", mms.tls);
    write_hosts(mms, kTermination, out);
    write_hosts(mms, kOrigination, out);
  } else {
    out.open("HttpSettings").element_if("proxyPeerId", mms.proxy_peer).close();
  }
  out.close().close().close();
}

Reply show(int status, const MmsFeature& mms) {
  return reply(status, kResponse, [&](xml::Writer& out) { write_mms(mms, out); });
}

/// Code 13619 or 13620, about the peer of the call.
Refusals originator(int status, std::uint32_t code, const Call& call) {
  return refuse(status, code, std::string(call.path("accountId")),
                std::string(call.path("sippeerId")));
}

/// Reads the feature and takes the place of the one that is there.
Refusals set(const Call& call, world::World& world, SipPeer& peer) {
  Refusals refusals;
  MmsFeature mms = Reading(call, peer, world, refusals).read();
  if (!refusals.empty()) return refusals;
  peer.settings.mms = std::move(mms);
  peer.settings.drop_application_without_http();
  return refusals;
}

Result<MmsFeature*> named_mms(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  if (!(*peer)->settings.mms) return no_such_resource();
  return &*(*peer)->settings.mms;
}

Result<Reply> get_mms(const Call& call, world::World& world) {
  const Result<MmsFeature*> mms = named_mms(call, world);
  if (!mms) return mms.error();
  return show(200, **mms);
}

Result<Reply> create_mms(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  const auto& known = (*peer)->settings.mms;
  if (known && known->protocol == kMm4) return originator(400, kOriginatorThere, call);
  Refusals refusals = set(call, world, **peer);
  if (!refusals.empty()) return refusals;
  return show(201, *(*peer)->settings.mms);
}

Result<Reply> change_mms(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  if (!(*peer)->settings.mms) return originator(404, kNoOriginator, call);
  Refusals refusals = set(call, world, **peer);
  if (!refusals.empty()) return refusals;
  return empty_reply(200);
}

Result<Reply> delete_mms(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer || !(*peer)->settings.mms) return empty_reply(404);  // the reference shows no body
  (*peer)->settings.mms.reset();
  (*peer)->settings.drop_application_without_http();
  return empty_reply(200);
}

Result<Reply> get_settings(const Call& call, world::World& world) {
  const Result<MmsFeature*> mms = named_mms(call, world);
  if (!mms) return mms.error();
  return reply(200, "MmsFeatureMmsSettingsResponse", [&](xml::Writer& out) {
    out.open("MmsSettings").element("Protocol", (*mms)->protocol).close();
  });
}

}  // namespace

// The names of operations stand in one piece, so that a search finds them.
// clang-format off
void products_mms(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms",
            get_mms);
  routes.on("POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms",
            create_mms);
  routes.on("PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms",
            change_mms);
  routes.on("DELETE /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms",
            delete_mms);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms/settings",
            get_settings);
}
// clang-format on

}  // namespace dashsim::api
