// What can be done with a world as a whole: begin anew, be kept and brought back, go back in time,
// become two.
#include <fmt/format.h>

#include "control/json_call.hpp"

namespace dashsim::control {
namespace {

constexpr std::string_view kUsualName = "snapshot";
constexpr std::size_t kSnapshotNameMax = 64;

void refuse(const Refusal& refusal, const Respond& respond) {
  respond(error_reply(refusal.status, refusal.text, refusal.hint));
}

void respond_to(const std::optional<Refusal>& refusal, WorldControl& control, json::object done,
                const Respond& respond) {
  if (refusal) return refuse(*refusal, respond);
  done["now"] = kernel::format_instant(control.world().now());
  respond(json_reply(200, done));
}

std::string snapshot_name(const ControlCall& call) {
  return call.text("name").value_or(std::string(kUsualName));
}

void reset(const ControlCall& /*call*/, WorldControl& control, const Respond& respond) {
  if (const auto refusal = control.reset()) return refuse(*refusal, respond);
  respond(json_reply(200, json::object{{"reset", control.world().name()}}));
}

void get_snapshots(const ControlCall& /*call*/, WorldControl& control, const Respond& respond) {
  json::array list;
  for (const SnapshotSummary& each : control.snapshots())
    list.push_back(json::object{{"name", each.name}, {"now", kernel::format_instant(each.time)}});
  respond(json_reply(200, json::object{{"snapshots", std::move(list)}}));
}

void take_snapshot(const ControlCall& call, WorldControl& control, const Respond& respond) {
  const std::string name = snapshot_name(call);
  if (name.empty() || name.size() > kSnapshotNameMax)
    return respond(error_reply(400, "a snapshot's name has 1 to 64 characters",
                               R"({"name": "before the port"}, or nothing)", "name"));
  respond_to(control.take_snapshot(name), control, {{"snapshot", name}}, respond);
}

void restore(const ControlCall& call, WorldControl& control, const Respond& respond) {
  const std::string name = snapshot_name(call);
  respond_to(control.restore(name), control, {{"restored", name}}, respond);
}

void drop_snapshot(const ControlCall& call, WorldControl& control, const Respond& respond) {
  const std::string name(call.query("name"));
  if (const auto refusal = control.drop_snapshot(name)) return refuse(*refusal, respond);
  respond(json_reply(200, json::object{{"dropped", name}}));
}

void rewind(const ControlCall& call, WorldControl& control, const Respond& respond) {
  const auto by = kernel::parse_duration(call.text("by").value_or(""));
  auto to = kernel::parse_instant(call.text("to").value_or(""));
  if (by.has_value() == to.has_value())
    return respond(error_reply(400, "tell how far to go back, in one way",
                               R"({"by": "1h"} or {"to": "2026-01-05T09:00:00Z"})"));
  if (by) to = control.world().now() - *by;
  respond_to(control.rewind(*to), control, {{"rewound", control.world().name()}}, respond);
}

void fork(const ControlCall& call, WorldControl& control, const Respond& respond) {
  const auto name = call.text("name");
  if (!name)
    return respond(error_reply(400, "the new world needs a name", R"({"name": "run-2"})", "name"));
  respond_to(control.fork(*name), control, {{"forked", *name}}, respond);
}

json::value scenario_json(const scenario::Scenario& scenario) {
  json::array files;
  for (const auto& file : scenario.files) files.emplace_back(*file);
  return json::object{{"scenario", scenario.name},
                      {"about", scenario.about},
                      {"seed", scenario.seed},
                      {"files", std::move(files)}};
}

void get_scenario(const ControlCall& /*call*/, WorldControl& control, const Respond& respond) {
  respond(json_reply(200, scenario_json(control.world().scenario())));
}

void put_scenario(const ControlCall& call, WorldControl& control, const Respond& respond) {
  const auto wanted = call.text("scenario");
  if (!wanted)
    return respond(error_reply(400, "which scenario?",
                               R"({"scenario": "its name, or its YAML text"})", "scenario"));
  scenario::Loaded loaded = control.load_scenario(*wanted);
  if (loaded.scenario == nullptr)
    return respond(
        complaints_reply("nothing was changed", "each line says what to mend", loaded.complaints));
  if (const auto refusal = control.reset(std::move(loaded.scenario)))
    return refuse(*refusal, respond);
  respond(json_reply(200, scenario_json(control.world().scenario())));
}

constexpr scenario::Key kSnapshotKeys[] = {
    {"name", &scenario::kText, "`snapshot` if left out"},
};
constexpr scenario::Shape kSnapshot{.form = scenario::Form::kMap, .keys = kSnapshotKeys};
constexpr scenario::Key kDropQuery[] = {
    {"name", &scenario::kText, "name of the snapshot", scenario::kRequired},
};
constexpr scenario::Key kRewindKeys[] = {
    {"by", &scenario::kDuration, "so much virtual time"},
    {"to", &scenario::kInstant, "or to an instant"},
};
constexpr scenario::Shape kRewind{.form = scenario::Form::kMap, .keys = kRewindKeys};
constexpr scenario::Key kForkKeys[] = {
    {"name", &scenario::kText, "name of the new world", scenario::kRequired},
};
constexpr scenario::Shape kFork{.form = scenario::Form::kMap, .keys = kForkKeys};
constexpr scenario::Key kScenarioKeys[] = {
    {"scenario", &scenario::kText, "its name, or its YAML text", scenario::kRequired},
};
constexpr scenario::Shape kScenario{.form = scenario::Form::kMap, .keys = kScenarioKeys};

constexpr WorldRoute kWorldStateRoutes[] = {
    {"POST", "reset", "make the world anew from its scenario", reset},
    {"GET", "snapshots", "what the world can be restored to", get_snapshots},
    {"POST", "snapshot", R"(keep the world as it is, {"name": ...})", take_snapshot, kNoInput,
     body_of<kSnapshot>},
    {"DELETE", "snapshot", "forget the one that ?name= names", drop_snapshot, kNoInput, kNoBody,
     kDropQuery},
    {"POST", "restore", R"(make the world what it was, {"name": ...})", restore, kNoInput,
     body_of<kSnapshot>},
    {"POST", "rewind", R"(go back in time, {"by": "1h"} or {"to": INSTANT})", rewind, kNoInput,
     body_of<kRewind>},
    {"POST", "fork", R"(begin another world in the state of this one, {"name": ...})", fork,
     kNoInput, body_of<kFork>},
    {"GET", "scenario", "what the world was made of", get_scenario},
    {"PUT", "scenario", R"(make it anew of {"scenario": its name or YAML text})", put_scenario,
     kNoInput, body_of<kScenario>},
};

}  // namespace

std::span<const WorldRoute> world_state_routes() {
  return kWorldStateRoutes;
}

}  // namespace dashsim::control
