#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/time.hpp"
#include "world/features.hpp"
#include "world/ids.hpp"
#include "world/inventory.hpp"

/// Telephone numbers: blocks of available ones, and a record for each that is something else.
/// Ten million available numbers cost one block; a search costs the size of its answer.
/// Reference: availableNumbers, inserviceNumbers, discnumbers.
namespace dashsim::world {

enum class TnState : std::uint8_t {
  kReserved,      ///< held for an account for some time
  kInService,     ///< on an account, site and SIP peer
  kDisconnected,  ///< ageing: of use to nobody until it becomes available again
  kProtected,     ///< available, but to its account alone
  kPortedOut,     ///< with another carrier, until it is ported in again
};

/// A number that is not simply available.
struct TnRecord {
  Tn tn;
  TnState state = TnState::kInService;
  AccountId account;
  SiteId site;
  SipPeerId sip_peer;
  ReservationId reservation;  ///< of reserved numbers
  kernel::VirtualTime in_service_since{};
  kernel::VirtualTime disconnected_at{};
  std::string call_forward, number_format, rpid_format, rewrite_user;  ///< settings of sippeers/tns
  std::optional<bool> calling_name_display;  ///< none: what the SIP peer says
  bool sms_enabled = false;
  bool is_protected = false;
  bool is_external = false, is_imported = false;
  std::string
      loa_type;  ///< of external and imported ones: who authorized it, CARRIER or SUBSCRIBER
};

/// How many numbers are available in an exchange.
struct ExchangeCount {
  std::uint64_t npa_nxx = 0;
  const Block* block = nullptr;  ///< the first of the exchange
  std::uint64_t available = 0;
};

class Numbers {
 public:
  explicit Numbers(std::shared_ptr<const Inventory> inventory) : inventory_(std::move(inventory)) {}

  /// Makes the numbers of one more block available. It overlaps no other.
  void add_block(Block block);
  /// Numbers of the range that nobody has are available no longer, and those that somebody has will
  /// not be again. Their place stays known.
  void withdraw(const scenario::TnRange& range);

  /// Up to `most` available numbers, in rising order; numbers of the local calling area come behind
  /// those of the place itself.
  std::vector<Tn> find_available(const NumberSearch& search, std::size_t most) const;
  /// Exchanges of the blocks that fit, in rising order, with what is available there.
  std::vector<ExchangeCount> count_available(const NumberSearch& search) const;
  bool available(Tn tn) const { return inventory_->offers(tn) && !records_.contains(tn); }

  /// Where numbers are, whatever is still available there.
  const Inventory& inventory() const { return *inventory_; }
  /// Where a number belongs; null if no block holds it or has held it.
  const Block* block_of(Tn tn) const { return inventory_->block_of(tn); }
  /// Null for available and unknown numbers.
  const TnRecord* find(Tn tn) const;
  TnRecord* find(Tn tn);
  /// Null unless the number is in service on that account.
  const TnRecord* find_in_service(AccountId account, Tn tn) const;

  /// Takes the number into service. It is available, or reserved or disconnected with the caller's
  /// leave.
  TnRecord& put_in_service(Tn tn, AccountId account, SiteId site, SipPeerId peer,
                           kernel::VirtualTime now);
  void reserve(Tn tn, AccountId account, ReservationId reservation);
  /// From service to ageing.
  void disconnect(Tn tn, kernel::VirtualTime now);
  /// From service to another carrier. It belongs to no account any more.
  void port_out(Tn tn);
  /// Available to this account alone, from any other state.
  void protect(Tn tn, AccountId account);
  /// Forgets the record: the number is available again if a block holds it.
  void release(Tn tn);
  void move(Tn tn, SiteId site, SipPeerId peer);

  /// Features of a number in service; none are as good as empty ones. They end with its service on
  /// the account.
  const TnFeatures* find_features(Tn tn) const;
  TnFeatures& features(Tn tn) { return features_[tn]; }
  const std::map<Tn, TnFeatures>& all_features() const { return features_; }

  const std::set<Tn>& in_service(AccountId account) const;
  const std::set<Tn>& in_service(SipPeerId peer) const;
  const std::set<Tn>& disconnected(AccountId account) const;
  const std::set<Tn>& protected_for(AccountId account) const;
  const std::set<Tn>& ported_out() const { return ported_out_; }

 private:
  /// Calls `visit` with each matching available number, rising, until it says false.
  template <class Visit>
  void each_available(const NumberSearch& search, Visit visit) const;
  /// The next numbers from `from` to `last` that have no record, as many as follow each other.
  std::optional<scenario::TnRange> next_free(std::uint64_t from, std::uint64_t last) const;
  std::uint64_t count_free(std::uint64_t first, std::uint64_t last) const;
  std::vector<Tn> find_in_place(const NumberSearch& search, std::size_t most) const;
  std::vector<Tn> find_protected(const NumberSearch& search) const;
  void mark_taken(Tn tn);
  void unmark_taken(Tn tn);
  void drop_from_sets(const TnRecord& record);

  std::shared_ptr<const Inventory> inventory_;  // see Inventories; copies of a world share it
  std::map<Tn, TnRecord> records_;
  std::map<Tn, TnFeatures> features_;
  std::map<std::uint64_t, std::uint64_t>
      taken_;  // runs of numbers that have records: first -> last
  std::map<AccountId, std::set<Tn>> in_service_of_account_, disconnected_of_account_;
  std::map<AccountId, std::set<Tn>> protected_of_account_;
  std::map<SipPeerId, std::set<Tn>> in_service_of_peer_;
  std::set<Tn> ported_out_;
};

}  // namespace dashsim::world
