// Emergency calls and who hears of them. Reference: emergencyNotificationRecipients.
#include <fmt/format.h>

#include "kernel/text.hpp"
#include "world/emergency_notification.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

std::string one_line(const Address& address) {
  std::string line = address_line1(address);
  for (const std::string* part : {&address.address_line2, &address.city, &address.state}) {
    if (!part->empty()) line.append(line.empty() ? "" : ", ").append(*part);
  }
  if (!address.zip.empty()) line.append(" ").append(address.zip);
  return line;
}

std::string address_at(const World& world, AccountId account, E911AddressId id) {
  const E911Address* known = world.e911().find_address(account, id);
  return known != nullptr ? one_line(known->address) : std::string();
}

/// What is known of the endpoint and where it is; nothing if the account has no such endpoint.
std::optional<EmergencyNotice> describe(const World& world, const EmergencyCall& call) {
  EmergencyNotice notice;
  notice.time = world.now();
  notice.endpoint = call.endpoint;
  if (const Aeui* aeui = world.e911().find(call.account, call.endpoint)) {
    notice.callback_number = aeui->callback_number;
    notice.caller_name = aeui->caller_name;
    notice.group = aeui->emergency_group;
    notice.address = address_at(world, call.account, aeui->address);
    return notice;
  }
  const auto tn = parse_tn(call.endpoint);
  const TnRecord* record = tn ? world.numbers().find_in_service(call.account, *tn) : nullptr;
  if (record == nullptr) return std::nullopt;
  notice.callback_number = call.endpoint;
  const TnFeatures* features = world.numbers().find_features(*tn);
  if (features != nullptr) notice.group = features->emergency_group;
  if (features != nullptr && features->e911) {
    notice.caller_name = features->e911->caller_name;
    notice.address = address_at(world, call.account, features->e911->address);
  } else if (const SipPeer& peer = world.sites().all_peers().at(record->sip_peer); peer.address) {
    notice.address = one_line(*peer.address);
  }
  return notice;
}

}  // namespace

std::optional<std::size_t> call_emergency(World& world, const EmergencyCall& call) {
  std::optional<EmergencyNotice> notice = describe(world, call);
  if (!notice) return std::nullopt;
  const EmergencyGroup* group = world.emergency().find_group(call.account, notice->group.value);
  world.happened("emergency call", call.endpoint, group != nullptr ? group->id.value : "no group");
  if (group == nullptr) return 0;
  notice->group_description = group->description;
  for (const EmergencyRecipientId& id : group->recipients) {
    const EmergencyRecipient* recipient = world.emergency().find_recipient(call.account, id.value);
    if (recipient == nullptr) continue;
    notice->recipient = id;
    world.tell(*recipient, *notice);
  }
  return group->recipients.size();
}

}  // namespace dashsim::world
