#include "api/callbacks/emergency_call.hpp"

#include "xml/writer.hpp"

namespace dashsim::api {

std::string write_emergency_call(const world::EmergencyNotice& notice) {
  xml::Writer out;
  out.open("EmergencyNotification");
  out.element("RecipientIdentifier", notice.recipient.value);
  out.element("CallTime", kernel::format_instant(notice.time));
  out.element("Endpoint", notice.endpoint);
  out.element_if("CallbackNumber", notice.callback_number);
  out.element_if("CallerName", notice.caller_name);
  out.element_if("Address", notice.address);
  out.open("EmergencyNotificationGroup").element("Identifier", notice.group.value);
  out.element("Description", notice.group_description).close();
  out.close();
  return out.take();
}

}  // namespace dashsim::api
