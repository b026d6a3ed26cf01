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
  delivery.id = ++last_delivery_;
  deliveries_.emplace(delivery.id, std::move(delivery));
  schedule(kernel::Duration{0}, kernel::Urgency::kWork, AttemptDue{last_delivery_});
}

Order* World::order_that_waits(const Delivery& delivery) {
  const auto* request = std::get_if<ValidationRequest>(&delivery.message);
  Order* order = request == nullptr ? nullptr : orders_.find(request->order.value);
  return order != nullptr && order->generation == request->generation ? order : nullptr;
}

void World::handle(const AttemptDue& event) {
  const Delivery& delivery = deliveries_.at(event.delivery);
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
  deliveries_.at(delivery.id).attempt = delivery.attempt + 1;
  const auto gap = callbacks.over / static_cast<kernel::Duration::rep>(callbacks.retries);
  schedule(gap, kernel::Urgency::kWork, AttemptDue{delivery.id});
}

}  // namespace dashsim::world
