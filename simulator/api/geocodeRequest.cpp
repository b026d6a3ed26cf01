// Asking the geocoder about an address. Reference: geocodeRequest.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/postal_addresses.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Address;
using world::address_line1;
using world::GeocodeAnswer;

constexpr std::uint32_t kUnavailable = 12109;
constexpr std::uint32_t kNotRecognized = 12110;
constexpr std::uint32_t kFailed = 12111;
constexpr std::uint32_t kCityRequired = 12540;
constexpr std::uint32_t kStateRequired = 12542;
constexpr std::uint32_t kAddressLine1Required = 12818;

constexpr std::string_view kRoot = "GeocodeRequestResponse";

/// Words that end a street's name rather than being part of it.
constexpr std::string_view kStreetSuffixes[] = {
    "ALY",    "AVE",   "AVENUE",  "BLVD",    "BOULEVARD", "CIR",  "CIRCLE", "CT",      "COURT",
    "DR",     "DRIVE", "HWY",     "HIGHWAY", "LN",        "LANE", "PKWY",   "PARKWAY", "PL",
    "PLACE",  "PLZ",   "PLAZA",   "RD",      "ROAD",      "SQ",   "SQUARE", "ST",      "STR",
    "STREET", "TER",   "TERRACE", "TRL",     "TRAIL",     "WAY",
};

bool is_street_suffix(std::string_view word) {
  return std::ranges::any_of(
      kStreetSuffixes, [&](std::string_view suffix) { return kernel::same_word(suffix, word); });
}

/// Takes "904 E Anson St" apart: house number, direction, street name, suffix, direction.
void read_line(std::string_view line, Address& address) {
  std::vector<std::string_view> words = kernel::split(line, ' ');
  std::erase(words, std::string_view{});
  const auto take_first = [&](std::string& part) {
    part = words.front();
    words.erase(words.begin());
  };
  const auto take_last = [&](std::string& part) {
    part = words.back();
    words.pop_back();
  };
  if (words.size() > 1) take_first(address.house_number);
  if (words.size() > 1 && is_directional(words.front())) take_first(address.pre_directional);
  if (words.size() > 1 && is_directional(words.back())) take_last(address.post_directional);
  if (words.size() > 1 && is_street_suffix(words.back())) take_last(address.street_suffix);
  address.street_name.clear();
  for (const std::string_view word : words) {
    if (!address.street_name.empty()) address.street_name += ' ';
    address.street_name += word;
  }
}

struct Question {
  std::string line;  ///< AddressLine1, as it was sent or as its parts make it up
  Address address;
};

Question read_question(const xml::Element& document, Refusals& refusals) {
  Question question{std::string(document.text_at("AddressLine1")), read_address_elements(document)};
  Address& address = question.address;
  const bool in_parts = !address.house_number.empty() && !address.street_name.empty();
  if (!in_parts && question.line.empty()) refusals.add(kAddressLine1Required);
  if (!in_parts) {
    for (std::string Address::*part :
         {&Address::house_number, &Address::house_suffix, &Address::pre_directional,
          &Address::street_suffix, &Address::post_directional}) {
      (address.*part).clear();
    }
    read_line(question.line, address);
  }
  if (address.city.empty()) refusals.add(kCityRequired);
  if (address.state.empty()) refusals.add(kStateRequired);
  if (question.line.empty()) question.line = address_line1(address);
  if (address.country.empty()) address.country = "US";
  return question;
}

void write_answer(const Question& question, const world::GeocodeResult& result, xml::Writer& out) {
  out.open("GeocodedAddress").element("AddressLine1", address_line1(result.address));
  write_address_elements(result.address, Empties::kOmit, out);
  out.close();
  out.open("RequestAddress");
  write_address_elements(question.address, Empties::kOmit, out);
  out.element("AddressLine1", question.line).close();
}

/// Unlike elsewhere, the reference shows the corrections with their colons escaped and in one line.
std::string corrections(const world::GeocodeResult& result) {
  std::string text = "Some adjustments are required to allow the address to pass geocoding%3A";
  for (const world::Inconsistency& each : result.inconsistencies) {
    text.append(" Specified value - ").append(each.element).append(" %3A \"").append(each.given);
    text.append("\" Valid value - \"").append(each.valid).append("\"");
  }
  return text;
}

Result<Reply> geocode(const Call& call, world::World& world) {
  Refusals refusals;
  const Question question = read_question(call.document(), refusals);
  if (!refusals.empty()) return refusals;
  const world::GeocodeResult result = world.geocoder().look_up(question.address);
  switch (result.answer) {
    case GeocodeAnswer::kVerified:
      break;
    case GeocodeAnswer::kCorrected:
      return reply(409, kRoot, [&](xml::Writer& out) {
        out.element("ErrorMessage", corrections(result));
        write_answer(question, result, out);
      });
    case GeocodeAnswer::kUnknown:
      return refuse(400, kNotRecognized);
    case GeocodeAnswer::kFailed:
      return refuse(500, kFailed);
    case GeocodeAnswer::kUnavailable:
      return refuse(503, kUnavailable);
  }
  return reply(200, kRoot, [&](xml::Writer& out) { write_answer(question, result, out); });
}

}  // namespace

void geocode_request(Routes& routes) {
  routes.on("POST /accounts/{accountId}/geocodeRequest", geocode);
}

}  // namespace dashsim::api
