#include "world/effects.hpp"

#include <algorithm>
#include <map>

#include "world/e911.hpp"
#include "world/emergency_notification.hpp"
#include "world/imports.hpp"
#include "world/lsr.hpp"
#include "world/number_features.hpp"
#include "world/outcomes.hpp"
#include "world/port_outs.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

// Codes of the catalogue, domain OrderErrorType.
constexpr std::uint32_t kTnUnavailable = 5005;
constexpr std::uint32_t kOnlyPartAvailable = 5017;
constexpr std::uint32_t kNothingAvailable = 5018;
constexpr std::uint32_t kTnNotInService = 5074;
constexpr std::uint32_t kTnOfAnotherAccount = 5076;
constexpr std::uint32_t kExternalNotMoved = 5224;
// Domain LNP or /portins errors.
constexpr std::uint32_t kTnInService = 7206;

/// What an order earns whose destination is gone.
struct DestinationCodes {
  std::uint32_t site, peer, no_default;
};
constexpr DestinationCodes kDestination{5016, 5023, 5020};
constexpr DestinationCodes kImportDestination{7309, 7312, 7310};

/// Whether the order may take this number: it is available, reserved for the order, or was its
/// account's own.
bool may_take(const World& world, const Order& order, Tn tn) {
  if (world.numbers().available(tn)) return true;
  const TnRecord* record = world.numbers().find(tn);
  if (record == nullptr || record->account != order.account) return false;
  if (record->state == TnState::kDisconnected || record->state == TnState::kProtected) return true;
  const auto& held = order.request.reservations;
  return record->state == TnState::kReserved &&
         std::ranges::find(held, record->reservation) != held.end();
}

/// Protected status is for numbers of tier 0 that are not toll-free. Codes 5099, 5100.
bool may_be_protected(const World& world, Tn tn) {
  const Block* block = world.numbers().block_of(tn);
  return block == nullptr || (block->tier == 0 && !block->toll_free);
}

void take(World& world, Order& order, Tn tn, const SipPeer& peer) {
  const TnRecord* held = world.numbers().find(tn);
  const ReservationId reservation = held != nullptr ? held->reservation : ReservationId{};
  const bool was_protected = held != nullptr && held->is_protected;
  TnRecord& record =
      world.numbers().put_in_service(tn, order.account, peer.site, peer.id, world.now());
  record.is_protected =
      may_be_protected(world, tn) && order.request.protect.value_or(was_protected);
  if (!reservation.value.empty()) world.end_reservation(reservation);
  order.completed_numbers.push_back(tn);
}

/// Numbers that the order may have now, and those it named that it may not.
struct Choice {
  std::vector<Tn> good;
  std::vector<Tn> bad;
  std::size_t decreed = 0;  ///< of the bad ones, those that are to fail
};

Choice choose(const World& world, const Order& order, std::optional<std::uint64_t> at_most) {
  const std::size_t limit = at_most.value_or(SIZE_MAX);
  Choice choice;
  const auto put = [&](Tn tn, bool good) {
    const bool decreed = decree(world, order, tn).has_value();
    if (decreed) ++choice.decreed;
    (good && !decreed ? choice.good : choice.bad).push_back(tn);
  };
  if (order.request.search) {
    const std::size_t missing = order.request.quantity - order.completed_numbers.size();
    for (const Tn tn :
         world.numbers().find_available(*order.request.search, std::min(missing, limit)))
      put(tn, true);
    return choice;
  }
  for (const Tn tn : order.request.numbers) {
    const auto& done = order.completed_numbers;
    if (std::ranges::find(done, tn) != done.end()) continue;
    put(tn, choice.good.size() < limit && may_take(world, order, tn));
  }
  return choice;
}

std::size_t wanted(const Order& order) {
  return order.request.search ? order.request.quantity : order.request.numbers.size();
}

Outcome assign_numbers(World& world, Order& order, std::optional<std::uint64_t> at_most) {
  const SipPeer* peer = destination(world, order);
  if (peer == nullptr) return give_up(world, order);
  Choice choice = choose(world, order, at_most);
  const std::size_t got = order.completed_numbers.size() + choice.good.size();
  const bool enough = got == wanted(order);
  const bool takes = enough || order.request.partial_allowed || order.request.back_order;
  if (takes) {
    for (const Tn tn : choice.good) take(world, order, tn, *peer);
  } else {
    choice.bad.insert(choice.bad.end(), choice.good.begin(), choice.good.end());
    std::ranges::sort(choice.bad);
  }
  if (enough) return Outcome::kAll;
  const Outcome outcome = order.completed_numbers.empty() ? Outcome::kNone : Outcome::kSome;
  // Nobody waits for numbers that are to fail.
  if (got + choice.decreed == wanted(order)) order.request.back_order = false;
  if (order.request.back_order) return outcome;  // it is not over yet
  order.failed_numbers = choice.bad;
  order.errors.push_back({outcome == Outcome::kNone ? kNothingAvailable : kOnlyPartAvailable, {}});
  for (const Tn tn : choice.bad) {
    if (const auto decreed = decree(world, order, tn)) {
      fail(order, {{tn, decreed->errors}});
    } else if (!may_take(world, order, tn)) {
      order.errors.push_back({kTnUnavailable, {to_text(tn)}});
    }
  }
  return outcome;
}

Outcome disconnect_numbers(World& world, Order& order, std::optional<std::uint64_t> at_most) {
  const std::size_t limit = at_most.value_or(SIZE_MAX);
  for (const Tn tn : order.request.numbers) {
    const TnRecord* record = world.numbers().find(tn);
    const bool in_service = record != nullptr && record->state == TnState::kInService;
    if (in_service && record->account == order.account && order.completed_numbers.size() < limit) {
      if (order.request.protect) {
        world.numbers().find(tn)->is_protected =
            *order.request.protect && may_be_protected(world, tn);
      }
      // What customers brought from elsewhere has no life after its service. Reference:
      // externalTns.
      const bool gone = order.request.purge || record->is_imported || record->is_external;
      gone ? world.release_number(tn) : world.disconnect_number(tn);
      order.completed_numbers.push_back(tn);
      continue;
    }
    order.failed_numbers.push_back(tn);
    const bool foreign = record != nullptr && record->account != order.account;
    order.errors.push_back({foreign ? kTnOfAnotherAccount : kTnNotInService, {to_text(tn)}});
  }
  if (order.failed_numbers.empty()) return Outcome::kAll;
  return order.completed_numbers.empty() ? Outcome::kNone : Outcome::kSome;
}

/// Whether the number can come: it is where it was when the port was asked for, on no account of
/// this world or on the one that loses it.
bool can_come(const World& world, const Order& order, Tn tn) {
  const TnRecord* record = world.numbers().find(tn);
  if (record == nullptr || record->state == TnState::kPortedOut) return true;
  return record->state == TnState::kInService && order.porting &&
         record->account == order.porting->losing_account;
}

void bring(World& world, Order& order, Tn tn, const SipPeer& peer) {
  const bool protect = order.request.protect.value_or(false) && may_be_protected(world, tn);
  world.numbers().put_in_service(tn, order.account, peer.site, peer.id, world.now()).is_protected =
      protect;
  order.completed_numbers.push_back(tn);
}

/// Numbers come from another carrier or account, all of them or none. Their messaging stays with
/// the account that loses them, and it is told. Reference: callbacks, MESSAGING_LOST.
Outcome port_in(World& world, Order& order, std::optional<std::uint64_t> at_most) {
  const SipPeer* peer = destination(world, order);
  if (peer == nullptr) return give_up(world, order);
  std::vector<Tn> coming;
  order.failed_numbers.clear();
  for (const Tn tn : order.request.numbers) {
    const auto& done = order.completed_numbers;
    if (std::ranges::find(done, tn) != done.end()) continue;
    (can_come(world, order, tn) ? coming : order.failed_numbers).push_back(tn);
  }
  for (const Tn tn : order.failed_numbers) order.errors.push_back({kTnInService, {to_text(tn)}});
  if (!order.failed_numbers.empty()) return Outcome::kNone;
  if (at_most && coming.size() > *at_most) {
    const auto rest = coming.begin() + static_cast<std::ptrdiff_t>(*at_most);
    order.failed_numbers.assign(rest, coming.end());
    coming.erase(rest, coming.end());
  }
  std::map<AccountId, std::vector<Tn>> lost;
  for (const Tn tn : coming) {
    const TnRecord* record = world.numbers().find(tn);
    if (record != nullptr && record->state == TnState::kInService)
      lost[record->account].push_back(tn);
    bring(world, order, tn, *peer);
  }
  for (const auto& [account, numbers] : lost) world.lose_messaging(account, numbers);
  if (order.porting) order.porting->activated = order.completed_numbers;
  if (order.failed_numbers.empty()) return Outcome::kAll;
  return order.completed_numbers.empty() ? Outcome::kNone : Outcome::kSome;
}

/// Why the number cannot be moved; 0 if it can.
std::uint32_t obstacle_to_move(const Order& order, const TnRecord* record) {
  if (record == nullptr || record->account != order.account) return kTnOfAnotherAccount;
  if (record->state != TnState::kInService) return kTnNotInService;
  return record->is_external ? kExternalNotMoved : 0;
}

Outcome move_numbers(World& world, Order& order, std::optional<std::uint64_t> at_most) {
  const SipPeer* peer = destination(world, order);
  if (peer == nullptr) return give_up(world, order);
  const std::size_t limit = at_most.value_or(SIZE_MAX);
  for (const Tn tn : order.request.numbers) {
    std::uint32_t code = obstacle_to_move(order, world.numbers().find(tn));
    if (code == 0 && order.completed_numbers.size() == limit) code = kOnlyPartAvailable;
    if (code == 0) {
      world.numbers().move(tn, peer->site, peer->id);
      order.completed_numbers.push_back(tn);
    } else {
      order.failed_numbers.push_back(tn);
      order.errors.push_back({code, {to_text(tn)}});
    }
  }
  if (order.failed_numbers.empty()) return Outcome::kAll;
  return order.completed_numbers.empty() ? Outcome::kNone : Outcome::kSome;
}

/// A scenario may ask an effect of a type that has no use for it; then nothing happens.
bool is_of(const Order& order, OrderType type) {
  return order.type == type && order.porting.has_value();
}

Outcome apply_effect(World& world, Order& order, scenario::Effect effect,
                     std::optional<std::uint64_t> at_most) {
  switch (effect) {
    case scenario::Effect::kAssignNumbers:
      return assign_numbers(world, order, at_most);
    case scenario::Effect::kDisconnectNumbers:
      return disconnect_numbers(world, order, at_most);
    case scenario::Effect::kPortIn:
      return port_in(world, order, at_most);
    case scenario::Effect::kRequestPortOut:
      return is_of(order, OrderType::kLsrorders) ? request_port_out_of_lsr(world, order)
                                                 : Outcome::kAll;
    case scenario::Effect::kValidatePortOut:
      if (is_of(order, OrderType::kPortouts)) validate_port_out(world, order);
      return Outcome::kAll;
    case scenario::Effect::kPortOut:
      return is_of(order, OrderType::kPortouts) ? let_numbers_go(world, order, at_most)
                                                : Outcome::kAll;
    case scenario::Effect::kImportNumbers:
      return import_numbers(world, order, at_most);
    case scenario::Effect::kRemoveImportedNumbers:
      return remove_imported_numbers(world, order, at_most);
    case scenario::Effect::kMoveNumbers:
      return move_numbers(world, order, at_most);
    case scenario::Effect::kProvisionE911:
      return provision_e911(world, order);
    case scenario::Effect::kSetLidb:
      return set_lidb(world, order);
    case scenario::Effect::kSetDlda:
      return set_dlda(world, order);
    case scenario::Effect::kSetTnOptions:
      return set_tn_options(world, order);
    case scenario::Effect::kAssignToEndUsers:
      return assign_to_end_users(world, order);
    case scenario::Effect::kChangeEmergencyGroup:
      return change_emergency_group(world, order);
    case scenario::Effect::kChangeEmergencyEndpoints:
      return change_emergency_endpoints(world, order);
  }
  return Outcome::kAll;
}

/// How effects take it that some numbers of their order fail.
enum class Grasp : std::uint8_t {
  kNoNumbers,  ///< they handle none
  kEach,       ///< the others are handled
  kAllOrNone,
  kItself,  ///< they find their numbers themselves, and see to it
};

Grasp grasp_of(scenario::Effect effect) {
  switch (effect) {
    case scenario::Effect::kValidatePortOut:
    case scenario::Effect::kChangeEmergencyGroup:
      return Grasp::kNoNumbers;
    case scenario::Effect::kPortIn:
    case scenario::Effect::kRequestPortOut:
    case scenario::Effect::kChangeEmergencyEndpoints:
      return Grasp::kAllOrNone;
    case scenario::Effect::kAssignNumbers:
      return Grasp::kItself;
    case scenario::Effect::kDisconnectNumbers:
    case scenario::Effect::kPortOut:
    case scenario::Effect::kImportNumbers:
    case scenario::Effect::kRemoveImportedNumbers:
    case scenario::Effect::kMoveNumbers:
    case scenario::Effect::kProvisionE911:
    case scenario::Effect::kSetLidb:
    case scenario::Effect::kSetDlda:
    case scenario::Effect::kSetTnOptions:
    case scenario::Effect::kAssignToEndUsers:
      return Grasp::kEach;
  }
  return Grasp::kNoNumbers;
}

/// Of several effects, the strictest counts. A step without any that tells what becomes of an order
/// of which nothing can be done looks at its numbers, too.
Grasp grasp_of(const scenario::Step& step) {
  if (step.effects.empty())
    return step.status_if_none != nullptr ? Grasp::kEach : Grasp::kNoNumbers;
  Grasp strictest = Grasp::kNoNumbers;
  for (const scenario::Effect effect : step.effects)
    strictest = std::max(strictest, grasp_of(effect));
  return strictest;
}

/// Whether the order is about something besides numbers that have failed.
bool has_more(const Order& order) {
  const OrderRequest& request = order.request;
  const bool places = !request.e911.empty() && !request.e911.front().additional.empty();
  return !request.numbers.empty() || !request.endpoints.empty() || places;
}

Outcome apply_all(World& world, Order& order, const scenario::Step& step) {
  Outcome outcome = Outcome::kAll;
  for (const scenario::Effect effect : step.effects)
    outcome = std::max(outcome, apply_effect(world, order, effect, step.at_most));
  return outcome;
}

}  // namespace

const SipPeer* destination(const World& world, const Order& order) {
  const SiteId site = order.request.site.value_or(SiteId{});
  return order.request.sip_peer ? world.sites().find(order.account, site, *order.request.sip_peer)
                                : world.sites().find_default_peer(site);
}

Outcome give_up(const World& world, Order& order) {
  const SiteId site = order.request.site.value_or(SiteId{});
  const DestinationCodes& codes =
      order.type == OrderType::kImportTnOrders ? kImportDestination : kDestination;
  const std::uint32_t code = world.sites().find(order.account, site) == nullptr ? codes.site
                             : order.request.sip_peer                           ? codes.peer
                                                                                : codes.no_default;
  order.request.back_order = false;  // it waits no longer
  order.errors.push_back({code, {}});
  for (const Tn tn : order.request.numbers) {
    const auto& done = order.completed_numbers;
    if (std::ranges::find(done, tn) == done.end()) order.failed_numbers.push_back(tn);
  }
  return order.completed_numbers.empty() ? Outcome::kNone : Outcome::kSome;
}

Outcome apply_effects(World& world, Order& order, const scenario::Step& step) {
  const Grasp grasp = grasp_of(step);
  if (grasp == Grasp::kNoNumbers || grasp == Grasp::kItself) return apply_all(world, order, step);
  const std::vector<Tn> named = order.request.numbers;
  const DecreedFailures failures = withhold(world, order);
  if (failures.empty()) return apply_all(world, order, step);
  Outcome outcome = order.completed_numbers.empty() ? Outcome::kNone : Outcome::kSome;
  if (grasp == Grasp::kEach && has_more(order)) {
    const Outcome of_others = apply_all(world, order, step);
    outcome = of_others == Outcome::kNone ? Outcome::kNone : Outcome::kSome;
  }
  order.request.numbers = named;
  fail(order, failures);
  return outcome;
}

}  // namespace dashsim::world
