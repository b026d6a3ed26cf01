// Requests for customer service records: what another carrier knows of the customer of a telephone
// number. Reference: csrs; what the reference leaves out, clients know.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/named.hpp"
#include "api/kit/order_family.hpp"
#include "kernel/text.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::api {
namespace {

using scenario::ServiceRecord;
using world::Order;
using world::RequestElement;

constexpr std::uint32_t kNotEnabled = 12160;
constexpr std::uint32_t kTnRequired = 7102;
constexpr std::uint32_t kFinished = 7304;
constexpr std::uint32_t kCustomerOrderIdInvalid = 7318;
constexpr std::uint32_t kTnInvalid = 5070;

constexpr std::string_view kWorkingTn = "WorkingOrBillingTelephoneNumber";
constexpr std::string_view kAccountTn = "AccountTelephoneNumber";
/// Beside the customer order id, in the reference's order.
constexpr std::string_view kElements[] = {
    kWorkingTn,     "AccountNumber", kAccountTn,     "EndUserName", "AuthorizingUserName",
    "CustomerCode", "EndUserPIN",    "AddressLine1", "City",        "State",
    "ZIPCode",      "TypeOfService"};

void check_number(const xml::Element& document, std::string_view name, Refusals& refusals) {
  const std::string_view text = document.text_at(name);
  if (!text.empty() && !world::parse_tn(text)) refusals.add(kTnInvalid);
}

/// The number that the record is asked for: the working one, or that of the account.
std::string_view number_asked_for(const auto& document) {
  const std::string_view working = document.text_at(kWorkingTn);
  return working.empty() ? document.text_at(kAccountTn) : working;
}

world::OrderRequest read(const Call& call, const world::World& /*world*/, Refusals& refusals) {
  const xml::Element document = call.document();
  world::OrderRequest request;
  request.customer_order_id = document.text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  check_number(document, kWorkingTn, refusals);
  check_number(document, kAccountTn, refusals);
  const std::string_view number = number_asked_for(document);
  if (number.empty()) refusals.add(kTnRequired);
  if (const auto tn = world::parse_tn(number)) request.numbers.push_back(*tn);
  return request;
}

/// What the scenario says of the number; else what the request leads one to expect.
ServiceRecord find_record(const Order& order, const world::World& world) {
  const world::Tn tn = order.request.numbers.front();
  for (const ServiceRecord& record : world.scenario().customer_service_records) {
    const bool has_it = std::ranges::any_of(record.numbers, [tn](const scenario::TnRange& range) {
      return tn.value >= range.first && tn.value <= range.last;
    });
    if (has_it) return record;
  }
  const RequestElement& document = order.request.document;
  const auto upper = [&](std::string_view name) {
    return kernel::upper_case(document.text_at(name));
  };
  ServiceRecord record;
  record.numbers = {{tn.value, tn.value}};
  record.account_number = document.text_at("AccountNumber");
  record.customer_name = upper("EndUserName");
  record.address_line = upper("AddressLine1");
  record.city = upper("City");
  record.state = upper("State");
  record.zip = document.text_at("ZIPCode");
  return record;
}

void write_record(const Order& order, const world::World& world, xml::Writer& out) {
  const ServiceRecord record = find_record(order, world);
  out.open("CsrData");
  out.element_if("AccountNumber", record.account_number);
  out.element_if("CustomerName", record.customer_name);
  out.open("ServiceAddress");
  out.element_if("UnparsedAddress", record.address_line);
  out.element_if("City", record.city);
  out.element_if("State", record.state);
  out.element_if("Zip", record.zip);
  out.close();
  out.element("WorkingTelephoneNumber", to_text(order.request.numbers.front()));
  out.open("WorkingTelephoneNumbersOnAccount");
  for (const scenario::TnRange& range : record.numbers) {
    for (std::uint64_t tn = range.first; tn <= range.last; ++tn)
      out.element("TelephoneNumber", to_text(world::Tn{tn}));
  }
  out.close().close();
}

void write_created(const Order& order, xml::Writer& out) {
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("LastModifiedBy", order.history.back().author);
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("AccountId", order.account.value);
  out.element("OrderId", order.id.value);
  out.element("LastModifiedDate", kernel::format_instant(order.modified));
  out.element("Status", order.status->name);
  for (const std::string_view name : kElements)
    out.element_if(name, order.request.document.text_at(name));
}

void write(const Order& order, const OrderView& view, xml::Writer& out) {
  write_created(order, out);
  for (const world::OrderError& error : order.errors) {
    out.open("Errors").element("Code", error.code);
    out.element("Description", error_text(error.code, error.about)).close();
  }
  if (order.is_in("COMPLETE")) write_record(order, view.world, out);
}

void write_entry(const Order& order, const OrderView& view, xml::Writer& out) {
  out.open("CsrResponse");
  write(order, view, out);
  out.close();
}

constexpr OrderFamily kCsrs{
    .type = world::OrderType::kCsrs,
    .response = "CsrResponse",
    .fields = {},
    .read = read,
    .write_created = write_created,
    .write = write,
    .echo = nullptr,
    .list = {.root = "CsrResponses", .container = {}, .write_entry = write_entry},
};

/// The request takes the place of the one before, and is processed anew.
Result<Reply> change(const Call& call, world::World& world) {
  Order* order = find_order(kCsrs, call, world);
  if (order == nullptr) return no_such_order(kCsrs, call);
  if (order->final()) return refuse(400, kFinished);
  Refusals refusals;
  world::OrderRequest request = read(call, world, refusals);
  if (!refusals.empty()) return refusals;
  request.user = order->request.user;
  request.query = order->request.query;
  request.document = keep(call.document());
  order->request = std::move(request);
  order->errors.clear();
  fire(world, *order, scenario::Trigger::kSupp);
  order->history.back().author = call.user().name;
  const OrderView view{world};
  return reply(200, kCsrs.response, [&](xml::Writer& out) { write(*order, view, out); });
}

}  // namespace

void csrs(Routes& routes) {
  routes.on("GET /accounts/{accountId}/csrs", list_orders(kCsrs));
  routes.on("POST /accounts/{accountId}/csrs",
            with_feature("CSR", kNotEnabled, create_order(kCsrs)));
  routes.on("GET /accounts/{accountId}/csrs/{orderid}", get_order(kCsrs));
  routes.on("PUT /accounts/{accountId}/csrs/{orderid}", change);
  routes.on("GET /accounts/{accountId}/csrs/{orderid}/notes", list_order_notes(kCsrs));
  routes.on("POST /accounts/{accountId}/csrs/{orderid}/notes", add_order_note(kCsrs));
  routes.on("PUT /accounts/{accountId}/csrs/{orderid}/notes/{noteId}", change_order_note(kCsrs));
}

}  // namespace dashsim::api
