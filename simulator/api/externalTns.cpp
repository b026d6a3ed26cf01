// Orders that bring numbers which their customers keep, or remove them. Reference: externalTns.
#include "api/families.hpp"
#include "api/kit/imports.hpp"

namespace dashsim::api {
namespace {

using world::Order;

constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;
constexpr std::uint32_t kTnRequired = 5073;
constexpr std::uint32_t kActionInvalid = 5081;
constexpr std::uint32_t kNoPermission = 25010;

/// Of the codes' texts, and the name of the order in its answers.
constexpr std::string_view kDomain = "externalTns";
constexpr std::string_view kOrder = "ExternalTnsOrder";

constexpr std::string_view kActions[] = {"IMPORT", "REMOVE"};
constexpr Field kFields[] = {{.path = "Action",
                              .kind = FieldKind::kWord,
                              .bad_code = kActionInvalid,
                              .missing_code = kActionInvalid,
                              .words = kActions,
                              .domain = kDomain}};
constexpr std::pair<std::string_view, std::string_view> kQueries[] = {{"action", "Action"},
                                                                      {"loaType", "LoaType"}};

world::OrderRequest read(const Call& call, const world::World& world, Refusals& refusals) {
  const xml::Element document = call.document();
  world::OrderRequest request;
  if (!may_import(call, world)) refusals.add(kNoPermission);
  request.facts.child_or_new("Action").text = document.text_at("Action");
  read_loa_type(document, "CARRIER", request, refusals);
  request.customer_order_id = document.text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  read_destination(call, world, kOrderDestination, request, refusals);
  const std::size_t refused_before = refusals.list.size();
  if (const auto list = document.child("TelephoneNumbers"))
    read_tns(*list, "TelephoneNumber", request.numbers, refusals);
  if (request.numbers.empty() && refusals.list.size() == refused_before) refusals.add(kTnRequired);
  return request;
}

void write_order(const Order& order, xml::Writer& out) {
  write_import_head(order, out);
  write_imports(order.request.numbers, out);
  out.element("Action", order.request.facts.text_at("Action"));
  out.element("LoaType", order.request.facts.text_at("LoaType"));
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
  write_created(order, out);
}

constexpr OrderFamily kExternalTns{
    .type = world::OrderType::kExternalTns,
    .response = kOrder,
    .fields = kFields,
    .read = read,
    .write_created = write_created,
    .write = write,
    .echo = nullptr,
    .list = {.root = "ExternalTnsOrders",
             .container = {},
             .write_entry = write_entry,
             .when_empty = EmptyList::kNotFound,
             .pages = false},
    .created_response = "ExternalTnsOrderResponse",
};

}  // namespace

void external_tns(Routes& routes) {
  routes.on("GET /accounts/{accountId}/externalTns", list_orders_by_facts(kExternalTns, kQueries));
  routes.on("POST /accounts/{accountId}/externalTns", create_order(kExternalTns));
  routes.on("GET /accounts/{accountId}/externalTns/{orderid}", get_order_or_say_so(kExternalTns));
}

}  // namespace dashsim::api
