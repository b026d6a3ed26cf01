#include "world/emergency_notification.hpp"

#include <algorithm>

#include "world/world.hpp"

namespace dashsim::world {
namespace {

constexpr std::uint32_t kGroupNotOfAccount = 8079;
constexpr std::uint32_t kRecipientInGroup = 8080;
constexpr std::uint32_t kRecipientUnknown = 8081;
constexpr std::uint32_t kOneToThreeRecipients = 8082;
constexpr std::uint32_t kGroupUnknown = 8087;
constexpr std::uint32_t kEndpointUnknown = 8098;
constexpr std::uint32_t kEndpointInGroup = 8099;
constexpr std::uint32_t kGroupHasEndpoints = 8100;
constexpr std::uint32_t kNotInGroup = 8102;
constexpr std::uint32_t kEndpointOfOtherGroup = 8105;
constexpr std::size_t kRecipientsMax = 3;

template <class Map>
const typename Map::mapped_type* find_in(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

const EmergencyRequest& asked(const OrderRequest& request) {
  return request.emergency.front();
}

/// The recipients that the group is to have.
std::vector<EmergencyRecipientId> recipients_after(const EmergencyGroup* group,
                                                   const EmergencyRequest& request) {
  std::vector<EmergencyRecipientId> recipients;
  if (group != nullptr) recipients = group->recipients;
  std::erase_if(recipients, [&](const EmergencyRecipientId& id) {
    return std::ranges::find(request.deleted, id.value) != request.deleted.end();
  });
  for (const std::string& id : request.added) {
    if (std::ranges::find(recipients, EmergencyRecipientId{id}) == recipients.end())
      recipients.push_back({id});
  }
  return recipients;
}

void check_recipients(const EmergencyNotification& notification, AccountId account,
                      const EmergencyGroup* group, const EmergencyRequest& request,
                      std::vector<OrderError>& errors) {
  for (const std::string& id : request.added) {
    const EmergencyGroup* other = notification.group_of(account, {id});
    if (notification.find_recipient(account, id) == nullptr) {
      errors.push_back({kRecipientUnknown, {id}});
    } else if (other != nullptr) {
      errors.push_back({kRecipientInGroup, {id, other->id.value}});
    }
  }
  for (const std::string& id : request.deleted) {
    const bool there =
        std::ranges::find(group->recipients, EmergencyRecipientId{id}) != group->recipients.end();
    if (!there) errors.push_back({kNotInGroup, {id, group->id.value}});
  }
  const std::size_t count = recipients_after(group, request).size();
  const bool changes = group == nullptr || !request.added.empty() || !request.deleted.empty();
  if (errors.empty() && changes && (count == 0 || count > kRecipientsMax))
    errors.push_back({kOneToThreeRecipients, {}});
}

/// The group of an endpoint, empty if it has none; nothing if there is no such endpoint.
std::optional<EmergencyGroupId> group_of_number(const World& world, AccountId account, Tn tn) {
  if (world.numbers().find_in_service(account, tn) == nullptr) return std::nullopt;
  const TnFeatures* features = world.numbers().find_features(tn);
  return features != nullptr ? features->emergency_group : EmergencyGroupId{};
}
std::optional<EmergencyGroupId> group_of_aeui(const World& world, AccountId account,
                                              std::string_view identifier) {
  const Aeui* aeui = world.e911().find(account, identifier);
  return aeui != nullptr ? std::optional(aeui->emergency_group) : std::nullopt;
}

void check_endpoint(const std::string& endpoint, const std::optional<EmergencyGroupId>& has,
                    const EmergencyRequest& request, std::vector<OrderError>& errors) {
  if (!has || (!request.adds_endpoints && has->value.empty())) {
    errors.push_back({kEndpointUnknown, {endpoint}});
  } else if (request.adds_endpoints && !has->value.empty()) {
    errors.push_back({kEndpointInGroup, {endpoint, has->value}});
  } else if (!request.adds_endpoints && *has != request.group) {
    errors.push_back({kEndpointOfOtherGroup, {endpoint}});
  }
}

}  // namespace

bool EmergencyRecipient::same_as(const EmergencyRecipient& other) const {
  return description == other.description && type == other.type && email == other.email &&
         tn == other.tn && url == other.url && user == other.user;
}

const EmergencyNotification::Recipients& EmergencyNotification::recipients(
    AccountId account) const {
  static const Recipients kNone;
  const auto found = accounts_.find(account);
  return found == accounts_.end() ? kNone : found->second.recipients;
}

const EmergencyNotification::Groups& EmergencyNotification::groups(AccountId account) const {
  static const Groups kNone;
  const auto found = accounts_.find(account);
  return found == accounts_.end() ? kNone : found->second.groups;
}

const EmergencyRecipient* EmergencyNotification::find_recipient(AccountId account,
                                                                std::string_view id) const {
  return find_in(recipients(account), id);
}

const EmergencyGroup* EmergencyNotification::find_group(AccountId account,
                                                        std::string_view id) const {
  return find_in(groups(account), id);
}

const EmergencyGroup* EmergencyNotification::group_of(AccountId account,
                                                      const EmergencyRecipientId& recipient) const {
  for (const auto& [id, group] : groups(account)) {
    if (std::ranges::find(group.recipients, recipient) != group.recipients.end()) return &group;
  }
  return nullptr;
}

const EmergencyRecipient& EmergencyNotification::put(AccountId account,
                                                     EmergencyRecipient recipient) {
  recipient.life.change = ++last_change_;
  std::string id = recipient.id.value;
  return accounts_[account].recipients[std::move(id)] = std::move(recipient);
}

const EmergencyGroup& EmergencyNotification::put(AccountId account, EmergencyGroup group) {
  group.life.change = ++last_change_;
  std::string id = group.id.value;
  return accounts_[account].groups[std::move(id)] = std::move(group);
}

void EmergencyNotification::erase_recipient(AccountId account, std::string_view id) {
  std::erase_if(accounts_[account].recipients, [id](const auto& each) { return each.first == id; });
}

void EmergencyNotification::erase_group(AccountId account, std::string_view id) {
  std::erase_if(accounts_[account].groups, [id](const auto& each) { return each.first == id; });
}

EmergencyEndpoints endpoints_of(const World& world, AccountId account,
                                const EmergencyGroupId& group) {
  EmergencyEndpoints endpoints;
  for (const auto& [tn, features] : world.numbers().all_features()) {
    if (features.emergency_group == group) endpoints.numbers.push_back(tn);
  }
  for (const auto& [identifier, aeui] : world.e911().aeuis(account)) {
    if (aeui.emergency_group == group) endpoints.aeuis.push_back(identifier);
  }
  return endpoints;
}

std::vector<OrderError> check_group_request(const World& world, AccountId account,
                                            const OrderRequest& request) {
  const EmergencyRequest& wanted = asked(request);
  const EmergencyNotification& notification = world.emergency();
  std::vector<OrderError> errors;
  const EmergencyGroup* group = notification.find_group(account, wanted.group.value);
  if (wanted.operation != GroupOperation::kAdd && group == nullptr)
    return {{kGroupUnknown, {wanted.group.value}}};
  if (wanted.operation != GroupOperation::kDelete) {
    check_recipients(notification, account, group, wanted, errors);
  } else if (endpoints_of(world, account, group->id).size() != 0) {
    errors.push_back({kGroupHasEndpoints, {group->id.value}});
  }
  return errors;
}

std::vector<OrderError> check_endpoint_request(const World& world, AccountId account,
                                               const OrderRequest& request) {
  const EmergencyRequest& wanted = asked(request);
  std::vector<OrderError> errors;
  if (world.emergency().find_group(account, wanted.group.value) == nullptr)
    return {{kGroupNotOfAccount, {}}};
  for (const Tn tn : request.numbers)
    check_endpoint(to_text(tn), group_of_number(world, account, tn), wanted, errors);
  for (const std::string& identifier : request.endpoints)
    check_endpoint(identifier, group_of_aeui(world, account, identifier), wanted, errors);
  return errors;
}

Outcome change_emergency_group(World& world, Order& order) {
  if (order.request.emergency.empty()) return Outcome::kAll;  // of another type
  order.errors = check_group_request(world, order.account, order.request);
  if (!order.errors.empty()) return Outcome::kNone;
  const EmergencyRequest& wanted = asked(order.request);
  EmergencyNotification& notification = world.emergency();
  if (wanted.operation == GroupOperation::kDelete) {
    notification.erase_group(order.account, wanted.group.value);
    return Outcome::kAll;
  }
  const EmergencyGroup* known = notification.find_group(order.account, wanted.group.value);
  EmergencyGroup group = known != nullptr ? *known : EmergencyGroup{wanted.group, {}, {}, {}};
  if (known == nullptr) group.life.created = world.now();
  group.life.modified = world.now();
  group.life.modified_by = order.request.user;
  if (!wanted.description.empty()) group.description = wanted.description;
  group.recipients = recipients_after(known, wanted);
  notification.put(order.account, std::move(group));
  return Outcome::kAll;
}

Outcome change_emergency_endpoints(World& world, Order& order) {
  if (order.request.emergency.empty()) return Outcome::kAll;  // of another type
  order.errors = check_endpoint_request(world, order.account, order.request);
  if (!order.errors.empty()) return Outcome::kNone;
  const EmergencyRequest& wanted = asked(order.request);
  const EmergencyGroupId group = wanted.adds_endpoints ? wanted.group : EmergencyGroupId{};
  for (const Tn tn : order.request.numbers) {
    world.numbers().features(tn).emergency_group = group;
    order.completed_numbers.push_back(tn);
  }
  for (const std::string& identifier : order.request.endpoints)
    world.e911().find(order.account, identifier)->emergency_group = group;
  return Outcome::kAll;
}

}  // namespace dashsim::world
