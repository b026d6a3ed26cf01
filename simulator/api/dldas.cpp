#include "api/families.hpp"

namespace dashsim::api {

void dldas(Routes& /*routes*/) {}

}  // namespace dashsim::api
