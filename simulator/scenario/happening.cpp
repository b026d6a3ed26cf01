#include "scenario/happening.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/text.hpp"
#include "scenario/fault_rules.hpp"
#include "scenario/reader.hpp"
#include "scenario/schema.hpp"
#include "scenario/values.hpp"

namespace dashsim::scenario {
namespace {

constexpr std::size_t kSpidMax = 4;
constexpr std::size_t kTnDigits = 10;
constexpr std::uint64_t kPortingIntervalMax = 365;

class Happenings {
 public:
  Happenings(Surroundings& around, std::span<const std::string> operations, Complaints& complaints)
      : around_(around), operations_(operations), complaints_(complaints) {}

  void check(const TimelineEntry& entry) {
    for (const NumberPattern& numbers : entry.withdraw) withdraw(numbers, entry.place);
    for (const Block& block : entry.inventory) {
      check_block(block, around_, complaints_);
      around_.add(block);
    }
    check_users(entry);
    if (entry.products) check(*entry.products, entry.place);
    for (const Carrier& carrier : entry.carriers) {
      std::erase_if(around_.carriers,
                    [&](const auto& held) { return held.second == carrier.spid; });
      check_carrier(carrier, around_, complaints_);
      around_.add(carrier);
    }
    if (entry.messaging_lost) need_account(entry.messaging_lost->account, entry.place);
    if (entry.port_out) check(*entry.port_out, entry.place);
    if (entry.emergency_call) check(*entry.emergency_call, entry.place);
    check_faults_of(entry);
    if (is_nothing(entry)) complaints_.add(entry.place, "nothing happens here");
  }

 private:
  void withdraw(const NumberPattern& numbers, const Place& place) {
    if (numbers.range.first == 0) return;  // it is no block
    if (around_.find(numbers.range) == nullptr)
      complaints_.add(
          place, fmt::format("no block of the inventory holds numbers of {}", numbers.pattern));
    std::map<std::uint64_t, Surroundings::Offer> left;
    for (const auto& [first, offer] : around_.inventory) {
      for (const TnRange& part : without({first, offer.last}, numbers.range))
        left.emplace(part.first, Surroundings::Offer{offer.pattern, part.last, offer.line});
    }
    around_.inventory = std::move(left);
  }

  void check_users(const TimelineEntry& entry) {
    for (const User& user : entry.users) {
      check_user(user, around_, complaints_);
      around_.users.insert(user.name);
    }
    for (const std::string& name : entry.remove_users) {
      if (around_.users.erase(name) == 0)
        complaints_.add(entry.place, fmt::format("there is no user '{}'", name));
    }
  }

  void check(const ProductsChange& change, const Place& place) {
    need_account(change.account, place);
    if (change.sip_peer) {
      const auto peer = around_.sip_peers.find(*change.sip_peer);
      if (peer == around_.sip_peers.end() || peer->second != change.account)
        complaints_.add(
            place, fmt::format("account {} has no SIP peer {}", change.account, *change.sip_peer));
    }
    const std::span<const std::string_view> known =
        change.sip_peer ? std::span<const std::string_view>(kSipPeerProducts) : kAccountProducts;
    for (const Product& product : change.products) {
      if (std::ranges::find(known, std::string_view(product.name)) == known.end())
        complaints_.add(
            place, fmt::format("'{}' is no product of {}: {}", product.name,
                               change.sip_peer ? "SIP peers" : "accounts", fmt::join(known, ", ")));
    }
  }

  void check(const PortOut& port_out, const Place& place) {
    need_account(port_out.account, place);
    if (port_out.numbers.empty()) complaints_.add(place, "a port-out needs numbers");
    if (port_out.spid.size() > kSpidMax)
      complaints_.add(place, fmt::format("spid '{}' has more than four characters", port_out.spid));
  }

  void check(const EmergencyCallDue& call, const Place& place) {
    need_account(call.account, place);
    if (call.tn.empty() == call.aeui.empty())
      complaints_.add(place, "an emergency call comes from a tn or from an aeui");
    if (!call.tn.empty() && (call.tn.size() != kTnDigits || !kernel::all_digits(call.tn)))
      complaints_.add(place, fmt::format("'{}' is not a telephone number of ten digits", call.tn));
  }

  void check_faults_of(const TimelineEntry& entry) {
    check_faults(entry.faults, operations_, complaints_);
    for (const Fault& fault : entry.faults) around_.faults.insert(fault.name);
    for (const std::string& name : entry.end_faults) {
      if (!around_.faults.contains(name))
        complaints_.add(entry.place, fmt::format("there is no fault '{}'", name));
    }
  }

  static bool is_nothing(const TimelineEntry& entry) {
    return entry.inventory.empty() && entry.withdraw.empty() && entry.users.empty() &&
           entry.remove_users.empty() && !entry.products && entry.carriers.empty() &&
           !entry.messaging_lost && !entry.port_out && !entry.emergency_call &&
           entry.faults.empty() && entry.end_faults.empty();
  }

  void need_account(std::uint64_t id, const Place& place) {
    if (!around_.accounts.contains(id))
      complaints_.add(place, fmt::format("account {} does not exist", id));
  }

  Surroundings& around_;
  std::span<const std::string> operations_;
  Complaints& complaints_;
};

}  // namespace

const Surroundings::Offer* Surroundings::find(const TnRange& range) const {
  const auto after = inventory.upper_bound(range.last);
  if (after == inventory.begin()) return nullptr;
  const Offer& offer = std::prev(after)->second;
  return offer.last >= range.first ? &offer : nullptr;
}

void Surroundings::add(const Block& block) {
  if (block.range.first == 0 || find(block.range) != nullptr) return;
  inventory.emplace(block.range.first, Offer{block.pattern, block.range.last, block.place.line});
}

void Surroundings::add(const Carrier& carrier) {
  for (const CarrierBlock& numbers : carrier.numbers)
    carriers.emplace(numbers.block.pattern, carrier.spid);
}

std::optional<TnRange> overlap(const TnRange& a, const TnRange& b) {
  const TnRange both{std::max(a.first, b.first), std::min(a.last, b.last)};
  if (both.first > both.last) return std::nullopt;
  return both;
}

std::vector<TnRange> without(const TnRange& range, const TnRange& cut) {
  if (!overlap(range, cut)) return {range};
  std::vector<TnRange> left;
  if (range.first < cut.first) left.push_back({range.first, cut.first - 1});
  if (range.last > cut.last) left.push_back({cut.last + 1, range.last});
  return left;
}

void check_block(const Block& block, const Surroundings& around, Complaints& complaints) {
  if (!block.toll_free && (block.rate_center.empty() || block.state.size() != 2)) {
    complaints.add(
        block.place,
        fmt::format("block {} needs a rate_center and a state of two letters", block.pattern));
  }
  if (const Surroundings::Offer* held = around.find(block.range))
    complaints.add(block.place, fmt::format("block {} overlaps block {} on line {}", block.pattern,
                                            held->pattern, held->line));
}

void check_carrier(const Carrier& carrier, const Surroundings& around, Complaints& complaints) {
  if (carrier.spid.size() != kSpidMax)
    complaints.add(carrier.place, fmt::format("spid '{}' has not four characters", carrier.spid));
  if (carrier.porting_interval > kPortingIntervalMax)
    complaints.add(carrier.place,
                   fmt::format("porting_interval is {} days at most", kPortingIntervalMax));
  std::set<std::string_view> own;
  for (const CarrierBlock& numbers : carrier.numbers) {
    const Block& block = numbers.block;
    if (!own.insert(block.pattern).second || around.carriers.contains(block.pattern))
      complaints.add(block.place, fmt::format("block {} has a carrier already", block.pattern));
    if (!block.toll_free && (block.rate_center.empty() || block.state.size() != 2))
      complaints.add(block.place, fmt::format("block {} needs a rate_center and a state of two "
                                              "letters",
                                              block.pattern));
    if (block.toll_free && numbers.coverage != Coverage::kOnNet)
      complaints.add(block.place, "toll-free numbers lie in no rate center that is covered");
  }
}

void check_user(const User& user, const Surroundings& around, Complaints& complaints) {
  if (user.name.find(':') != std::string::npos || user.name.find('~') != std::string::npos) {
    complaints.add(user.place, fmt::format("user name '{}' holds ':' or '~', which credentials and "
                                           "the choice of a world need",
                                           user.name));
  }
  for (const std::uint64_t account : user.accounts) {
    if (!around.accounts.contains(account))
      complaints.add(user.place, fmt::format("account {} does not exist", account));
  }
}

void check_happening(const TimelineEntry& entry, Surroundings& around,
                     std::span<const std::string> operations, Complaints& complaints) {
  Happenings(around, operations, complaints).check(entry);
}

LoadedHappening load_happening(const std::string& text, kernel::VirtualTime now,
                               Surroundings around, std::span<const std::string> operations) {
  constexpr std::string_view kFile = "event";
  Complaints complaints;
  const Tree tree = read_yaml(kFile, text, complaints);
  check_shape(tree.root, happening_shape(), complaints);
  LoadedHappening loaded;
  if (complaints.empty()) {
    loaded.entry = read_timeline_entry(tree.root, now);
    check_happening(loaded.entry, around, operations, complaints);
  }
  for (Fault& fault : loaded.entry.faults) fault.place.file = kFile;  // they outlive the tree
  for (Block& block : loaded.entry.inventory) block.place.file = kFile;
  loaded.complaints = complaints.sorted();
  return loaded;
}

}  // namespace dashsim::scenario
