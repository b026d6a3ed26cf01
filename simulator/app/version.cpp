#include "app/version.hpp"

#ifndef DASHSIM_VERSION
#define DASHSIM_VERSION "unknown"
#endif

namespace dashsim::app {

std::string_view version() {
  return DASHSIM_VERSION;
}

}  // namespace dashsim::app
