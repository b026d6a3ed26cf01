#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/kit/call.hpp"
#include "control/control.hpp"
#include "scenario/shapes.hpp"

/// Requests and answers of the control API.
namespace dashsim::control {

namespace json = boost::json;

/// A control request, taken apart.
struct ControlCall {
  std::string method;
  std::vector<std::string> path;  ///< segments after /_sim
  api::Target target;
  json::object body;  ///< empty if none was sent
  std::string raw;    ///< the body as it came
  net::Headers headers;

  std::optional<std::string> text(std::string_view member) const;
  std::optional<double> number(std::string_view member) const;
  std::string_view query(std::string_view name) const { return target.value(name); }
};

/// Nothing if the body is no JSON object; then `error` says why.
std::optional<ControlCall> read_call(const net::Request& request, net::Response& error);

net::Response json_reply(int status, const json::value& value);

/// 400, with a line for each complaint.
net::Response complaints_reply(std::string_view text, std::string_view hint,
                               std::span<const scenario::Complaint> complaints);

/// What the body of a request may hold.
using BodyShape = const scenario::Shape& (*)();
inline constexpr BodyShape kNoBody = nullptr;
template <const scenario::Shape& kShape>
const scenario::Shape& body_of() {
  return kShape;
}

using WorldAction = void (*)(const ControlCall&, WorldControl&, const Respond&);

/// A resource of the control API that is about one world; a line of its index.
struct WorldRoute {
  std::string_view method;
  std::string_view path;  ///< after /_sim/
  std::string_view about;
  WorldAction action;
  bool is_input = false;  ///< it changes what the world does next
  // What the reference and the OpenAPI document say that it takes.
  BodyShape body = kNoBody;
  std::span<const scenario::Key> query = {};
};
/// For the tables of routes.
inline constexpr bool kInput = true;
inline constexpr bool kNoInput = false;

/// One that is about the server as a whole.
struct ServerRoute {
  std::string_view method;
  std::string_view path;
  std::string_view about;
  BodyShape body = nullptr;
};

/// All of them, in the order in which they are listed.
std::span<const ServerRoute> server_routes();
std::vector<const WorldRoute*> world_routes();

std::span<const WorldRoute> clock_routes();
std::span<const WorldRoute> coverage_routes();
std::span<const WorldRoute> event_routes();
std::span<const WorldRoute> fault_routes();
std::span<const WorldRoute> journal_routes();
std::span<const WorldRoute> live_routes();
std::span<const WorldRoute> order_routes();
std::span<const WorldRoute> schema_routes();
std::span<const WorldRoute> state_routes();
std::span<const WorldRoute> use_routes();
std::span<const WorldRoute> verify_routes();
std::span<const WorldRoute> world_state_routes();

/// What all lists of orders say of one.
json::object order_line(const world::Order& order);

/// What was met of the documented operations and statuses, in the format that `call` asks for.
net::Response coverage_reply(const ControlCall& call, const world::Journal::Counts& counts);

/// A world's journal in HAR 1.2.
json::value journal_har(const world::World& world);

}  // namespace dashsim::control
