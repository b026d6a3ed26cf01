#pragma once

#include <map>
#include <string>
#include <string_view>

#include "world/ids.hpp"

/// Names and hashes with which subscribers' phones prove who they are. Reference: sipcredentials.
namespace dashsim::world {

struct SipCredential {
  std::string user_name;
  std::string domain;  ///< may be empty, or part of the user name already
  std::string hash1, hash1b;

  /// The name that a phone gives, and that no two credentials of an account share.
  std::string composite_name() const;
};

class SipCredentials {
 public:
  using OfAccount = std::map<std::string, SipCredential, std::less<>>;

  /// By composite name.
  const OfAccount& of_account(AccountId account) const;
  /// Null if the account has none of that name.
  const SipCredential* find(AccountId account, std::string_view composite_name) const;

  /// Takes the place of what has its composite name.
  const SipCredential& put(AccountId account, SipCredential credential);
  void erase(AccountId account, std::string_view composite_name);

 private:
  std::map<AccountId, OfAccount> accounts_;
};

}  // namespace dashsim::world
