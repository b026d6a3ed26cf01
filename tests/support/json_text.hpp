#pragma once

#include <boost/json/value.hpp>
#include <string>

namespace dashsim::test {

/// A string as it is, or a whole number in digits.
inline std::string text(const boost::json::value& value) {
  return value.is_string() ? std::string(value.as_string())
                           : std::to_string(value.to_number<std::uint64_t>());
}

}  // namespace dashsim::test
