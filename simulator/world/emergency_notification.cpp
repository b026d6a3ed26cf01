#include "world/emergency_notification.hpp"

#include "world/world.hpp"

namespace dashsim::world {

Outcome change_emergency_group(World& /*world*/, Order& /*order*/) {
  return Outcome::kAll;
}

Outcome change_emergency_endpoints(World& /*world*/, Order& /*order*/) {
  return Outcome::kAll;
}

}  // namespace dashsim::world
