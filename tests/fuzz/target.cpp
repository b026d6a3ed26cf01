// Whatever the bytes, a request target is taken apart or refused, and looking for its operation
// ends.
#include <cstddef>
#include <cstdint>

#include "api/kit/call.hpp"
#include "api/kit/catalogue.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const dashsim::api::RouteFinder kFinder;
  const auto target = dashsim::api::parse_target({reinterpret_cast<const char*>(data), size});
  if (!target) return 0;
  kFinder.find("GET", target->segments);
  return 0;
}
