// Which rules of its scenario a world has used.
#include "control/json_call.hpp"
#include "world/rule_uses.hpp"

namespace dashsim::control {
namespace {

void get_use(const ControlCall& call, WorldControl& control, const Respond& respond) {
  const bool only_unused = call.query("unused") == "1";
  json::array list;
  for (const world::RuleUse& use : rule_uses(control.world())) {
    if (only_unused && use.happened != 0) continue;
    list.push_back(json::object{{"kind", use.kind},
                                {"name", use.name},
                                {"place", use.place},
                                {"matched", use.matched},
                                {"happened", use.happened}});
  }
  respond(json_reply(200, json::object{{"rules", std::move(list)}}));
}

constexpr scenario::Key kUseQuery[] = {
    {"unused", &scenario::kWhole, "1: only those that never happened"},
};
constexpr WorldRoute kUseRoutes[] = {
    {"GET", "scenario/use",
     "how often each rule of the scenario has matched and happened; ?unused=1: those that never "
     "happened",
     get_use, kNoInput, kNoBody, kUseQuery},
};

}  // namespace

std::span<const WorldRoute> use_routes() {
  return kUseRoutes;
}

}  // namespace dashsim::control
