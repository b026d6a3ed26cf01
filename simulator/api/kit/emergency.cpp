#include "api/kit/emergency.hpp"

#include "api/kit/addresses.hpp"

namespace dashsim::api {

void write_emergency_group(const world::World& /*world*/, const world::EmergencyGroupId& group,
                           xml::Writer& out) {
  if (group.value.empty()) return;
  out.open("EmergencyNotificationGroup").element("Identifier", group.value).close();
}

void write_e911_address(const world::World& world, world::AccountId account,
                        world::E911AddressId address, xml::Writer& out) {
  const world::E911Address* known = world.e911().find_address(account, address);
  if (known != nullptr) write_address(known->address, Empties::kOmit, out);
}

}  // namespace dashsim::api
