#include "world/geocoder.hpp"

#include <algorithm>
#include <utility>

#include "kernel/text.hpp"

namespace dashsim::world {
namespace {

using scenario::AddressPart;
using scenario::Geocoding;

/// What people call the elements that the geocoder looks at.
constexpr std::pair<std::string Address::*, std::string_view> kElements[] = {
    {&Address::house_number, "House Number"},
    {&Address::house_suffix, "House Suffix"},
    {&Address::pre_directional, "Pre Directional"},
    {&Address::street_name, "Street Name"},
    {&Address::street_suffix, "Street Suffix"},
    {&Address::post_directional, "Post Directional"},
    {&Address::address_line2, "Address Line2"},
    {&Address::city, "City"},
    {&Address::state, "State Code"},
    {&Address::zip, "Zip"},
    {&Address::plus_four, "Plus Four"},
    {&Address::county, "County"},
};

bool fits(const Geocoding& geocoding, const Address& address) {
  return std::ranges::all_of(geocoding.when, [&](const AddressPart& pattern) {
    return kernel::matches(kernel::lower_case(pattern.text),
                           kernel::lower_case(address.*pattern.element));
  });
}

/// The address as the geocoder writes it: capitals, and the country as two letters.
Address in_capitals(const Address& address) {
  Address written = address;
  for (const auto& [element, name] : kElements) {
    written.*element = kernel::upper_case(address.*element);
  }
  for (const std::string_view name : {"", "USA", "United States", "United States of America"}) {
    if (kernel::same_word(address.country, name)) written.country = "US";
  }
  return written;
}

/// Elements that were given and that the good address has otherwise. What it adds or drops was not
/// wrong.
std::vector<Inconsistency> inconsistencies(const Address& given, const Address& valid) {
  std::vector<Inconsistency> list;
  for (const auto& [element, name] : kElements) {
    const std::string& was = given.*element;
    const std::string& is = valid.*element;
    if (!was.empty() && !is.empty() && was != is) list.push_back({name, was, is});
  }
  return list;
}

}  // namespace

GeocodeResult Geocoder::look_up(const Address& address) const {
  GeocodeResult result;
  if (!known_.up) {
    result.answer = GeocodeAnswer::kUnavailable;
    return result;
  }
  result.address = in_capitals(address);
  const auto known = std::ranges::find_if(
      known_.addresses, [&](const Geocoding& each) { return fits(each, address); });
  if (known == known_.addresses.end()) return result;
  result.answer = known->answer;
  Address good = address;
  for (const AddressPart& part : known->address) good.*part.element = part.text;
  result.address = in_capitals(good);
  if (result.answer == GeocodeAnswer::kCorrected) {
    result.inconsistencies = inconsistencies(in_capitals(address), result.address);
  }
  return result;
}

std::string address_line1(const Address& address) {
  std::string line;
  for (const std::string* part :
       {&address.house_number, &address.house_suffix, &address.pre_directional,
        &address.street_name, &address.street_suffix, &address.post_directional}) {
    if (part->empty()) continue;
    if (!line.empty()) line += ' ';
    line += *part;
  }
  return line;
}

}  // namespace dashsim::world
