#include "api/families.hpp"

namespace dashsim::api {

void lidbs(Routes& /*routes*/) {}

}  // namespace dashsim::api
