#include "api/families.hpp"

namespace dashsim::api {

void aeuis(Routes& /*routes*/) {}

}  // namespace dashsim::api
