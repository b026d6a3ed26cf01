#include "world/imports.hpp"

#include "world/world.hpp"

namespace dashsim::world {
namespace {

constexpr std::uint32_t kNotInService = 5074;
constexpr std::uint32_t kOfAnotherAccount = 5076;
constexpr std::uint32_t kNotImported = 5158;
constexpr std::uint32_t kNotActive = 7518;
constexpr std::uint32_t kCannotProvision = 19010;
constexpr std::uint32_t kCannotRemove = 25040;
constexpr std::uint32_t kCannotProvisionExternal = 25080;
constexpr std::uint32_t kNotExternal = 25120;

/// How numbers of one kind are marked, and what those earn that are not as they should be.
struct ImportKind {
  bool TnRecord::*mark;
  std::uint32_t bandwidth_number;  ///< cannot be brought
  std::uint32_t cannot_provision;  ///< the scenario lets no more numbers through
  std::uint32_t not_in_service;    ///< cannot be removed
  std::uint32_t not_of_this_kind;  ///< likewise
};
constexpr ImportKind kImported{&TnRecord::is_imported, kBandwidthImport, kCannotProvision,
                               kNotActive, kNotImported};
constexpr ImportKind kExternal{&TnRecord::is_external, kBandwidthExternal, kCannotProvisionExternal,
                               kNotInService, kNotExternal};

const ImportKind& kind_of(const Order& order) {
  return order.type == OrderType::kExternalTns ? kExternal : kImported;
}

void fail(Order& order, Tn tn, std::uint32_t code) {
  order.failed_numbers.push_back(tn);
  order.errors.push_back({code, {to_text(tn)}});
}

Outcome outcome_of(const Order& order) {
  if (order.failed_numbers.empty()) return Outcome::kAll;
  return order.completed_numbers.empty() ? Outcome::kNone : Outcome::kSome;
}

/// Why the number cannot be removed; 0 if it can.
std::uint32_t removal_obstacle(const TnRecord* record, const Order& order) {
  const ImportKind& kind = kind_of(order);
  if (record == nullptr || record->state != TnState::kInService) return kind.not_in_service;
  if (record->account != order.account) return kOfAnotherAccount;
  return record->*kind.mark ? 0 : kind.not_of_this_kind;
}

}  // namespace

ImportVerdict import_verdict(const World& world, AccountId account, Tn tn) {
  if (world.numbers().block_of(tn) != nullptr) return ImportVerdict::kBandwidthNumber;
  const TnRecord* record = world.numbers().find(tn);
  const bool elsewhere = record == nullptr || record->state == TnState::kPortedOut;
  if (elsewhere) return ImportVerdict::kImportable;
  if (!record->is_imported && !record->is_external) return ImportVerdict::kBandwidthNumber;
  return record->account == account ? ImportVerdict::kImportable : ImportVerdict::kForeignNumber;
}

Outcome import_numbers(World& world, Order& order, std::optional<std::uint64_t> at_most) {
  const SipPeer* peer = destination(world, order);
  if (peer == nullptr) return give_up(world, order);
  const ImportKind& kind = kind_of(order);
  const std::size_t limit = at_most.value_or(SIZE_MAX);
  for (const Tn tn : order.request.numbers) {
    const ImportVerdict verdict = import_verdict(world, order.account, tn);
    if (verdict == ImportVerdict::kForeignNumber) {
      fail(order, tn, kForeignImport);
    } else if (verdict == ImportVerdict::kBandwidthNumber) {
      fail(order, tn, kind.bandwidth_number);
    } else if (order.completed_numbers.size() == limit) {
      fail(order, tn, kind.cannot_provision);
    } else {
      TnRecord& record =
          world.numbers().put_in_service(tn, order.account, peer->site, peer->id, world.now());
      record.*kind.mark = true;
      record.loa_type = order.request.facts.text_at("LoaType");
      order.completed_numbers.push_back(tn);
    }
  }
  return outcome_of(order);
}

Outcome remove_imported_numbers(World& world, Order& order, std::optional<std::uint64_t> at_most) {
  const std::size_t limit = at_most.value_or(SIZE_MAX);
  for (const Tn tn : order.request.numbers) {
    const std::uint32_t obstacle = removal_obstacle(world.numbers().find(tn), order);
    if (obstacle != 0) {
      fail(order, tn, obstacle);
    } else if (order.completed_numbers.size() == limit) {
      fail(order, tn, kCannotRemove);
    } else {
      world.release_number(tn);
      order.completed_numbers.push_back(tn);
    }
  }
  return outcome_of(order);
}

}  // namespace dashsim::world
