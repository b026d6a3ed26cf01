#include "api/kit/tn_features.hpp"

#include <algorithm>

#include "api/kit/postal_addresses.hpp"

namespace dashsim::api {
namespace {

using world::TnRecord;

/// TnAttribute values, as a table of where a number keeps them.
constexpr std::pair<std::string_view, bool TnRecord::*> kAttributes[] = {
    {"Protected", &TnRecord::is_protected},
    {"External", &TnRecord::is_external},
    {"Imported", &TnRecord::is_imported},
};

}  // namespace

void write_tn_attributes(const TnRecord& record, xml::Writer& out) {
  const bool any =
      std::ranges::any_of(kAttributes, [&](const auto& each) { return record.*each.second; });
  if (!any) return;
  out.open("TnAttributes");
  for (const auto& [name, member] : kAttributes) {
    if (record.*member) out.element("TnAttribute", name);
  }
  out.close();
}

void write_emergency_group(const world::World& world, world::AccountId account,
                           const world::EmergencyGroupId& group, xml::Writer& out) {
  const world::EmergencyGroup* known = world.emergency().find_group(account, group.value);
  if (known == nullptr) return;
  out.open("EmergencyNotificationGroup").element("Identifier", group.value);
  out.element("Description", known->description).close();
}

void write_e911_address(const world::World& world, world::AccountId account,
                        world::E911AddressId address, xml::Writer& out) {
  const world::E911Address* known = world.e911().find_address(account, address);
  if (known != nullptr) write_address(known->address, Empties::kOmit, out);
}

}  // namespace dashsim::api
