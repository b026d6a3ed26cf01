// Telephone numbers of a SIP peer: lists, settings, moving. Reference: sites-sippeers (tns,
// totaltns, movetns).
#include <algorithm>
#include <set>

#include "api/kit/fields.hpp"
#include "api/kit/listing.hpp"
#include "api/kit/named.hpp"
#include "api/sites/sippeers/sippeers.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::SipPeer;
using world::Tn;
using world::TnRecord;

constexpr std::uint32_t kTooManyTns = 5095;
constexpr std::uint32_t kAttributeInvalid = 5102;
constexpr std::uint32_t kTnRequired = 13505;
constexpr std::uint32_t kDuplicate = 13511;
constexpr std::uint32_t kNotATn = 13512;
constexpr std::uint32_t kCallForwardInvalid = 13513;
constexpr std::uint32_t kNumberFormatInvalid = 13514;
constexpr std::uint32_t kRewriteUserInvalid = 13515;
constexpr std::uint32_t kRpidFormatInvalid = 13516;
constexpr std::uint32_t kNotInService = 13518;
constexpr std::uint32_t kNotOnAccount = 13520;
constexpr std::uint32_t kNotOnPeer = 13536;
constexpr std::uint32_t kDisplayInvalid = 13575;
constexpr std::size_t kMovedMax = 5000;
constexpr PageSizes kPages{.usual = 5000, .max = 5000};

void write_tn(const TnRecord& record, bool with_attributes, xml::Writer& out) {
  out.open("SipPeerTelephoneNumber");
  out.element("FullNumber", to_text(record.tn));
  if (with_attributes) {
    out.element_if("CallForward", record.call_forward);
    out.element_if("NumberFormat", record.number_format);
    out.element_if("RPIDFormat", record.rpid_format);
    out.element_if("RewriteUser", record.rewrite_user);
    out.element("CallingNameDisplay", record.calling_name_display);
    if (record.is_protected) {
      out.open("TnAttributes").element("TnAttribute", "Protected").close();
    }
    if (record.sms_enabled) out.open("MessagingSettings").element("SmsEnabled", true).close();
  }
  out.close();
}

Result<Reply> list_tns(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  const Result<Paging> paging = read_paging(call, kPages);
  if (!paging) return paging.error();
  const Result<std::size_t> page = page_number(*paging);
  if (!page) return page.error();
  const bool with_attributes = kernel::parse_flag(call.query("includeAttributes")).value_or(true);
  const std::set<Tn>& numbers = world.numbers().in_service((*peer)->id);
  const std::size_t begin = std::min((*page - 1) * paging->size, numbers.size());
  return reply(200, "SipPeerTelephoneNumbersResponse", [&](xml::Writer& out) {
    out.open("SipPeerTelephoneNumbers");
    auto tn = std::next(numbers.begin(), static_cast<std::ptrdiff_t>(begin));
    for (std::size_t i = 0; i < paging->size && tn != numbers.end(); ++i, ++tn) {
      write_tn(*world.numbers().find(*tn), with_attributes, out);
    }
    out.close();
  });
}

/// The number that the path names, if it is in service on that peer.
Result<TnRecord*> named_tn(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  const auto tn = world::parse_tn(call.path("tn"));
  if (!tn) return refuse(400, kNotATn, std::string(call.path("tn")));
  TnRecord* record = world.numbers().find(*tn);
  const bool there = record != nullptr && record->state == world::TnState::kInService &&
                     record->sip_peer == (*peer)->id;
  if (there) return record;
  return refuse(404, kNotOnPeer, std::string(call.path("tn")), std::string(call.path("accountId")),
                std::string(call.path("siteId")), std::string(call.path("sippeerId")));
}

Result<Reply> get_tn(const Call& call, world::World& world) {
  const Result<TnRecord*> record = named_tn(call, world);
  if (!record) return record.error();
  return reply(200, "SipPeerTelephoneNumberResponse",
               [&](xml::Writer& out) { write_tn(**record, true, out); });
}

/// Reads a SipPeerTelephoneNumber document over `record`. Absent elements leave a setting alone.
Refusals read_settings(const xml::Element& document, TnRecord& record) {
  static constexpr std::string_view kFormats[] = {"10digit", "11digit", "e164"};
  Refusals refusals;
  const std::string number = to_text(record.tn);
  const auto read = [&](std::string_view path, std::string& value, std::uint32_t invalid,
                        const auto& good) {
    const std::string text(document.text_at(path));
    if (text.empty()) return;
    if (!good(text)) return refusals.add(invalid, text, number);
    value = text;
  };
  const auto is_format = [&](std::string_view text) {
    return std::ranges::find(kFormats, text) != std::end(kFormats);
  };
  const auto is_flag = [](std::string_view text) { return kernel::parse_flag(text).has_value(); };
  read("CallForward", record.call_forward, kCallForwardInvalid,
       [](std::string_view text) { return world::parse_tn(text).has_value(); });
  read("NumberFormat", record.number_format, kNumberFormatInvalid, is_format);
  read("RPIDFormat", record.rpid_format, kRpidFormatInvalid, is_format);
  read("RewriteUser", record.rewrite_user, kRewriteUserInvalid, is_flag);
  std::string display(record.calling_name_display ? "true" : "false");
  read("CallingNameDisplay", display, kDisplayInvalid, is_flag);
  record.calling_name_display = kernel::parse_flag(display).value_or(false);
  if (const auto settings = document.child("MessagingSettings")) {
    record.sms_enabled = flag_at(*settings, "SmsEnabled");
  }
  if (const auto attributes = document.child("TnAttributes")) {
    record.is_protected = false;
    for (const xml::Element attribute : attributes->children()) {
      const std::string_view text = attribute.text();
      if (text != "Protected" && text != "External" && text != "Imported") {
        refusals.add(kAttributeInvalid, std::string(text));
      }
      record.is_protected = record.is_protected || text == "Protected";
    }
  }
  return refusals;
}

Result<Reply> change_tn(const Call& call, world::World& world) {
  const Result<TnRecord*> record = named_tn(call, world);
  if (!record) return record.error();
  TnRecord changed = **record;
  Refusals refusals = read_settings(call.document(), changed);
  if (!refusals.empty()) return refusals;
  **record = std::move(changed);
  return empty_reply(200);
}

Result<Reply> count_tns(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  const std::set<Tn>& numbers = world.numbers().in_service((*peer)->id);
  const auto with_cnam = std::ranges::count_if(
      numbers, [&](Tn tn) { return world.numbers().find(tn)->calling_name_display; });
  return reply(200, "SipPeerTelephoneNumbersCountResponse", [&](xml::Writer& out) {
    out.open("SipPeerTelephoneNumbersCount");
    out.element("SipPeerTelephoneNumbersCount", numbers.size());
    out.element("CnamCount", static_cast<std::size_t>(with_cnam));
    out.element("LidbCount", 0U);  // no number has LIDB information before lidbs are built
    out.close();
  });
}

Result<Reply> move_tns(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  Refusals refusals;
  std::set<Tn> numbers;
  for (const xml::Element element : call.document().children()) {
    if (element.name() != "FullNumber") continue;
    const std::string text(element.text());
    const auto tn = world::parse_tn(text);
    if (!tn) {
      refusals.add(kNotATn, text);
      continue;
    }
    if (!numbers.insert(*tn).second) refusals.add(kDuplicate, text);
    const TnRecord* record = world.numbers().find(*tn);
    if (record == nullptr || record->account != call.account()) {
      refusals.add(kNotOnAccount, text);
    } else if (record->state != world::TnState::kInService) {
      refusals.add(kNotInService, text);
    }
  }
  if (numbers.empty() && refusals.empty()) refusals.add(kTnRequired);
  if (numbers.size() > kMovedMax) refusals.add(kTooManyTns, std::to_string(kMovedMax));
  if (!refusals.empty()) return refusals;
  for (const Tn tn : numbers) world.numbers().move(tn, call.site(), (*peer)->id);
  return empty_reply(200);
}

}  // namespace

void sippeers_tns(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns", list_tns);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}", get_tn);
  routes.on("PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}", change_tn);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/totaltns", count_tns);
  routes.on("POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/movetns", move_tns);
}

}  // namespace dashsim::api
