#include "api/families.hpp"

namespace dashsim::api {

void emergency_notification_recipients(Routes& /*routes*/) {}

}  // namespace dashsim::api
