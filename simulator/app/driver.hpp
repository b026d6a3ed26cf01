#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/pipeline.hpp"
#include "app/input_log.hpp"
#include "app/records.hpp"
#include "app/watchers.hpp"
#include "app/world_log.hpp"
#include "control/control.hpp"
#include "net/callback_client.hpp"
#include "net/listener.hpp"
#include "world/world.hpp"

/// A world and the hand that moves it, without sockets, threads or wall time: requests, clock
/// commands and what became of callbacks go in, and the same ones always make the same world.
namespace dashsim::app {

/// What subscriptions and journals say of a receiver that took too long.
inline constexpr std::string_view kTimedOut = "No answer within the time allowed";

struct DriverSettings {
  world::JournalLimits journal{};
  /// Wall time that a receiver may take, instead of the scenario's.
  std::optional<std::chrono::milliseconds> callback_timeout{};
  /// What is kept of the inputs, so that the world can be rewound.
  std::size_t history_bytes_max = 4U << 20U;
  std::size_t snapshots_max = 16;
  /// What a host's worlds share; null: each has its own.
  std::shared_ptr<world::Inventories> inventories{};
  /// The world stands in a log, or will: its stamp is kept up. The host knows.
  bool is_kept = false;
};

/// What a driver needs of the world outside. Its functions are called from within the driver's, and
/// must not call back at once.
class Outside {
 public:
  virtual ~Outside() = default;
  /// Places a call. What becomes of it is told by Driver::answered, unless the epoch is another
  /// one by then.
  virtual void place(const net::Outgoing& call) = 0;
  /// Another world is about to take the place of one.
  virtual void replaced(const world::World& before, const world::World& after) = 0;
  /// The clock runs otherwise than before, or from another instant.
  virtual void clock_changed() = 0;
  /// Begins another world of that name in the state of this one.
  virtual std::optional<control::Refusal> fork(const std::string& name) = 0;
  /// So far the world was another one, in a log that both share.
  virtual void forked(const world::World& world) = 0;
  virtual scenario::Loaded load_scenario(const std::string& name_or_text) const = 0;
};

/// Nobody: for worlds whose calls are answered from a record.
class Nowhere final : public Outside {
 public:
  void place(const net::Outgoing& /*call*/) override {}
  void replaced(const world::World& /*before*/, const world::World& /*after*/) override {}
  void clock_changed() override {}
  void forked(const world::World& /*world*/) override {}
  std::optional<control::Refusal> fork(const std::string& name) override;
  scenario::Loaded load_scenario(const std::string& name_or_text) const override;
};

class Driver final : public control::WorldControl {
 public:
  Driver(std::string name, const std::shared_ptr<const scenario::Scenario>& scenario,
         const api::Pipeline& pipeline, const DriverSettings& settings, Outside& outside);
  /// Begins in the state of another one that is not busy. Its history is that one's; its snapshots
  /// are not.
  Driver(std::string name, const Driver& origin, Outside& outside);

  // What comes from outside. Answers may come at once, or when the clock has moved.
  void arrive(api::Arrival&& arrival, net::Respond respond);
  void control(const net::Request& request, const net::Respond& respond);
  /// The call that was placed last has been answered, or has failed.
  void answered(const net::Answer& answer);
  /// Wall time has come so far. Nothing happens while an advance is under way.
  void follow_wall(kernel::VirtualTime to);
  /// Any of these, out of a log. False if the world refuses it.
  bool apply(Input input);
  /// Ends what is under way, for a world that nobody wants any more.
  void close();

  /// From now on what comes is kept in the log before anything happens; if it cannot be kept, it
  /// is refused. The log tells how the world has come to where it is. Bounds are those of
  /// `settings` from now on.
  void keep_in(std::shared_ptr<WorldLog> log, const DriverSettings& settings);
  /// Null: it is not kept.
  const std::shared_ptr<WorldLog>& kept_in() const { return log_; }
  Stamp stamp() const { return {world_->now(), answers_}; }

  const std::string& name() const { return name_; }
  const world::World& world() const { return *world_; }
  /// An advance is under way; it waits for a callback if anybody can see it.
  bool busy() const { return advance_.has_value(); }
  /// The call that is in flight; null if none is.
  const net::Outgoing* in_flight() const { return flight_ ? &flight_->call : nullptr; }
  /// Changes when the world is replaced: what was on its way for the old one is void.
  std::uint64_t epoch() const { return epoch_; }

  // control::WorldControl
  world::World& world() override { return *world_; }
  scenario::ClockMode mode() const override { return mode_; }
  double speed() const override { return speed_; }
  void set_mode(scenario::ClockMode mode, double speed) override;
  bool advance(const control::AdvanceGoal& goal,
               std::function<void(control::AdvanceReport)> done) override;
  std::optional<control::Refusal> reset(std::shared_ptr<const scenario::Scenario> other) override;
  scenario::Loaded load_scenario(const std::string& name_or_text) const override {
    return outside_.load_scenario(name_or_text);
  }
  std::vector<control::SnapshotSummary> snapshots() const override;
  std::optional<control::Refusal> take_snapshot(const std::string& name) override;
  std::optional<control::Refusal> restore(const std::string& name) override;
  std::optional<control::Refusal> drop_snapshot(const std::string& name) override;
  std::optional<control::Refusal> rewind(kernel::VirtualTime to) override;
  std::optional<control::Refusal> fork(const std::string& name) override;
  void watch(std::uint64_t seen, std::function<void(std::uint64_t)> tell) override {
    watchers_.watch(seen, std::move(tell));
  }

 private:
  struct Advance {
    control::AdvanceGoal goal;
    std::function<void(control::AdvanceReport)> done;
    std::size_t events = 0;
    std::optional<InputLog::Place> input{};  ///< that has set it off
  };
  /// A call that has been placed, and what it is for.
  struct Flight {
    world::Delivery delivery;
    net::Outgoing call;
    bool has_credentials = false;
  };
  /// A world that stands still, and how its clock runs.
  struct State {
    std::shared_ptr<const world::World> world;
    scenario::ClockMode mode;
    double speed;
  };
  /// How a world has come to where it is: from a state by inputs.
  struct History {
    std::shared_ptr<const scenario::Scenario> scenario;
    std::optional<State> state;  ///< none: from the scenario
    InputLog inputs;
    bool is_complete = true;  ///< it did not outgrow its bounds
  };
  struct Snapshot {
    State state;
    History history;
  };

  /// Begins where a history begins.
  Driver(std::string name, const History& history, const api::Pipeline& pipeline,
         const DriverSettings& settings, Outside& outside);

  void begin(const std::shared_ptr<const scenario::Scenario>& scenario);
  State state() const;
  void enter(const State& state);
  /// Takes another world's place, if there was one.
  void become(std::unique_ptr<world::World> world, scenario::ClockMode mode, double speed);
  /// Adds an input to the history, unless that has outgrown its bounds.
  template <class... Parts>
  std::optional<InputLog::Place> log(const Parts&... input);
  std::optional<InputLog::Place> log_control(const net::Request& request);
  bool has_room_for_history();
  /// Writes an input down where it outlives the process. False: it must not happen.
  template <class... Parts>
  bool keep(const Parts&... input);
  bool keep_control(const net::Request& request);
  bool keep_bytes(std::string_view input);
  /// Why nothing can be kept.
  control::Refusal not_kept() const;
  net::Response answer_not_kept() const;
  bool apply_state(const StateInput& input);
  /// Ends what is under way.
  void abandon(control::AdvanceReport::End end);
  /// What the input has set off at once is over; an advance may go on.
  void close(std::optional<InputLog::Place> input);
  /// Applies an input that was not over at `to`, as far as it had come by then.
  void apply_until(Input input, kernel::VirtualTime to);
  void freeze();

  /// How far the clock moves before the request is answered.
  kernel::Duration span_of(const api::Arrival& arrival) const;
  void serve(const api::Arrival& arrival, const net::Respond& respond);
  /// Runs what is due until the goal is reached or a callback is in flight.
  void drive();
  bool reached(const control::AdvanceGoal& goal) const;
  void finish_advance(control::AdvanceReport::End end);
  void place(world::Delivery delivery, bool with_credentials);
  net::Outgoing call_of(const world::Delivery& delivery) const;
  /// Sends nothing: a fault has dropped it.
  void lose(const world::Delivery& delivery);
  void record(const world::Delivery& delivery, const net::Outgoing& call,
              const net::Answer& answer);
  std::chrono::milliseconds timeout_of(const world::Delivery& delivery) const;
  /// Goes on by itself, where the mode says so.
  void settle();

  std::string name_;
  const api::Pipeline& pipeline_;
  DriverSettings settings_;
  Outside& outside_;
  std::unique_ptr<world::World> world_;
  scenario::ClockMode mode_ = scenario::ClockMode::kManual;
  double speed_ = 0;
  std::optional<Advance> advance_;
  std::optional<Flight> flight_;
  std::uint64_t epoch_ = 0;
  History history_;
  std::map<std::string, Snapshot> snapshots_;
  std::shared_ptr<WorldLog> log_;  // null: it is not kept
  std::uint32_t answers_ = 0;      // see Stamp
  Watchers watchers_;
};

}  // namespace dashsim::app
