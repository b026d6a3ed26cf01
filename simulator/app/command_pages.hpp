#pragma once

#include <CLI/App.hpp>
#include <string>

/// What is made of the command line's own description, so that it cannot say anything else.
namespace dashsim::app {

/// A page for man(1).
std::string man_page(const CLI::App& program);
/// `shell` is bash, zsh or fish.
std::string completion(const CLI::App& program, const std::string& shell);

}  // namespace dashsim::app
