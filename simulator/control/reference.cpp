#include "control/reference.hpp"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>

#include "control/json_call.hpp"
#include "control/schema_writer.hpp"
#include "kernel/text.hpp"
#include "scenario/shape_page.hpp"

namespace dashsim::control {
namespace {

/// A route of either table.
struct Call {
  std::string_view method;
  std::string path;  ///< after /_sim/
  std::string_view about;
  BodyShape body = nullptr;
  std::span<const scenario::Key> query{};
  bool of_world = false;
};

std::vector<Call> calls() {
  std::vector<Call> list;
  for (const ServerRoute& route : server_routes()) {
    // coverage?all=1 is a parameter of the world's call.
    if (route.path.find('?') == std::string_view::npos)
      list.push_back({route.method, std::string(route.path), route.about, route.body});
  }
  for (const WorldRoute* route : world_routes())
    list.push_back(
        {route->method, std::string(route->path), route->about, route->body, route->query, true});
  return list;
}

constexpr std::string_view kNamePart = "/NAME";

json::object operation_of(const Call& call, SchemaWriter& schemas) {
  json::array parameters;
  if (call.of_world) parameters.push_back(json::object{{"$ref", "#/components/parameters/World"}});
  if (call.path.ends_with(kNamePart))
    parameters.push_back(json::object{{"name", "name"},
                                      {"in", "path"},
                                      {"required", true},
                                      {"schema", json::object{{"type", "string"}}}});
  for (const scenario::Key& key : call.query)
    parameters.push_back(json::object{{"name", key.name},
                                      {"in", "query"},
                                      {"description", key.about},
                                      {"required", key.required},
                                      {"schema", schemas.schema_of(*key.shape)}});
  std::string id = fmt::format("{} {}", call.method, call.path);
  for (char& c : id) {
    if (c == ' ' || c == '/' || c == '.') c = '_';
  }
  json::object operation{
      {"operationId", id},
      {"summary", call.about},
      {"tags", json::array{call.of_world ? "world" : "server"}},
      {"parameters", std::move(parameters)},
      {"responses",
       json::object{{"2XX", json::object{{"description", "done"}}},
                    {"default", json::object{{"$ref", "#/components/responses/Error"}}}}}};
  if (call.body != nullptr) {
    json::object media{{"schema", schemas.schema_of(call.body())}};
    operation["requestBody"] =
        json::object{{"content", json::object{{"application/json", std::move(media)}}}};
  }
  return operation;
}

json::object components(json::object schemas) {
  schemas["Error"] = json::object{
      {"type", "object"},
      {"required", json::array{"error"}},
      {"properties",
       json::object{
           {"error", json::object{{"type", "string"}}},
           {"field", json::object{{"type", "string"}, {"description", "what is at fault"}}},
           {"hint", json::object{{"type", "string"}, {"description", "what would help"}}},
           {"complaints",
            json::object{{"type", "array"}, {"items", json::object{{"type", "string"}}}}}}}};
  const json::object error{{"schema", json::object{{"$ref", "#/components/schemas/Error"}}}};
  return {{"schemas", std::move(schemas)},
          {"parameters",
           json::object{
               {"World",
                json::object{{"name", "X-Sim-World"},
                             {"in", "header"},
                             {"description",
                              "the world that is meant; default if left out. The path prefix "
                              "/_world/NAME and the paths /_sim/worlds/NAME/... name one, too."},
                             {"schema", json::object{{"type", "string"}}}}}}},
          {"responses",
           json::object{
               {"Error", json::object{{"description", "nothing has changed"},
                                      {"content", json::object{{"application/json", error}}}}}}},
          {"securitySchemes",
           json::object{
               {"bearer", json::object{{"type", "http"}, {"scheme", "bearer"}}},
               {"token",
                json::object{{"type", "apiKey"}, {"in", "header"}, {"name", "X-Sim-Token"}}}}}};
}

}  // namespace

std::string openapi(std::string_view version) {
  SchemaWriter schemas("#/components/schemas/", SchemaWriter::Scalars::kOfJson);
  json::object paths;
  for (const Call& call : calls()) {
    std::string path = "/_sim/" + call.path;
    if (path.ends_with(kNamePart)) path.replace(path.size() - kNamePart.size() + 1, 4, "{name}");
    json::value& item = paths[path];
    if (item.is_null()) item = json::object();
    item.get_object()[kernel::lower_case(call.method)] = operation_of(call, schemas);
  }
  const json::object document{
      {"openapi", "3.1.0"},
      {"info",
       json::object{{"title", "dashsim control API"},
                    {"version", version},
                    {"license", json::object{{"name", "MIT"}, {"identifier", "MIT"}}},
                    {"description",
                     "Moves the clocks of simulated worlds, makes things happen and tells what "
                     "has happened. It is never part of the simulated API."}}},
      {"servers", json::array{json::object{{"url", "/"}}}},
      {"security", json::array{json::object(), json::object{{"bearer", json::array()}},
                               json::object{{"token", json::array()}}}},
      {"paths", std::move(paths)},
      {"components", components(schemas.take_definitions())}};
  return json::serialize(document) + "\n";
}

std::string reference_page() {
  std::string page = R"(# Control API: every call

Made by `dashsim api`; after changing the routes of `simulator/control/`:

    dashsim api > simulator/control/reference.md

`GET /_sim/openapi.json`, or `dashsim api --format openapi`, tells the same as an OpenAPI document. The guide is
[README.md](README.md).

Calls about a world mean the one that the header `X-Sim-World`, the path prefix `/_world/NAME` or a path
`/_sim/worlds/NAME/...` names; else the world `default`. An error is `{"error", "hint"}`, perhaps with the `field` that is at
fault or the list `complaints`.

)";
  bool of_world = true;
  for (const Call& call : calls()) {
    if (call.of_world != of_world)
      page += call.of_world ? "\n## About a world\n\n" : "## About the server\n\n";
    of_world = call.of_world;
    page += fmt::format("- `{} /_sim/{}`: {}\n", call.method, call.path,
                        scenario::markdown_text(call.about));
  }
  scenario::ShapePage shapes("../../scenarios/reference.md");
  for (const Call& call : calls()) {
    if (call.query.empty() && call.body == nullptr) continue;
    page += fmt::format("\n## {} {}\n", call.method, call.path);
    if (!call.query.empty()) page += "\nIn the query:\n\n" + shapes.table_of(call.query);
    if (call.body != nullptr) page += "\nIn the body:\n\n" + shapes.table_of(call.body().keys);
    page += shapes.take_sections("###");
  }
  return page;
}

}  // namespace dashsim::control
