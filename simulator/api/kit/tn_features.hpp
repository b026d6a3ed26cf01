#pragma once

#include "world/world.hpp"
#include "xml/writer.hpp"

/// What telephone numbers and other endpoints show of themselves, wherever they are read.
/// Reference: tns, aeuis, sites-sippeers.
namespace dashsim::api {

/// TnAttributes with those that the number has; nothing if it has none.
void write_tn_attributes(const world::TnRecord& record, xml::Writer& out);

/// EmergencyNotificationGroup with its id and description; nothing if there is none.
void write_emergency_group(const world::World& world, world::AccountId account,
                           const world::EmergencyGroupId& group, xml::Writer& out);
/// Address, of the account's pool; nothing if it is not there.
void write_e911_address(const world::World& world, world::AccountId account,
                        world::E911AddressId address, xml::Writer& out);

}  // namespace dashsim::api
