#include "scenario/checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "kernel/network.hpp"
#include "kernel/text.hpp"
#include "scenario/fault_rules.hpp"

namespace dashsim::scenario {
namespace {

// Reference: sites-sippeers.
constexpr std::size_t kHostsMax = 10;
constexpr std::size_t kVoiceHostGroupsMax = 5;

constexpr std::uint64_t kPortingIntervalMax = 365;
constexpr std::size_t kSpidMax = 4;
constexpr std::size_t kTnDigits = 10;
constexpr kernel::Duration kJitterMax = std::chrono::hours(24);

class Checks {
 public:
  Checks(const Scenario& scenario, std::span<const std::string> operations, Complaints& complaints)
      : scenario_(scenario), operations_(operations), complaints_(complaints) {}

  void run() {
    for (const Account& account : scenario_.accounts) check_account(account);
    check_users();
    check_inventory();
    check_local_calling_areas();
    check_timeline();
    check_held_numbers();
    for (const Subscription& subscription : scenario_.subscriptions) check(subscription);
    for (const OrderTypeWords& type : all_order_types()) {
      const Lifecycles& lifecycles = scenario_.lifecycles[static_cast<std::size_t>(type.type)];
      for (const Lifecycle& lifecycle : lifecycles.variants) check(lifecycle);
      for (const Lifecycle& lifecycle : lifecycles.usual) check(lifecycle);
    }
    for (const Carrier& carrier : scenario_.carriers) check(carrier);
    check_geocoder();
    check_callbacks();
    check_faults(scenario_.faults, operations_, complaints_);
  }

 private:
  void check_account(const Account& account) {
    unique(accounts_, account.id, account.place, "account");
    const auto& validation = account.port_out_validation;
    if (validation && validation->user.empty() != validation->password.empty())
      complaints_.add(account.place, "user and password go together");
    for (const Site& site : account.sites) {
      unique(sites_, site.id, site.place, "site");
      const auto defaults = std::ranges::count(site.sip_peers, true, &SipPeer::is_default);
      if (defaults > 1) {
        complaints_.add(site.place,
                        fmt::format("site {} has {} default SIP peers", site.id, defaults));
      }
      check_site(account, site);
      for (const SipPeer& peer : site.sip_peers) {
        unique(peers_, peer.id, peer.place, "SIP peer");
        check_voice_hosts(peer);
        check_termination_hosts(peer);
      }
    }
  }

  void check_site(const Account& account, const Site& site) {
    const std::string& id = site.customer_provided_id;
    if (!id.empty() && (id.size() > 10 || !kernel::all_digits(id)))
      complaints_.add(site.place,
                      fmt::format("customer_provided_id '{}' is not ten digits at most", id));
    if (!site.uc_trunking) return;
    if (site.uc_trunking->type != "Seats" && !site.uc_trunking->usage_category.empty())
      complaints_.add(site.place, "only seats have a usage_category");
    const bool allowed = !account.products ||
                         std::ranges::count(*account.products, "UcTrunking", &Product::name) != 0;
    if (!allowed)
      complaints_.add(site.place,
                      fmt::format("account {} does not have the product UcTrunking", account.id));
  }

  void check_voice_hosts(const SipPeer& peer) {
    if (!peer.voice_hosts.empty() && !peer.voice_host_groups.empty())
      complaints_.add(peer.place, "voice_hosts and voice_host_groups do not go together");
    if (peer.voice_host_groups.size() > kVoiceHostGroupsMax)
      complaints_.add(peer.place, fmt::format("a SIP peer has {} groups of voice hosts at most",
                                              kVoiceHostGroupsMax));
    check_voice_host_list(peer.voice_hosts);
    for (const std::vector<Host>& group : peer.voice_host_groups) check_voice_host_list(group);
  }

  void check_voice_host_list(const std::vector<Host>& hosts) {
    check_host_list(hosts);
    for (const Host& host : hosts) {
      const auto network = kernel::parse_network(host.name);
      const bool good =
          network ? host.name.find('/') == std::string::npos : kernel::is_domain_name(host.name);
      if (!good)
        complaints_.add(host.place,
                        fmt::format("'{}' is neither an address nor a domain name", host.name));
    }
  }

  void check_termination_hosts(const SipPeer& peer) {
    check_host_list(peer.termination_hosts);
    for (const Host& host : peer.termination_hosts) {
      const auto network = kernel::parse_network(host.name);
      if (!network || !network->begins_at_its_address()) {
        complaints_.add(host.place, fmt::format("'{}' is neither an address nor a network such as "
                                                "2.1.1.96/30",
                                                host.name));
        continue;
      }
      for (const auto& [taken, owner] : termination_networks_) {
        if (owner != &peer && taken.overlaps(*network))
          complaints_.add(host.place, fmt::format("'{}' overlaps a termination host of SIP peer {}",
                                                  host.name, owner->id));
      }
      termination_networks_.emplace_back(*network, &peer);
    }
  }

  void check_host_list(const std::vector<Host>& hosts) {
    if (hosts.size() > kHostsMax)
      complaints_.add(hosts.front().place, fmt::format("a list has {} hosts at most", kHostsMax));
    for (const Host& host : hosts) {
      if (!host.port.empty() && kernel::parse_whole(host.port).value_or(0) > 65535)
        complaints_.add(host.place, fmt::format("'{}' is not a port", host.port));
    }
  }

  void unique(std::map<std::uint64_t, Place>& seen, std::uint64_t id, const Place& place,
              std::string_view what) {
    const auto [first, added] = seen.emplace(id, place);
    if (!added) {
      complaints_.add(place, fmt::format("{} {} is given twice, first on line {}", what, id,
                                         first->second.line));
    }
  }

  void check_users() {
    std::set<std::string> names;
    for (const User& user : scenario_.users) {
      if (!names.insert(user.name).second) {
        complaints_.add(user.place, fmt::format("user '{}' is given twice", user.name));
      }
      if (user.name.find(':') != std::string::npos || user.name.find('~') != std::string::npos) {
        complaints_.add(user.place,
                        fmt::format("user name '{}' holds ':' or '~', which credentials and "
                                    "the choice of a world need",
                                    user.name));
      }
      for (const std::uint64_t account : user.accounts) need_account(account, user.place);
    }
  }

  void need_account(std::uint64_t id, const Place& place) {
    if (!accounts_.contains(id))
      complaints_.add(place, fmt::format("account {} does not exist", id));
  }

  void check_inventory() {
    std::vector<const Block*> all;
    for (const Block& block : scenario_.inventory) all.push_back(&block);
    for (const TimelineEntry& entry : scenario_.timeline) {
      for (const Block& block : entry.inventory) all.push_back(&block);
    }
    std::vector<const Block*> blocks;
    for (const Block* each : all) {
      const Block& block = *each;
      if (block.range.first != 0) blocks.push_back(&block);
      if (!block.toll_free && (block.rate_center.empty() || block.state.size() != 2)) {
        complaints_.add(
            block.place,
            fmt::format("block {} needs a rate_center and a state of two letters", block.pattern));
      }
    }
    std::ranges::stable_sort(blocks, {}, [](const Block* block) { return block->range.first; });
    const Block* reach = nullptr;  // of those so far, the one that goes furthest
    for (const Block* block : blocks) {
      if (reach != nullptr && block->range.first <= reach->range.last) {
        complaints_.add(block->place,
                        fmt::format("block {} overlaps block {} on line {}", block->pattern,
                                    reach->pattern, reach->place.line));
      }
      if (reach == nullptr || block->range.last > reach->range.last) reach = block;
    }
  }

  void check_local_calling_areas() {
    std::set<std::pair<std::string, std::string>> rate_centers;
    for (const Block& block : scenario_.inventory)
      rate_centers.emplace(block.rate_center, block.state);
    const auto need = [&](const std::string& rate_center, const std::string& state,
                          const Place& place) {
      if (rate_centers.contains({rate_center, state})) return;
      complaints_.add(place,
                      fmt::format("no block of the inventory lies in rate center '{}' of '{}'",
                                  rate_center, state));
    };
    for (const LocalCallingArea& area : scenario_.local_calling_areas) {
      // Areas of the scenario below may speak of an inventory that this one has replaced.
      const bool together =
          !scenario_.inventory.empty() && scenario_.inventory.front().place.file == area.place.file;
      if (!together) continue;
      need(area.rate_center, area.state, area.place);
      for (const RateCenterName& name : area.includes)
        need(name.rate_center, name.state, area.place);
    }
  }

  void check_timeline() {
    for (const TimelineEntry& entry : scenario_.timeline) {
      if (entry.at < scenario_.clock.start)
        complaints_.add(entry.place, "this is before the start of the clock");
      if (entry.messaging_lost) need_account(entry.messaging_lost->account, entry.place);
      if (entry.port_out) check(*entry.port_out, entry.place);
      if (entry.emergency_call) check(*entry.emergency_call, entry.place);
      check_faults(entry.faults, operations_, complaints_);
      for (const std::string& name : entry.end_faults) {
        if (!knows_fault(name))
          complaints_.add(entry.place, fmt::format("there is no fault '{}'", name));
      }
      if (entry.inventory.empty() && !entry.messaging_lost && !entry.port_out &&
          !entry.emergency_call && entry.faults.empty() && entry.end_faults.empty())
        complaints_.add(entry.place, "nothing happens here");
    }
  }

  bool knows_fault(std::string_view name) const {
    const auto has = [&](const std::vector<Fault>& faults) {
      return std::ranges::find(faults, name, &Fault::name) != faults.end();
    };
    return has(scenario_.faults) ||
           std::ranges::any_of(scenario_.timeline,
                               [&](const TimelineEntry& entry) { return has(entry.faults); });
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

  void check_held_numbers() {
    for (const Account& account : scenario_.accounts) {
      for (const InServiceNumbers& numbers : account.in_service) {
        if (numbers.range.first == 0) continue;
        check_holder(account, numbers);
        check_free(numbers.range, numbers.place);
      }
      for (const ProtectedNumbers& numbers : account.protected_numbers) {
        if (numbers.range.first != 0) check_free(numbers.range, numbers.place);
      }
    }
  }

  void check_free(const TnRange& range, const Place& place) {
    const auto after = held_.upper_bound(range.last);
    if (after != held_.begin() && std::prev(after)->second.last >= range.first) {
      complaints_.add(place, "an account holds these numbers already");
      TnRange& held = std::prev(after)->second;
      held.last = std::max(held.last, range.last);
    } else {
      held_.emplace(range.first, range);
    }
  }

  void check_holder(const Account& account, const InServiceNumbers& numbers) {
    const auto site = numbers.site == 0 ? account.sites.begin()
                                        : std::ranges::find(account.sites, numbers.site, &Site::id);
    if (site == account.sites.end()) {
      complaints_.add(numbers.place,
                      numbers.site == 0
                          ? fmt::format("account {} has no site to hold numbers", account.id)
                          : fmt::format("account {} has no site {}", account.id, numbers.site));
      return;
    }
    const bool found = numbers.sip_peer == 0
                           ? std::ranges::count(site->sip_peers, true, &SipPeer::is_default) != 0
                           : std::ranges::find(site->sip_peers, numbers.sip_peer, &SipPeer::id) !=
                                 site->sip_peers.end();
    if (found) return;
    complaints_.add(numbers.place,
                    numbers.sip_peer == 0
                        ? fmt::format("site {} has no default SIP peer", site->id)
                        : fmt::format("site {} has no SIP peer {}", site->id, numbers.sip_peer));
  }

  void check(const Subscription& subscription) {
    need_account(subscription.account, subscription.place);
    const bool event = !subscription.event_type.empty();
    if (event == subscription.order_type.has_value()) {
      complaints_.add(subscription.place,
                      "a subscription needs either an order_type or an event_type");
    }
    if (event && std::ranges::find(kEventTypes, subscription.event_type) == kEventTypes.end()) {
      complaints_.add(subscription.place,
                      fmt::format("'{}' is not an event type: {}", subscription.event_type,
                                  fmt::join(kEventTypes, ", ")));
    }
    if (subscription.url.empty() == subscription.email.empty()) {
      complaints_.add(subscription.place, "a subscription needs either a url or an email");
    }
    if (subscription.user.empty() != subscription.password.empty()) {
      complaints_.add(subscription.place, "user and password go together");
    }
  }

  void check(const Carrier& carrier) {
    if (carrier.spid.size() != 4)
      complaints_.add(carrier.place,
                      fmt::format("spid '{}' has not four characters", carrier.spid));
    if (carrier.porting_interval > kPortingIntervalMax)
      complaints_.add(carrier.place,
                      fmt::format("porting_interval is {} days at most", kPortingIntervalMax));
    for (const CarrierBlock& numbers : carrier.numbers) {
      const Block& block = numbers.block;
      if (!carrier_blocks_.insert(block.pattern).second)
        complaints_.add(block.place, fmt::format("block {} has a carrier already", block.pattern));
      if (!block.toll_free && (block.rate_center.empty() || block.state.size() != 2))
        complaints_.add(block.place, fmt::format("block {} needs a rate_center and a state of two "
                                                 "letters",
                                                 block.pattern));
      if (block.toll_free && numbers.coverage != Coverage::kOnNet)
        complaints_.add(block.place, "toll-free numbers lie in no rate center that is covered");
    }
  }

  void check(const Lifecycle& lifecycle) {
    if (lifecycle.steps.empty())
      complaints_.add(lifecycle.place, fmt::format("lifecycle '{}' has no steps", lifecycle.name));
    check(lifecycle.steps, Starts::kOrder);
    for (std::size_t i = 0; i < lifecycle.on.size(); ++i) {
      const bool draft = i == static_cast<std::size_t>(Trigger::kDraft);
      check(lifecycle.on[i], draft ? Starts::kOrder : Starts::kBranch);
    }
  }

  /// Whether steps begin an order, or follow what it has been through.
  enum class Starts : bool { kOrder, kBranch };

  void check(const std::vector<Step>& steps, Starts starts) {
    const State* final_state = nullptr;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Step& step = steps[i];
      if (final_state != nullptr) {
        complaints_.add(step.place, fmt::format("this step is never reached: {} is a final state",
                                                final_state->name));
        return;
      }
      const bool first = i == 0 && starts == Starts::kOrder;
      if (first && (step.after.count() != 0 || step.at != StepTime::kAfterDelay)) {
        complaints_.add(step.place,
                        "the first step happens at once; 'after' belongs to later ones");
      }
      if (first && step.status == nullptr) {
        complaints_.add(step.place, "the first step needs a status");
      }
      if (step.status != nullptr && step.status->final) final_state = step.status;
    }
  }

  void check_geocoder() {
    for (const Geocoding& geocoding : scenario_.geocoder.addresses) {
      const bool may_have_address = geocoding.answer == GeocodeAnswer::kVerified ||
                                    geocoding.answer == GeocodeAnswer::kCorrected;
      if (!may_have_address && !geocoding.address.empty())
        complaints_.add(geocoding.place, "only verified and corrected answers have an address");
      if (geocoding.answer == GeocodeAnswer::kCorrected && !corrects(geocoding))
        complaints_.add(geocoding.place,
                        "the address of this answer still matches 'when', so that it would be "
                        "corrected again");
    }
  }

  /// Whether the good address is one that `when` does not match.
  static bool corrects(const Geocoding& geocoding) {
    return std::ranges::any_of(geocoding.when, [&](const AddressPart& pattern) {
      const auto part =
          std::ranges::find(geocoding.address, pattern.element, &AddressPart::element);
      return part != geocoding.address.end() &&
             !kernel::matches(kernel::lower_case(pattern.text), kernel::lower_case(part->text));
    });
  }

  void check_callbacks() {
    if (scenario_.callbacks.retries > 1000) {
      complaints_.add(scenario_.callbacks.place, "callbacks may be retried 1000 times at most");
    }
    if (scenario_.callbacks.jitter > kJitterMax)
      complaints_.add(scenario_.callbacks.place, "callbacks are late by a day at most");
  }

  const Scenario& scenario_;
  std::span<const std::string> operations_;
  Complaints& complaints_;
  std::map<std::uint64_t, Place> accounts_;
  std::map<std::uint64_t, Place> sites_;
  std::map<std::uint64_t, Place> peers_;
  std::vector<std::pair<kernel::Network, const SipPeer*>> termination_networks_;
  std::set<std::string> carrier_blocks_;
  std::map<std::uint64_t, TnRange> held_;  // numbers of accounts, by the first of each run
};

}  // namespace

void check_scenario(const Scenario& scenario, std::span<const std::string> operations,
                    Complaints& complaints) {
  Checks(scenario, operations, complaints).run();
}

}  // namespace dashsim::scenario
