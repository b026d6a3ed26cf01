#include "world/numbers.hpp"

#include <algorithm>
#include <cassert>

#include "kernel/text.hpp"

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

}  // namespace

Numbers::Numbers(const std::vector<Block>& inventory) : blocks_(inventory) {
  std::ranges::stable_sort(blocks_, {}, [](const Block& block) { return block.range.first; });
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

std::vector<Tn> Numbers::find_available(const NumberSearch& search, std::size_t most) const {
  std::vector<Tn> found;
  BlockList narrowed;
  const scenario::TnRange range = range_of(search.prefix);
  for (const std::uint32_t i : *candidates(search, narrowed)) {
    const Block& block = blocks_[i];
    if (!fits(block, search)) continue;
    std::uint64_t next = std::max(block.range.first, range.first);
    const std::uint64_t last = std::min(block.range.last, range.last);
    auto run = taken_.upper_bound(next);
    if (run != taken_.begin()) --run;
    while (next <= last && found.size() < most) {
      while (run != taken_.end() && run->second < next) ++run;
      if (run != taken_.end() && run->first <= next) {
        next = run->second + 1;  // over the whole run at once
        continue;
      }
      const std::uint64_t end = run == taken_.end() ? last : std::min(last, run->first - 1);
      while (next <= end && found.size() < most) found.push_back(Tn{next++});
    }
    if (found.size() == most) break;
  }
  return found;
}

const Block* Numbers::block_of(Tn tn) const {
  const auto after = std::ranges::upper_bound(blocks_, tn.value, {},
                                              [](const Block& block) { return block.range.first; });
  if (after == blocks_.begin()) return nullptr;
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

const std::set<Tn>& Numbers::in_service(AccountId account) const {
  return set_at(in_service_of_account_, account);
}
const std::set<Tn>& Numbers::in_service(SipPeerId peer) const {
  return set_at(in_service_of_peer_, peer);
}
const std::set<Tn>& Numbers::disconnected(AccountId account) const {
  return set_at(disconnected_of_account_, account);
}

void Numbers::drop_from_sets(const TnRecord& record) {
  if (record.state == TnState::kInService) {
    in_service_of_account_[record.account].erase(record.tn);
    in_service_of_peer_[record.sip_peer].erase(record.tn);
  } else if (record.state == TnState::kDisconnected) {
    disconnected_of_account_[record.account].erase(record.tn);
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
