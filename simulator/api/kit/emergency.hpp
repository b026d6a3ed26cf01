#pragma once

#include "world/world.hpp"
#include "xml/writer.hpp"

/// What endpoints of emergency calls show of themselves, be they numbers or alternate end users.
/// Reference: aeuis, tns.
namespace dashsim::api {

/// EmergencyNotificationGroup with its id and description; nothing if there is none.
void write_emergency_group(const world::World& world, const world::EmergencyGroupId& group,
                           xml::Writer& out);
/// Address, of the account's pool; nothing if it is not there.
void write_e911_address(const world::World& world, world::AccountId account,
                        world::E911AddressId address, xml::Writer& out);

}  // namespace dashsim::api
