#include "world/lifecycles.hpp"

#include <algorithm>
#include <utility>

#include "kernel/text.hpp"
#include "world/bulk_ports.hpp"
#include "world/effects.hpp"
#include "world/lsr.hpp"
#include "world/outcomes.hpp"
#include "world/porting.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

using scenario::Condition;

/// Whether the request has such an element, or such a fact is known of it.
bool has_element(const OrderRequest& request, const Condition& condition) {
  const auto fits = [&](const RequestElement* element) {
    return kernel::matches(condition.pattern, element->text);
  };
  return std::ranges::any_of(request.document.all_at(condition.path), fits) ||
         std::ranges::any_of(request.facts.all_at(condition.path), fits);
}

bool has_parameter(const OrderRequest& request, const Condition& condition) {
  return std::ranges::any_of(request.query, [&](const auto& parameter) {
    return kernel::same_word(parameter.first, condition.path) &&
           kernel::matches(condition.pattern, parameter.second);
  });
}

bool applies(const scenario::Lifecycle& lifecycle, AccountId account, const OrderRequest& request) {
  if (!lifecycle.user.empty() && !kernel::matches(lifecycle.user, request.user)) return false;
  if (lifecycle.account && AccountId{*lifecycle.account} != account) return false;
  return std::ranges::all_of(lifecycle.when,
                             [&](const Condition& each) { return has_element(request, each); }) &&
         std::ranges::all_of(lifecycle.query,
                             [&](const Condition& each) { return has_parameter(request, each); });
}

/// Of what usually happens, the first that applies. Null where no family has said anything.
const scenario::Lifecycle* usual_lifecycle(const World& world, OrderType type, AccountId account,
                                           const OrderRequest& request) {
  for (const auto& usual : world.scenario().lifecycles[static_cast<std::size_t>(type)].usual) {
    if (applies(usual, account, request)) return &usual;
  }
  return nullptr;
}

const scenario::Lifecycle& choose_lifecycle(World& world, OrderType type, AccountId account,
                                            const OrderRequest& request) {
  const auto& variants = world.scenario().lifecycles[static_cast<std::size_t>(type)].variants;
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const scenario::Lifecycle& variant = variants[i];
    std::uint64_t& uses = world.uses_of(type, i);
    if (variant.times && uses >= *variant.times) continue;
    if (!applies(variant, account, request)) continue;
    const bool certain = variant.probability >= 1;
    if (!certain && world.chance_of(type, i).draw_fraction() >= variant.probability) continue;
    ++uses;
    return variant;
  }
  return *usual_lifecycle(world, type, account, request);
}

/// The steps from a trigger on: of the order's own lifecycle, else of the usual one.
const std::vector<scenario::Step>& branch(const World& world, const Order& order,
                                          scenario::Trigger trigger) {
  const auto i = static_cast<std::size_t>(trigger);
  const std::vector<scenario::Step>& own = order.lifecycle->on[i];
  if (!own.empty()) return own;
  return usual_lifecycle(world, order.type, order.account, order.request)->on[i];
}

/// The steps that an order begins with when it is processed.
const std::vector<scenario::Step>& own_steps(const World& world, const Order& order) {
  const std::vector<scenario::Step>& own = order.lifecycle->steps;
  return own.empty() ? usual_lifecycle(world, order.type, order.account, order.request)->steps
                     : own;
}

/// What becomes of an order matters to those that it belongs together with.
void tell_relatives(World& world, Order& order) {
  if (!order.porting) return;
  if (order.type == OrderType::kLsrorders && order.final()) lsr_ended(world, order);
  Order* parent = world.orders().find(order.porting->parent.value);
  if (parent == nullptr) return;
  if (parent->type == OrderType::kLsrorders) port_out_changed(world, *parent, order);
  if (parent->type == OrderType::kBulkPortins) follow_port_ins(world, *parent);
}

void set_status(World& world, Order& order, const State& status, std::string_view note,
                std::string_view author, std::string difference = {}) {
  const std::string_view text = note.empty() ? status.note : note;
  if (order.porting && status.name == "FOC") commit_foc_date(world, order);
  world.orders().count_change(order.type, order.status, &status);
  order.status = &status;
  order.modified = world.now();
  if (status.final) {
    order.completed = world.now();
    world.orders().drop_claims(order);
  }
  order.history.push_back(
      {world.now(), std::string(text), std::string(author), &status, std::move(difference)});
  world.tn_history().note(world.orders(), order, world.numbers());
  world.happened("order", order.id.value, std::string(status.name));
  world.notify_status(order, text);
  tell_relatives(world, order);
}

/// How long the step has to wait; nothing if nobody knows, for it waits for an event.
std::optional<kernel::Duration> delay_of(const World& world, const Order& order,
                                         const scenario::Step& step) {
  switch (step.at) {
    case scenario::StepTime::kAfterDelay:
      return step.after;
    case scenario::StepTime::kActivation:
      if (!order.porting || !order.porting->activation) return step.after;
      return std::max(step.after, *order.porting->activation - world.now());
    case scenario::StepTime::kMoment:
      return std::max(step.after, step.moment - world.now());
    case scenario::StepTime::kEvent:
      return std::nullopt;
  }
  return std::nullopt;
}

/// The next step is taken when its time comes; one that waits for nothing, at once.
void schedule_next(World& world, Order& order) {
  if (order.final() || order.next_step >= order.path->size()) return;
  const scenario::Step& step = (*order.path)[order.next_step];
  const std::optional<kernel::Duration> delay = delay_of(world, order, step);
  order.awaits_event = !delay.has_value();
  if (!delay) return;
  // The numbers of a port move when the clock does, be it by nothing.
  const bool at_once = delay->count() == 0 && step.at != scenario::StepTime::kActivation;
  if (at_once) return take_step(world, order);
  world.schedule(*delay, kernel::Urgency::kWork, StepDue{order.id, order.generation});
}

/// What is scheduled or awaited of the order is void.
void void_next_step(Order& order) {
  ++order.generation;
  order.awaits_event = false;
}

/// The order goes back to an earlier step, unless it has done so often enough.
void go_back(Order& order, const scenario::Step& step) {
  if (!step.repeat) return;
  const std::size_t here = order.next_step - 1;
  if (order.rounds.size() <= here) order.rounds.resize(here + 1);
  if (step.repeat->times != 0 && order.rounds[here] == step.repeat->times) {
    order.rounds[here] = 0;  // a loop around this one may come here again
    return;
  }
  ++order.rounds[here];
  order.next_step = step.repeat->from;
}

const State* planned_status(const scenario::Step& step, Outcome outcome) {
  if (outcome == Outcome::kSome && step.status_if_some != nullptr) return step.status_if_some;
  if (outcome == Outcome::kNone && step.status_if_none != nullptr) return step.status_if_none;
  return step.status;
}

/// Of an order that was carried out otherwise than asked for, the state that says so.
const State* status_after(const scenario::Step& step, const Order& order, Outcome outcome) {
  const State* planned = planned_status(step, outcome);
  if (planned == nullptr || !order.adjusted) return planned;
  const State* adjusted =
      scenario::find_state(order.type, std::string("ADJUSTED_").append(planned->name));
  return adjusted != nullptr ? adjusted : planned;
}

/// The state of waiting for numbers; null for order types that cannot wait.
const State* waiting_state(OrderType type) {
  return scenario::find_state(type, "BACKORDERED");
}

/// Wake-ups that are scheduled already become void: several numbers may have appeared at once.
void stop_waiting(World& world, Order& order) {
  if (world.orders().waiting().erase(world.orders().index_of(order)) != 0) void_next_step(order);
}

/// An error that a loop brings again is told once.
void earn(Order& order, std::uint32_t code) {
  const auto is_it = [code](const OrderError& error) {
    return error.code == code && error.about.empty();
  };
  if (std::ranges::none_of(order.errors, is_it)) order.errors.push_back({code, {}});
}

/// Comes to the state that the effects' outcome calls for, or goes on waiting for numbers.
void conclude(World& world, Order& order, const scenario::Step& step, Outcome outcome,
              std::size_t completed_before, std::string_view note) {
  const State* waiting = waiting_state(order.type);
  if (outcome != Outcome::kAll && order.request.back_order && waiting != nullptr) {
    --order.next_step;  // the same step again, once numbers have appeared
    world.orders().waiting().insert(world.orders().index_of(order));
    const bool news = order.status != waiting || order.completed_numbers.size() != completed_before;
    if (news) set_status(world, order, *waiting, {}, kSystem);
    return;
  }
  stop_waiting(world, order);
  for (const std::uint32_t code : step.errors) earn(order, code);
  go_back(order, step);
  const State* status = status_after(step, order, outcome);
  const std::string_view text = note.empty() ? std::string_view(step.note) : note;
  if (status != nullptr) {
    order.by_step = &step;
    set_status(world, order, *status, text, kSystem);
  }
  schedule_next(world, order);
}

/// `note` is said instead of what the step says, unless it is empty.
void take_step_with_note(World& world, Order& order, std::string_view note) {
  const scenario::Step& step = (*order.path)[order.next_step++];
  order.awaits_event = false;
  const std::size_t completed_before = order.completed_numbers.size();
  const Outcome outcome = apply_effects(world, order, step);
  conclude(world, order, step, outcome, completed_before, note);
}

void begin_path(Order& order, const std::vector<scenario::Step>& steps) {
  order.path = &steps;
  order.next_step = 0;
  order.rounds.clear();
}

/// Types of which a number or endpoint has one order at a time.
bool claims(OrderType type) {
  return type == OrderType::kPortins || type == OrderType::kE911s || type == OrderType::kLidb ||
         type == OrderType::kDldas;
}

}  // namespace

Order& place_order(World& world, OrderType type, AccountId account, OrderRequest request,
                   std::optional<Porting> porting) {
  const scenario::Lifecycle& lifecycle = choose_lifecycle(world, type, account, request);
  Order order;
  order.id = world.new_order_id();
  order.type = type;
  order.account = account;
  order.errors = request.errors;
  order.request = std::move(request);
  order.created = world.now();
  order.modified = world.now();
  order.lifecycle = &lifecycle;
  order.porting = std::move(porting);
  Order& stored = world.orders().add(std::move(order));
  stored.path = &own_steps(world, stored);
  if (stored.request.draft) {
    stored.path = &branch(world, stored, scenario::Trigger::kDraft);
  } else if (claims(type)) {
    world.orders().claim_numbers(stored);
  }
  take_step(world, stored);
  return stored;
}

void take_step(World& world, Order& order) {
  take_step_with_note(world, order, {});
}

void fire(World& world, Order& order, scenario::Trigger trigger) {
  void_next_step(order);
  stop_waiting(world, order);
  if (trigger == scenario::Trigger::kSupp) forgive(order);
  const std::vector<scenario::Step>& steps = branch(world, order, trigger);
  if (trigger == scenario::Trigger::kSubmit) {
    order.request.draft = false;
    world.orders().claim_numbers(order);
    begin_path(order, steps.empty() ? own_steps(world, order) : steps);
  } else if (!steps.empty()) {
    begin_path(order, steps);
  } else if (trigger == scenario::Trigger::kClose) {
    const char* status = order.completed_numbers.empty() ? "FAILED" : "PARTIAL";
    return come_to(world, order, status, "Order closed by request");
  }
  schedule_next(world, order);
}

void document_added(World& world, Order& order) {
  const bool awaited = order.is_in("PENDING_DOCUMENTS") &&
                       !branch(world, order, scenario::Trigger::kDocument).empty();
  if (awaited) fire(world, order, scenario::Trigger::kDocument);
}

void bring_to(World& world, Order& order, const State& state, std::string_view note,
              std::span<const std::uint32_t> errors) {
  void_next_step(order);
  stop_waiting(world, order);
  for (const std::uint32_t code : errors) earn(order, code);
  const auto first = order.path->begin() + static_cast<std::ptrdiff_t>(order.next_step);
  const auto step = std::ranges::find(first, order.path->end(), &state, &scenario::Step::status);
  if (step == order.path->end()) return come_to(world, order, state.name, note);
  order.next_step = static_cast<std::size_t>(step - order.path->begin());
  take_step_with_note(world, order, note);
}

void come_to(World& world, Order& order, std::string_view state, std::string_view note,
             std::string difference) {
  order.by_step = nullptr;
  set_status(world, order, *scenario::find_state(order.type, state), note, kSystem,
             std::move(difference));
}

void leave_path(Order& order) {
  void_next_step(order);
}

void add_remark(World& world, Order& order, std::string note) {
  order.history.push_back({world.now(), std::move(note), std::string(kSystem), order.status, {}});
}

void record_change(World& world, Order& order, std::string author, std::string difference) {
  order.modified = world.now();
  order.history.push_back({world.now(), std::string(order.status->note), std::move(author),
                           order.status, std::move(difference)});
}

const Note& add_note(World& world, Order& order, std::string user, std::string text) {
  order.notes.push_back({world.new_note_id(), std::move(user), std::move(text), world.now()});
  world.notify_note(order, order.notes.back());
  const bool leaves = !order.final() && !order.request.draft &&
                      !branch(world, order, scenario::Trigger::kNote).empty();
  if (leaves) fire(world, order, scenario::Trigger::kNote);
  return order.notes.back();
}

}  // namespace dashsim::world
