#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "world/ids.hpp"
#include "world/report_files.hpp"

/// The reports that can be made, and what each tells of a world. Reference: reports; it leaves to
/// the service which ones there are.
namespace dashsim::world {

class World;

enum class ReportParameterType : std::uint8_t {
  kAccountId,
  kSiteId,
  kSipPeerId,
  kString,
  kInteger,
  kBoolean,
  kEnum,
};

struct ReportChoice {
  std::string_view name;     ///< what a request has to say
  std::string_view display;  ///< what people read
};

/// Only enums let several values be selected.
struct ReportParameter {
  std::string_view name;
  ReportParameterType type;
  bool required = false;
  std::string_view description;
  std::string_view help;
  std::span<const ReportChoice> choices{};  ///< of an enum
  bool multi_select = false;
};

struct ReportArgument {
  std::string name;
  std::vector<std::string> values;  ///< checked: at least one, and good ones
};
using ReportArguments = std::vector<ReportArgument>;

struct ReportTemplate {
  std::uint64_t id;
  std::string_view name;
  std::string_view description;
  std::span<const ReportParameter> parameters;
  /// What it tells of the account, as the world is now.
  Table (*fill)(const World& world, AccountId account, const ReportArguments& arguments);
};

/// By name, as lists show them.
std::span<const ReportTemplate> report_templates();
/// Null if there is none.
const ReportTemplate* find_report(std::string_view id);

}  // namespace dashsim::world
