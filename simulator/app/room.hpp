#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "api/pipeline.hpp"
#include "app/ledger.hpp"
#include "app/pacing.hpp"
#include "control/control.hpp"
#include "net/callback_client.hpp"
#include "net/listener.hpp"
#include "world/world.hpp"

/// A world on its strand: it answers requests, moves the clock, and places callbacks one after the
/// other.
namespace dashsim::app {

struct RoomSettings {
  world::JournalLimits journal{};
  /// Wall time that a receiver may take, instead of the scenario's.
  std::optional<std::chrono::milliseconds> callback_timeout{};
};

class Room final : public control::WorldControl, public std::enable_shared_from_this<Room> {
 public:
  Room(boost::asio::io_context& io, std::string name,
       std::shared_ptr<const scenario::Scenario> scenario, const api::Pipeline& pipeline,
       net::CallbackClient& callbacks, const RoomSettings& settings);

  const std::string& name() const { return name_; }
  std::string scenario_name() const { return scenario_->name; }

  // Callable from any thread; what they begin happens on the strand, in the order of the calls.
  void serve(api::Arrival arrival, net::Respond respond);
  void serve_control(net::Request request, net::Respond respond);
  void post_reset();
  /// Ends what is under way. The room dies when the last request has been answered.
  void post_close();
  /// Tells what the room counts, on its strand; once it has been closed, what it had counted then.
  void post_figures(std::function<void(control::Figures)> tell);

  // control::WorldControl, on the strand.
  world::World& world() override { return *world_; }
  scenario::ClockMode mode() const override { return mode_; }
  double speed() const override { return speed_; }
  void set_mode(scenario::ClockMode mode, double speed) override;
  bool advance(const control::AdvanceGoal& goal,
               std::function<void(control::AdvanceReport)> done) override;
  void reset() override;

 private:
  struct Advance {
    control::AdvanceGoal goal;
    std::function<void(control::AdvanceReport)> done;
    std::size_t events = 0;
  };

  control::Figures figures() const;
  /// `respond`, and how long it took until then.
  net::Respond timed(const api::Arrival& arrival, net::Respond respond);
  void arrive(api::Arrival arrival, net::Respond respond);
  void serve_now(api::Arrival arrival, const net::Respond& respond);
  /// Runs what is due until the goal is reached or a callback is in flight.
  void drive();
  bool reached(const control::AdvanceGoal& goal) const;
  void finish_advance(control::AdvanceReport::End end);
  void place(const world::Delivery& delivery, bool with_credentials);
  net::Outgoing outgoing_of(const world::Delivery& delivery) const;
  /// Sends nothing: a fault has dropped it.
  void lose(const world::Delivery& delivery);
  void placed(const world::Delivery& delivery, const net::Outgoing& outgoing,
              const net::Answer& answer);
  void record(const world::Delivery& delivery, const net::Outgoing& outgoing,
              const net::Answer& answer);
  std::chrono::milliseconds timeout_of(const world::Delivery& delivery) const;
  /// Begins what the mode calls for after something may have been scheduled.
  void settle();
  void follow_wall();

  std::string name_;
  std::shared_ptr<const scenario::Scenario> scenario_;
  const api::Pipeline& pipeline_;
  net::CallbackClient& callbacks_;
  RoomSettings settings_;
  boost::asio::strand<boost::asio::io_context::executor_type> strand_;
  boost::asio::steady_timer timer_;
  std::unique_ptr<world::World> world_;
  Ledger ledger_;
  std::optional<control::Figures> last_figures_;  // once it has been closed
  scenario::ClockMode mode_ = scenario::ClockMode::kManual;
  double speed_ = 0;
  std::optional<Pacer> pacer_;
  std::optional<Advance> advance_;
  bool in_flight_ = false;
  std::uint64_t epoch_ = 0;  // of the world: what belongs to one before a reset is void
};

}  // namespace dashsim::app
