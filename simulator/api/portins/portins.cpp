#include "api/portins/portins.hpp"

#include <algorithm>

#include "api/families.hpp"
#include "api/kit/listing.hpp"
#include "api/kit/named.hpp"
#include "api/kit/order_files.hpp"
#include "api/kit/port_changes.hpp"
#include "api/kit/port_entries.hpp"
#include "api/kit/port_request.hpp"
#include "api/portins/port_activation.hpp"
#include "kernel/text.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::api {
namespace {

using world::Order;
using world::RequestElement;

// Codes of the catalogue.
constexpr std::uint32_t kReceived = 201;
constexpr std::uint32_t kSuppReceived = 200;
constexpr std::uint32_t kValidationFailed = 400;
constexpr std::string_view kStatuses = "LnpApiStatus";
constexpr std::string_view kReceivedStatuses = "OrderStatus";
constexpr std::uint32_t kPortingNotEnabled = 7333;
constexpr std::uint32_t kStatusInvalid = 7372;

constexpr std::string_view kDraft = "DRAFT";

void write_status(std::uint32_t code, std::string_view domain, xml::Writer& out) {
  out.open("Status");
  out.element("Code", code);
  out.element("Description", error_text(code, {}, domain));
  out.close();
}

std::string_view true_or_false(bool value) {
  return value ? "true" : "false";
}

/// What the client said, in the order of the reference.
void write_request(const RequestElement& document, xml::Writer& out) {
  constexpr std::string_view kElements[] = {
      "RequestedFocDate",  "CustomerOrderId", "LoaAuthorizingPerson",   "Subscriber",
      "WirelessInfo",      "TnAttributes",    "BillingTelephoneNumber", "NewBillingTelephoneNumber",
      "ListOfPhoneNumbers"};
  for (const std::string_view name : kElements) {
    const RequestElement* element = document.child(name);
    if (element == nullptr || (element->text.empty() && element->children.empty())) continue;
    write_kept(*element, out);
  }
}

/// 400 with all that is wrong, beside what was asked for.
Reply refused(const RequestElement& document, std::string_view order_id, const Refusals& refusals) {
  return reply(400, kPortins.response, [&](xml::Writer& out) {
    out.element_if("OrderId", order_id);
    write_status(kValidationFailed, kStatuses, out);
    write_repeated_errors(refusals, out);
    out.element("ProcessingStatus", "EXCEPTION");
    write_request(with_country(document), out);
    out.element_if("Triggered", document.text_at("Triggered"));
  });
}

void write_created(const Order& order, xml::Writer& out) {
  const RequestElement document = with_country(order.request.document);
  out.element("OrderId", order.id.value);
  write_status(kReceived, kReceivedStatuses, out);
  out.element("ProcessingStatus", order.status->name);
  write_request(document, out);
  out.element_if("Triggered", document.text_at("Triggered"));
}

void write_errors(const Order& order, xml::Writer& out) {
  for (const world::OrderError& error : order.errors) {
    out.open("Errors");
    out.element("Code", error.code);
    out.element("Description", error_text(error.code, error.about));
    out.close();
  }
}

/// Enterprise accounts are not told of carriers. Reference: portins, GET.
bool sees_carriers(const world::Account& account) {
  return account.account_type.find("Enterprise") == std::string::npos;
}

void write(const Order& order, const OrderView& view, xml::Writer& out) {
  const world::Porting& port = *order.porting;
  const world::Account& account = *view.world.accounts().find(order.account);
  const RequestElement document = as_service_address(with_country(order.request.document));
  out.element("OrderId", order.id.value);
  write_errors(order, out);
  out.element("ProcessingStatus", order.status->name);
  if (port.actual_foc) out.element("ActualFocDate", kernel::format_instant(*port.actual_foc));
  write_request(document, out);
  if (sees_carriers(account)) out.element_if("AlternateSpid", document.text_at("AlternateSpid"));
  out.element("AccountId", order.account.value);
  if (order.request.site) out.element("SiteId", order.request.site->value);
  if (order.request.sip_peer) out.element("PeerId", order.request.sip_peer->value);
  if (sees_carriers(account)) out.element_if("LosingCarrierName", port.losing_name);
  out.element_if("VendorName", port.vendor);
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("LastModifiedDate", kernel::format_instant(order.modified));
  out.element("userId", order.request.user);
  out.element("LastModifiedBy", order.history.back().author);
  out.element("PartialPort",
              true_or_false(kernel::parse_flag(document.text_at("PartialPort")).value_or(false)));
  out.element("Triggered", true_or_false(port.triggered));
  out.element("PortType", scenario::kPortTypes[static_cast<std::size_t>(port.type)]);
}

bool may_port(const Call& call, const world::World& world) {
  return account_has(call, world, "LNP");
}

Result<Reply> create(const Call& call, world::World& world) {
  const RequestElement document = keep(call.document());
  Refusals refusals;
  const std::string_view status = document.text_at("ProcessingStatus");
  if (!status.empty() && status != kDraft)
    refusals.add(kStatusInvalid, std::string(status), std::string(kDraft));
  if (!may_port(call, world)) refusals.add(kPortingNotEnabled);
  const bool draft = status == kDraft;
  PortRequest port = read_port(document, {world, call.account()},
                               draft ? PortChecks::kNumbers : PortChecks::kAll, refusals);
  if (!refusals.empty()) return refused(document, {}, refusals);
  sign(call, port.request);
  port.request.draft = draft;
  const Order& order = place_order(world, kPortins.type, call.account(), std::move(port.request),
                                   std::move(port.porting));
  Reply created =
      reply(201, kPortins.response, [&](xml::Writer& out) { write_created(order, out); });
  created.location = call.url_of_created(order.id.value);
  return created;
}

Result<Reply> change(const Call& call, world::World& world) {
  Order* order = find_order(kPortins, call, world);
  if (order == nullptr) return no_such_order(kPortins, call);
  const RequestElement supp = keep(call.document());
  Refusals refusals;
  PortPlan plan = plan_port_change(world, *order, supp, Submitter::kItself, refusals);
  if (!refusals.empty()) return refused(supp, order->id.value, refusals);
  carry_out(world, *order, std::move(plan), call.user().name);
  return reply(200, kPortins.response, [&](xml::Writer& out) {
    const RequestElement& document = order->request.document;
    out.element("OrderId", order->id.value);
    write_status(kSuppReceived, kStatuses, out);
    out.element("ProcessingStatus", order->status->name);
    for (const std::string_view name :
         {"RequestedFocDate", "BillingTelephoneNumber", "NewBillingTelephoneNumber"})
      out.element_if(name, document.text_at(name));
    out.element("Triggered", true_or_false(order->porting->triggered));
  });
}

/// Takes a draft out of the world, and out of the bulk port-in that it may belong to.
void discard(const Order& draft, world::World& world) {
  if (Order* bulk = world.orders().find(draft.porting->parent.value))
    std::erase(bulk->porting->children, draft.id);
  world.orders().erase(draft);
}

Result<Reply> cancel(const Call& call, world::World& world) {
  Order* order = find_order(kPortins, call, world);
  if (order == nullptr) return no_such_order(kPortins, call);
  if (order->request.draft) {
    discard(*order, world);
    return empty_reply(200);
  }
  Refusals refusals;
  check_open(*order, world, PortChange::kCancel, refusals);
  if (!refusals.empty()) return refused({}, order->id.value, refusals);
  fire(world, *order, scenario::Trigger::kCancel);
  return empty_reply(200);
}

Result<Reply> history(const Call& call, world::World& world) {
  const Order* order = find_order(kPortins, call, world);
  if (order == nullptr || !order->request.draft) return order_history(kPortins).run(call, world);
  return history_of_draft();
}

Result<Reply> count_numbers(const Call& call, world::World& world) {
  const Order* order = find_order(kPortins, call, world);
  if (order == nullptr) return no_such_order(kPortins, call);
  return quantity(order->request.numbers.size());
}

}  // namespace

constexpr OrderFamily kPortins{
    .type = world::OrderType::kPortins,
    .response = "LnpOrderResponse",
    .fields = {},
    .read = nullptr,
    .write_created = write_created,
    .write = write,
    .echo = nullptr,
    .list = {.root = "LNPResponseWrapper",
             .container = {},
             .write_entry = write_port_entry,
             .size_usual = 300},
};

void portins(Routes& routes) {
  routes.on("GET /accounts/{accountId}/portins", list_port_ins);
  routes.on("POST /accounts/{accountId}/portins", create);
  routes.on("GET /accounts/{accountId}/portins/totals", count_port_ins);
  routes.on("GET /accounts/{accountId}/portins/{orderid}", get_order(kPortins));
  routes.on("PUT /accounts/{accountId}/portins/{orderid}", change);
  routes.on("DELETE /accounts/{accountId}/portins/{orderid}", cancel);
  routes.on("GET /accounts/{accountId}/portins/{orderid}/activationStatus", get_activation);
  routes.on("PUT /accounts/{accountId}/portins/{orderid}/activationStatus", set_activation);
  routes.on("GET /accounts/{accountId}/portins/{orderid}/areaCodes", order_area_codes(kPortins));
  routes.on("GET /accounts/{accountId}/portins/{orderid}/npaNxx", order_npa_nxx(kPortins));
  routes.on("GET /accounts/{accountId}/portins/{orderid}/tns", order_tns(kPortins));
  routes.on("GET /accounts/{accountId}/portins/{orderid}/totals", count_numbers);
  routes.on("POST /accounts/{accountId}/portins/{orderid}/notes", add_order_note(kPortins));
  routes.on("GET /accounts/{accountId}/portins/{orderid}/notes", list_order_notes(kPortins));
  routes.on("PUT /accounts/{accountId}/portins/{orderid}/notes/{noteId}",
            change_order_note(kPortins));
  routes.on("GET /accounts/{accountId}/portins/{orderid}/history", history);
  routes.on("GET /accounts/{accountId}/sites/{siteId}/portins", list_site_port_ins);
  routes.on("GET /accounts/{accountId}/portins/{orderid}/loas", list_files(kPortins));
  routes.on("POST /accounts/{accountId}/portins/{orderid}/loas", upload_file(kPortins));
  routes.on("GET /accounts/{accountId}/portins/{orderid}/loas/{fileid}", download_file(kPortins));
  routes.on("PUT /accounts/{accountId}/portins/{orderid}/loas/{fileid}", replace_file(kPortins));
  routes.on("DELETE /accounts/{accountId}/portins/{orderid}/loas/{fileid}", delete_file(kPortins));
  routes.on("GET /accounts/{accountId}/portins/{orderid}/loas/{fileid}/metadata",
            file_metadata(kPortins));
  routes.on("PUT /accounts/{accountId}/portins/{orderid}/loas/{fileid}/metadata",
            change_file_metadata(kPortins));
  routes.on("DELETE /accounts/{accountId}/portins/{orderid}/loas/{fileid}/metadata",
            delete_file_metadata(kPortins));
}

}  // namespace dashsim::api
