#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/message.hpp"
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

struct AdvanceReport {
  enum class End : std::uint8_t {
    kReached,
    kIdle,     ///< the order never came to the state: nothing is scheduled any more
    kTooMany,  ///< events without end: stopped after a million
    kAborted,  ///< the world was reset or deleted meanwhile
  };
  End end = End::kReached;
  std::vector<world::Happening> happenings;
};

/// One world and its clock's drive. All calls are made on the world's own strand.
class WorldControl {
 public:
  virtual ~WorldControl() = default;
  virtual world::World& world() = 0;
  virtual scenario::ClockMode mode() const = 0;
  virtual double speed() const = 0;
  virtual void set_mode(scenario::ClockMode mode, double speed) = 0;
  /// False, and `done` is never called, if an advance is under way already.
  virtual bool advance(const AdvanceGoal& goal, std::function<void(AdvanceReport)> done) = 0;
  /// Makes the world anew from its scenario, with another one if that is given.
  virtual void reset() = 0;
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
  virtual std::vector<WorldSummary> worlds() const = 0;
  /// What is wrong with the name, or with the scenario text ("file:line:column: error: ..."); empty
  /// when done.
  virtual std::vector<std::string> create_world(const std::string& name,
                                                const std::optional<std::string>& scenario,
                                                const std::optional<std::uint64_t>& seed) = 0;
  /// False if there is no such world.
  virtual bool reset_world(const std::string& name) = 0;
  virtual bool delete_world(const std::string& name) = 0;
};

using Respond = std::function<void(net::Response)>;

/// Whether a path (without a world's mount) belongs to the control API.
bool is_control_path(std::string_view target);
/// Whether it is about the server as a whole, so that no world need exist.
bool is_server_path(std::string_view target);

/// Answers what is about the server: health, version, worlds.
net::Response handle_server(const net::Request& request, ServerControl& server);
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
