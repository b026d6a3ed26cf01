// The part of World that tells subscribers: who is concerned, what goes to the outbox, when a
// delivery is tried again.
#include <fmt/format.h>

#include <algorithm>

#include "world/port_outs.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

constexpr std::string_view kMessagingLost = "MESSAGING_LOST";

/// Types whose notifications list the numbers of a finished order. Reference: callbacks.
bool lists_completed_numbers(OrderType type) {
  return type == OrderType::kPortins || type == OrderType::kPortouts ||
         type == OrderType::kOrders || type == OrderType::kDisconnects;
}

bool concerns(const Subscription& subscription, const Order& order) {
  return subscription.account == order.account && subscription.order_type == order.type &&
         (subscription.order_id.empty() || subscription.order_id == order.id.value);
}

Notification about(const Order& order) {
  Notification notification;
  notification.order_type = order.type;
  notification.order_id = order.id.value;
  notification.customer_order_id = order.request.customer_order_id;
  return notification;
}

/// One line of a mail.
std::string summary(const Notification& notification) {
  if (!notification.order_type) {
    std::vector<std::string> numbers;
    for (const Tn tn : notification.impacted_numbers) numbers.push_back(to_text(tn));
    return fmt::format("{}: {}", notification.event_type, fmt::join(numbers, ", "));
  }
  const std::string_view type = scenario::words(*notification.order_type).name;
  if (!notification.note.empty()) {
    return fmt::format("{} {}: note added: {}", type, notification.order_id, notification.note);
  }
  return fmt::format("{} {}: {}{}{}", type, notification.order_id, notification.status,
                     notification.message.empty() ? "" : " - ", notification.message);
}

/// Whom a message is about, for reports: a subscription, an order or a recipient.
std::string id_of(const Delivery& delivery) {
  if (const auto* notification = std::get_if<Notification>(&delivery.message))
    return notification->subscription.value;
  if (const auto* request = std::get_if<ValidationRequest>(&delivery.message))
    return request->order.value;
  return std::get<EmergencyNotice>(delivery.message).recipient.value;
}

/// What a notification says, by the names of its document. Reference: callbacks.
std::vector<std::string> texts_at(const Notification& notification, std::string_view path) {
  const auto one = [](std::string_view text) {
    return text.empty() ? std::vector<std::string>() : std::vector{std::string(text)};
  };
  if (path == "SubscriptionId") return one(notification.subscription.value);
  if (path == "OrderType" && notification.order_type)
    return one(scenario::words(*notification.order_type).name);
  if (path == "OrderId") return one(notification.order_id);
  if (path == "CustomerOrderId") return one(notification.customer_order_id);
  if (path == "Status") return one(notification.status);
  if (path == "Message") return one(notification.message);
  if (path == "Note") return one(notification.note);
  if (path == "EventType") return one(notification.event_type);
  std::vector<std::string> numbers;
  const auto& list =
      path.starts_with("Impacted") ? notification.impacted_numbers : notification.completed_numbers;
  if (path == "CompletedTelephoneNumbers/TelephoneNumber" ||
      path == "ImpactedTelephoneNumbers/TelephoneNumber")
    std::ranges::transform(list, std::back_inserter(numbers), to_text);
  return numbers;
}

std::vector<std::string> texts_at(const Delivery& delivery, std::string_view path) {
  if (const auto* notification = std::get_if<Notification>(&delivery.message))
    return texts_at(*notification, path);
  std::vector<std::string> texts;
  if (const auto* request = std::get_if<ValidationRequest>(&delivery.message)) {
    for (const RequestElement* element : request->document.all_at(path))
      texts.push_back(element->text);
  } else if (path == "Endpoint") {
    texts.push_back(std::get<EmergencyNotice>(delivery.message).endpoint);
  }
  return texts;
}

/// What a recipient reads or hears.
std::string words_of(const EmergencyNotice& notice) {
  const auto or_unknown = [](const std::string& text) {
    return text.empty() ? std::string_view("unknown") : std::string_view(text);
  };
  return fmt::format("Emergency call from {} at {}: caller {}, callback number {}, address {}, {}",
                     notice.endpoint, kernel::format_instant(notice.time),
                     or_unknown(notice.caller_name), or_unknown(notice.callback_number),
                     or_unknown(notice.address), notice.group_description);
}

}  // namespace

void World::notify_status(const Order& order, std::string_view message) {
  if (!order.status->notified) return;
  std::vector<std::string> concerned;
  for (const auto& [age, subscription] : subscriptions_.all()) {
    if (concerns(subscription, order)) concerned.push_back(subscription.id.value);
  }
  for (const std::string& id : concerned) {
    Notification notification = about(order);
    notification.status = order.status->name;
    notification.message = message;
    if (order.final() && lists_completed_numbers(order.type)) {
      notification.completed_numbers = order.completed_numbers;
    }
    Subscription& subscription = *subscriptions_.find(id);
    send(subscription, std::move(notification));
    // Nothing more is to be told of a finished order. Reference: clients.md section 8.
    if (order.final() && !subscription.order_id.empty() && subscription.digest.empty()) {
      subscriptions_.erase(id);
    }
  }
}

void World::notify_note(const Order& order, const Note& note) {
  std::vector<std::string> concerned;
  for (const auto& [age, subscription] : subscriptions_.all()) {
    if (concerns(subscription, order)) concerned.push_back(subscription.id.value);
  }
  for (const std::string& id : concerned) {
    Notification notification = about(order);
    notification.note = note.text;
    send(*subscriptions_.find(id), std::move(notification));
  }
}

void World::lose_messaging(AccountId account, const std::vector<Tn>& numbers) {
  for (const Tn tn : numbers) {
    TnRecord* record = numbers_.find(tn);
    if (record != nullptr && record->account == account) record->sms_enabled = false;
  }
  std::vector<std::string> concerned;
  for (const auto& [age, subscription] : subscriptions_.all()) {
    if (subscription.account == account && subscription.event_type == kMessagingLost)
      concerned.push_back(subscription.id.value);
  }
  for (const std::string& id : concerned) {
    Notification notification;
    notification.event_type = kMessagingLost;
    notification.impacted_numbers = numbers;
    send(*subscriptions_.find(id), std::move(notification));
  }
}

void World::send(Subscription& subscription, Notification notification) {
  notification.subscription = subscription.id;
  if (subscription.rule) ++rule_counts_.subscriptions[*subscription.rule];
  if (subscription.email) return send_mail(subscription, notification);
  const CallbackSubscription& callback = *subscription.callback;
  send({0, callback.url, callback.user, callback.password, callback.public_key,
        std::move(notification), 1});
}

void World::tell(const EmergencyRecipient& recipient, EmergencyNotice notice) {
  if (recipient.type == "CALLBACK") {
    send({0, recipient.url, recipient.user, recipient.password, {}, std::move(notice), 1});
    return;
  }
  const Mail::Kind kind = recipient.type == "SMS"   ? Mail::Kind::kSms
                          : recipient.type == "TTS" ? Mail::Kind::kVoice
                                                    : Mail::Kind::kEmail;
  const std::string& to = kind == Mail::Kind::kEmail ? recipient.email : recipient.tn;
  outbox_.push_back({now_, to, "Emergency notification", words_of(notice), kind});
  happened("mail", recipient.id.value, to);
}

void World::ask(const PortOutValidation& receiver, ValidationRequest request) {
  send({0, receiver.url, receiver.user, receiver.password, {}, std::move(request), 1});
}

void World::send(Delivery delivery) {
  const std::optional<FaultHit> hit = meet_fault(delivery);
  const scenario::CallbackFault fault = hit ? *hit->fault.callback : scenario::CallbackFault{};
  if (hit) delivery.fault = hit->fault.name;
  delivery.dropped = fault.drop;
  delivery.corrupt = fault.corrupt;
  // One that is to be overtaken overtakes the one before: they go in pairs.
  const bool waits = fault.reorder.count() != 0 && held_back_.empty();
  const std::vector<std::uint64_t> overtaken = std::exchange(held_back_, {});
  for (std::uint64_t copy = 0; copy <= fault.duplicates; ++copy) {
    delivery.id = ++last_delivery_;
    Delivery& sent = deliveries_.emplace(delivery.id, delivery).first->second;
    // Nobody waits for the end of the wait alone: what is held back keeps the world from being
    // idle.
    if (waits) held_back_.push_back(sent.id);
    schedule_attempt(sent, waits ? fault.reorder : fault.delay + draw_jitter(),
                     waits ? kernel::Urgency::kBackground : kernel::Urgency::kWork);
  }
  for (const std::uint64_t id : overtaken)
    schedule_attempt(deliveries_.at(id), kernel::Duration{0}, kernel::Urgency::kWork);
}

void World::schedule_attempt(Delivery& delivery, kernel::Duration delay, kernel::Urgency urgency) {
  schedule(delay, urgency, AttemptDue{delivery.id, ++delivery.turn});
}

kernel::Duration World::draw_jitter() {
  const auto span = static_cast<std::uint64_t>(scenario_->callbacks.jitter.count());
  return kernel::Duration(static_cast<kernel::Duration::rep>(jitter_.draw_below(span + 1)));
}

std::optional<FaultHit> World::meet_fault(const Delivery& delivery) {
  if (faults_.empty()) return std::nullopt;
  const auto none = [](std::string_view) { return std::vector<std::string>(); };
  Question question;
  question.is_callback = true;
  question.operation = delivery.operation();
  question.method = "POST";
  question.path = delivery.url;
  question.headers = question.query = none;
  question.elements = [&](std::string_view path) { return texts_at(delivery, path); };
  return faults_.meet(question, now_);
}

Order* World::order_that_waits(const Delivery& delivery) {
  const auto* request = std::get_if<ValidationRequest>(&delivery.message);
  Order* order = request == nullptr ? nullptr : orders_.find(request->order.value);
  return order != nullptr && order->generation == request->generation ? order : nullptr;
}

void World::handle(const AttemptDue& event) {
  const auto found = deliveries_.find(event.delivery);
  if (found == deliveries_.end() || found->second.turn != event.turn) return;
  const Delivery& delivery = found->second;
  std::erase(held_back_, event.delivery);
  const bool is_validation = std::holds_alternative<ValidationRequest>(delivery.message);
  if (is_validation && order_that_waits(delivery) == nullptr) {
    deliveries_.erase(event.delivery);
    return;
  }
  outgoing_.push_back(event.delivery);
}

void World::handle(const NobodyObjects& event) {
  Order* order = orders_.find(event.order.value);
  if (order != nullptr && order->generation == event.generation)
    conclude_validation(*this, *order, {});
}

void World::send_mail(Subscription& subscription, const Notification& notification) {
  if (!subscription.email->daily_digest) {
    outbox_.push_back({now_, subscription.email->email,
                       notification.order_type ? "Order notification" : "Event notification",
                       summary(notification)});
    happened("mail", subscription.id.value, subscription.email->email);
    return;
  }
  if (subscription.digest.empty()) {
    const auto next_day = std::chrono::ceil<std::chrono::days>(now_ + kernel::Duration{1});
    schedule(next_day - now_, kernel::Urgency::kBackground, DigestDue{subscription.id});
  }
  subscription.digest.push_back(kernel::format_instant(now_) + " " + summary(notification));
}

void World::handle(const DigestDue& event) {
  Subscription* subscription = subscriptions_.find(event.subscription.value);
  if (subscription == nullptr || !subscription->email || subscription->digest.empty()) return;
  outbox_.push_back({now_, subscription->email->email, "Daily digest",
                     fmt::format("{}", fmt::join(subscription->digest, "\n"))});
  subscription->digest.clear();
  happened("mail", subscription->id.value, subscription->email->email);
  const Order* order = std::as_const(orders_).find(subscription->order_id);
  if (order != nullptr && order->final()) subscriptions_.erase(event.subscription.value);
}

void World::watch_expiry(Subscription& subscription) {
  ++subscription.generation;
  if (!subscription.callback || !subscription.callback->expires) return;
  schedule(*subscription.callback->expires - now_, kernel::Urgency::kBackground,
           SubscriptionEnds{subscription.id, subscription.generation});
}

std::optional<Delivery> World::next_outgoing() {
  if (outgoing_.empty()) return std::nullopt;
  const std::uint64_t id = outgoing_.front();
  outgoing_.pop_front();
  return deliveries_.at(id);
}

void World::finish_attempt(const Delivery& delivery, const DeliveryResult& result) {
  ++(result.delivered ? attempt_counts_.delivered : attempt_counts_.failed);
  happened("callback", id_of(delivery), result.status);
  Subscription* subscription = subscriptions_.find(id_of(delivery));
  if (subscription != nullptr && subscription->callback)
    subscription->callback->status = result.status;
  const scenario::Callbacks& callbacks = scenario_->callbacks;
  if (result.delivered || delivery.attempt > callbacks.retries) {
    deliveries_.erase(delivery.id);
    // Nobody to be reached, or no answer that could be read, is as good as a yes.
    if (Order* order = order_that_waits(delivery))
      conclude_validation(*this, *order, result.verdict);
    return;
  }
  Delivery& again = deliveries_.at(delivery.id);
  again.attempt = delivery.attempt + 1;
  const auto gap = callbacks.over / static_cast<kernel::Duration::rep>(callbacks.retries);
  schedule_attempt(again, gap, kernel::Urgency::kWork);
}

void World::drop(const Delivery& delivery) {
  ++attempt_counts_.dropped;
  happened("callback", id_of(delivery), fmt::format("dropped by the fault '{}'", delivery.fault));
  deliveries_.erase(delivery.id);
  if (Order* order = order_that_waits(delivery)) conclude_validation(*this, *order, {});
}

}  // namespace dashsim::world
