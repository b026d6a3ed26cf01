// What a scenario makes happen by itself, without a server.
#include <fmt/format.h>

#include <cstdio>

#include "app/commands.hpp"
#include "app/driver.hpp"
#include "app/files.hpp"
#include "app/settings.hpp"
#include "control/control.hpp"

namespace dashsim::app {
namespace {

constexpr kernel::Duration kAfterTimeline = std::chrono::hours(24 * 30);

kernel::VirtualTime end_of(const scenario::Scenario& scenario, const std::string& until) {
  kernel::VirtualTime last = scenario.clock.start;
  if (until.empty()) {
    for (const scenario::TimelineEntry& entry : scenario.timeline) last = std::max(last, entry.at);
    return last + kAfterTimeline;
  }
  if (const auto duration = kernel::parse_duration(until)) return last + *duration;
  if (const auto instant = kernel::parse_instant(until)) return *instant;
  throw WrongUse(fmt::format("'{}' is neither a duration such as 2d nor an instant", until));
}

void print(const world::Happening& happening, const std::string& format) {
  if (format == "json") {
    fmt::print("{}\n", control::to_json(happening));
  } else {
    fmt::print("{}  {}  {}  {}\n", kernel::format_instant(happening.time), happening.what,
               happening.id, happening.status);
  }
}

/// Everything up to `end`, in order; all receivers take what they are sent.
void run(Driver& driver, kernel::VirtualTime end, const std::string& format) {
  control::AdvanceGoal goal;
  goal.to = end;
  driver.advance(goal, [&](const control::AdvanceReport& report) {
    for (const world::Happening& each : report.happenings) print(each, format);
  });
  while (driver.in_flight() != nullptr) driver.answered({{}, {200, {}, {}}});
}

}  // namespace

int trace(const std::string& scenario, const std::string& until, const std::string& format) {
  const scenario::Loaded loaded = disk_loader().load_file(scenario);
  print_complaints(loaded.complaints);
  if (loaded.scenario == nullptr) return 2;
  const kernel::VirtualTime end = end_of(*loaded.scenario, until);
  const api::Pipeline pipeline;
  Nowhere nowhere;
  Driver driver("trace", loaded.scenario, pipeline, {.history_bytes_max = 0}, nowhere);
  run(driver, end, format);
  return 0;
}

}  // namespace dashsim::app
