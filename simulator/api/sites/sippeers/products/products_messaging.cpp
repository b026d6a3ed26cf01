// The application that hears of a SIP peer's messages, and the countries that they may go to.
// Reference: sites-sippeers-products.
#include <algorithm>

#include "api/kit/named.hpp"
#include "api/sites/sippeers/products/products.hpp"

namespace dashsim::api {
namespace {

using world::SipPeer;

constexpr std::uint32_t kNoHttpFeature = 12130;
constexpr std::uint32_t kApplicationInvalid = 13628;
constexpr std::uint32_t kNothingOverHttp = 13645;
constexpr std::uint32_t kCountriesUnknown = 13654;
constexpr std::uint32_t kDuplicateCountries = 13657;

constexpr std::string_view kRemove = "REMOVE";

/// Codes of ISO 3166-1, three letters each. Accounts are approved for all of them.
constexpr std::string_view kCountries =
    "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD "
    "BGR BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR "
    "COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH "
    "ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL "
    "GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR "
    "JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR "
    "MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL "
    "NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY "
    "PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP "
    "SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKM TKL TLS TON TTO TUN TUR TUV TWN TZA "
    "UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE";

bool is_country(std::string_view code) {
  return code.size() == 3 && code.find(' ') == std::string_view::npos &&
         kCountries.find(code) != std::string_view::npos;
}

Reply show_application(const SipPeer& peer) {
  return reply(200, "ApplicationsSettingsResponse", [&](xml::Writer& out) {
    out.open("ApplicationsSettings");
    out.element_if("HttpMessagingV2AppId", peer.settings.messaging_application.value);
    out.close();
  });
}

Result<Reply> get_application(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  return show_application(**peer);
}

/// The id that the document asks for; empty: no application any more.
std::string read_application(const Call& call, const world::World& world, const SipPeer& peer,
                             Refusals& refusals) {
  std::string id(call.document().text_at("HttpMessagingV2AppId"));
  if (id == kRemove || call.document().text() == kRemove) return {};
  check_messaging(call, world, refusals);
  if (!account_has(call, world, "HTTPV2"))
    refusals.add(kNoHttpFeature, std::string(call.path("accountId")));
  if (id.empty()) {
    refusals.add(kApplicationInvalid);
    return {};
  }
  check_application(call, world, id, world::kMessagingService, "HttpMessagingV2AppId", refusals);
  if (!peer.settings.messages_over_http()) refusals.add(kNothingOverHttp);
  return id;
}

Result<Reply> change_application(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  Refusals refusals;
  std::string id = read_application(call, world, **peer, refusals);
  if (!refusals.empty()) return refusals;
  (*peer)->settings.messaging_application = {std::move(id)};
  return show_application(**peer);
}

Reply show_settings(const SipPeer& peer) {
  return reply(200, "SipPeerMessagingSettingsResponse", [&](xml::Writer& out) {
    out.open("SipPeerMessagingSettings");
    if (!peer.settings.break_out_countries.empty()) {
      out.open("BreakOutCountries");
      for (const std::string& country : peer.settings.break_out_countries)
        out.element("Country", country);
      out.close();
    }
    out.close();
  });
}

Result<Reply> get_settings(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  return show_settings(**peer);
}

std::vector<std::string> read_countries(const xml::Element& document, Refusals& refusals) {
  std::vector<std::string> countries;
  std::string unknown;
  bool again = false;
  if (const auto list = document.child("BreakOutCountries")) {
    for (const xml::Element element : list->children()) {
      std::string code(element.text());
      if (code.empty()) continue;
      if (!is_country(code)) unknown += (unknown.empty() ? "" : ", ") + code;
      again = again || std::ranges::find(countries, code) != countries.end();
      countries.push_back(std::move(code));
    }
  }
  if (!unknown.empty()) {
    const std::string about[] = {unknown};
    refusals.add(
        {kCountriesUnknown, error_text(kCountriesUnknown, about, "sites-sippeers-products")});
  }
  if (again) refusals.add(kDuplicateCountries);
  return countries;
}

Result<Reply> change_settings(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  Refusals refusals;
  check_messaging(call, world, refusals);
  std::vector<std::string> countries = read_countries(call.document(), refusals);
  if (!refusals.empty()) return refusals;
  (*peer)->settings.break_out_countries = std::move(countries);
  return show_settings(**peer);
}

}  // namespace

// The names of operations stand in one piece, so that a search finds them.
// clang-format off
void products_messaging(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings",
            get_application);
  routes.on("PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings",
            change_application);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/settings",
            get_settings);
  routes.on("PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/settings",
            change_settings);
}
// clang-format on

}  // namespace dashsim::api
