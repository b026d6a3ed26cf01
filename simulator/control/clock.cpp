// The clock of a world: reading it, moving it, how it moves by itself.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>

#include "control/json_call.hpp"
#include "kernel/text.hpp"

namespace dashsim::control {
namespace {

json::object clock_state(WorldControl& world) {
  json::object state{{"now", kernel::format_instant(world.world().now())},
                     {"mode", scenario::kClockModes[static_cast<std::size_t>(world.mode())]}};
  if (world.mode() == scenario::ClockMode::kScaled) state["speed"] = world.speed();
  const kernel::Duration poll = world.world().scenario().clock.poll_advance;
  if (poll.count() != 0) state["pollAdvance"] = kernel::format_duration(poll);
  const auto* next = world.world().events().next();
  if (next != nullptr) state["nextEvent"] = kernel::format_instant(next->time);
  state["scheduled"] = world.world().events().size();
  state["idle"] = world.world().idle();
  return state;
}

json::value happening_json(const world::Happening& happening) {
  return json::object{{"time", kernel::format_instant(happening.time)},
                      {"what", happening.what},
                      {"id", happening.id},
                      {"status", happening.status}};
}

json::object report_body(WorldControl& world, const AdvanceReport& report) {
  json::array happened;
  for (const world::Happening& each : report.happenings) happened.push_back(happening_json(each));
  json::object body = clock_state(world);
  body["happened"] = std::move(happened);
  return body;
}

void answer_advance(WorldControl& world, const AdvanceGoal& goal, const AdvanceReport& report,
                    const Respond& respond) {
  json::object body = report_body(world, report);
  const auto fail = [&](int status, std::string_view text, std::string_view hint) {
    body["error"] = text;
    body["hint"] = hint;
    respond(json_reply(status, body));
  };
  switch (report.end) {
    case AdvanceReport::End::kReached:
      return respond(json_reply(200, body));
    case AdvanceReport::End::kIdle:
      return fail(409, fmt::format("order {} never came to {}", goal.order, goal.status),
                  "nothing is scheduled any more; GET /_sim/state shows its state");
    case AdvanceReport::End::kTooMany:
      return fail(409, fmt::format("stopped after {} events", kEventsMax),
                  "the scenario schedules without end; advance by a duration");
    case AdvanceReport::End::kAborted:
      return fail(409, "the world was reset meanwhile", "advance again");
    case AdvanceReport::End::kNotKept:
      return fail(503, "what has happened could not be kept", "GET /_sim/health says why");
  }
}

/// What a body asks for; an error reply if it makes no sense.
std::variant<AdvanceGoal, net::Response> read_goal(const ControlCall& call,
                                                   const world::World& world) {
  static constexpr std::string_view kHint =
      R"(send one of {"by": "5m"}, {"to": "2026-01-06T09:00:00Z"}, {"until": "idle"}, {"order": ID, "status": STATE})";
  AdvanceGoal goal;
  const auto by = call.text("by");
  const auto to = call.text("to");
  const auto until = call.text("until");
  const auto order = call.text("order");
  if (static_cast<int>(by.has_value()) + static_cast<int>(to.has_value()) +
          static_cast<int>(until.has_value()) + static_cast<int>(order.has_value()) !=
      1) {
    return error_reply(400, "tell how far to advance, in one way", kHint);
  }
  if (by) {
    const auto duration = kernel::parse_duration(*by);
    if (!duration)
      return error_reply(400, fmt::format("'{}' is not a duration", *by), "5m, 1h30m, PT5M", "by");
    goal.to = world.now() + *duration;
  }
  if (to) {
    goal.to = kernel::parse_instant(*to);
    if (!goal.to)
      return error_reply(400, fmt::format("'{}' is not an instant", *to), "2026-01-06T09:00:00Z",
                         "to");
    if (*goal.to < world.now()) {
      return error_reply(409, "the clock does not run backwards",
                         "POST /_sim/rewind {\"to\": INSTANT} goes back", "to");
    }
  }
  if (until) {
    if (*until != "idle") return error_reply(400, "until takes 'idle' only", kHint, "until");
    goal.until_idle = true;
  }
  if (order) {
    const world::Order* found = world.orders().find(*order);
    const auto status = call.text("status");
    if (found == nullptr)
      return error_reply(404, fmt::format("there is no order {}", *order),
                         "GET /_sim/state lists all", "order");
    const scenario::State* state = status ? scenario::find_state(found->type, *status) : nullptr;
    if (state == nullptr) {
      std::vector<std::string_view> known;
      for (const scenario::State& each : scenario::words(found->type).states)
        known.push_back(each.name);
      return error_reply(400, "status must name a state of the order's type",
                         fmt::format("{}", fmt::join(known, ", ")), "status");
    }
    goal.order = *order;
    goal.status = state->name;
  }
  return goal;
}

void get_clock(const ControlCall& /*call*/, WorldControl& world, const Respond& respond) {
  respond(json_reply(200, clock_state(world)));
}

void advance(const ControlCall& call, WorldControl& world, const Respond& respond) {
  auto read = read_goal(call, world.world());
  if (auto* error = std::get_if<net::Response>(&read)) return respond(std::move(*error));
  const AdvanceGoal goal = std::get<AdvanceGoal>(std::move(read));
  const bool begun = world.advance(goal, [&world, goal, respond](const AdvanceReport& report) {
    answer_advance(world, goal, report, respond);
  });
  if (!begun) {
    respond(error_reply(409, "an advance is under way already",
                        "wait for its answer; a callback may be in flight"));
  }
}

void set_clock(const ControlCall& call, WorldControl& world, const Respond& respond) {
  const auto to = kernel::parse_instant(call.text("to").value_or(""));
  if (!to)
    return respond(
        error_reply(400, "'to' must be an instant", R"({"to": "2026-01-06T09:00:00Z"})", "to"));
  if (*to < world.world().now()) {
    return respond(error_reply(409, "the clock does not run backwards",
                               "POST /_sim/rewind {\"to\": INSTANT} goes back", "to"));
  }
  world.world().set_clock(*to);
  respond(json_reply(200, clock_state(world)));
}

void freeze(const ControlCall& /*call*/, WorldControl& world, const Respond& respond) {
  world.set_mode(scenario::ClockMode::kManual, 0);
  respond(json_reply(200, clock_state(world)));
}

void scale(const ControlCall& call, WorldControl& world, const Respond& respond) {
  const std::optional<double> speed = call.number("speed");
  if (!speed || !(*speed > 0) || *speed > 1e9) {
    return respond(error_reply(400, "speed must be a positive number",
                               R"({"speed": 60}: an hour a minute)", "speed"));
  }
  world.set_mode(scenario::ClockMode::kScaled, *speed);
  respond(json_reply(200, clock_state(world)));
}

constexpr std::string_view kIdleWords[] = {"idle"};
constexpr scenario::Shape kIdle{.form = scenario::Form::kWord, .words = kIdleWords};
constexpr scenario::Key kAdvanceKeys[] = {
    {"by", &scenario::kDuration, "so much virtual time"},
    {"to", &scenario::kInstant, "to an instant"},
    {"until", &kIdle, "until nothing is scheduled that anybody waits for"},
    {"order", &scenario::kText, "until this order has the state `status`"},
    {"status", &scenario::kText, "a state of the order's type"},
};
constexpr scenario::Shape kAdvance{.form = scenario::Form::kMap, .keys = kAdvanceKeys};
constexpr scenario::Key kSetKeys[] = {
    {"to", &scenario::kInstant, "the instant to jump to", scenario::kRequired},
};
constexpr scenario::Shape kSet{.form = scenario::Form::kMap, .keys = kSetKeys};
constexpr scenario::Key kScaleKeys[] = {
    {"speed", &scenario::kNumber, "virtual seconds a wall second", scenario::kRequired},
};
constexpr scenario::Shape kScale{.form = scenario::Form::kMap, .keys = kScaleKeys};

constexpr WorldRoute kClockRoutes[] = {
    {"GET", "clock", "virtual time and how it moves", get_clock},
    {"POST", "clock/advance",
     R"(move it: {"by": "5m"}, {"to": INSTANT}, {"until": "idle"} or {"order": ID, "status": STATE})",
     advance, kInput, body_of<kAdvance>},
    {"POST", "clock/set", R"(jump to {"to": INSTANT}; what falls due in between falls due then)",
     set_clock, kInput, body_of<kSet>},
    {"POST", "clock/freeze", "let it stand still until told", freeze, kInput},
    {"POST", "clock/scale", R"(let it run {"speed": N} times as fast as wall time)", scale, kInput,
     body_of<kScale>},
};

}  // namespace

std::string to_json(const world::Happening& happening) {
  return json::serialize(happening_json(happening));
}

std::span<const WorldRoute> clock_routes() {
  return kClockRoutes;
}

}  // namespace dashsim::control
