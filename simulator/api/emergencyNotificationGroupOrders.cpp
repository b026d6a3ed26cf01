// Orders that make, change and remove groups of endpoints. Reference:
// emergencyNotificationGroupOrders.
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
using world::GroupOperation;
using world::Order;
using world::OrderType;
using world::World;

constexpr std::uint32_t kOrderNotFound = 5035;
constexpr std::uint32_t kGroupIdRequired = 8083;
constexpr std::uint32_t kOneOperation = 8085;
constexpr std::uint32_t kRecipientsRequired = 8086;
constexpr std::uint32_t kDescriptionRequired = 8088;
constexpr std::uint32_t kRecipientIdRequired = 8089;
constexpr std::uint32_t kNothingChanges = 8101;
constexpr std::uint32_t kAddedOrDeleted = 8103;
constexpr std::uint32_t kTooLong = 8107;

constexpr OrderType kType = OrderType::kEmergencyNotificationGroupOrders;
constexpr std::string_view kResponse = "EmergencyNotificationGroupOrderResponse";
constexpr std::string_view kAdded = "AddedEmergencyNotificationRecipients";
constexpr std::string_view kDeleted = "DeletedEmergencyNotificationRecipients";
constexpr std::size_t kDescriptionMax = 200;

/// The reference calls the third one by both names.
constexpr std::pair<std::string_view, GroupOperation> kOperations[] = {
    {"AddedEmergencyNotificationGroup", GroupOperation::kAdd},
    {"DeletedEmergencyNotificationGroup", GroupOperation::kDelete},
    {"ModifiedEmergencyNotificationGroup", GroupOperation::kModify},
    {"UpdatedEmergencyNotificationGroup", GroupOperation::kModify},
};

std::vector<std::string> read_ids(const xml::Element& group, std::string_view list_name,
                                  Refusals& refusals) {
  std::vector<std::string> ids;
  const auto list = group.child(list_name);
  if (!list) return ids;
  for (const xml::Element recipient : list->children()) {
    if (recipient.name() != "EmergencyNotificationRecipient") continue;
    ids.emplace_back(recipient.text_at("Identifier"));
    if (ids.back().empty()) refusals.add(kRecipientIdRequired);
  }
  return ids;
}

void check_shape(const EmergencyRequest& request, const xml::Element& group, Refusals& refusals) {
  if (characters(request.description) > kDescriptionMax)
    refusals.add(kTooLong, "Description", std::to_string(kDescriptionMax));
  if (request.operation == GroupOperation::kAdd) {
    if (request.description.empty()) refusals.add(kDescriptionRequired);
    if (!group.child(kAdded)) refusals.add(kRecipientsRequired);
    return;
  }
  if (request.group.value.empty()) refusals.add(kGroupIdRequired);
  if (request.operation == GroupOperation::kDelete) return;
  if (!request.added.empty() && !request.deleted.empty()) refusals.add(kAddedOrDeleted);
  if (request.description.empty() && request.added.empty() && request.deleted.empty())
    refusals.add(kNothingChanges);
}

EmergencyRequest read_request(const xml::Element& document, Refusals& refusals) {
  EmergencyRequest request;
  std::optional<xml::Element> group;
  std::size_t operations = 0;
  for (const auto& [name, operation] : kOperations) {
    const auto found = document.child(name);
    if (!found) continue;
    ++operations;
    group = found;
    request.element = name;
    request.operation = operation;
  }
  if (operations != 1) {
    refusals.add(kOneOperation);
    return request;
  }
  request.group.value = group->text_at("Identifier");
  request.description = group->text_at("Description");
  request.added = read_ids(*group, kAdded, refusals);
  request.deleted = read_ids(*group, kDeleted, refusals);
  check_shape(request, *group, refusals);
  return request;
}

void write_recipients(const Order& order, const World& world, std::string_view list,
                      const std::vector<std::string>& ids, RecipientDetails details,
                      xml::Writer& out) {
  if (ids.empty()) return;
  out.open(list);
  for (const std::string& id : ids) write_recipient(world, order.account, id, details, out);
  out.close();
}

void write_head(const Order& order, xml::Writer& out) {
  out.element("OrderId", order.id.value);
  out.element("OrderCreatedDate", kernel::format_instant(order.created));
  out.element("CreatedBy", order.request.user);
  out.element("ProcessingStatus", order.status->name);
  out.element_if("CustomerOrderId", order.request.customer_order_id);
}

void write_group(const Order& order, const World& world, RecipientDetails details,
                 xml::Writer& out) {
  const EmergencyRequest& request = order.request.emergency.front();
  out.open(request.element);
  out.element("Identifier", request.group.value);
  out.element_if("Description", request.description);
  write_recipients(order, world, kAdded, request.added, details, out);
  write_recipients(order, world, kDeleted, request.deleted, details, out);
  out.close();
}

Result<Reply> create(const Call& call, World& world) {
  Refusals refusals;
  world::OrderRequest request;
  request.customer_order_id = call.document().text_at("CustomerOrderId");
  request.emergency.push_back(read_request(call.document(), refusals));
  if (!refusals.empty()) return refusals;
  const auto errors = check_group_request(world, call.account(), request);
  if (!errors.empty()) return refusals_of(errors);
  EmergencyRequest& wanted = request.emergency.front();
  if (wanted.operation == GroupOperation::kAdd) wanted.group = world.new_emergency_group_id();
  sign(call, request);
  request.document = keep(call.document());
  const Order& order = place_order(world, kType, call.account(), std::move(request));
  Reply created = reply(201, kResponse, [&](xml::Writer& out) {
    write_head(order, out);
    write_group(order, world, RecipientDetails::kIdentifier, out);
  });
  created.location = call.url_of_created(order.id.value);
  return created;
}

/// The answer as far as the reference's sample, which is no document, can be made out.
void write_whole(const Order& order, const World& world, xml::Writer& out) {
  const EmergencyRequest& request = order.request.emergency.front();
  out.open("EmergencyNotificationGroup");
  write_head(order, out);
  out.open(request.element).open("EmergencyNotificationGroup");
  out.element("Identifier", request.group.value);
  out.element_if("Description", request.description);
  for (const auto& [list, ids] :
       {std::pair{kAdded, &request.added}, std::pair{kDeleted, &request.deleted}}) {
    if (ids->empty()) continue;
    out.open(list);
    write_recipients(order, world, "EmergencyNotificationRecipients", *ids, RecipientDetails::kFlat,
                     out);
    out.close();
  }
  if (!order.errors.empty()) write_emergency_errors(order, out);
  out.close().close().close();
}

const Order* named_order(const Call& call, const World& world) {
  return world.orders().find(call.account(), kType, call.order_id());
}

Result<Reply> get(const Call& call, World& world) {
  const Order* order = named_order(call, world);
  if (order == nullptr)
    return refuse(404, kOrderNotFound, std::string(scenario::words(kType).name),
                  std::string(call.order_id()));
  return reply(200, kResponse, [&](xml::Writer& out) { write_whole(*order, world, out); });
}

bool polls(const Call& call, const World& world) {
  const Order* order = named_order(call, world);
  return order != nullptr && !order->final();
}

constexpr std::string_view kEnrOperations[] = {"AddedEnr", "DeletedEnr"};
constexpr EmergencyParameter kParameters[] = {{"CreatedByUser"},
                                              {"EnrOperation", kEnrOperations},
                                              {"ProcessingStatus", kEmergencyStatuses},
                                              {"CustomerOrderId"},
                                              {"EngId"},
                                              {"EngDescription"},
                                              {"EepTns"},
                                              {"EepAeuiIds"}};

bool fits_operation(const EmergencyRequest& request, std::string_view operation) {
  if (operation.empty()) return true;
  return !(kernel::same_word(operation, kEnrOperations[0]) ? request.added : request.deleted)
              .empty();
}

bool names_recipient(const Order& order, const RecipientFilter& filter, const World& world) {
  if (filter.empty()) return true;
  const EmergencyRequest& request = order.request.emergency.front();
  const auto fits = [&](const std::string& id) {
    const world::EmergencyRecipient* known = world.emergency().find_recipient(order.account, id);
    return known != nullptr && filter.matches(*known);
  };
  return std::ranges::any_of(request.added, fits) || std::ranges::any_of(request.deleted, fits);
}

/// Whether the group of the order has such endpoints now.
bool has_endpoints(const Order& order, const Call& call, const World& world) {
  return (call.query("EepTns").empty() && call.query("EepAeuiIds").empty()) ||
         fit_query(endpoints_of(world, order.account, order.request.emergency.front().group), call);
}

Result<Reply> list(const Call& call, World& world) {
  const Result<EmergencyQuery> query = read_emergency_query(call, "CreatedAfterDate", kParameters);
  if (!query) return query.error();
  const EmergencyPage page = page_of_orders(call, world, kType, *query, [&](const Order& order) {
    const EmergencyRequest& request = order.request.emergency.front();
    return fits_operation(request, call.query("EnrOperation")) &&
           names_recipient(order, query->recipients, world) && has_endpoints(order, call, world);
  });
  return reply(200, kResponse, [&](xml::Writer& out) {
    write_emergency_links(call, page, out);
    out.open("EmergencyNotificationGroupOrders");
    for (const void* entry : page.entries) {
      const Order& order = *static_cast<const Order*>(entry);
      out.open("EmergencyNotificationGroupOrder");
      write_head(order, out);
      write_group(order, world, RecipientDetails::kWhatItIs, out);
      out.close();
    }
    out.close();
  });
}

}  // namespace

void emergency_notification_group_orders(Routes& routes) {
  routes.on("POST /accounts/{accountId}/emergencyNotificationGroupOrders", create);
  routes.on("GET /accounts/{accountId}/emergencyNotificationGroupOrders", list);
  routes.on("GET /accounts/{accountId}/emergencyNotificationGroupOrders/{orderId}", {get, polls});
}

}  // namespace dashsim::api
