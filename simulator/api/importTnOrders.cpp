// Orders that import numbers which Bandwidth is to route. Reference: importTnOrders.
#include "api/families.hpp"
#include "api/kit/imports.hpp"
#include "api/kit/order_files.hpp"
#include "api/kit/port_request.hpp"

namespace dashsim::api {
namespace {

using world::Order;
using world::RequestElement;

constexpr std::uint32_t kNotEnabled = 5149;
constexpr std::uint32_t kSubscriberRequired = 7104;
constexpr std::uint32_t kNameRequired = 7105;
constexpr std::uint32_t kLoaPersonRequired = 7115;
constexpr std::uint32_t kCustomerOrderIdInvalid = 7318;
constexpr std::uint32_t kNameTooLong = 25131;
constexpr DestinationCodes kDestination{.site_missing = 7309,
                                        .site_invalid = 7309,
                                        .site_locked = 7336,
                                        .peer_invalid = 7312,
                                        .peer_of_another_site = 7311,
                                        .no_default_peer = 7310};

/// Of the codes' texts, and the name of the order in its answers.
constexpr std::string_view kDomain = "importTnOrders";
constexpr std::string_view kOrder = "ImportTnOrder";

constexpr Field kSubscriberFields[] = {text("Name", 45, kNameTooLong, kNameRequired)};
constexpr Field kPersonFields[] = {text("LoaAuthorizingPerson", 0, 0, kLoaPersonRequired)};
constexpr std::pair<std::string_view, std::string_view> kQueries[] = {{"loaType", "LoaType"}};

void check_subscriber(const xml::Element& document, Refusals& refusals) {
  const auto subscriber = document.child("Subscriber");
  if (!subscriber) return refusals.add(kSubscriberRequired);
  check_fields(*subscriber, kSubscriberFields, refusals);
  check_service_address(keep(*subscriber), refusals);
}

world::OrderRequest read(const Call& call, const world::World& world, Refusals& refusals) {
  const xml::Element document = call.document();
  world::OrderRequest request;
  if (!may_import(call, world)) refusals.add(kNotEnabled);
  read_destination(call, world, kDestination, request, refusals);
  // The reference's table writes CustomerOrderId, its sample of a request CustomerOrderID.
  request.customer_order_id =
      document.text_at(document.child("CustomerOrderId") ? "CustomerOrderId" : "CustomerOrderID");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  check_subscriber(document, refusals);
  check_fields(document, kPersonFields, refusals);
  read_loa_type(document, "SUBSCRIBER", request, refusals);
  request.numbers = read_imports(document, refusals);
  return request;
}

void write_order(const Order& order, xml::Writer& out) {
  const RequestElement& document = order.request.document;
  write_import_head(order, out);
  if (const RequestElement* subscriber = document.child("Subscriber")) write_kept(*subscriber, out);
  out.element("LoaAuthorizingPerson", document.text_at("LoaAuthorizingPerson"));
  out.element("LoaType", order.request.facts.text_at("LoaType"));
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
  out.open("ImportTnOrderSummary").open("ImportTnOrderSummary");
  write_import_summary(order, "import_tn_orders", out);
  out.close().close();
}

constexpr OrderFamily kImportTnOrders{
    .type = world::OrderType::kImportTnOrders,
    .response = kOrder,
    .fields = {},
    .read = read,
    .write_created = write_created,
    .write = write,
    .echo = nullptr,
    .list = {.root = "ImportTnOrders",
             .container = {},
             .write_entry = write_entry,
             .when_empty = EmptyList::kEmpty,
             .pages = false},
    .created_response = "ImportTnOrderResponse",
};

}  // namespace

void import_tn_orders(Routes& routes) {
  const OrderFamily& family = kImportTnOrders;
  routes.on("GET /accounts/{accountId}/importTnOrders", list_orders_by_facts(family, kQueries));
  routes.on("POST /accounts/{accountId}/importTnOrders", create_or_fail(family));
  routes.on("GET /accounts/{accountId}/importTnOrders/{orderid}", get_order(family));
  routes.on("GET /accounts/{accountId}/importTnOrders/{orderid}/history", order_history(family));
  routes.on("GET /accounts/{accountId}/importTnOrders/{orderid}/loas", list_files(family));
  routes.on("POST /accounts/{accountId}/importTnOrders/{orderid}/loas", upload_file(family));
  routes.on("GET /accounts/{accountId}/importTnOrders/{orderid}/loas/{fileid}",
            download_file(family));
  routes.on("PUT /accounts/{accountId}/importTnOrders/{orderid}/loas/{fileid}",
            replace_file(family));
  routes.on("DELETE /accounts/{accountId}/importTnOrders/{orderid}/loas/{fileid}",
            delete_file(family));
  routes.on("GET /accounts/{accountId}/importTnOrders/{orderid}/loas/{fileid}/metadata",
            file_metadata(family));
  routes.on("PUT /accounts/{accountId}/importTnOrders/{orderid}/loas/{fileid}/metadata",
            change_file_metadata(family));
  routes.on("DELETE /accounts/{accountId}/importTnOrders/{orderid}/loas/{fileid}/metadata",
            delete_file_metadata(family));
}

}  // namespace dashsim::api
