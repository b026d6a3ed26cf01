#pragma once

#include <cstdio>
#include <cstdlib>

namespace dashsim::fuzz {

/// Ends the process, which is what fuzzers look for, unless what has to hold holds.
inline void need(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

}  // namespace dashsim::fuzz
