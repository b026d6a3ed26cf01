// Numbers in service on an account or a site. Reference: inserviceNumbers, sites.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/listing.hpp"
#include "api/kit/named.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Tn;

constexpr PageSizes kPages{.usual = 300, .max = 5000, .together = false};

/// What a list is narrowed by. A combination that nothing can satisfy finds nothing; it is no
/// error.
struct Filter {
  std::string prefix, state, rate_center, city;
  std::optional<std::uint64_t> lata, tier;
  Days in_service;

  bool matches(const world::World& world, Tn tn) const {
    if (!to_text(tn).starts_with(prefix)) return false;
    const world::TnRecord* record = world.numbers().find(tn);
    if (in_service.from && record->in_service_since < *in_service.from) return false;
    if (in_service.to && record->in_service_since >= *in_service.to) return false;
    const bool asks_for_place =
        !state.empty() || !rate_center.empty() || !city.empty() || lata || tier;
    if (!asks_for_place) return true;
    const world::Block* block = world.numbers().block_of(tn);
    const auto same = [](const std::string& wanted, const std::string& given) {
      return wanted.empty() || kernel::same_word(wanted, given);
    };
    return block != nullptr && same(state, block->state) && same(rate_center, block->rate_center) &&
           same(city, block->city) && (!lata || lata == block->lata) &&
           (!tier || tier == block->tier);
  }
};

/// What is no number is sought as one that no block has.
std::optional<std::uint64_t> sought_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return kernel::parse_whole(text).value_or(UINT64_MAX);
}

Result<Filter> read_filter(const Call& call) {
  Filter filter;
  for (const std::string_view name : {"areaCode", "npaNxx", "npaNxxx"}) {
    const std::string_view digits = call.query(name);
    if (digits.size() > filter.prefix.size()) filter.prefix = digits;
  }
  filter.state = call.query("state");
  filter.rate_center = call.query("rateCenter");
  filter.city = call.query("city");
  filter.lata = sought_number(call.query("lata"));
  filter.tier = sought_number(call.query("tier"));
  const Result<Days> days = read_days(call, "startdate", "enddate");
  if (!days) return days.error();
  filter.in_service = *days;
  return filter;
}

/// The account's numbers that fit, on one site or (0) on all of them.
Result<std::vector<Tn>> fitting(const Call& call, const world::World& world, world::SiteId site) {
  const Result<Filter> filter = read_filter(call);
  if (!filter) return filter.error();
  std::vector<Tn> numbers;
  for (const Tn tn : world.numbers().in_service(call.account())) {
    if (site.value != 0 && world.numbers().find(tn)->site != site) continue;
    if (filter->matches(world, tn)) numbers.push_back(tn);
  }
  return numbers;
}

Result<Reply> list_of(const Call& call, const world::World& world, world::SiteId site,
                      int status_if_empty) {
  const Result<Paging> paging = read_paging(call, kPages);
  if (!paging) return paging.error();
  const Result<std::size_t> page = page_number(*paging);
  if (!page) return page.error();
  const Result<std::vector<Tn>> numbers = fitting(call, world, site);
  if (!numbers) return numbers.error();
  if (numbers->empty() && status_if_empty != 200) return empty_reply(status_if_empty);
  const bool beyond = *page > 1 && (*page - 1) * paging->size >= numbers->size();
  if (beyond && status_if_empty != 200) return no_such_resource();
  return tn_list(call, *numbers, *paging, *page);
}

Result<Reply> list_numbers(const Call& call, world::World& world) {
  return list_of(call, world, {}, 204);
}

Result<Reply> list_site_numbers(const Call& call, world::World& world) {
  const Result<world::Site*> site = named_site(call, world);
  if (!site) return site.error();
  return list_of(call, world, call.site(), 200);
}

Result<Reply> count_numbers(const Call& call, world::World& world) {
  return quantity(world.numbers().in_service(call.account()).size());
}

Result<Reply> verify_number(const Call& call, world::World& world) {
  const auto tn = world::parse_tn(call.path("tn"));
  const bool found = tn && world.numbers().find_in_service(call.account(), *tn) != nullptr;
  if (!found) return no_such_resource();
  return empty_reply(200);
}

}  // namespace

void inservice_numbers(Routes& routes) {
  routes.on("GET /accounts/{accountId}/inserviceNumbers", list_numbers);
  routes.on("GET /accounts/{accountId}/inserviceNumbers/totals", count_numbers);
  routes.on("GET /accounts/{accountId}/inserviceNumbers/{tn}", verify_number);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/inserviceNumbers", list_site_numbers);
}

}  // namespace dashsim::api
