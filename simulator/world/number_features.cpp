#include "world/number_features.hpp"

#include "world/world.hpp"

namespace dashsim::world {

Outcome set_lidb(World& /*world*/, Order& /*order*/) {
  return Outcome::kAll;
}

Outcome set_dlda(World& /*world*/, Order& /*order*/) {
  return Outcome::kAll;
}

Outcome set_tn_options(World& /*world*/, Order& /*order*/) {
  return Outcome::kAll;
}

Outcome assign_to_end_users(World& /*world*/, Order& /*order*/) {
  return Outcome::kAll;
}

}  // namespace dashsim::world
