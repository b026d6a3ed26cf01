#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "api/kit/call.hpp"
#include "api/kit/reply.hpp"

/// Which rate centers are served, and what is available there now. Reference: cities, rateCenters,
/// coveredRateCenters.
namespace dashsim::api {

struct CoveredRateCenter {
  std::uint64_t id = 0;  ///< stays the same as long as the world
  std::string name, state;
  std::uint64_t lata = 0;
  bool supported = false;  ///< served by Bandwidth itself; if not, by a partner
  std::set<std::string> cities, zips;
  std::set<std::uint64_t> tiers;
  /// Leading seven digits, as rising runs that do not touch: one block may hold ten thousand.
  std::vector<scenario::TnRange> npa_nxx_xs;
};

/// Of the inventory as it is now, and of the carriers' places that Bandwidth or a partner serves;
/// by state and name.
std::vector<CoveredRateCenter> find_covered_rate_centers(const world::World& world);

/// How many numbers are available in the rate center; with a city, in its part of that city.
std::uint64_t available_in(const world::World& world, const CoveredRateCenter& place,
                           const std::string& city = {});

/// What cities and rateCenters have alike: the state, which must be given, and the flags.
struct CoverageQuery {
  std::string state;
  bool available = false;  ///< only where numbers are available, with how many
  bool supported = false;  ///< only what Bandwidth itself serves

  bool covers(const CoveredRateCenter& place) const;
};
Result<CoverageQuery> read_coverage_query(const Call& call);

}  // namespace dashsim::api
