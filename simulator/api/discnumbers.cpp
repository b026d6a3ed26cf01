// Numbers that were disconnected from an account and are ageing. Reference: discnumbers.
#include "api/families.hpp"
#include "api/kit/listing.hpp"

namespace dashsim::api {
namespace {

constexpr PageSizes kPages{.usual = 300, .max = 5000};

Result<std::vector<world::Tn>> fitting(const Call& call, const world::World& world) {
  const Result<Days> days = read_days(call, "startdate", "enddate");
  if (!days) return days.error();
  std::vector<world::Tn> numbers;
  for (const world::Tn tn : world.numbers().disconnected(call.account())) {
    const kernel::VirtualTime time = world.numbers().find(tn)->disconnected_at;
    if ((days->from && time < *days->from) || (days->to && time >= *days->to)) continue;
    numbers.push_back(tn);
  }
  return numbers;
}

Result<Reply> list_numbers(const Call& call, world::World& world) {
  const Result<Paging> paging = read_paging(call, kPages);
  if (!paging) return paging.error();
  const Result<std::size_t> page = page_number(*paging);
  if (!page) return page.error();
  const Result<std::vector<world::Tn>> numbers = fitting(call, world);
  if (!numbers) return numbers.error();
  return tn_list(call, *numbers, *paging, *page);
}

Result<Reply> count_numbers(const Call& call, world::World& world) {
  const Result<std::vector<world::Tn>> numbers = fitting(call, world);
  if (!numbers) return numbers.error();
  return quantity(numbers->size());
}

}  // namespace

void disc_numbers(Routes& routes) {
  routes.on("GET /accounts/{accountId}/discnumbers", list_numbers);
  routes.on("GET /accounts/{accountId}/discnumbers/totals", count_numbers);
}

}  // namespace dashsim::api
