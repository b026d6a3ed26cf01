// The numbers of an order, counted by what they share.
#include <map>

#include "api/kit/number_search.hpp"
#include "api/kit/order_family.hpp"

namespace dashsim::api {
namespace {

using Counts = std::map<std::string, std::size_t>;

/// Those that the order has got or, of a port, those that it is for.
const std::vector<world::Tn>& associated_numbers(const world::Order& order) {
  return order.porting ? order.request.numbers : order.completed_numbers;
}

/// TelephoneDetailsReports with a count for each part of the numbers that `key` names.
Handler breakdown(const OrderFamily& family, std::string_view element,
                  std::uint64_t (world::Tn::*key)() const) {
  return [&family, element, key](const Call& call, world::World& world) -> Result<Reply> {
    const world::Order* order = find_order(family, call, world);
    if (order == nullptr) return no_such_order(family, call);
    Counts counts;
    for (const world::Tn tn : associated_numbers(*order)) ++counts[std::to_string((tn.*key)())];
    return reply(200, "TelephoneDetailsReports", [&](xml::Writer& out) {
      for (const auto& [value, count] : counts) {
        out.open("TelephoneDetailsReport");
        out.element(element, value);
        out.element("Count", count);
        out.close();
      }
    });
  };
}

void write_counts(const Counts& counts, std::string_view list, std::string_view item,
                  std::string_view value, xml::Writer& out) {
  if (counts.empty()) return;
  out.open(list);
  for (const auto& [text, count] : counts) {
    out.open(item).element(value, text).element("Count", count).close();
  }
  out.close();
}

}  // namespace

Handler order_area_codes(const OrderFamily& family) {
  return breakdown(family, "AreaCode", &world::Tn::npa);
}
Handler order_npa_nxx(const OrderFamily& family) {
  return breakdown(family, "NPA-NXX", &world::Tn::npa_nxx);
}

Handler order_tns(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const world::Order* order = find_order(family, call, world);
    if (order == nullptr) return no_such_order(family, call);
    return reply(200, "TelephoneNumbers", [&](xml::Writer& out) {
      const std::vector<world::Tn>& numbers = associated_numbers(*order);
      out.element("Count", numbers.size());
      for (const world::Tn tn : numbers) out.element("TelephoneNumber", to_text(tn));
    });
  };
}

void write_tn_details(const std::vector<world::Tn>& numbers, const world::World& world,
                      xml::Writer& out) {
  Counts states;
  Counts rate_centers;
  Counts cities;
  Counts tiers;
  std::size_t of_blocks = 0;
  for (const world::Tn tn : numbers) {
    const world::Block* block = world.numbers().block_of(tn);
    if (block == nullptr) continue;
    ++of_blocks;
    ++tiers[std::to_string(block->tier)];
    if (block->toll_free) continue;
    ++states[block->state];
    ++rate_centers[block->rate_center];
    ++cities[block->city];
  }
  out.open("TelephoneNumberDetails");
  write_counts(states, "States", "StateWithCount", "State", out);
  write_counts(rate_centers, "RateCenters", "RateCenterWithCount", "RateCenter", out);
  write_counts(cities, "Cities", "CityWithCount", "City", out);
  write_counts(tiers, "Tiers", "TierWithCount", "Tier", out);
  if (of_blocks != 0) {
    out.open("Vendors").open("VendorWithCount");
    write_vendor(out);
    out.element("Count", of_blocks);
    out.close().close();
  }
  out.close();
}

}  // namespace dashsim::api
