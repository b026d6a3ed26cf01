#pragma once

#include <string>
#include <string_view>

/// What the control API takes, made of its tables of routes.
namespace dashsim::control {

/// An OpenAPI 3.1 document.
std::string openapi(std::string_view version);
/// A page of Markdown, with a section a call.
std::string reference_page();

}  // namespace dashsim::control
