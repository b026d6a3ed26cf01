#include "scenario/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "kernel/text.hpp"
#include "scenario/shapes.hpp"

namespace dashsim::scenario {
namespace {

constexpr Shape kClockMode{.form = Form::kWord, .words = kClockModes};
constexpr Key kClockKeys[] = {
    {"start", &kInstant, "the instant at which the world begins"},
    {"mode", &kClockMode,
     "manual stands still until told; real, scaled and auto move by themselves"},
    {"speed", &kNumber, "virtual seconds a wall second, in mode scaled"},
    {"poll_advance", &kDuration, "what a read of an unfinished order moves the clock by"},
};
constexpr Shape kClock{.form = Form::kMap, .keys = kClockKeys};

constexpr Key kUserKeys[] = {
    {"name", &kText, "user name of Basic credentials", kRequired},
    {"password", &kText, "password of Basic credentials", kRequired},
    {"accounts", &kWholes, "ids of the accounts that the user may work on", kRequired},
    {"client_id", &kText, "client id for OAuth2 tokens"},
    {"client_secret", &kText, "client secret for OAuth2 tokens"},
    {"token", &kText, "a bearer token that never expires"},
    {"first_name", &kText, ""},
    {"last_name", &kText, ""},
    {"email", &kText, ""},
    {"telephone_number", &kText, ""},
    {"roles", &kTexts, "such as ROLE_API_ORDERING; nothing depends on them"},
};
constexpr Shape kUser{.form = Form::kMap, .keys = kUserKeys};
constexpr Shape kUsers{.form = Form::kList, .item = &kUser};

constexpr Key kAddressKeys[] = {
    {"house_number", &kText, ""},     {"house_suffix", &kText, ""},
    {"pre_directional", &kText, ""},  {"street_name", &kText, ""},
    {"street_suffix", &kText, ""},    {"post_directional", &kText, ""},
    {"address_line2", &kText, ""},    {"city", &kText, ""},
    {"state", &kText, "two letters"}, {"zip", &kText, "five digits"},
    {"plus_four", &kText, ""},        {"county", &kText, ""},
    {"country", &kText, ""},          {"type", &kText, "Service or Billing"},
};
constexpr Shape kAddress{.form = Form::kMap, .keys = kAddressKeys};

constexpr Key kContactKeys[] = {
    {"first_name", &kText, ""},
    {"last_name", &kText, ""},
    {"phone", &kText, ""},
    {"email", &kText, ""},
};
constexpr Shape kContact{.form = Form::kMap, .keys = kContactKeys};

constexpr Shape kFeature{.form = Form::kWord, .words = kFeatures};
constexpr Shape kFeatureList{.form = Form::kList, .item = &kFeature};

/// A key a product, with its features.
template <std::size_t kCount>
constexpr std::array<Key, kCount> product_keys(const std::array<std::string_view, kCount>& names) {
  std::array<Key, kCount> keys{};
  std::ranges::transform(names, keys.begin(), [](std::string_view name) {
    return Key{name, &kFeatureList, "features of the product"};
  });
  return keys;
}
constexpr auto kAccountProductKeys = product_keys(kAccountProducts);
constexpr Shape kAccountProductMap{.form = Form::kMap, .keys = kAccountProductKeys};
constexpr auto kSipPeerProductKeys = product_keys(kSipPeerProducts);
constexpr Shape kSipPeerProductMap{.form = Form::kMap, .keys = kSipPeerProductKeys};

constexpr Key kVoiceHostKeys[] = {
    {"host", &kText, "address or domain name", kRequired},
    {"port", &kWhole, "0 to 65535"},
};
constexpr Shape kVoiceHost{.form = Form::kMap, .keys = kVoiceHostKeys};
constexpr Shape kVoiceHosts{.form = Form::kList, .item = &kVoiceHost};
constexpr Shape kVoiceHostGroups{.form = Form::kList, .item = &kVoiceHosts};

constexpr Shape kTraffic{.form = Form::kWord, .words = kTrafficTypes};
constexpr Key kTerminationHostKeys[] = {
    {"host", &kText, "address or network", kRequired},
    {"port", &kWhole, "0 to 65535"},
    {"traffic", &kTraffic, "what customer traffic is allowed"},
};
constexpr Shape kTerminationHost{.form = Form::kMap, .keys = kTerminationHostKeys};
constexpr Shape kTerminationHosts{.form = Form::kList, .item = &kTerminationHost};

constexpr Key kCallingNameKeys[] = {
    {"display", &kFlag, "numbers show the name of who calls"},
    {"enforced", &kFlag, "and no number may have it otherwise"},
};
constexpr Shape kCallingName{.form = Form::kMap, .keys = kCallingNameKeys};

constexpr Key kSipPeerKeys[] = {
    {"id", &kWhole, "id of the SIP peer", kRequired},
    {"name", &kText, "name of the SIP peer"},
    {"description", &kText, ""},
    {"default", &kFlag, "whether numbers go there when an order names no peer"},
    {"final_destination_uri", &kText, "where calls go at last"},
    {"voice_hosts", &kVoiceHosts, "where calls are sent, in the order of trial"},
    {"voice_host_groups", &kVoiceHostGroups, "instead: lists of hosts, taken by chance"},
    {"termination_hosts", &kTerminationHosts, "where calls come from"},
    {"address", &kAddress, "service or billing address"},
    {"premise_trunks", &kText, ""},
    {"calling_name", &kCallingName, "whether its numbers show the name of who calls"},
    {"products", &kSipPeerProductMap, "products with their features; all if left out"},
};
constexpr Shape kSipPeer{.form = Form::kMap, .keys = kSipPeerKeys};
constexpr Shape kSipPeers{.form = Form::kList, .item = &kSipPeer};

constexpr Shape kUcType{.form = Form::kWord, .words = kUcTypes};
constexpr Shape kUsageCategory{.form = Form::kWord, .words = kUsageCategories};
constexpr Key kUcTrunkingKeys[] = {
    {"type", &kUcType, "kind of UC trunking", kRequired},
    {"usage_category", &kUsageCategory, "of seats alone"},
};
constexpr Shape kUcTrunking{.form = Form::kMap, .keys = kUcTrunkingKeys};

constexpr Key kSiteKeys[] = {
    {"id", &kWhole, "id of the site", kRequired},
    {"name", &kText, "name of the site", kRequired},
    {"description", &kText, ""},
    {"customer_provided_id", &kText, "ten digits at most"},
    {"customer_name", &kText, ""},
    {"address", &kAddress, "service address"},
    {"uc_trunking", &kUcTrunking, "of sites on UC trunking accounts"},
    {"locked", &kFlag, "for contract paperwork: it cannot be changed or deleted"},
    {"sippeers", &kSipPeers, "SIP peers of the site"},
};
constexpr Shape kSite{.form = Form::kMap, .keys = kSiteKeys};
constexpr Shape kSites{.form = Form::kList, .item = &kSite};

constexpr Key kInServiceKeys[] = {
    {"numbers", &kTnRangeText, "a number or first-last", kRequired},
    {"site", &kWhole, "site that holds them; the first one if left out"},
    {"sippeer", &kWhole, "SIP peer that holds them; the default one if left out"},
};
constexpr Shape kInService{.form = Form::kMap, .keys = kInServiceKeys};
constexpr Shape kInServiceList{.form = Form::kList, .item = &kInService};
constexpr Shape kTnRanges{.form = Form::kList, .item = &kTnRangeText};
constexpr Key kNumbersKeys[] = {
    {"in_service", &kInServiceList, "numbers in service at the start"},
    {"protected", &kTnRanges, "numbers that are available to this account alone"},
};
constexpr Shape kNumbers{.form = Form::kMap, .keys = kNumbersKeys};

constexpr Key kPortOutValidationKeys[] = {
    {"url", &kText, "where it is asked", kRequired},
    {"user", &kText, "user name for the receiver"},
    {"password", &kText, "password for the receiver"},
};
constexpr Shape kPortOutValidation{.form = Form::kMap, .keys = kPortOutValidationKeys};

constexpr Key kAccountKeys[] = {
    {"id", &kWhole, "account id", kRequired},
    {"company_name", &kText, ""},
    {"account_type", &kText, ""},
    {"associated_catapult_account", &kText, ""},
    {"global_account_number", &kText, ""},
    {"nena_id", &kText, ""},
    {"customer_segment", &kText, ""},
    {"tiers", &kWholes, "tiers that the account may order from"},
    {"alt_spid", &kText, ""},
    {"spid", &kText, "of LSR orders too; mult: each of them names its own"},
    {"port_carrier_type", &kText, ""},
    {"address", &kAddress, "billing address"},
    {"contact", &kContact, ""},
    {"products", &kAccountProductMap, "products with their features; all if left out"},
    {"sites", &kSites, "sites of the account"},
    {"numbers", &kNumbers, "telephone numbers of the account"},
    {"port_out_validation", &kPortOutValidation,
     "who is asked before its numbers leave; nobody if left out"},
};
constexpr Shape kAccount{.form = Form::kMap, .keys = kAccountKeys};
constexpr Shape kAccounts{.form = Form::kList, .item = &kAccount};

constexpr Key kInventoryKeys[] = {
    {"block", &kBlockText, "digits, then x's: 919439xxxx is ten thousand numbers", kRequired},
    {"rate_center", &kText, "abbreviation"},
    {"city", &kText, ""},
    {"state", &kText, "two letters"},
    {"lata", &kWhole, ""},
    {"zips", &kTexts, "zip codes that the numbers serve"},
    {"tier", &kWhole, ""},
    {"toll_free", &kFlag, ""},
};
constexpr Shape kInventoryBlock{.form = Form::kMap, .keys = kInventoryKeys};
constexpr Shape kInventory{.form = Form::kList, .item = &kInventoryBlock};

constexpr Key kLocalCallingAreaKeys[] = {
    {"rate_center", &kText, "abbreviation", kRequired},
    {"state", &kText, "two letters", kRequired},
    {"includes", &kTexts,
     "rate centers that are a local call away; 'KANSASCITY, MO' in another state", kRequired},
};
constexpr Shape kLocalCallingArea{.form = Form::kMap, .keys = kLocalCallingAreaKeys};
constexpr Shape kLocalCallingAreas{.form = Form::kList, .item = &kLocalCallingArea};

constexpr Shape kCoverage{.form = Form::kWord, .words = kCoverages};
constexpr Key kCarrierBlockKeys[] = {
    {"block", &kBlockText, "digits, then x's; 919xxxxxxx is a whole area code", kRequired},
    {"rate_center", &kText, "abbreviation"},
    {"city", &kText, ""},
    {"state", &kText, "two letters"},
    {"lata", &kWhole, ""},
    {"tier", &kWhole, ""},
    {"toll_free", &kFlag, ""},
    {"coverage", &kCoverage, "who serves the rate center; on_net if left out"},
    {"vendor", &kText, "the partner that serves it"},
    {"automated", &kFlag, "ports need no human hand; true if left out"},
};
constexpr Shape kCarrierBlock{.form = Form::kMap, .keys = kCarrierBlockKeys};
constexpr Shape kCarrierBlocks{.form = Form::kList, .item = &kCarrierBlock};
constexpr Key kCarrierKeys[] = {
    {"spid", &kText, "four letters or digits", kRequired},
    {"name", &kText, "", kRequired},
    {"wireless", &kFlag, ""},
    {"account_number_required", &kFlag, "for a port"},
    {"pin_required", &kFlag, "for a port"},
    {"porting_interval", &kWhole, "business days from a request to the earliest port"},
    {"supported", &kFlag, "there is an agreement to port from it; true if left out"},
    {"numbers", &kCarrierBlocks, "whose numbers they are, unless somebody has them in service"},
    {"not_active", &kTnRanges, "of these, numbers that are in service with nobody"},
};
constexpr Shape kCarrier{.form = Form::kMap, .keys = kCarrierKeys};
constexpr Shape kCarriers{.form = Form::kList, .item = &kCarrier};

constexpr Key kMessagingLostKeys[] = {
    {"account", &kWhole, "account that loses it", kRequired},
    {"numbers", &kTnRanges, "numbers that it is lost for", kRequired},
};
constexpr Shape kMessagingLost{.form = Form::kMap, .keys = kMessagingLostKeys};
constexpr Key kPortOutKeys[] = {
    {"account", &kWhole, "account that loses the numbers", kRequired},
    {"numbers", &kTnRanges, "numbers that are to leave", kRequired},
    {"spid", &kText, "carrier that gets them"},
    {"pon", &kText, "its purchase order; made from the seed if left out"},
    {"pin", &kText, "what the subscriber has told that carrier"},
    {"account_number", &kText, "likewise"},
    {"zip", &kText, "likewise"},
    {"subscriber_name", &kText, "likewise"},
    {"foc", &kMoment, "the day on which they leave; the next business day if left out"},
};
constexpr Shape kPortOut{.form = Form::kMap, .keys = kPortOutKeys};
constexpr Key kEmergencyCallKeys[] = {
    {"account", &kWhole, "account that has the endpoint", kRequired},
    {"tn", &kText, "telephone number that somebody calls for help from"},
    {"aeui", &kText, "or alternate end user"},
};
constexpr Shape kEmergencyCall{.form = Form::kMap, .keys = kEmergencyCallKeys};
constexpr Shape kBlockTexts{.form = Form::kList, .item = &kBlockText};
/// SIP peers spell one product otherwise than accounts.
constexpr auto kAnyProductKeys =
    joined(kAccountProductKeys,
           std::to_array<Key>({{"Messaging", &kFeatureList, "features of the product"}}));
constexpr Shape kAnyProductMap{.form = Form::kMap, .keys = kAnyProductKeys};
constexpr Key kProductsChangeKeys[] = {
    {"account", &kWhole, "account that has them from then on", kRequired},
    {"sippeer", &kWhole, "or a SIP peer of that account"},
    {"products", &kAnyProductMap, "products with their features; no others", kRequired},
};
constexpr Shape kProductsChange{.form = Form::kMap, .keys = kProductsChangeKeys};
constexpr auto kHappeningKeys = std::to_array<Key>({
    {"inventory", &kInventory, "telephone numbers that become available"},
    {"withdraw", &kBlockTexts,
     "blocks, or parts of them, whose numbers are available no longer; who has some keeps them"},
    {"users", &kUsers, "who may call the API from then on; one of a known name takes its place"},
    {"remove_users", &kTexts, "names of users who may not any more"},
    {"products", &kProductsChange, "what an account or a SIP peer may do from then on"},
    {"carriers", &kCarriers, "carriers that come; one of a known SPID takes its place"},
    {"messaging_lost", &kMessagingLost, "another account takes the messaging of numbers over"},
    {"port_out", &kPortOut, "another carrier asks for numbers of an account"},
    {"emergency_call", &kEmergencyCall, "somebody calls for help from an endpoint of an account"},
    {"faults", &kFaultList, "what goes wrong from then on"},
    {"end_faults", &kTexts, "names of faults that are over"},
});
constexpr auto kTimelineKeys = joined(
    std::to_array<Key>({{"at", &kMoment, "when: +2d after the start, or an instant", kRequired}}),
    kHappeningKeys);
constexpr Shape kTimelineEntry{.form = Form::kMap, .keys = kTimelineKeys};
constexpr Shape kTimeline{.form = Form::kList, .item = &kTimelineEntry};

/// A key an order type, with its lifecycles.
std::span<const Key> order_type_keys() {
  static const auto kKeys = [] {
    std::array<Key, kOrderTypes> keys{};
    std::ranges::transform(all_order_types(), keys.begin(), [](const OrderTypeWords& entry) {
      return Key{entry.name, &kLifecycleList, "orders of this type"};
    });
    return keys;
  }();
  return kKeys;
}

constexpr Key kSubscriptionKeys[] = {
    {"account", &kWhole, "account that subscribes", kRequired},
    {"order_type", &kText, "orders, disconnects, portins, ..."},
    {"event_type", &kText, "MESSAGING_LOST"},
    {"url", &kText, "receiver of callbacks"},
    {"user", &kText, "user name for the receiver"},
    {"password", &kText, "password for the receiver"},
    {"email", &kText, "receiver of e-mail, which goes to the outbox"},
    {"daily_digest", &kFlag, "one e-mail a day"},
    {"expiry", &kWhole, "virtual seconds"},
};
constexpr Shape kSubscription{.form = Form::kMap, .keys = kSubscriptionKeys};
constexpr Shape kSubscriptions{.form = Form::kList, .item = &kSubscription};

constexpr Key kServiceRecordKeys[] = {
    {"numbers", &kTnRanges, "telephone numbers of the account", kRequired},
    {"account_number", &kText, "with the carrier that serves them"},
    {"customer_name", &kText, ""},
    {"address_line", &kText, "house number and street"},
    {"city", &kText, ""},
    {"state", &kText, "two letters"},
    {"zip", &kText, ""},
};
constexpr Shape kServiceRecord{.form = Form::kMap, .keys = kServiceRecordKeys};
constexpr Shape kServiceRecords{.form = Form::kList, .item = &kServiceRecord};

constexpr Shape kGeocodeAnswer{.form = Form::kWord, .words = kGeocodeAnswers};
constexpr Key kGeocodingKeys[] = {
    {"when", &kAddress, "patterns that elements of the address must match", kRequired},
    {"answer", &kGeocodeAnswer, "what the geocoder says of it", kRequired},
    {"address", &kAddress, "elements that the good address has instead"},
};
constexpr Shape kGeocoding{.form = Form::kMap, .keys = kGeocodingKeys};
constexpr Shape kGeocodings{.form = Form::kList, .item = &kGeocoding};

constexpr Shape kServiceState{.form = Form::kWord, .words = kServiceStates};
constexpr Key kGeocoderKeys[] = {
    {"status", &kServiceState, "down refuses every address with 503"},
    {"addresses", &kGeocodings, "addresses that it does not take as they are"},
};
constexpr Shape kGeocoder{.form = Form::kMap, .keys = kGeocoderKeys};

constexpr Key kCallbacksKeys[] = {
    {"retries", &kWhole, "attempts after the first one"},
    {"over", &kDuration, "virtual time from the first attempt to the last"},
    {"jitter", &kDuration, "virtual time that each is late by at most, by chance"},
    {"preemptive_auth", &kFlag, "send credentials without waiting for a challenge"},
    {"timeout", &kDuration, "wall time that a receiver may take"},
    {"validation_timeout", &kDuration, "wall time that a receiver may take to validate a port-out"},
};
constexpr Shape kCallbacks{.form = Form::kMap, .keys = kCallbacksKeys};

constexpr Key kRulesKeys[] = {
    {"site_name_max", &kWhole, "characters of a site's name"},
    {"sip_peer_name_max", &kWhole, "characters of a SIP peer's name"},
    {"bare_callback_subscriptions", &kFlag,
     "reads one callback subscription without a list around"},
    {"reservation_life", &kDuration, "how long a reservation holds"},
    {"ageing", &kDuration, "from a number's disconnection until it is available again"},
    {"available_numbers_port", &kFlag,
     "whether numbers of the inventory that nobody has can be ported in"},
    {"foc_days_max", &kWhole, "days from now to the latest RequestedFocDate"},
    {"lsr_numbers_max", &kWhole, "telephone numbers of an LSR order"},
    {"lsr_large_port", &kWhole, "telephone numbers up to which an LSR order may be for any day"},
    {"lsr_large_port_days", &kWhole, "days from now to the first RequestedFocDate of larger ones"},
    {"report_service", &kServiceState, "down refuses every new report with 503"},
    {"magic_numbers", &kFlag,
     "orders that name a number ending in an error code earn that error; see dashsim magic"},
};
constexpr Shape kRules{.form = Form::kMap, .keys = kRulesKeys};

void check_scalar(const Node& node, const Shape& shape, Complaints& complaints) {
  const std::string& text = node.text;
  const auto need = [&](bool good, std::string_view what) {
    if (!good) complaints.add(node.place, fmt::format("'{}' is not {}", text, what));
  };
  switch (shape.form) {
    case Form::kWhole:
      return need(kernel::parse_whole(text).has_value(), "a whole number");
    case Form::kNumber:
      return need(parse_number(text).has_value(), "a positive number");
    case Form::kFlag:
      return need(kernel::parse_flag(text).has_value(), "true or false");
    case Form::kDuration:
      return need(kernel::parse_duration(text).has_value(), "a duration such as 5m, 1h30m or PT5M");
    case Form::kInstant:
      return need(kernel::parse_instant(text).has_value(),
                  "an instant such as 2026-01-05T09:00:00Z");
    case Form::kMoment:
      return need(parse_moment(text, {}).has_value(), "a time such as +2d or 2026-01-05T09:00:00Z");
    case Form::kStepTime:
      return need(std::ranges::find(shape.words, text) != shape.words.end() ||
                      parse_moment(text, {}).has_value(),
                  fmt::format("a time to wait for: {}, +2d or 2026-01-05T09:00:00Z",
                              fmt::join(shape.words, ", ")));
    case Form::kTnRange:
      return need(parse_tn_range(text).has_value(),
                  "a telephone number of 10 digits or a range such as 9195550100-9195550149");
    case Form::kBlock:
      return need(parse_block(text).has_value(), "a block of numbers such as 919439xxxx");
    case Form::kWord:
      if (std::ranges::find(shape.words, text) == shape.words.end()) {
        complaints.add(node.place,
                       fmt::format("'{}' is not one of {}{}", text, fmt::join(shape.words, ", "),
                                   suggestion(text, {shape.words.begin(), shape.words.end()})));
      }
      return;
    case Form::kText:
    case Form::kMap:
    case Form::kList:
    case Form::kMapOf:
      return;
  }
}

void check_map(const Node& node, const Shape& shape, Complaints& complaints) {
  for (const Node& member : node.items) {
    const auto key = std::ranges::find(shape.keys, std::string_view(member.key), &Key::name);
    if (key != shape.keys.end()) {
      check_shape(member, *key->shape, complaints);
      continue;
    }
    std::vector<std::string_view> known;
    for (const Key& each : shape.keys) known.push_back(each.name);
    const std::string near = suggestion(member.key, known);
    complaints.add(
        member.key_place,
        fmt::format("unknown key '{}'{}", member.key,
                    near.empty() ? fmt::format("; known here: {}", fmt::join(known, ", ")) : near));
  }
  for (const Key& key : shape.keys) {
    if (key.required && node.member(key.name) == nullptr) {
      complaints.add(node.place, fmt::format("key '{}' is missing", key.name));
    }
  }
}

}  // namespace

const Shape& scenario_shape() {
  static const Key kKeys[] = {
      {"scenario", &kText, "name of the scenario", kRequired},
      {"about", &kText, "what it is for"},
      {"extends", &kText,
       "scenario that this one builds on; default if left out, nothing for none"},
      {"clock", &kClock, "virtual time"},
      {"seed", &kWhole, "where ids and chance come from"},
      {"users", &kUsers, "who may call the API"},
      {"accounts", &kAccounts, "customers"},
      {"inventory", &kInventory, "available telephone numbers"},
      {"local_calling_areas", &kLocalCallingAreas, "which rate centers are a local call away"},
      {"carriers", &kCarriers, "who telephone numbers can be ported from"},
      {"customer_service_records", &kServiceRecords, "what carriers say of their customers"},
      {"lifecycles", &lifecycles_shape(), "what happens to orders instead of the usual"},
      {"subscriptions", &kSubscriptions, "who is told"},
      {"faults", &kFaultList, "what goes wrong with requests and callbacks"},
      {"timeline", &kTimeline, "what happens by itself"},
      {"geocoder", &kGeocoder, "what is said of service addresses"},
      {"callbacks", &kCallbacks, "how callbacks are placed"},
      {"rules", &kRules, "documented limits and times"},
  };
  static const Shape kShape{.form = Form::kMap, .keys = kKeys};
  return kShape;
}

const Shape& happening_shape() {
  static constexpr Shape kShape{.form = Form::kMap, .keys = kHappeningKeys};
  return kShape;
}

const Shape& lifecycles_shape() {
  static const Shape kShape{.form = Form::kMap, .keys = order_type_keys()};
  return kShape;
}

const Shape& known_addresses_shape() {
  static constexpr Key kKeys[] = {{"addresses", &kGeocodings, "", kRequired}};
  static constexpr Shape kShape{.form = Form::kMap, .keys = kKeys};
  return kShape;
}

void check_shape(const Node& node, const Shape& shape, Complaints& complaints) {
  const auto wrong = [&](std::string_view wanted) {
    complaints.add(node.place, fmt::format("{} is wanted here", wanted));
  };
  switch (shape.form) {
    case Form::kMap:
      if (node.kind != Node::Kind::kMap) return wrong("a map of keys and values");
      return check_map(node, shape, complaints);
    case Form::kMapOf:
      if (node.kind != Node::Kind::kMap) return wrong("a map of keys and values");
      break;
    case Form::kList:
      if (node.kind != Node::Kind::kList) return wrong("a list");
      break;
    default:
      if (node.kind != Node::Kind::kScalar) return wrong("a single value");
      return check_scalar(node, shape, complaints);
  }
  for (const Node& item : node.items) check_shape(item, *shape.item, complaints);
}

std::optional<TnRange> parse_tn_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  const std::string_view first = text.substr(0, dash);
  const std::string_view last = dash == std::string_view::npos ? first : text.substr(dash + 1);
  if (first.size() != 10 || last.size() != 10 || first > last) return std::nullopt;
  const auto low = kernel::parse_whole(first);
  const auto high = kernel::parse_whole(last);
  const bool begins_well = first[0] >= '2' && first[3] >= '2';
  if (!low || !high || !begins_well || *high - *low >= 10'000'000) return std::nullopt;
  return TnRange{*low, *high};
}

std::optional<TnRange> parse_block(std::string_view text) {
  const std::size_t digits = std::min(text.find('x'), text.size());
  if (text.size() != 10 || digits < 3 || digits > 9 ||
      text.find_first_not_of('x', digits) != text.npos) {
    return std::nullopt;
  }
  const auto prefix = kernel::parse_whole(text.substr(0, digits));
  if (!prefix || text[0] < '2' || (digits > 3 && text[3] < '2')) return std::nullopt;
  std::uint64_t size = 1;
  for (std::size_t i = digits; i < text.size(); ++i) size *= 10;
  const std::uint64_t first = *prefix * size;
  return TnRange{digits == 3 ? first + 2'000'000 : first, first + size - 1};
}

std::optional<kernel::VirtualTime> parse_moment(std::string_view text, kernel::VirtualTime start) {
  if (!text.starts_with('+')) return kernel::parse_instant(text);
  const auto delay = kernel::parse_duration(text.substr(1));
  return delay ? std::optional(start + *delay) : std::nullopt;
}

std::optional<double> parse_number(std::string_view text) {
  if (text.find_first_not_of("0123456789.e") != text.npos) return std::nullopt;
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (copy.empty() || *end != 0 || !std::isfinite(value) || value <= 0) return std::nullopt;
  return value;
}

}  // namespace dashsim::scenario
