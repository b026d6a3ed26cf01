#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <utility>

namespace dashsim::app {

/// A line on stderr for whoever runs the server. Unlike fmt::print it does not throw where stderr
/// lies on a disk that is full: what cannot be told must not end what goes on.
inline void write_line(std::string line) {
  line += '\n';
  std::fputs(line.c_str(), stderr);
}

/// The same, as dashsim's own word.
template <class... Args>
void note(fmt::format_string<Args...> format, Args&&... args) {
  write_line("dashsim: " + fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace dashsim::app
