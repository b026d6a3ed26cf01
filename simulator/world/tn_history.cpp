#include "world/tn_history.hpp"

#include <algorithm>

namespace dashsim::world {

void TnHistory::note(const Orders& orders, const Order& order, const Numbers& numbers) {
  const OrderIndex index = orders.index_of(order);
  const auto note_number = [&](Tn tn) {
    const TnRecord* record = numbers.find(tn);
    const bool here = record != nullptr && record->state == TnState::kInService &&
                      record->account == order.account;
    TnHappening happening{order.modified, index, order.status, {}};
    if (record != nullptr) happening.number = record->state;
    happening.coming =
        order.type == OrderType::kPortins && !order.final() && !order.request.draft && !here;
    happenings_.edit()[tn].push_back(happening);
  };
  if (order.type == OrderType::kCsrs) return;
  const bool buys = order.type == OrderType::kOrders;
  if (!buys) std::ranges::for_each(order.request.numbers, note_number);
  for (const Tn tn : order.completed_numbers) {
    const std::vector<TnHappening>& known = of(tn);
    const bool noted = !known.empty() && known.back().order == index &&
                       (buys || known.back().state == order.status);
    if (!noted) note_number(tn);
  }
}

const std::vector<TnHappening>& TnHistory::of(Tn tn) const {
  static const std::vector<TnHappening> kNone;
  const auto found = happenings_->find(tn);
  return found == happenings_->end() ? kNone : found->second;
}

}  // namespace dashsim::world
