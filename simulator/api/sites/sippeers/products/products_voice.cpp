// Voice of a SIP peer, from the customer's numbers and to them: by SIP, or told to an application.
// Reference: sites-sippeers-products.
#include "api/kit/named.hpp"
#include "api/sites/sippeers/products/products.hpp"

namespace dashsim::api {
namespace {

using world::has_feature;
using world::has_product;
using world::SipPeer;
using world::SipPeerSettings;
using world::VoiceSettings;

constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kNoTermination = 12028;
constexpr std::uint32_t kNoOrigination = 12030;
constexpr std::uint32_t kNoHttpSettings = 13609;
constexpr std::uint32_t kProtocolUnknown = 13647;
constexpr std::uint32_t kHttpSettingsForSip = 13649;
constexpr std::uint32_t kNoVoiceApplications = 13650;
constexpr std::uint32_t kNoHttpFeature = 13651;

/// What the two directions have of their own.
struct Direction {
  std::string_view element, response;
  std::string_view product, http_feature;
  std::uint32_t no_product;
  VoiceSettings SipPeerSettings::*settings;
};
constexpr Direction kOrigination{.element = "SipPeerOriginationSettings",
                                 .response = "SipPeerOriginationSettingsResponse",
                                 .product = "Origination",
                                 .http_feature = "OrigHttpVoice",
                                 .no_product = kNoOrigination,
                                 .settings = &SipPeerSettings::origination};
constexpr Direction kTermination{.element = "SipPeerTerminationSettings",
                                 .response = "SipPeerTerminationSettingsResponse",
                                 .product = "Termination",
                                 .http_feature = "TermHttpVoice",
                                 .no_product = kNoTermination,
                                 .settings = &SipPeerSettings::termination};

Reply show(int status, const Direction& direction, const SipPeer& peer) {
  const VoiceSettings& settings = peer.settings.*direction.settings;
  return reply(status, direction.response, [&](xml::Writer& out) {
    out.open(direction.element);
    out.element("VoiceProtocol", settings.protocol);
    if (!settings.application.value.empty())
      out.open("HttpSettings").element("HttpVoiceV2AppId", settings.application.value).close();
    out.close();
  });
}

void check_http(const Call& call, const world::World& world, const Direction& direction,
                const std::string& application, Refusals& refusals) {
  const std::string account(call.path("accountId"));
  const world::Products& products = world.accounts().find(call.account())->products;
  if (!has_feature(products, direction.http_feature)) {
    if (application.empty()) return refusals.add(kNoHttpSettings);
    return refusals.add(kNoHttpFeature, account, std::string(direction.http_feature));
  }
  if (world.applications().count(call.account(), world::kVoiceService) == 0)
    return refusals.add(kNoVoiceApplications, account);
  if (!application.empty())
    check_application(call, world, application, world::kVoiceService, "HttpVoiceV2AppId", refusals);
}

VoiceSettings read_settings(const Call& call, const world::World& world, const Direction& direction,
                            Refusals& refusals) {
  const xml::Element document = call.document();
  VoiceSettings settings;
  settings.protocol = document.text_at("VoiceProtocol");
  settings.application = {std::string(document.text_at("HttpSettings/HttpVoiceV2AppId"))};
  if (!has_product(world.accounts().find(call.account())->products, direction.product))
    refusals.add(direction.no_product);
  if (settings.protocol.empty()) {
    refusals.add(kRequired, "VoiceProtocol");
  } else if (settings.http()) {
    check_http(call, world, direction, settings.application.value, refusals);
  } else if (settings.protocol != "SIP") {
    refusals.add(kProtocolUnknown, settings.protocol);
  } else if (!settings.application.value.empty()) {
    refusals.add(kHttpSettingsForSip);
  }
  return settings;
}

/// The changed peer, or why it stays as it is.
Result<const SipPeer*> set(const Call& call, world::World& world, const Direction& direction) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  Refusals refusals;
  VoiceSettings settings = read_settings(call, world, direction, refusals);
  if (!refusals.empty()) return refusals;
  VoiceSettings& current = (*peer)->settings.*direction.settings;
  if (settings.http() && !current.http()) {
    // Calls that go to a program need no hosts.
    (*peer)->voice_hosts.clear();
    (*peer)->voice_host_groups.clear();
    (*peer)->termination_hosts.clear();
  }
  current = std::move(settings);
  return *peer;
}

Handler get_settings(const Direction& direction) {
  return {[&direction](const Call& call, world::World& world) -> Result<Reply> {
    const Result<SipPeer*> peer = named_peer(call, world, 404);
    if (!peer) return peer.error();
    return show(200, direction, **peer);
  }};
}

Handler create_settings(const Direction& direction) {
  return {[&direction](const Call& call, world::World& world) -> Result<Reply> {
    const Result<const SipPeer*> peer = set(call, world, direction);
    if (!peer) return peer.error();
    return show(201, direction, **peer);
  }};
}

Handler change_settings(const Direction& direction) {
  return {[&direction](const Call& call, world::World& world) -> Result<Reply> {
    const Result<const SipPeer*> peer = set(call, world, direction);
    if (!peer) return peer.error();
    return empty_reply(200);
  }};
}

}  // namespace

// The names of operations stand in one piece, so that a search finds them.
// clang-format off
void products_voice(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings",
            get_settings(kOrigination));
  routes.on("POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings",
            create_settings(kOrigination));
  routes.on("PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings",
            change_settings(kOrigination));
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/termination/settings",
            get_settings(kTermination));
  routes.on("POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/termination/settings",
            create_settings(kTermination));
  routes.on("PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/termination/settings",
            change_settings(kTermination));
}
// clang-format on

}  // namespace dashsim::api
