#include "world/subscriptions.hpp"

namespace dashsim::world {

Subscription& Subscriptions::add(Subscription subscription) {
  by_id_.emplace(subscription.id.value, ++last_);
  return by_age_.emplace(last_, std::move(subscription)).first->second;
}

Subscription* Subscriptions::find(std::string_view id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &by_age_.at(found->second);
}

Subscription* Subscriptions::find(AccountId account, std::string_view id) {
  Subscription* subscription = find(id);
  return subscription != nullptr && subscription->account == account ? subscription : nullptr;
}

const Subscription* Subscriptions::find(AccountId account, std::string_view id) const {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return nullptr;
  const Subscription& subscription = by_age_.at(found->second);
  return subscription.account == account ? &subscription : nullptr;
}

void Subscriptions::erase(std::string_view id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return;
  by_age_.erase(found->second);
  by_id_.erase(found);
}

std::vector<const Subscription*> Subscriptions::of_account(AccountId account) const {
  std::vector<const Subscription*> list;
  for (const auto& [age, subscription] : by_age_) {
    if (subscription.account == account) list.push_back(&subscription);
  }
  return list;
}

}  // namespace dashsim::world
