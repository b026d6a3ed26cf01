#include "world/sip_credentials.hpp"

#include <utility>

namespace dashsim::world {

std::string SipCredential::composite_name() const {
  return domain.empty() ? user_name : user_name + "@" + domain;
}

const SipCredentials::OfAccount& SipCredentials::of_account(AccountId account) const {
  static const OfAccount kNone;
  const auto found = accounts_.find(account);
  return found == accounts_.end() ? kNone : found->second;
}

const SipCredential* SipCredentials::find(AccountId account,
                                          std::string_view composite_name) const {
  const OfAccount& credentials = of_account(account);
  const auto found = credentials.find(composite_name);
  return found == credentials.end() ? nullptr : &found->second;
}

const SipCredential& SipCredentials::put(AccountId account, SipCredential credential) {
  SipCredential& stored = accounts_[account][credential.composite_name()];
  stored = std::move(credential);
  return stored;
}

void SipCredentials::erase(AccountId account, std::string_view composite_name) {
  OfAccount& credentials = accounts_[account];
  const auto found = credentials.find(composite_name);
  if (found != credentials.end()) credentials.erase(found);
}

}  // namespace dashsim::world
