#include "world/lifecycles.hpp"

#include <algorithm>
#include <utility>

#include "kernel/text.hpp"
#include "world/bulk_ports.hpp"
#include "world/effects.hpp"
#include "world/lsr.hpp"
#include "world/porting.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

bool applies(const scenario::Lifecycle& lifecycle, const OrderRequest& request) {
  return std::ranges::all_of(lifecycle.when, [&](const scenario::Condition& condition) {
    const auto fits = [&](const RequestElement* element) {
      return kernel::matches(condition.pattern, element->text);
    };
    return std::ranges::any_of(request.document.all_at(condition.path), fits) ||
           std::ranges::any_of(request.facts.all_at(condition.path), fits);
  });
}

/// Of what usually happens, the first that applies. Null where no family has said anything.
const scenario::Lifecycle* usual_lifecycle(const World& world, OrderType type,
                                           const OrderRequest& request) {
  for (const auto& usual : world.scenario().lifecycles[static_cast<std::size_t>(type)].usual) {
    if (applies(usual, request)) return &usual;
  }
  return nullptr;
}

const scenario::Lifecycle& choose_lifecycle(World& world, OrderType type,
                                            const OrderRequest& request) {
  const auto& variants = world.scenario().lifecycles[static_cast<std::size_t>(type)].variants;
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const scenario::Lifecycle& variant = variants[i];
    std::uint64_t& uses = world.uses_of(type, i);
    if ((variant.times && uses >= *variant.times) || !applies(variant, request)) continue;
    ++uses;
    return variant;
  }
  return *usual_lifecycle(world, type, request);
}

/// The steps from a trigger on: of the order's own lifecycle, else of the usual one.
const std::vector<scenario::Step>& branch(const World& world, const Order& order,
                                          scenario::Trigger trigger) {
  const auto i = static_cast<std::size_t>(trigger);
  const std::vector<scenario::Step>& own = order.lifecycle->on[i];
  if (!own.empty()) return own;
  return usual_lifecycle(world, order.type, order.request)->on[i];
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

/// The next step is taken when its time comes; one that waits for nothing, at once.
void schedule_next(World& world, Order& order) {
  if (order.final() || order.next_step >= order.path->size()) return;
  const scenario::Step& step = (*order.path)[order.next_step];
  const bool at_once = step.after.count() == 0 && step.at == scenario::StepTime::kAfterDelay;
  if (at_once) return take_step(world, order);
  kernel::Duration delay = step.after;
  if (step.at == scenario::StepTime::kActivation && order.porting && order.porting->activation)
    delay = std::max(delay, *order.porting->activation - world.now());
  world.schedule(delay, kernel::Urgency::kWork, StepDue{order.id, order.generation});
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
  if (world.orders().waiting().erase(world.orders().index_of(order)) != 0) ++order.generation;
}

/// Comes to the state that the effects' outcome calls for, or goes on waiting for numbers.
void conclude(World& world, Order& order, const scenario::Step& step, Outcome outcome,
              std::size_t completed_before) {
  const State* waiting = waiting_state(order.type);
  if (outcome != Outcome::kAll && order.request.back_order && waiting != nullptr) {
    --order.next_step;  // the same step again, once numbers have appeared
    world.orders().waiting().insert(world.orders().index_of(order));
    const bool news = order.status != waiting || order.completed_numbers.size() != completed_before;
    if (news) set_status(world, order, *waiting, {}, kSystem);
    return;
  }
  stop_waiting(world, order);
  for (const std::uint32_t code : step.errors) order.errors.push_back({code, {}});
  const State* status = status_after(step, order, outcome);
  if (status != nullptr) set_status(world, order, *status, step.note, kSystem);
  schedule_next(world, order);
}

/// Types of which a number or endpoint has one order at a time.
bool claims(OrderType type) {
  return type == OrderType::kPortins || type == OrderType::kE911s || type == OrderType::kLidb ||
         type == OrderType::kDldas;
}

}  // namespace

Order& place_order(World& world, OrderType type, AccountId account, OrderRequest request,
                   std::optional<Porting> porting) {
  const scenario::Lifecycle& lifecycle = choose_lifecycle(world, type, request);
  Order order;
  order.id = world.new_order_id();
  order.type = type;
  order.account = account;
  order.errors = request.errors;
  order.request = std::move(request);
  order.created = world.now();
  order.modified = world.now();
  order.lifecycle = &lifecycle;
  order.path = &lifecycle.steps;
  order.porting = std::move(porting);
  Order& stored = world.orders().add(std::move(order));
  if (stored.request.draft) {
    stored.path = &branch(world, stored, scenario::Trigger::kDraft);
  } else if (claims(type)) {
    world.orders().claim_numbers(stored);
  }
  take_step(world, stored);
  return stored;
}

void take_step(World& world, Order& order) {
  const scenario::Step& step = (*order.path)[order.next_step++];
  const std::size_t completed_before = order.completed_numbers.size();
  Outcome outcome = Outcome::kAll;
  for (const scenario::Effect effect : step.effects) {
    outcome = std::max(outcome, apply_effect(world, order, effect, step.at_most));
  }
  conclude(world, order, step, outcome, completed_before);
}

void fire(World& world, Order& order, scenario::Trigger trigger) {
  ++order.generation;
  stop_waiting(world, order);
  const std::vector<scenario::Step>& steps = branch(world, order, trigger);
  if (trigger == scenario::Trigger::kSubmit) {
    order.request.draft = false;
    world.orders().claim_numbers(order);
    order.path = steps.empty() ? &order.lifecycle->steps : &steps;
    order.next_step = 0;
  } else if (!steps.empty()) {
    order.path = &steps;
    order.next_step = 0;
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

void come_to(World& world, Order& order, std::string_view state, std::string_view note,
             std::string difference) {
  set_status(world, order, *scenario::find_state(order.type, state), note, kSystem,
             std::move(difference));
}

void leave_path(Order& order) {
  ++order.generation;
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
  return order.notes.back();
}

}  // namespace dashsim::world
