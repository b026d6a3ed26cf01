// Requests of other carriers for numbers of an account. Reference: portouts. No client makes them:
// see world/port_outs.hpp.
#include "api/families.hpp"
#include "api/kit/listing.hpp"
#include "api/kit/order_family.hpp"
#include "api/kit/port_entries.hpp"

namespace dashsim::api {
namespace {

using world::Order;

void write_instant(std::string_view name, const std::optional<kernel::VirtualTime>& time,
                   xml::Writer& out) {
  if (time) out.element(name, kernel::format_instant(*time));
}

void write(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  write_instant("RequestedFocDate", order.porting->requested_foc, out);
  write_instant("ActualFocDate", order.porting->actual_foc, out);
  out.element("PON", order.porting->pon);
  out.element("AccountId", order.account.value);
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("LastModifiedDate", kernel::format_instant(order.modified));
  out.element("userId", order.request.user);
  out.element("PortOutStatus", order.status->name);
  out.element_if("SPID", order.porting->spid);
}

constexpr OrderFamily kPortOuts{
    .type = world::OrderType::kPortouts,
    .response = "LnpOrderResponse",
    .fields = {},
    .read = nullptr,
    .write_created = nullptr,
    .write = write,
    .echo = nullptr,
    .list = {.root = "LNPResponseWrapper",
             .container = {},
             .write_entry = write_port_entry,
             .when_empty = EmptyList::kEmpty,
             .size_usual = 300},
};

/// `date` asks for orders that something happened to on that day.
Result<Reply> list(const Call& call, world::World& world) {
  Result<world::OrderFilter> filter = read_filter(call);
  if (!filter) return filter.error();
  const Result<Days> day = read_days(call, "date", "date");
  if (!day) return day.error();
  filter->changed_from = day->from;
  filter->changed_to = day->to;
  return list_page(kPortOuts, call, world, *filter);
}

}  // namespace

void port_outs(Routes& routes) {
  routes.on("GET /accounts/{accountId}/portouts", list);
  routes.on("GET /accounts/{accountId}/portouts/totals", count_orders(kPortOuts));
  routes.on("GET /accounts/{accountId}/portouts/{orderid}", get_order(kPortOuts));
  routes.on("GET /accounts/{accountId}/portouts/{orderid}/notes", list_order_notes(kPortOuts));
  routes.on("POST /accounts/{accountId}/portouts/{orderid}/notes", add_order_note(kPortOuts));
}

}  // namespace dashsim::api
