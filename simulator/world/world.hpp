#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kernel/event_queue.hpp"
#include "kernel/ids.hpp"
#include "kernel/lookup.hpp"
#include "kernel/random.hpp"
#include "scenario/scenario.hpp"
#include "world/accounts.hpp"
#include "world/applications.hpp"
#include "world/e911.hpp"
#include "world/emergency_notification.hpp"
#include "world/faults.hpp"
#include "world/geocoder.hpp"
#include "world/journal.hpp"
#include "world/numbers.hpp"
#include "world/orders.hpp"
#include "world/portability.hpp"
#include "world/reports.hpp"
#include "world/sip_credentials.hpp"
#include "world/subscriptions.hpp"
#include "world/tn_history.hpp"

/// One simulated universe: its state, its virtual clock, and the events that wait for it. Not for
/// two threads at a time.
namespace dashsim::world {

struct StepDue {
  OrderId order;
  std::uint64_t generation;
};
struct AttemptDue {
  std::uint64_t delivery;
  std::uint64_t turn;  ///< void once the delivery has another
};
/// A port-out that nobody is asked about goes on.
struct NobodyObjects {
  OrderId order;
  std::uint64_t generation;
};
struct ReservationEnds {
  std::uint64_t age;  ///< see World::reservations
  Tn tn;
};
struct SubscriptionEnds {
  SubscriptionId subscription;
  std::uint64_t generation;
};
struct NumberAged {
  Tn tn;
  kernel::VirtualTime disconnected_at;
};
struct DigestDue {
  SubscriptionId subscription;
};
/// A report becomes ready, or expires.
struct ReportStep {
  AccountId account;
  ReportInstanceId instance;
};
/// A billing archive is made, or deleted.
struct ArchiveStep {
  AccountId account;
  ArchiveFamily family;
  BillingArchiveId archive;
};
/// An entry of the scenario's timeline, by its place there.
struct TimelineDue {
  std::size_t entry;
};
using Event = std::variant<StepDue, AttemptDue, NobodyObjects, ReservationEnds, SubscriptionEnds,
                           NumberAged, DigestDue, ReportStep, ArchiveStep, TimelineDue>;

/// "order 5c2e... takes its next step", for people who look at what is scheduled.
std::string describe(const Event& event);

/// Something that happened while the clock moved, for the one who moved it.
struct Happening {
  kernel::VirtualTime time;
  std::string what;  ///< order, callback, mail, reservation, subscription or number
  std::string id;
  std::string status;  ///< new state, or how it went
};

struct Reservation {
  ReservationId id;
  AccountId account;
  Tn tn;
  kernel::VirtualTime expires;
};

/// How an attempt to deliver went.
struct DeliveryResult {
  bool delivered = false;
  std::string status;  ///< "200 OK", or what went wrong
  Verdict verdict{};   ///< of a validation, what counts unless another attempt is made
};

struct AttemptCounts {
  std::uint64_t delivered = 0;
  std::uint64_t failed = 0;
  std::uint64_t dropped = 0;  ///< by a fault: nobody was called
};

/// By their places in the lists of the scenario.
struct RuleCounts {
  std::map<std::size_t, std::uint64_t> timeline;       ///< entries that have happened
  std::map<std::size_t, std::uint64_t> subscriptions;  ///< what was sent to them
};

class World {
 public:
  /// `inventory` is the scenario's; null: the world makes its own.
  World(std::string name, std::shared_ptr<const scenario::Scenario> scenario,
        JournalLimits limits = {}, std::shared_ptr<const Inventory> inventory = nullptr);
  /// Another world in the same state, with a future of its own. Costs little: what neither changes
  /// they share.
  World(std::string name, const World& origin);

  const std::string& name() const { return name_; }
  const scenario::Scenario& scenario() const { return *scenario_; }

  kernel::VirtualTime now() const { return now_; }
  Accounts& accounts() { return accounts_; }
  const Accounts& accounts() const { return accounts_; }
  Sites& sites() { return sites_; }
  const Sites& sites() const { return sites_; }
  Numbers& numbers() { return numbers_; }
  const Numbers& numbers() const { return numbers_; }
  const Geocoder& geocoder() const { return geocoder_; }
  E911& e911() { return e911_; }
  const E911& e911() const { return e911_; }
  EmergencyNotification& emergency() { return emergency_; }
  const EmergencyNotification& emergency() const { return emergency_; }
  Applications& applications() { return applications_; }
  const Applications& applications() const { return applications_; }
  SipCredentials& sip_credentials() { return sip_credentials_; }
  const SipCredentials& sip_credentials() const { return sip_credentials_; }
  Reports& reports() { return reports_; }
  const Reports& reports() const { return reports_; }
  const Carriers& carriers() const { return carriers_; }
  TnHistory& tn_history() { return tn_history_; }
  const TnHistory& tn_history() const { return tn_history_; }

  Orders& orders() { return orders_; }
  const Orders& orders() const { return orders_; }
  Subscriptions& subscriptions() { return subscriptions_; }
  const Subscriptions& subscriptions() const { return subscriptions_; }
  Journal& journal() { return journal_; }
  const Journal& journal() const { return journal_; }
  Faults& faults() { return faults_; }
  const Faults& faults() const { return faults_; }
  const std::vector<Mail>& outbox() const { return outbox_; }

  // Ids, each from a stream of its own.
  OrderId new_order_id() { return {order_ids_.next()}; }
  SubscriptionId new_subscription_id() { return {subscription_ids_.next()}; }
  SiteId new_site_id() { return {site_ids_.next()}; }
  SipPeerId new_sip_peer_id() { return {sip_peer_ids_.next()}; }
  NoteId new_note_id() { return {note_ids_.next()}; }
  EmergencyRecipientId new_emergency_recipient_id() { return {emergency_recipient_ids_.next()}; }
  EmergencyGroupId new_emergency_group_id() { return {emergency_group_ids_.next()}; }
  ApplicationId new_application_id() { return {application_ids_.next()}; }
  /// Of a host that messages come from or go to over SMPP.
  std::uint64_t new_smpp_host_id() { return smpp_host_ids_.next(); }
  ReportInstanceId new_report_instance_id() { return {report_instance_ids_.next()}; }
  BillingArchiveId new_billing_archive_id() { return {billing_archive_ids_.next()}; }
  /// A name for a place that its customer has not named: 32 characters.
  std::string new_location_id();
  /// A purchase order number for a port-out whose carrier gives none.
  std::string new_pon() { return pons_.next(); }

  // Reservations. Reference: tnreservation.
  /// Holds an available number for the account until the time that the scenario's rules give has
  /// passed.
  const Reservation& reserve(AccountId account, Tn tn);
  /// Null if there is none, or if it belongs to another account.
  const Reservation* find_reservation(AccountId account, std::string_view id) const;
  /// All that have not ended, oldest first, by their ages: numbers that rise.
  const std::map<std::uint64_t, Reservation>& reservations() const { return reservations_; }
  /// Ends a reservation; its number is available again unless it was ordered meanwhile.
  void end_reservation(const ReservationId& id);

  /// Makes a number available again and wakes the orders that wait for numbers.
  void release_number(Tn tn);
  /// From service to ageing; it becomes available again when the time that the rules give has
  /// passed.
  void disconnect_number(Tn tn);

  // Tokens of OAuth2 clients: a token for a user, and the user of a token that has not expired.
  std::string new_token(const User& user, kernel::Duration life);
  const User* find_token(std::string_view token) const;

  // Events.
  /// `delay` is virtual and not negative.
  void schedule(kernel::Duration delay, kernel::Urgency urgency, Event event);
  const kernel::EventQueue<Event>& events() const { return events_; }
  /// Nothing that anybody waits for is scheduled or on its way.
  bool idle() const { return events_.idle() && deliveries_.empty(); }
  /// Handles the earliest event and moves the clock to it; there must be one.
  void run_next_event();
  /// Moves the clock when no event is due up to `time`. Never back.
  void move_clock(kernel::VirtualTime time);
  /// Sets the clock to any later instant without running what falls due in between: it falls due at
  /// once.
  void set_clock(kernel::VirtualTime time) { now_ = std::max(now_, time); }

  // Notifications. See world/notices.cpp.
  void notify_status(const Order& order, std::string_view message);
  void notify_note(const Order& order, const Note& note);
  /// Numbers of the account lose their messaging to another account, and subscribers to
  /// MESSAGING_LOST are told. Reference: subscriptions.
  void lose_messaging(AccountId account, const std::vector<Tn>& numbers);
  /// Tells a recipient of an emergency call, in the way that it wants to be told.
  void tell(const EmergencyRecipient& recipient, EmergencyNotice notice);
  /// Asks a customer about a port-out; conclude_validation hears the answer.
  void ask(const PortOutValidation& receiver, ValidationRequest request);
  /// Schedules or voids the end of a callback subscription after it was made or changed.
  void watch_expiry(Subscription& subscription);
  /// The delivery whose attempt is due; nothing if there is none.
  std::optional<Delivery> next_outgoing();
  /// A delivery that next_outgoing() gave is lost, and its sender does not know.
  void drop(const Delivery& delivery);
  /// Tells how the attempt of a delivery that next_outgoing() gave went; a failed one is tried
  /// again later.
  void finish_attempt(const Delivery& delivery, const DeliveryResult& result);

  void happened(std::string what, std::string id, std::string status);
  /// What happened since the last call.
  std::vector<Happening> take_happenings() { return std::exchange(happenings_, {}); }

  /// Something that the timeline holds, or that somebody asks for over the control API.
  void happen(const scenario::TimelineEntry& entry);

  /// How many orders have followed a lifecycle of the scenario, by its place in the list of its
  /// type.
  std::uint64_t& uses_of(OrderType type, std::size_t variant) { return uses_[{type, variant}]; }
  std::uint64_t uses_of(OrderType type, std::size_t variant) const {
    const auto found = uses_.find({type, variant});
    return found == uses_.end() ? 0 : found->second;
  }
  /// How often its rules have been used that do not count for themselves.
  const RuleCounts& rule_counts() const { return rule_counts_; }
  /// How the attempts to deliver have gone.
  const AttemptCounts& attempt_counts() const { return attempt_counts_; }
  /// The stream of chance that decides whether it applies.
  kernel::Random& chance_of(OrderType type, std::size_t variant);

 private:
  World(const World&) = default;
  void start();
  void start_account(const scenario::Account& account);
  void start_numbers(const scenario::Account& account, const scenario::InServiceNumbers& numbers);
  void start_subscription(std::size_t place);
  void handle(const StepDue& event);
  void handle(const AttemptDue& event);
  void handle(const NobodyObjects& event);
  void handle(const ReservationEnds& event);
  void handle(const SubscriptionEnds& event);
  void handle(const NumberAged& event);
  void handle(const DigestDue& event);
  void handle(const ReportStep& event);   // see world/reports.cpp
  void handle(const ArchiveStep& event);  // likewise
  void handle(const TimelineDue& event);  // see world/timeline.cpp
  void change_inventory(const scenario::TimelineEntry& entry);
  void change_users(const scenario::TimelineEntry& entry);
  void change_products(const scenario::ProductsChange& change);
  ReservationId end_reservation(std::map<std::uint64_t, Reservation>::iterator ending);
  /// Numbers have appeared: orders that wait for some look for theirs at once.
  void wake_waiting_orders();
  void send(Subscription& subscription, Notification notification);
  void send(Delivery delivery);
  void schedule_attempt(Delivery& delivery, kernel::Duration delay, kernel::Urgency urgency);
  kernel::Duration draw_jitter();
  std::optional<FaultHit> meet_fault(const Delivery& delivery);
  /// The port-out that the answer to this is for; null if it waits for none any more.
  Order* order_that_waits(const Delivery& delivery);
  void send_mail(Subscription& subscription, const Notification& notification);

  std::string name_;
  std::shared_ptr<const scenario::Scenario> scenario_;
  kernel::VirtualTime now_;
  Accounts accounts_;
  Sites sites_;
  Numbers numbers_;
  Geocoder geocoder_;
  E911 e911_;
  EmergencyNotification emergency_;
  TnHistory tn_history_;
  Applications applications_;
  SipCredentials sip_credentials_;
  Reports reports_;
  Carriers carriers_;
  Orders orders_;
  Subscriptions subscriptions_;
  Journal journal_;
  Faults faults_;
  std::vector<Mail> outbox_;
  kernel::EventQueue<Event> events_;
  std::map<std::uint64_t, Reservation> reservations_;
  kernel::TextLookup<std::uint64_t> reservation_ages_;  // by id
  std::uint64_t last_reservation_ = 0;
  std::map<std::uint64_t, Delivery> deliveries_;
  std::deque<std::uint64_t> outgoing_;
  std::vector<std::uint64_t> held_back_;  // deliveries that the next one overtakes
  std::uint64_t last_delivery_ = 0;
  kernel::Random jitter_;  // how late deliveries are
  std::vector<Happening> happenings_;
  std::map<std::pair<OrderType, std::size_t>, std::uint64_t> uses_;
  RuleCounts rule_counts_;
  AttemptCounts attempt_counts_;
  std::map<std::pair<OrderType, std::size_t>, kernel::Random> chances_;
  struct Token {
    std::string user;
    kernel::VirtualTime expires;
  };
  std::map<std::string, Token, std::less<>> tokens_;

  kernel::UuidSource order_ids_, reservation_ids_, subscription_ids_, tokens_source_, pons_,
      location_ids_, emergency_recipient_ids_, emergency_group_ids_, application_ids_,
      billing_archive_ids_;
  kernel::NumberSource site_ids_, sip_peer_ids_, note_ids_, smpp_host_ids_, report_instance_ids_;
};

}  // namespace dashsim::world
