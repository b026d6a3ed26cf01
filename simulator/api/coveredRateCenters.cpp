// Rate centers that are served, with what lies in them. Reference: coveredRateCenters.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/coverage.hpp"
#include "api/kit/listing.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::World;

constexpr std::uint32_t kDigitsInvalid = 4002;
constexpr std::uint32_t kBadState = 4006;
constexpr std::uint32_t kBadZip = 4007;
constexpr std::uint32_t kBadLata = 4008;
constexpr std::uint32_t kUnknownEmbed = 4015;
constexpr std::uint32_t kBadTier = 4016;
constexpr std::uint32_t kLocalWithFilter = 4019;
constexpr std::uint32_t kNpaWithNpaNxxX = 4025;
constexpr PageSizes kSizes{.usual = 500, .max = 5000, .together = false};
constexpr std::uint64_t kOrderMax = 5000;  ///< numbers that one order can take

enum class Embed : std::uint8_t {
  kZipCodes,
  kCities,
  kVendors,
  kNpa,
  kNpaNxxX,
  kAvailable,
  kLimitedAvailable,
  kLocalRateCenters,
};
constexpr std::string_view kEmbedNames[] = {"ZipCodes",
                                            "Cities",
                                            "Vendors",
                                            "Npa",
                                            "NpaNxxX",
                                            "AvailableNumberCount",
                                            "LimitedAvailableNumberCount",
                                            "LocalRateCenters"};
using Embeds = std::set<Embed>;

/// What rate centers are searched by, with what each has to be.
struct Filter {
  std::string_view parameter;
  std::uint32_t bad_code;   ///< 0: any text will do
  std::size_t digits;       ///< of numbers; 0: it is no number
  std::size_t digits_else;  ///< or so many
};
constexpr Filter kFilters[] = {
    {"state", 0, 0, 0},
    {"abbreviation", 0, 0, 0},
    {"name", 0, 0, 0},
    {"zip", kBadZip, 5, 5},
    {"city", 0, 0, 0},
    {"lata", kBadLata, 3, 5},
    {"tier", kBadTier, 1, 1},
    {"npa", kDigitsInvalid, 3, 3},
    {"npaNxx", kDigitsInvalid, 6, 6},
    {"npaNxxX", kDigitsInvalid, 7, 7},
};

void check_filters(const Call& call, Refusals& refusals) {
  for (const Filter& filter : kFilters) {
    const std::string_view text = call.query(filter.parameter);
    if (text.empty() || filter.digits == 0) continue;
    const bool length = text.size() == filter.digits || text.size() == filter.digits_else;
    const bool tier_too_high = filter.bad_code == kBadTier && text > "5";
    if (!length || !kernel::all_digits(text) || tier_too_high) refusals.add(filter.bad_code);
  }
  const std::string_view state = call.query("state");
  if (!state.empty() && state.size() != 2) refusals.add(kBadState);
}

Embeds read_embeds(const Call& call, Refusals& refusals) {
  Embeds embeds;
  for (const auto& [name, value] : call.target().query) {
    if (!kernel::same_word(name, "embed") || value.empty()) continue;
    const auto found = std::ranges::find_if(kEmbedNames, [&value = value](std::string_view known) {
      return kernel::same_word(known, value);
    });
    if (found == std::end(kEmbedNames)) {
      refusals.add(kUnknownEmbed);
    } else {
      embeds.insert(static_cast<Embed>(std::distance(std::begin(kEmbedNames), found)));
    }
  }
  const bool filtered = std::ranges::any_of(
      kFilters, [&](const Filter& filter) { return !call.query(filter.parameter).empty(); });
  if (embeds.contains(Embed::kLocalRateCenters) && filtered) refusals.add(kLocalWithFilter);
  if (embeds.contains(Embed::kNpa) && embeds.contains(Embed::kNpaNxxX))
    refusals.add(kNpaWithNpaNxxX);
  return embeds;
}

bool has_prefix(const CoveredRateCenter& place, std::string_view digits) {
  if (digits.empty()) return true;
  const scenario::TnRange numbers = world::numbers_with(digits);
  return std::ranges::any_of(place.npa_nxx_xs, [&](const scenario::TnRange& run) {
    return scenario::overlap(run, {numbers.first / 1000, numbers.last / 1000}).has_value();
  });
}

bool has_one(const std::set<std::string>& texts, std::string_view asked) {
  return asked.empty() || std::ranges::any_of(texts, [&](const std::string& each) {
           return kernel::same_word(each, asked);
         });
}

bool matches(const CoveredRateCenter& place, const Call& call) {
  const auto is = [&](std::string_view parameter, std::string_view has) {
    const std::string_view asked = call.query(parameter);
    return asked.empty() || kernel::same_word(asked, has);
  };
  const std::string_view tier = call.query("tier");
  const std::string lata(call.query("lata").substr(0, 3));
  return is("state", place.state) && is("abbreviation", place.name) && is("name", place.name) &&
         (lata.empty() || lata == std::to_string(place.lata)) &&
         has_one(place.zips, call.query("zip")) && has_one(place.cities, call.query("city")) &&
         (tier.empty() || place.tiers.contains(*kernel::parse_whole(tier))) &&
         has_prefix(place, call.query("npa")) && has_prefix(place, call.query("npaNxx")) &&
         has_prefix(place, call.query("npaNxxX"));
}

template <class Values>
void write_list(std::string_view list, std::string_view element, const Values& values,
                xml::Writer& out) {
  out.open(list);
  for (const auto& value : values) out.element(element, value);
  out.close();
}

std::set<std::uint64_t> area_codes(const CoveredRateCenter& place) {
  std::set<std::uint64_t> codes;
  for (const auto& [first, last] : place.npa_nxx_xs) {
    for (std::uint64_t code = first / 10'000; code <= last / 10'000; ++code) codes.insert(code);
  }
  return codes;
}

std::vector<std::uint64_t> npa_nxx_xs(const CoveredRateCenter& place) {
  std::vector<std::uint64_t> all;
  for (const auto& [first, last] : place.npa_nxx_xs) {
    for (std::uint64_t each = first; each <= last; ++each) all.push_back(each);
  }
  return all;
}

/// Ids of the rate centers that calls from here are local calls to.
std::vector<std::uint64_t> local_rate_centers(const CoveredRateCenter& place, const World& world,
                                              const std::vector<CoveredRateCenter>& all) {
  std::vector<std::uint64_t> ids;
  for (const auto& name : world.numbers().inventory().local_calling_area(place.name, place.state)) {
    for (const CoveredRateCenter& each : all) {
      const bool same = each.name == name.rate_center && each.state == name.state;
      if (same && each.id != place.id) ids.push_back(each.id);
    }
  }
  return ids;
}

/// What a place shows is as of now: numbers come and go.
void write_place(const CoveredRateCenter& place, const Embeds& embeds, const World& world,
                 const std::vector<CoveredRateCenter>& all, xml::Writer& out) {
  out.element("Name", place.name).element("Abbreviation", place.name);
  out.element("State", place.state);
  if (place.lata != 0) out.element("Lata", place.lata);
  const bool counted =
      embeds.contains(Embed::kAvailable) || embeds.contains(Embed::kLimitedAvailable);
  const std::uint64_t available = counted ? available_in(world, place) : 0;
  if (embeds.contains(Embed::kAvailable)) out.element("AvailableNumberCount", available);
  if (embeds.contains(Embed::kLimitedAvailable))
    out.element("LimitedAvailableNumberCount", std::min(available, kOrderMax));
  if (embeds.contains(Embed::kZipCodes)) write_list("ZipCodes", "ZipCode", place.zips, out);
  if (embeds.contains(Embed::kCities)) write_list("Cities", "City", place.cities, out);
  write_list("Tiers", "Tier", place.tiers, out);
  if (embeds.contains(Embed::kNpa)) write_list("Npas", "Npa", area_codes(place), out);
  if (embeds.contains(Embed::kNpaNxxX)) write_list("NpaNxxXs", "NpaNxxX", npa_nxx_xs(place), out);
  out.element("Id", place.id);
  if (embeds.contains(Embed::kLocalRateCenters))
    write_list("LocalRateCenters", "RateCenterId", local_rate_centers(place, world, all), out);
}

Result<Reply> list(const Call& call, World& world) {
  if (call.query("page").empty() && call.query("size").empty()) {
    Reply first = empty_reply(303);
    first.location = call.url_with("size", "500") + "&page=1";
    return first;
  }
  Refusals refusals;
  check_filters(call, refusals);
  const Embeds embeds = read_embeds(call, refusals);
  const Result<Paging> paging = read_paging(call, kSizes);
  if (!paging) return paging.error();
  const Result<std::size_t> page = page_number(*paging);
  if (!page) return page.error();
  if (!refusals.empty()) return refusals;
  const std::vector<CoveredRateCenter> all = find_covered_rate_centers(world);
  std::vector<const CoveredRateCenter*> found;
  for (const CoveredRateCenter& place : all) {
    if (matches(place, call)) found.push_back(&place);
  }
  const std::size_t first = std::min((*page - 1) * paging->size, found.size());
  const std::size_t last = std::min(first + paging->size, found.size());
  return reply(200, "CoveredRateCenters", [&](xml::Writer& out) {
    out.element("TotalCount", found.size());
    write_links(call, last < found.size() ? std::to_string(*page + 1) : std::string(), out);
    for (std::size_t i = first; i < last; ++i) {
      out.open("CoveredRateCenter");
      write_place(*found[i], embeds, world, all, out);
      out.close();
    }
  });
}

Result<Reply> get(const Call& call, World& world) {
  static const Embeds kEverything{Embed::kZipCodes,         Embed::kCities,
                                  Embed::kNpaNxxX,          Embed::kAvailable,
                                  Embed::kLimitedAvailable, Embed::kLocalRateCenters};
  const std::vector<CoveredRateCenter> all = find_covered_rate_centers(world);
  const auto found = std::ranges::find_if(all, [&](const CoveredRateCenter& place) {
    return std::to_string(place.id) == call.path("rateCenterId");
  });
  if (found == all.end()) return no_such_resource();
  return reply(200, "CoveredRateCenter",
               [&](xml::Writer& out) { write_place(*found, kEverything, world, all, out); });
}

}  // namespace

void covered_rate_centers(Routes& routes) {
  routes.on("GET /coveredRateCenters", list);
  routes.on("GET /coveredRateCenters/{rateCenterId}", get);
}

}  // namespace dashsim::api
