#include "api/kit/coverage.hpp"

#include <algorithm>
#include <map>

#include "api/kit/listing.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Block;
using world::World;

constexpr std::uint32_t kBadState = 4006;
constexpr std::uint32_t kParameterMissing = 4010;

/// State and name of a rate center.
using PlaceName = std::pair<std::string, std::string>;

/// The same in rising runs, as few as there can be.
std::vector<scenario::TnRange> joined(std::vector<scenario::TnRange> ranges) {
  std::ranges::sort(ranges, {}, &scenario::TnRange::first);
  std::vector<scenario::TnRange> runs;
  for (const scenario::TnRange& range : ranges) {
    if (runs.empty() || range.first > runs.back().last + 1) runs.push_back(range);
    runs.back().last = std::max(runs.back().last, range.last);
  }
  return runs;
}

/// Gathers blocks into rate centers. Ids count the rate centers as the scenario names them: numbers
/// that appear later change no id.
class Coverage {
 public:
  explicit Coverage(const World& world) {
    const scenario::Scenario& scenario = world.scenario();
    for (const Block& block : scenario.inventory) give_id(block);
    for (const scenario::TimelineEntry& entry : scenario.timeline) {
      for (const Block& block : entry.inventory) give_id(block);
    }
    for (const Block& block : world.numbers().inventory().blocks()) add(block, true);
    for (const scenario::Carrier& carrier : scenario.carriers) {
      for (const scenario::CarrierBlock& each : carrier.numbers) {
        if (each.coverage != scenario::Coverage::kNone)
          add(each.block, each.coverage == scenario::Coverage::kOnNet);
      }
    }
  }

  std::vector<CoveredRateCenter> take() {
    std::vector<CoveredRateCenter> list;
    for (auto& [name, place] : places_) {
      place.npa_nxx_xs = joined(std::move(place.npa_nxx_xs));
      list.push_back(std::move(place));
    }
    return list;
  }

 private:
  static PlaceName name_of(const Block& block) { return {block.state, block.rate_center}; }

  std::uint64_t give_id(const Block& block) {
    return ids_.emplace(name_of(block), ids_.size() + 1).first->second;
  }

  void add(const Block& block, bool supported) {
    if (block.toll_free || block.rate_center.empty()) return;
    CoveredRateCenter& place = places_[name_of(block)];
    place.id = give_id(block);
    place.name = block.rate_center;
    place.state = block.state;
    if (place.lata == 0) place.lata = block.lata;
    place.supported = place.supported || supported;
    if (!block.city.empty()) place.cities.insert(block.city);
    place.zips.insert(block.zips.begin(), block.zips.end());
    place.tiers.insert(block.tier);
    place.npa_nxx_xs.push_back({block.range.first / 1000, block.range.last / 1000});
  }

  std::map<PlaceName, std::uint64_t> ids_;
  std::map<PlaceName, CoveredRateCenter> places_;
};

}  // namespace

std::vector<CoveredRateCenter> find_covered_rate_centers(const World& world) {
  return Coverage(world).take();
}

std::uint64_t available_in(const World& world, const CoveredRateCenter& place,
                           const std::string& city) {
  world::NumberSearch search;
  search.rate_center = place.name;
  search.state = place.state;
  search.city = city;
  std::uint64_t available = 0;
  for (const world::ExchangeCount& exchange : world.numbers().count_available(search))
    available += exchange.available;
  return available;
}

bool CoverageQuery::covers(const CoveredRateCenter& place) const {
  return kernel::same_word(state, place.state) && (!supported || place.supported);
}

Result<CoverageQuery> read_coverage_query(const Call& call) {
  Refusals refusals;
  CoverageQuery query;
  query.state = call.query("state");
  query.available = read_flag(call, "available", refusals);
  query.supported = read_flag(call, "supported", refusals);
  if (query.state.empty()) refusals.add(kParameterMissing);
  if (!query.state.empty() && query.state.size() != 2) refusals.add(kBadState);
  if (!refusals.empty()) return refusals;
  return query;
}

}  // namespace dashsim::api
