#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/matcher.hpp"
#include "world/ids.hpp"

/// Whether a request or a callback is what a rule looks for.
namespace dashsim::world {

/// What rules may ask. Values are looked up when a rule wants them.
struct Question {
  using Values = std::function<std::vector<std::string>(std::string_view name)>;

  std::string operation;  ///< as the reference writes it; empty: none has this path
  std::string_view method, path, user;
  AccountId account;
  Values headers, query, elements;
  bool is_callback = false;
};

/// Where a request is other than what was looked for.
struct Difference {
  std::string what;    ///< "method", or the name of an element, header or parameter
  std::string wanted;  ///< the pattern
  std::vector<std::string> was;
};

bool fits(const scenario::Matcher& matcher, const Question& question);
/// Empty if it fits.
std::vector<Difference> differences(const scenario::Matcher& matcher, const Question& question);

}  // namespace dashsim::world
