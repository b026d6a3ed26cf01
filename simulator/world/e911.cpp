#include "world/e911.hpp"

#include <algorithm>

#include "world/world.hpp"

namespace dashsim::world {

const Aeui* E911::find(AccountId account, std::string_view identifier) const {
  const Aeuis& all = aeuis(account);
  const auto found = all.find(identifier);
  return found == all.end() ? nullptr : &found->second;
}

Aeui* E911::find(AccountId account, std::string_view identifier) {
  return const_cast<Aeui*>(std::as_const(*this).find(account, identifier));
}

const E911::Aeuis& E911::aeuis(AccountId account) const {
  static const Aeuis kNone;
  const auto found = accounts_.find(account);
  return found == accounts_.end() ? kNone : found->second.aeuis;
}

Aeui& E911::put(AccountId account, Aeui aeui) {
  std::string identifier = aeui.identifier;
  return accounts_[account].aeuis[std::move(identifier)] = std::move(aeui);
}

void E911::erase(AccountId account, std::string_view identifier) {
  Aeuis& all = accounts_[account].aeuis;
  const auto found = all.find(identifier);
  if (found != all.end()) all.erase(found);
}

const E911::Addresses& E911::addresses(AccountId account) const {
  static const Addresses kNone;
  const auto found = accounts_.find(account);
  return found == accounts_.end() ? kNone : found->second.addresses;
}

const E911Address* E911::find_address(AccountId account, E911AddressId id) const {
  const Addresses& all = addresses(account);
  const auto found = all.find(id);
  return found == all.end() ? nullptr : &found->second;
}

const E911Address* E911::find_location(AccountId account, std::string_view location_id) const {
  for (const auto& [id, address] : addresses(account)) {
    if (address.location_id == location_id) return &address;
  }
  return nullptr;
}

E911AddressId E911::put_address(AccountId account, E911Place place, bool valid) {
  Addresses& all = accounts_[account].addresses;
  const auto same = std::ranges::find_if(all, [&](const auto& each) {
    const E911Address& known = each.second;
    return known.location_id == place.location_id &&
           (!place.location_id.empty() || known.address == place.address);
  });
  const E911AddressId id = same != all.end() ? same->first : E911AddressId{++last_address_};
  all[id] = {id, std::move(place.location_id), std::move(place.address), valid};
  return id;
}

void E911::erase_address(AccountId account, E911AddressId id) {
  accounts_[account].addresses.erase(id);
}

std::map<E911AddressId, std::size_t> endpoint_counts(const World& world, AccountId account) {
  std::map<E911AddressId, std::size_t> counts;
  for (const auto& [tn, features] : world.numbers().all_features()) {
    if (features.e911 && world.numbers().find_in_service(account, tn) != nullptr)
      ++counts[features.e911->address];
  }
  for (const auto& [identifier, aeui] : world.e911().aeuis(account)) ++counts[aeui.address];
  return counts;
}

void forget_unused_addresses(World& world, AccountId account) {
  const auto counts = endpoint_counts(world, account);
  std::vector<E911AddressId> unused;
  for (const auto& [id, address] : world.e911().addresses(account)) {
    if (address.location_id.empty() && !counts.contains(id)) unused.push_back(id);
  }
  for (const E911AddressId id : unused) world.e911().erase_address(account, id);
}

}  // namespace dashsim::world
