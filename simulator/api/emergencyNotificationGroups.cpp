#include "api/families.hpp"

namespace dashsim::api {

void emergency_notification_groups(Routes& /*routes*/) {}

}  // namespace dashsim::api
