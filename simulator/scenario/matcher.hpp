#pragma once

#include <string>
#include <vector>

/// What faults and verifications look for.
namespace dashsim::scenario {

/// Something named that has to match a pattern with * and ?: an element of a document, a header.
struct Condition {
  std::string path;
  std::string pattern;
};

/// Which requests, or callbacks, are meant. What is left out does not matter.
struct Matcher {
  std::string on;  ///< pattern of operations, such as "POST /accounts/{accountId}/orders*"
  std::string method, path, user;
  std::vector<Condition> headers, query, when;  ///< `when`: elements of the document
};

}  // namespace dashsim::scenario
