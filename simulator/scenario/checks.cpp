#include "scenario/checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "kernel/network.hpp"
#include "kernel/text.hpp"
#include "scenario/fault_rules.hpp"
#include "scenario/happening.hpp"
#include "scenario/lifecycle_rules.hpp"

namespace dashsim::scenario {
namespace {

// Reference: sites-sippeers.
constexpr std::size_t kHostsMax = 10;
constexpr std::size_t kVoiceHostGroupsMax = 5;

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
    check_carriers();
    check_timeline();
    check_held_numbers();
    for (const Subscription& subscription : scenario_.subscriptions) check(subscription);
    for (const OrderTypeWords& type : all_order_types()) {
      const Lifecycles& lifecycles = scenario_.lifecycles[static_cast<std::size_t>(type.type)];
      for (const Lifecycle& lifecycle : lifecycles.variants)
        check_lifecycle(lifecycle, complaints_);
      for (const Lifecycle& lifecycle : lifecycles.usual) check_lifecycle(lifecycle, complaints_);
    }
    check_geocoder();
    check_callbacks();
    check_faults(scenario_.faults, operations_, complaints_);
  }

 private:
  void check_account(const Account& account) {
    unique(accounts_, account.id, account.place, "account");
    around_.accounts.insert(account.id);
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
        around_.sip_peers.emplace(peer.id, account.id);
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
    for (const User& user : scenario_.users) {
      if (!around_.users.insert(user.name).second)
        complaints_.add(user.place, fmt::format("user '{}' is given twice", user.name));
      check_user(user, around_, complaints_);
    }
  }

  void need_account(std::uint64_t id, const Place& place) {
    if (!accounts_.contains(id))
      complaints_.add(place, fmt::format("account {} does not exist", id));
  }

  void check_inventory() {
    for (const Block& block : scenario_.inventory) {
      check_block(block, around_, complaints_);
      around_.add(block);
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

  void check_carriers() {
    for (const Carrier& carrier : scenario_.carriers) {
      check_carrier(carrier, around_, complaints_);
      around_.add(carrier);
    }
  }

  void check_timeline() {
    for (const Fault& fault : scenario_.faults) around_.faults.insert(fault.name);
    std::vector<const TimelineEntry*> entries;
    for (const TimelineEntry& entry : scenario_.timeline) entries.push_back(&entry);
    std::ranges::stable_sort(entries, {}, &TimelineEntry::at);
    for (const TimelineEntry* entry : entries) {
      if (entry->at < scenario_.clock.start)
        complaints_.add(entry->place, "this is before the start of the clock");
      check_happening(*entry, around_, operations_, complaints_);
    }
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
  Surroundings around_;                    // what there is by the time of what is looked at
  std::map<std::uint64_t, TnRange> held_;  // numbers of accounts, by the first of each run
};

}  // namespace

void check_scenario(const Scenario& scenario, std::span<const std::string> operations,
                    Complaints& complaints) {
  Checks(scenario, operations, complaints).run();
}

}  // namespace dashsim::scenario
