#include "api/families.hpp"

namespace dashsim::api {

void e911s(Routes& /*routes*/) {}

}  // namespace dashsim::api
