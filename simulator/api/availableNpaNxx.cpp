// How many numbers are available in each exchange. Reference: availableNpaNxx.
#include "api/families.hpp"
#include "api/kit/number_search.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kUnsupported = 4010;

void write_exchange(const world::ExchangeCount& exchange, xml::Writer& out) {
  const std::string digits = std::to_string(exchange.npa_nxx);
  out.open("AvailableNpaNxx");
  out.element_if("City", exchange.block->city);
  out.element("Npa", digits.substr(0, 3));
  out.element("Nxx", digits.substr(3));
  out.element("Quantity", exchange.available);
  out.element_if("State", exchange.block->state);
  out.close();
}

Result<Reply> count_exchanges(const Call& call, world::World& world) {
  Refusals refusals;
  const auto value_of = [&](const CriterionWords& words) -> std::string_view {
    const bool asked =
        words.criterion == Criterion::kAreaCode || words.criterion == Criterion::kState;
    return asked ? call.query(words.parameter) : std::string_view{};
  };
  const ReadSearch read =
      read_search({.value_of = value_of}, *world.accounts().find(call.account()), refusals);
  std::uint64_t fewest = 1;
  if (const std::string_view quantity = call.query("quantity"); !quantity.empty()) {
    fewest = kernel::parse_whole(quantity).value_or(0);
    if (fewest == 0) refusals.add(kUnsupported);
  }
  if (!refusals.empty()) return refusals;
  check_area_code(read, world.numbers().inventory(), refusals);
  if (!refusals.empty()) return refusals;
  return reply(200, "SearchResultForAvailableNpaNxx", [&](xml::Writer& out) {
    out.open("AvailableNpaNxxList");
    for (const world::ExchangeCount& exchange : world.numbers().count_available(read.search)) {
      if (exchange.available >= fewest) write_exchange(exchange, out);
    }
    out.close();
  });
}

}  // namespace

void available_npa_nxx(Routes& routes) {
  routes.on("GET /accounts/{accountId}/availableNpaNxx", count_exchanges);
}

}  // namespace dashsim::api
