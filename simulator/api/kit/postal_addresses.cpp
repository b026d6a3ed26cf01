#include "api/kit/postal_addresses.hpp"

#include <algorithm>

#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Address;
using world::GeocodeAnswer;

constexpr std::uint32_t kRecommended = 12112;
constexpr std::uint32_t kNotConfirmed = 12133;
constexpr std::uint32_t kStateUnknown = 12535;
constexpr std::uint32_t kStateInvalid = 12543;
constexpr std::uint32_t kZipTooLong = 12551;
constexpr std::uint32_t kTypeRequired = 12554;
constexpr std::uint32_t kAddressTypeInvalid = 12579;
constexpr std::uint32_t kDirectionalInvalid = 12605;
constexpr std::uint32_t kZipRequired = 12644;
constexpr std::uint32_t kPlusFourContradicts = 13052;
constexpr std::uint32_t kZipInvalid = 13103;

constexpr Binding<Address> kAddress[] = {
    {"HouseNumber", &Address::house_number, 45, 12537, 12536},
    {"HouseSuffix", &Address::house_suffix, 45, 12547},
    {"PreDirectional", &Address::pre_directional, 2, 12548},
    {"StreetName", &Address::street_name, 200, 12539, 12538},
    {"StreetSuffix", &Address::street_suffix, 45, 13045},
    {"PostDirectional", &Address::post_directional, 2, 12549},
    {"AddressLine2", &Address::address_line2, 200, 12550},
    {"City", &Address::city, 100, 12541, 12540},
    {"StateCode", &Address::state, 0, 0, 12542},
    {"Zip", &Address::zip},
    {"PlusFour", &Address::plus_four, 4, 12552},
    {"County", &Address::county, 45, 12553},
    {"Country", &Address::country},
    {"AddressType", &Address::type},
};
/// The geocoder knows places, not what they are for.
constexpr std::span<const Binding<Address>> kPlace(kAddress, std::size(kAddress) - 1);

constexpr std::string_view kDirectionals[] = {"N", "S", "E", "W", "NE", "NW", "SE", "SW"};
/// States, the district, territories and armed forces of the US, then provinces of Canada.
constexpr std::string_view kStates[] = {
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA",
    "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ",
    "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT",
    "VA", "WA", "WV", "WI", "WY", "DC", "AS", "GU", "MP", "PR", "VI", "AA", "AE", "AP", "AB",
    "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT",
};

bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return kernel::same_word(word, text); });
}

void check_state(const std::string& state, Refusals& refusals) {
  if (state.empty()) return;
  if (state.size() != 2) {
    refusals.add(kStateInvalid, state);
  } else if (!is_state(state)) {
    refusals.add(kStateUnknown, state);
  }
}

/// Takes 27606-1234 apart, which some clients send in one element.
void read_zip(Address& address, Refusals& refusals) {
  std::string& zip = address.zip;
  const bool with_plus_four = zip.size() == 10 && zip[5] == '-';
  if (with_plus_four) {
    const std::string plus_four = zip.substr(6);
    zip.resize(5);
    if (!address.plus_four.empty() && address.plus_four != plus_four)
      refusals.add(kPlusFourContradicts, address.plus_four, plus_four);
    address.plus_four = plus_four;
  }
  if (zip.empty() || !is_in_us(address)) return;
  if (zip.size() > 5) {
    refusals.add(kZipTooLong, zip);
  } else if (zip.size() < 5 || !kernel::all_digits(zip)) {
    refusals.add(kZipInvalid, zip);
  }
}

void read_type(Address& address, AddressNeeds needs, Refusals& refusals) {
  if (address.type.empty()) {
    if (needs == AddressNeeds::kZipAndType) refusals.add(kTypeRequired);
    address.type = "Service";
  }
  if (!kernel::same_word(address.type, "Service") && !kernel::same_word(address.type, "Billing")) {
    refusals.add(kAddressTypeInvalid, address.type);
  }
}

void write_recommendation(const world::GeocodeResult& result, xml::Writer& out) {
  std::string text = "Some adjustments are required to allow the address to pass geocoding:";
  for (const world::Inconsistency& each : result.inconsistencies) {
    text.append("\nSpecified value - ").append(each.element).append(" : \"").append(each.given);
    text.append("\" Valid value - \"").append(each.valid).append("\"");
  }
  out.open("AddressErrorDescription").element("AddressInconsistencies", text);
  out.open("RecommendedAddress").element("AddressLine1", world::address_line1(result.address));
  write_bound<Address>(result.address, kPlace, Empties::kOmit, out);
  out.close().close();
}

}  // namespace

void read_address(const xml::Element& element, AddressNeeds needs, std::optional<Address>& address,
                  Refusals& refusals) {
  const std::optional<xml::Element> source = element.child("Address");
  if (!source || !source->has_children()) return;
  Address& read = address.emplace();
  read_bound<Address>(*source, kAddress, read, refusals);
  for (const std::string* directional : {&read.pre_directional, &read.post_directional}) {
    if (!directional->empty() && directional->size() <= 2 && !is_directional(*directional)) {
      refusals.add(kDirectionalInvalid);
    }
  }
  check_state(read.state, refusals);
  if (read.zip.empty() && needs == AddressNeeds::kZipAndType) refusals.add(kZipRequired);
  read_zip(read, refusals);
  read_type(read, needs, refusals);
  if (read.country.empty()) read.country = "US";
}

void write_address(const Address& address, Empties empties, xml::Writer& out) {
  out.open("Address");
  write_address_elements(address, empties, out);
  out.close();
}

Address read_address_elements(const xml::Element& address) {
  Address read;
  for (const Binding<Address>& binding : kAddress)
    read.*binding.member = address.text_at(binding.element);
  return read;
}

void write_address_elements(const Address& address, Empties empties, xml::Writer& out) {
  write_bound<Address>(address, kAddress, empties, out);
}

bool is_state(std::string_view text) {
  return is_one_of(text, kStates);
}

bool is_directional(std::string_view text) {
  return is_one_of(text, kDirectionals);
}

bool is_in_us(const Address& address) {
  static constexpr std::string_view kNames[] = {"", "US", "USA", "United States",
                                                "United States of America"};
  return is_one_of(address.country, kNames);
}

Refusals check_with_geocoder(const Address& address, const world::Geocoder& geocoder,
                             const GeocodeCodes& codes) {
  if (!kernel::same_word(address.type, "Service")) return {};
  world::GeocodeResult result = geocoder.look_up(address);
  switch (result.answer) {
    case GeocodeAnswer::kVerified:
      return {};
    case GeocodeAnswer::kUnknown:
      return refuse(400, codes.unknown);
    case GeocodeAnswer::kFailed:
      return refuse(400, kNotConfirmed);
    case GeocodeAnswer::kUnavailable:
      return refuse(503, codes.unavailable);
    case GeocodeAnswer::kCorrected:
      break;
  }
  Refusals refusals = refuse(409, kRecommended);
  refusals.echo = [result = std::move(result)](xml::Writer& out) {
    write_recommendation(result, out);
  };
  return refusals;
}

}  // namespace dashsim::api
