#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "control/metrics.hpp"
#include "net/message.hpp"
#include "scenario/load.hpp"
#include "world/world.hpp"

/// The control API under /_sim/: JSON, on the same port, never part of the simulated API.
/// It asks for what it needs through two interfaces, so that it knows nothing of threads and
/// sockets.
namespace dashsim::control {

/// How far a clock is to move. Exactly one of the members is meant.
struct AdvanceGoal {
  std::optional<kernel::VirtualTime> to;
  bool until_idle = false;  ///< until nothing is scheduled that anybody waits for
  std::string order;        ///< until this order has that state
  std::string status;
};

/// So many events happen in one advance; a scenario that schedules without end is stopped there.
inline constexpr std::size_t kEventsMax = 10'000'000;

struct AdvanceReport {
  enum class End : std::uint8_t {
    kReached,
    kIdle,     ///< the order never came to the state: nothing is scheduled any more
    kTooMany,  ///< stopped after kEventsMax
    kAborted,  ///< the world was reset or deleted meanwhile
    kNotKept,  ///< what happened meanwhile could not be kept, and so has not happened
  };
  End end = End::kReached;
  std::vector<world::Happening> happenings;
};

/// Why something is not done, and what would help.
struct Refusal {
  int status;  ///< of HTTP
  std::string text;
  std::string hint;
};

struct SnapshotSummary {
  std::string name;
  kernel::VirtualTime time;
};

/// One world and its clock's drive. All calls are made on the world's own strand. What returns a
/// refusal has changed nothing then; nothing is returned when it is done.
class WorldControl {
 public:
  virtual ~WorldControl() = default;
  virtual world::World& world() = 0;
  virtual scenario::ClockMode mode() const = 0;
  virtual double speed() const = 0;
  virtual void set_mode(scenario::ClockMode mode, double speed) = 0;
  /// False, and `done` is never called, if an advance is under way already.
  virtual bool advance(const AdvanceGoal& goal, std::function<void(AdvanceReport)> done) = 0;
  /// Makes the world anew from its scenario, or from another one.
  virtual std::optional<Refusal> reset(
      std::shared_ptr<const scenario::Scenario> other = nullptr) = 0;
  /// A scenario by its name or by its text.
  virtual scenario::Loaded load_scenario(const std::string& name_or_text) const = 0;

  // Snapshots of the whole world, its journal included. They outlive resets.
  virtual std::vector<SnapshotSummary> snapshots() const = 0;  ///< by name
  /// One of the same name is replaced.
  virtual std::optional<Refusal> take_snapshot(const std::string& name) = 0;
  virtual std::optional<Refusal> restore(const std::string& name) = 0;
  virtual std::optional<Refusal> drop_snapshot(const std::string& name) = 0;
  /// Back to where the world was at an earlier instant, after everything that happened then.
  virtual std::optional<Refusal> rewind(kernel::VirtualTime to) = 0;
  /// Begins another world in the state of this one.
  virtual std::optional<Refusal> fork(const std::string& name) = 0;
  /// Tells how many changes there have been: at once unless `seen` is that number, else when
  /// something has happened to the world, also when it ends. Is no input.
  virtual void watch(std::uint64_t seen, std::function<void(std::uint64_t)> tell) = 0;
};

struct WorldSummary {
  std::string name;
  std::string scenario;
};

/// The process that holds the worlds. May be called from any thread.
class ServerControl {
 public:
  virtual ~ServerControl() = default;
  virtual std::string version() const = 0;
  virtual std::uint64_t uptime_seconds() const = 0;  ///< of wall time
  virtual std::string wall_timestamp() const = 0;
  /// What keeps worlds from being kept on the disk; empty if nothing does.
  virtual std::vector<std::string> failures() const = 0;
  virtual std::vector<WorldSummary> worlds() const = 0;
  /// What is wrong with the name, or with the scenario ("file:line:column: error: ..."); empty when
  /// done. `scenario` is the name of one, or its text.
  virtual std::vector<std::string> create_world(const std::string& name,
                                                const std::optional<std::string>& scenario,
                                                const std::optional<std::uint64_t>& seed) = 0;
  virtual std::optional<Refusal> delete_world(const std::string& name) = 0;
  /// Reads the scenario that is served again and begins all worlds anew that were made of it alone.
  /// Tells what is wrong with it, and then nothing has changed, or which worlds cannot begin anew;
  /// nothing, from any thread, when all have.
  virtual void reload(std::function<void(std::vector<std::string>)> done) = 0;
  /// Asks all worlds, and tells from any thread when the last one has answered.
  virtual void collect(std::function<void(Figures)> done) = 0;
};

using Respond = std::function<void(net::Response)>;

/// Whether a path (without a world's mount) belongs to the control API.
bool is_control_path(std::string_view target);
/// Whether it is about the server as a whole, so that no world need exist.
bool is_server_path(std::string_view target);

/// What a control call is refused with: 401 without the token that the server wants; where it wants
/// none (empty), 403 for what a page of another site sends by its reader's browser. Health is for
/// everybody.
std::optional<net::Response> refusal_of(const net::Request& request, std::string_view token);

/// What a path such as /_sim/worlds/NAME/snapshot asks of a world: that one's name, and the target
/// as if the world had been addressed.
struct WorldTarget {
  std::string world;
  std::string target;
};
/// Nothing for paths that are about the addressed world or about the server.
std::optional<WorldTarget> world_target(std::string_view target);

/// The console's page, for browsers that ask for /_sim/, or a file of it. They hold nothing of any
/// world and need no token. Nothing for all other requests.
std::optional<net::Response> console_file(const net::Request& request);

/// Whether it is no mere reading, so that those who watch the world should look again.
bool may_change(const net::Request& request);
/// Whether a request changes what the world does next, so that it belongs to the world's history.
bool is_input(const net::Request& request);

/// Whether it is about all worlds together, which have to be asked first.
bool is_collected_path(std::string_view target);
void handle_collected(const net::Request& request, ServerControl& server, const Respond& respond);
/// Answers what is about the server: health, version, worlds.
void handle_server(const net::Request& request, ServerControl& server, const Respond& respond);
/// Answers what is about one world, at once or when its clock has moved.
void handle_world(const net::Request& request, WorldControl& world, const Respond& respond);

/// {"time", "what", "id", "status"}, as an advance reports it.
std::string to_json(const world::Happening& happening);

/// A list of them, as {"file", "line", "column", "severity", "text"}.
std::string complaints_json(std::span<const scenario::Complaint> complaints);

/// {"error": text, "hint": hint} with a field's name where one is at fault.
net::Response error_reply(int status, std::string_view text, std::string_view hint,
                          std::string_view field = {});

}  // namespace dashsim::control
