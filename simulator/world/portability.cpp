#include "world/portability.hpp"

#include <algorithm>

#include "world/world.hpp"

namespace dashsim::world {
namespace {

using scenario::Coverage;
using scenario::PortType;

PortType type_of(const Carriers::Entry& entry) {
  const bool automated = entry.block->automated;
  if (entry.block->block.toll_free)
    return automated ? PortType::kAutomatedTollfree : PortType::kManualTollfree;
  if (entry.block->coverage == Coverage::kPartner)
    return automated ? PortType::kAutomatedOffnet : PortType::kManualOffnet;
  return automated ? PortType::kAutomated : PortType::kManualOnnet;
}

bool is_active(const scenario::Carrier& carrier, Tn tn) {
  return std::ranges::none_of(carrier.not_active, [tn](const scenario::TnRange& range) {
    return tn.value >= range.first && tn.value <= range.last;
  });
}

/// A number of the inventory, unless it has gone to another carrier.
bool is_ours(const World& world, Tn tn) {
  const TnRecord* record = world.numbers().find(tn);
  const bool gone = record != nullptr && record->state == TnState::kPortedOut;
  return world.numbers().block_of(tn) != nullptr && !gone;
}

PortVerdict judge(const World& world, const Carriers::Entry& entry, Tn tn) {
  if (is_ours(world, tn) && !world.scenario().rules.available_numbers_port)
    return PortVerdict::kBandwidthNumber;
  if (entry.carrier == nullptr) return PortVerdict::kUnknownPlace;
  if (entry.block->coverage == Coverage::kNone) return PortVerdict::kPlaceNotCovered;
  if (!entry.carrier->supported) return PortVerdict::kCarrierUnsupported;
  return is_active(*entry.carrier, tn) ? PortVerdict::kPortable : PortVerdict::kNotActive;
}

/// Of a number that is on an account of this world.
Portability held(const TnRecord& record, AccountId account, const scenario::Block* place) {
  Portability found;
  found.place = place;
  found.holder = record.account;
  found.type = PortType::kInternal;
  found.coverage = Coverage::kOnNet;
  found.verdict = record.account == account                  ? PortVerdict::kOwnNumber
                  : record.is_external || record.is_imported ? PortVerdict::kExternalNumber
                                                             : PortVerdict::kPortable;
  return found;
}

}  // namespace

Portability look_up(const World& world, AccountId account, Tn tn) {
  const Carriers::Entry entry = world.carriers().find(tn);
  const scenario::Block* own_block = world.numbers().block_of(tn);
  const scenario::Block* place = own_block != nullptr     ? own_block
                                 : entry.block != nullptr ? &entry.block->block
                                                          : nullptr;
  const TnRecord* record = world.numbers().find(tn);
  if (record != nullptr && record->state == TnState::kInService)
    return held(*record, account, place);
  Portability found;
  found.place = place;
  found.carrier = entry.carrier;
  // Reserved, ageing or protected numbers are in service with nobody.
  const bool idle = record != nullptr && record->state != TnState::kPortedOut;
  found.verdict = idle ? PortVerdict::kNotActive : judge(world, entry, tn);
  if (entry.block == nullptr) return found;
  found.type = type_of(entry);
  found.coverage = entry.block->coverage;
  found.vendor = entry.block->vendor;
  return found;
}

Carriers::Carriers(std::vector<scenario::Carrier> carriers) : carriers_(std::move(carriers)) {
  index_blocks();
}

void Carriers::put(scenario::Carrier carrier) {
  const auto known = std::ranges::find(carriers_, carrier.spid, &scenario::Carrier::spid);
  if (known == carriers_.end()) {
    carriers_.push_back(std::move(carrier));
  } else {
    *known = std::move(carrier);
  }
  index_blocks();
}

void Carriers::index_blocks() {
  blocks_.clear();
  for (std::uint32_t i = 0; i < carriers_.size(); ++i) {
    for (std::uint32_t j = 0; j < carriers_[i].numbers.size(); ++j) blocks_.emplace_back(i, j);
  }
  const auto size = [this](const auto& entry) {
    const scenario::TnRange& range = carriers_[entry.first].numbers[entry.second].block.range;
    return range.last - range.first;
  };
  std::ranges::stable_sort(blocks_, {}, size);
}

Carriers::Entry Carriers::find(Tn tn) const {
  for (const auto& [carrier, block] : blocks_) {
    const scenario::TnRange& range = carriers_[carrier].numbers[block].block.range;
    if (tn.value >= range.first && tn.value <= range.last)
      return {&carriers_[carrier], &carriers_[carrier].numbers[block]};
  }
  return {};
}

}  // namespace dashsim::world
