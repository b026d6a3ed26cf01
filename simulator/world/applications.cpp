#include "world/applications.hpp"

#include <algorithm>

namespace dashsim::world {

const Applications::OfAccount& Applications::of_account(AccountId account) const {
  static const OfAccount kNone;
  const auto found = accounts_.find(account);
  return found == accounts_.end() ? kNone : found->second;
}

const Application* Applications::find(AccountId account, std::string_view id) const {
  const OfAccount& applications = of_account(account);
  const auto found = applications.find(id);
  return found == applications.end() ? nullptr : &found->second;
}

std::size_t Applications::count(AccountId account, std::string_view service_type) const {
  const auto of_type = [&](const auto& entry) { return entry.second.service_type == service_type; };
  return static_cast<std::size_t>(std::ranges::count_if(of_account(account), of_type));
}

const Application& Applications::put(AccountId account, Application application) {
  Application& stored = accounts_[account][application.id.value];
  stored = std::move(application);
  return stored;
}

void Applications::erase(AccountId account, std::string_view id) {
  OfAccount& applications = accounts_[account];
  const auto found = applications.find(id);
  if (found != applications.end()) applications.erase(found);
}

}  // namespace dashsim::world
