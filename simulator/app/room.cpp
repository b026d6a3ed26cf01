#include "app/room.hpp"

#include <fmt/format.h>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "api/callbacks/emergency_call.hpp"
#include "api/callbacks/notification.hpp"
#include "api/callbacks/port_out_validation.hpp"
#include "kernel/base64.hpp"
#include "kernel/text.hpp"

namespace dashsim::app {
namespace {

constexpr std::size_t kEventsMax = 1'000'000;
constexpr std::size_t kStatusBodyMax = 200;

control::AdvanceGoal until(kernel::VirtualTime time) {
  control::AdvanceGoal goal;
  goal.to = time;
  return goal;
}

control::AdvanceGoal until_idle() {
  control::AdvanceGoal goal;
  goal.until_idle = true;
  return goal;
}

/// How the subscription shows an attempt: status code and the body that came with it, or what went
/// wrong. The words of the operating system do not get here: they differ from machine to machine.
world::DeliveryResult result_of(const net::Answer& answer) {
  if (answer.error.category() == net::call_category()) return {false, answer.error.message()};
  if (answer.error) {
    const bool timed_out = answer.error == boost::asio::error::timed_out;
    return {false,
            timed_out ? "No answer within the time allowed" : "No connection or no valid answer"};
  }
  const int status = answer.response.status;
  std::string text = fmt::format("{} {}", status, net::reason_phrase(status));
  const std::string_view body = kernel::trim(answer.response.body);
  if (!body.empty() && status >= 300) text += fmt::format(": {}", body.substr(0, kStatusBodyMax));
  return {status >= 200 && status < 300, std::move(text)};
}

bool is_validation(const world::Delivery& delivery) {
  return std::holds_alternative<world::ValidationRequest>(delivery.message);
}

std::string document_of(const world::Delivery& delivery) {
  if (const auto* request = std::get_if<world::ValidationRequest>(&delivery.message))
    return api::write_validation(*request);
  if (const auto* notice = std::get_if<world::EmergencyNotice>(&delivery.message))
    return api::write_emergency_call(*notice);
  return api::write_notification(std::get<world::Notification>(delivery.message));
}

std::string body_of(const world::Delivery& delivery) {
  std::string body = document_of(delivery);
  if (delivery.corrupt && delivery.attempt == 1) body.resize(body.size() / 2);
  return body;
}

/// Of a validation, every answer counts but one that says that the receiver is out of order.
world::DeliveryResult result_of_validation(const net::Answer& answer) {
  world::DeliveryResult result = result_of(answer);
  if (answer.error) {
    result.verdict.remarks.push_back(result.status);
    return result;
  }
  result.delivered = answer.response.status < 500;
  result.verdict = api::read_verdict(answer.response.status, answer.response.body);
  return result;
}

bool asks_for_basic(const net::Answer& answer) {
  const std::string_view challenge = net::find_header(answer.response.headers, "WWW-Authenticate");
  return !answer.error && answer.response.status == 401 &&
         kernel::same_word(challenge.substr(0, 5), "Basic");
}

}  // namespace

Room::Room(boost::asio::io_context& io, std::string name,
           std::shared_ptr<const scenario::Scenario> scenario, const api::Pipeline& pipeline,
           net::CallbackClient& callbacks, const RoomSettings& settings)
    : name_(std::move(name)),
      scenario_(std::move(scenario)),
      pipeline_(pipeline),
      callbacks_(callbacks),
      settings_(settings),
      strand_(boost::asio::make_strand(io)),
      timer_(strand_),
      world_(std::make_unique<world::World>(name_, scenario_, settings_.journal)) {
  mode_ = scenario_->clock.mode;
  speed_ = mode_ == scenario::ClockMode::kReal ? 1 : scenario_->clock.speed;
  if (mode_ == scenario::ClockMode::kReal || mode_ == scenario::ClockMode::kScaled) {
    pacer_.emplace(world_->now(), wall_now(), speed_);
  }
}

void Room::serve(api::Arrival arrival, net::Respond respond) {
  respond = timed(arrival, std::move(respond));
  // Usually the strand is free, and this thread goes on at once.
  boost::asio::dispatch(strand_, [self = shared_from_this(), arrival = std::move(arrival),
                                  respond = std::move(respond)]() mutable {
    self->arrive(std::move(arrival), std::move(respond));
  });
}

void Room::arrive(api::Arrival arrival, net::Respond respond) {
  follow_wall();
  api::Pipeline::meet_fault(arrival, *world_);
  kernel::Duration span{0};
  const kernel::Duration poll = world_->scenario().clock.poll_advance;
  if (poll.count() != 0 && pipeline_.polls(arrival, *world_)) span += poll;
  if (arrival.fault && arrival.fault->fault.latency && arrival.fault->fault.latency->is_virtual)
    span += arrival.fault->latency;
  // While another advance is under way, time stands still for readers: they are answered at once.
  const bool moves = span.count() != 0 && mode_ == scenario::ClockMode::kManual && !advance_;
  if (!moves) return serve_now(std::move(arrival), respond);
  advance(until(world_->now() + span),
          [self = shared_from_this(), arrival = std::move(arrival), respond = std::move(respond)](
              const control::AdvanceReport&) { self->serve_now(arrival, respond); });
}

void Room::serve_now(api::Arrival arrival, const net::Respond& respond) {
  respond(pipeline_.handle(std::move(arrival), *world_));
  settle();
}

void Room::serve_control(net::Request request, net::Respond respond) {
  boost::asio::post(strand_, [self = shared_from_this(), request = std::move(request),
                              respond = std::move(respond)] {
    self->follow_wall();
    control::handle_world(request, *self, respond);
    self->settle();
  });
}

void Room::post_reset() {
  boost::asio::post(strand_, [self = shared_from_this()] { self->reset(); });
}

void Room::post_close() {
  boost::asio::post(strand_, [self = shared_from_this()] {
    ++self->epoch_;
    self->last_figures_ = self->figures();
    self->timer_.cancel();
    self->pacer_.reset();
    if (self->advance_) self->finish_advance(control::AdvanceReport::End::kAborted);
  });
}

void Room::post_figures(std::function<void(control::Figures)> tell) {
  boost::asio::post(strand_,
                    [self = shared_from_this(), tell = std::move(tell)] { tell(self->figures()); });
}

control::Figures Room::figures() const {
  if (last_figures_) return *last_figures_;
  return {ledger_.tally(*world_), control::stock_of(*world_)};
}

net::Respond Room::timed(const api::Arrival& arrival, net::Respond respond) {
  const std::size_t operation =
      arrival.match.operation != nullptr ? arrival.match.index : api::operations().size();
  return [self = shared_from_this(), operation, begun = wall_now(),
          respond = std::move(respond)](net::Response response) {
    self->ledger_.note(operation, wall_now() - begun);
    respond(std::move(response));
  };
}

void Room::set_mode(scenario::ClockMode mode, double speed) {
  mode_ = mode;
  speed_ = speed;
  timer_.cancel();
  pacer_.reset();
  if (mode == scenario::ClockMode::kReal || mode == scenario::ClockMode::kScaled) {
    pacer_.emplace(world_->now(), wall_now(), speed);
  }
}

void Room::reset() {
  ++epoch_;
  in_flight_ = false;
  if (advance_) finish_advance(control::AdvanceReport::End::kAborted);
  auto fresh = std::make_unique<world::World>(name_, scenario_, settings_.journal);
  ledger_.replace(*world_, *fresh);
  world_ = std::move(fresh);
  const scenario::ClockMode mode = scenario_->clock.mode;
  set_mode(mode, mode == scenario::ClockMode::kReal ? 1 : scenario_->clock.speed);
}

bool Room::advance(const control::AdvanceGoal& goal,
                   std::function<void(control::AdvanceReport)> done) {
  if (advance_) return false;
  advance_.emplace(Advance{goal, std::move(done), 0});
  world_->take_happenings();
  drive();
  return true;
}

bool Room::reached(const control::AdvanceGoal& goal) const {
  if (goal.order.empty()) return false;
  const world::Order* order = std::as_const(*world_).orders().find(goal.order);
  return order != nullptr && order->status->name == goal.status;
}

void Room::drive() {
  using End = control::AdvanceReport::End;
  while (advance_ && !in_flight_) {
    if (const auto delivery = world_->next_outgoing()) {
      delivery->dropped ? lose(*delivery) : place(*delivery, scenario_->callbacks.preemptive_auth);
      continue;
    }
    const control::AdvanceGoal& goal = advance_->goal;
    if (reached(goal)) return finish_advance(End::kReached);
    const auto* next = world_->events().next();
    const bool wants_idle = goal.until_idle || !goal.order.empty();
    if (wants_idle && world_->idle()) {
      return finish_advance(goal.until_idle ? End::kReached : End::kIdle);
    }
    if (next == nullptr || (goal.to && next->time > *goal.to)) {
      if (goal.to) world_->move_clock(*goal.to);
      return finish_advance(End::kReached);
    }
    if (++advance_->events > kEventsMax) return finish_advance(End::kTooMany);
    world_->run_next_event();
  }
}

void Room::finish_advance(control::AdvanceReport::End end) {
  Advance finished = *std::exchange(advance_, std::nullopt);
  finished.done({end, world_->take_happenings()});
}

void Room::place(const world::Delivery& delivery, bool with_credentials) {
  in_flight_ = true;
  net::Outgoing outgoing = outgoing_of(delivery);
  if (with_credentials && !delivery.user.empty()) {
    const std::string credentials = kernel::base64_encode(delivery.user + ":" + delivery.password);
    outgoing.headers.push_back({"Authorization", "Basic " + credentials});
  }
  const bool may_repeat = !with_credentials && !delivery.user.empty();
  const auto placed_then = [self = shared_from_this(), delivery, outgoing, may_repeat,
                            epoch = epoch_](const net::Answer& answer) {
    if (epoch != self->epoch_) return;
    self->in_flight_ = false;
    // As the service does: without credentials first, with them after a challenge.
    if (may_repeat && asks_for_basic(answer)) {
      self->record(delivery, outgoing, answer);
      return self->place(delivery, true);
    }
    self->placed(delivery, outgoing, answer);
  };
  callbacks_.send(strand_, outgoing, placed_then);
}

net::Outgoing Room::outgoing_of(const world::Delivery& delivery) const {
  return {"POST",
          delivery.url,
          {{"Content-Type", "application/xml"}, {"User-Agent", "dashsim"}},
          body_of(delivery),
          timeout_of(delivery),
          delivery.public_key};
}

void Room::lose(const world::Delivery& delivery) {
  record(delivery, outgoing_of(delivery), {});
  world_->drop(delivery);
}

void Room::placed(const world::Delivery& delivery, const net::Outgoing& outgoing,
                  const net::Answer& answer) {
  record(delivery, outgoing, answer);
  world_->finish_attempt(
      delivery, is_validation(delivery) ? result_of_validation(answer) : result_of(answer));
  drive();
  settle();
}

std::chrono::milliseconds Room::timeout_of(const world::Delivery& delivery) const {
  const scenario::Callbacks& callbacks = scenario_->callbacks;
  return settings_.callback_timeout.value_or(is_validation(delivery) ? callbacks.validation_timeout
                                                                     : callbacks.timeout);
}

void Room::record(const world::Delivery& delivery, const net::Outgoing& outgoing,
                  const net::Answer& answer) {
  world::Exchange exchange;
  exchange.time = world_->now();
  exchange.direction = world::Exchange::Direction::kCallback;
  exchange.method = "POST";
  exchange.url = outgoing.url;
  exchange.operation = delivery.operation();
  exchange.fault = delivery.fault;
  for (const net::Header& header : outgoing.headers) {
    exchange.request_headers.emplace_back(header.name, header.value);
  }
  exchange.request_body = outgoing.body;
  if (delivery.dropped) {
    exchange.diagnosis = fmt::format("dropped by the fault '{}'", delivery.fault);
  } else if (answer.error) {
    exchange.diagnosis = result_of(answer).status;
  } else {
    exchange.status = answer.response.status;
    // A receiver's Date and the like are not ours to reproduce; what its answer says is.
    for (const net::Header& header : answer.response.headers) {
      if (kernel::same_word(header.name, "Content-Type") ||
          kernel::same_word(header.name, "WWW-Authenticate")) {
        exchange.response_headers.emplace_back(header.name, header.value);
      }
    }
    exchange.response_body = answer.response.body;
  }
  world_->journal().record(std::move(exchange));
}

void Room::settle() {
  if (advance_ || in_flight_) return;
  if (mode_ == scenario::ClockMode::kAuto && !world_->idle()) {
    advance(until_idle(), [](const control::AdvanceReport&) {});
    return;
  }
  if (!pacer_) return;
  const auto* next = world_->events().next();
  if (next == nullptr) return;
  timer_.expires_at(pacer_->wall_at(next->time));
  timer_.async_wait(
      [self = shared_from_this(), epoch = epoch_](const boost::system::error_code& error) {
        if (error || epoch != self->epoch_) return;
        self->follow_wall();
        self->settle();
      });
}

void Room::follow_wall() {
  if (!pacer_ || advance_) return;
  advance(until(pacer_->virtual_at(wall_now())), [](const control::AdvanceReport&) {});
}

}  // namespace dashsim::app
