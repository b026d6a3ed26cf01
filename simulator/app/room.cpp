#include "app/room.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <utility>

namespace dashsim::app {

Room::Room(boost::asio::io_context& io, Rooms& rooms, std::string name,
           const std::shared_ptr<const scenario::Scenario>& scenario, const api::Pipeline& pipeline,
           net::CallbackClient& callbacks, const DriverSettings& settings)
    : rooms_(rooms),
      callbacks_(callbacks),
      strand_(boost::asio::make_strand(io)),
      timer_(strand_),
      settings_(settings),
      driver_(std::move(name), scenario, pipeline, settings, *this),
      last_used_(wall_now()) {
  clock_changed();
}

Room::Room(boost::asio::io_context& io, std::string name, const Room& origin)
    : rooms_(origin.rooms_),
      callbacks_(origin.callbacks_),
      strand_(boost::asio::make_strand(io)),
      timer_(strand_),
      settings_(origin.settings_),
      driver_(std::move(name), origin.driver_, *this),
      last_used_(wall_now()) {
  ledger_.fork(driver_.world());
  clock_changed();
}

void Room::keep_in(std::shared_ptr<WorldLog> log) {
  driver_.keep_in(std::move(log), settings_);
}

bool Room::begin_log_like(const WorldLog& origin) {
  std::string fork;
  write_input(fork, StateInput{StateInput::Kind::kFork, {}});
  return log()->begin_like(origin, UINT64_MAX) &&
         log()->append(input_record(driver_.stamp(), fork));
}

void Room::recover(const std::function<std::shared_ptr<WorldLog>(Driver&)>& replay) {
  // What was allowed when it happened is allowed.
  DriverSettings unbounded = settings_;
  unbounded.history_bytes_max = SIZE_MAX;
  unbounded.snapshots_max = SIZE_MAX;
  is_recovering_ = true;
  driver_.keep_in(nullptr, unbounded);
  keep_in(replay(driver_));
  is_recovering_ = false;
  clock_changed();
  if (const net::Outgoing* call = driver_.in_flight()) place(*call);
  wait();
}

template <class Action>
void Room::post(Action action) {
  boost::asio::post(strand_, [self = shared_from_this(), action = std::move(action)]() mutable {
    action(*self);
    self->wait();
  });
}

void Room::serve(api::Arrival&& arrival, net::Respond respond) {
  const WallTime now = wall_now();
  last_used_.store(now, std::memory_order_relaxed);
  respond = timed(arrival, now, std::move(respond));
  // Usually the strand is free, and this thread goes on at once.
  // Handlers are moved on their way there, and an arrival is large.
  auto held = std::make_unique<api::Arrival>(std::move(arrival));
  boost::asio::dispatch(strand_, [self = shared_from_this(), held = std::move(held),
                                  respond = std::move(respond)]() mutable {
    self->follow_wall();
    self->driver_.arrive(std::move(*held), std::move(respond));
    self->wait();
  });
}

void Room::serve_control(net::Request request, net::Respond respond) {
  last_used_.store(wall_now(), std::memory_order_relaxed);
  post([request = std::move(request), respond = std::move(respond)](Room& room) {
    room.follow_wall();
    room.driver_.control(request, respond);
  });
}

void Room::post_reset(std::shared_ptr<const scenario::Scenario> other,
                      std::function<void(std::optional<control::Refusal>)> done) {
  post([other = std::move(other), done = std::move(done)](Room& room) {
    done(room.driver_.reset(other));
  });
}

void Room::post_close() {
  post([](Room& room) {
    room.last_figures_ = room.figures();
    room.pacer_.reset();
    room.timer_.cancel();
    room.driver_.close();
  });
}

void Room::place(const net::Outgoing& call) {
  if (is_recovering_) return;
  callbacks_.send(strand_, call,
                  [self = shared_from_this(), epoch = driver_.epoch()](const net::Answer& answer) {
                    if (epoch != self->driver_.epoch()) return;
                    self->driver_.answered(answer);
                    self->wait();
                  });
}

void Room::post_figures(std::function<void(control::Figures)> tell) {
  post([tell = std::move(tell)](Room& room) { tell(room.figures()); });
}

control::Figures Room::figures() const {
  if (last_figures_) return *last_figures_;
  return {ledger_.tally(driver_.world()), control::stock_of(driver_.world())};
}

net::Respond Room::timed(const api::Arrival& arrival, WallTime begun, net::Respond respond) {
  const std::size_t operation =
      arrival.match.operation != nullptr ? arrival.match.index : api::operations().size();
  return [self = shared_from_this(), operation, begun,
          respond = std::move(respond)](net::Response response) {
    self->ledger_.note(operation, wall_now() - begun);
    respond(std::move(response));
  };
}

void Room::replaced(const world::World& before, const world::World& after) {
  ledger_.replace(before, after);
}

void Room::clock_changed() {
  if (is_recovering_) return;
  timer_.cancel();
  pacer_.reset();
  const scenario::ClockMode mode = driver_.mode();
  if (mode == scenario::ClockMode::kReal || mode == scenario::ClockMode::kScaled)
    pacer_.emplace(driver_.world().now(), wall_now(), driver_.speed());
}

void Room::wait() {
  // A world that cannot be kept stands still: what is due would be due for ever.
  if (!pacer_ || driver_.busy() || (log() != nullptr && log()->has_failed())) return;
  const auto* next = driver_.world().events().next();
  if (next == nullptr) return;
  timer_.expires_at(pacer_->wall_at(next->time));
  timer_.async_wait(
      [self = shared_from_this(), epoch = driver_.epoch()](const boost::system::error_code& error) {
        if (error || epoch != self->driver_.epoch()) return;
        self->follow_wall();
        self->wait();
      });
}

void Room::follow_wall() {
  if (pacer_) driver_.follow_wall(pacer_->virtual_at(wall_now()));
}

}  // namespace dashsim::app
