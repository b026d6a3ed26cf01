#pragma once

#include <string>

#include "support/client.hpp"

/// How the clients that customers use find errors in answers. Reference: clients.md section 4.
namespace dashsim::test {

/// What a client reports where it does not read an error out of the body.
inline constexpr const char* kStatusAlone = "the status alone";

// Each gives the code that a client reports, kStatusAlone, or nothing where the client goes on.
/// Looks through the whole of a good answer, too.
std::string node_error(const Answer& answer);
/// Takes the first child of the first child for the code, unless there is an ErrorList.
std::string python_error(const Answer& answer);
std::string ruby_error(const Answer& answer);
/// Looks directly under the root.
std::string php_error(const Answer& answer);
/// Knows 200 and 201 alone for success, and finds a ResponseStatus in them.
std::string java_error(const Answer& answer);
std::string csharp_error(const Answer& answer);
/// numbers-java-sdk, which asks for orders and does not look at the status.
std::string numbers_java_error(const Answer& answer);

}  // namespace dashsim::test
