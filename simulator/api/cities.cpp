// Cities of a state with their rate centers, and how many numbers are available there. Reference:
// cities.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/coverage.hpp"

namespace dashsim::api {
namespace {

struct CityOfRateCenter {
  std::string name, rate_center;
  std::uint64_t available = 0;
};

std::vector<CityOfRateCenter> find_cities(const world::World& world, const CoverageQuery& query) {
  std::vector<CityOfRateCenter> found;
  for (const CoveredRateCenter& place : find_covered_rate_centers(world)) {
    if (!query.covers(place)) continue;
    for (const std::string& city : place.cities) {
      const std::uint64_t available = query.available ? available_in(world, place, city) : 0;
      if (!query.available || available != 0) found.push_back({city, place.name, available});
    }
  }
  std::ranges::stable_sort(found, {}, &CityOfRateCenter::name);
  return found;
}

Result<Reply> list(const Call& call, world::World& world) {
  const Result<CoverageQuery> query = read_coverage_query(call);
  if (!query) return query.error();
  const std::vector<CityOfRateCenter> found = find_cities(world, *query);
  return reply(200, "CityResponse", [&](xml::Writer& out) {
    out.element("ResultCount", found.size()).open("Cities");
    for (const CityOfRateCenter& city : found) {
      out.open("City").element("RcAbbreviation", city.rate_center);
      if (query->available) out.element("AvailableTelephoneNumberCount", city.available);
      out.element("Name", city.name).close();
    }
    out.close();
  });
}

}  // namespace

void cities(Routes& routes) {
  routes.on("GET /cities", list);
}

}  // namespace dashsim::api
