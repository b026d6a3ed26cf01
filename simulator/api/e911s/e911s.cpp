// Orders for the addresses that emergency services are sent to. Reference: e911s.
#include "api/e911s/e911s.hpp"

#include "api/families.hpp"
#include "api/kit/imports.hpp"
#include "api/kit/order_family.hpp"
#include "api/kit/postal_addresses.hpp"

namespace dashsim::api {
namespace {

using world::E911Endpoint;
using world::E911Place;
using world::E911Request;
using world::Order;

void write_place(const E911Place& place, xml::Writer& out) {
  out.open("Address");
  out.element_if("LocationId", place.location_id);
  write_address_elements(place.address, Empties::kOmit, out);
  out.close();
}

void write_endpoint(const E911Endpoint& endpoint, xml::Writer& out) {
  out.open("AlternateEndUserIdentifier");
  out.element("PIDFLOEnabled", endpoint.pidflo_enabled);
  out.element("Identifier", endpoint.identifier);
  out.element_if("CallbackNumber", endpoint.callback_number);
  out.element_if("CallerName", endpoint.caller_name);
  if (endpoint.pidflo_enabled) out.element_if("PreferredLanguage", endpoint.preferred_language);
  out.element_if("LocationId", endpoint.location_id);
  if (endpoint.place) write_place(*endpoint.place, out);
  out.close();
}

/// Whom the order is about: numbers, endpoints or addresses.
void write_subject(const Order& order, xml::Writer& out) {
  const E911Request& request = order.request.e911.front();
  if (!order.request.numbers.empty()) write_imports(order.request.numbers, out);
  if (!request.endpoints.empty()) {
    out.open("AlternateEndUserIdentifiers");
    for (const E911Endpoint& endpoint : request.endpoints) write_endpoint(endpoint, out);
    out.close();
  }
  if (!request.additional.empty()) {
    out.open("AdditionalAddresses");
    for (const E911Place& place : request.additional) write_place(place, out);
    out.close();
  }
}

void write_errors(const Order& order, xml::Writer& out) {
  out.open("ErrorList");
  for (const world::OrderError& error : order.errors) {
    out.open("Error");
    out.element("Code", error.code);
    out.element("Description", error_text(error.code, error.about, "e911s"));
    if (!order.request.numbers.empty() && !error.of.empty()) {
      out.open("TelephoneNumbers");
      for (const std::string& tn : error.of) out.element("TelephoneNumber", tn);
      out.close();
    }
    out.close();
  }
  out.close();
}

void write_created(const Order& order, xml::Writer& out) {
  const E911Request& request = order.request.e911.front();
  out.open("E911Order");
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("orderId", order.id.value);
  out.element("ProcessingStatus", order.status->name);
  write_subject(order, out);
  out.element_if("CallerName", request.caller_name);
  if (request.place) write_place(*request.place, out);
  out.close();
}

void write(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  const E911Request& request = order.request.e911.front();
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("AccountId", order.account.value);
  out.element("CreatedByUser", order.request.user);
  out.element("OrderId", order.id.value);
  out.element("LastModifiedDate", kernel::format_instant(order.modified));
  if (request.place) write_place(*request.place, out);
  out.element_if("CallerName", request.caller_name);
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("ProcessingStatus", order.status->name);
  write_errors(order, out);
  write_subject(order, out);
  out.element("OrderType", "e911");
}

void write_entry(const Order& order, const OrderView& view, xml::Writer& out) {
  out.open(view.whole ? "E911Order" : "E911OrderSummary");
  view.whole ? write(order, view, out) : write_order_summary(order, "e911", out);
  out.close();
}

constexpr OrderFamily kE911s{
    .type = world::OrderType::kE911s,
    .response = "E911Order",
    .fields = {},
    .read = read_e911_order,
    .write_created = write_created,
    .write = write,
    .echo = nullptr,
    .list = {.root = "E911Orders",
             .container = {},
             .write_entry = write_entry,
             .when_empty = EmptyList::kNotFound,
             .pages = false},
    .created_response = "E911OrderResponse",
};

}  // namespace

void e911s(Routes& routes) {
  routes.on("GET /accounts/{accountId}/e911s", list_orders(kE911s));
  routes.on("POST /accounts/{accountId}/e911s", create_order(kE911s));
  routes.on("GET /accounts/{accountId}/e911s/{orderid}", get_order_or_say_so(kE911s));
  routes.on("GET /accounts/{accountId}/e911s/{orderid}/history", order_history(kE911s));
}

}  // namespace dashsim::api
