#include "api/families.hpp"

namespace dashsim::api {

void emergency_notification_group_orders(Routes& /*routes*/) {}

}  // namespace dashsim::api
