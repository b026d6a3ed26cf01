#include "api/families.hpp"

namespace dashsim::api {

void addresses(Routes& /*routes*/) {}

}  // namespace dashsim::api
