// The forms of E911 orders and what each must have. Reference: e911s, its table of examples.
#include <algorithm>
#include <set>

#include "api/e911s/e911s.hpp"
#include "api/kit/order_family.hpp"
#include "api/kit/postal_addresses.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Address;
using world::E911Endpoint;
using world::E911Place;
using world::E911Request;
using world::OrderType;

constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;
constexpr std::uint32_t kTnInvalid = 5070;
constexpr std::uint32_t kRemovesAndSets = 5106;
constexpr std::uint32_t kCallerNameTooLong = 8001;
constexpr std::uint32_t kCallerNameInvalid = 8002;
constexpr std::uint32_t kBeingProcessed = 8004;
constexpr std::uint32_t kNumbersAndEndpoints = 8011;
constexpr std::uint32_t kIdentifierTooShort = 8012;
constexpr std::uint32_t kIdentifierTooLong = 8013;
constexpr std::uint32_t kCallbackInvalid = 8014;
constexpr std::uint32_t kIdentifierWithoutLetter = 8015;
constexpr std::uint32_t kTooManyEndpoints = 8016;
constexpr std::uint32_t kIdentifierTwice = 8017;
constexpr std::uint32_t kCallbackTwice = 8018;
constexpr std::uint32_t kEndpointBeingProcessed = 8019;
constexpr std::uint32_t kEndpointsNotAllowed = 8022;
constexpr std::uint32_t kLocationIdInvalid = 8023;
constexpr std::uint32_t kLocationIdForSeveral = 8024;
constexpr std::uint32_t kLocationIdOnUcTrunking = 8025;
constexpr std::uint32_t kLocationIdRequiredToDelete = 8031;
constexpr std::uint32_t kDuplicateOrder = 8033;
constexpr std::uint32_t kLanguageInvalid = 8035;
constexpr std::uint32_t kPidfloSectionInvalid = 8036;
constexpr std::uint32_t kLocationIdTwice = 8038;
constexpr std::uint32_t kIdentifierInvalid = 8045;
constexpr std::uint32_t kPlaceRequired = 8046;
constexpr std::uint32_t kTooManyAddresses = 8049;
constexpr std::uint32_t kAddressValueInvalid = 8056;
constexpr std::uint32_t kFormUnknown = 8057;
constexpr std::uint32_t kAddressOfLocationInvalid = 8059;
constexpr std::uint32_t kTopLevelAddressInvalid = 8060;
constexpr std::uint32_t kPidfloNotAllowed = 8061;
constexpr std::uint32_t kStateInvalid = 8063;
constexpr std::uint32_t kAddressRequired = 8110;
constexpr std::uint32_t kAddressTypeInvalid = 12579;
constexpr std::uint32_t kProductMissing = 12659;

constexpr std::size_t kCallerNameMax = 50;
constexpr std::size_t kLocationIdMax = 32;
constexpr std::size_t kIdentifierMax = 30;
constexpr std::size_t kIdentifierMin = 6;  ///< of endpoints that are not PIDF-LO enabled
constexpr std::size_t kListMax = 5000;     ///< the reference names no limit; as for numbers
constexpr std::string_view kRemove = "DeleteTNSpecificE911Address";
constexpr std::string_view kEndpoints = "AlternateEndUserIdentifiers";
constexpr std::string_view kAdditional = "AdditionalAddresses";
/// What only PIDF-LO enabled endpoints have.
constexpr std::string_view kPidfloElements[] = {"CallerName", "Address", "LocationId",
                                                "PreferredLanguage"};
constexpr std::string_view kAddressTypes[] = {"Service", "Billing", "Dlda", "E911"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_alphanumeric(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

class Reading {
 public:
  Reading(const Call& call, const world::World& world, Refusals& refusals)
      : document_(call.document()),
        account_(*world.accounts().find(call.account())),
        world_(world),
        refusals_(refusals) {}

  world::OrderRequest read() {
    request_.customer_order_id = document_.text_at("CustomerOrderId");
    if (!is_customer_order_id(request_.customer_order_id)) refusals_.add(kCustomerOrderIdInvalid);
    read_removal();
    e911_.caller_name = read_caller_name(document_);
    const std::string_view top_level = document_.text_at("Address/LocationId");
    if (const auto address = document_.child("Address"))
      e911_.place = read_place(*address, kTopLevelAddressInvalid);
    if (e911_.remove && (document_.child("Address") || document_.child("CallerName")))
      refusals_.add(kRemovesAndSets);
    read_subject(top_level);
    if (refusals_.empty()) check_claims();
    request_.e911.push_back(std::move(e911_));
    return std::move(request_);
  }

 private:
  void read_removal() {
    const std::string_view text = document_.text_at(kRemove);
    const auto flag = kernel::parse_flag(text);
    if (!text.empty() && !flag) refusals_.add(invalid_value(text));
    e911_.remove = flag.value_or(false);
  }

  void read_subject(std::string_view top_level) {
    const auto numbers = document_.child("TelephoneNumbers");
    const auto endpoints = document_.child(kEndpoints);
    const auto additional = document_.child(kAdditional);
    if (numbers && endpoints) return refusals_.add(kNumbersAndEndpoints);
    const int subjects = (numbers ? 1 : 0) + (endpoints ? 1 : 0) + (additional ? 1 : 0);
    const bool address_too_many = additional && document_.child("Address");
    if (subjects != 1 || address_too_many) return refusals_.add(kFormUnknown);
    if (numbers) return read_numbers(*numbers, top_level);
    if (endpoints) return read_endpoints(*endpoints);
    read_additional(*additional);
  }

  // Telephone numbers with their address: CONVENTIONAL E911.

  void read_numbers(const xml::Element& list, std::string_view location_id) {
    if (!world::has_product(account_.products, "E911")) refusals_.add(kProductMissing);
    const std::size_t refused_before = refusals_.list.size();
    read_tns(list, "TelephoneNumber", request_.numbers, refusals_);
    if (request_.numbers.empty() && refusals_.list.size() == refused_before)
      return refusals_.add(kTnInvalid);
    if (!location_id.empty() && request_.numbers.size() > 1) refusals_.add(kLocationIdForSeveral);
    const bool uc_trunking =
        account_.products && world::has_product(account_.products, "UcTrunking");
    if (!location_id.empty() && uc_trunking) refusals_.add(kLocationIdOnUcTrunking);
    if (!e911_.remove && !e911_.place && !only_renames()) refusals_.add(kAddressRequired);
  }

  /// Whether the numbers keep the addresses that they have and get another caller name.
  bool only_renames() const {
    return !e911_.caller_name.empty() && std::ranges::all_of(request_.numbers, [&](world::Tn tn) {
      const world::TnFeatures* features = world_.numbers().find_features(tn);
      return features != nullptr && features->e911;
    });
  }

  // Alternate end users: PIDF-LO and SIMPLE AEUI.

  void read_endpoints(const xml::Element& list) {
    if (!world::has_product(account_.products, "E911")) refusals_.add(kEndpointsNotAllowed);
    for (const xml::Element element : list.children()) {
      if (element.name() != "AlternateEndUserIdentifier") continue;
      E911Endpoint endpoint = read_endpoint(element);
      if (!identifiers_.insert(endpoint.identifier).second)
        refusals_.add(kIdentifierTwice, endpoint.identifier);
      request_.endpoints.push_back(endpoint.identifier);
      e911_.endpoints.push_back(std::move(endpoint));
    }
    if (e911_.endpoints.empty()) refusals_.add(kFormUnknown);
    if (e911_.endpoints.size() > kListMax)
      refusals_.add(kTooManyEndpoints, std::to_string(kListMax));
  }

  E911Endpoint read_endpoint(const xml::Element& element) {
    E911Endpoint endpoint;
    endpoint.identifier = element.text_at("Identifier");
    endpoint.pidflo_enabled = read_pidflo(element, endpoint.identifier);
    check_identifier(endpoint);
    read_callback(element, endpoint);
    if (!endpoint.pidflo_enabled && !e911_.remove) {
      const bool too_much = std::ranges::any_of(
          kPidfloElements, [&](std::string_view name) { return element.child(name).has_value(); });
      if (too_much) refusals_.add(kPidfloSectionInvalid);
    }
    endpoint.caller_name = read_caller_name(element);
    endpoint.preferred_language = element.text_at("PreferredLanguage");
    if (endpoint.preferred_language.empty()) endpoint.preferred_language = "en";
    if (endpoint.preferred_language != "en" && endpoint.preferred_language != "fr")
      refusals_.add(kLanguageInvalid);
    endpoint.location_id = read_location_id(element);
    if (const auto address = element.child("Address"))
      endpoint.place = read_place(*address, kAddressOfLocationInvalid);
    const bool placed = endpoint.place || !endpoint.location_id.empty() || e911_.place;
    if (!e911_.remove && !placed && find(endpoint) == nullptr) refusals_.add(kPlaceRequired);
    return endpoint;
  }

  const world::Aeui* find(const E911Endpoint& endpoint) const {
    return world_.e911().find(account_.id, endpoint.identifier);
  }

  /// Of an endpoint that is to be removed the kind need not be told: it is known.
  bool read_pidflo(const xml::Element& element, std::string_view identifier) {
    const std::string_view text = element.text_at("PIDFLOEnabled");
    const auto flag = kernel::parse_flag(text);
    if (!text.empty() && !flag) refusals_.add(invalid_value(text));
    if (flag || !e911_.remove) return flag.value_or(false);
    const world::Aeui* known = world_.e911().find(account_.id, identifier);
    return known == nullptr || known->pidflo_enabled;
  }

  void check_identifier(const E911Endpoint& endpoint) {
    const std::string& id = endpoint.identifier;
    const std::size_t min = endpoint.pidflo_enabled ? 1 : kIdentifierMin;
    if (id.size() < min) return refusals_.add(kIdentifierTooShort, std::to_string(min));
    if (id.size() > kIdentifierMax)
      return refusals_.add(kIdentifierTooLong, std::to_string(kIdentifierMax));
    if (!std::ranges::all_of(id, is_alphanumeric)) return refusals_.add(kIdentifierInvalid, id);
    if (!endpoint.pidflo_enabled && std::ranges::none_of(id, is_letter))
      refusals_.add(kIdentifierWithoutLetter, id);
  }

  void read_callback(const xml::Element& element, E911Endpoint& endpoint) {
    endpoint.callback_number = element.text_at("CallbackNumber");
    const std::string& number = endpoint.callback_number;
    const bool required = !endpoint.pidflo_enabled && !e911_.remove;
    if (number.empty() ? required : !world::parse_tn(number)) refusals_.add(kCallbackInvalid);
    if (number.empty() || endpoint.pidflo_enabled) return;
    if (!callbacks_.insert(number).second) refusals_.add(kCallbackTwice, number);
  }

  // The pool of addresses: PIDF-LO.

  void read_additional(const xml::Element& list) {
    if (!world::has_product(account_.products, "E911")) refusals_.add(kPidfloNotAllowed);
    std::set<std::string> seen;
    for (const xml::Element element : list.children()) {
      if (element.name() != "Address") continue;
      E911Place place;
      if (e911_.remove) {
        place.location_id = read_location_id(element);
        if (place.location_id.empty()) refusals_.add(kLocationIdRequiredToDelete);
        if (!seen.insert(place.location_id).second) continue;
      } else {
        place = read_place(element, kAddressOfLocationInvalid);
        const std::string& id = place.location_id;
        if (!id.empty() && !seen.insert(id).second) refusals_.add(kLocationIdTwice, id);
      }
      e911_.additional.push_back(std::move(place));
    }
    if (e911_.additional.empty()) refusals_.add(kFormUnknown);
    if (e911_.additional.size() > kListMax)
      refusals_.add(kTooManyAddresses, std::to_string(kListMax));
  }

  // Elements of all forms.

  std::string read_caller_name(const xml::Element& element) {
    std::string name(element.text_at("CallerName"));
    const auto allowed = [](char c) { return is_alphanumeric(c) || c == ' ' || c == '-'; };
    if (characters(name) > kCallerNameMax) {
      refusals_.add(kCallerNameTooLong, name);
    } else if (!std::ranges::all_of(name, allowed)) {
      refusals_.add(kCallerNameInvalid, name);
    }
    return name;
  }

  std::string read_location_id(const xml::Element& element) {
    std::string id(element.text_at("LocationId"));
    const auto allowed = [](char c) {
      return is_alphanumeric(c) || c == '-' || c == '_' || c == '.';
    };
    if (id.size() > kLocationIdMax || !std::ranges::all_of(id, allowed))
      refusals_.add(kLocationIdInvalid, id);
    return id;
  }

  E911Place read_place(const xml::Element& element, std::uint32_t incomplete_code) {
    E911Place place{read_location_id(element), read_address_elements(element)};
    const Address& address = place.address;
    const bool complete = !address.house_number.empty() && !address.street_name.empty() &&
                          !address.city.empty() && !address.state.empty();
    if (!complete && incomplete_code == kTopLevelAddressInvalid) {
      refusals_.add(incomplete_code);
    } else if (!complete) {
      refusals_.add(incomplete_code, place.location_id);
    }
    check_values(address);
    return place;
  }

  void check_values(const Address& address) {
    if (!address.state.empty() && !is_state(address.state))
      refusals_.add(kStateInvalid, address.state);
    for (const std::string* directional : {&address.pre_directional, &address.post_directional}) {
      if (!directional->empty() && !is_directional(*directional))
        refusals_.add(kAddressValueInvalid, *directional);
    }
    check_length(address.house_number, 45);
    check_length(address.house_suffix, 45);
    check_length(address.street_name, 200);
    check_length(address.street_suffix, 45);
    check_length(address.address_line2, 200);
    check_length(address.city, 100);
    check_length(address.county, 45);
    const bool type_known = std::ranges::any_of(kAddressTypes, [&](std::string_view type) {
      return kernel::same_word(type, address.type);
    });
    if (!address.type.empty() && !type_known) refusals_.add(kAddressTypeInvalid, address.type);
    if (!is_in_us(address)) return;
    check_digits(address.zip, 5);
    check_digits(address.plus_four, 4);
  }

  /// `max` is in characters, as sites have it.
  void check_length(const std::string& text, std::size_t max) {
    if (characters(text) > max) refusals_.add(kAddressValueInvalid, text);
  }

  void check_digits(const std::string& text, std::size_t digits) {
    if (!text.empty() && (text.size() != digits || !kernel::all_digits(text)))
      refusals_.add(kAddressValueInvalid, text);
  }

  /// Nobody else is about to change the same numbers or endpoints.
  void check_claims() {
    const auto refuse_claim = [&](const world::Order* claimant, bool endpoint) {
      if (claimant == nullptr) return false;
      const bool same =
          claimant->account == account_.id && claimant->request.document == keep(document_);
      if (same) {
        refusals_.add(kDuplicateOrder, claimant->id.value);
      } else if (endpoint) {
        refusals_.add(kEndpointBeingProcessed);
      } else {
        refusals_.add(kBeingProcessed, claimant->id.value);
      }
      return true;
    };
    const world::Orders& orders = world_.orders();
    for (const world::Tn tn : request_.numbers) {
      if (refuse_claim(orders.claimant(OrderType::kE911s, tn), false)) return;
    }
    for (const std::string& endpoint : request_.endpoints) {
      if (refuse_claim(orders.claimant(OrderType::kE911s, account_.id, endpoint), true)) return;
    }
  }

  const xml::Element document_;
  const world::Account& account_;
  const world::World& world_;
  Refusals& refusals_;
  world::OrderRequest request_;
  E911Request e911_;
  std::set<std::string> identifiers_, callbacks_;
};

}  // namespace

world::OrderRequest read_e911_order(const Call& call, const world::World& world,
                                    Refusals& refusals) {
  return Reading(call, world, refusals).read();
}

}  // namespace dashsim::api
