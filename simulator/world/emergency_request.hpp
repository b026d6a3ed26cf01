#pragma once

#include <string>
#include <vector>

#include "world/ids.hpp"

/// Reference: emergencyNotificationGroupOrders, emergencyNotificationEndpointOrders.
namespace dashsim::world {

/// What a group order does to its group.
enum class GroupOperation : std::uint8_t { kAdd, kDelete, kModify };

/// What orders about groups and their endpoints ask for, apart from telephone numbers and
/// identifiers of endpoints, which are where other orders have them.
struct EmergencyRequest {
  GroupOperation operation = GroupOperation::kAdd;
  std::string element;  ///< that names the operation, as it was sent
  EmergencyGroupId group;
  std::string description;
  std::vector<std::string> added, deleted;  ///< ids of recipients
  bool adds_endpoints = false;              ///< of endpoint orders; if not, they are taken out
};

}  // namespace dashsim::world
