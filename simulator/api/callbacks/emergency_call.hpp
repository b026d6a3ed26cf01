#pragma once

#include <string>

#include "world/subscriptions.hpp"

/// What a CALLBACK recipient is told of an emergency call. The reference shows no document, so this
/// one is ours, with the words that it has elsewhere: EmergencyNotification with the recipient's
/// Identifier, the time of the call, the endpoint (a telephone number or an identifier) with its
/// CallbackNumber, CallerName and address in one line where they are known, and the
/// EmergencyNotificationGroup that it belongs to.
namespace dashsim::api {

std::string write_emergency_call(const world::EmergencyNotice& notice);

}  // namespace dashsim::api
