#include "world/numbers.hpp"

#include <algorithm>
#include <cassert>

#include "kernel/text.hpp"
#include "scenario/happening.hpp"

namespace dashsim::world {
namespace {

/// The numbers that begin with these digits.
scenario::TnRange range_of(std::string_view prefix) {
  std::uint64_t first = prefix.empty() ? 0 : *kernel::parse_whole(prefix);
  std::uint64_t size = 1;
  for (std::size_t i = prefix.size(); i < 10; ++i) {
    first *= 10;
    size *= 10;
  }
  return {first, first + size - 1};
}

const std::set<Tn>& set_at(const auto& sets, const auto& key) {
  static const std::set<Tn> kNone;
  const auto found = sets.find(key);
  return found == sets.end() ? kNone : found->second;
}

Block part_of(const Block& block, const scenario::TnRange& range) {
  Block part = block;
  part.range = range;
  return part;
}

/// The blocks without numbers of the range.
std::vector<Block> cut(const std::vector<Block>& blocks, const scenario::TnRange& range) {
  std::vector<Block> left;
  for (const Block& block : blocks) {
    for (const scenario::TnRange& part : scenario::without(block.range, range))
      left.push_back(part_of(block, part));
  }
  return left;
}

}  // namespace

Numbers::Numbers(const std::vector<Block>& inventory, const std::vector<LocalCallingArea>& areas)
    : blocks_(inventory), areas_(areas) {
  index_blocks();
}

void Numbers::add_block(Block block) {
  withdrawn_ = cut(withdrawn_, block.range);
  blocks_.push_back(std::move(block));
  index_blocks();
}

void Numbers::withdraw(const scenario::TnRange& range) {
  for (const Block& block : blocks_) {
    const scenario::TnRange gone{std::max(block.range.first, range.first),
                                 std::min(block.range.last, range.last)};
    if (gone.first <= gone.last) withdrawn_.push_back(part_of(block, gone));
  }
  blocks_ = cut(blocks_, range);
  index_blocks();
}

void Numbers::index_blocks() {
  for (std::vector<Block>* blocks : {&blocks_, &withdrawn_})
    std::ranges::stable_sort(*blocks, {}, [](const Block& block) { return block.range.first; });
  all_blocks_.clear();
  for (auto* index : {&by_area_code_, &by_rate_center_, &by_city_, &by_state_, &by_zip_})
    index->clear();
  by_lata_.clear();
  for (std::uint32_t i = 0; i < blocks_.size(); ++i) {
    const Block& block = blocks_[i];
    all_blocks_.push_back(i);
    by_area_code_[block.pattern.substr(0, 3)].push_back(i);
    by_state_[kernel::upper_case(block.state)].push_back(i);
    by_city_[kernel::upper_case(block.city)].push_back(i);
    by_rate_center_[kernel::upper_case(block.rate_center)].push_back(i);
    by_lata_[block.lata].push_back(i);
    for (const std::string& zip : block.zips) {
      BlockList& list = by_zip_[zip];
      if (list.empty() || list.back() != i) list.push_back(i);  // a block may name a zip twice
    }
  }
}

const Numbers::BlockList* Numbers::candidates(const NumberSearch& search,
                                              BlockList& narrowed) const {
  static const BlockList kNone;
  const BlockList* best = &all_blocks_;
  const auto narrow = [&](const auto& index, const auto& key) {
    const auto found = index.find(key);
    const BlockList* list = found == index.end() ? &kNone : &found->second;
    if (list->size() < best->size()) best = list;
  };
  if (search.prefix.size() >= 3) narrow(by_area_code_, search.prefix.substr(0, 3));
  if (!search.rate_center.empty()) narrow(by_rate_center_, kernel::upper_case(search.rate_center));
  if (!search.city.empty()) narrow(by_city_, kernel::upper_case(search.city));
  if (!search.state.empty()) narrow(by_state_, kernel::upper_case(search.state));
  if (!search.zip.empty()) narrow(by_zip_, search.zip);
  if (search.lata) narrow(by_lata_, *search.lata);
  if (search.prefix.size() <= 3) return best;
  // A longer prefix names a short run of the sorted blocks: cut it out instead of looking at a
  // whole area code.
  const scenario::TnRange range = range_of(search.prefix);
  const auto low = std::ranges::lower_bound(*best, range.first, {},
                                            [&](std::uint32_t i) { return blocks_[i].range.last; });
  for (auto i = low; i != best->end() && blocks_[*i].range.first <= range.last; ++i)
    narrowed.push_back(*i);
  return &narrowed;
}

bool Numbers::fits(const Block& block, const NumberSearch& search) const {
  const auto same = [](const std::string& wanted, const std::string& given) {
    return wanted.empty() || kernel::same_word(wanted, given);
  };
  if (block.toll_free && !search.toll_free && search.prefix.empty()) return false;
  if (search.toll_free && !block.toll_free) return false;
  const auto& tiers = search.tiers;
  if (!tiers.empty() && std::ranges::find(tiers, block.tier) == tiers.end()) return false;
  return same(search.rate_center, block.rate_center) && same(search.city, block.city) &&
         same(search.state, block.state) && (!search.lata || *search.lata == block.lata) &&
         (search.zip.empty() || std::ranges::find(block.zips, search.zip) != block.zips.end());
}

bool Numbers::any_block(const NumberSearch& search) const {
  BlockList narrowed;
  const BlockList* list = candidates(search, narrowed);
  const scenario::TnRange range = range_of(search.prefix);
  return std::ranges::any_of(*list, [&](std::uint32_t i) {
    const Block& block = blocks_[i];
    return fits(block, search) && block.range.first <= range.last &&
           block.range.last >= range.first;
  });
}

std::optional<scenario::TnRange> Numbers::next_free(std::uint64_t from, std::uint64_t last) const {
  const auto after = taken_.upper_bound(from);
  if (after != taken_.begin()) {
    const std::uint64_t taken_to = std::prev(after)->second;
    // Runs never touch each other: what follows one is free.
    from = std::max(from, taken_to + 1);
  }
  if (from > last) return std::nullopt;
  const std::uint64_t end = after == taken_.end() ? last : after->first - 1;
  return scenario::TnRange{from, std::min(end, last)};
}

std::uint64_t Numbers::count_free(std::uint64_t first, std::uint64_t last) const {
  std::uint64_t free = last - first + 1;
  auto run = taken_.upper_bound(first);
  if (run != taken_.begin()) --run;
  for (; run != taken_.end() && run->first <= last; ++run) {
    if (run->second < first) continue;
    free -= std::min(last, run->second) - std::max(first, run->first) + 1;
  }
  return free;
}

template <class Visit>
void Numbers::each_available(const NumberSearch& search, Visit visit) const {
  BlockList narrowed;
  const scenario::TnRange range = range_of(search.prefix);
  for (const std::uint32_t i : *candidates(search, narrowed)) {
    const Block& block = blocks_[i];
    if (!fits(block, search)) continue;
    std::uint64_t next = std::max(block.range.first, range.first);
    const std::uint64_t last = std::min(block.range.last, range.last);
    while (const auto free = next_free(next, last)) {
      for (std::uint64_t tn = free->first; tn <= free->last; ++tn) {
        if (search.vanity) {
          const std::optional<Tn> match = search.vanity->next(tn, free->last);
          if (!match) break;
          tn = match->value;
        }
        if (!visit(Tn{tn})) return;
      }
      next = free->last + 1;
    }
  }
}

std::vector<Tn> Numbers::find_in_place(const NumberSearch& search, std::size_t most) const {
  std::vector<Tn> found;
  if (most == 0) return found;
  each_available(search, [&](Tn tn) {
    found.push_back(tn);
    return found.size() < most;
  });
  return found;
}

std::vector<Tn> Numbers::find_protected(const NumberSearch& search) const {
  std::vector<Tn> found;
  const scenario::TnRange range = range_of(search.prefix);
  for (const Tn tn : protected_for(search.account)) {
    const Block* block = block_of(tn);
    const bool good = block != nullptr && fits(*block, search) && tn.value >= range.first &&
                      tn.value <= range.last && (!search.vanity || search.vanity->matches(tn));
    if (good) found.push_back(tn);
  }
  return found;
}

std::vector<NumberSearch> Numbers::around(const NumberSearch& search) const {
  std::vector<const Block*> places;  // one block a rate center
  BlockList narrowed;
  const scenario::TnRange range = range_of(search.prefix);
  const auto same_place = [](const Block& a, const Block& b) {
    return a.rate_center == b.rate_center && a.state == b.state;
  };
  for (const std::uint32_t i : *candidates(search, narrowed)) {
    const Block& block = blocks_[i];
    const bool inside = block.range.first <= range.last && block.range.last >= range.first;
    if (!inside || block.toll_free || !fits(block, search)) continue;
    const bool known =
        std::ranges::any_of(places, [&](const Block* place) { return same_place(*place, block); });
    if (!known) places.push_back(&block);
  }
  std::vector<NumberSearch> searches;
  const auto add = [&](const std::string& rate_center, const std::string& state) {
    NumberSearch place;
    place.rate_center = rate_center;
    place.state = state;
    place.tiers = search.tiers;
    searches.push_back(std::move(place));
  };
  for (const Block* place : places) {
    for (const scenario::RateCenterName& name :
         local_calling_area(place->rate_center, place->state))
      add(name.rate_center, name.state);
  }
  return searches;
}

std::vector<scenario::RateCenterName> Numbers::local_calling_area(const std::string& rate_center,
                                                                  const std::string& state) const {
  std::vector<scenario::RateCenterName> names{{rate_center, state}};
  for (const LocalCallingArea& area : areas_) {
    if (kernel::same_word(area.rate_center, rate_center) && kernel::same_word(area.state, state))
      names.insert(names.end(), area.includes.begin(), area.includes.end());
  }
  return names;
}

std::vector<Tn> Numbers::find_available(const NumberSearch& search, std::size_t most) const {
  std::vector<Tn> found;
  if (search.protection != Protection::kOnly) found = find_in_place(search, most);
  if (search.protection != Protection::kNone) {
    const std::vector<Tn> own = find_protected(search);
    found.insert(found.end(), own.begin(), own.end());
    std::ranges::sort(found);
    found.resize(std::min(found.size(), most));
  }
  if (!search.local_calling_area || found.size() == most) return found;
  std::set<Tn> seen(found.begin(), found.end());
  for (const NumberSearch& place : around(search)) {
    each_available(place, [&](Tn tn) {
      if (seen.insert(tn).second) found.push_back(tn);
      return found.size() < most;
    });
    if (found.size() == most) break;
  }
  return found;
}

std::vector<ExchangeCount> Numbers::count_available(const NumberSearch& search) const {
  constexpr std::uint64_t kExchangeSize = 10'000;
  std::vector<ExchangeCount> counts;
  BlockList narrowed;
  const scenario::TnRange range = range_of(search.prefix);
  for (const std::uint32_t i : *candidates(search, narrowed)) {
    const Block& block = blocks_[i];
    if (!fits(block, search)) continue;
    std::uint64_t first = std::max(block.range.first, range.first);
    const std::uint64_t last = std::min(block.range.last, range.last);
    while (first <= last) {
      const std::uint64_t npa_nxx = first / kExchangeSize;
      const std::uint64_t end = std::min(last, (npa_nxx + 1) * kExchangeSize - 1);
      if (counts.empty() || counts.back().npa_nxx != npa_nxx) counts.push_back({npa_nxx, &block});
      counts.back().available += count_free(first, end);
      first = end + 1;
    }
  }
  return counts;
}

const Block* Numbers::block_of(Tn tn) const {
  const Block* block = block_around(blocks_, tn);
  return block != nullptr ? block : block_around(withdrawn_, tn);
}

const Block* Numbers::block_around(const std::vector<Block>& blocks, Tn tn) {
  const auto after = std::ranges::upper_bound(blocks, tn.value, {},
                                              [](const Block& block) { return block.range.first; });
  if (after == blocks.begin()) return nullptr;
  const Block& block = *std::prev(after);
  return tn.value <= block.range.last ? &block : nullptr;
}

const TnRecord* Numbers::find(Tn tn) const {
  const auto found = records_.find(tn);
  return found == records_.end() ? nullptr : &found->second;
}

TnRecord* Numbers::find(Tn tn) {
  const auto found = records_.find(tn);
  return found == records_.end() ? nullptr : &found->second;
}

const TnRecord* Numbers::find_in_service(AccountId account, Tn tn) const {
  const TnRecord* record = find(tn);
  const bool good =
      record != nullptr && record->state == TnState::kInService && record->account == account;
  return good ? record : nullptr;
}

TnRecord& Numbers::put_in_service(Tn tn, AccountId account, SiteId site, SipPeerId peer,
                                  kernel::VirtualTime now) {
  release(tn);
  mark_taken(tn);
  in_service_of_account_[account].insert(tn);
  in_service_of_peer_[peer].insert(tn);
  TnRecord& record = records_[tn];
  record.tn = tn;
  record.state = TnState::kInService;
  record.account = account;
  record.site = site;
  record.sip_peer = peer;
  record.in_service_since = now;
  return record;
}

void Numbers::reserve(Tn tn, AccountId account, ReservationId reservation) {
  assert(available(tn));
  mark_taken(tn);
  TnRecord& record = records_[tn];
  record.tn = tn;
  record.state = TnState::kReserved;
  record.account = account;
  record.reservation = std::move(reservation);
}

void Numbers::disconnect(Tn tn, kernel::VirtualTime now) {
  TnRecord& record = records_.at(tn);
  drop_from_sets(record);
  record.state = TnState::kDisconnected;
  record.disconnected_at = now;
  disconnected_of_account_[record.account].insert(tn);
}

void Numbers::port_out(Tn tn) {
  TnRecord& record = records_.at(tn);
  drop_from_sets(record);
  record = {};
  record.tn = tn;
  record.state = TnState::kPortedOut;
  ported_out_.insert(tn);
}

void Numbers::protect(Tn tn, AccountId account) {
  release(tn);
  mark_taken(tn);
  protected_of_account_[account].insert(tn);
  TnRecord& record = records_[tn];
  record.tn = tn;
  record.state = TnState::kProtected;
  record.account = account;
  record.is_protected = true;
}

void Numbers::release(Tn tn) {
  const auto found = records_.find(tn);
  if (found == records_.end()) return;
  drop_from_sets(found->second);
  records_.erase(found);
  unmark_taken(tn);
}

void Numbers::move(Tn tn, SiteId site, SipPeerId peer) {
  TnRecord& record = records_.at(tn);
  in_service_of_peer_[record.sip_peer].erase(tn);
  record.site = site;
  record.sip_peer = peer;
  in_service_of_peer_[peer].insert(tn);
}

const TnFeatures* Numbers::find_features(Tn tn) const {
  const auto found = features_.find(tn);
  return found == features_.end() ? nullptr : &found->second;
}

const std::set<Tn>& Numbers::in_service(AccountId account) const {
  return set_at(in_service_of_account_, account);
}
const std::set<Tn>& Numbers::in_service(SipPeerId peer) const {
  return set_at(in_service_of_peer_, peer);
}
const std::set<Tn>& Numbers::disconnected(AccountId account) const {
  return set_at(disconnected_of_account_, account);
}

const std::set<Tn>& Numbers::protected_for(AccountId account) const {
  return set_at(protected_of_account_, account);
}

void Numbers::drop_from_sets(const TnRecord& record) {
  if (record.state == TnState::kInService) {
    in_service_of_account_[record.account].erase(record.tn);
    in_service_of_peer_[record.sip_peer].erase(record.tn);
    features_.erase(record.tn);
  } else if (record.state == TnState::kDisconnected) {
    disconnected_of_account_[record.account].erase(record.tn);
  } else if (record.state == TnState::kProtected) {
    protected_of_account_[record.account].erase(record.tn);
  } else if (record.state == TnState::kPortedOut) {
    ported_out_.erase(record.tn);
  }
}

void Numbers::mark_taken(Tn tn) {
  std::uint64_t first = tn.value;
  std::uint64_t last = tn.value;
  auto after = taken_.upper_bound(tn.value);
  if (after != taken_.end() && after->first == tn.value + 1) {
    last = after->second;
    after = taken_.erase(after);
  }
  if (after != taken_.begin()) {
    const auto before = std::prev(after);
    if (before->second >= tn.value) return;  // marked already
    if (before->second + 1 == tn.value) {
      before->second = last;
      return;
    }
  }
  taken_.emplace(first, last);
}

void Numbers::unmark_taken(Tn tn) {
  auto run = taken_.upper_bound(tn.value);
  assert(run != taken_.begin());
  --run;
  const std::uint64_t first = run->first;
  const std::uint64_t last = run->second;
  taken_.erase(run);
  if (first < tn.value) taken_.emplace(first, tn.value - 1);
  if (last > tn.value) taken_.emplace(tn.value + 1, last);
}

}  // namespace dashsim::world
