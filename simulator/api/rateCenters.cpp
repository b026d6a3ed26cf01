// Rate centers of a state, and how many numbers are available there. Reference: rateCenters.
#include "api/families.hpp"
#include "api/kit/coverage.hpp"

namespace dashsim::api {
namespace {

Result<Reply> list(const Call& call, world::World& world) {
  const Result<CoverageQuery> query = read_coverage_query(call);
  if (!query) return query.error();
  std::vector<std::pair<std::string, std::uint64_t>> found;
  for (const CoveredRateCenter& place : find_covered_rate_centers(world)) {
    if (!query->covers(place)) continue;
    const std::uint64_t available = query->available ? available_in(world, place) : 0;
    if (!query->available || available != 0) found.emplace_back(place.name, available);
  }
  return reply(200, "RateCenterResponse", [&](xml::Writer& out) {
    out.element("ResultCount", found.size()).open("RateCenters");
    for (const auto& [name, available] : found) {
      out.open("RateCenter").element("Abbreviation", name);
      if (query->available) out.element("AvailableTelephoneNumberCount", available);
      out.element("Name", name).close();
    }
    out.close();
  });
}

}  // namespace

void rate_centers(Routes& routes) {
  routes.on("GET /rateCenters", list);
}

}  // namespace dashsim::api
