// Orders that import numbers to an account. Clients place them, the reference leaves them out: they
// are what importTnOrders are, without a subscriber and files but with notes.
#include "api/families.hpp"
#include "api/kit/imports.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;
constexpr std::uint32_t kNotEnabled = 5149;

constexpr TnListWords kWords{.order = "ImportToAccountOrder",
                             .entry = "ImportToAccountOrderSummary",
                             .type = "import_to_account",
                             .domain = "importTnOrders"};
using Documents = TnListDocuments<kWords>;

world::OrderRequest read(const Call& call, const world::World& world, Refusals& refusals) {
  world::OrderRequest request;
  if (!may_import(call, world)) refusals.add(kNotEnabled);
  request.customer_order_id = call.document().text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  read_destination(call, world, kOrderDestination, request, refusals);
  request.numbers = read_imports(call.document(), refusals);
  return request;
}

constexpr OrderFamily kImportToAccount{
    .type = world::OrderType::kImportToAccounts,
    .response = kWords.order,
    .fields = {},
    .read = read,
    .write_created = Documents::write_created,
    .write = Documents::write,
    .echo = nullptr,
    .list = {.root = "ImportToAccountOrders",
             .container = {},
             .write_entry = Documents::write_entry},
    .created_response = "ImportToAccountOrderResponse",
};

}  // namespace

void import_to_account(Routes& routes) {
  const OrderFamily& family = kImportToAccount;
  routes.on("GET /accounts/{accountId}/importToAccount", list_orders(family));
  routes.on("POST /accounts/{accountId}/importToAccount", create_order(family));
  routes.on("GET /accounts/{accountId}/importToAccount/{orderid}", get_order(family));
  routes.on("GET /accounts/{accountId}/importToAccount/{orderid}/notes", list_order_notes(family));
  routes.on("POST /accounts/{accountId}/importToAccount/{orderid}/notes", add_order_note(family));
}

}  // namespace dashsim::api
