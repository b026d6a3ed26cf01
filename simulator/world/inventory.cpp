#include "world/inventory.hpp"

#include <algorithm>

#include "kernel/text.hpp"

namespace dashsim::world {
namespace {

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

scenario::TnRange numbers_with(std::string_view prefix) {
  std::uint64_t first = prefix.empty() ? 0 : *kernel::parse_whole(prefix);
  std::uint64_t size = 1;
  for (std::size_t i = prefix.size(); i < 10; ++i) {
    first *= 10;
    size *= 10;
  }
  return {first, first + size - 1};
}

Inventory::Inventory(const scenario::Scenario& scenario)
    : Inventory(scenario.inventory, scenario.local_calling_areas) {}

Inventory::Inventory(std::vector<Block> blocks, std::vector<LocalCallingArea> areas)
    : Inventory(std::move(blocks), {}, std::move(areas)) {}

Inventory::Inventory(std::vector<Block> blocks, std::vector<Block> withdrawn,
                     std::vector<LocalCallingArea> areas)
    : blocks_(std::move(blocks)), withdrawn_(std::move(withdrawn)), areas_(std::move(areas)) {
  for (std::vector<Block>* list : {&blocks_, &withdrawn_})
    std::ranges::stable_sort(*list, {}, [](const Block& block) { return block.range.first; });
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

Inventory Inventory::with(Block block) const {
  std::vector<Block> withdrawn = cut(withdrawn_, block.range);
  std::vector<Block> blocks = blocks_;
  blocks.push_back(std::move(block));
  return {std::move(blocks), std::move(withdrawn), areas_};
}

Inventory Inventory::without(const scenario::TnRange& range) const {
  std::vector<Block> withdrawn = withdrawn_;
  for (const Block& block : blocks_) {
    if (const auto gone = scenario::overlap(block.range, range))
      withdrawn.push_back(part_of(block, *gone));
  }
  return {cut(blocks_, range), std::move(withdrawn), areas_};
}

const Inventory::BlockList& Inventory::candidates(const NumberSearch& search,
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
  if (search.prefix.size() <= 3) return *best;
  // A longer prefix names a short run of the sorted blocks: cut it out instead of looking at a
  // whole area code.
  const scenario::TnRange range = numbers_with(search.prefix);
  const auto low = std::ranges::lower_bound(*best, range.first, {},
                                            [&](std::uint32_t i) { return blocks_[i].range.last; });
  for (auto i = low; i != best->end() && blocks_[*i].range.first <= range.last; ++i)
    narrowed.push_back(*i);
  return narrowed;
}

bool Inventory::fits(const Block& block, const NumberSearch& search) {
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

bool Inventory::any_block(const NumberSearch& search) const {
  bool any = false;
  each_fitting(search, [&](const Block&, const scenario::TnRange&) {
    any = true;
    return false;
  });
  return any;
}

std::vector<NumberSearch> Inventory::around(const NumberSearch& search) const {
  std::vector<const Block*> places;  // one block a rate center
  const auto same_place = [](const Block& a, const Block& b) {
    return a.rate_center == b.rate_center && a.state == b.state;
  };
  each_fitting(search, [&](const Block& block, const scenario::TnRange&) {
    const bool known =
        std::ranges::any_of(places, [&](const Block* place) { return same_place(*place, block); });
    if (!known && !block.toll_free) places.push_back(&block);
    return true;
  });
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

std::vector<scenario::RateCenterName> Inventory::local_calling_area(
    const std::string& rate_center, const std::string& state) const {
  std::vector<scenario::RateCenterName> names{{rate_center, state}};
  for (const LocalCallingArea& area : areas_) {
    if (kernel::same_word(area.rate_center, rate_center) && kernel::same_word(area.state, state))
      names.insert(names.end(), area.includes.begin(), area.includes.end());
  }
  return names;
}

const Block* Inventory::block_of(Tn tn) const {
  const Block* block = block_around(blocks_, tn);
  return block != nullptr ? block : block_around(withdrawn_, tn);
}

const Block* Inventory::block_around(const std::vector<Block>& blocks, Tn tn) {
  const auto after = std::ranges::upper_bound(blocks, tn.value, {},
                                              [](const Block& block) { return block.range.first; });
  if (after == blocks.begin()) return nullptr;
  const Block& block = *std::prev(after);
  return tn.value <= block.range.last ? &block : nullptr;
}

std::shared_ptr<const Inventory> Inventories::of(const scenario::Scenario& scenario) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const Inventory> inventory = known_[scenario.source].lock();
  if (inventory != nullptr) return inventory;
  inventory = std::make_shared<const Inventory>(scenario);
  std::erase_if(known_, [](const auto& entry) { return entry.second.expired(); });
  if (scenario.source != nullptr) known_[scenario.source] = inventory;
  return inventory;
}

}  // namespace dashsim::world
