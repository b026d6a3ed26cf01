// Orders that put endpoints into a group or take them out. Reference:
// emergencyNotificationEndpointOrders.
#include <fmt/format.h>

#include <algorithm>

#include "api/families.hpp"
#include "api/kit/emergency_lists.hpp"
#include "api/kit/fields.hpp"
#include "api/kit/order_family.hpp"
#include "kernel/text.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::api {
namespace {

using world::EmergencyRequest;
using world::Order;
using world::OrderType;
using world::World;

constexpr std::uint32_t kOrderNotFound = 5035;
constexpr std::uint32_t kGroupIdRequired = 8083;
constexpr std::uint32_t kAddedOrDeleted = 8094;
constexpr std::uint32_t kEndpointRequired = 8095;
constexpr std::uint32_t kTooManyEndpoints = 8096;
constexpr std::uint32_t kOneGroup = 8097;
constexpr std::uint32_t kTnsInvalid = 8104;
constexpr std::size_t kEndpointsMax = 5000;

constexpr OrderType kType = OrderType::kEmergencyNotificationEndpointOrders;
constexpr std::string_view kResponse = "EmergencyNotificationEndpointOrderResponse";
constexpr std::string_view kOrder = "EmergencyNotificationEndpointOrder";
constexpr std::string_view kAssociation = "EmergencyNotificationEndpointAssociation";
constexpr std::string_view kAssociations = "EmergencyNotificationEndpointAssociations";
constexpr std::string_view kAdded = "AddedAssociations";
constexpr std::string_view kDeleted = "DeletedAssociations";

void read_group(const xml::Element& associations, EmergencyRequest& request, Refusals& refusals) {
  std::size_t groups = 0;
  for (const xml::Element element : associations.children()) {
    if (element.name() != "EmergencyNotificationGroup") continue;
    for (const xml::Element id : element.children()) {
      if (id.name() != "Identifier" || id.text().empty()) continue;
      ++groups;
      request.group.value = id.text();
    }
  }
  if (groups == 0) refusals.add(kGroupIdRequired);
  if (groups > 1) refusals.add(kOneGroup);
}

void read_endpoints(const world::RequestElement& associations, world::OrderRequest& request,
                    Refusals& refusals) {
  std::vector<std::string> bad;
  for (const auto* each : associations.all_at("EepToEngAssociations/EepTns/TelephoneNumber")) {
    const auto tn = world::parse_tn(each->text);
    if (tn) request.numbers.push_back(*tn);
    if (!tn) bad.push_back(each->text);
  }
  for (const auto* each : associations.all_at("EepToEngAssociations/EepAeuiIds/Identifier"))
    request.endpoints.push_back(each->text);
  if (!bad.empty()) refusals.add(kTnsInvalid, fmt::format("{}", fmt::join(bad, ", ")));
  const std::size_t count = request.numbers.size() + request.endpoints.size();
  if (count == 0 && bad.empty()) refusals.add(kEndpointRequired);
  if (count > kEndpointsMax) refusals.add(kTooManyEndpoints);
}

/// Of the two forms that the reference shows, one has everything a level deeper.
world::OrderRequest read_request(const xml::Element& document, Refusals& refusals) {
  world::OrderRequest request;
  request.customer_order_id = document.text_at("CustomerOrderId");
  EmergencyRequest& wanted = request.emergency.emplace_back();
  const xml::Element associations = document.child(kAssociations).value_or(document);
  read_group(associations, wanted, refusals);
  const auto added = associations.child(kAdded);
  const auto deleted = associations.child(kDeleted);
  wanted.adds_endpoints = added.has_value();
  if (added.has_value() == deleted.has_value()) {
    refusals.add(kAddedOrDeleted);
  } else {
    read_endpoints(keep(added ? *added : *deleted), request, refusals);
  }
  return request;
}

void write_associations(const Order& order, xml::Writer& out) {
  const EmergencyRequest& request = order.request.emergency.front();
  out.open("EmergencyNotificationGroup").element("Identifier", request.group.value).close();
  out.open(request.adds_endpoints ? kAdded : kDeleted);
  write_endpoints({order.request.numbers, order.request.endpoints}, out);
  write_emergency_errors(order, out);
  out.close();
}

/// In the form in which the order came.
void write_order(const Order& order, xml::Writer& out) {
  const bool deeper = order.request.document.name != kAssociation;
  out.open(deeper ? kOrder : kAssociation);
  out.element("OrderId", order.id.value);
  out.element("OrderCreatedDate", kernel::format_instant(order.created));
  out.element("CreatedBy", order.request.user);
  out.element("ProcessingStatus", order.status->name);
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  if (deeper) out.open(kAssociations);
  write_associations(order, out);
  if (deeper) out.close();
  out.close();
}

Result<Reply> create(const Call& call, World& world) {
  Refusals refusals;
  world::OrderRequest request = read_request(call.document(), refusals);
  if (!refusals.empty()) return refusals;
  const auto errors = check_endpoint_request(world, call.account(), request);
  if (!errors.empty()) return refusals_of(errors);
  sign(call, request);
  request.document = keep(call.document());
  const Order& order = place_order(world, kType, call.account(), std::move(request));
  Reply created = reply(201, kResponse, [&](xml::Writer& out) { write_order(order, out); });
  created.location = call.url_of_created(order.id.value);
  return created;
}

const Order* named_order(const Call& call, const World& world) {
  return world.orders().find(call.account(), kType, call.order_id());
}

Result<Reply> get(const Call& call, World& world) {
  const Order* order = named_order(call, world);
  if (order == nullptr)
    return refuse(404, kOrderNotFound, std::string(scenario::words(kType).name),
                  std::string(call.order_id()));
  return reply(200, kResponse, [&](xml::Writer& out) { write_order(*order, out); });
}

bool polls(const Call& call, const World& world) {
  const Order* order = named_order(call, world);
  return order != nullptr && !order->final();
}

constexpr std::string_view kOperations[] = {"Associated", "Dissociated"};
constexpr EmergencyParameter kParameters[] = {
    {"CreatedByUser"},   {"ProcessingStatus", kEmergencyStatuses},
    {"CustomerOrderId"}, {"EngId"},
    {"EngDescription"},  {"EepTns"},
    {"EepAeuiIds"},      {"EndpointOperation", kOperations}};

bool fits(const Order& order, const Call& call) {
  const std::string_view operation = call.query("EndpointOperation");
  const bool adds = order.request.emergency.front().adds_endpoints;
  if (!operation.empty() && kernel::same_word(operation, kOperations[0]) != adds) return false;
  return fit_query({order.request.numbers, order.request.endpoints}, call);
}

Result<Reply> list(const Call& call, World& world) {
  const Result<EmergencyQuery> query = read_emergency_query(call, "CreatedAfterDate", kParameters);
  if (!query) return query.error();
  const EmergencyPage page = page_of_orders(call, world, kType, *query,
                                            [&](const Order& order) { return fits(order, call); });
  return reply(200, kResponse, [&](xml::Writer& out) {
    write_emergency_links(call, page, out);
    out.open("EmergencyNotificationEndpointOrders");
    for (const void* entry : page.entries) write_order(*static_cast<const Order*>(entry), out);
    out.close();
  });
}

}  // namespace

void emergency_notification_endpoint_orders(Routes& routes) {
  routes.on("POST /accounts/{accountId}/emergencyNotificationEndpointOrders", create);
  routes.on("GET /accounts/{accountId}/emergencyNotificationEndpointOrders", list);
  routes.on("GET /accounts/{accountId}/emergencyNotificationEndpointOrders/{orderId}",
            {get, polls});
}

}  // namespace dashsim::api
