#include "api/lsrorders/lsr_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "api/kit/order_family.hpp"
#include "api/kit/port_request.hpp"
#include "kernel/calendar.hpp"
#include "kernel/text.hpp"
#include "world/porting.hpp"

namespace dashsim::api {
namespace {

using kernel::same_word;
using world::Tn;

constexpr std::uint32_t kAllTnsInvalid = 5008;
constexpr std::uint32_t kSubscriberRequired = 7104;
constexpr std::uint32_t kNameRequired = 7105;
constexpr std::uint32_t kAddressRequired = 7107;
constexpr std::uint32_t kPonRequired = 7120;
constexpr std::uint32_t kBtnInvalid = 7203;
constexpr std::uint32_t kFocInPast = 7208;
constexpr std::uint32_t kZipInvalid = 7214;
constexpr std::uint32_t kCustomerOrderIdInvalid = 7318;
constexpr std::uint32_t kStateUnsupported = 7395;
constexpr std::uint32_t kTooManyTns = 13522;
constexpr std::uint32_t kTnsInvalid = 17002;
constexpr std::uint32_t kNoTns = 17003;
constexpr std::uint32_t kPonInvalid = 17004;
constexpr std::uint32_t kTollFreeTns = 17005;
constexpr std::uint32_t kAccountNumberInvalid = 17006;
constexpr std::uint32_t kPinInvalid = 17007;
constexpr std::uint32_t kDuplicateTns = 17009;
constexpr std::uint32_t kBusinessNameRequired = 17010;
constexpr std::uint32_t kLastNameOfBusiness = 17011;
constexpr std::uint32_t kLastNameRequired = 17012;
constexpr std::uint32_t kDateMalformed = 17013;
constexpr std::uint32_t kNoBusinessDay = 17019;
constexpr std::uint32_t kOtherSpid = 17020;
constexpr std::uint32_t kSpidInvalid = 17021;
constexpr std::uint32_t kSpidRequired = 17022;
constexpr std::uint32_t kFieldFixed = 17025;
constexpr std::uint32_t kAccountWithoutSpid = 17027;
constexpr std::uint32_t kFocTooSoon = 17028;
constexpr std::uint32_t kPonTaken = 17032;
constexpr std::uint32_t kPonOverlaps = 17033;
constexpr std::uint32_t kOverrideOutsideException = 17034;

/// The account's SPID where each order names its own.
constexpr std::string_view kManySpids = "mult";

// 17026 is the code of address fields that are too long, 17024 that of the authorizing person.
constexpr Field kFields[] = {
    text("AuthorizingPerson", 100, 17024, 17023), text("Subscriber/BusinessName", 25, 7324),
    text("Subscriber/FirstName", 25, 7355),       text("Subscriber/LastName", 25, 7356),
    text("Subscriber/MiddleInitial", 1, 7354),
};
constexpr Field kAddressFields[] = {
    text("HousePrefix", 6, 17026),
    text("HouseNumber", 45, 17026, 7108),
    text("HouseSuffix", 45, 17026),
    text("PreDirectional", 2, 17026),
    text("StreetName", 200, 17026, 7109),
    text("StreetSuffix", 45, 17026),
    text("PostDirectional", 2, 17026),
    text("AddressLine2", 200, 17026),
    text("County", 45, 17026),
    text("City", 100, 17026, 7110),
    text("StateCode", 0, 0, 7111),
    text("Zip", 0, 0, 7112),
};
/// What a PUT may change. Reference: lsrorders/{orderid}; its list leaves Zip out, which its sample
/// of a PUT has and without which 7514 and 7515 could not be corrected.
constexpr std::string_view kChangeable[] = {"CustomerOrderId", "SPID", "BillingTelephoneNumber",
                                            "AuthorizingPerson", "RequestedFocDate"};

bool all_of(std::string_view text, std::string_view others) {
  return std::ranges::all_of(text, [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != std::string_view::npos;
  });
}

bool is_alphanumeric(std::string_view text, std::size_t characters_max) {
  return text.size() <= characters_max && all_of(text, {});
}

bool is_toll_free(Tn tn) {
  constexpr std::uint64_t kNpas[] = {800, 833, 844, 855, 866, 877, 888};
  return std::ranges::find(kNpas, tn.npa()) != std::end(kNpas);
}

std::string listed(const std::vector<std::string>& texts) {
  return fmt::format("[{}]", fmt::join(texts, ", "));
}

void check_address(const xml::Element& address, Refusals& refusals) {
  for (const Field& field : kAddressFields) {
    const std::string_view value = address.text_at(field.path);
    if (value.empty()) {
      if (field.missing_code != 0) refusals.add(field.missing_code);
    } else if (field.max != 0 && characters(value) > field.max) {
      refusals.add(field.bad_code, std::string(field.path), std::to_string(field.max));
    }
  }
  const std::string_view state = address.text_at("StateCode");
  if (!state.empty() && country_of(state).empty())
    refusals.add(kStateUnsupported, std::string(state));
  const std::string_view zip = address.text_at("Zip");
  if (!zip.empty() && !is_postal_code(zip)) refusals.add(kZipInvalid);
}

/// Residential is also taken as the reference spells it.
void check_name(const xml::Element& subscriber, Refusals& refusals) {
  const std::string_view type = subscriber.text_at("SubscriberType");
  const bool business = same_word(type, "BUSINESS");
  const bool residential = same_word(type, "RESIDENTIAL") || same_word(type, "RESEDENTIAL");
  const bool has_business_name = !subscriber.text_at("BusinessName").empty();
  const bool has_last_name = !subscriber.text_at("LastName").empty();
  if (!type.empty() && !business && !residential) return refusals.add(invalid_value(type));
  if (type.empty() && !has_business_name && !has_last_name) return refusals.add(kNameRequired);
  if (business && !has_business_name) refusals.add(kBusinessNameRequired);
  if (business && has_last_name) refusals.add(kLastNameOfBusiness);
  if (!business && !has_last_name) refusals.add(kLastNameRequired);
}

void check_subscriber(const xml::Element& document, Refusals& refusals) {
  const auto subscriber = document.child("Subscriber");
  if (!subscriber || !subscriber->has_children()) return refusals.add(kSubscriberRequired);
  check_name(*subscriber, refusals);
  if (!is_alphanumeric(subscriber->text_at("AccountNumber"), 32))
    refusals.add(kAccountNumberInvalid);
  if (!is_alphanumeric(subscriber->text_at("PinNumber"), 10)) refusals.add(kPinInvalid);
  const auto address = subscriber->child("ServiceAddress");
  if (!address || !address->has_children()) return refusals.add(kAddressRequired);
  check_address(*address, refusals);
}

void check_btn(const xml::Element& document, Refusals& refusals) {
  const std::string_view text = document.text_at("BillingTelephoneNumber");
  if (text.empty()) return;
  const auto tn = world::parse_tn(text);
  if (!tn || is_toll_free(*tn)) refusals.add(kBtnInvalid);
}

void check_spid(const xml::Element& document, world::AccountId account, const world::World& world,
                Refusals& refusals) {
  const std::string_view given = document.text_at("SPID");
  const std::string& own = world.accounts().find(account)->spid;
  if (!is_alphanumeric(given, 4)) return refusals.add(kSpidInvalid, std::string(given));
  if (own.empty()) return refusals.add(kAccountWithoutSpid, std::to_string(account.value));
  if (same_word(own, kManySpids)) {
    if (given.empty()) refusals.add(kSpidRequired, std::to_string(account.value));
  } else if (!given.empty() && !same_word(given, own)) {
    refusals.add(kOtherSpid, own, std::string(given));
  }
}

void check_foc(const xml::Element& document, std::size_t numbers, const world::World& world,
               Refusals& refusals) {
  const std::string_view text = document.text_at("RequestedFocDate");
  if (text.empty()) return;
  const auto foc = parse_foc_date(text);
  if (!foc) return refusals.add(kDateMalformed);
  const kernel::Date day = world::foc_day(*foc);
  const kernel::Date today = kernel::eastern_date(world.now());
  if (day < today) return refusals.add(kFocInPast);
  if (!kernel::is_business_day(day)) refusals.add(kNoBusinessDay);
  const scenario::Rules& rules = world.scenario().rules;
  const auto days_left = static_cast<std::uint64_t>((day - today).count());
  if (numbers > rules.lsr_large_port && days_left < rules.lsr_large_port_days)
    refusals.add(kFocTooSoon, std::to_string(rules.lsr_large_port),
                 std::to_string(rules.lsr_large_port_days));
}

void check_common(const xml::Element& document, world::AccountId account, std::size_t numbers,
                  const world::World& world, Refusals& refusals) {
  check_fields(document, kFields, refusals);
  check_subscriber(document, refusals);
  if (!is_customer_order_id(document.text_at("CustomerOrderId")))
    refusals.add(kCustomerOrderIdInvalid);
  check_btn(document, refusals);
  check_spid(document, account, world, refusals);
  check_foc(document, numbers, world, refusals);
}

std::vector<Tn> read_numbers(const xml::Element& document, const world::World& world,
                             Refusals& refusals) {
  std::vector<Tn> numbers;
  std::vector<std::string> invalid, repeated;
  bool toll_free = false;
  std::set<Tn> seen;
  if (const auto list = document.child("ListOfTelephoneNumbers")) {
    for (const xml::Element element : list->children()) {
      if (element.name() != "TelephoneNumber" || element.text().empty()) continue;
      const auto tn = world::parse_tn(element.text());
      if (!tn) {
        invalid.emplace_back(element.text());
        continue;
      }
      toll_free = toll_free || is_toll_free(*tn);
      seen.insert(*tn).second ? numbers.push_back(*tn) : repeated.push_back(to_text(*tn));
    }
  }
  const std::uint64_t most = world.scenario().rules.lsr_numbers_max;
  if (numbers.empty()) refusals.add(invalid.empty() ? kNoTns : kAllTnsInvalid);
  if (toll_free) refusals.add(kTollFreeTns);
  if (!repeated.empty()) refusals.add(kDuplicateTns, listed(repeated));
  if (!invalid.empty() && !numbers.empty()) refusals.add(kTnsInvalid, listed(invalid));
  if (numbers.size() > most) {
    const std::string about[] = {std::to_string(most)};
    refusals.add(Refusal{kTooManyTns, error_text(kTooManyTns, about, "lsrorders")});
  }
  return numbers;
}

bool share_a_number(const std::vector<Tn>& a, const std::vector<Tn>& b) {
  return std::ranges::any_of(a, [&](Tn tn) { return std::ranges::find(b, tn) != b.end(); });
}

/// A PON is its account's once and for all. Another account may use the same one, but not while an
/// open order of that PON is about the same numbers.
void check_pon(const xml::Element& document, world::AccountId account,
               const std::vector<Tn>& numbers, const world::World& world, Refusals& refusals) {
  const std::string_view pon = document.text_at("Pon");
  if (pon.empty()) return refusals.add(kPonRequired);
  if (pon.size() > 25 || !all_of(pon, "-_#")) return refusals.add(kPonInvalid);
  bool taken = false;
  bool overlaps = false;
  world.orders().for_each([&](const world::Order& order) {
    if (order.type != world::OrderType::kLsrorders || order.porting->pon != pon) return;
    taken = taken || order.account == account;
    overlaps = overlaps || (order.account != account && !order.final() &&
                            share_a_number(order.request.numbers, numbers));
  });
  if (taken) return refusals.add(kPonTaken);
  if (overlaps) refusals.add(kPonOverlaps);
}

/// Elements of a PUT that would change what cannot be changed.
std::vector<std::string> fixed_fields(const world::Order& order, const xml::Element& document) {
  std::vector<std::string> fields;
  const std::string_view pon = document.text_at("Pon");
  if (!pon.empty() && pon != order.porting->pon) fields.emplace_back("Pon");
  std::set<std::string> wanted, had;
  if (const auto list = document.child("ListOfTelephoneNumbers")) {
    for (const xml::Element each : list->children()) {
      if (!each.text().empty()) wanted.emplace(each.text());
    }
  }
  for (const Tn tn : order.request.numbers) had.insert(to_text(tn));
  if (!wanted.empty() && wanted != had) fields.emplace_back("ListOfTelephoneNumbers");
  return fields;
}

void check_status(const xml::Element& document, const world::Order& order, Refusals& refusals) {
  const std::string_view status = document.text_at("OrderStatus");
  if (status.empty() || order.is_in(status)) return;
  const std::string about[] = {std::string(status)};
  refusals.add(Refusal{kFieldFixed, error_text(kFieldFixed, about, "Additional errors")});
}

void lay_over(world::RequestElement& into, const xml::Element& from) {
  for (const xml::Element child : from.children()) {
    if (child.has_children()) {
      lay_over(into.child_or_new(child.name()), child);
    } else if (!child.text().empty()) {
      into.child_or_new(child.name()).text = child.text();
    }
  }
}

}  // namespace

std::optional<kernel::VirtualTime> parse_foc_date(std::string_view text) {
  constexpr std::size_t kCharacters = std::string_view("yyyy-mm-dd").size();
  if (text.size() != kCharacters) return std::nullopt;
  return kernel::parse_day(text);
}

bool cancels_lsr(const xml::Element& document) {
  return same_word(document.text_at("OrderStatus"), "CANCELLED");
}

LsrRequest read_lsr(const xml::Element& document, world::AccountId account,
                    const world::World& world, Refusals& refusals) {
  LsrRequest lsr;
  lsr.request.numbers = read_numbers(document, world, refusals);
  check_common(document, account, lsr.request.numbers.size(), world, refusals);
  check_pon(document, account, lsr.request.numbers, world, refusals);
  lsr.request.customer_order_id = document.text_at("CustomerOrderId");
  lsr.request.document = keep(document);
  lsr.request.document.drop_child("OrderStatus");
  lsr.porting.pon = document.text_at("Pon");
  const std::string_view spid = document.text_at("SPID");
  lsr.porting.spid = spid.empty() ? world.accounts().find(account)->spid : std::string(spid);
  const auto foc = parse_foc_date(document.text_at("RequestedFocDate"));
  const kernel::Date day = foc ? world::foc_day(*foc) : world::earliest_foc(world, 1);
  lsr.porting.requested_foc = kernel::eastern_instant(day, world::kDefaultActivation);
  return lsr;
}

void check_lsr_change(const xml::Element& document, const world::Order& order,
                      const world::World& world, Refusals& refusals) {
  check_status(document, order, refusals);
  const std::vector<std::string> fixed = fixed_fields(order, document);
  if (!fixed.empty()) {
    refusals.add(kFieldFixed, fmt::format("{}", fmt::join(fixed, ", ")),
                 fixed.size() > 1 ? std::string("s") : std::string());
  }
  const std::string_view override_flag = document.text_at("OverrideValidation");
  if (!override_flag.empty() && !kernel::parse_flag(override_flag)) {
    refusals.add(invalid_value(override_flag));
  } else if (flag_at(document, "OverrideValidation") && !order.is_in("EXCEPTION")) {
    refusals.add(kOverrideOutsideException);
  }
  check_common(document, order.account, order.request.numbers.size(), world, refusals);
}

world::RequestElement merged_lsr(const world::RequestElement& document,
                                 const xml::Element& change) {
  world::RequestElement merged = document;
  for (const std::string_view name : kChangeable) {
    const std::string_view text = change.text_at(name);
    if (!text.empty()) merged.child_or_new(name).text = text;
  }
  const auto given = change.child("Subscriber");
  if (!given) return merged;
  world::RequestElement& subscriber = merged.child_or_new("Subscriber");
  lay_over(subscriber, *given);
  // A subscriber of the other kind has another kind of name.
  if (same_word(subscriber.text_at("SubscriberType"), "BUSINESS")) {
    for (const char* name : {"FirstName", "MiddleInitial", "LastName"}) subscriber.drop_child(name);
  } else {
    subscriber.drop_child("BusinessName");
  }
  return merged;
}

bool names_what_stays(const world::Order& order, const xml::Element& change) {
  return !fixed_fields(order, change).empty();
}

}  // namespace dashsim::api
