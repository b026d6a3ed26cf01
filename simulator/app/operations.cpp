#include <fmt/format.h>

#include <cstdio>

#include "api/pipeline.hpp"
#include "app/commands.hpp"

namespace dashsim::app {

int list_operations(bool built_only, bool missing_only) {
  const api::Routes routes = api::Pipeline().routes();
  const auto all = api::operations();
  std::size_t built = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const api::Operation& operation = all[i];
    const bool is_built = routes.find(i) != nullptr || api::is_placed_by_us(operation);
    built += is_built ? 1 : 0;
    if ((built_only && !is_built) || (missing_only && is_built)) continue;
    fmt::print("{:8} {:9} {:6} {}  {}\n", is_built ? "built" : "not yet",
               operation.in_reference ? "reference" : "client", operation.method, operation.path,
               fmt::join(operation.statuses, ","));
  }
  fmt::print("{} of {} operations are built\n", built, all.size());
  return 0;
}

}  // namespace dashsim::app
