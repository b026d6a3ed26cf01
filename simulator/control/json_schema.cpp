#include "control/json_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <vector>

#include "control/json_call.hpp"
#include "scenario/schema.hpp"

namespace dashsim::control {
namespace {

using scenario::Form;
using scenario::Shape;

/// YAML takes 27606 for a number and true for a flag where a text is meant; so does the loader.
json::object scalar(std::string_view pattern) {
  json::object schema{{"type", json::array{"string", "number", "boolean"}}};
  if (!pattern.empty()) schema["pattern"] = pattern;
  return schema;
}

// Patterns hold for texts only; they let pass what the loader's own parsers may still refuse.
constexpr std::string_view kDuration = "^(P[0-9DTHMS.]+|([0-9.]+(ms|s|m|h|d|w))+)$";
constexpr std::string_view kInstant = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+(Z|[+-][0-9:]+)?)?$";
constexpr std::string_view kMoment =
    "^(\\+.+|[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+(Z|[+-][0-9:]+)?)?)$";

/// Maps that stand in several places are defined once; others refer to them.
class SchemaWriter {
 public:
  json::object schema_of(const Shape& shape) {
    switch (shape.form) {
      case Form::kText:
        return scalar({});
      case Form::kWhole:
        return {
            {"type", json::array{"integer", "string"}}, {"minimum", 0}, {"pattern", "^[0-9]+$"}};
      case Form::kNumber:
        return {{"type", json::array{"number", "string"}},
                {"exclusiveMinimum", 0},
                {"pattern", "^[0-9.e]+$"}};
      case Form::kFlag:
        return {{"enum", json::array{true, false, "true", "false"}}};
      case Form::kDuration:
        return scalar(kDuration);
      case Form::kInstant:
        return scalar(kInstant);
      case Form::kMoment:
        return scalar(kMoment);
      case Form::kStepTime:
        return {{"anyOf", json::array{json::object{{"enum", json::array(shape.words.begin(),
                                                                        shape.words.end())}},
                                      scalar(kMoment)}}};
      case Form::kTnRange:
        return scalar("^[2-9][0-9]{9}(-[2-9][0-9]{9})?$");
      case Form::kBlock:
        return scalar("^[2-9][0-9]{2,8}x+$");
      case Form::kWord:
        return {{"enum", json::array(shape.words.begin(), shape.words.end())}};
      case Form::kMap:
        return reference_to(shape);
      case Form::kList:
        return {{"type", "array"}, {"items", schema_of(*shape.item)}};
      case Form::kMapOf:
        return {{"type", "object"}, {"additionalProperties", schema_of(*shape.item)}};
    }
    return {};
  }

  json::object take_definitions() { return std::move(definitions_); }

 private:
  json::object reference_to(const Shape& shape) {
    const auto known = std::ranges::find(known_, &shape);
    const std::string name = fmt::format("map{}", known - known_.begin() + 1);
    if (known == known_.end()) {
      known_.push_back(&shape);
      definitions_[name] = map_schema(shape);
    }
    // A description beside $ref itself would be ignored.
    return {{"allOf", json::array{json::object{{"$ref", "#/definitions/" + name}}}}};
  }

  json::object map_schema(const Shape& shape) {
    json::object properties;
    json::array required;
    for (const scenario::Key& key : shape.keys) {
      json::object property = schema_of(*key.shape);
      if (!key.about.empty()) property["description"] = key.about;
      properties[key.name] = std::move(property);
      if (key.required) required.emplace_back(key.name);
    }
    json::object schema{
        {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
  }

  std::vector<const Shape*> known_;
  json::object definitions_;
};

void get_schema(const ControlCall& /*call*/, WorldControl& /*control*/, const Respond& respond) {
  respond({200, {{"Content-Type", "application/schema+json"}}, scenario_schema()});
}

constexpr WorldRoute kSchemaRoutes[] = {
    {"GET", "scenario/schema", "the scenario format as a JSON Schema", get_schema},
};

}  // namespace

std::string scenario_schema() {
  SchemaWriter writer;
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
