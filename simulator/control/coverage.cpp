#include "control/coverage.hpp"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <numeric>

#include "api/kit/call.hpp"
#include "control/json_call.hpp"

namespace dashsim::control {
namespace {

std::string_view text_of(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                : std::string_view();
}

const json::object* object_of(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  return value == nullptr ? nullptr : value->if_object();
}

}  // namespace

std::uint64_t Coverage::Line::sum() const {
  return std::accumulate(met.begin(), met.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& each) { return sum + each.second; });
}

Coverage::Coverage() {
  for (const api::Operation& operation : api::operations()) {
    by_name_[operation.name] = lines_.size();
    Line& line = lines_.emplace_back(Line{&operation, {}});
    for (const std::uint16_t status : operation.statuses) line.met[status] = 0;
  }
}

void Coverage::count(std::string_view operation, int status, std::uint64_t times) {
  const auto known = by_name_.find(operation);
  if (known == by_name_.end()) return;
  auto& met = lines_[known->second].met;
  const auto documented = met.find(status);
  if (documented != met.end()) documented->second += times;
}

bool Coverage::count_har(const std::string& text) {
  json::error_code code;
  const json::value root = json::parse(text, code);
  const json::object* log =
      code || !root.is_object() ? nullptr : object_of(root.get_object(), "log");
  const json::value* entries = log == nullptr ? nullptr : log->if_contains("entries");
  if (entries == nullptr || !entries->is_array()) return false;
  for (const json::value& entry : entries->get_array()) {
    const json::object* exchange = entry.if_object();
    if (exchange == nullptr) return false;
    const json::object* request = object_of(*exchange, "request");
    const json::object* response = object_of(*exchange, "response");
    if (request == nullptr || response == nullptr) return false;
    const json::value* status = response->if_contains("status");
    if (status == nullptr || !status->is_int64()) return false;
    std::string operation(text_of(*exchange, "_operation"));
    if (operation.empty()) {
      const auto target = api::parse_target(api::without_authority(text_of(*request, "url")));
      const std::string method(text_of(*request, "method"));
      const api::RouteMatch match =
          target ? finder_.find(method, target->segments) : api::RouteMatch{};
      if (match.operation != nullptr) operation = match.operation->name;
    }
    count(operation, static_cast<int>(status->get_int64()));
  }
  return true;
}

Coverage::Totals Coverage::totals() const {
  Totals totals;
  for (const Line& line : lines_) {
    if (!line.operation->in_reference) continue;
    ++totals.operations;
    totals.operations_met += line.sum() != 0 ? 1 : 0;
    totals.statuses += line.met.size();
    for (const auto& [status, times] : line.met) totals.statuses_met += times != 0 ? 1 : 0;
  }
  return totals;
}

std::string Coverage::as_text() const {
  std::string text;
  for (const Line& line : lines_) {
    for (const auto& [status, times] : line.met) {
      if (times == 0 && !line.operation->in_reference) continue;
      text += fmt::format("{:>7}  {} {}\n", times == 0 ? "-" : std::to_string(times),
                          line.operation->name, status);
    }
  }
  const Totals sum = totals();
  return text + fmt::format("operations {} of {}, statuses {} of {}\n", sum.operations_met,
                            sum.operations, sum.statuses_met, sum.statuses);
}

std::string Coverage::as_json() const {
  json::array list;
  for (const Line& line : lines_) {
    if (line.sum() == 0 && !line.operation->in_reference) continue;
    json::object statuses;
    for (const auto& [status, times] : line.met) statuses[std::to_string(status)] = times;
    list.push_back(json::object{{"operation", line.operation->name},
                                {"inReference", line.operation->in_reference},
                                {"statuses", std::move(statuses)}});
  }
  const Totals sum = totals();
  return json::serialize(json::object{
             {"operations",
              json::object{{"met", sum.operations_met}, {"documented", sum.operations}}},
             {"statuses", json::object{{"met", sum.statuses_met}, {"documented", sum.statuses}}},
             {"list", std::move(list)}}) +
         "\n";
}

std::string Coverage::as_junit() const {
  const Totals sum = totals();
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"documented statuses\" "
      "tests=\"{}\" failures=\"0\" skipped=\"{}\">\n",
      sum.statuses, sum.statuses - sum.statuses_met);
  for (const Line& line : lines_) {
    if (!line.operation->in_reference) continue;
    for (const auto& [status, times] : line.met) {
      // Names of operations hold nothing that XML would have to escape.
      text +=
          fmt::format("  <testcase classname=\"{}\" name=\"{}\"{}\n", line.operation->name, status,
                      times != 0 ? "/>" : "><skipped message=\"never met\"/></testcase>");
    }
  }
  return text + "</testsuite>\n";
}

namespace {

void get_coverage(const ControlCall& call, WorldControl& control, const Respond& respond) {
  respond(coverage_reply(call, control.world().journal().all_counts()));
}

constexpr std::string_view kFormatWords[] = {"json", "text", "junit"};
constexpr scenario::Shape kFormat{.form = scenario::Form::kWord, .words = kFormatWords};
constexpr scenario::Key kCoverageQuery[] = {
    {"format", &kFormat, "json if left out"},
    {"all", &scenario::kWhole, "1: of all worlds together, also those that have gone"},
};
constexpr WorldRoute kCoverageRoutes[] = {
    {"GET", "coverage",
     "documented operations and statuses that were met since the world began; ?format=text or "
     "junit",
     get_coverage, kNoInput, kNoBody, kCoverageQuery},
};

}  // namespace

net::Response coverage_reply(const ControlCall& call, const world::Journal::Counts& counts) {
  Coverage coverage;
  for (const auto& [kind, times] : counts) coverage.count(kind.operation, kind.status, times);
  const std::string_view format = call.query("format");
  if (format.empty() || format == "json")
    return {200, {{"Content-Type", "application/json"}}, coverage.as_json()};
  if (format == "text") return {200, {{"Content-Type", "text/plain"}}, coverage.as_text()};
  if (format == "junit") return {200, {{"Content-Type", "application/xml"}}, coverage.as_junit()};
  return error_reply(400, fmt::format("there is no format '{}'", format),
                     "json, text and junit are known", "format");
}

std::span<const WorldRoute> coverage_routes() {
  return kCoverageRoutes;
}

}  // namespace dashsim::control
