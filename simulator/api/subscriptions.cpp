// Subscriptions to orders and events. Reference: subscriptions; what is sent is in callbacks/.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/fields.hpp"
#include "kernel/base64.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::CallbackSubscription;
using world::EmailSubscription;
using world::Subscription;

constexpr std::uint32_t kInvalidUuid = 1008;
constexpr std::uint32_t kNotANumber = 1014;
constexpr std::uint32_t kUserTooLong = 12500;
constexpr std::uint32_t kEmailInvalid = 12510;
constexpr std::uint32_t kOrderTypeInvalid = 14500;
constexpr std::uint32_t kObjectInvalid = 14501;
constexpr std::uint32_t kDigestInvalid = 14502;
constexpr std::uint32_t kUrlEmpty = 14503;
constexpr std::uint32_t kCertificateInvalid = 14504;
constexpr std::uint32_t kCredentialsInvalid = 14505;
constexpr std::uint32_t kUrlInvalid = 14506;
constexpr std::uint32_t kEventTypeInvalid = 14507;
constexpr std::uint32_t kTypeMissing = 14508;
constexpr std::uint32_t kSubscriptionNotFound = 16000;
constexpr std::uint32_t kOrderNotFound = 16005;
constexpr std::uint32_t kDuplicate = 16008;
constexpr std::uint64_t kExpiryMax = 100ULL * 365 * 24 * 3600;  ///< seconds

constexpr Field kCredentials[] = {text("Username", 100, kUserTooLong)};

bool is_url(std::string_view url) {
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos || url.size() > 2000) return false;
  const std::string_view scheme = url.substr(0, colon);
  if (!kernel::same_word(scheme, "http") && !kernel::same_word(scheme, "https")) return false;
  url.remove_prefix(colon + 3);
  const std::string_view host = url.substr(0, url.find_first_of("/?"));
  const auto visible = [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; };
  return !host.empty() && host.front() != ':' && host.find('@') == host.npos &&
         std::ranges::all_of(url, visible);
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != 0 && at != std::string_view::npos && at + 1 < text.size() &&
         text.find(' ') == text.npos;
}

void read_topic(const xml::Element& document, Subscription& subscription, Refusals& refusals) {
  const std::string_view order_type = document.text_at("OrderType");
  const std::string_view event_type = document.text_at("EventType");
  if (order_type.empty() && event_type.empty()) return refusals.add(kTypeMissing);
  if (!order_type.empty() && !event_type.empty()) return refusals.add(kObjectInvalid);
  if (!event_type.empty()) {
    const auto& known = scenario::kEventTypes;
    if (std::ranges::find(known, event_type) == known.end()) refusals.add(kEventTypeInvalid);
    subscription.event_type = event_type;
    return;
  }
  subscription.order_type = scenario::find_subscribable(order_type);
  if (!subscription.order_type) refusals.add(kOrderTypeInvalid);
  subscription.order_id = document.text_at("OrderId");
  if (!subscription.order_id.empty() && !kernel::is_uuid(subscription.order_id)) {
    refusals.add(kInvalidUuid, subscription.order_id);
  }
}

void read_email(const xml::Element& source, Subscription& subscription, Refusals& refusals) {
  EmailSubscription& email = subscription.email.emplace();
  email.email = source.text_at("Email");
  if (!is_email(email.email)) refusals.add(kEmailInvalid, email.email);
  const std::string_view digest = source.text_at("DigestRequested");
  email.daily_digest = digest == "DAILY";
  if (digest != "DAILY" && digest != "NONE") refusals.add(kDigestInvalid);
}

/// The reference's samples put the URL in quotation marks.
std::string_view without_quotes(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

/// In lines or in one. Whether a key is in it shows when the receiver is called.
bool is_base64(std::string_view text) {
  std::string digits(text);
  std::erase_if(digits, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  return kernel::base64_decode(digits).has_value();
}

void read_callback(const xml::Element& source, kernel::VirtualTime now, Subscription& subscription,
                   Refusals& refusals) {
  CallbackSubscription& callback = subscription.callback.emplace();
  callback.url = without_quotes(source.text_at("URL"));
  if (callback.url.empty()) {
    refusals.add(kUrlEmpty);
  } else if (!is_url(callback.url)) {
    refusals.add(kUrlInvalid);
  }
  callback.dashboard_user = source.text_at("User");
  if (const std::string_view expiry = source.text_at("Expiry"); !expiry.empty()) {
    const auto seconds = kernel::parse_whole(expiry);
    if (!seconds) refusals.add(kNotANumber, "Expiry");
    // Beyond a century is for ever, in practice.
    callback.expires = now + std::chrono::seconds(std::min(seconds.value_or(0), kExpiryMax));
  }
  const auto credentials = source.child("CallbackCredentials");
  if (!credentials) return;
  callback.public_key = credentials->text_at("PublicKey");
  if (!is_base64(callback.public_key)) refusals.add(kCertificateInvalid);
  const auto basic = credentials->child("BasicAuthentication");
  if (!basic || basic->nil()) return;
  check_fields(*basic, kCredentials, refusals);
  callback.user = basic->text_at("Username");
  callback.password = basic->text_at("Password");
  if (callback.user.empty() || callback.password.empty()) refusals.add(kCredentialsInvalid);
}

bool same_target(const Subscription& a, const Subscription& b) {
  const bool same_topic =
      a.order_type == b.order_type && a.event_type == b.event_type && a.order_id == b.order_id;
  const bool same_email = a.email && b.email && a.email->email == b.email->email;
  const bool same_url = a.callback && b.callback && a.callback->url == b.callback->url;
  return same_topic && (same_email || same_url);
}

/// Reads a Subscription document into `subscription`, whose id and account are set.
Refusals read_subscription(const Call& call, const world::World& world,
                           Subscription& subscription) {
  Refusals refusals;
  const xml::Element document = call.document();
  read_topic(document, subscription, refusals);
  const auto email = document.child("EmailSubscription");
  const auto callback = document.child("CallbackSubscription");
  if (email.has_value() == callback.has_value()) refusals.add(kObjectInvalid);
  if (email) read_email(*email, subscription, refusals);
  if (callback) read_callback(*callback, world.now(), subscription, refusals);
  if (!refusals.empty()) return refusals;

  const std::string& order = subscription.order_id;
  if (!order.empty() &&
      world.orders().find(call.account(), *subscription.order_type, order) == nullptr) {
    return refuse(404, kOrderNotFound, order,
                  std::string(scenario::words(*subscription.order_type).name));
  }
  for (const Subscription* other : world.subscriptions().of_account(call.account())) {
    if (other->id != subscription.id && same_target(*other, subscription))
      return refuse(409, kDuplicate);
  }
  return refusals;
}

void write_callback(const CallbackSubscription& callback, kernel::VirtualTime now,
                    xml::Writer& out) {
  out.open("CallbackSubscription");
  out.element("URL", callback.url);
  out.element_if("User", callback.dashboard_user);
  if (callback.expires) {
    const auto left = std::chrono::ceil<std::chrono::seconds>(*callback.expires - now);
    out.element("Expiry", static_cast<std::uint64_t>(left.count()));
  }
  out.element("Status", callback.status);
  if (!callback.user.empty() || !callback.public_key.empty()) {
    out.open("CallbackCredentials");
    if (!callback.user.empty())
      out.open("BasicAuthentication").element("Username", callback.user).close();
    out.element_if("PublicKey", callback.public_key);
    out.close();
  }
  out.close();
}

void write_members(const Subscription& subscription, kernel::VirtualTime now, xml::Writer& out) {
  out.element("SubscriptionId", subscription.id.value);
  if (subscription.order_type)
    out.element("OrderType", scenario::words(*subscription.order_type).name);
  out.element_if("EventType", subscription.event_type);
  out.element_if("OrderId", subscription.order_id);
  if (subscription.email) {
    out.open("EmailSubscription");
    out.element("Email", subscription.email->email);
    out.element("DigestRequested", subscription.email->daily_digest ? "DAILY" : "NONE");
    out.close();
  }
  if (subscription.callback) write_callback(*subscription.callback, now, out);
}

/// One and many are written alike: the official Node client looks for Subscriptions/Subscription in
/// both.
Reply write_all(const std::vector<const Subscription*>& subscriptions, kernel::VirtualTime now) {
  return reply(200, "SubscriptionsResponse", [&](xml::Writer& out) {
    out.open("Subscriptions");
    for (const Subscription* subscription : subscriptions) {
      out.open("Subscription");
      write_members(*subscription, now, out);
      out.close();
    }
    out.close();
  });
}

Refusals no_such_subscription(const Call& call) {
  return refuse(404, kSubscriptionNotFound, std::string(call.path("subscriptionid")),
                std::string(call.path("accountId")));
}

/// All of the account; of one order type or one order, where the query names them.
Result<Reply> list_subscriptions(const Call& call, world::World& world) {
  const std::string_view type_name = call.query("orderType");
  const auto type = scenario::find_subscribable(type_name);
  if (!type_name.empty() && !type) return refuse(400, kOrderTypeInvalid);
  const std::string_view order = call.query("orderId");
  std::vector<const Subscription*> subscriptions = world.subscriptions().of_account(call.account());
  std::erase_if(subscriptions, [&](const Subscription* each) {
    return (type && each->order_type != type) || (!order.empty() && each->order_id != order);
  });
  return write_all(subscriptions, world.now());
}

Result<Reply> create_subscription(const Call& call, world::World& world) {
  Subscription subscription;
  subscription.account = call.account();
  Refusals refusals = read_subscription(call, world, subscription);
  if (!refusals.empty()) return refusals;
  subscription.id = world.new_subscription_id();
  Subscription& created = world.subscriptions().add(std::move(subscription));
  world.watch_expiry(created);
  return created_at(call.url_of_created(created.id.value));
}

Result<Reply> get_subscription(const Call& call, world::World& world) {
  const Subscription* subscription =
      std::as_const(world).subscriptions().find(call.account(), call.path("subscriptionid"));
  if (subscription == nullptr) return no_such_subscription(call);
  if (subscription->callback && world.scenario().rules.bare_callback_subscriptions) {
    return reply(200, "Subscription",
                 [&](xml::Writer& out) { write_members(*subscription, world.now(), out); });
  }
  return write_all({subscription}, world.now());
}

Result<Reply> change_subscription(const Call& call, world::World& world) {
  Subscription* subscription =
      world.subscriptions().find(call.account(), call.path("subscriptionid"));
  if (subscription == nullptr) return no_such_subscription(call);
  Subscription changed;
  changed.id = subscription->id;
  changed.account = subscription->account;
  changed.generation = subscription->generation;
  Refusals refusals = read_subscription(call, world, changed);
  if (!refusals.empty()) return refusals;
  *subscription = std::move(changed);
  world.watch_expiry(*subscription);
  return empty_reply(200);
}

Result<Reply> delete_subscription(const Call& call, world::World& world) {
  const Subscription* subscription =
      world.subscriptions().find(call.account(), call.path("subscriptionid"));
  if (subscription == nullptr) return no_such_subscription(call);
  world.subscriptions().erase(call.path("subscriptionid"));
  return empty_reply(200);
}

}  // namespace

void subscriptions(Routes& routes) {
  routes.on("GET /accounts/{accountId}/subscriptions", list_subscriptions);
  routes.on("POST /accounts/{accountId}/subscriptions", create_subscription);
  routes.on("GET /accounts/{accountId}/subscriptions/{subscriptionid}", get_subscription);
  routes.on("PUT /accounts/{accountId}/subscriptions/{subscriptionid}", change_subscription);
  routes.on("DELETE /accounts/{accountId}/subscriptions/{subscriptionid}", delete_subscription);
}

}  // namespace dashsim::api
