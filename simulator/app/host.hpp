#pragma once

#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/pipeline.hpp"
#include "app/room.hpp"
#include "control/control.hpp"
#include "scenario/load.hpp"

/// All worlds of a process, and the choice of the one that a request belongs to.
namespace dashsim::app {

struct HostSettings {
  std::shared_ptr<const scenario::Scenario>
      scenario;  ///< of the world default and of worlds made without one
  bool auto_worlds = false;
  std::size_t worlds_max = 1000;
  xml::Limits xml;
  net::CallbackSettings callbacks;
  RoomSettings room;
};

class Host final : public control::ServerControl {
 public:
  Host(boost::asio::io_context& io, HostSettings settings, const scenario::Loader& loader);

  /// Answers any request that arrives at the port. Callable from any thread.
  void handle(net::Request request, net::Respond respond);
  /// Opens a world of a scenario of its own. Its name is a good one, and free.
  void open_world(const std::string& name, std::shared_ptr<const scenario::Scenario> scenario) {
    add_room(name, std::move(scenario));
  }
  /// Ends what is under way in all worlds.
  void close();

  // control::ServerControl
  std::string version() const override;
  std::uint64_t uptime_seconds() const override;
  std::string wall_timestamp() const override { return app::wall_timestamp(); }
  std::vector<control::WorldSummary> worlds() const override;
  std::vector<std::string> create_world(const std::string& name,
                                        const std::optional<std::string>& scenario,
                                        const std::optional<std::uint64_t>& seed) override;
  bool reset_world(const std::string& name) override;
  bool delete_world(const std::string& name) override;
  void collect(std::function<void(control::Figures)> done) override;

 private:
  void handle_control(net::Request request, std::string_view mount, net::Respond respond);
  std::shared_ptr<Room> find_room(const std::string& name);
  std::shared_ptr<Room> add_room(const std::string& name,
                                 std::shared_ptr<const scenario::Scenario> scenario);
  /// Closes a room that is not among the others any more; what it has counted stays counted.
  void dismiss(const std::shared_ptr<Room>& room);

  boost::asio::io_context& io_;
  HostSettings settings_;
  const scenario::Loader& loader_;
  api::Pipeline pipeline_;
  net::CallbackClient callbacks_;
  WallTime started_;
  mutable std::mutex mutex_;  // guards what follows, which requests of all threads look into
  std::map<std::string, std::shared_ptr<Room>, std::less<>> rooms_;
  std::vector<std::shared_ptr<Room>> leaving_;  // closed, but they have not told what they counted
  control::Tally ended_;                        // what rooms had counted that are gone
};

/// The version of this build.
std::string_view version();

}  // namespace dashsim::app
