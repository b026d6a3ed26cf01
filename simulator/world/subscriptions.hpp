#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kernel/time.hpp"
#include "scenario/faults.hpp"
#include "scenario/vocabulary.hpp"
#include "world/ids.hpp"
#include "world/orders.hpp"

/// Who is told of what, and what is being told. Reference: subscriptions, callbacks.
namespace dashsim::world {

struct EmailSubscription {
  std::string email;
  bool daily_digest = false;
};

struct CallbackSubscription {
  std::string url;
  std::string dashboard_user;  ///< the element User, only read back
  std::optional<kernel::VirtualTime> expires;
  std::string user, password;    ///< for the receiver; empty: none
  std::string public_key;        ///< that the receiver's certificate has to carry; empty: any
  std::string status = "READY";  ///< of the latest attempt
};

struct Subscription {
  SubscriptionId id;
  AccountId account;
  std::optional<scenario::OrderType> order_type;
  std::string event_type;
  std::string order_id;  ///< empty: all orders of the type
  std::optional<EmailSubscription> email;
  std::optional<CallbackSubscription> callback;
  std::vector<std::string> digest;    ///< lines that wait for the daily mail
  std::uint64_t generation = 0;       ///< changes with every PUT, so that an older expiry is void
  std::optional<std::size_t> rule{};  ///< its place in the scenario's list; none: a client's own
};

/// What subscribers are told, before it is written as a document.
struct Notification {
  SubscriptionId subscription;
  std::optional<scenario::OrderType> order_type;
  std::string event_type;
  std::string order_id;
  std::string customer_order_id;
  std::string status;  ///< of a change of state
  std::string message;
  std::string note;  ///< of a note
  std::vector<Tn> completed_numbers;
  std::vector<Tn> impacted_numbers;
};

/// A customer is asked whether a port-out of numbers of his may go on. Reference: callbacks,
/// portOutValidationCallbackApi.
struct ValidationRequest {
  OrderId order;
  std::uint64_t generation = 0;  ///< of the order: once it has moved on, nobody waits for an answer
  RequestElement document;
};

/// What the customer has answered.
struct Verdict {
  std::vector<OrderError> errors;    ///< the codes that he gave
  std::vector<std::string> remarks;  ///< what is odd about his answer, for the order's history
};

/// What recipients are told of an emergency call. Reference: emergencyNotificationRecipients, which
/// shows no document.
struct EmergencyNotice {
  EmergencyRecipientId recipient;
  kernel::VirtualTime time;
  std::string endpoint, callback_number, caller_name;
  EmergencyGroupId group;
  std::string group_description;
  std::string address;  ///< in one line; empty: nobody knows it
};

/// A message on its way to a receiver; it keeps what it needs, for its subscription may end
/// before it arrives.
struct Delivery {
  std::uint64_t id = 0;
  std::string url;
  std::string user, password;
  std::string public_key;
  std::variant<Notification, ValidationRequest, EmergencyNotice> message;
  std::uint64_t attempt = 1;
  std::uint64_t turn = 0;  ///< changes whenever it is scheduled, so that an older event is void
  // What the world's faults make of it.
  std::string fault{};  ///< name of the rule; empty: none
  bool dropped = false;
  bool corrupt = false;  ///< at the first attempt

  /// As the catalogue names it, or as we do where it does not.
  std::string_view operation() const { return scenario::kCallbackOperations[message.index()]; }
};

class Subscriptions {
 public:
  Subscription& add(Subscription subscription);
  /// Null if there is none, or if it belongs to another account.
  const Subscription* find(AccountId account, std::string_view id) const;
  Subscription* find(AccountId account, std::string_view id);
  Subscription* find(std::string_view id);
  void erase(std::string_view id);

  /// In the order in which they were made.
  std::vector<const Subscription*> of_account(AccountId account) const;
  const std::map<std::uint64_t, Subscription>& all() const { return by_age_; }

 private:
  std::map<std::uint64_t, Subscription> by_age_;
  std::map<std::string, std::uint64_t, std::less<>> by_id_;
  std::uint64_t last_ = 0;
};

/// An e-mail that was never sent, or a text message or spoken announcement likewise.
struct Mail {
  enum class Kind : std::uint8_t { kEmail, kSms, kVoice };

  kernel::VirtualTime time;
  std::string to;
  std::string subject;
  std::string body;
  Kind kind = Kind::kEmail;
};

}  // namespace dashsim::world
