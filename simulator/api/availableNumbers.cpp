// Searches for available telephone numbers. Reference: availableNumbers.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/listing.hpp"
#include "api/kit/number_search.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::NumberSearch;
using world::Protection;

constexpr std::uint32_t kUnsupported = 4010;
constexpr std::uint32_t kOrderInvalid = 4020;
constexpr std::uint32_t kOrderUnsupported = 4021;
constexpr std::uint32_t kProtectedInvalid = 4022;
constexpr std::uint32_t kTierRestricted = 4024;
constexpr std::uint64_t kQuantityMax = 5000;

constexpr std::string_view kOrders[] = {"fullNumber", "npaNxxx", "npaNxx", "areaCode"};
constexpr std::string_view kProtections[] = {"NONE", "ONLY", "MIXED"};
constexpr Criterion kOrderable[] = {
    Criterion::kNpaNxx, Criterion::kNpaNxxX,        Criterion::kRateCenter,       Criterion::kCity,
    Criterion::kZip,    Criterion::kTollFreeVanity, Criterion::kTollFreeWildCard,
};

std::uint64_t read_quantity(const Call& call, Refusals& refusals) {
  const std::string_view text = call.query("quantity");
  if (text.empty()) return kQuantityMax;
  const std::uint64_t quantity = kernel::parse_whole(text).value_or(0);
  if (quantity == 0 || quantity > kQuantityMax) refusals.add(kUnsupported);
  return quantity;
}

void read_protection(const Call& call, ReadSearch& read, Refusals& refusals) {
  const std::string_view text = call.query("protected");
  if (text.empty()) return;
  const auto* found = std::ranges::find(kProtections, text);
  if (found == std::end(kProtections)) return refusals.add(kProtectedInvalid);
  if (read.search.toll_free) return refusals.add(kUnsupported);
  read.search.protection = static_cast<Protection>(std::distance(kProtections, found));
}

/// Whether the numbers are to be sorted. All orders that a client may ask for are one here: area
/// codes, exchanges and thousands of rising numbers rise as well.
bool read_order(const Call& call, const ReadSearch& read, Refusals& refusals) {
  const std::string_view text = call.query("orderBy");
  if (text.empty()) return false;
  if (std::ranges::find(kOrders, text) == std::end(kOrders)) {
    refusals.add(kOrderInvalid);
  } else if (std::ranges::none_of(kOrderable, [&](Criterion each) { return read.has(each); })) {
    refusals.add(kOrderUnsupported);
  }
  return true;
}

/// Numbers that are there, but in tiers that the account may not order from.
void check_tiers(const NumberSearch& search, const world::Inventory& inventory,
                 Refusals& refusals) {
  NumberSearch of_any_tier = search;
  of_any_tier.tiers.clear();
  if (!inventory.any_block(search) && inventory.any_block(of_any_tier))
    refusals.add(kTierRestricted);
}

void write_detail(world::Tn tn, const world::Block& block, xml::Writer& out) {
  out.open("TelephoneNumberDetail");
  out.element_if("City", block.city);
  if (block.lata != 0) out.element("LATA", block.lata);
  out.element_if("RateCenter", block.rate_center);
  out.element_if("State", block.state);
  out.element("FullNumber", to_text(tn));
  out.element("Tier", block.tier);
  write_vendor(out);
  out.close();
}

Result<Reply> search(const Call& call, world::World& world) {
  Refusals refusals;
  const AskedSearch asked{
      .value_of = [&](const CriterionWords& words) { return call.query(words.parameter); },
      .local_calling_area = call.query("LCA"),
      .ends_in = call.query("endsIn"),
  };
  ReadSearch read = read_search(asked, *world.accounts().find(call.account()), refusals);
  read_protection(call, read, refusals);
  const bool sorted = read_order(call, read, refusals);
  const bool detailed = read_flag(call, "enableTNDetail", refusals);
  const std::uint64_t quantity = read_quantity(call, refusals);
  if (!refusals.empty()) return refusals;
  check_area_code(read, world.numbers().inventory(), refusals);
  check_tiers(read.search, world.numbers().inventory(), refusals);
  if (!refusals.empty()) return refusals;

  std::vector<world::Tn> found = world.numbers().find_available(read.search, quantity);
  if (sorted) std::ranges::sort(found);
  return reply(200, "SearchResult", [&](xml::Writer& out) {
    out.element("ResultCount", found.size());
    // Toll-free numbers lie nowhere, so there is nothing to tell of them.
    if (detailed && !read.search.toll_free) {
      out.open("TelephoneNumberDetailList");
      for (const world::Tn tn : found) write_detail(tn, *world.numbers().block_of(tn), out);
    } else {
      out.open("TelephoneNumberList");
      for (const world::Tn tn : found) out.element("TelephoneNumber", to_text(tn));
    }
    out.close();
  });
}

}  // namespace

void available_numbers(Routes& routes) {
  routes.on("GET /accounts/{accountId}/availableNumbers", search);
}

}  // namespace dashsim::api
