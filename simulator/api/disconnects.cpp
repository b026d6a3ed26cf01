// Orders that disconnect telephone numbers. Reference: disconnects.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/order_family.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Order;

constexpr std::uint32_t kTooLong = 1011;
constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;
constexpr std::uint32_t kTnRequired = 5073;
constexpr std::uint32_t kModeInvalid = 5084;
constexpr std::uint32_t kOrderTypeInvalid = 5087;
constexpr std::uint32_t kProtectedInvalid = 5108;
constexpr std::uint32_t kProtectedPurge = 5109;

constexpr std::string_view kType = "DisconnectTelephoneNumberOrderType";
constexpr std::string_view kModes[] = {"normal", "soft-remove", "purge"};
constexpr std::string_view kProtections[] = {"TRUE", "FALSE", "UNCHANGED"};
constexpr Field kFields[] = {
    text("name", 50, kTooLong),
    text("Name", 50, kTooLong),
    word("DisconnectTelephoneNumberOrderType/DisconnectMode", kModes, kModeInvalid),
    word("DisconnectTelephoneNumberOrderType/Protected", kProtections, kProtectedInvalid),
};

world::OrderRequest read(const Call& call, const world::World& /*world*/, Refusals& refusals) {
  const xml::Element document = call.document();
  world::OrderRequest request;
  request.name = document.text_at(document.child("name") ? "name" : "Name");
  request.customer_order_id = document.text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  const auto type = document.child(kType);
  if (!type) {
    refusals.add(kOrderTypeInvalid);
    return request;
  }
  const std::size_t refused_before = refusals.list.size();
  if (const auto list = type->child("TelephoneNumberList")) {
    read_tns(*list, "TelephoneNumber", request.numbers, refusals);
  }
  if (request.numbers.empty() && refusals.list.size() == refused_before) refusals.add(kTnRequired);
  const std::string_view protection = type->text_at("Protected");
  if (!protection.empty() && protection != "UNCHANGED") request.protect = protection == "TRUE";
  request.purge = type->text_at("DisconnectMode") == "purge";
  if (request.purge && request.protect) refusals.add(kProtectedPurge);
  return request;
}

void write_numbers(std::string_view list, const std::vector<world::Tn>& numbers, xml::Writer& out) {
  out.open(list);
  for (const world::Tn tn : numbers) out.element("TelephoneNumber", to_text(tn));
  out.close();
}

/// What was asked for of the type's settings, or what is usual.
std::string setting(const Order& order, std::string_view name, std::string_view usual) {
  const world::RequestElement* type = order.request.document.child(kType);
  const world::RequestElement* given = type == nullptr ? nullptr : type->child(name);
  return given == nullptr || given->text.empty() ? std::string(usual) : given->text;
}

void write_created(const Order& order, xml::Writer& out) {
  out.open("orderRequest");
  out.element("CustomerOrderId", order.request.customer_order_id);
  out.element("id", order.id.value);
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.open(kType);
  write_numbers("TelephoneNumberList", order.request.numbers, out);
  out.element("DisconnectMode", setting(order, "DisconnectMode", "normal"));
  out.element("Protected", setting(order, "Protected", "UNCHANGED"));
  out.close().close();
}

void write(const Order& order, const OrderView& view, xml::Writer& out) {
  write_order_errors(order, out);
  if (!order.completed_numbers.empty()) {
    if (view.tn_details) {
      out.open("DisconnectedTelephoneNumberList");
      for (const world::Tn tn : order.completed_numbers) write_tn(tn, view, out);
      out.close();
    } else {
      write_numbers("DisconnectedTelephoneNumberList", order.completed_numbers, out);
    }
  }
  write_created(order, out);
  out.element("OrderStatus", order.status->name);
}

void echo(const Call& call, const world::World& world, xml::Writer& out) {
  out.open("orderRequest");
  out.element("OrderCreateDate", kernel::format_instant(world.now()));
  if (const auto type = call.document().child(kType)) write_sent(*type, out);
  out.close();
}

void write_entry(const Order& order, const OrderView& view, xml::Writer& out) {
  write_order_id_user_id_date(order, view, "OrderId", "disconnect", out);
}

constexpr OrderFamily kDisconnects{
    .type = world::OrderType::kDisconnects,
    .response = "DisconnectTelephoneNumberOrderResponse",
    .fields = kFields,
    .read = read,
    .write_created = write_created,
    .write = write,
    .echo = echo,
    .list = {.root = "ResponseSelectWrapper",
             .container = "ListOrderIdUserIdDate",
             .write_entry = write_entry,
             .when_empty = EmptyList::kLinks,
             .size_max = 5000},
};

}  // namespace

void disconnects(Routes& routes) {
  routes.on("GET /accounts/{accountId}/disconnects", list_orders(kDisconnects));
  routes.on("POST /accounts/{accountId}/disconnects", create_order(kDisconnects));
  routes.on("GET /accounts/{accountId}/disconnects/{disconnectid}", get_order(kDisconnects));
  routes.on("POST /accounts/{accountId}/disconnects/{disconnectid}/notes",
            add_order_note(kDisconnects));
  routes.on("GET /accounts/{accountId}/disconnects/{disconnectid}/notes",
            list_order_notes(kDisconnects));
  routes.on("PUT /accounts/{accountId}/disconnects/{disconnectid}/notes/{noteId}",
            change_order_note(kDisconnects));
}

}  // namespace dashsim::api
