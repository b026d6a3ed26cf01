// What goes wrong with requests and callbacks of a world, besides what its scenario says.
#include <fmt/format.h>

#include <algorithm>

#include "api/kit/catalogue.hpp"
#include "control/json_call.hpp"
#include "scenario/fault_rules.hpp"

namespace dashsim::control {
namespace {

json::value faults_json(const world::World& world) {
  json::array list;
  for (const world::Faults::Rule& rule : world.faults().rules()) {
    json::object line{{"name", rule.fault.name},
                      {"place", to_text(rule.fault.place)},
                      {"looksAt", rule.fault.callback ? "callbacks" : "requests"},
                      {"matched", rule.seen},
                      {"happened", rule.fired}};
    if (rule.fault.optional) line["optional"] = true;
    list.push_back(std::move(line));
  }
  return json::object{{"faults", std::move(list)}};
}

void get_faults(const ControlCall& /*call*/, WorldControl& control, const Respond& respond) {
  respond(json_reply(200, faults_json(control.world())));
}

void post_faults(const ControlCall& call, WorldControl& control, const Respond& respond) {
  world::World& world = control.world();
  const scenario::LoadedFaults loaded =
      scenario::load_faults(call.raw, world.now(), api::operation_names());
  if (!loaded.complaints.empty())
    return respond(complaints_reply("nothing was changed",
                                    R"(send {"faults": [...]} with rules as in a scenario)",
                                    loaded.complaints));
  for (const scenario::Fault& fault : loaded.faults) world.faults().add(fault);
  respond(json_reply(200, faults_json(world)));
}

net::Response no_such_fault(std::string_view name) {
  return error_reply(404, fmt::format("there is no fault '{}'", name),
                     "GET /_sim/faults lists them", "name");
}

/// A rule that is off stays in its place and happens to nobody but to those who ask for it.
void switch_fault(const ControlCall& call, WorldControl& control, const Respond& respond) {
  world::Faults& faults = control.world().faults();
  const std::string name = call.text("name").value_or("");
  const json::value* on = call.body.if_contains("on");
  if (on == nullptr || !on->is_bool())
    return respond(error_reply(400, "'on' must be true or false",
                               R"(send {"name": "first read fails", "on": false})", "on"));
  const auto known = std::ranges::find(
      faults.rules(), name, [](const auto& rule) -> const std::string& { return rule.fault.name; });
  if (known == faults.rules().end()) return respond(no_such_fault(name));
  if (known->fault.optional == on->get_bool()) {
    scenario::Fault fault = known->fault;
    fault.optional = !on->get_bool();
    faults.add(std::move(fault));
  }
  respond(json_reply(200, faults_json(control.world())));
}

void delete_faults(const ControlCall& call, WorldControl& control, const Respond& respond) {
  world::Faults& faults = control.world().faults();
  const std::string_view name = call.query("name");
  if (name.empty()) {
    faults.clear();
  } else if (!faults.remove(name)) {
    return respond(no_such_fault(name));
  }
  respond(json_reply(200, faults_json(control.world())));
}

constexpr scenario::Key kFaultsKeys[] = {
    {"faults", &scenario::kFaultList, "rules as in a scenario", scenario::kRequired},
};
constexpr scenario::Shape kFaultsBody{.form = scenario::Form::kMap, .keys = kFaultsKeys};
constexpr scenario::Key kFaultQuery[] = {{"name", &scenario::kText, "only this one"}};

constexpr scenario::Key kSwitchKeys[] = {
    {"name", &scenario::kText, "of a rule that is there", scenario::kRequired},
    {"on", &scenario::kFlag, "whether it happens to requests that do not ask for it",
     scenario::kRequired},
};
constexpr scenario::Shape kSwitch{.form = scenario::Form::kMap, .keys = kSwitchKeys};

constexpr WorldRoute kFaultRoutes[] = {
    {"GET", "faults", "what goes wrong, and how often it has", get_faults},
    {"POST", "faults",
     "more of it: {\"faults\": [...]} as in a scenario; one of a known name replaces that",
     post_faults, kInput, body_of<kFaultsBody>},
    {"POST", "faults/switch",
     R"({"name": ..., "on": false} makes one optional, true lets it happen again; it counts anew)",
     switch_fault, kInput, body_of<kSwitch>},
    {"DELETE", "faults", "all of it is over, or only what ?name= names", delete_faults, kInput,
     kNoBody, kFaultQuery},
};

}  // namespace

std::span<const WorldRoute> fault_routes() {
  return kFaultRoutes;
}

}  // namespace dashsim::control
