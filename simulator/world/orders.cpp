#include "world/orders.hpp"

#include <algorithm>

#include "kernel/text.hpp"

namespace dashsim::world {

const RequestElement* RequestElement::child(std::string_view child_name) const {
  const auto found = std::ranges::find(children, child_name, &RequestElement::name);
  return found == children.end() ? nullptr : &*found;
}

std::vector<const RequestElement*> RequestElement::all_at(std::string_view path) const {
  std::vector<const RequestElement*> here{this};
  for (const std::string_view step : kernel::split(path, '/')) {
    std::vector<const RequestElement*> below;
    for (const RequestElement* element : here) {
      for (const RequestElement& each : element->children) {
        if (each.name == step) below.push_back(&each);
      }
    }
    here = std::move(below);
  }
  return here;
}

bool OrderFilter::matches(const Order& order) const {
  const auto wanted_state = [&](const std::string& state) {
    return kernel::same_word(state, order.status->name);
  };
  const auto has_tn = [&](const std::vector<Tn>& numbers) {
    return std::ranges::find(numbers, *tn) != numbers.end();
  };
  if (!states.empty() && std::ranges::none_of(states, wanted_state)) return false;
  if (!customer_order_id.empty() && customer_order_id != order.request.customer_order_id)
    return false;
  if (!user.empty() && user != order.request.user) return false;
  if (!id_fragment.empty() && !order.id.value.starts_with(id_fragment)) return false;
  if (tn && !has_tn(order.request.numbers) && !has_tn(order.completed_numbers)) return false;
  if (site && site != order.request.site) return false;
  if (modified_from && order.modified < *modified_from) return false;
  if (modified_to && order.modified >= *modified_to) return false;
  if (created_from && order.created < *created_from) return false;
  return !created_to || order.created < *created_to;
}

bool OrderFilter::specific() const {
  return !customer_order_id.empty() || !id_fragment.empty() || tn || modified_from || modified_to ||
         created_from || created_to;
}

Order& Orders::add(Order order) {
  const auto index = static_cast<std::uint32_t>(orders_.size());
  lists_[order.account][static_cast<std::size_t>(order.type)].push_back(index);
  by_id_.insert(order.id.value, index);
  return orders_.emplace_back(std::move(order));
}

const Order* Orders::find(std::string_view id) const {
  const std::uint32_t* index = by_id_.find(id);
  return index == nullptr ? nullptr : &orders_[*index];
}

Order* Orders::find(std::string_view id) {
  const std::uint32_t* index = by_id_.find(id);
  return index == nullptr ? nullptr : &orders_[*index];
}

const Order* Orders::find(AccountId account, OrderType type, std::string_view id) const {
  const Order* order = find(id);
  return order != nullptr && order->account == account && order->type == type ? order : nullptr;
}

Order* Orders::find(AccountId account, OrderType type, std::string_view id) {
  Order* order = find(id);
  return order != nullptr && order->account == account && order->type == type ? order : nullptr;
}

OrderPage Orders::page(AccountId account, OrderType type, const OrderFilter& filter,
                       std::string_view from, std::size_t size) const {
  OrderPage page;
  const auto lists = lists_.find(account);
  if (lists == lists_.end()) return page;
  const std::vector<std::uint32_t>& list = lists->second[static_cast<std::size_t>(type)];
  bool reached = from.empty();
  for (auto i = list.rbegin(); i != list.rend(); ++i) {
    const Order& order = orders_[*i];
    if (!filter.matches(order)) continue;
    ++page.total;
    reached = reached || order.id.value == from;
    if (!reached) continue;
    if (page.orders.size() < size) {
      page.orders.push_back(&order);
    } else if (page.next == nullptr) {
      page.next = &order;
    }
  }
  return page;
}

}  // namespace dashsim::world
