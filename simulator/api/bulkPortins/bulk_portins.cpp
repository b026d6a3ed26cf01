#include "api/bulkPortins/bulk_portins.hpp"

#include <algorithm>

#include "api/families.hpp"
#include "api/kit/listing.hpp"
#include "api/kit/order_files.hpp"
#include "api/kit/port_changes.hpp"
#include "kernel/text.hpp"
#include "world/bulk_ports.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::api {
namespace {

using world::Order;
using world::RequestElement;

// Codes of the catalogue, domain LNP or /portins errors.
constexpr std::uint32_t kCustomerOrderIdInvalid = 7318;
constexpr std::uint32_t kPortingNotEnabled = 7333;
constexpr std::uint32_t kStatusInvalid = 7372;
constexpr std::uint32_t kOnlyDraftsStart = 7648;
constexpr std::uint32_t kNoPortIns = 7704;
constexpr std::uint32_t kNotADraft = 7709;

constexpr std::string_view kDraft = "DRAFT";
constexpr std::string_view kInProgress = "IN_PROGRESS";
/// The description that stands above the errors of port-ins.
constexpr std::string_view kCheckParameters = "Please check your input parameters.";

/// Elements of the template, in the order in which they are read back.
constexpr std::string_view kElements[] = {
    "RequestedFocDate", "CustomerOrderId", "LoaAuthorizingPerson",
    "Subscriber",       "AccountNumber",   "PinNumber",
    "TnAttributes",     "AlternateSpid",   "BillingTelephoneNumber",
    "SiteId",           "PeerId"};

void write_dates(const Order& order, xml::Writer& out) {
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("LastModifiedDate", kernel::format_instant(order.modified));
  out.element("CreatedByUser", order.request.user);
  out.element("LastModifiedBy", order.history.back().author);
  out.element("ProcessingStatus", order.status->name);
}

void write_template(const Order& order, std::string_view after, xml::Writer& out) {
  const RequestElement document = as_service_address(with_country(order.request.document));
  for (const std::string_view name : kElements) {
    const RequestElement* element = document.child(name);
    const bool empty = element == nullptr || (element->text.empty() && element->children.empty());
    if (!empty) write_kept(*element, out);
    if (name != after || order.porting->children.empty()) continue;
    out.open("PortinList");
    for (const world::OrderId& id : order.porting->children) out.element("PortinOrderId", id.value);
    out.close();
  }
}

void write_bulk(const Order& order, xml::Writer& out) {
  out.open("BulkPortin");
  write_dates(order, out);
  write_template(order, {}, out);
  out.close();
}

void write(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  write_bulk(order, out);
}

void write_entry(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  out.open("BulkPortinResponse");
  write_dates(order, out);
  write_template(order, "LoaAuthorizingPerson", out);
  out.close();
}

/// What a template holds apart from its state.
RequestElement without_status(RequestElement document) {
  document.drop_child("ProcessingStatus");
  return document;
}

void check_template(const RequestElement& document, Refusals& refusals) {
  if (!is_customer_order_id(document.text_at("CustomerOrderId")))
    refusals.add(kCustomerOrderIdInvalid);
}

void refuse_status(std::string_view status, std::string_view allowed, Refusals& refusals) {
  refusals.add(kStatusInvalid, std::string(status), std::string(allowed));
}

/// What the orders of lists and conditions are compared by.
void take_over(Order& order, RequestElement document) {
  order.request.customer_order_id = document.text_at("CustomerOrderId");
  order.request.document = std::move(document);
}

Result<Reply> create(const Call& call, world::World& world) {
  const RequestElement document = keep(call.document());
  Refusals refusals;
  const std::string_view status = document.text_at("ProcessingStatus");
  if (!status.empty() && status != kDraft) refuse_status(status, kDraft, refusals);
  const world::Account& account = *world.accounts().find(call.account());
  if (!world::has_feature(account.products, "LNP")) refusals.add(kPortingNotEnabled);
  check_template(document, refusals);
  if (!refusals.empty()) return refusals;
  world::OrderRequest request;
  sign(call, request);
  request.customer_order_id = document.text_at("CustomerOrderId");
  request.draft = true;
  request.document = without_status(document);
  const Order& order =
      place_order(world, kBulkPortins.type, call.account(), std::move(request), world::Porting{});
  Reply created =
      reply(201, kBulkPortins.response, [&](xml::Writer& out) { write_bulk(order, out); });
  created.location = call.url_of_created(order.id.value);
  return created;
}

/// Takes out of `document` what the client has marked with delete="true".
void delete_marked(const xml::Element& marked, RequestElement& document) {
  for (const xml::Element child : marked.children()) {
    if (child.to_delete()) {
      document.drop_child(child.name());
    } else if (child.has_children() && document.child(child.name()) != nullptr) {
      delete_marked(child, document.child_or_new(child.name()));
    }
  }
}

/// The plans for all port-ins of a bulk port-in, or what is wrong with some of them.
struct ChildPlans {
  std::vector<std::pair<Order*, PortPlan>> plans;
  std::vector<std::pair<std::string, Refusals>> refused;  ///< by order id
};

ChildPlans plan_children(const Order& bulk, world::World& world, const RequestElement& supp) {
  ChildPlans all;
  for (Order* child : children_of(bulk, world)) {
    if (child->final()) continue;
    RequestElement own = supp;
    if (!child->request.draft) own.drop_child("ProcessingStatus");
    if (own.children.empty()) continue;
    Refusals refusals;
    PortPlan plan = plan_port_change(world, *child, own, Submitter::kBulk, refusals);
    if (refusals.empty()) {
      all.plans.emplace_back(child, std::move(plan));
    } else {
      all.refused.emplace_back(child->id.value, std::move(refusals));
    }
  }
  return all;
}

Reply refused_children(const ChildPlans& plans) {
  return reply(400, kBulkPortins.response, [&](xml::Writer& out) {
    out.open("ResponseStatus").element("Description", kCheckParameters).close();
    out.open("PortinListErrors");
    for (const auto& [id, refusals] : plans.refused) {
      out.open("PortinErrors").element("PortinOrderId", id).open("Errors");
      for (const Refusal& refusal : refusals.list) {
        out.open("Error");
        out.element("Description", refusal.text).element("ErrorCode", refusal.code);
        out.close();
      }
      out.close().close();
    }
    out.close();
  });
}

/// The elements of `after` that are not as they were.
RequestElement changed_elements(const RequestElement& before, const RequestElement& after) {
  RequestElement changed;
  for (const RequestElement& child : after.children) {
    const RequestElement* old = before.child(child.name);
    if (old == nullptr || !differences(*old, child).empty() || old->text != child.text)
      changed.children.push_back(child);
  }
  return changed;
}

/// Drafts have no more than the template says.
void drop_elements(const RequestElement& before, const RequestElement& after,
                   RequestElement& document) {
  for (const RequestElement& child : supp_of(before).children) {
    if (supp_of(after).child(child.name) == nullptr) document.drop_child(child.name);
  }
}

Result<Reply> change_to(RequestElement document, std::string_view status, const Call& call,
                        world::World& world, Order& bulk) {
  const RequestElement before = bulk.request.document;
  RequestElement supp = supp_of(changed_elements(before, document));
  const bool starts = status == kInProgress;
  if (starts) supp.child_or_new("ProcessingStatus").text = "SUBMITTED";
  ChildPlans children = plan_children(bulk, world, supp);
  if (!children.refused.empty()) return refused_children(children);
  const std::string difference = differences(before, document);
  for (auto& [child, plan] : children.plans) {
    if (child->request.draft) drop_elements(before, document, plan.port.request.document);
    carry_out(world, *child, std::move(plan), call.user().name);
  }
  take_over(bulk, std::move(document));
  if (starts) {
    fire(world, bulk, scenario::Trigger::kSubmit);
    bulk.history.back().author = call.user().name;
    bulk.history.back().difference = difference;
    follow_port_ins(world, bulk);
  } else {
    record_change(world, bulk, call.user().name, difference);
  }
  return reply(200, kBulkPortins.response, [&](xml::Writer& out) { write_bulk(bulk, out); });
}

Result<Reply> replace(const Call& call, world::World& world) {
  Order* bulk = find_order(kBulkPortins, call, world);
  if (bulk == nullptr) return empty_reply(404);
  const RequestElement document = keep(call.document());
  Refusals refusals;
  const std::string_view status = document.text_at("ProcessingStatus");
  if (!status.empty() && status != kDraft) refuse_status(status, kDraft, refusals);
  check_template(document, refusals);
  if (!refusals.empty()) return refusals;
  return change_to(without_status(document), {}, call, world, *bulk);
}

Result<Reply> patch(const Call& call, world::World& world) {
  Order* bulk = find_order(kBulkPortins, call, world);
  if (bulk == nullptr) return empty_reply(404);
  RequestElement document = merged_port(bulk->request.document, keep(call.document()));
  delete_marked(call.document(), document);
  Refusals refusals;
  const std::string_view status = call.document().text_at("ProcessingStatus");
  if (!status.empty() && status != kDraft && status != kInProgress)
    refuse_status(status, "DRAFT, IN_PROGRESS", refusals);
  if (status == kInProgress) {
    if (!bulk->request.draft) refusals.add(kOnlyDraftsStart);
    if (bulk->porting->children.empty()) refusals.add(kNoPortIns);
  }
  check_template(document, refusals);
  if (!refusals.empty()) return refusals;
  return change_to(std::move(document), status, call, world, *bulk);
}

Result<Reply> remove(const Call& call, world::World& world) {
  Order* bulk = find_order(kBulkPortins, call, world);
  if (bulk == nullptr) return empty_reply(404);
  if (!bulk->request.draft) return refuse(400, kNotADraft, bulk->id.value);
  drop_children(*bulk, world);
  world.orders().erase(*bulk);
  return empty_reply(200);
}

Result<Reply> get(const Call& call, world::World& world) {
  const Order* bulk = find_order(kBulkPortins, call, world);
  if (bulk == nullptr) return empty_reply(404);
  return reply(200, kBulkPortins.response, [&](xml::Writer& out) { write_bulk(*bulk, out); });
}

Result<Reply> list(const Call& call, world::World& world) {
  Result<world::OrderFilter> filter = read_filter(call);
  if (!filter) return filter.error();
  const Result<Days> day = read_days(call, "orderDate", "orderDate");
  if (!day) return day.error();
  if (day->from) {
    filter->created_from = day->from;
    filter->created_to = day->to;
  }
  return list_page(kBulkPortins, call, world, *filter);
}

Result<Reply> history(const Call& call, world::World& world) {
  const Order* bulk = find_order(kBulkPortins, call, world);
  if (bulk != nullptr && bulk->request.draft) return history_of_draft();
  return order_history(kBulkPortins).run(call, world);
}

}  // namespace

constexpr OrderFamily kBulkPortins{
    .type = world::OrderType::kBulkPortins,
    .response = "BulkPortinResponse",
    .fields = {},
    .read = nullptr,
    .write_created = nullptr,
    .write = write,
    .echo = nullptr,
    .list = {.root = "BulkPortinResponses",
             .container = {},
             .write_entry = write_entry,
             .when_empty = EmptyList::kNoContent,
             .size_usual = 300},
};

std::vector<Order*> children_of(const Order& bulk, world::World& world) {
  std::vector<Order*> children;
  for (const world::OrderId& id : bulk.porting->children) {
    if (Order* child = world.orders().find(id.value)) children.push_back(child);
  }
  return children;
}

void drop_children(Order& bulk, world::World& world) {
  for (Order* child : children_of(bulk, world)) {
    child->porting->parent = {};
    if (child->request.draft) world.orders().erase(*child);
  }
  bulk.porting->children.clear();
}

RequestElement supp_of(const RequestElement& bulk_document) {
  RequestElement supp{"LnpOrderSupp", {}, {}};
  for (const RequestElement& child : bulk_document.children) {
    const bool wireless = child.name == "AccountNumber" || child.name == "PinNumber";
    if (child.name == "ProcessingStatus") continue;
    RequestElement& parent = wireless ? supp.child_or_new("WirelessInfo") : supp;
    parent.children.push_back(child);
  }
  return supp;
}

void bulk_portins(Routes& routes) {
  routes.on("GET /accounts/{accountId}/bulkPortins", list);
  routes.on("POST /accounts/{accountId}/bulkPortins", create);
  routes.on("GET /accounts/{accountId}/bulkPortins/{orderid}", get);
  routes.on("PUT /accounts/{accountId}/bulkPortins/{orderid}", replace);
  routes.on("PATCH /accounts/{accountId}/bulkPortins/{orderid}", patch);
  routes.on("DELETE /accounts/{accountId}/bulkPortins/{orderid}", remove);
  routes.on("GET /accounts/{accountId}/bulkPortins/{orderid}/portinList", get_portin_list);
  routes.on("PUT /accounts/{accountId}/bulkPortins/{orderid}/portinList", put_portin_list);
  routes.on("GET /accounts/{accountId}/bulkPortins/{orderid}/tnList", get_tn_list);
  routes.on("PUT /accounts/{accountId}/bulkPortins/{orderid}/tnList", put_tn_list);
  routes.on("POST /accounts/{accountId}/bulkPortins/{orderid}/notes", add_order_note(kBulkPortins));
  routes.on("GET /accounts/{accountId}/bulkPortins/{orderid}/notes",
            list_order_notes(kBulkPortins));
  routes.on("PUT /accounts/{accountId}/bulkPortins/{orderid}/notes/{noteId}",
            change_order_note(kBulkPortins));
  routes.on("GET /accounts/{accountId}/bulkPortins/{orderid}/history", history);
  routes.on("GET /accounts/{accountId}/bulkPortins/{orderid}/loas", list_files(kBulkPortins));
  routes.on("POST /accounts/{accountId}/bulkPortins/{orderid}/loas", upload_file(kBulkPortins));
  routes.on("GET /accounts/{accountId}/bulkPortins/{orderid}/loas/{fileid}",
            download_file(kBulkPortins));
  routes.on("PUT /accounts/{accountId}/bulkPortins/{orderid}/loas/{fileid}",
            replace_file(kBulkPortins));
  routes.on("DELETE /accounts/{accountId}/bulkPortins/{orderid}/loas/{fileid}",
            delete_file(kBulkPortins));
  routes.on("GET /accounts/{accountId}/bulkPortins/{orderid}/loas/{fileid}/metadata",
            file_metadata(kBulkPortins));
  routes.on("PUT /accounts/{accountId}/bulkPortins/{orderid}/loas/{fileid}/metadata",
            change_file_metadata(kBulkPortins));
  routes.on("DELETE /accounts/{accountId}/bulkPortins/{orderid}/loas/{fileid}/metadata",
            delete_file_metadata(kBulkPortins));
}

}  // namespace dashsim::api
