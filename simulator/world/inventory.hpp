#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/happening.hpp"
#include "scenario/scenario.hpp"
#include "world/digit_pattern.hpp"
#include "world/ids.hpp"

/// Where telephone numbers are: the blocks that a world has, found by place and by leading digits,
/// whatever has become of their numbers. Reference: availableNumbers, coveredRateCenters.
namespace dashsim::world {

using scenario::Block;
using scenario::LocalCallingArea;

/// Which available numbers a search finds: those of everybody, those that are protected for its
/// account, or both.
enum class Protection : std::uint8_t { kNone, kOnly, kMixed };

/// What available numbers are searched by. Absent members do not matter; all others must hold.
struct NumberSearch {
  std::string prefix;  ///< leading digits: an area code, an NPA-NXX or an NPA-NXX-X
  std::string rate_center, city, state, zip;  ///< letter case aside; a zip code of five digits
  std::optional<std::uint64_t> lata;
  bool toll_free = false;  ///< toll-free numbers are found only by searches that ask for them or
                           ///< for their prefix
  std::optional<DigitPattern> vanity;
  bool local_calling_area = false;   ///< then numbers around the place, if it has not enough itself
  std::vector<std::uint64_t> tiers;  ///< of the blocks; empty: any
  Protection protection = Protection::kNone;
  AccountId account;  ///< whose protected numbers
};

/// The numbers that begin with these digits.
scenario::TnRange numbers_with(std::string_view prefix);

/// Never changes, so that all copies of a world share it.
class Inventory {
 public:
  explicit Inventory(const scenario::Scenario& scenario);
  explicit Inventory(std::vector<Block> blocks, std::vector<LocalCallingArea> areas = {});

  /// The same and one more block, which overlaps no other.
  Inventory with(Block block) const;
  /// The same with nothing to offer in the range. Where its numbers belong stays known.
  Inventory without(const scenario::TnRange& range) const;

  /// By first number, without those that were withdrawn.
  const std::vector<Block>& blocks() const { return blocks_; }
  static bool fits(const Block& block, const NumberSearch& search);
  /// Calls `visit` with each block that the search means and the block's numbers with its prefix,
  /// rising, until it says false.
  template <class Visit>
  void each_fitting(const NumberSearch& search, Visit visit) const;
  bool any_block(const NumberSearch& search) const;

  bool offers(Tn tn) const { return block_around(blocks_, tn) != nullptr; }
  /// Where a number belongs; null if no block holds it or has held it.
  const Block* block_of(Tn tn) const;

  /// The rate center itself, and those that calls from it are local calls to.
  std::vector<scenario::RateCenterName> local_calling_area(const std::string& rate_center,
                                                           const std::string& state) const;
  /// The searches for the local calling areas of the places that `search` names.
  std::vector<NumberSearch> around(const NumberSearch& search) const;

 private:
  using BlockList = std::vector<std::uint32_t>;  // indices into the blocks, rising
  template <class Key>
  using Index = std::map<Key, BlockList, std::less<>>;

  Inventory(std::vector<Block> blocks, std::vector<Block> withdrawn,
            std::vector<LocalCallingArea> areas);
  static const Block* block_around(const std::vector<Block>& blocks, Tn tn);
  /// The blocks that the search may mean, and few others: `fits` decides. What `narrowed` holds
  /// may be the answer.
  const BlockList& candidates(const NumberSearch& search, BlockList& narrowed) const;

  std::vector<Block> blocks_;     // by first number
  std::vector<Block> withdrawn_;  // likewise; parts of blocks that are offered no longer
  std::vector<LocalCallingArea> areas_;
  BlockList all_blocks_;
  Index<std::string> by_area_code_, by_rate_center_, by_city_, by_state_, by_zip_;
  Index<std::uint64_t> by_lata_;
};

/// The inventories that worlds begin with: those of one scenario share theirs, whatever their
/// seeds. Callable from any thread.
class Inventories {
 public:
  std::shared_ptr<const Inventory> of(const scenario::Scenario& scenario);

 private:
  std::mutex mutex_;
  // Standing here keeps neither alive.
  std::map<std::weak_ptr<const scenario::Source>, std::weak_ptr<const Inventory>, std::owner_less<>>
      known_;
};

template <class Visit>
void Inventory::each_fitting(const NumberSearch& search, Visit visit) const {
  BlockList narrowed;
  const scenario::TnRange range = numbers_with(search.prefix);
  for (const std::uint32_t i : candidates(search, narrowed)) {
    const Block& block = blocks_[i];
    const auto meant = scenario::overlap(block.range, range);
    if (meant && fits(block, search) && !visit(block, *meant)) return;
  }
}

}  // namespace dashsim::world
