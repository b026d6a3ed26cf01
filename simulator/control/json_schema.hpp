#pragma once

#include <string>

/// The scenario format as a JSON Schema, for editors that complete and complain while one writes.
namespace dashsim::control {

/// Draft 7. Made of the shapes that the loader holds files against.
std::string scenario_schema();

}  // namespace dashsim::control
