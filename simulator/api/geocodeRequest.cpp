#include "api/families.hpp"

namespace dashsim::api {

void geocode_request(Routes& /*routes*/) {}

}  // namespace dashsim::api
