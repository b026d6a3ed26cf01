#pragma once

#include <map>
#include <optional>
#include <vector>

#include "kernel/shared.hpp"
#include "world/numbers.hpp"
#include "world/orders.hpp"

/// What orders have done to telephone numbers. Reference: tns, "history".
namespace dashsim::world {

/// An order about the number came to a state.
struct TnHappening {
  kernel::VirtualTime time;
  OrderIndex order = 0;
  const State* state = nullptr;     ///< of the order
  std::optional<TnState> number{};  ///< where the number was then; none: nowhere, or available
  bool coming = false;              ///< a port-in was on its way to bring it
};

class TnHistory {
 public:
  /// Notes that the order has come to its state, for each number that it is about. Orders that buy
  /// numbers are noted for those that they have got; requests for customer service records, which
  /// only ask, not at all.
  void note(const Orders& orders, const Order& order, const Numbers& numbers);
  /// Oldest first.
  const std::vector<TnHappening>& of(Tn tn) const;

 private:
  kernel::Shared<std::map<Tn, std::vector<TnHappening>>> happenings_;
};

}  // namespace dashsim::world
