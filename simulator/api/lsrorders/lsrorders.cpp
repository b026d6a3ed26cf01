// Orders by which a carrier asks for numbers to be ported out. Reference: lsrorders.
#include "api/families.hpp"
#include "api/kit/named.hpp"
#include "api/kit/order_family.hpp"
#include "api/kit/port_changes.hpp"
#include "api/lsrorders/lsr_checks.hpp"
#include "world/lifecycles.hpp"
#include "world/porting.hpp"

namespace dashsim::api {
namespace {

using world::Order;
using world::RequestElement;
using world::World;

constexpr std::uint32_t kNotValid = 400;
constexpr std::uint32_t kOrderNotFound = 5035;
constexpr std::uint32_t kPayloadRequired = 17000;
constexpr std::uint32_t kWillBeCancelled = 17018;
constexpr std::uint32_t kSuppNotAllowed = 17035;

/// How much of the address is written that nobody has given, as the reference's samples do.
enum class Place : std::uint8_t { kAsGiven, kWithCountry, kWithCountryAndType };

std::string date_text(const std::optional<kernel::VirtualTime>& time) {
  return time ? kernel::format_date(world::foc_day(*time)) : std::string();
}

void write_present(const RequestElement& element, std::span<const std::string_view> names,
                   xml::Writer& out) {
  for (const std::string_view name : names) out.element_if(name, element.text_at(name));
}

void write_subscriber(const RequestElement& subscriber, Place place, xml::Writer& out) {
  static constexpr std::string_view kNames[] = {"BusinessName", "FirstName",     "MiddleInitial",
                                                "LastName",     "AccountNumber", "PinNumber"};
  static constexpr std::string_view kAddress[] = {"HousePrefix",     "HouseNumber",  "HouseSuffix",
                                                  "PreDirectional",  "StreetName",   "StreetSuffix",
                                                  "PostDirectional", "AddressLine2", "City",
                                                  "StateCode",       "Zip",          "County"};
  const std::string_view type = subscriber.text_at("SubscriberType");
  out.open("Subscriber");
  out.element("SubscriberType", type.empty() ? std::string_view("RESIDENTIAL") : type);
  write_present(subscriber, kNames, out);
  if (const RequestElement* address = subscriber.child("ServiceAddress")) {
    const std::string_view country = address->text_at("Country");
    const std::string_view address_type = address->text_at("AddressType");
    out.open("ServiceAddress");
    write_present(*address, kAddress, out);
    const bool with_country = place != Place::kAsGiven && country.empty();
    const bool with_type = place == Place::kWithCountryAndType && address_type.empty();
    out.element_if("Country", with_country ? country_of(address->text_at("StateCode")) : country);
    out.element_if("AddressType", with_type ? "Service" : address_type);
    out.close();
  }
  out.close();
}

void write_numbers(const RequestElement& document, xml::Writer& out) {
  out.open("ListOfTelephoneNumbers");
  for (const RequestElement* each : document.all_at("ListOfTelephoneNumbers/TelephoneNumber"))
    if (!each->text.empty()) out.element("TelephoneNumber", each->text);
  out.close();
}

/// What the sender has said.
void write_request(const RequestElement& document, Place place, xml::Writer& out) {
  out.element_if("BillingTelephoneNumber", document.text_at("BillingTelephoneNumber"));
  out.element_if("AuthorizingPerson", document.text_at("AuthorizingPerson"));
  if (const RequestElement* subscriber = document.child("Subscriber"))
    write_subscriber(*subscriber, place, out);
  write_numbers(document, out);
}

/// `status` is that of the order, or of a request that came to nothing.
void write_order(const Order& order, std::string_view status, Place place, xml::Writer& out) {
  const world::Porting& port = *order.porting;
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("LastModifiedBy", order.history.back().author);
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("AccountId", order.account.value);
  out.element("OrderId", order.id.value);
  out.element("LastModifiedDate", kernel::format_instant(order.modified));
  out.element("CreatedByUser", order.request.user);
  out.element("OrderStatus", status);
  out.element("SPID", port.spid);
  out.element("Pon", port.pon);
  out.element("PonVersion", port.pon_version);
  out.element("RequestedFocDate", date_text(port.requested_foc));
  write_request(order.request.document, place, out);
}

void write_errors(const Order& order, xml::Writer& out) {
  out.open("LsrOrderErrors");
  for (const world::OrderError& error : order.errors) {
    out.open("LsrOrderError").element("Code", error.code);
    out.element("Description", error_text(error.code, error.about)).close();
  }
  out.close();
}

void write_created(const Order& order, xml::Writer& out) {
  out.open("LsrOrder");
  out.element("PeerId", 0U).element("SiteId", 0U);  // an LSR has no place of its own
  write_order(order, order.status->name, Place::kWithCountry, out);
  out.close();
}

void write(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  write_order(order, order.status->name, Place::kAsGiven, out);
  if (!order.errors.empty()) write_errors(order, out);
  out.element("CountOfTNs", order.request.numbers.size());
}

void write_changed(const Order& order, xml::Writer& out) {
  out.open("LsrOrder");
  write_order(order, order.status->name, Place::kAsGiven, out);
  write_errors(order, out);
  out.element("CountOfTNs", order.request.numbers.size());
  out.close();
}

void write_summary(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  out.open("LsrOrderSummary");
  out.element("accountId", order.account.value);
  out.element("CountOfTNs", order.request.numbers.size());
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("userId", order.request.user);
  out.element("lastModifiedDate", kernel::format_instant(order.modified));
  out.element("OrderType", "lsr");
  out.element("OrderDate", kernel::format_instant(order.created));
  out.element("OrderStatus", order.status->name);
  if (!order.errors.empty()) {
    out.open("Errors");
    for (const world::OrderError& error : order.errors) {
      out.open("Error").element("Code", error.code);
      out.element("Description", error_text(error.code, error.about)).close();
    }
    out.close();
  }
  out.element_if("ActualFocDate", date_text(order.porting->actual_foc));
  out.element_if("BillingTelephoneNumber",
                 order.request.document.text_at("BillingTelephoneNumber"));
  out.element("CreatedByUser", order.request.user);
  out.element("OrderId", order.id.value);
  out.element("Pon", order.porting->pon);
  out.element("PonVersion", order.porting->pon_version);
  out.element("RequestedFocDate", date_text(order.porting->requested_foc));
  out.close();
}

constexpr OrderFamily kLsrOrders{
    .type = world::OrderType::kLsrorders,
    .response = "LsrOrder",
    .fields = {},
    .read = nullptr,
    .write_created = write_created,
    .write = write,
    .echo = nullptr,
    .list = {.root = "LsrOrders",
             .container = {},
             .write_entry = write_summary,
             .when_empty = EmptyList::kNotFound,
             .pages = false},
};

/// One error that says that there are others, these, and the order as `echo` writes it.
Refusals not_valid(Refusals found, std::function<void(xml::Writer&)> echo) {
  Refusals refusals;
  refusals.list.push_back({kNotValid, error_text(kNotValid, {}, "LsrErrorType")});
  refusals.echo = [found = std::move(found), echo = std::move(echo)](xml::Writer& out) {
    out.open("LsrOrderErrors");
    for (const Refusal& refusal : found.list) {
      out.open("LsrOrderError").element("Code", refusal.code);
      out.element("Description", refusal.text).close();
    }
    out.close();
    out.open("LsrOrder");
    echo(out);
    out.close();
  };
  return refusals;
}

/// A request that has become no order.
void echo_request(const Call& call, const World& world, xml::Writer& out) {
  const RequestElement document = keep(call.document());
  out.element_if("CustomerOrderId", document.text_at("CustomerOrderId"));
  out.element("LastModifiedBy", call.user().name);
  out.element("OrderCreateDate", kernel::format_instant(world.now()));
  out.element("AccountId", call.account().value);
  out.element("CreatedByUser", call.user().name);
  out.element("OrderStatus", "FAILED");
  out.element_if("SPID", document.text_at("SPID"));
  out.element_if("Pon", document.text_at("Pon"));
  out.element_if("RequestedFocDate", document.text_at("RequestedFocDate"));
  write_request(document, Place::kWithCountry, out);
}

Result<Reply> create(const Call& call, World& world) {
  Refusals refusals;
  LsrRequest lsr;
  if (call.document().has_children()) {
    lsr = read_lsr(call.document(), call.account(), world, refusals);
  } else {
    refusals.add(kPayloadRequired);
  }
  if (!refusals.empty()) {
    return not_valid(std::move(refusals),
                     [&call, &world](xml::Writer& out) { echo_request(call, world, out); });
  }
  sign(call, lsr.request);
  Order& order = place_order(world, kLsrOrders.type, call.account(), std::move(lsr.request),
                             std::move(lsr.porting));
  order.history.back().author = call.user().name;
  Reply created =
      reply(201, "LsrOrderResponse", [&](xml::Writer& out) { write_created(order, out); });
  created.location = call.url_of_created(order.id.value);
  return created;
}

void cancel(const Call& call, Order& order, World& world) {
  const xml::Element document = call.document();
  const bool changes_too =
      names_what_stays(order, document) ||
      !differences(order.request.document, merged_lsr(order.request.document, document)).empty();
  order.errors.clear();
  if (changes_too) order.errors.push_back({kWillBeCancelled, {}});
  fire(world, order, scenario::Trigger::kCancel);
  order.history.back().author = call.user().name;
}

void change(const Call& call, Order& order, World& world) {
  const xml::Element document = call.document();
  RequestElement merged = merged_lsr(order.request.document, document);
  std::string difference = differences(order.request.document, merged);
  order.request.document = std::move(merged);
  order.request.customer_order_id = order.request.document.text_at("CustomerOrderId");
  world::Porting& port = *order.porting;
  if (const std::string_view spid = document.text_at("SPID"); !spid.empty()) port.spid = spid;
  if (const auto foc = parse_foc_date(document.text_at("RequestedFocDate"))) {
    port.requested_foc = kernel::eastern_instant(world::foc_day(*foc), world::kDefaultActivation);
  }
  port.actual_foc.reset();
  port.activation.reset();
  port.unopposed = flag_at(document, "OverrideValidation");
  ++port.pon_version;
  order.errors.clear();
  if (!difference.empty()) record_change(world, order, call.user().name, std::move(difference));
  fire(world, order, scenario::Trigger::kSupp);
  order.history.back().author = call.user().name;
}

void find_fault(const Call& call, const Order& order, const World& world, Refusals& refusals) {
  if (!call.document().has_children()) return refusals.add(kPayloadRequired);
  if (order.final()) return refusals.add(kSuppNotAllowed);
  if (!cancels_lsr(call.document())) check_lsr_change(call.document(), order, world, refusals);
}

Result<Reply> supplement(const Call& call, World& world) {
  Order* order = find_order(kLsrOrders, call, world);
  if (order == nullptr) return refuse(404, kOrderNotFound, "lsr", std::string(call.order_id()));
  Refusals refusals;
  find_fault(call, *order, world, refusals);
  if (!refusals.empty()) {
    return not_valid(std::move(refusals), [order](xml::Writer& out) {
      out.element("CountOfTNs", order->request.numbers.size());
      write_order(*order, "FAILED", Place::kWithCountryAndType, out);
    });
  }
  cancels_lsr(call.document()) ? cancel(call, *order, world) : change(call, *order, world);
  return reply(200, "LsrOrderResponse", [&](xml::Writer& out) { write_changed(*order, out); });
}

/// `pon` is a filter of LSR orders alone.
Result<Reply> list(const Call& call, World& world) {
  Result<world::OrderFilter> filter = read_filter(call);
  if (!filter) return filter.error();
  filter->pon = call.query("pon");
  return list_page(kLsrOrders, call, world, *filter);
}

}  // namespace

void lsr_orders(Routes& routes) {
  routes.on("GET /accounts/{accountId}/lsrorders", list);
  routes.on("POST /accounts/{accountId}/lsrorders", with_feature("LSR", create));
  routes.on("GET /accounts/{accountId}/lsrorders/{orderid}", get_order(kLsrOrders));
  routes.on("PUT /accounts/{accountId}/lsrorders/{orderid}", supplement);
  routes.on("GET /accounts/{accountId}/lsrorders/{orderid}/history", order_history(kLsrOrders));
  routes.on("POST /accounts/{accountId}/lsrorders/{orderid}/notes", add_order_note(kLsrOrders));
  routes.on("GET /accounts/{accountId}/lsrorders/{orderid}/notes", list_order_notes(kLsrOrders));
  routes.on("PUT /accounts/{accountId}/lsrorders/{orderid}/notes/{noteId}",
            change_order_note(kLsrOrders));
}

}  // namespace dashsim::api
