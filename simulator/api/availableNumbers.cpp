// Searches for available telephone numbers. Reference: availableNumbers.
#include "api/families.hpp"
#include "api/kit/number_search.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kAreaCodeUnknown = 4000;
constexpr std::uint32_t kCriteriaUnsupported = 4010;
constexpr std::uint64_t kQuantityMax = 5000;

Result<Reply> search(const Call& call, world::World& world) {
  Refusals refusals;
  world::NumberSearch search;
  bool any = false;
  for (const CriterionWords& words : criteria()) {
    if (!call.target().has(words.parameter)) continue;
    any = true;
    set_criterion(words.criterion, call.query(words.parameter), search, refusals);
  }
  // A rate center or city is known only within its state.
  const bool needs_state = !search.rate_center.empty() || !search.city.empty();
  std::uint64_t quantity = kQuantityMax;
  if (const std::string_view text = call.query("quantity"); !text.empty()) {
    quantity = kernel::parse_whole(text).value_or(0);
    if (quantity == 0 || quantity > kQuantityMax) refusals.add(kCriteriaUnsupported);
  }
  if (!any || (needs_state && search.state.empty())) refusals.add(kCriteriaUnsupported);
  if (!refusals.empty()) return refusals;

  if (const std::string area_code(call.query("areaCode")); !area_code.empty()) {
    world::NumberSearch anywhere_in_it;
    anywhere_in_it.prefix = area_code;
    if (!world.numbers().any_block(anywhere_in_it)) return refuse(400, kAreaCodeUnknown, area_code);
  }
  const std::vector<world::Tn> found = world.numbers().find_available(search, quantity);
  return reply(200, "SearchResult", [&](xml::Writer& out) {
    out.element("ResultCount", found.size());
    out.open("TelephoneNumberList");
    for (const world::Tn tn : found) out.element("TelephoneNumber", to_text(tn));
    out.close();
  });
}

}  // namespace

void available_numbers(Routes& routes) {
  routes.on("GET /accounts/{accountId}/availableNumbers", search);
}

}  // namespace dashsim::api
