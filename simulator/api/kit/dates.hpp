#pragma once

#include <string>

#include "kernel/time.hpp"

namespace dashsim::api {

/// "2017-11-01 14:12:16", the form of dates in reports.
inline std::string date_and_time(kernel::VirtualTime time) {
  std::string text = kernel::format_instant(time).substr(0, 19);
  text[10] = ' ';
  return text;
}

}  // namespace dashsim::api
