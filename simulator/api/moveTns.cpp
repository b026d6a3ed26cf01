// Orders that move numbers to another site or SIP peer. Clients place them, the reference leaves
// them out: clients.md, query-params.md.
#include "api/families.hpp"
#include "api/kit/imports.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;

constexpr TnListWords kWords{.order = "MoveTnsOrder",
                             .entry = "MoveTnsOrderSummary",
                             .type = "move_tns",
                             .domain = "moveTns"};
using Documents = TnListDocuments<kWords>;

world::OrderRequest read(const Call& call, const world::World& world, Refusals& refusals) {
  world::OrderRequest request;
  request.customer_order_id = call.document().text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  read_destination(call, world, kOrderDestination, request, refusals);
  read_required_tns(call.document(), request.numbers, refusals);
  return request;
}

constexpr OrderFamily kMoveTns{
    .type = world::OrderType::kMoveTns,
    .response = kWords.order,
    .fields = {},
    .read = read,
    .write_created = Documents::write_created,
    .write = Documents::write,
    .echo = nullptr,
    .list = {.root = "MoveTnsOrders",
             .container = {},
             .write_entry = Documents::write_entry,
             .when_empty = EmptyList::kEmpty,
             .pages = false},
    .created_response = "MoveTnsOrderResponse",
};

}  // namespace

void move_tns(Routes& routes) {
  routes.on("GET /accounts/{accountId}/moveTns", list_orders(kMoveTns));
  routes.on("POST /accounts/{accountId}/moveTns", create_order(kMoveTns));
  routes.on("GET /accounts/{accountId}/moveTns/{orderid}", get_order(kMoveTns));
  routes.on("GET /accounts/{accountId}/moveTns/{orderid}/history", order_history(kMoveTns));
}

}  // namespace dashsim::api
