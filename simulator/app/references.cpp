// What the binary tells of its own formats.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/version.hpp"
#include "control/json_schema.hpp"
#include "control/reference.hpp"
#include "scenario/shape_page.hpp"

namespace dashsim::app {

int print_schema(const std::string& format) {
  fmt::print("{}", format == "json" ? control::scenario_schema() : scenario::reference_page());
  return 0;
}

int print_api(const std::string& format) {
  fmt::print("{}", format == "openapi" ? control::openapi(version()) : control::reference_page());
  return 0;
}

}  // namespace dashsim::app
