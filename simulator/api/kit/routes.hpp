#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "api/kit/call.hpp"
#include "api/kit/reply.hpp"

namespace dashsim::api {

/// What answers an operation: synchronous, no sockets, no clock but `world.now()`.
struct Handler {
  using Run = std::function<Result<Reply>(const Call&, world::World&)>;
  using Polls = std::function<bool(const Call&, const world::World&)>;

  Handler() = default;
  template <class F>
  requires std::is_invocable_r_v < Result<Reply>, F,
  const Call&, world::World& > Handler(F function)
      : run(std::move(function)) {}  // NOLINT(google-explicit-constructor): functions are handlers
  Handler(Run function, Polls polls_function)
      : run(std::move(function)), polls(std::move(polls_function)) {}

  Run run;
  Polls polls;  ///< whether this call reads an order that is not finished, for `poll_advance`; may
                ///< be empty
};

/// The handlers of the operations that are built, by operation.
class Routes {
 public:
  Routes();
  /// `operation` is spelled as in the catalogue: "GET /accounts/{accountId}/orders". Asserts that
  /// it is there, once.
  void on(std::string_view operation, Handler handler);
  /// Null if the operation is not built yet.
  const Handler* find(std::size_t operation) const;

 private:
  std::vector<Handler> handlers_;
};

}  // namespace dashsim::api
