#include "api/families.hpp"

namespace dashsim::api {

void emergency_notification_endpoint_orders(Routes& /*routes*/) {}

}  // namespace dashsim::api
