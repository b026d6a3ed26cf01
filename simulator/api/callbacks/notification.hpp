#pragma once

#include <string>

#include "world/subscriptions.hpp"

namespace dashsim::api {

/// The document that a receiver is sent. Reference: callbacks, notificationCallbackApi.
std::string write_notification(const world::Notification& notification);

}  // namespace dashsim::api
