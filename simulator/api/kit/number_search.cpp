#include "api/kit/number_search.hpp"

#include <algorithm>
#include <bit>

#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::NumberSearch;

constexpr std::uint32_t kAreaCodeBad = 4000;
constexpr std::uint32_t kRateCenterBad = 4001;
constexpr std::uint32_t kNpaNxxBad = 4002;
constexpr std::uint32_t kTollFreeVanityBad = 4003;
constexpr std::uint32_t kTollFreeWildCardBad = 4004;
constexpr std::uint32_t kCityBad = 4005;
constexpr std::uint32_t kStateBad = 4006;
constexpr std::uint32_t kZipBad = 4007;
constexpr std::uint32_t kLataBad = 4008;
constexpr std::uint32_t kUnsupported = 4010;
constexpr std::uint32_t kNumberBad = 4011;

constexpr CriterionWords kCriteria[] = {
    {Criterion::kAreaCode, "areaCode", "AreaCode"},
    {Criterion::kNpaNxx, "npaNxx", "NpaNxx"},
    {Criterion::kNpaNxxX, "npaNxxx", "NpaNxxX"},
    {Criterion::kRateCenter, "rateCenter", "RateCenter"},
    {Criterion::kCity, "city", "City"},
    {Criterion::kState, "state", "State"},
    {Criterion::kZip, "zip", "Zip"},
    {Criterion::kLata, "lata", "Lata"},
    {Criterion::kLocalVanity, "localVanity", "LocalVanity"},
    {Criterion::kTollFreeVanity, "tollFreeVanity", "TollFreeVanity"},
    {Criterion::kTollFreeWildCard, "tollFreeWildCardPattern", "TollFreeWildCardPattern"},
};

constexpr std::uint32_t bit(Criterion criterion) {
  return 1U << static_cast<unsigned>(criterion);
}
constexpr std::uint32_t kPrefixes =
    bit(Criterion::kAreaCode) | bit(Criterion::kNpaNxx) | bit(Criterion::kNpaNxxX);
constexpr std::uint32_t kWithinState = bit(Criterion::kRateCenter) | bit(Criterion::kCity);

/// Digits of a prefix whose area code and exchange begin with 2 to 9.
bool is_prefix(std::string_view text, std::size_t size) {
  return text.size() == size && kernel::all_digits(text) && text[0] >= '2' &&
         (size < 4 || text[3] >= '2');
}

bool is_zip(std::string_view text) {
  const bool nine = text.size() == 10 && text[5] == '-' && kernel::all_digits(text.substr(6));
  return (text.size() == 5 || nine) && kernel::all_digits(text.substr(0, 5));
}

bool is_alphanumeric(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return world::keypad_digit(c).has_value(); });
}

/// 8 and two stars, a digit and a star, or two digits.
bool is_wild_card(std::string_view text) {
  return text.size() == 3 && text[0] == '8' && kernel::all_digits(text.substr(0, text.find('*'))) &&
         text.find_first_not_of('*', std::min(text.find('*'), text.size())) == text.npos;
}

bool between(std::size_t value, std::size_t min, std::size_t max) {
  return min <= value && value <= max;
}

/// Sets one criterion of the search; false if it cannot be that.
bool set(Criterion criterion, std::string_view value, const AskedSearch& asked,
         NumberSearch& search) {
  using world::DigitPattern;
  using world::PatternPlace;
  const auto prefix = [&](std::size_t size) {
    search.prefix = value;
    return is_prefix(value, size);
  };
  const auto name = [&](std::string& member, std::size_t max) {
    member = value;
    return value.size() <= max;
  };
  switch (criterion) {
    case Criterion::kAreaCode:
      return prefix(3);
    case Criterion::kNpaNxx:
      return prefix(6);
    case Criterion::kNpaNxxX:
      return prefix(7);
    case Criterion::kRateCenter:
      return name(search.rate_center, 50);
    case Criterion::kCity:
      return name(search.city, 100);
    case Criterion::kState:
      search.state = value;
      return value.size() == 2;
    case Criterion::kZip:
      search.zip = value.substr(0, 5);
      return is_zip(value);
    case Criterion::kLata:
      search.lata = kernel::parse_whole(value);
      return value.size() <= 5 && kernel::all_digits(value);
    case Criterion::kLocalVanity: {
      const bool at_end = kernel::parse_flag(asked.ends_in).value_or(false);
      search.vanity =
          DigitPattern::parse(value, at_end ? PatternPlace::kAtEnd : PatternPlace::kAnywhere);
      return between(value.size(), asked.vanity_min, 7) && search.vanity.has_value();
    }
    case Criterion::kTollFreeVanity:
      search.toll_free = true;
      search.vanity = DigitPattern::parse(value, PatternPlace::kAtEnd);
      return between(value.size(), 4, 7) && is_alphanumeric(value);
    case Criterion::kTollFreeWildCard:
      search.toll_free = true;
      search.prefix = value.substr(0, value.find('*'));
      return is_wild_card(value);
  }
  return false;
}

std::uint32_t code_of_bad(Criterion criterion) {
  switch (criterion) {
    case Criterion::kAreaCode:
      return kAreaCodeBad;
    case Criterion::kNpaNxx:
    case Criterion::kNpaNxxX:
      return kNpaNxxBad;
    case Criterion::kRateCenter:
      return kRateCenterBad;
    case Criterion::kCity:
      return kCityBad;
    case Criterion::kState:
      return kStateBad;
    case Criterion::kZip:
      return kZipBad;
    case Criterion::kLata:
      return kLataBad;
    case Criterion::kLocalVanity:
      return kNumberBad;
    case Criterion::kTollFreeVanity:
      return kTollFreeVanityBad;
    case Criterion::kTollFreeWildCard:
      return kTollFreeWildCardBad;
  }
  return kUnsupported;
}

/// The rows of the reference's table of search criteria.
bool go_together(std::uint32_t criteria) {
  constexpr std::uint32_t kVanity = bit(Criterion::kLocalVanity);
  if (criteria == 0) return false;
  for (const Criterion alone : {Criterion::kTollFreeVanity, Criterion::kTollFreeWildCard}) {
    if ((criteria & bit(alone)) != 0) return criteria == bit(alone);
  }
  if ((criteria & kVanity) != 0)
    return (criteria & ~(kVanity | bit(Criterion::kState) | bit(Criterion::kAreaCode))) == 0;
  if (std::popcount(criteria & kPrefixes) > 1) return false;
  return (criteria & kWithinState) == 0 || (criteria & bit(Criterion::kState)) != 0;
}

/// Local calling areas surround an exchange, a thousand of it, or a rate center; nothing else.
bool has_local_calling_area(std::uint32_t criteria) {
  return criteria == bit(Criterion::kNpaNxx) || criteria == bit(Criterion::kNpaNxxX) ||
         criteria == (bit(Criterion::kRateCenter) | bit(Criterion::kState));
}

}  // namespace

ReadSearch read_search(const AskedSearch& asked, const world::Account& account,
                       Refusals& refusals) {
  ReadSearch read;
  read.search.account = account.id;
  read.search.tiers = account.tiers;
  for (const CriterionWords& words : kCriteria) {
    const std::string_view value = asked.value_of(words);
    if (value.empty()) continue;
    read.criteria |= bit(words.criterion);
    if (!set(words.criterion, value, asked, read.search))
      refusals.add(code_of_bad(words.criterion), std::string(value));
  }
  for (const std::string_view flag : {asked.local_calling_area, asked.ends_in}) {
    if (!flag.empty() && !kernel::parse_flag(flag)) refusals.add(invalid_value(flag));
  }
  const auto wanted = kernel::parse_flag(asked.local_calling_area);
  const bool possible = has_local_calling_area(read.criteria);
  read.search.local_calling_area = possible && wanted.value_or(true);
  const bool wanted_in_vain = wanted.value_or(false) && !possible;
  if (!go_together(read.criteria) || wanted_in_vain) refusals.add(kUnsupported);
  return read;
}

void check_area_code(const ReadSearch& read, const world::Inventory& inventory,
                     Refusals& refusals) {
  if (!read.has(Criterion::kAreaCode)) return;
  NumberSearch anywhere_in_it;
  anywhere_in_it.prefix = read.search.prefix;
  if (!inventory.any_block(anywhere_in_it)) refusals.add(kAreaCodeBad, read.search.prefix);
}

void write_vendor(xml::Writer& out) {
  out.element("VendorId", "49").element("VendorName", "Bandwidth CLEC");
}

}  // namespace dashsim::api
