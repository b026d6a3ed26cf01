#include "api/families.hpp"

namespace dashsim::api {

void numbers_assignment(Routes& /*routes*/) {}

}  // namespace dashsim::api
