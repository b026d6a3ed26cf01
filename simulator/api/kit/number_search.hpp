#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "api/kit/reply.hpp"
#include "world/world.hpp"

/// Searches for available numbers, however a query or an order spells them: their criteria, which
/// of them go together, and the codes that refuse the rest. Reference: availableNumbers, orders.
namespace dashsim::api {

enum class Criterion : std::uint8_t {
  kAreaCode,
  kNpaNxx,
  kNpaNxxX,
  kRateCenter,
  kCity,
  kState,
  kZip,
  kLata,
  kLocalVanity,
  kTollFreeVanity,
  kTollFreeWildCard,
};

/// How a criterion is written.
struct CriterionWords {
  Criterion criterion;
  std::string_view parameter;  ///< of the query of availableNumbers
  std::string_view element;    ///< of an order
};

/// A search as it was asked for. Absent values are empty.
struct AskedSearch {
  std::function<std::string_view(const CriterionWords&)> value_of;
  std::string_view local_calling_area{};  ///< usual: true, where the criteria let it be
  std::string_view ends_in{};             ///< usual: false
  std::size_t vanity_min = 3;             ///< characters of a local vanity pattern
};

struct ReadSearch {
  world::NumberSearch search;
  std::uint32_t criteria = 0;  ///< a bit each

  bool has(Criterion criterion) const {
    return (criteria >> static_cast<unsigned>(criterion) & 1U) != 0;
  }
};

/// Reads the criteria, each refused with its own code (4000 to 4008), and refuses those that do not
/// go together (4010). The account's tiers narrow the search.
ReadSearch read_search(const AskedSearch& asked, const world::Account& account, Refusals& refusals);

/// Code 4000 if the search is by an area code that no block of the inventory lies in.
void check_area_code(const ReadSearch& read, const world::Inventory& inventory, Refusals& refusals);

/// VendorId and VendorName: all inventory is the simulated carrier's own.
void write_vendor(xml::Writer& out);

}  // namespace dashsim::api
