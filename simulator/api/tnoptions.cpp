#include "api/families.hpp"

namespace dashsim::api {

void tn_options(Routes& /*routes*/) {}

}  // namespace dashsim::api
