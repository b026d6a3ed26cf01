// Orders that remove numbers which were imported. Reference: removeImportedTnOrders.
#include "api/families.hpp"
#include "api/kit/imports.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kCustomerOrderIdInvalid = 1234;
constexpr std::uint32_t kNotEnabled = 5149;

constexpr TnListWords kWords{.order = "RemoveImportedTnOrder",
                             .entry = "RemoveImportedTnOrderSummary",
                             .type = "remove_imported_tn_orders",
                             .domain = "removeImportedTnOrders"};
using Documents = TnListDocuments<kWords>;

world::OrderRequest read(const Call& call, const world::World& world, Refusals& refusals) {
  world::OrderRequest request;
  if (!may_import(call, world)) refusals.add(kNotEnabled);
  request.customer_order_id = call.document().text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  request.numbers = read_imports(call.document(), refusals);
  return request;
}

constexpr OrderFamily kRemoveImportedTnOrders{
    .type = world::OrderType::kRemoveImportedTnOrders,
    .response = kWords.order,
    .fields = {},
    .read = read,
    .write_created = Documents::write_created,
    .write = Documents::write,
    .echo = nullptr,
    .list = {.root = "RemoveImportedTnOrders",
             .container = {},
             .write_entry = Documents::write_entry,
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
