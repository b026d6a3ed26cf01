#include "api/callbacks/notification.hpp"

#include "scenario/vocabulary.hpp"
#include "xml/writer.hpp"

namespace dashsim::api {
namespace {

void write_numbers(std::string_view list, const std::vector<world::Tn>& numbers, xml::Writer& out) {
  if (numbers.empty()) return;
  out.open(list);
  for (const world::Tn tn : numbers) out.element("TelephoneNumber", to_text(tn));
  out.close();
}

}  // namespace

std::string write_notification(const world::Notification& notification) {
  xml::Writer out;
  out.open("Notification");
  out.element("SubscriptionId", notification.subscription.value);
  if (notification.order_type)
    out.element("OrderType", scenario::words(*notification.order_type).name);
  out.element_if("OrderId", notification.order_id);
  out.element_if("CustomerOrderId", notification.customer_order_id);
  out.element_if("Status", notification.status);
  out.element_if("Message", notification.message);
  out.element_if("Note", notification.note);
  write_numbers("CompletedTelephoneNumbers", notification.completed_numbers, out);
  out.element_if("EventType", notification.event_type);
  write_numbers("ImpactedTelephoneNumbers", notification.impacted_numbers, out);
  out.close();
  return out.take();
}

}  // namespace dashsim::api
