#include "app/driver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "api/callbacks/emergency_call.hpp"
#include "api/callbacks/notification.hpp"
#include "api/callbacks/port_out_validation.hpp"
#include "kernel/base64.hpp"
#include "kernel/crc32.hpp"
#include "kernel/text.hpp"

namespace dashsim::app {
namespace {

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
    return {false, std::string(timed_out ? kTimedOut : "No connection or no valid answer")};
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

control::Refusal busy_refusal() {
  return {409, "an advance is under way", "wait for its answer; a callback may be in flight"};
}

control::Refusal no_snapshot(const std::string& name) {
  return {404, fmt::format("there is no snapshot '{}'", name), "GET /_sim/snapshots lists them"};
}

}  // namespace

std::optional<control::Refusal> Nowhere::fork(const std::string& name) {
  return control::Refusal{409, fmt::format("there is no server to hold a world '{}'", name), {}};
}

scenario::Loaded Nowhere::load_scenario(const std::string& name_or_text) const {
  return {nullptr, {{name_or_text, 1, 1, "there is no server to load it"}}};
}

Driver::Driver(std::string name, const std::shared_ptr<const scenario::Scenario>& scenario,
               const api::Pipeline& pipeline, const DriverSettings& settings, Outside& outside)
    : name_(std::move(name)), pipeline_(pipeline), settings_(settings), outside_(outside) {
  begin(scenario);
}

Driver::Driver(std::string name, const Driver& origin, Outside& outside)
    : name_(std::move(name)),
      pipeline_(origin.pipeline_),
      settings_(origin.settings_),
      outside_(outside),
      history_(origin.history_),
      answers_(origin.answers_) {
  become(std::make_unique<world::World>(name_, *origin.world_), origin.mode_, origin.speed_);
}

Driver::Driver(std::string name, const History& history, const api::Pipeline& pipeline,
               const DriverSettings& settings, Outside& outside)
    : Driver(std::move(name), history.scenario, pipeline, settings, outside) {
  if (!history.state) return;
  enter(*history.state);
  history_.state = history.state;
}

void Driver::begin(const std::shared_ptr<const scenario::Scenario>& scenario) {
  history_ = {scenario, {}, {}};
  const scenario::Clock& clock = scenario->clock;
  auto inventory = settings_.inventories ? settings_.inventories->of(*scenario) : nullptr;
  become(std::make_unique<world::World>(name_, scenario, settings_.journal, std::move(inventory)),
         clock.mode, clock.mode == scenario::ClockMode::kReal ? 1 : clock.speed);
}

Driver::State Driver::state() const {
  return {std::make_shared<const world::World>(name_, *world_), mode_, speed_};
}

void Driver::enter(const State& state) {
  become(std::make_unique<world::World>(name_, *state.world), state.mode, state.speed);
}

void Driver::become(std::unique_ptr<world::World> world, scenario::ClockMode mode, double speed) {
  ++epoch_;
  if (world_ != nullptr) outside_.replaced(*world_, *world);
  world_ = std::move(world);
  mode_ = mode;
  speed_ = speed;
}

void Driver::keep_in(std::shared_ptr<WorldLog> log, const DriverSettings& settings) {
  log_ = std::move(log);
  settings_ = settings;
}

template <class... Parts>
bool Driver::keep(const Parts&... input) {
  if (log_ == nullptr) return true;
  std::string bytes;
  write_input(bytes, input...);
  return keep_bytes(bytes);
}

bool Driver::keep_control(const net::Request& request) {
  if (log_ == nullptr) return true;
  std::string bytes;
  write_control(bytes, request);
  return keep_bytes(bytes);
}

bool Driver::keep_bytes(std::string_view input) {
  return log_->append(input_record(stamp(), input));
}

control::Refusal Driver::not_kept() const {
  return {
      503, fmt::format("the world '{}' cannot be kept: {}", name_, log_->failure()),
      "nothing has happened; reset the world, or start the server again, when the disk is well"};
}

net::Response Driver::answer_not_kept() const {
  const control::Refusal refusal = not_kept();
  return api::undocumented(refusal.status, fmt::format("{}: {}", refusal.text, refusal.hint));
}

bool Driver::has_room_for_history() {
  if (history_.inputs.bytes() > settings_.history_bytes_max) {
    history_.inputs = {};
    history_.is_complete = false;
  }
  return history_.is_complete;
}

template <class... Parts>
std::optional<InputLog::Place> Driver::log(const Parts&... input) {
  if (!has_room_for_history()) return std::nullopt;
  return history_.inputs.append(world_->now(), input...);
}

std::optional<InputLog::Place> Driver::log_control(const net::Request& request) {
  if (!has_room_for_history()) return std::nullopt;
  return history_.inputs.append_control(world_->now(), request);
}

void Driver::close(std::optional<InputLog::Place> input) {
  if (!input || !history_.is_complete) return;
  if (advance_ && !advance_->input) {
    advance_->input = input;
  } else {
    history_.inputs.set_end(*input, world_->now());
  }
}

void Driver::arrive(api::Arrival&& arrival, net::Respond respond) {
  if (!keep(arrival.request, arrival.base_url)) return respond(answer_not_kept());
  const auto input = log(arrival.request, arrival.base_url);
  api::Pipeline::meet_fault(arrival, *world_);
  const kernel::Duration span = span_of(arrival);
  if (span.count() == 0) {
    serve(arrival, respond);
  } else {
    advance(until(world_->now() + span),
            [this, arrival = std::move(arrival),
             respond = std::move(respond)](const control::AdvanceReport& report) {
              if (report.end == control::AdvanceReport::End::kNotKept)
                return respond(answer_not_kept());
              serve(arrival, respond);
            });
  }
  close(input);
  watchers_.note_change();
}

kernel::Duration Driver::span_of(const api::Arrival& arrival) const {
  kernel::Duration span{0};
  // While another advance is under way, time stands still for readers: they are answered at once.
  if (mode_ != scenario::ClockMode::kManual || advance_) return span;
  const kernel::Duration poll = world_->scenario().clock.poll_advance;
  if (poll.count() != 0 && pipeline_.polls(arrival, *world_)) span += poll;
  if (arrival.fault && arrival.fault->fault.latency && arrival.fault->fault.latency->is_virtual)
    span += arrival.fault->latency;
  return span;
}

void Driver::serve(const api::Arrival& arrival, const net::Respond& respond) {
  net::Response response = pipeline_.handle(arrival, *world_);
  if (settings_.is_kept) answers_ = kernel::crc32(response.body, answers_);
  respond(std::move(response));
  settle();
}

void Driver::control(const net::Request& request, const net::Respond& respond) {
  std::optional<InputLog::Place> input;
  if (control::is_input(request)) {
    if (!keep_control(request)) {
      const control::Refusal refusal = not_kept();
      return respond(control::error_reply(refusal.status, refusal.text, refusal.hint));
    }
    input = log_control(request);
    world_->journal().note_command({request.method, request.target, request.body});
  }
  control::handle_world(request, *this, respond);
  settle();
  close(input);
  if (control::may_change(request)) watchers_.note_change();
}

void Driver::follow_wall(kernel::VirtualTime to) {
  if (advance_ || to <= world_->now() || !keep(ClockInput{to})) return;
  const auto input = log(ClockInput{to});
  world_->journal().note_command({"POST", "/_sim/clock/advance",
                                  fmt::format("{{\"to\": \"{}\"}}", kernel::format_instant(to))});
  // Time alone is no news: those who are told would ask, and so make time pass, without end.
  const auto* next = world_->events().next();
  const bool something_is_due = next != nullptr && next->time <= to;
  advance(until(to), [](const control::AdvanceReport&) {});
  close(input);
  if (something_is_due) watchers_.note_change();
}

bool Driver::apply(Input input) {
  const auto nobody = [](const net::Response&) {};
  if (auto* arriving = std::get_if<RequestInput>(&input)) {
    api::Arrival arrival = pipeline_.receive(std::move(arriving->request), {});
    arrival.base_url = std::move(arriving->base_url);
    arrive(std::move(arrival), nobody);
  } else if (const auto* command = std::get_if<ControlInput>(&input)) {
    control(command->request, nobody);
  } else if (const auto* answer = std::get_if<AnswerInput>(&input)) {
    answered(answer->answer);
  } else if (const auto* step = std::get_if<ClockInput>(&input)) {
    follow_wall(step->to);
  } else {
    return apply_state(std::get<StateInput>(input));
  }
  return true;
}

bool Driver::apply_state(const StateInput& input) {
  std::optional<control::Refusal> refusal;
  switch (input.kind) {
    case StateInput::Kind::kSnapshot:
      refusal = take_snapshot(input.snapshot);
      break;
    case StateInput::Kind::kRestore:
      refusal = restore(input.snapshot);
      break;
    case StateInput::Kind::kDrop:
      refusal = drop_snapshot(input.snapshot);
      break;
    case StateInput::Kind::kRewind:
      refusal = rewind(input.to);
      break;
    case StateInput::Kind::kFork:
      snapshots_.clear();
      outside_.forked(*world_);
      break;
  }
  settle();
  return !refusal;
}

void Driver::close() {
  abandon(control::AdvanceReport::End::kAborted);
}

void Driver::abandon(control::AdvanceReport::End end) {
  ++epoch_;
  flight_.reset();
  if (advance_) finish_advance(end);
  watchers_.note_change();
}

void Driver::set_mode(scenario::ClockMode mode, double speed) {
  mode_ = mode;
  speed_ = speed;
  outside_.clock_changed();
}

std::optional<control::Refusal> Driver::reset(std::shared_ptr<const scenario::Scenario> other) {
  const auto scenario = other != nullptr ? std::move(other) : history_.scenario;
  // Snapshots outlive resets, and so does the log that leads to them; else it begins anew. So it
  // does, too, where nothing can be written any more: the snapshots are the price.
  const bool begins_log = log_ != nullptr && (snapshots_.empty() || log_->has_failed());
  if (begins_log && !log_->begin(beginning_record({scenario->clock.start, 0}, *scenario)))
    return not_kept();
  if (log_ != nullptr && !begins_log && !log_->append(beginning_record(stamp(), *scenario)))
    return not_kept();
  close();
  if (begins_log) {
    snapshots_.clear();
    answers_ = 0;
  }
  begin(scenario);
  outside_.clock_changed();
  watchers_.note_change();
  return std::nullopt;
}

std::vector<control::SnapshotSummary> Driver::snapshots() const {
  std::vector<control::SnapshotSummary> list;
  for (const auto& [name, snapshot] : snapshots_)
    list.push_back({name, snapshot.state.world->now()});
  return list;
}

std::optional<control::Refusal> Driver::take_snapshot(const std::string& name) {
  if (busy()) return busy_refusal();
  if (!snapshots_.contains(name) && snapshots_.size() >= settings_.snapshots_max) {
    return control::Refusal{409, fmt::format("the world has {} snapshots", snapshots_.size()),
                            "drop one, or start with a larger --snapshots-max"};
  }
  if (!keep(StateInput{StateInput::Kind::kSnapshot, name})) return not_kept();
  const State now = state();
  if (!history_.is_complete) history_ = {history_.scenario, now, {}};
  snapshots_.insert_or_assign(name, Snapshot{now, history_});
  return std::nullopt;
}

std::optional<control::Refusal> Driver::restore(const std::string& name) {
  if (busy()) return busy_refusal();
  const auto found = snapshots_.find(name);
  if (found == snapshots_.end()) return no_snapshot(name);
  if (!keep(StateInput{StateInput::Kind::kRestore, name})) return not_kept();
  enter(found->second.state);
  history_ = found->second.history;
  outside_.clock_changed();
  return std::nullopt;
}

std::optional<control::Refusal> Driver::drop_snapshot(const std::string& name) {
  const auto found = snapshots_.find(name);
  if (found == snapshots_.end()) return no_snapshot(name);
  if (!keep(StateInput{StateInput::Kind::kDrop, name})) return not_kept();
  snapshots_.erase(found);
  return std::nullopt;
}

std::optional<control::Refusal> Driver::rewind(kernel::VirtualTime to) {
  if (busy()) return busy_refusal();
  if (to > world_->now()) {
    return control::Refusal{409, "the clock has not come so far",
                            "POST /_sim/clock/advance moves it forward"};
  }
  const kernel::VirtualTime begin =
      history_.state ? history_.state->world->now() : history_.scenario->clock.start;
  if (!history_.is_complete || to < begin) {
    return control::Refusal{
        409,
        history_.is_complete
            ? fmt::format("the world's history begins at {}", kernel::format_instant(begin))
            : "the world's history has outgrown its bounds and is forgotten",
        "start with a larger --history-bytes, or take a snapshot, from which history begins anew"};
  }
  if (!keep(StateInput{StateInput::Kind::kRewind, {}, to})) return not_kept();
  Nowhere nowhere;
  Driver past(name_, history_, pipeline_, settings_, nowhere);
  for (InputLog::Reader inputs(history_.inputs); !inputs.at_end() && inputs.begin() <= to;) {
    const bool is_over = inputs.end() <= to;
    Input input = inputs.next();
    if (is_over) {
      past.apply(std::move(input));
    } else {
      past.apply_until(std::move(input), to);
    }
  }
  // A clock that jumps by itself would be where it was at once.
  if (past.mode_ == scenario::ClockMode::kAuto) past.freeze();
  become(std::move(past.world_), past.mode_, past.speed_);
  history_ = std::move(past.history_);
  outside_.clock_changed();
  return std::nullopt;
}

void Driver::freeze() {
  control({"POST", "/_sim/clock/freeze", {}, {}}, [](const net::Response&) {});
}

void Driver::apply_until(Input input, kernel::VirtualTime to) {
  const auto* command = std::get_if<ControlInput>(&input);
  const bool moves_clock_alone =
      std::holds_alternative<ClockInput>(input) ||
      (command != nullptr && command->request.target.starts_with("/_sim/clock/"));
  if (mode_ == scenario::ClockMode::kAuto && !moves_clock_alone) {
    freeze();
    apply(std::move(input));
  } else if (std::holds_alternative<AnswerInput>(input)) {
    apply(std::move(input));
  }
  // A request that waited for the clock has no answer yet.
  follow_wall(to);
}

std::optional<control::Refusal> Driver::fork(const std::string& name) {
  if (busy()) return busy_refusal();
  if (log_ != nullptr && log_->has_failed()) return not_kept();
  return outside_.fork(name);
}

bool Driver::advance(const control::AdvanceGoal& goal,
                     std::function<void(control::AdvanceReport)> done) {
  if (advance_) return false;
  advance_.emplace(Advance{goal, std::move(done), 0});
  world_->take_happenings();
  drive();
  return true;
}

bool Driver::reached(const control::AdvanceGoal& goal) const {
  if (goal.order.empty()) return false;
  const world::Order* order = std::as_const(*world_).orders().find(goal.order);
  return order != nullptr && order->status->name == goal.status;
}

void Driver::drive() {
  using End = control::AdvanceReport::End;
  while (advance_ && !flight_) {
    if (const auto delivery = world_->next_outgoing()) {
      delivery->dropped ? lose(*delivery)
                        : place(*delivery, world_->scenario().callbacks.preemptive_auth);
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
    if (++advance_->events > control::kEventsMax) return finish_advance(End::kTooMany);
    world_->run_next_event();
  }
}

void Driver::finish_advance(control::AdvanceReport::End end) {
  Advance finished = *std::exchange(advance_, std::nullopt);
  close(finished.input);
  finished.done({end, world_->take_happenings()});
}

void Driver::place(world::Delivery delivery, bool with_credentials) {
  net::Outgoing call = call_of(delivery);
  if (with_credentials && !delivery.user.empty()) {
    const std::string credentials = kernel::base64_encode(delivery.user + ":" + delivery.password);
    call.headers.push_back({"Authorization", "Basic " + credentials});
  }
  flight_.emplace(Flight{std::move(delivery), std::move(call), with_credentials});
  outside_.place(flight_->call);
}

net::Outgoing Driver::call_of(const world::Delivery& delivery) const {
  return {"POST",
          delivery.url,
          {{"Content-Type", "application/xml"}, {"User-Agent", "dashsim"}},
          body_of(delivery),
          timeout_of(delivery),
          delivery.public_key};
}

void Driver::lose(const world::Delivery& delivery) {
  record(delivery, call_of(delivery), {});
  world_->drop(delivery);
}

void Driver::answered(const net::Answer& answer) {
  if (!flight_) return;
  if (!keep(answer)) return abandon(control::AdvanceReport::End::kNotKept);
  const auto input = log(answer);
  Flight flight = *std::exchange(flight_, std::nullopt);
  record(flight.delivery, flight.call, answer);
  // As the service does: without credentials first, with them after a challenge.
  const bool may_repeat = !flight.has_credentials && !flight.delivery.user.empty();
  if (may_repeat && asks_for_basic(answer)) {
    place(std::move(flight.delivery), true);
  } else {
    world_->finish_attempt(flight.delivery, is_validation(flight.delivery)
                                                ? result_of_validation(answer)
                                                : result_of(answer));
    drive();
    settle();
  }
  close(input);
  watchers_.note_change();
}

std::chrono::milliseconds Driver::timeout_of(const world::Delivery& delivery) const {
  const scenario::Callbacks& callbacks = world_->scenario().callbacks;
  return settings_.callback_timeout.value_or(is_validation(delivery) ? callbacks.validation_timeout
                                                                     : callbacks.timeout);
}

void Driver::record(const world::Delivery& delivery, const net::Outgoing& call,
                    const net::Answer& answer) {
  world::Exchange exchange;
  exchange.time = world_->now();
  exchange.direction = world::Exchange::Direction::kCallback;
  exchange.method = "POST";
  exchange.url = call.url;
  exchange.operation = delivery.operation();
  exchange.fault = delivery.fault;
  for (const net::Header& header : call.headers)
    exchange.request_headers.emplace_back(header.name, header.value);
  exchange.request_body = call.body;
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
  world_->journal().record(exchange);
}

void Driver::settle() {
  if (busy() || mode_ != scenario::ClockMode::kAuto || world_->idle()) return;
  advance(until_idle(), [](const control::AdvanceReport&) {});
}

}  // namespace dashsim::app
