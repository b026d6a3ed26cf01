#include "control/control.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/src.hpp>  // the only file that compiles Boost.JSON in
#include <cmath>

#include "control/json_call.hpp"
#include "control/reference.hpp"
#include "kernel/text.hpp"

namespace dashsim::control {
namespace {

constexpr scenario::Key kWorldKeys[] = {
    {"name", &scenario::kText, "name of the world", scenario::kRequired},
    {"scenario", &scenario::kText, "name of a scenario, or YAML text; the served one if left out"},
    {"seed", &scenario::kWhole, "instead of the scenario's"},
};
constexpr scenario::Shape kWorldBody{.form = scenario::Form::kMap, .keys = kWorldKeys};

constexpr ServerRoute kServerRoutes[] = {
    {"GET", "", "this list; for browsers, the console"},
    {"GET", "health", "whether the server is well"},
    {"GET", "ready", "whether it takes requests"},
    {"GET", "version", "which dashsim this is"},
    {"GET", "metrics", "what all worlds have counted, in the text format of Prometheus"},
    {"GET", "coverage?all=1", "coverage of all worlds together"},
    {"GET", "worlds", "all worlds"},
    {"POST", "worlds",
     "create one: {\"name\": ..., \"scenario\": its name or YAML text, \"seed\": number}",
     body_of<kWorldBody>},
    {"DELETE", "worlds/NAME", "delete one"},
    {"POST", "reload",
     "read the served scenario again; worlds that were made of it alone begin anew"},
    {"GET", "openapi.json", "these calls as an OpenAPI document"},
};

std::string_view path_after_mount(std::string_view target) {
  target = target.substr(0, target.find('?'));
  constexpr std::string_view kPrefix = "/_sim";
  if (!target.starts_with(kPrefix)) return {};
  target.remove_prefix(kPrefix.size());
  return target;
}

net::Response index() {
  json::array lines;
  const auto add = [&](std::string_view method, std::string_view path, std::string_view about) {
    lines.push_back(
        json::object{{"call", fmt::format("{} /_sim/{}", method, path)}, {"about", about}});
  };
  for (const ServerRoute& route : kServerRoutes) add(route.method, route.path, route.about);
  for (const WorldRoute* route : world_routes()) add(route->method, route->path, route->about);
  return json_reply(
      200,
      json::object{{"dashsim", "control API"},
                   {"world",
                    "the one named by the header X-Sim-World, the path prefix /_world/NAME or "
                    "a user name user~NAME, or as /_sim/worlds/NAME/...; else the world default"},
                   {"calls", std::move(lines)}});
}

net::Response not_found(const ControlCall& call) {
  const std::string path = fmt::format("{}", fmt::join(call.path, "/"));
  std::vector<std::string_view> known;
  for (const ServerRoute& route : kServerRoutes) known.push_back(route.path);
  for (const WorldRoute* route : world_routes()) known.push_back(route->path);
  const std::string_view near = kernel::nearest(path, known);
  const bool exists = std::ranges::find(known, path) != known.end();
  if (exists)
    return error_reply(405, fmt::format("/_sim/{} does not take {}", path, call.method),
                       "GET /_sim/ lists all calls");
  return error_reply(
      404, fmt::format("there is no /_sim/{}", path),
      near.empty() ? "GET /_sim/ lists all calls" : fmt::format("did you mean /_sim/{}?", near));
}

net::Response health(const ServerControl& server) {
  const std::vector<std::string> failures = server.failures();
  const bool is_well = failures.empty();
  return json_reply(
      is_well ? 200 : 503,
      json::object{{"status", is_well ? "UP" : "DOWN"},
                   {"message",
                    is_well ? "dashsim is serving" : fmt::format("{}", fmt::join(failures, "; "))},
                   {"version", server.version()},
                   {"uptimeInSeconds", server.uptime_seconds()},
                   {"timestamp", server.wall_timestamp()}});
}

net::Response list_worlds(const ServerControl& server) {
  json::array list;
  for (const WorldSummary& world : server.worlds()) {
    list.push_back(json::object{{"name", world.name}, {"scenario", world.scenario}});
  }
  return json_reply(200, json::object{{"worlds", std::move(list)}});
}

constexpr std::string_view kMendLines = "each line says what to mend";

/// 400, with lines that say what is wrong.
net::Response lines_reply(std::string_view text, std::string_view hint,
                          const std::vector<std::string>& lines) {
  return json_reply(400, json::object{{"error", text},
                                      {"hint", hint},
                                      {"complaints", json::array(lines.begin(), lines.end())}});
}

net::Response create_world(const ControlCall& call, ServerControl& server) {
  const auto name = call.text("name");
  if (!name) return error_reply(400, "a world needs a name", "send {\"name\": \"run-1\"}", "name");
  std::optional<std::uint64_t> seed;
  if (const auto number = call.number("seed")) {
    if (*number < 0 || *number > 9e15 || *number != std::floor(*number)) {
      return error_reply(400, "the seed must be a whole number", "leave it out for the scenario's",
                         "seed");
    }
    seed = static_cast<std::uint64_t>(*number);
  }
  const std::vector<std::string> wrong = server.create_world(*name, call.text("scenario"), seed);
  return wrong.empty() ? json_reply(201, json::object{{"name", *name}})
                       : lines_reply("the world was not created", kMendLines, wrong);
}

void reload(ServerControl& server, const Respond& respond) {
  server.reload([respond](const std::vector<std::string>& wrong) {
    respond(wrong.empty() ? json_reply(200, json::object{{"reloaded", true}})
                          : lines_reply("not every world begins anew", kMendLines, wrong));
  });
}

net::Response delete_world(const std::string& name, ServerControl& server) {
  if (name == "default") return error_reply(400, "the world default stays", "reset it instead");
  const auto refusal = server.delete_world(name);
  return refusal ? error_reply(refusal->status, refusal->text, refusal->hint)
                 : json_reply(200, json::object{{"deleted", name}});
}

bool shows_token(const net::Request& request, std::string_view token) {
  constexpr std::string_view kScheme = "Bearer ";
  const std::string_view header = net::find_header(request.headers, "Authorization");
  const bool is_bearer = kernel::same_word(header.substr(0, kScheme.size()), kScheme);
  return kernel::same_secret(net::find_header(request.headers, "X-Sim-Token"), token) ||
         (is_bearer && kernel::same_secret(header.substr(kScheme.size()), token));
}

/// Browsers name the site of a page that sends more than a plain question.
bool is_of_another_site(const net::Request& request) {
  const std::string_view origin = net::find_header(request.headers, "Origin");
  const std::size_t scheme_end = origin.find("://");
  if (origin.empty()) return false;
  return scheme_end == std::string_view::npos ||
         !kernel::same_word(origin.substr(scheme_end + 3),
                            net::find_header(request.headers, "Host"));
}

}  // namespace

std::span<const ServerRoute> server_routes() {
  return kServerRoutes;
}

std::vector<const WorldRoute*> world_routes() {
  std::vector<const WorldRoute*> all;
  for (const auto routes : {clock_routes(), coverage_routes(), event_routes(), fault_routes(),
                            journal_routes(), live_routes(), order_routes(), schema_routes(),
                            state_routes(), use_routes(), verify_routes(), world_state_routes()}) {
    for (const WorldRoute& route : routes) all.push_back(&route);
  }
  return all;
}

bool is_control_path(std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  return path == "/_sim" || path.starts_with("/_sim/");
}

bool is_server_path(std::string_view target) {
  const std::string_view path = path_after_mount(target);
  const auto segments = kernel::split(path.empty() ? path : path.substr(1), '/');
  return std::ranges::any_of(kServerRoutes, [&](const ServerRoute& route) {
    // One with a query is a call about worlds that is made of them all.
    return route.path.find('?') == std::string_view::npos &&
           route.path.substr(0, route.path.find('/')) == segments.front();
  });
}

std::optional<net::Response> refusal_of(const net::Request& request, std::string_view token) {
  if (path_after_mount(request.target) == "/health") return std::nullopt;
  if (token.empty()) {
    if (!is_of_another_site(request)) return std::nullopt;
    return error_reply(403, "a page of another site may not call this server",
                       "with --admin-token SECRET whoever has the secret may");
  }
  if (shows_token(request, token)) return std::nullopt;
  net::Response response =
      error_reply(401, "this server wants its token",
                  "send Authorization: Bearer TOKEN, or X-Sim-Token: TOKEN, as "
                  "--admin-token says");
  response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"dashsim control\""});
  return response;
}

std::optional<WorldTarget> world_target(std::string_view target) {
  constexpr std::string_view kPrefix = "/_sim/worlds/";
  if (!target.starts_with(kPrefix)) return std::nullopt;
  target.remove_prefix(kPrefix.size());
  const std::size_t end = target.find_first_of("/?");
  const bool goes_on =
      end != std::string_view::npos && target[end] == '/' && end + 1 < target.size();
  if (!goes_on) return std::nullopt;
  return WorldTarget{std::string(target.substr(0, end)),
                     fmt::format("/_sim{}", target.substr(end))};
}

bool may_change(const net::Request& request) {
  return request.method != "GET" && request.method != "HEAD";
}

bool is_input(const net::Request& request) {
  const std::string_view path = path_after_mount(request.target);
  return std::ranges::any_of(world_routes(), [&](const WorldRoute* route) {
    return route->is_input && route->method == request.method && !path.empty() &&
           route->path == path.substr(1);
  });
}

net::Response error_reply(int status, std::string_view text, std::string_view hint,
                          std::string_view field) {
  json::object error{{"error", text}};
  if (!field.empty()) error["field"] = field;
  error["hint"] = hint;
  return json_reply(status, error);
}

net::Response json_reply(int status, const json::value& value) {
  return {status, {{"Content-Type", "application/json"}}, json::serialize(value) + "\n"};
}

std::string complaints_json(std::span<const scenario::Complaint> complaints) {
  json::array list;
  for (const scenario::Complaint& each : complaints) {
    list.push_back(json::object{{"file", each.file},
                                {"line", each.line},
                                {"column", each.column},
                                {"severity", name_of(each.severity)},
                                {"text", each.text}});
  }
  return json::serialize(list) + "\n";
}

net::Response complaints_reply(std::string_view text, std::string_view hint,
                               std::span<const scenario::Complaint> complaints) {
  std::vector<std::string> lines;
  for (const scenario::Complaint& each : complaints) lines.push_back(to_line(each));
  return lines_reply(text, hint, lines);
}

std::optional<std::string> ControlCall::text(std::string_view member) const {
  const json::value* value = body.if_contains(member);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string(value->get_string());
}

std::optional<double> ControlCall::number(std::string_view member) const {
  const json::value* value = body.if_contains(member);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->to_number<double>();
}

std::optional<ControlCall> read_call(const net::Request& request, net::Response& error) {
  auto target = api::parse_target(request.target);
  if (!target || request.body_too_large) {
    error = error_reply(400, "the request cannot be read", "check its path, query and size");
    return std::nullopt;
  }
  ControlCall call{request.method, {}, *std::move(target), {}, request.body, request.headers};
  call.path.assign(call.target.segments.begin() + 1, call.target.segments.end());
  if (kernel::trim(request.body).empty()) return call;
  json::error_code code;
  json::value body = json::parse(request.body, code);
  if (code || !body.is_object()) {
    error = error_reply(400, "the body is not a JSON object",
                        code ? code.message() : "send {...} or nothing");
    return std::nullopt;
  }
  call.body = std::move(body.get_object());
  return call;
}

void handle_server(const net::Request& request, ServerControl& server, const Respond& respond) {
  net::Response error;
  const auto call = read_call(request, error);
  if (!call) return respond(std::move(error));
  const std::string what = call->path.empty() ? std::string() : call->path[0];
  const std::string method = call->method == "HEAD" ? "GET" : call->method;
  if (call->path.size() <= 1 && method == "GET") {
    if (what.empty()) return respond(index());
    if (what == "health") return respond(health(server));
    if (what == "ready") return respond(json_reply(200, json::object{{"ready", true}}));
    if (what == "version")
      return respond(
          json_reply(200, json::object{{"name", "dashsim"}, {"version", server.version()}}));
    if (what == "worlds") return respond(list_worlds(server));
    if (what == "openapi.json")
      return respond({200, {{"Content-Type", "application/json"}}, openapi(server.version())});
  }
  if (what == "worlds" && method == "POST" && call->path.size() == 1)
    return respond(create_world(*call, server));
  if (what == "worlds" && method == "DELETE" && call->path.size() == 2)
    return respond(delete_world(call->path[1], server));
  if (what == "reload" && method == "POST" && call->path.size() == 1)
    return reload(server, respond);
  respond(not_found(*call));
}

void handle_world(const net::Request& request, WorldControl& world, const Respond& respond) {
  net::Response error;
  const auto call = read_call(request, error);
  if (!call) return respond(std::move(error));
  const std::string path = fmt::format("{}", fmt::join(call->path, "/"));
  const std::string_view method = call->method == "HEAD" ? "GET" : std::string_view(call->method);
  for (const WorldRoute* route : world_routes()) {
    if (route->method == method && route->path == path) return route->action(*call, world, respond);
  }
  respond(not_found(*call));
}

}  // namespace dashsim::control
