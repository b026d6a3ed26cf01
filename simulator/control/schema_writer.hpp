#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/schema.hpp"

/// JSON Schema of shapes.
namespace dashsim::control {

/// Maps that stand in several places are defined once; others refer to them.
class SchemaWriter {
 public:
  enum class Scalars : std::uint8_t {
    kOfYaml,  ///< YAML takes 27606 for a number and true for a flag where a text is meant; so does
              ///< the loader
    kOfJson,  ///< what is sent to the control API
  };
  /// `definitions` is where the document has them, such as "#/definitions/".
  SchemaWriter(std::string_view definitions, Scalars scalars)
      : prefix_(definitions), scalars_(scalars) {}

  boost::json::object schema_of(const scenario::Shape& shape);
  /// Of all maps that the schemas so far refer to.
  boost::json::object take_definitions() { return std::move(definitions_); }

 private:
  boost::json::object scalar(std::string_view pattern) const;
  boost::json::object typed(std::string_view type, boost::json::object yaml) const;
  boost::json::object reference_to(const scenario::Shape& shape);
  boost::json::object map_schema(const scenario::Shape& shape);

  std::string prefix_;
  Scalars scalars_;
  std::vector<const scenario::Shape*> known_;
  boost::json::object definitions_;
};

}  // namespace dashsim::control
