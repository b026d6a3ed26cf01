// Telephone numbers of a SIP peer: lists, settings, moving. Reference: sites-sippeers (tns,
// totaltns, movetns).
#include <algorithm>
#include <set>

#include "api/kit/fields.hpp"
#include "api/kit/listing.hpp"
#include "api/kit/named.hpp"
#include "api/kit/tn_features.hpp"
#include "api/sites/sippeers/sippeers.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::has_feature;
using world::has_product;
using world::SipPeer;
using world::Tn;
using world::TnRecord;

constexpr std::uint32_t kTooManyTns = 5095;
constexpr std::uint32_t kNoProtectedNumbers = 5097;
constexpr std::uint32_t kNotOfTierZero = 5099;
constexpr std::uint32_t kTollFreeNotProtected = 5100;
constexpr std::uint32_t kAttributeInvalid = 5102;
constexpr std::uint32_t kBeingProcessed = 7205;
constexpr std::uint32_t kNumberDiffers = 12687;
constexpr std::uint32_t kNoTermination = 13067;
constexpr std::uint32_t kTnRequired = 13505;
constexpr std::uint32_t kDuplicate = 13511;
constexpr std::uint32_t kNotATn = 13512;
constexpr std::uint32_t kCallForwardInvalid = 13513;
constexpr std::uint32_t kNumberFormatInvalid = 13514;
constexpr std::uint32_t kRewriteUserInvalid = 13515;
constexpr std::uint32_t kRpidFormatInvalid = 13516;
constexpr std::uint32_t kNotInService = 13518;
constexpr std::uint32_t kNotOnAccount = 13520;
constexpr std::uint32_t kAlreadyThere = 13526;
constexpr std::uint32_t kNotOnPeer = 13536;
constexpr std::uint32_t kDisplayInvalid = 13575;
constexpr std::uint32_t kNoFeature = 13576;
constexpr std::uint32_t kDisplayEnforced = 13583;
constexpr std::uint32_t kForwardedToItself = 13606;
constexpr std::uint32_t kNoSms = 13678;
constexpr std::size_t kMovedMax = 5000;
constexpr PageSizes kPages{.usual = 5000, .max = 5000, .together = false};

/// TnAttribute values, as a table of where a number keeps them.
constexpr std::pair<std::string_view, bool TnRecord::*> kAttributes[] = {
    {"Protected", &TnRecord::is_protected},
    {"External", &TnRecord::is_external},
    {"Imported", &TnRecord::is_imported},
};

/// Whether a number shows the name of who calls: its own setting, unless its peer has one that no
/// number may override.
bool displays_calling_name(const TnRecord& record, const SipPeer& peer) {
  const world::CallingName& of_peer = peer.calling_name;
  return of_peer.enforced ? of_peer.display : record.calling_name_display.value_or(of_peer.display);
}

void write_tn(const TnRecord& record, const SipPeer& peer, bool with_attributes, xml::Writer& out) {
  out.open("SipPeerTelephoneNumber");
  out.element("FullNumber", to_text(record.tn));
  if (with_attributes) {
    out.element_if("CallForward", record.call_forward);
    out.element_if("NumberFormat", record.number_format);
    out.element_if("RPIDFormat", record.rpid_format);
    out.element_if("RewriteUser", record.rewrite_user);
    out.element("CallingNameDisplay", displays_calling_name(record, peer));
    write_tn_attributes(record, out);
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
  Refusals refusals;
  const bool with_attributes =
      call.query("includeAttributes").empty() || read_flag(call, "includeAttributes", refusals);
  if (!refusals.empty()) return refusals;
  const std::set<Tn>& numbers = world.numbers().in_service((*peer)->id);
  const std::size_t begin = std::min((*page - 1) * paging->size, numbers.size());
  return reply(200, "SipPeerTelephoneNumbersResponse", [&](xml::Writer& out) {
    out.open("SipPeerTelephoneNumbers");
    auto tn = std::next(numbers.begin(), static_cast<std::ptrdiff_t>(begin));
    for (std::size_t i = 0; i < paging->size && tn != numbers.end(); ++i, ++tn) {
      write_tn(*world.numbers().find(*tn), **peer, with_attributes, out);
    }
    out.close();
  });
}

/// The number that the path names, if it is in service on that peer, which is there then.
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

const SipPeer& peer_of(const TnRecord& record, const world::World& world) {
  return world.sites().all_peers().at(record.sip_peer);
}

Result<Reply> get_tn(const Call& call, world::World& world) {
  const Result<TnRecord*> record = named_tn(call, world);
  if (!record) return record.error();
  return reply(200, "SipPeerTelephoneNumberResponse",
               [&](xml::Writer& out) { write_tn(**record, peer_of(**record, world), true, out); });
}

/// Reads a SipPeerTelephoneNumber document over the settings of a number. Absent elements leave a
/// setting alone.
class SettingsReader {
 public:
  SettingsReader(const xml::Element& document, const world::World& world, TnRecord& record)
      : document_(document),
        world_(world),
        peer_(peer_of(record, world)),
        products_(world.accounts().find(record.account)->products),
        number_(to_text(record.tn)),
        record_(record) {}

  Refusals read() {
    const std::string number(document_.text_at("FullNumber"));
    if (!number.empty() && number != number_) refusals_.add(kNumberDiffers, number, number_);
    read_call_forward();
    read_formats();
    read_display();
    if (const auto attributes = document_.child("TnAttributes")) read_attributes(*attributes);
    read_messaging();
    return std::move(refusals_);
  }

 private:
  void read_call_forward() {
    const std::string forward(document_.text_at("CallForward"));
    if (forward.empty()) return;
    record_.call_forward = forward;
    if (!world::parse_tn(forward)) return refusals_.add(kCallForwardInvalid, forward);
    if (!has_product(products_, "Termination")) return refusals_.add(kNoTermination);
    if (!has_feature(products_, "CallForwarding"))
      return refusals_.add(kNoFeature, std::to_string(record_.account.value), "CallForwarding");
    if (forward != number_) return;
    const std::string about[] = {forward, number_};
    refusals_.add(Refusal{kForwardedToItself, error_text(kForwardedToItself, about, kDomain)});
  }

  void read_formats() {
    static constexpr std::string_view kFormats[] = {"10digit", "11digit", "e164"};
    const auto is_format = [](std::string_view text) {
      return std::ranges::find(kFormats, text) != std::end(kFormats);
    };
    read_text("NumberFormat", record_.number_format, kNumberFormatInvalid, is_format);
    read_text("RPIDFormat", record_.rpid_format, kRpidFormatInvalid, is_format);
    read_text("RewriteUser", record_.rewrite_user, kRewriteUserInvalid,
              [](std::string_view text) { return kernel::parse_flag(text).has_value(); });
  }

  template <class Good>
  void read_text(std::string_view path, std::string& value, std::uint32_t invalid, Good good) {
    const std::string text(document_.text_at(path));
    if (text.empty()) return;
    if (!good(text)) return refusals_.add(invalid, text, number_);
    value = text;
  }

  void read_display() {
    const std::string text(document_.text_at("CallingNameDisplay"));
    if (text.empty()) return;
    const auto display = kernel::parse_flag(text);
    if (!display) return refusals_.add(kDisplayInvalid, text);
    if (peer_.calling_name.enforced && *display != peer_.calling_name.display)
      return refusals_.add(kDisplayEnforced, number_);
    if (*display && !has_feature(products_, "CNAM"))
      return refusals_.add(kNoFeature, std::to_string(record_.account.value), "CNAM");
    record_.calling_name_display = display;
  }

  /// The attributes are those that the list names, and no others.
  void read_attributes(const xml::Element& list) {
    const bool was_protected = record_.is_protected;
    for (const auto& [name, member] : kAttributes) record_.*member = false;
    for (const xml::Element element : list.children()) {
      const auto known = std::ranges::find(kAttributes, element.text(),
                                           [](const auto& each) { return each.first; });
      const std::string about[] = {std::string(element.text())};
      if (known == std::end(kAttributes)) {
        refusals_.add(kAttributeInvalid, about[0]);
      } else if (record_.*known->second) {
        refusals_.add(Refusal{kAttributeInvalid, error_text(kAttributeInvalid, about, kDomain)});
      } else {
        record_.*known->second = true;
      }
    }
    if (record_.is_protected && !was_protected) check_protection();
  }

  void check_protection() {
    const world::Block* block = world_.numbers().block_of(record_.tn);
    if (!has_feature(products_, "PROTECTED_TNS")) {
      refusals_.add(kNoProtectedNumbers);
    } else if (block != nullptr && block->toll_free) {
      refusals_.add(kTollFreeNotProtected);
    } else if (block != nullptr && block->tier != 0) {
      refusals_.add(kNotOfTierZero);
    }
  }

  void read_messaging() {
    const std::string text(document_.text_at("MessagingSettings/SmsEnabled"));
    if (text.empty()) return;
    const auto enabled = kernel::parse_flag(text);
    if (!enabled) return refusals_.add(invalid_value(text));
    if (*enabled && !has_feature(peer_.products, "SMS")) return refusals_.add(kNoSms);
    record_.sms_enabled = *enabled;
  }

  /// Of codes that mean something else in other families.
  static constexpr std::string_view kDomain = "sites-sippeers";

  const xml::Element& document_;
  const world::World& world_;
  const SipPeer& peer_;
  const world::Products& products_;
  const std::string number_;
  TnRecord& record_;
  Refusals refusals_;
};

bool is_being_processed(Tn tn, const world::World& world) {
  bool found = false;
  world.orders().for_each([&](const world::Order& order) {
    const auto& numbers = order.request.numbers;
    found = found || (!order.final() && std::ranges::find(numbers, tn) != numbers.end());
  });
  return found;
}

Result<Reply> change_tn(const Call& call, world::World& world) {
  const Result<TnRecord*> record = named_tn(call, world);
  if (!record) return record.error();
  if (is_being_processed((*record)->tn, world)) return refuse(409, kBeingProcessed);
  TnRecord changed = **record;
  const xml::Element document = call.document();
  Refusals refusals = SettingsReader(document, world, changed).read();
  if (!refusals.empty()) return refusals;
  **record = std::move(changed);
  return empty_reply(200);
}

/// Which counts `feature` asks for, which may be there several times; all if it is not.
struct FeatureCounts {
  bool cnam = true;
  bool lidb = true;
};

Result<FeatureCounts> read_features(const Call& call) {
  const std::vector<std::string_view> features = call.target().all("feature");
  if (features.empty()) return FeatureCounts{};
  FeatureCounts counts{.cnam = false, .lidb = false};
  for (const std::string_view feature : features) {
    const bool cnam = kernel::same_word(feature, "CNAM");
    const bool lidb = kernel::same_word(feature, "LIDB");
    if (!cnam && !lidb) return Refusals{400, {invalid_value(feature)}, {}};
    counts.cnam = counts.cnam || cnam;
    counts.lidb = counts.lidb || lidb;
  }
  return counts;
}

Result<Reply> total_tns(const Call& call, world::World& world) {
  const Result<SipPeer*> peer = named_peer(call, world, 404);
  if (!peer) return peer.error();
  const Result<FeatureCounts> counts = read_features(call);
  if (!counts) return counts.error();
  const std::set<Tn>& numbers = world.numbers().in_service((*peer)->id);
  const auto with_cnam = std::ranges::count_if(
      numbers, [&](Tn tn) { return displays_calling_name(*world.numbers().find(tn), **peer); });
  const auto with_lidb = std::ranges::count_if(numbers, [&](Tn tn) {
    const world::TnFeatures* features = world.numbers().find_features(tn);
    return features != nullptr && features->lidb;
  });
  return reply(200, "SipPeerTelephoneNumbersCountResponse", [&](xml::Writer& out) {
    out.open("SipPeerTelephoneNumbersCount");
    out.element("SipPeerTelephoneNumbersCount", numbers.size());
    if (counts->cnam) out.element("CnamCount", static_cast<std::size_t>(with_cnam));
    if (counts->lidb) out.element("LidbCount", static_cast<std::size_t>(with_lidb));
    out.close();
  });
}

/// Why a number cannot be moved to this peer; nothing if it can.
void check_moved(Tn tn, const SipPeer& peer, const world::World& world, Refusals& refusals) {
  const TnRecord* record = world.numbers().find(tn);
  if (record == nullptr || record->account != peer.account) {
    refusals.add(kNotOnAccount, to_text(tn));
  } else if (record->state != world::TnState::kInService) {
    refusals.add(kNotInService, to_text(tn));
  } else if (record->sip_peer == peer.id) {
    refusals.add(kAlreadyThere, to_text(tn), std::to_string(peer.id.value));
  }
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
    } else if (!numbers.insert(*tn).second) {
      refusals.add(kDuplicate, text);
    } else {
      check_moved(*tn, **peer, world, refusals);
    }
  }
  if (numbers.empty() && refusals.empty()) refusals.add(kTnRequired);
  if (numbers.size() > kMovedMax) return refuse(400, kTooManyTns, std::to_string(kMovedMax));
  if (!refusals.empty()) return refusals;
  for (const Tn tn : numbers) world.numbers().move(tn, call.site(), (*peer)->id);
  return empty_reply(200);
}

}  // namespace

void sippeers_tns(Routes& routes) {
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns", list_tns);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}", get_tn);
  routes.on("PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}", change_tn);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/totaltns", total_tns);
  routes.on("POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/movetns", move_tns);
}

}  // namespace dashsim::api
