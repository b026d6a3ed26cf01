#include "api/orders/orders.hpp"

#include <algorithm>

#include "api/families.hpp"
#include "api/kit/named.hpp"
#include "kernel/text.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kOrderingNotEnabled = 5183;
constexpr std::uint32_t kTooLong = 1011;
constexpr std::uint32_t kSiteInvalid = 5016;
constexpr std::uint32_t kSiteRequired = 5022;
constexpr std::uint32_t kPeerInvalid = 5023;
constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;
constexpr std::uint32_t kOnlyBackordered = 5060;
constexpr std::uint32_t kPartialAllowedInvalid = 5217;

constexpr Field kFields[] = {
    text("Name", 50, kTooLong),          whole("SiteId", 1, 0, kSiteInvalid, kSiteRequired),
    whole("PeerId", 1, 0, kPeerInvalid), flag("PartialAllowed", kPartialAllowedInvalid),
    flag("BackOrderRequested"),
};

using world::Order;
using world::RequestElement;

std::string text_of(const RequestElement& element, std::string_view child) {
  const RequestElement* found = element.child(child);
  return found == nullptr ? std::string() : found->text;
}

std::string_view true_or_false(bool value) {
  return value ? "true" : "false";
}

/// The elements that tell how the order was asked for, from what was kept of the request.
void write_request(const RequestElement& document, bool partial_allowed, xml::Writer& out) {
  out.element(
      "BackOrderRequested",
      true_or_false(kernel::parse_flag(text_of(document, "BackOrderRequested")).value_or(false)));
  for (const RequestElement& child : document.children) {
    if (is_order_type(child.name)) write_kept(child, out);
  }
  if (const RequestElement* attributes = document.child("TnAttributes"))
    write_kept(*attributes, out);
  out.element("PartialAllowed", true_or_false(partial_allowed));
  out.element_if("SiteId", text_of(document, "SiteId"));
}

/// A site's view of an order names the site a second time, in lower case. Reference: sites.
void write_order(const Order& order, bool of_site, xml::Writer& out) {
  out.open("Order");
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("id", order.id.value);
  out.element_if("Name", order.request.name);
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  if (order.request.sip_peer) out.element("PeerId", order.request.sip_peer->value);
  if (of_site) out.element("siteId", order.request.site->value);
  write_request(order.request.document, order.request.partial_allowed, out);
  out.close();
}

void write_created(const Order& order, xml::Writer& out) {
  write_order(order, false, out);
}

void echo(const Call& call, const world::World& world, xml::Writer& out) {
  const RequestElement document = keep(call.document());
  out.open("Order");
  out.element_if("CustomerOrderId", text_of(document, "CustomerOrderId"));
  out.element_if("Name", text_of(document, "Name"));
  out.element("OrderCreateDate", kernel::format_instant(world.now()));
  write_request(document, flag_at(call.document(), "PartialAllowed"), out);
  out.close();
}

std::size_t wanted(const Order& order) {
  return order.request.search ? order.request.quantity : order.request.numbers.size();
}

void write(const Order& order, const OrderView& view, xml::Writer& out) {
  out.element("CompletedQuantity", order.completed_numbers.size());
  out.element("CreatedByUser", order.request.user);
  write_order_errors(order, out);
  out.element("LastModifiedDate", kernel::format_instant(order.modified));
  if (order.completed) out.element("OrderCompleteDate", kernel::format_instant(*order.completed));
  write_order(order, view.of_site, out);
  out.element("OrderStatus", order.status->name);
  if (!order.completed_numbers.empty()) {
    out.open("CompletedNumbers");
    const OrderView numbers{view.world, view.tn_details || order.request.detailed};
    for (const world::Tn tn : order.completed_numbers) write_tn(tn, numbers, out);
    out.close();
  }
  out.element("FailedQuantity",
              order.final() ? wanted(order) - order.completed_numbers.size() : 0U);
}

void write_entry(const Order& order, const OrderView& view, xml::Writer& out) {
  write_order_id_user_id_date(order, view, "orderId", "new_number", out);
}

/// "CustomerOrderId : "" --> hello", as the reference's sample of a history writes changes.
std::string difference(std::string_view field, std::string_view before, std::string_view after) {
  const auto shown = [](std::string_view text) {
    return text.empty() ? "\"\"" : std::string(text);
  };
  return std::string(field) + " : " + shown(before) + " --> " + shown(after);
}

Result<Reply> change_order(const Call& call, world::World& world) {
  Order* order = find_order(kOrders, call, world);
  if (order == nullptr) return no_such_order(kOrders, call);
  static constexpr Field kChanges[] = {text("Name", 50, kTooLong), flag("CloseOrder")};
  const xml::Element document = call.document();
  Refusals refusals;
  check_fields(document, kChanges, refusals);
  const std::string customer_order_id(document.text_at("CustomerOrderId"));
  if (!is_customer_order_id(customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  const bool close = flag_at(document, "CloseOrder");
  if (close && order->status->name != "BACKORDERED") refusals.add(kOnlyBackordered);
  if (!refusals.empty()) return refusals;

  const auto change = [&](std::string_view field, std::string& value, std::string_view wish) {
    if (wish.empty() || wish == value) return;
    record_change(world, *order, call.user().name, difference(field, value, wish));
    value = wish;
  };
  change("CustomerOrderId", order->request.customer_order_id, customer_order_id);
  change("Name", order->request.name, document.text_at("Name"));
  if (close) fire(world, *order, scenario::Trigger::kClose);
  return reply(200, "OrderResponse", [](xml::Writer&) {});
}

Result<Reply> list_site_orders(const Call& call, world::World& world) {
  Result<world::OrderFilter> filter = read_filter(call);
  if (!filter) return filter.error();
  filter->site = call.site();
  return list_page(kOrders, call, world, *filter);
}

}  // namespace

constexpr OrderFamily kOrders{
    .type = world::OrderType::kOrders,
    .response = "OrderResponse",
    .fields = kFields,
    .read = read_order,
    .write_created = write_created,
    .write = write,
    .echo = echo,
    .list = {.root = "ResponseSelectWrapper",
             .container = "ListOrderIdUserIdDate",
             .write_entry = write_entry,
             .when_empty = EmptyList::kLinks},
};

void orders(Routes& routes) {
  routes.on("GET /accounts/{accountId}/orders", list_orders(kOrders));
  routes.on("POST /accounts/{accountId}/orders",
            with_feature("ORDERING", kOrderingNotEnabled, create_order(kOrders)));
  routes.on("GET /accounts/{accountId}/orders/totals", count_orders(kOrders));
  routes.on("GET /accounts/{accountId}/orders/{orderid}", get_order(kOrders));
  routes.on("PUT /accounts/{accountId}/orders/{orderid}", change_order);
  routes.on("GET /accounts/{accountId}/orders/{orderid}/areaCodes", order_area_codes(kOrders));
  routes.on("GET /accounts/{accountId}/orders/{orderid}/npaNxx", order_npa_nxx(kOrders));
  routes.on("GET /accounts/{accountId}/orders/{orderid}/totals", order_npa_nxx(kOrders));
  routes.on("GET /accounts/{accountId}/orders/{orderid}/tns", order_tns(kOrders));
  routes.on("POST /accounts/{accountId}/orders/{orderid}/notes", add_order_note(kOrders));
  routes.on("GET /accounts/{accountId}/orders/{orderid}/notes", list_order_notes(kOrders));
  routes.on("PUT /accounts/{accountId}/orders/{orderid}/notes/{noteId}",
            change_order_note(kOrders));
  routes.on("GET /accounts/{accountId}/orders/{orderid}/history", order_history(kOrders));
  routes.on("GET /accounts/{accountId}/sites/{siteId}/orders", list_site_orders);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/orders/{orderid}", get_order(kOrders));
  routes.on("GET /accounts/{accountId}/sites/{siteId}/orders/{orderid}/tns", order_tns(kOrders));
}

}  // namespace dashsim::api
