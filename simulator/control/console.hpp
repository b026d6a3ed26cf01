#pragma once

#include <span>
#include <string_view>

/// The console: a page at /_sim/ for the developer who looks at worlds, and the files that it is
/// made of.
namespace dashsim::control {

struct ConsoleFile {
  std::string_view name;
  std::string_view text;
};

/// The page, styles and scripts of fixtures/console, as the build made tables of them.
std::span<const ConsoleFile> console_files();

}  // namespace dashsim::control
