#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

/// What an E911 order asks for besides telephone numbers. Reference: e911s.
namespace dashsim::world {

using scenario::Address;

/// An address, and the name by which its customer calls it.
struct E911Place {
  std::string location_id;  ///< empty: none was given
  Address address;
};

/// An endpoint as it is asked for; when the order is done, `place` is where it is.
struct E911Endpoint {
  std::string identifier, callback_number, caller_name, preferred_language;
  std::string location_id;  ///< of a place in the pool; empty: none was given
  bool pidflo_enabled = false;
  std::optional<E911Place> place;
};

/// Of numbers and endpoints it has one address for all, of which it may be silent; an order for the
/// pool has additional ones instead.
struct E911Request {
  bool remove = false;
  std::string caller_name;
  std::optional<E911Place> place;
  std::vector<E911Endpoint> endpoints;
  std::vector<E911Place> additional;
};

}  // namespace dashsim::world
