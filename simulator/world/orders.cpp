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

std::string_view RequestElement::text_at(std::string_view path) const {
  const RequestElement* here = this;
  for (const std::string_view step : kernel::split(path, '/')) {
    here = here->child(step);
    if (here == nullptr) return {};
  }
  return here->text;
}

RequestElement& RequestElement::child_or_new(std::string_view child_name) {
  const auto found = std::ranges::find(children, child_name, &RequestElement::name);
  return found != children.end()
             ? *found
             : children.emplace_back(RequestElement{std::string(child_name), {}, {}});
}

void RequestElement::drop_child(std::string_view child_name) {
  std::erase_if(children, [&](const RequestElement& child) { return child.name == child_name; });
}

namespace {

bool has_callback(const OrderRequest& request, std::string_view number) {
  return !request.e911.empty() && std::ranges::count(request.e911.front().endpoints, number,
                                                     &E911Endpoint::callback_number) != 0;
}

}  // namespace

bool OrderFilter::matches(const Order& order) const {
  const auto wanted_state = [&](const std::string& state) {
    return kernel::same_word(state, order.status->name);
  };
  const auto has_tn = [&](const std::vector<Tn>& numbers) {
    return std::ranges::find(numbers, *tn) != numbers.end();
  };
  const auto has_fact = [&](const auto& wanted) {
    return kernel::same_word(order.request.facts.text_at(wanted.first), wanted.second);
  };
  if (!std::ranges::all_of(facts, has_fact)) return false;
  if (!states.empty() && std::ranges::none_of(states, wanted_state)) return false;
  if (!customer_order_id.empty() && customer_order_id != order.request.customer_order_id)
    return false;
  if (!user.empty() && user != order.request.user) return false;
  if (!last_modified_by.empty() && last_modified_by != order.history.back().author) return false;
  if (!id_fragment.empty() && !order.id.value.starts_with(id_fragment)) return false;
  if (tn && !has_tn(order.request.numbers) && !has_tn(order.completed_numbers)) return false;
  if (site && site != order.request.site) return false;
  if (modified_from && order.modified < *modified_from) return false;
  if (modified_to && order.modified >= *modified_to) return false;
  if (created_from && order.created < *created_from) return false;
  if (!drafts && order.request.draft) return false;
  if (!pon.empty() && (!order.porting || order.porting->pon != pon)) return false;
  if (!billing_number.empty() &&
      order.request.document.text_at("BillingTelephoneNumber") != billing_number)
    return false;
  const auto in_span = [&](const HistoryEntry& entry) {
    return entry.time >= *changed_from && entry.time < *changed_to;
  };
  if (changed_from && changed_to && std::ranges::none_of(order.history, in_span)) return false;
  const auto& endpoints = order.request.endpoints;
  if (!endpoint.empty() && std::ranges::find(endpoints, endpoint) == endpoints.end()) return false;
  if (!callback_number.empty() && !has_callback(order.request, callback_number)) return false;
  return !created_to || order.created < *created_to;
}

bool OrderFilter::specific() const {
  return !customer_order_id.empty() || !id_fragment.empty() || tn || modified_from || modified_to ||
         created_from || created_to || changed_from || !billing_number.empty() || !pon.empty() ||
         !endpoint.empty() || !callback_number.empty();
}

bool OrderFilter::only_modified_from() const {
  return states.empty() && user.empty() && last_modified_by.empty() && !site && !modified_to &&
         !created_from && !created_to && customer_order_id.empty() && id_fragment.empty() && !tn &&
         !changed_from && drafts && billing_number.empty() && pon.empty() && facts.empty() &&
         endpoint.empty() && callback_number.empty();
}

Order& Orders::add(Order order) {
  const auto index = static_cast<OrderIndex>(orders_.size());
  lists_[order.account][static_cast<std::size_t>(order.type)].push_back(index);
  by_id_.edit().insert(order.id.value, index);
  count_change(order.type, nullptr, order.status);
  return orders_.emplace_back(std::move(order)).edit();
}

void Orders::erase(const Order& order) {
  const OrderIndex index = index_of(order);
  std::vector<OrderIndex>& list = lists_[order.account][static_cast<std::size_t>(order.type)];
  list.erase(std::ranges::lower_bound(list, index));
  waiting_.erase(index);
  count_change(order.type, order.status, nullptr);
  by_id_.edit().erase(order.id.value);
}

void Orders::count_change(OrderType type, const State* from, const State* to) {
  StateCounts& counts = states_[static_cast<std::size_t>(type)];
  if (from != nullptr) --counts[from->name];
  if (to != nullptr) ++counts[to->name];
}

std::vector<Orders::Claim> Orders::claims_of(const Order& order) {
  std::vector<Claim> claims;
  for (const Tn tn : order.request.numbers) claims.emplace_back(order.type, tn.value, "");
  for (const std::string& endpoint : order.request.endpoints)
    claims.emplace_back(order.type, order.account.value, endpoint);
  return claims;
}

void Orders::claim_numbers(const Order& order) {
  for (Claim& claim : claims_of(order)) claims_.emplace(std::move(claim), index_of(order));
}

void Orders::drop_claims(const Order& order) {
  for (const Claim& each : claims_of(order)) {
    const auto claim = claims_.find(each);
    if (claim != claims_.end() && claim->second == index_of(order)) claims_.erase(claim);
  }
}

const Order* Orders::claimant(const Claim& claim) const {
  const auto found = claims_.find(claim);
  return found == claims_.end() ? nullptr : &at(found->second);
}

const Order* Orders::claimant(OrderType type, Tn tn) const {
  return claimant(Claim{type, tn.value, ""});
}

const Order* Orders::claimant(OrderType type, AccountId account, std::string_view endpoint) const {
  return claimant(Claim{type, account.value, std::string(endpoint)});
}

const Order* Orders::find(std::string_view id) const {
  const OrderIndex* index = by_id_->find(id);
  return index == nullptr ? nullptr : &at(*index);
}

Order* Orders::find(std::string_view id) {
  const OrderIndex* index = by_id_->find(id);
  return index == nullptr ? nullptr : &orders_[*index].edit();
}

const Order* Orders::find(AccountId account, OrderType type, std::string_view id) const {
  const Order* order = find(id);
  return order != nullptr && order->account == account && order->type == type ? order : nullptr;
}

Order* Orders::find(AccountId account, OrderType type, std::string_view id) {
  const OrderIndex* index = by_id_->find(id);
  if (index == nullptr || at(*index).account != account || at(*index).type != type) return nullptr;
  return &orders_[*index].edit();
}

OrderPage Orders::page(AccountId account, OrderType type, const OrderFilter& filter,
                       std::string_view from, std::size_t size) const {
  const auto lists = lists_.find(account);
  if (lists == lists_.end()) return {};
  const std::vector<OrderIndex>& list = lists->second[static_cast<std::size_t>(type)];
  if (list.empty()) return {};
  // Orders are never modified before they are created, and never created before the one in front of
  // them: if the oldest is young enough, all are, and none has to be looked at.
  const bool all_fit = filter.only_modified_from() &&
                       (!filter.modified_from || at(list.front()).created >= *filter.modified_from);
  return all_fit ? page_of_all(list, from, size) : page_of_fitting(list, filter, from, size);
}

OrderPage Orders::page_of_all(const std::vector<OrderIndex>& list, std::string_view from,
                              std::size_t size) const {
  OrderPage page;
  page.total = list.size();
  std::size_t left = list.size();  // of this page and those behind it
  if (!from.empty()) {
    const OrderIndex* index = by_id_->find(from);
    const auto found = index == nullptr ? list.end() : std::ranges::lower_bound(list, *index);
    const bool here = found != list.end() && *found == *index;
    left = here ? static_cast<std::size_t>(found - list.begin()) + 1 : 0;
  }
  for (; left != 0 && page.orders.size() < size; --left) page.orders.push_back(&at(list[left - 1]));
  if (left != 0) page.next = &at(list[left - 1]);
  return page;
}

OrderPage Orders::page_of_fitting(const std::vector<OrderIndex>& list, const OrderFilter& filter,
                                  std::string_view from, std::size_t size) const {
  OrderPage page;
  bool reached = from.empty();
  for (auto i = list.rbegin(); i != list.rend(); ++i) {
    const Order& order = at(*i);
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
