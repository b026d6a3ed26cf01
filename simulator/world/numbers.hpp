#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"
#include "scenario/scenario.hpp"
#include "world/ids.hpp"

/// Telephone numbers: blocks of available ones, and a record for each that is something else.
/// Ten million available numbers cost one block; a search costs the size of its answer.
/// Reference: availableNumbers, inserviceNumbers, discnumbers.
namespace dashsim::world {

using scenario::Block;

enum class TnState : std::uint8_t {
  kReserved,      ///< held for an account for some time
  kInService,     ///< on an account, site and SIP peer
  kDisconnected,  ///< ageing: of use to nobody until it becomes available again
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
  bool calling_name_display = false;
  bool sms_enabled = false;
  bool is_protected = false;
};

/// What available numbers are searched by. Absent members do not matter; all others must hold.
struct NumberSearch {
  std::string prefix;  ///< leading digits: an area code, an NPA-NXX or an NPA-NXX-X
  std::string rate_center, city, state, zip;  ///< letter case aside; a zip code of five digits
  std::optional<std::uint64_t> lata;
  bool toll_free = false;  ///< toll-free numbers are found only by searches that ask for them or
                           ///< for their prefix
};

class Numbers {
 public:
  explicit Numbers(const std::vector<Block>& inventory);

  /// Up to `most` available numbers, in rising order.
  std::vector<Tn> find_available(const NumberSearch& search, std::size_t most) const;
  bool available(Tn tn) const { return block_of(tn) != nullptr && !records_.contains(tn); }
  /// Whether any block lies in that place, whatever is still available there.
  bool any_block(const NumberSearch& search) const;

  /// Where a number belongs; null if no block holds it.
  const Block* block_of(Tn tn) const;
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
  /// Forgets the record: the number is available again if a block holds it.
  void release(Tn tn);
  void move(Tn tn, SiteId site, SipPeerId peer);

  const std::set<Tn>& in_service(AccountId account) const;
  const std::set<Tn>& in_service(SipPeerId peer) const;
  const std::set<Tn>& disconnected(AccountId account) const;

 private:
  /// Indices into blocks_, rising.
  using BlockList = std::vector<std::uint32_t>;
  template <class Key>
  using Index = std::map<Key, BlockList, std::less<>>;

  const BlockList* candidates(const NumberSearch& search, BlockList& narrowed) const;
  bool fits(const Block& block, const NumberSearch& search) const;
  void mark_taken(Tn tn);
  void unmark_taken(Tn tn);
  void drop_from_sets(const TnRecord& record);

  std::vector<Block> blocks_;  // by first number
  BlockList all_blocks_;
  Index<std::string> by_area_code_, by_rate_center_, by_city_, by_state_, by_zip_;
  Index<std::uint64_t> by_lata_;
  std::map<Tn, TnRecord> records_;
  std::map<std::uint64_t, std::uint64_t>
      taken_;  // runs of numbers that have records: first -> last
  std::map<AccountId, std::set<Tn>> in_service_of_account_, disconnected_of_account_;
  std::map<SipPeerId, std::set<Tn>> in_service_of_peer_;
};

}  // namespace dashsim::world
