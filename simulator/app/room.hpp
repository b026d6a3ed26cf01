#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <memory>
#include <optional>
#include <string>

#include "app/driver.hpp"
#include "app/ledger.hpp"
#include "app/pacing.hpp"
#include "net/callback_client.hpp"
#include "net/listener.hpp"

/// A world on its strand: what threads and sockets bring reaches its driver one after the other,
/// its callbacks are placed, and its clock follows wall time where it is to.
namespace dashsim::app {

class Room;

/// Who holds the rooms. Callable from any thread.
class Rooms {
 public:
  virtual ~Rooms() = default;
  /// Opens a room in the state of another one, whose strand this is.
  virtual std::optional<control::Refusal> fork(const std::string& name, const Room& origin) = 0;
  virtual scenario::Loaded load_scenario(const std::string& name_or_text) const = 0;
};

class Room final : public Outside, public std::enable_shared_from_this<Room> {
 public:
  Room(boost::asio::io_context& io, Rooms& rooms, std::string name,
       const std::shared_ptr<const scenario::Scenario>& scenario, const api::Pipeline& pipeline,
       net::CallbackClient& callbacks, const DriverSettings& settings);
  Room(boost::asio::io_context& io, std::string name, const Room& origin);

  /// Immutable.
  const std::string& name() const { return driver_.name(); }

  // Before anybody asks anything of it, and before others know it.
  /// Keeps the world in a log that tells how it has come to where it is.
  void keep_in(std::shared_ptr<WorldLog> log);
  /// Begins the log with what that of another world says, whose state this one has. False if that
  /// cannot be kept.
  bool begin_log_like(const WorldLog& origin);
  /// Has the driver brought to where a log ends, with nobody outside; then what was in flight is
  /// placed again, and the log that `replay` gives goes on.
  void recover(const std::function<std::shared_ptr<WorldLog>(Driver&)>& replay);

  /// Where the world is kept; null: nowhere. Callable from any thread.
  WorldLog* log() const { return driver_.kept_in().get(); }

  // Callable from any thread; what they begin happens on the strand, in the order of the calls.
  void serve(api::Arrival&& arrival, net::Respond respond);
  void serve_control(net::Request request, net::Respond respond);
  /// Makes the world anew from another scenario, and tells on its strand how that went.
  void post_reset(std::shared_ptr<const scenario::Scenario> other,
                  std::function<void(std::optional<control::Refusal>)> done);
  /// Ends what is under way. The room dies when the last request has been answered.
  void post_close();
  /// Tells what the room counts, on its strand; once it has been closed, what it had counted then.
  void post_figures(std::function<void(control::Figures)> tell);

  /// Of the world as it is; on its strand, or before others know the room.
  const scenario::Scenario& scenario() const { return driver_.world().scenario(); }
  /// When somebody asked anything of it for the last time.
  WallTime last_used() const { return last_used_.load(std::memory_order_relaxed); }

  // Outside, on the strand.
  void place(const net::Outgoing& call) override;
  void replaced(const world::World& before, const world::World& after) override;
  void clock_changed() override;
  void forked(const world::World& world) override { ledger_.fork(world); }
  std::optional<control::Refusal> fork(const std::string& name) override {
    return rooms_.fork(name, *this);
  }
  scenario::Loaded load_scenario(const std::string& name_or_text) const override {
    return rooms_.load_scenario(name_or_text);
  }

 private:
  control::Figures figures() const;
  /// `respond`, and how long it took until then.
  net::Respond timed(const api::Arrival& arrival, WallTime begun, net::Respond respond);
  /// Comes to where wall time is, before anything else happens.
  void follow_wall();
  /// Waits for the next event, if wall time brings it.
  void wait();
  template <class Action>
  void post(Action action);

  Rooms& rooms_;
  net::CallbackClient& callbacks_;
  boost::asio::strand<boost::asio::io_context::executor_type> strand_;
  boost::asio::steady_timer timer_;
  const DriverSettings settings_;
  Driver driver_;
  bool is_recovering_ = false;
  Ledger ledger_;
  std::optional<control::Figures> last_figures_;  // once it has been closed
  std::optional<Pacer> pacer_;
  std::atomic<WallTime> last_used_;
};

}  // namespace dashsim::app
