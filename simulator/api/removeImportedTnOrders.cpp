// Orders that remove numbers which were imported. Reference: removeImportedTnOrders.
#include "api/families.hpp"
#include "api/kit/imports.hpp"

namespace dashsim::api {
namespace {

using world::Order;

constexpr std::uint32_t kCustomerOrderIdInvalid = 1234;
constexpr std::uint32_t kNotEnabled = 5149;

/// Of the codes' texts, and the name of the order in its answers.
constexpr std::string_view kDomain = "removeImportedTnOrders";
constexpr std::string_view kOrder = "RemoveImportedTnOrder";

world::OrderRequest read(const Call& call, const world::World& world, Refusals& refusals) {
  world::OrderRequest request;
  if (!may_import(call, world)) refusals.add(kNotEnabled);
  request.customer_order_id = call.document().text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  request.numbers = read_imports(call.document(), refusals);
  return request;
}

void write_order(const Order& order, xml::Writer& out) {
  write_import_head(order, out);
  write_imports(order.request.numbers, out);
  write_import_result(order, kDomain, out);
}

void write_created(const Order& order, xml::Writer& out) {
  out.open(kOrder);
  write_order(order, out);
  out.close();
}

void write(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  write_order(order, out);
}

void write_entry(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  out.open("RemoveImportedTnOrderSummary");
  write_import_summary(order, "remove_imported_tn_orders", out);
  out.close();
}

constexpr OrderFamily kRemoveImportedTnOrders{
    .type = world::OrderType::kRemoveImportedTnOrders,
    .response = kOrder,
    .fields = {},
    .read = read,
    .write_created = write_created,
    .write = write,
    .echo = nullptr,
    .list = {.root = "RemoveImportedTnOrders",
             .container = {},
             .write_entry = write_entry,
             .when_empty = EmptyList::kEmpty,
             .pages = false},
    .created_response = "RemoveImportedTnOrderResponse",
};

}  // namespace

void remove_imported_tn_orders(Routes& routes) {
  const OrderFamily& family = kRemoveImportedTnOrders;
  routes.on("GET /accounts/{accountId}/removeImportedTnOrders", list_orders(family));
  routes.on("POST /accounts/{accountId}/removeImportedTnOrders", create_or_fail(family));
  routes.on("GET /accounts/{accountId}/removeImportedTnOrders/{orderid}", get_order(family));
  routes.on("GET /accounts/{accountId}/removeImportedTnOrders/{orderid}/history",
            order_history(family));
}

}  // namespace dashsim::api
