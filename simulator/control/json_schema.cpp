#include "control/json_schema.hpp"

#include <boost/json/serialize.hpp>

#include "control/json_call.hpp"
#include "control/schema_writer.hpp"
#include "scenario/schema.hpp"

namespace dashsim::control {
namespace {

void get_schema(const ControlCall& /*call*/, WorldControl& /*control*/, const Respond& respond) {
  respond({200, {{"Content-Type", "application/schema+json"}}, scenario_schema()});
}

constexpr WorldRoute kSchemaRoutes[] = {
    {"GET", "scenario/schema", "the scenario format as a JSON Schema", get_schema},
};

}  // namespace

std::string scenario_schema() {
  SchemaWriter writer("#/definitions/", SchemaWriter::Scalars::kOfYaml);
  json::object schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                      {"title", "dashsim scenario"},
                      {"allOf", writer.schema_of(scenario::scenario_shape())["allOf"]}};
  schema["definitions"] = writer.take_definitions();
  return json::serialize(schema) + "\n";
}

std::span<const WorldRoute> schema_routes() {
  return kSchemaRoutes;
}

}  // namespace dashsim::control
