// Short messages of a SIP peer. Reference: sites-sippeers-products.
#include <algorithm>

#include "api/kit/fields.hpp"
#include "api/kit/named.hpp"
#include "api/sites/sippeers/products/products.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::has_feature;
using world::SipPeer;
using world::SmppHost;
using world::SmsFeature;

constexpr std::uint32_t kPeerUnknown = 12771;
constexpr std::uint32_t kCampaignInvalid = 12822;
constexpr std::uint32_t kProtocolUnknown = 13567;
constexpr std::uint32_t kNoSmsOnAccount = 13607;
constexpr std::uint32_t kNoHttpOnAccount = 13609;
constexpr std::uint32_t kOtherProtocol = 13610;
constexpr std::uint32_t kNoSmppHostsHere = 13612;
constexpr std::uint32_t kHasMms = 13624;
constexpr std::uint32_t kLongCodeInvalid = 13636;
constexpr std::uint32_t kCampaignNotAllowed = 13637;
constexpr std::uint32_t kCampaignRequired = 13638;
constexpr std::uint32_t kClassRequired = 13641;
constexpr std::uint32_t kClassNotAllowed = 13642;
constexpr std::uint32_t kTollFreeOverrides = 13672;
constexpr std::uint32_t kNumbersHaveMessaging = 13673;
constexpr std::uint32_t kNoSms = 13678;

constexpr std::string_view kResponse = "SipPeerSmsFeatureResponse";
constexpr std::string_view kSettings = "SipPeerSmsFeatureSettings";
constexpr std::string_view kProtocols[] = {"SIP", "SMPP", "HTTP"};
constexpr std::string_view kLongCodes[] = {"ON", "OFF", "DefaultOn", "DefaultOff"};
constexpr std::string_view kZones[] = {"Zone1", "Zone2", "Zone3", "Zone4", "Zone5"};
constexpr std::size_t kCampaignMax = 64;

constexpr Field kFields[] = {
    flag("TollFree"), flag("ShortCode"), word("A2pLongCode", kLongCodes, kLongCodeInvalid),
    flag("Zone1"),    flag("Zone2"),     flag("Zone3"),
    flag("Zone4"),    flag("Zone5"),     text("A2pCampaignId", kCampaignMax, kCampaignInvalid),
};

/// Whether messages of applications to persons may go out from ten-digit numbers.
bool long_code_possible(const SmsFeature& sms) {
  return !sms.a2p_long_code.empty() && sms.a2p_long_code != "OFF";
}

/// They do so unless a number says otherwise, and then they need a class and a campaign.
bool long_code_enabled(const SmsFeature& sms) {
  return sms.a2p_long_code == "ON" || sms.a2p_long_code == "DefaultOn";
}

class Reading {
 public:
  Reading(const Call& call, const world::World& world, Refusals& refusals)
      : call_(call), world_(world), refusals_(refusals) {}

  SmsFeature read() {
    check_account();
    if (const auto settings = call_.document().child(kSettings)) {
      check_fields(*settings, kFields, refusals_);
      read_settings(*settings);
    }
    read_protocol();
    check_a2p();
    read_hosts();
    sms_.proxy_peer = call_.document().text_at("HttpSettings/ProxyPeerId");
    if (!sms_.proxy_peer.empty() && !kernel::all_digits(sms_.proxy_peer))
      refusals_.add(kPeerUnknown, sms_.proxy_peer);
    return std::move(sms_);
  }

 private:
  void check_account() {
    check_messaging(call_, world_, refusals_);
    if (!account_has(call_, world_, "SMS")) refusals_.add(kNoSmsOnAccount);
  }

  void read_settings(const xml::Element& settings) {
    sms_.toll_free = flag_at(settings, "TollFree");
    sms_.short_code = flag_at(settings, "ShortCode");
    sms_.a2p_long_code = settings.text_at("A2pLongCode");
    sms_.a2p_message_class = settings.text_at("A2pMessageClass");
    sms_.a2p_campaign = settings.text_at("A2pCampaignId");
    for (std::size_t i = 0; i < sms_.zones.size(); ++i)
      sms_.zones[i] = flag_at(settings, kZones[i]);
    if (sms_.toll_free) check_feature(call_, world_, "TollFree", refusals_);
    if (sms_.short_code) check_feature(call_, world_, "ShortCode", refusals_);
    if (long_code_possible(sms_)) check_feature(call_, world_, "A2pLongCode", refusals_);
    sms_.protocol = kernel::upper_case(settings.text_at("Protocol"));
  }

  void read_protocol() {
    if (std::ranges::find(kProtocols, sms_.protocol) == std::end(kProtocols))
      return refusals_.add(kProtocolUnknown, sms_.protocol);
    const world::Products& products = world_.accounts().find(call_.account())->products;
    const bool http = has_feature(products, "HTTP") || has_feature(products, "HTTPV2");
    if (sms_.protocol == "HTTP" && !http) refusals_.add(kNoHttpOnAccount);
  }

  /// Clients set up toll-free messaging without any campaign, so it is the long codes that ask for
  /// one.
  void check_a2p() {
    const bool enabled = long_code_enabled(sms_);
    const bool possible = long_code_possible(sms_);
    if (sms_.a2p_campaign.empty()) {
      if (enabled) refusals_.add(kCampaignRequired);
    } else if (!possible && !sms_.toll_free && !sms_.short_code) {
      refusals_.add(kCampaignNotAllowed);
    }
    if (enabled && sms_.a2p_message_class.empty()) refusals_.add(kClassRequired);
    if (!possible && !sms_.a2p_message_class.empty()) refusals_.add(kClassNotAllowed);
  }

  void read_hosts() {
    const auto hosts = call_.document().child("SmppHosts");
    if (!hosts || !hosts->has_children()) return;
    if (sms_.protocol != "SMPP") return refusals_.add(kNoSmppHostsHere, sms_.protocol);
    for (const xml::Element host : hosts->children())
      sms_.smpp_hosts.push_back(read_smpp_host(host, refusals_));
  }

  const Call& call_;
  const world::World& world_;
  Refusals& refusals_;
  SmsFeature sms_;
};

void write_sms(const SmsFeature& sms, xml::Writer& out) {
  out.open("SipPeerSmsFeature").open(kSettings);
  out.element("TollFree", sms.toll_free);
  out.element("ShortCode", sms.short_code);
  out.element_if("A2pLongCode", sms.a2p_long_code);
  out.element_if("A2pMessageClass", sms.a2p_message_class);
  out.element_if("A2pCampaignId", sms.a2p_campaign);
  out.element("Protocol", sms.protocol);
  for (std::size_t i = 0; i < sms.zones.size(); ++i) out.element(kZones[i], sms.zones[i]);
  out.close();
  if (sms.protocol == "SMPP") {
    out.open("SmppHosts");
    for (const SmppHost& host : sms.smpp_hosts) write_smpp_host("SmppHost", host, out);
    out.close();
  }
  if (!sms.proxy_peer.empty())
    out.open("HttpSettings").element("ProxyPeerId", sms.proxy_peer).close();
  out.close();
}

/// Numbers of the peer whose messages go other ways than the peer's.
std::vector<world::Tn> numbers_with_overrides(const SipPeer& peer, const world::World& world) {
  std::vector<world::Tn> numbers;
  for (const world::Tn tn : world.numbers().in_service(peer.id)) {
    const world::TnFeatures* features = world.numbers().find_features(tn);
    if (features != nullptr && !features->options.a2p_action.empty()) numbers.push_back(tn);
  }
  return numbers;
}

void check_change(const SipPeer& peer, const SmsFeature& sms, const world::World& world,
                  Refusals& refusals) {
  if (!peer.settings.sms->toll_free || sms.toll_free) return;
  if (std::ranges::any_of(numbers_with_overrides(peer, world), &world::Tn::is_toll_free))
    refusals.add(kTollFreeOverrides);
}

Reply show(int status, const SmsFeature& sms) {
  return reply(status, kResponse, [&](xml::Writer& out) { write_sms(sms, out); });
}

Reply store(SipPeer& peer, SmsFeature sms, world::World& world, int status) {
  for (SmppHost& host : sms.smpp_hosts) {
    if (host.id == 0) host.id = world.new_smpp_host_id();
  }
  // What the peer says without reserve goes for all its numbers.
  if (sms.a2p_long_code == "ON" || sms.a2p_long_code == "OFF") {
    for (const world::Tn tn : numbers_with_overrides(peer, world)) {
      world::TnOptions& options = world.numbers().features(tn).options;
      options.a2p_action.clear();
      options.a2p_message_class.clear();
      options.a2p_campaign.clear();
    }
  }
  peer.settings.sms = std::move(sms);
  peer.settings.drop_application_without_http();
  return show(status, *peer.settings.sms);
}

/// Reads the feature, checks it against the one that is there, and takes its place.
Result<Reply> set(const Call& call, world::World& world, SipPeer& peer, int status) {
  Refusals refusals;
  SmsFeature sms = Reading(call, world, refusals).read();
  const auto& known = peer.settings.sms;
  if (known) check_change(peer, sms, world, refusals);
  if (refusals.empty())
    check_smpp_hosts(sms.smpp_hosts, known ? known->smpp_hosts : std::vector<SmppHost>{}, peer,
                     world, refusals);
  if (refusals.empty() && known && status == 201 && known->protocol != sms.protocol)
    refusals.add(kOtherProtocol, sms.protocol);
  if (!refusals.empty()) return refusals;
  return store(peer, std::move(sms), world, status);
}

Result<Reply> get_sms(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  if (!(*peer)->settings.sms) return refuse(404, kNoSms);
  return show(200, *(*peer)->settings.sms);
}

Result<Reply> create_sms(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  return set(call, world, **peer, 201);
}

Result<Reply> change_sms(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  if (!(*peer)->settings.sms) return refuse(404, kNoSms);
  return set(call, world, **peer, 200);
}

Result<Reply> delete_sms(const Call& call, world::World& world) {
  const Result<SipPeer*> found = named_peer(call, world, 404);
  if (!found || !(*found)->settings.sms) return empty_reply(404);  // the reference shows no body
  SipPeer& peer = **found;
  if (peer.settings.mms) return refuse(400, kHasMms);
  const auto has_messaging = [&](world::Tn tn) { return world.numbers().find(tn)->sms_enabled; };
  if (std::ranges::any_of(world.numbers().in_service(peer.id), has_messaging))
    return refuse(400, kNumbersHaveMessaging);
  peer.settings.sms.reset();
  peer.settings.drop_application_without_http();
  return empty_reply(200);
}

/// The SMS feature whose hosts are asked about.
Result<SmsFeature*> named_sms(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  if (!(*peer)->settings.sms) return refuse(400, kNoSms);
  return &*(*peer)->settings.sms;
}

Result<Reply> list_hosts(const Call& call, world::World& world) {
  const Result<SmsFeature*> sms = named_sms(call, world);
  if (!sms) return sms.error();
  return reply(200, "SmsSmppHostsResponse", [&](xml::Writer& out) {
    out.open("SmsHosts");
    for (const SmppHost& host : (*sms)->smpp_hosts) write_smpp_host("SmsHost", host, out);
    out.close();
  });
}

Result<Reply> add_host(const Call& call, world::World& world) {
  const Result<SmsFeature*> sms = named_sms(call, world);
  if (!sms) return sms.error();
  if ((*sms)->protocol != "SMPP") return refuse(400, kNoSmppHostsHere, (*sms)->protocol);
  Refusals refusals;
  SmppHost host = read_smpp_host(call.document(), refusals);
  host.id = 0;  // a new host gets an id, whatever was sent
  // Hosts that are there go by their ids; the new one must not overlap them.
  std::vector<SmppHost> hosts = (*sms)->smpp_hosts;
  hosts.push_back(host);
  if (refusals.empty())
    check_smpp_hosts(hosts, (*sms)->smpp_hosts, **named_peer(call, world, 404), world, refusals);
  if (!refusals.empty()) return refusals;
  host.id = world.new_smpp_host_id();
  (*sms)->smpp_hosts.push_back(host);
  return reply(201, "SmsSmppHostResponse",
               [&](xml::Writer& out) { write_smpp_host("SmsHost", host, out); });
}

}  // namespace

// The names of operations stand in one piece, so that a search finds them.
// clang-format off
void products_sms(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
            get_sms);
  routes.on("POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
            create_sms);
  routes.on("PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
            change_sms);
  routes.on("DELETE /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
            delete_sms);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms/smpp/hosts",
            list_hosts);
  routes.on("POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms/smpp/hosts",
            add_host);
}
// clang-format on

}  // namespace dashsim::api
