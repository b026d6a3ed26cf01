#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "api/kit/reply.hpp"
#include "world/world.hpp"

namespace dashsim::api {

/// A criterion of a search for available numbers, however a query or an order spells it.
/// Reference: availableNumbers, orders.
enum class Criterion : std::uint8_t {
  kAreaCode,
  kNpaNxx,
  kNpaNxxX,
  kRateCenter,
  kCity,
  kState,
  kZip,
  kLata
};

/// How a criterion is written.
struct CriterionWords {
  std::string_view parameter;  ///< of the query of availableNumbers
  std::string_view element;    ///< of an order
  Criterion criterion;
};
std::span<const CriterionWords> criteria();

/// Sets `criterion` of the search to `value`, or adds the refusal that the reference has for a bad
/// value of it. A prefix that contradicts one set before leaves a search that finds nothing.
void set_criterion(Criterion criterion, std::string_view value, world::NumberSearch& search,
                   Refusals& refusals);

}  // namespace dashsim::api
