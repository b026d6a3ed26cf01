#pragma once

#include <map>
#include <string>
#include <string_view>

#include "world/ids.hpp"

/// Where customers' programs want to hear of calls and messages. Reference: applications.
namespace dashsim::world {

inline constexpr std::string_view kVoiceService = "Voice-V2";
inline constexpr std::string_view kMessagingService = "Messaging-V2";

/// Empty texts: not given.
struct Application {
  ApplicationId id;
  std::string service_type, name;
  std::string message_url;  ///< of Messaging-V2
  // Of Voice-V2. A call's URL without a method is called with POST.
  std::string call_initiated_url, call_initiated_method, call_status_url, call_status_method;
  std::string user, password;
};

class Applications {
 public:
  using OfAccount = std::map<std::string, Application, std::less<>>;

  /// By id.
  const OfAccount& of_account(AccountId account) const;
  /// Null if the account has none of that id.
  const Application* find(AccountId account, std::string_view id) const;
  std::size_t count(AccountId account, std::string_view service_type) const;

  /// Takes the place of what has its id.
  const Application& put(AccountId account, Application application);
  void erase(AccountId account, std::string_view id);

 private:
  std::map<AccountId, OfAccount> accounts_;
};

}  // namespace dashsim::world
