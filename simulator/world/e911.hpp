#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "world/e911_request.hpp"
#include "world/effects.hpp"
#include "world/ids.hpp"

/// Addresses for emergency calls and the endpoints that have them. Reference: e911s, aeuis,
/// addresses.
namespace dashsim::world {

/// An address of an account's pool. It stays as long as it has a location id or an endpoint.
struct E911Address {
  E911AddressId id;
  std::string location_id;  ///< that the customer gave it; empty: none
  Address address;          ///< as the geocoder wrote it
  bool valid = true;        ///< the geocoder knows it; if not, nobody can be there
};

/// An endpoint that is no telephone number of the account. Reference: aeuis.
struct Aeui {
  std::string identifier;
  std::string callback_number;       ///< empty: none
  std::string caller_name;           ///< empty: none
  bool pidflo_enabled = false;       ///< its calls bring their address along
  std::string preferred_language;    ///< en or fr
  E911AddressId address;             ///< where it is unless its call says otherwise
  EmergencyGroupId emergency_group;  ///< who is told of its emergency calls; empty: nobody
};

class E911 {
 public:
  using Aeuis = std::map<std::string, Aeui, std::less<>>;
  using Addresses = std::map<E911AddressId, E911Address>;

  /// Null if the account has none of that identifier.
  const Aeui* find(AccountId account, std::string_view identifier) const;
  Aeui* find(AccountId account, std::string_view identifier);
  /// By identifier.
  const Aeuis& aeuis(AccountId account) const;
  /// Takes the place of the one with its identifier.
  Aeui& put(AccountId account, Aeui aeui);
  void erase(AccountId account, std::string_view identifier);

  /// In the order in which they were first known.
  const Addresses& addresses(AccountId account) const;
  /// Null if the account has none.
  const E911Address* find_address(AccountId account, E911AddressId id) const;
  const E911Address* find_location(AccountId account, std::string_view location_id) const;
  /// The address with that location id (none: that is the same place), or a new one.
  E911AddressId put_address(AccountId account, E911Place place, bool valid = true);
  void erase_address(AccountId account, E911AddressId id);

 private:
  struct OfAccount {
    Aeuis aeuis;
    Addresses addresses;
  };
  std::map<AccountId, OfAccount> accounts_;
  std::uint64_t last_address_ = 0;
};

/// How many telephone numbers and endpoints are at each address of the account; those without any
/// are left out.
std::map<E911AddressId, std::size_t> endpoint_counts(const World& world, AccountId account);
/// Addresses that nobody has named and nobody is at any more are forgotten.
void forget_unused_addresses(World& world, AccountId account);

/// Puts the addresses of an E911 order in place, or removes them.
Outcome provision_e911(World& world, Order& order);

}  // namespace dashsim::world
