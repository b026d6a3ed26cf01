// Orders that tell whether end users have telephone numbers. Reference: numbersAssignment.
#include "api/families.hpp"
#include "api/kit/imports.hpp"
#include "api/kit/named.hpp"
#include "api/kit/tn_groups.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Order;

constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;
constexpr std::uint32_t kActionInvalid = 13554;

constexpr std::string_view kDomain = "numbersAssignment";
constexpr std::string_view kActions[] = {"ASSIGN", "UNASSIGN"};
constexpr Field kFields[] = {{.path = "Action",
                              .kind = FieldKind::kWord,
                              .bad_code = kActionInvalid,
                              .missing_code = kActionInvalid,
                              .words = kActions,
                              .domain = kDomain}};

world::OrderRequest read(const Call& call, const world::World& /*world*/, Refusals& refusals) {
  const xml::Element document = call.document();
  world::OrderRequest request;
  request.customer_order_id = document.text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  // Lists are asked for what the numbers become.
  request.facts.child_or_new("Action").text = std::string(document.text_at("Action")) + "ED";
  read_required_tns(document, request.numbers, refusals);
  return request;
}

void write_order(const Order& order, xml::Writer& out) {
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("AccountId", order.account.value);
  out.element("CreatedByUser", order.request.user);
  out.element("OrderId", order.id.value);
  out.element("ProcessingStatus", order.status->name);
  out.element("TotalQuantity", order.request.numbers.size());
  out.element("FailedQuantity", order.failed_numbers.size());
  out.open("TelephoneNumbersAssignmentOrder");
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("Action", order.request.document.text_at("Action"));
  write_imports(order.request.numbers, out);
  out.close();
  write_grouped_errors(order, kDomain, out);
}

void write(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  write_order(order, out);
}

/// The reference shows no list; this is the form that others have.
void write_entry(const Order& order, const OrderView& view, xml::Writer& out) {
  write_feature_order(order, view, "numbers_assignment", out);
}

constexpr std::pair<std::string_view, std::string_view> kQueries[] = {{"action", "Action"}};

constexpr OrderFamily kNumbersAssignment{
    .type = world::OrderType::kNumbersAssignment,
    .response = "TelephoneNumbersAssignmentOrderResponse",
    .fields = kFields,
    .read = read,
    .write_created = write_order,
    .write = write,
    .echo = nullptr,
    .list = {.root = "ResponseSelectWrapper",
             .container = "ListOrderIdUserIdDate",
             .write_entry = write_entry,
             .pages = false},
};

}  // namespace

void numbers_assignment(Routes& routes) {
  routes.on("GET /accounts/{accountId}/numbersAssignment",
            list_orders_by_facts(kNumbersAssignment, kQueries));
  routes.on("POST /accounts/{accountId}/numbersAssignment",
            with_feature("TN_ASSIGNMENT", create_order(kNumbersAssignment)));
  routes.on("GET /accounts/{accountId}/numbersAssignment/{orderid}",
            get_order_or_say_so(kNumbersAssignment));
}

}  // namespace dashsim::api
