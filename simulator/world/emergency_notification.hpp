#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"
#include "world/effects.hpp"
#include "world/ids.hpp"

/// Who is told of emergency calls from which endpoints. Reference: emergencyNotificationRecipients,
/// emergencyNotificationGroups and the orders about both.
namespace dashsim::world {

/// What recipients and groups alike tell of their lives.
struct EmergencyLife {
  kernel::VirtualTime created{}, modified{};
  std::string modified_by;
  std::uint64_t change = 0;  ///< the later a change within a world, the greater
};

struct EmergencyRecipient {
  EmergencyRecipientId id;
  EmergencyLife life;
  std::string description;
  std::string type;                 ///< EMAIL, SMS, TTS or CALLBACK
  std::string email;                ///< of EMAIL
  std::string tn;                   ///< of SMS and TTS: eleven digits, beginning with 1
  std::string url, user, password;  ///< of CALLBACK

  /// Whether it says nothing that the other does not say. Passwords aside.
  bool same_as(const EmergencyRecipient& other) const;
};

struct EmergencyGroup {
  EmergencyGroupId id;
  EmergencyLife life;
  std::string description;
  std::vector<EmergencyRecipientId> recipients;
};

class EmergencyNotification {
 public:
  using Recipients = std::map<std::string, EmergencyRecipient, std::less<>>;
  using Groups = std::map<std::string, EmergencyGroup, std::less<>>;

  /// By id.
  const Recipients& recipients(AccountId account) const;
  const Groups& groups(AccountId account) const;
  /// Null if the account has none of that id.
  const EmergencyRecipient* find_recipient(AccountId account, std::string_view id) const;
  const EmergencyGroup* find_group(AccountId account, std::string_view id) const;
  /// The group that the recipient is in; null if it is in none.
  const EmergencyGroup* group_of(AccountId account, const EmergencyRecipientId& recipient) const;

  /// Take the place of what has their id, and are changed by this.
  const EmergencyRecipient& put(AccountId account, EmergencyRecipient recipient);
  const EmergencyGroup& put(AccountId account, EmergencyGroup group);
  void erase_recipient(AccountId account, std::string_view id);
  void erase_group(AccountId account, std::string_view id);

 private:
  struct OfAccount {
    Recipients recipients;
    Groups groups;
  };
  std::map<AccountId, OfAccount> accounts_;
  std::uint64_t last_change_ = 0;
};

/// Endpoints that have a group: telephone numbers and identifiers of alternate end users.
struct EmergencyEndpoints {
  std::vector<Tn> numbers;
  std::vector<std::string> aeuis;
  std::size_t size() const { return numbers.size() + aeuis.size(); }
};
EmergencyEndpoints endpoints_of(const World& world, AccountId account,
                                const EmergencyGroupId& group);

/// What stands in the way of an order about a group or its endpoints as things are. Codes of domain
/// E911Error.
std::vector<OrderError> check_group_request(const World& world, AccountId account,
                                            const OrderRequest& request);
std::vector<OrderError> check_endpoint_request(const World& world, AccountId account,
                                               const OrderRequest& request);

/// Carry an order out as a whole, or leave everything as it is.
Outcome change_emergency_group(World& world, Order& order);
Outcome change_emergency_endpoints(World& world, Order& order);

/// Somebody calls for help from an endpoint: a number in service or an alternate end user.
struct EmergencyCall {
  AccountId account;
  std::string endpoint;  ///< ten digits or an identifier
};

/// Tells all recipients of the endpoint's group, and says how many they are. Nothing if the account
/// has no such endpoint.
std::optional<std::size_t> call_emergency(World& world, const EmergencyCall& call);

}  // namespace dashsim::world
