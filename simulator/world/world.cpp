#include "world/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "world/lifecycles.hpp"

namespace dashsim::world {
namespace {

constexpr std::size_t kHappeningsMax = 100'000;

std::string describe_event(const StepDue& event) {
  return fmt::format("order {} takes its next step", event.order.value);
}
std::string describe_event(const AttemptDue& event) {
  return fmt::format("callback {} is attempted", event.delivery);
}
std::string describe_event(const NobodyObjects& event) {
  return fmt::format("port-out {} goes on", event.order.value);
}
std::string describe_event(const ReservationEnds& event) {
  return fmt::format("the reservation of {} ends", to_text(event.tn));
}
std::string describe_event(const SubscriptionEnds& event) {
  return fmt::format("subscription {} expires", event.subscription.value);
}
std::string describe_event(const NumberAged& event) {
  return fmt::format("number {} becomes available again", to_text(event.tn));
}
std::string describe_event(const DigestDue& event) {
  return fmt::format("digest of subscription {} is sent", event.subscription.value);
}

std::string describe_event(const ReportStep& event) {
  return fmt::format("report instance {} takes its next step", event.instance.value);
}
std::string describe_event(const ArchiveStep& event) {
  return fmt::format("billing archive {} takes its next step", event.archive.value);
}

std::string describe_event(const TimelineDue& event) {
  return fmt::format("entry {} of the timeline happens", event.entry + 1);
}

}  // namespace

std::string describe(const Event& event) {
  return std::visit([](const auto& each) { return describe_event(each); }, event);
}

World::World(std::string name, std::shared_ptr<const scenario::Scenario> scenario,
             JournalLimits limits, std::shared_ptr<const Inventory> inventory)
    : name_(std::move(name)),
      scenario_(std::move(scenario)),
      now_(scenario_->clock.start),
      numbers_(inventory != nullptr ? std::move(inventory)
                                    : std::make_shared<const Inventory>(*scenario_)),
      geocoder_(scenario_->geocoder),
      carriers_(scenario_->carriers),
      journal_(limits),
      faults_(scenario_->seed, scenario_->faults),
      jitter_(scenario_->seed, "jitter"),
      order_ids_(scenario_->seed, "orders"),
      reservation_ids_(scenario_->seed, "reservations"),
      subscription_ids_(scenario_->seed, "subscriptions"),
      tokens_source_(scenario_->seed, "tokens"),
      pons_(scenario_->seed, "pons"),
      location_ids_(scenario_->seed, "locations"),
      emergency_recipient_ids_(scenario_->seed, "emergency recipients"),
      emergency_group_ids_(scenario_->seed, "emergency groups"),
      application_ids_(scenario_->seed, "applications"),
      billing_archive_ids_(scenario_->seed, "billing archives"),
      site_ids_(scenario_->seed, "sites", 1000),
      sip_peer_ids_(scenario_->seed, "sippeers", 500'000),
      note_ids_(scenario_->seed, "notes", 87'000),
      smpp_host_ids_(scenario_->seed, "smpp hosts", 0),
      report_instance_ids_(scenario_->seed, "report instances", 100'000) {
  start();
}

void World::start() {
  for (const scenario::User& user : scenario_->users) accounts_.put_user(to_user(user));
  for (const scenario::Account& account : scenario_->accounts) start_account(account);
  for (std::size_t i = 0; i < scenario_->subscriptions.size(); ++i) start_subscription(i);
  for (std::size_t i = 0; i < scenario_->timeline.size(); ++i) {
    schedule(scenario_->timeline[i].at - now_, kernel::Urgency::kBackground, TimelineDue{i});
  }
}

void World::start_account(const scenario::Account& account) {
  accounts_.add({{account.id},
                 account.company_name,
                 account.account_type,
                 account.associated_catapult_account,
                 account.global_account_number,
                 account.nena_id,
                 account.customer_segment,
                 account.alt_spid,
                 account.spid,
                 account.port_carrier_type,
                 account.tiers,
                 account.address,
                 account.contact,
                 account.products,
                 account.port_out_validation});
  for (const scenario::Site& site : account.sites) {
    site_ids_.pass(site.id);
    sites_.add({{site.id},
                {account.id},
                site.name,
                site.description,
                site.customer_provided_id,
                site.customer_name,
                site.address,
                site.uc_trunking,
                site.locked});
    for (const scenario::SipPeer& peer : site.sip_peers) {
      sip_peer_ids_.pass(peer.id);
      sites_.add({{peer.id},
                  {site.id},
                  {account.id},
                  peer.name,
                  peer.description,
                  peer.final_destination_uri,
                  peer.premise_trunks,
                  peer.is_default,
                  peer.voice_hosts,
                  peer.voice_host_groups,
                  peer.termination_hosts,
                  peer.address,
                  peer.calling_name,
                  peer.products,
                  messaging_of(peer.products)});
    }
  }
  for (const scenario::InServiceNumbers& numbers : account.in_service)
    start_numbers(account, numbers);
  for (const scenario::ProtectedNumbers& numbers : account.protected_numbers) {
    for (std::uint64_t tn = numbers.range.first; tn <= numbers.range.last; ++tn)
      numbers_.protect(Tn{tn}, {account.id});
  }
}

void World::start_numbers(const scenario::Account& account,
                          const scenario::InServiceNumbers& numbers) {
  const SiteId site{numbers.site != 0 ? numbers.site : account.sites.front().id};
  const SipPeerId peer =
      numbers.sip_peer != 0 ? SipPeerId{numbers.sip_peer} : sites_.find_default_peer(site)->id;
  for (std::uint64_t tn = numbers.range.first; tn <= numbers.range.last; ++tn) {
    numbers_.put_in_service(Tn{tn}, {account.id}, site, peer, now_);
  }
}

void World::start_subscription(std::size_t place) {
  const scenario::Subscription& subscription = scenario_->subscriptions[place];
  Subscription added;
  added.rule = place;
  added.id = new_subscription_id();
  added.account = {subscription.account};
  added.order_type = subscription.order_type;
  added.event_type = subscription.event_type;
  if (subscription.url.empty()) {
    added.email = EmailSubscription{subscription.email, subscription.daily_digest};
  } else {
    CallbackSubscription& callback = added.callback.emplace();
    callback.url = subscription.url;
    callback.user = subscription.user;
    callback.password = subscription.password;
    if (subscription.expiry) {
      const auto longest = std::chrono::duration_cast<std::chrono::seconds>(kernel::kDurationMax);
      const auto seconds = std::min<std::uint64_t>(*subscription.expiry,
                                                   static_cast<std::uint64_t>(longest.count()));
      callback.expires = now_ + std::chrono::seconds(seconds);
    }
  }
  watch_expiry(subscriptions_.add(std::move(added)));
}

World::World(std::string name, const World& origin) : World(origin) {
  name_ = std::move(name);
}

std::string World::new_location_id() {
  std::string id = location_ids_.next();
  std::erase(id, '-');
  return id;
}

const Reservation& World::reserve(AccountId account, Tn tn) {
  Reservation reservation{
      {reservation_ids_.next()}, account, tn, now_ + scenario_->rules.reservation_life};
  numbers_.reserve(tn, account, reservation.id);
  const std::uint64_t age = ++last_reservation_;
  schedule(scenario_->rules.reservation_life, kernel::Urgency::kBackground,
           ReservationEnds{age, tn});
  reservation_ages_.insert(reservation.id.value, age);
  return reservations_.emplace_hint(reservations_.end(), age, std::move(reservation))->second;
}

const Reservation* World::find_reservation(AccountId account, std::string_view id) const {
  const std::uint64_t* age = reservation_ages_.find(id);
  if (age == nullptr) return nullptr;
  const Reservation& found = reservations_.at(*age);
  return found.account == account ? &found : nullptr;
}

void World::end_reservation(const ReservationId& id) {
  const std::uint64_t* age = reservation_ages_.find(id.value);
  if (age != nullptr) end_reservation(reservations_.find(*age));
}

ReservationId World::end_reservation(std::map<std::uint64_t, Reservation>::iterator ending) {
  const Reservation reservation = std::move(ending->second);
  reservations_.erase(ending);
  reservation_ages_.erase(reservation.id.value);
  const TnRecord* record = numbers_.find(reservation.tn);
  const bool still_held = record != nullptr && record->state == TnState::kReserved &&
                          record->reservation == reservation.id;
  if (still_held) release_number(reservation.tn);
  return reservation.id;
}

void World::release_number(Tn tn) {
  numbers_.release(tn);
  wake_waiting_orders();
}

void World::wake_waiting_orders() {
  for (const std::uint32_t index : orders_.waiting()) {
    const Order& order = orders_.at(index);
    schedule(kernel::Duration{0}, kernel::Urgency::kWork, StepDue{order.id, order.generation});
  }
}

void World::disconnect_number(Tn tn) {
  numbers_.disconnect(tn, now_);
  schedule(scenario_->rules.ageing, kernel::Urgency::kBackground, NumberAged{tn, now_});
}

std::string World::new_token(const User& user, kernel::Duration life) {
  std::string token = tokens_source_.next();
  tokens_[token] = {user.name, now_ + life};
  return token;
}

const User* World::find_token(std::string_view token) const {
  if (const User* user = accounts_.find_token(token)) return user;
  const auto found = tokens_.find(token);
  if (found == tokens_.end() || found->second.expires <= now_) return nullptr;
  return accounts_.find_user(found->second.user);
}

void World::schedule(kernel::Duration delay, kernel::Urgency urgency, Event event) {
  events_.schedule(now_ + delay, urgency, std::move(event));
}

void World::run_next_event() {
  const auto entry = events_.pop();
  now_ = std::max(now_, entry.time);
  std::visit([this](const auto& event) { handle(event); }, entry.event);
}

void World::move_clock(kernel::VirtualTime time) {
  now_ = std::max(now_, time);
}

void World::handle(const StepDue& event) {
  Order* order = orders_.find(event.order.value);
  if (order != nullptr && order->generation == event.generation) take_step(*this, *order);
}

void World::handle(const ReservationEnds& event) {
  const auto found = reservations_.find(event.age);
  if (found != reservations_.end())
    happened("reservation", end_reservation(found).value, "EXPIRED");
}

void World::handle(const SubscriptionEnds& event) {
  const Subscription* subscription = subscriptions_.find(event.subscription.value);
  if (subscription == nullptr || subscription->generation != event.generation) return;
  subscriptions_.erase(event.subscription.value);
  happened("subscription", event.subscription.value, "EXPIRED");
}

void World::handle(const NumberAged& event) {
  const TnRecord* record = numbers_.find(event.tn);
  const bool still_ageing = record != nullptr && record->state == TnState::kDisconnected &&
                            record->disconnected_at == event.disconnected_at;
  if (!still_ageing) return;
  if (record->is_protected) {
    numbers_.protect(event.tn, AccountId{record->account});
  } else {
    release_number(event.tn);
  }
  happened("number", to_text(event.tn), "AVAILABLE");
}

kernel::Random& World::chance_of(OrderType type, std::size_t variant) {
  const auto known = chances_.find({type, variant});
  if (known != chances_.end()) return known->second;
  // By its name, so that another lifecycle in front of it shifts nothing.
  const auto& variants = scenario_->lifecycles[static_cast<std::size_t>(type)].variants;
  const std::string& name = variants[variant].name;
  const auto namesakes =
      std::count_if(variants.begin(), variants.begin() + static_cast<std::ptrdiff_t>(variant),
                    [&](const scenario::Lifecycle& each) { return each.name == name; });
  const std::string purpose =
      fmt::format("lifecycle {} {} {}", scenario::words(type).name, name, namesakes);
  return chances_.emplace(std::pair{type, variant}, kernel::Random(scenario_->seed, purpose))
      .first->second;
}

void World::happened(std::string what, std::string id, std::string status) {
  if (happenings_.size() >= kHappeningsMax) return;
  happenings_.push_back({now_, std::move(what), std::move(id), std::move(status)});
}

}  // namespace dashsim::world
