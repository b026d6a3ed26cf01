#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/authentication.hpp"
#include "api/kit/routes.hpp"
#include "net/message.hpp"
#include "xml/reader.hpp"

/// A request's whole way through a world, and nothing else knows its steps.
namespace dashsim::api {

/// A request that has come in, and what is known of it before any world looks at it.
struct Arrival {
  net::Request request;
  std::string base_url;  ///< where links begin: scheme, the caller's Host, the world's mount
  std::optional<Target> target;  ///< nothing if it cannot be read
  RouteMatch match;
  Credentials credentials;
  std::optional<world::FaultHit> fault;  ///< once the world has been asked
};

/// Immutable, and so shared by all worlds and threads.
class Pipeline {
 public:
  explicit Pipeline(const xml::Limits& xml_limits = {});
  /// Answers 501 for documented operations that are not among `routes`.
  Pipeline(const xml::Limits& xml_limits, Routes routes);

  /// `mount` is what the caller put before the API's own path to choose the world ("/_world/NAME"
  /// or empty): links must lead back through it.
  Arrival receive(net::Request request, std::string_view mount) const;

  /// Notes the fault that happens to the request, if one does.
  static void meet_fault(Arrival& arrival, world::World& world);

  /// Answers a request in `world` and records both in its journal.
  net::Response handle(const Arrival& arrival, world::World& world) const;

  /// Whether this request reads an order that is not finished, so that `poll_advance` moves the
  /// clock before it.
  bool polls(const Arrival& arrival, const world::World& world) const;

  const Routes& routes() const { return routes_; }

 private:
  struct Exchange;
  net::Response answer(const Arrival& arrival, world::World& world, Exchange& exchange) const;
  net::Response answer_in_spite_of_fault(const Arrival& arrival, world::World& world,
                                         Exchange& exchange) const;
  static void record(const Arrival& arrival, Exchange& exchange, const net::Response& response,
                     kernel::VirtualTime now, world::Journal& journal);
  net::Response unreadable_target(const net::Request& request, Exchange& exchange) const;
  RouteMatch find_route(const net::Request& request, const Target& target) const;

  RouteFinder finder_;
  Routes routes_;
  xml::Limits xml_limits_;
};

/// For what no operation documents: an answer that says why, in its body and in X-Sim-Diagnosis.
net::Response undocumented(int status, const std::string& diagnosis);

/// Whether the server itself places calls of this operation at customers, so that it is built
/// without a route.
bool is_placed_by_us(const Operation& operation);

}  // namespace dashsim::api
