#include "api/kit/number_search.hpp"

#include <algorithm>

#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kAreaCodeBad = 4000;
constexpr std::uint32_t kRateCenterBad = 4001;
constexpr std::uint32_t kNpaNxxBad = 4002;
constexpr std::uint32_t kCityBad = 4005;
constexpr std::uint32_t kStateBad = 4006;
constexpr std::uint32_t kZipBad = 4007;
constexpr std::uint32_t kLataBad = 4008;

constexpr CriterionWords kCriteria[] = {
    {"areaCode", "AreaCode", Criterion::kAreaCode},
    {"npaNxx", "NpaNxx", Criterion::kNpaNxx},
    {"npaNxxx", "NpaNxxX", Criterion::kNpaNxxX},
    {"rateCenter", "RateCenter", Criterion::kRateCenter},
    {"city", "City", Criterion::kCity},
    {"state", "State", Criterion::kState},
    {"zip", "Zip", Criterion::kZip},
    {"lata", "Lata", Criterion::kLata},
};

/// Digits of a prefix whose area code and exchange begin with 2 to 9.
bool is_prefix(std::string_view text, std::size_t size) {
  return text.size() == size && kernel::all_digits(text) && text[0] >= '2' &&
         (size < 4 || text[3] >= '2');
}

bool is_zip(std::string_view text) {
  const bool nine = text.size() == 10 && text[5] == '-' && kernel::all_digits(text.substr(6));
  return (text.size() == 5 || nine) && kernel::all_digits(text.substr(0, 5));
}

/// Two prefixes agree if one begins with the other; the longer says more.
void narrow_prefix(std::string_view value, world::NumberSearch& search) {
  if (value.starts_with(search.prefix)) {
    search.prefix = value;
  } else if (!std::string_view(search.prefix).starts_with(value)) {
    search.prefix = "0000000000";  // nobody's number
  }
}

}  // namespace

std::span<const CriterionWords> criteria() {
  return kCriteria;
}

void set_criterion(Criterion criterion, std::string_view value, world::NumberSearch& search,
                   Refusals& refusals) {
  const auto need = [&](bool good, std::uint32_t code) {
    if (!good) refusals.add(code, std::string(value));
    return good;
  };
  switch (criterion) {
    case Criterion::kAreaCode:
      if (need(is_prefix(value, 3), kAreaCodeBad)) narrow_prefix(value, search);
      return;
    case Criterion::kNpaNxx:
      if (need(is_prefix(value, 6), kNpaNxxBad)) narrow_prefix(value, search);
      return;
    case Criterion::kNpaNxxX:
      if (need(is_prefix(value, 7), kNpaNxxBad)) narrow_prefix(value, search);
      return;
    case Criterion::kRateCenter:
      if (need(!value.empty() && value.size() <= 50, kRateCenterBad)) search.rate_center = value;
      return;
    case Criterion::kCity:
      if (need(!value.empty() && value.size() <= 100, kCityBad)) search.city = value;
      return;
    case Criterion::kState:
      if (need(value.size() == 2, kStateBad)) search.state = value;
      return;
    case Criterion::kZip:
      if (need(is_zip(value), kZipBad)) search.zip = value.substr(0, 5);
      return;
    case Criterion::kLata:
      if (need(value.size() <= 5 && kernel::all_digits(value), kLataBad))
        search.lata = kernel::parse_whole(value);
      return;
  }
}

}  // namespace dashsim::api
