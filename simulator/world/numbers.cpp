#include "world/numbers.hpp"

#include <algorithm>
#include <cassert>

namespace dashsim::world {
namespace {

const std::set<Tn>& set_at(const auto& sets, const auto& key) {
  static const std::set<Tn> kNone;
  const auto found = sets.find(key);
  return found == sets.end() ? kNone : found->second;
}

}  // namespace

void Numbers::add_block(Block block) {
  inventory_ = std::make_shared<const Inventory>(inventory_->with(std::move(block)));
}

void Numbers::withdraw(const scenario::TnRange& range) {
  inventory_ = std::make_shared<const Inventory>(inventory_->without(range));
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
  inventory_->each_fitting(search, [&](const Block&, const scenario::TnRange& meant) {
    std::uint64_t next = meant.first;
    while (const auto free = next_free(next, meant.last)) {
      for (std::uint64_t tn = free->first; tn <= free->last; ++tn) {
        if (search.vanity) {
          const std::optional<Tn> match = search.vanity->next(tn, free->last);
          if (!match) break;
          tn = match->value;
        }
        if (!visit(Tn{tn})) return false;
      }
      next = free->last + 1;
    }
    return true;
  });
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
  const scenario::TnRange range = numbers_with(search.prefix);
  for (const Tn tn : protected_for(search.account)) {
    const Block* block = block_of(tn);
    const bool good = block != nullptr && Inventory::fits(*block, search) &&
                      tn.value >= range.first && tn.value <= range.last &&
                      (!search.vanity || search.vanity->matches(tn));
    if (good) found.push_back(tn);
  }
  return found;
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
  for (const NumberSearch& place : inventory_->around(search)) {
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
  inventory_->each_fitting(search, [&](const Block& block, const scenario::TnRange& meant) {
    for (std::uint64_t first = meant.first; first <= meant.last;) {
      const std::uint64_t npa_nxx = first / kExchangeSize;
      const std::uint64_t end = std::min(meant.last, (npa_nxx + 1) * kExchangeSize - 1);
      if (counts.empty() || counts.back().npa_nxx != npa_nxx) counts.push_back({npa_nxx, &block});
      counts.back().available += count_free(first, end);
      first = end + 1;
    }
    return true;
  });
  return counts;
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
