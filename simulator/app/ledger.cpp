#include "app/ledger.hpp"

#include "api/kit/catalogue.hpp"

namespace dashsim::app {

void Ledger::replace(const world::World& before, const world::World& after) {
  past_.add(control::tally_of(before));
  past_.take_away(control::tally_of(after));
}

control::Tally Ledger::tally(const world::World& now) const {
  control::Tally tally = past_;
  tally.add(control::tally_of(now));
  const auto operations = api::operations();
  for (const auto& [operation, histogram] : latencies_) {
    const bool documented = operation < operations.size();
    tally.latencies[std::string(documented ? operations[operation].name : std::string_view())] =
        histogram;
  }
  return tally;
}

}  // namespace dashsim::app
