#include "control/schema_writer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dashsim::control {
namespace {

namespace json = boost::json;
using scenario::Form;
using scenario::Shape;

// Patterns hold for texts only; they let pass what the loader's own parsers may still refuse.
constexpr std::string_view kDuration = "^(P[0-9DTHMS.]+|([0-9.]+(ms|s|m|h|d|w))+)$";
constexpr std::string_view kInstant = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+(Z|[+-][0-9:]+)?)?$";
constexpr std::string_view kMoment =
    "^(\\+.+|[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+(Z|[+-][0-9:]+)?)?)$";

}  // namespace

json::object SchemaWriter::scalar(std::string_view pattern) const {
  json::object schema = typed("string", {{"type", json::array{"string", "number", "boolean"}}});
  if (!pattern.empty()) schema["pattern"] = pattern;
  return schema;
}

/// One type in JSON, and what the loader takes in YAML.
json::object SchemaWriter::typed(std::string_view type, json::object yaml) const {
  return scalars_ == Scalars::kOfJson ? json::object{{"type", type}} : std::move(yaml);
}

json::object SchemaWriter::schema_of(const Shape& shape) {
  switch (shape.form) {
    case Form::kText:
      return scalar({});
    case Form::kWhole: {
      json::object schema = typed("integer", {{"type", json::array{"integer", "string"}}});
      schema["minimum"] = 0;
      if (scalars_ == Scalars::kOfYaml) schema["pattern"] = "^[0-9]+$";
      return schema;
    }
    case Form::kNumber: {
      json::object schema = typed("number", {{"type", json::array{"number", "string"}}});
      schema["exclusiveMinimum"] = 0;
      if (scalars_ == Scalars::kOfYaml) schema["pattern"] = "^[0-9.e]+$";
      return schema;
    }
    case Form::kFlag:
      return typed("boolean", {{"enum", json::array{true, false, "true", "false"}}});
    case Form::kDuration:
      return scalar(kDuration);
    case Form::kInstant:
      return scalar(kInstant);
    case Form::kMoment:
      return scalar(kMoment);
    case Form::kStepTime:
      return {
          {"anyOf",
           json::array{json::object{{"enum", json::array(shape.words.begin(), shape.words.end())}},
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

json::object SchemaWriter::reference_to(const Shape& shape) {
  const auto known = std::ranges::find(known_, &shape);
  const std::string name = fmt::format("map{}", known - known_.begin() + 1);
  if (known == known_.end()) {
    known_.push_back(&shape);
    definitions_[name] = map_schema(shape);
  }
  // A description beside $ref itself would be ignored.
  return {{"allOf", json::array{json::object{{"$ref", prefix_ + name}}}}};
}

json::object SchemaWriter::map_schema(const Shape& shape) {
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

}  // namespace dashsim::control
