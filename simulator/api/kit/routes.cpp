#include "api/kit/routes.hpp"

#include <algorithm>
#include <stdexcept>

namespace dashsim::api {

Routes::Routes() : handlers_(operations().size()) {}

void Routes::on(std::string_view operation, Handler handler) {
  const std::span<const Operation> all = operations();
  const auto found =
      std::ranges::find_if(all, [&](const Operation& each) { return each.name == operation; });
  if (found == all.end()) {
    throw std::logic_error("the catalogue has no operation " + std::string(operation));
  }
  Handler& place = handlers_[static_cast<std::size_t>(found - all.begin())];
  if (place.run) throw std::logic_error("two handlers for " + std::string(operation));
  place = std::move(handler);
}

const Handler* Routes::find(std::size_t operation) const {
  const Handler& handler = handlers_[operation];
  return handler.run ? &handler : nullptr;
}

}  // namespace dashsim::api
