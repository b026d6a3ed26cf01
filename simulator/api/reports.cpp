// Reports that can be made of an account, and those that were. Reference: reports.
#include <fmt/format.h>

#include <algorithm>

#include "api/families.hpp"
#include "api/kit/dates.hpp"
#include "api/kit/fields.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::ReportArgument;
using world::ReportInstance;
using world::ReportParameter;
using world::ReportParameterType;
using world::ReportStatus;
using world::ReportTemplate;

constexpr std::uint32_t kNoSuchReport = 19000;
constexpr std::uint32_t kNoSuchInstance = 19019;
constexpr std::uint32_t kInstanceEmpty = 19022;
constexpr std::uint32_t kValueTooLong = 19024;
constexpr std::uint32_t kValueMissing = 19025;
constexpr std::uint32_t kNameMissing = 19026;
constexpr std::uint32_t kNameTwice = 19027;
constexpr std::uint32_t kFormatUnknown = 19030;
constexpr std::uint32_t kServiceDown = 19031;
constexpr std::uint32_t kParametersMissing = 19032;
constexpr std::uint32_t kParametersUnknown = 19033;
constexpr std::uint32_t kParameterInvalid = 19034;
constexpr std::uint32_t kNoInteger = 19036;
constexpr std::uint32_t kNotOneOf = 19038;
constexpr std::uint32_t kAccountInvalid = 19039;
constexpr std::uint32_t kSiteInvalid = 19040;
constexpr std::uint32_t kSiteOfOther = 19043;
constexpr std::uint32_t kExpiryTooLate = 19046;
constexpr std::uint32_t kInProgress = 19048;
constexpr std::uint32_t kExpired = 19049;
constexpr std::uint32_t kValueTwice = 19054;
constexpr std::uint32_t kValueEmpty = 19055;
constexpr std::uint32_t kOneValueOnly = 19057;
constexpr std::uint32_t kExpiryNoDate = 19059;

constexpr std::string_view kInstanceRoot = "ReportInstanceResponse";
constexpr std::chrono::days kLifeMax{30};
constexpr std::size_t kValueMax = 255;

struct Format {
  std::string_view name;
  std::string_view content_type;
};
constexpr Format kFormats[] = {
    {"pdf", "application/pdf"},
    {"xls", "application/vnd.ms-excel"},
    {"csv", "text/csv"},
};

/// What only the service may say of an instance.
struct Unexpected {
  std::string_view element;
  std::uint32_t code;
};
constexpr Unexpected kUnexpected[] = {
    {"Id", 19021},          {"JasperId", 19028},
    {"RequestedAt", 19029}, {"JasperSessionId", 19042},
    {"Status", 19044},      {"JasperReportStatus", 19045},
    {"JasperHost", 19050},  {"JasperExportStatus", 19053},
};

std::string_view name_of(ReportParameterType type) {
  static constexpr std::string_view kNames[] = {"Account ID", "Site ID", "SipPeer ID", "String",
                                                "Integer",    "Boolean", "Enum"};
  return kNames[static_cast<std::size_t>(type)];
}

std::string_view name_of(ReportStatus status) {
  static constexpr std::string_view kNames[] = {"InProgress", "Ready", "Expired"};
  return kNames[static_cast<std::size_t>(status)];
}

std::string choices_of(const ReportParameter& parameter, std::string_view separator) {
  std::vector<std::string_view> names;
  for (const world::ReportChoice& choice : parameter.choices) names.push_back(choice.name);
  return fmt::format("{}", fmt::join(names, separator));
}

/// Checks the arguments of an instance against the parameters of its report.
class Arguments {
 public:
  Arguments(const ReportTemplate& report, const Call& call, const world::World& world,
            Refusals& refusals)
      : report_(report), call_(call), world_(world), refusals_(refusals) {}

  world::ReportArguments read() {
    if (const auto list = call_.document().child("Parameters")) {
      for (const xml::Element element : list->children()) {
        if (element.name() == "Parameter") read(element);
      }
    }
    if (!unknown_.empty()) refusals_.add(kParametersUnknown, join(unknown_));
    complete();
    return std::move(arguments_);
  }

 private:
  static std::string join(const std::vector<std::string>& names) {
    return fmt::format("{}", fmt::join(names, ", "));
  }

  const ReportParameter* find_parameter(std::string_view name) const {
    const auto found = std::ranges::find(report_.parameters, name, &ReportParameter::name);
    return found == report_.parameters.end() ? nullptr : &*found;
  }

  void read(const xml::Element& element) {
    const std::string name(element.text_at("Name"));
    names_.push_back(name);
    if (name.empty()) return refusals_.add(kNameMissing, std::to_string(names_.size()));
    const auto first = std::ranges::find(names_, name) - names_.begin() + 1;
    if (static_cast<std::size_t>(first) != names_.size()) {
      return refusals_.add(kNameTwice, std::to_string(names_.size()), name, std::to_string(first));
    }
    const ReportParameter* parameter = find_parameter(name);
    if (parameter == nullptr) return unknown_.push_back(name);
    ReportArgument argument{name, {}};
    for (const xml::Element child : element.children()) {
      if (child.name() == "Value") argument.values.emplace_back(child.text());
    }
    check_count(*parameter, argument);
    for (const std::string& value : argument.values) check_value(*parameter, value);
    arguments_.push_back(std::move(argument));
  }

  void check_count(const ReportParameter& parameter, const ReportArgument& argument) {
    std::vector<std::string> sorted = argument.values;
    std::ranges::sort(sorted);
    if (sorted.empty()) {
      refusals_.add(kValueMissing, argument.name);
    } else if (sorted.size() > 1 && !parameter.multi_select) {
      refusals_.add(kOneValueOnly, argument.name);
    } else if (std::ranges::adjacent_find(sorted) != sorted.end()) {
      refusals_.add(kValueTwice, argument.name);
    }
  }

  void check_value(const ReportParameter& parameter, const std::string& value) {
    const std::string name(parameter.name);
    if (value.empty()) return refusals_.add(kValueEmpty, name);
    if (characters(value) > kValueMax)
      return refusals_.add(kValueTooLong, name, std::to_string(kValueMax));
    switch (parameter.type) {
      case ReportParameterType::kAccountId:
        if (kernel::parse_whole(value) != call_.account().value)
          refusals_.add(kAccountInvalid, name, value);
        return;
      case ReportParameterType::kSiteId:
        return check_site(name, value);
      case ReportParameterType::kSipPeerId:
        if (!has_peer(value)) refusals_.add(kParameterInvalid, name);
        return;
      case ReportParameterType::kString:
        return;
      case ReportParameterType::kInteger:
        if (!kernel::parse_whole(value)) refusals_.add(kNoInteger, name, value);
        return;
      case ReportParameterType::kBoolean:
        if (!kernel::parse_flag(value)) refusals_.add(kNotOneOf, name, "true, false");
        return;
      case ReportParameterType::kEnum:
        if (std::ranges::find(parameter.choices, value, &world::ReportChoice::name) ==
            parameter.choices.end())
          refusals_.add(kNotOneOf, name, choices_of(parameter, ", "));
        return;
    }
  }

  void check_site(const std::string& name, const std::string& value) {
    const auto id = kernel::parse_whole(value);
    if (!id) return refusals_.add(kSiteInvalid, name, value);
    if (world_.sites().find(call_.account(), world::SiteId{*id}) == nullptr)
      refusals_.add(kSiteOfOther, std::to_string(call_.account().value), name, value);
  }

  bool has_peer(std::string_view value) const {
    const auto& peers = world_.sites().all_peers();
    const auto found = peers.find(world::SipPeerId{kernel::parse_whole(value).value_or(0)});
    return found != peers.end() && found->second.account == call_.account();
  }

  /// Names required parameters that are absent, and fills in the account where it may be.
  void complete() {
    std::vector<std::string> missing;
    for (const ReportParameter& parameter : report_.parameters) {
      if (std::ranges::find(names_, parameter.name) != names_.end()) continue;
      if (parameter.required) {
        missing.emplace_back(parameter.name);
      } else if (parameter.type == ReportParameterType::kAccountId) {
        arguments_.insert(arguments_.begin(),
                          {std::string(parameter.name), {std::to_string(call_.account().value)}});
      }
    }
    if (!missing.empty()) refusals_.add(kParametersMissing, join(missing));
  }

  const ReportTemplate& report_;
  const Call& call_;
  const world::World& world_;
  Refusals& refusals_;
  std::vector<std::string> names_;    // all that were given, good or not
  std::vector<std::string> unknown_;  // those that the report does not have
  world::ReportArguments arguments_;
};

std::string read_format(const Call& call, Refusals& refusals) {
  std::string name = kernel::lower_case(call.document().text_at("OutputFormat"));
  if (std::ranges::find(kFormats, name, &Format::name) == std::end(kFormats))
    refusals.add(kFormatUnknown, "pdf, xls, csv");
  return name;
}

/// The day at the end of which the instance expires.
kernel::VirtualTime read_last_day(const Call& call, const world::World& world, Refusals& refusals) {
  constexpr std::size_t kDateSize = 10;
  const auto today = std::chrono::floor<std::chrono::days>(world.now());
  const std::string_view text = call.document().text_at("ExpiresAt");
  if (text.empty()) return today + kLifeMax;
  const auto day = text.size() == kDateSize ? kernel::parse_instant(text) : std::nullopt;
  if (!day) {
    refusals.add(kExpiryNoDate, text);
  } else if (*day <= today || *day > today + kLifeMax) {
    refusals.add(kExpiryTooLate, std::to_string(kLifeMax.count()));
  }
  return day.value_or(today);
}

Result<const ReportTemplate*> named_report(const Call& call) {
  const ReportTemplate* report = world::find_report(call.path("reportid"));
  if (report == nullptr) return refuse(404, kNoSuchReport, call.path("reportid"));
  return report;
}

const ReportInstance* find_instance(const Call& call, const world::World& world) {
  const ReportInstance* instance =
      world.reports().find_instance(call.account(), {call.path_number("instanceId")});
  const bool of_report =
      instance != nullptr && instance->report == world::find_report(call.path("reportid"));
  return of_report ? instance : nullptr;
}

Refusals no_such_instance(const Call& call) {
  return refuse(404, kNoSuchInstance, call.path("reportid"), call.path("instanceId"));
}

Result<Reply> list(const Call& /*call*/, world::World& /*world*/) {
  return reply(200, "ReportsResponse", [](xml::Writer& out) {
    out.open("Reports");
    for (const ReportTemplate& report : world::report_templates()) {
      out.open("Report").element("Name", report.name).element("Id", report.id);
      out.element("Description", report.description).close();
    }
    out.close();
  });
}

void write_choices(const ReportParameter& parameter, xml::Writer& out) {
  out.element("ValueFilter", choices_of(parameter, ";"));
  out.open("Values");
  for (const world::ReportChoice& choice : parameter.choices) {
    out.open("Value").element("InternalName", choice.name);
    out.element("DisplayName", choice.display).close();
  }
  out.close();
}

void write_parameter(const ReportParameter& parameter, xml::Writer& out) {
  out.open("Parameter").element("Name", parameter.name);
  out.element("Type", name_of(parameter.type)).element("Required", parameter.required);
  if (!parameter.choices.empty()) write_choices(parameter, out);
  out.element("Description", parameter.description);
  out.element("MultiSelectAllowed", parameter.multi_select);
  out.element("HelpInformation", parameter.help).close();
}

Result<Reply> get(const Call& call, world::World& /*world*/) {
  const Result<const ReportTemplate*> report = named_report(call);
  if (!report) return report.error();
  return reply(200, "ReportResponse", [&](xml::Writer& out) {
    out.open("Report").element("Id", (*report)->id).element("Name", (*report)->name);
    out.element("Description", (*report)->description).open("Parameters");
    for (const ReportParameter& each : (*report)->parameters) write_parameter(each, out);
    out.close().close();
  });
}

void write_instance(const ReportInstance& instance, xml::Writer& out) {
  out.open("Instance").element("Id", instance.id.value);
  out.element("ReportId", instance.report->id).element("ReportName", instance.report->name);
  out.element("OutputFormat", instance.format).element("RequestedByUserName", instance.user);
  out.element("RequestedAt", date_and_time(instance.requested)).open("Parameters");
  for (const ReportArgument& argument : instance.arguments) {
    out.open("Parameter").element("Name", argument.name);
    for (const std::string& value : argument.values) out.element("Value", value);
    out.close();
  }
  out.close().element("Status", name_of(instance.status));
  if (instance.status != ReportStatus::kExpired)
    out.element("ExpiresAt", kernel::format_date(instance.last_day));
  out.close();
}

/// The account's instances, of one report or (null) of all.
Reply list_of(const Call& call, const world::World& world, const ReportTemplate* report) {
  return reply(200, "ReportInstancesResponse", [&](xml::Writer& out) {
    out.open("Instances");
    for (const auto& [id, instance] : world.reports().instances(call.account())) {
      if (report == nullptr || instance.report == report) write_instance(instance, out);
    }
    out.close();
  });
}

Result<Reply> list_instances(const Call& call, world::World& world) {
  const Result<const ReportTemplate*> report = named_report(call);
  if (!report) return report.error();
  return list_of(call, world, *report);
}

Result<Reply> list_all_instances(const Call& call, world::World& world) {
  return list_of(call, world, nullptr);
}

Result<Reply> create_instance(const Call& call, world::World& world) {
  const Result<const ReportTemplate*> report = named_report(call);
  if (!report) return report.error();
  if (!call.document().has_children()) return refuse(400, kInstanceEmpty);
  Refusals refusals;
  for (const Unexpected& each : kUnexpected) {
    if (call.document().child(each.element)) refusals.add(each.code);
  }
  ReportInstance instance;
  instance.account = call.account();
  instance.report = *report;
  instance.format = read_format(call, refusals);
  instance.user = call.user().name;
  instance.last_day = read_last_day(call, world, refusals);
  instance.arguments = Arguments(**report, call, world, refusals).read();
  if (!refusals.empty()) return refusals;
  if (!world.scenario().rules.report_service_up) return refuse(503, kServiceDown);
  const ReportInstance& requested = request_report(world, std::move(instance));
  return created_at(call.url_of_created(std::to_string(requested.id.value)));
}

Result<Reply> get_instance(const Call& call, world::World& world) {
  const ReportInstance* instance = find_instance(call, world);
  if (instance == nullptr) return no_such_instance(call);
  return reply(200, kInstanceRoot, [&](xml::Writer& out) { write_instance(*instance, out); });
}

Result<Reply> get_file(const Call& call, world::World& world) {
  const ReportInstance* instance = find_instance(call, world);
  if (instance == nullptr) return no_such_instance(call);
  // The reference gives the file that is not there yet the form of a refusal, with a good status.
  if (instance->status == ReportStatus::kInProgress) return refuse(202, kInProgress);
  if (instance->status == ReportStatus::kExpired) return refuse(404, kExpired);
  const auto* format = std::ranges::find(kFormats, instance->format, &Format::name);
  return Reply{200,
               instance->file,
               {},
               std::string(format->content_type),
               fmt::format("report-{}.{}", instance->id.value, instance->format)};
}

bool polls(const Call& call, const world::World& world) {
  const ReportInstance* instance = find_instance(call, world);
  return instance != nullptr && instance->status == ReportStatus::kInProgress;
}

}  // namespace

void reports(Routes& routes) {
  routes.on("GET /accounts/{accountId}/reports", list);
  routes.on("GET /accounts/{accountId}/reports/{reportid}", get);
  routes.on("GET /accounts/{accountId}/reports/{reportid}/instances", list_instances);
  routes.on("POST /accounts/{accountId}/reports/{reportid}/instances", create_instance);
  routes.on("GET /accounts/{accountId}/reports/{reportid}/instances/{instanceId}",
            {get_instance, polls});
  routes.on("GET /accounts/{accountId}/reports/{reportid}/instances/{instanceId}/file",
            {get_file, polls});
  routes.on("GET /accounts/{accountId}/reports/instances", list_all_instances);
}

}  // namespace dashsim::api
