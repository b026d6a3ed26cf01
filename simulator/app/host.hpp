#pragma once

#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/pipeline.hpp"
#include "app/data_dir.hpp"
#include "app/room.hpp"
#include "control/control.hpp"
#include "scenario/load.hpp"

/// All worlds of a process, and the choice of the one that a request belongs to.
namespace dashsim::app {

struct HostSettings {
  std::shared_ptr<const scenario::Scenario>
      scenario;                         ///< of the world default and of worlds made without one
  std::string scenario_file{};          ///< where that comes from; empty: it is built in
  std::optional<std::uint64_t> seed{};  ///< instead of that of the scenario
  std::string scenarios_folder{};  ///< where scenarios are found by their names; empty: nowhere
  std::string admin_token{};       ///< that control calls need; empty: none
  bool auto_worlds = false;
  std::size_t worlds_max = 1000;
  /// Worlds that nobody has asked anything for so long are deleted, all but the default one. 0:
  /// they stay.
  std::chrono::seconds world_idle_max{0};
  xml::Limits xml{};
  net::CallbackSettings callbacks{};
  DriverSettings driver{};
  std::shared_ptr<DataDir> data{};  ///< where worlds are kept; null: nowhere
};

class Host final : public control::ServerControl, public Rooms {
 public:
  /// With a data folder, all worlds are as they were when this returns. Throws std::runtime_error
  /// if one of them cannot be.
  Host(boost::asio::io_context& io, HostSettings settings, const scenario::Loader& loader);

  /// Answers any request that arrives at the port. Callable from any thread.
  void handle(net::Request request, net::Respond respond);
  /// What the world default and others begin from now on.
  std::shared_ptr<const scenario::Scenario> served() const;
  /// Deletes worlds that have been idle for too long.
  void expire(WallTime now);
  /// Opens a world of a scenario of its own. Its name is a good one, and free.
  void open_world(const std::string& name,
                  const std::shared_ptr<const scenario::Scenario>& scenario);
  /// Brings to the disk what has been kept for long enough. One thread calls it, so often.
  void sync(WallTime now);
  std::chrono::milliseconds sync_interval() const;
  /// Ends what is under way in all worlds.
  void close();

  // control::ServerControl
  std::string version() const override;
  std::uint64_t uptime_seconds() const override;
  std::string wall_timestamp() const override { return app::wall_timestamp(); }
  std::vector<std::string> failures() const override;
  std::vector<control::WorldSummary> worlds() const override;
  std::vector<std::string> create_world(const std::string& name,
                                        const std::optional<std::string>& scenario,
                                        const std::optional<std::uint64_t>& seed) override;
  std::optional<control::Refusal> delete_world(const std::string& name) override;
  void reload(std::function<void(std::vector<std::string>)> done) override;
  void collect(std::function<void(control::Figures)> done) override;

  // Rooms
  std::optional<control::Refusal> fork(const std::string& name, const Room& origin) override;
  scenario::Loaded load_scenario(const std::string& name_or_text) const override;

 private:
  struct Held {
    std::shared_ptr<Room> room;
    std::string scenario;  ///< its name
    bool is_of_served;     ///< made of the served scenario alone, as it was or will be
  };

  void handle_control(net::Request request, std::string_view mount, net::Respond respond);
  void answer_no_world(const std::string& name, bool control, const net::Respond& respond) const;
  std::shared_ptr<Room> find_room(const std::string& name);
  /// What keeps a world of that name from being made; nothing if it can be.
  std::optional<control::Refusal> obstacle(const std::string& name) const;
  /// The room of that name, which may have been made meanwhile.
  std::shared_ptr<Room> hold(const std::string& name, Held held);
  /// A room that is kept, if worlds are. What keeps it from that its log tells.
  Held make_room(const std::string& name, const std::shared_ptr<const scenario::Scenario>& scenario,
                 bool is_of_served);
  void recover_worlds();
  /// Closes a room that is not among the others any more, and what is kept of it goes; what it has
  /// counted stays counted.
  void dismiss(const std::shared_ptr<Room>& room);

  boost::asio::io_context& io_;
  const HostSettings settings_;
  const scenario::Loader& loader_;
  api::Pipeline pipeline_;
  net::CallbackClient callbacks_;
  WallTime started_;
  mutable std::mutex mutex_;  // guards what follows, which requests of all threads look into
  std::shared_ptr<const scenario::Scenario> scenario_;
  std::map<std::string, Held, std::less<>> rooms_;
  std::vector<std::shared_ptr<Room>> leaving_;  // closed, but they have not told what they counted
  control::Tally ended_;                        // what rooms had counted that are gone
};

}  // namespace dashsim::app
