#include "api/kit/port_entries.hpp"

namespace dashsim::api {
namespace {

/// The id that the reference's samples give "Bandwidth CLEC".
constexpr std::string_view kBandwidthVendorId = "49";

/// The state that the order is in, or was in at the end of the day that the list is about.
const world::State& state_shown(const world::Order& order, const OrderView& view) {
  const world::State* state = order.status;
  if (!view.as_of) return *state;
  for (const world::HistoryEntry& entry : order.history) {
    if (entry.time < *view.as_of) state = entry.status;
  }
  return *state;
}

/// What became of the order so far, as a code: the first error, or that of its status.
void write_result(const world::Order& order, xml::Writer& out) {
  constexpr std::uint32_t kReceived = 201;
  if (!order.errors.empty()) {
    const world::OrderError& error = order.errors.front();
    out.element("ErrorCode", error.code);
    out.element("ErrorMessage", error_text(error.code, error.about));
  } else if (order.is_in("COMPLETE")) {
    out.element("ErrorCode", 200U);
    out.element("ErrorMessage", order.type == world::OrderType::kPortins ? "Port in successful."
                                                                         : "Port out successful.");
  } else {
    out.element("ErrorCode", kReceived);
    out.element("ErrorMessage", error_text(kReceived, {}, "OrderStatus"));
  }
}

}  // namespace

void write_port_entry(const world::Order& order, const OrderView& view, xml::Writer& out) {
  const world::Porting& port = *order.porting;
  const bool in = order.type == world::OrderType::kPortins;
  out.open("lnpPortInfoForGivenStatus");
  out.element("CountOfTNs", order.request.numbers.size());
  out.element("userId", order.request.user);
  out.element("lastModifiedDate", kernel::format_instant(order.modified));
  out.element("OrderDate", kernel::format_instant(order.created));
  out.element("OrderId", order.id.value);
  out.element("OrderType", in ? "port_in" : "port_out");
  write_result(order, out);
  out.element_if("BillingTelephoneNumber",
                 order.request.document.text_at("BillingTelephoneNumber"));
  if (!order.request.numbers.empty())
    out.element("FullNumber", to_text(order.request.numbers.front()));
  out.element_if("LNPLosingCarrierId", port.losing_spid);
  out.element_if("LNPLosingCarrierName", port.losing_name);
  out.element("ProcessingStatus", state_shown(order, view).name);
  if (port.requested_foc)
    out.element("RequestedFOCDate", kernel::format_instant(*port.requested_foc));
  out.element_if("VendorId", in ? kBandwidthVendorId : std::string_view(port.spid));
  out.element_if("VendorName", port.vendor);
  out.close();
}

}  // namespace dashsim::api
