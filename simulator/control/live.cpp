// Telling those who look at a world that something has happened to it, as server-sent events.
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <limits>

#include "control/json_call.hpp"
#include "kernel/text.hpp"

namespace dashsim::control {
namespace {

/// An answer has one event and ends, so that it needs nothing but HTTP; a client comes back at once
/// with the number of the change that it has seen, as an EventSource does with Last-Event-ID.
net::Response change_event(std::uint64_t changes, WorldControl& control) {
  const world::World& world = control.world();
  const world::Journal& journal = world.journal();
  const json::object data{{"change", changes},
                          {"world", world.name()},
                          {"now", kernel::format_instant(world.now())},
                          {"mode", scenario::kClockModes[static_cast<std::size_t>(control.mode())]},
                          {"idle", world.idle()},
                          {"journal", journal.entries().empty() ? 0 : journal.last_sequence()}};
  return {200,
          {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}},
          fmt::format("retry: 200\nid: {}\nevent: change\ndata: {}\n\n", changes,
                      json::serialize(data))};
}

void get_live(const ControlCall& call, WorldControl& control, const Respond& respond) {
  constexpr std::uint64_t kNothing = std::numeric_limits<std::uint64_t>::max();
  std::string_view since = net::find_header(call.headers, "Last-Event-ID");
  if (since.empty()) since = call.query("since");
  const auto seen = since.empty() ? kNothing : kernel::parse_whole(since);
  if (!seen)
    return respond(error_reply(400, "since must be the number of a change",
                               "leave it out to begin; then take the event's id", "since"));
  control.watch(*seen, [&control, respond](std::uint64_t changes) {
    respond(change_event(changes, control));
  });
}

constexpr scenario::Key kLiveQuery[] = {
    {"since", &scenario::kWhole, "the change that is known; at once if left out"},
};
constexpr WorldRoute kLiveRoutes[] = {
    {"GET", "live",
     "waits until something has happened since the change that ?since= or Last-Event-ID names, "
     "then tells so as a server-sent event",
     get_live, kNoInput, kNoBody, kLiveQuery},
};

}  // namespace

std::span<const WorldRoute> live_routes() {
  return kLiveRoutes;
}

}  // namespace dashsim::control
