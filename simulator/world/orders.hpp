#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "kernel/lookup.hpp"
#include "kernel/shared.hpp"
#include "kernel/time.hpp"
#include "scenario/scenario.hpp"
#include "world/e911_request.hpp"
#include "world/emergency_request.hpp"
#include "world/ids.hpp"
#include "world/numbers.hpp"
#include "world/request_element.hpp"

/// Orders of one world, of every type. Reference: orders, disconnects, portins, ...; what a type
/// adds lives in its family.
namespace dashsim::world {

using scenario::OrderType;
using scenario::State;

/// A code of the catalogue that an order earned; `about` fills the gaps of its text.
struct OrderError {
  std::uint32_t code = 0;
  std::vector<std::string> about;
  std::vector<std::string> of{};  ///< telephone numbers or identifiers that earned it
};

/// What a client asked for, checked. Members that an order type has no use for stay empty.
struct OrderRequest {
  std::string user;
  std::vector<std::pair<std::string, std::string>> query;  ///< parameters of the request, decoded
  std::string name;
  std::string customer_order_id;
  std::optional<SiteId> site;
  std::optional<SipPeerId> sip_peer;        ///< none: the default peer of the site
  std::vector<Tn> numbers;                  ///< given one by one
  std::vector<std::string> endpoints;       ///< identifiers of alternate end users, likewise
  std::vector<E911Request> e911;            ///< of E911 orders, one; kept apart, for it is large
  std::vector<EmergencyRequest> emergency;  ///< of orders about emergency notification, one
  std::optional<NumberSearch> search;       ///< or to be found
  std::size_t quantity = 0;                 ///< of a search
  std::vector<ReservationId> reservations;
  bool partial_allowed = false;
  bool back_order = false;
  std::optional<bool> protect;     ///< what the numbers' Protected becomes; none: as it is
  bool purge = false;              ///< disconnected numbers do not age
  bool detailed = false;           ///< the finished order tells where its numbers lie
  bool draft = false;              ///< not to be processed yet
  std::vector<OrderError> errors;  ///< of numbers that it is not carried out for
  RequestElement document;
  /// What conditions of lifecycles may ask for besides the document, such as PortType.
  RequestElement facts;
};

/// What orders that move numbers between carriers know besides. Reference: portins, portouts,
/// lsrorders.
struct Porting {
  scenario::PortType type = scenario::PortType::kAutomated;
  std::string losing_spid, losing_name;
  bool losing_wireless = false;
  AccountId losing_account;  ///< of internal ports; 0: none of this world
  std::string vendor;        ///< who ports for the account
  std::string pon, spid;     ///< of port-outs and LSRs: their purchase order and winning carrier
  std::uint32_t pon_version = 0;
  std::uint64_t interval = 1;  ///< business days that the losing carrier takes
  std::optional<kernel::VirtualTime> requested_foc;
  std::optional<kernel::VirtualTime> actual_foc;  ///< since the losing carrier agreed
  std::optional<kernel::VirtualTime> activation;  ///< when the numbers move
  bool triggered = false;                         ///< its customer activates it
  bool immediately = false;
  std::vector<Tn> activated;
  OrderId parent;          ///< the bulk port-in or LSR that it belongs to; empty: none
  OrderId port_out;        ///< of LSRs: the one that they have led to; empty: none yet
  bool unopposed = false;  ///< of port-outs: the customer who loses the numbers is not asked
  bool corrected = false;  ///< of port-outs: it has been changed since it was requested
  // Of bulk port-ins:
  std::vector<OrderId> children;
  std::vector<Tn> not_portable;
  std::vector<std::string> not_numbers;  ///< texts that are no telephone numbers
};

struct HistoryEntry {
  kernel::VirtualTime time;
  std::string note;
  std::string author;
  const State* status = nullptr;
  std::string difference;  ///< what a change of the order's own fields changed
};

struct Note {
  NoteId id;
  std::string user;
  std::string text;
  kernel::VirtualTime modified;
};

/// What a file is. Reference: importTnOrders, "metadata" of loas.
struct FileMetadata {
  std::string document_name;  ///< empty: nobody has named it
  std::string document_type = "LOA";
};

/// A file that was uploaded for an order, byte for byte.
struct StoredFile {
  std::string name;  ///< unique within its order
  std::string content_type;
  std::string bytes;
  std::optional<FileMetadata> metadata;  ///< none: it was deleted
};

struct Order {
  OrderId id;
  OrderType type = OrderType::kOrders;
  AccountId account;
  OrderRequest request;
  kernel::VirtualTime created{};
  kernel::VirtualTime modified{};
  std::optional<kernel::VirtualTime> completed;  ///< when it reached a final state
  const State* status = nullptr;
  std::vector<Tn> completed_numbers;
  std::vector<Tn> failed_numbers;
  std::vector<OrderError> errors;
  bool adjusted = false;  ///< something had to be corrected to carry it out
  /// Numbers that had failed when a client changed the order: no outcome makes them fail again.
  std::vector<Tn> corrected;
  std::vector<HistoryEntry> history;
  std::vector<Note> notes;
  std::vector<StoredFile> files;   ///< oldest first
  std::optional<Porting> porting;  ///< of orders that move numbers between carriers

  /// Where it stands on its way; lifecycle, path and steps live as long as the world's scenario.
  const scenario::Lifecycle* lifecycle = nullptr;
  const std::vector<scenario::Step>* path = nullptr;
  std::size_t next_step = 0;
  const scenario::Step* by_step = nullptr;  ///< brought it to its state; null: something else did
  bool awaits_event = false;                ///< the next step is taken when somebody says so
  std::vector<std::uint32_t> rounds;  ///< how often each step has sent it back to an earlier one
  std::uint64_t generation =
      0;  ///< changes when the order leaves its path, so that steps scheduled before are void

  bool final() const { return status != nullptr && status->final; }
  bool is_in(std::string_view state) const { return status != nullptr && status->name == state; }
};

/// Which orders of a list are asked for; absent members do not matter.
struct OrderFilter {
  std::vector<std::string> states;  ///< any of them, letter case aside
  std::string customer_order_id, user, last_modified_by, id_fragment;
  std::optional<Tn> tn;
  std::string endpoint, callback_number;  ///< of E911 orders
  std::optional<SiteId> site;
  std::optional<kernel::VirtualTime> modified_from, modified_to;  ///< `to` is exclusive
  std::optional<kernel::VirtualTime> created_from, created_to;
  std::optional<kernel::VirtualTime> changed_from, changed_to;  ///< anything in their history
  std::string pon;                                              ///< of ports and LSRs
  std::string billing_number;                                   ///< their BillingTelephoneNumber
  /// Facts of the request with the text that each must have, letter case aside.
  std::vector<std::pair<std::string, std::string>> facts;
  bool drafts = true;  ///< also those that are drafts

  bool matches(const Order& order) const;
  /// Whether nothing is asked for but when the orders were last modified, at the earliest.
  bool only_modified_from() const;
  /// Whether it asks for dates or for particular orders, so that the two-year window does not
  /// apply.
  bool specific() const;
};

struct OrderPage {
  std::vector<const Order*> orders;
  std::size_t total = 0;        ///< of all pages
  const Order* next = nullptr;  ///< first of the next page; null on the last one
};

/// An order's place among all orders of its world, by age.
using OrderIndex = std::uint32_t;

/// Copies share their orders until one of them changes one: whoever wants to change an order finds
/// it in a world that is not const, and what others have read before stays theirs.
class Orders {
 public:
  /// Stores an order at the end of its list. It stays where it is until the world is copied.
  Order& add(Order order);
  /// Takes an order out of its list, and its id away. Its memory stays until the world ends.
  void erase(const Order& order);

  /// Null if there is none, or if it belongs to another account or type: clients must not tell
  /// these apart.
  const Order* find(AccountId account, OrderType type, std::string_view id) const;
  Order* find(AccountId account, OrderType type, std::string_view id);
  /// Of any account and type; null if there is none.
  Order* find(std::string_view id);
  const Order* find(std::string_view id) const;

  /// A page of a list, newest first, from the order with id `from` on (empty: from the first).
  OrderPage page(AccountId account, OrderType type, const OrderFilter& filter,
                 std::string_view from, std::size_t size) const;

  std::size_t size() const { return by_id_->size(); }
  /// How many there are of a type, by state.
  using StateCounts = std::map<std::string_view, std::uint64_t>;
  const StateCounts& counts_of(OrderType type) const {
    return states_[static_cast<std::size_t>(type)];
  }
  /// Counts an order that comes from one state to another; null: it comes, or goes.
  void count_change(OrderType type, const State* from, const State* to);
  /// Calls `visit` with each order, oldest first.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const kernel::Shared<Order>& order : orders_) {
      if (by_id_->find(order->id.value) != nullptr) visit(*order);
    }
  }

  /// Notes that this order is about to change its numbers and endpoints, or no longer is.
  void claim_numbers(const Order& order);
  void drop_claims(const Order& order);
  /// The order of that type that is about to change the number, or the endpoint of its account;
  /// null if there is none.
  const Order* claimant(OrderType type, Tn tn) const;
  const Order* claimant(OrderType type, AccountId account, std::string_view endpoint) const;

  /// Orders that wait for numbers, oldest first.
  std::set<OrderIndex>& waiting() { return waiting_; }
  /// Also of orders that were erased.
  const Order& at(OrderIndex index) const { return *orders_[index]; }
  OrderIndex index_of(const Order& order) const { return *by_id_->find(order.id.value); }

 private:
  OrderPage page_of_all(const std::vector<OrderIndex>& list, std::string_view from,
                        std::size_t size) const;
  OrderPage page_of_fitting(const std::vector<OrderIndex>& list, const OrderFilter& filter,
                            std::string_view from, std::size_t size) const;

  std::vector<kernel::Shared<Order>> orders_;
  kernel::Shared<kernel::TextLookup<OrderIndex>> by_id_;
  std::map<AccountId, std::array<std::vector<OrderIndex>, scenario::kOrderTypes>> lists_;
  std::set<OrderIndex> waiting_;
  std::array<StateCounts, scenario::kOrderTypes> states_;
  /// An order type with a telephone number, or with an account and one of its endpoints.
  using Claim = std::tuple<OrderType, std::uint64_t, std::string>;
  const Order* claimant(const Claim& claim) const;
  static std::vector<Claim> claims_of(const Order& order);

  std::map<Claim, OrderIndex> claims_;
};

}  // namespace dashsim::world
