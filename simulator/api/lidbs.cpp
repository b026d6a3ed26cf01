// Orders for the name that callees see. Reference: lidbs.
#include "api/families.hpp"
#include "api/kit/named.hpp"
#include "api/kit/order_family.hpp"
#include "api/kit/tn_groups.hpp"

namespace dashsim::api {
namespace {

using world::Order;
using world::RequestElement;

constexpr std::uint32_t kValidationFailed = 400;
constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;
constexpr std::uint32_t kInformationTooLong = 11005;
constexpr std::uint32_t kUseTypeRequired = 11006;
constexpr std::uint32_t kVisibilityRequired = 11007;
constexpr TnProblems kProblems{.type = world::OrderType::kLidb,
                               .of_another = 11014,
                               .unknown = 11025,
                               .toll_free = 11015,
                               .being_processed = 11020};

constexpr std::string_view kDomain = "LidbErrorType";
constexpr std::string_view kGroups = "LidbTnGroups/LidbTnGroup";
constexpr std::string_view kUseTypes[] = {"BUSINESS", "RESIDENTIAL"};
constexpr std::string_view kVisibilities[] = {"PUBLIC", "PRIVATE"};
constexpr Field kGroup[] = {
    text("SubscriberInformation", 15, kInformationTooLong, kRequired),
    word("UseType", kUseTypes, kUseTypeRequired, kUseTypeRequired),
    word("Visibility", kVisibilities, kVisibilityRequired, kVisibilityRequired),
};

world::OrderRequest read(const Call& call, const world::World& world, Refusals& refusals) {
  world::OrderRequest request;
  request.customer_order_id = call.document().text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  const RequestElement document = keep(call.document());
  for (const RequestElement* group : document.all_at(kGroups))
    check_fields(*group, kGroup, refusals);
  read_tn_groups(call, world, kGroups, kProblems, nullptr, request, refusals);
  return request;
}

/// Each group has a number that stands for it: its first.
void write_groups(const RequestElement& document, bool with_full_number, xml::Writer& out) {
  out.open("LidbTnGroups");
  for (const RequestElement* group : document.all_at(kGroups)) {
    out.open("LidbTnGroup");
    write_group_numbers(*group, out);
    if (with_full_number)
      out.element("FullNumber", group->text_at("TelephoneNumbers/TelephoneNumber"));
    for (const std::string_view name : {"SubscriberInformation", "UseType", "Visibility"})
      out.element_if(name, group->text_at(name));
    out.close();
  }
  out.close();
}

void write_created(const Order& order, xml::Writer& out) {
  out.open("LidbOrder");
  out.element("orderId", order.id.value);
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("ProcessingStatus", order.status->name);
  write_tn_errors(order.errors, kDomain, out);
  write_groups(order.request.document, false, out);
  out.close();
}

void write(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("orderId", order.id.value);
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("ProcessingStatus", order.status->name);
  out.element("CreatedByUser", order.request.user);
  out.element("LastModifiedDate", kernel::format_instant(order.modified));
  if (order.completed) out.element("OrderCompleteDate", kernel::format_instant(*order.completed));
  write_tn_errors(order.errors, kDomain, out);
  write_groups(order.request.document, true, out);
}

void write_entry(const Order& order, const OrderView& view, xml::Writer& out) {
  write_feature_order(order, view, "lidb", out);
}

constexpr OrderFamily kLidbs{
    .type = world::OrderType::kLidb,
    .response = "LidbOrder",
    .fields = {},
    .read = read,
    .write_created = write_created,
    .write = write,
    .echo = nullptr,
    .list = {.root = "ResponseSelectWrapper",
             .container = "ListOrderIdUserIdDate",
             .write_entry = write_entry,
             .when_empty = EmptyList::kNotFound,
             .pages = false},
    .created_response = "LidbOrderResponse",
};

/// What is refused is shown below a status of its own, and with the order as it was asked for.
Result<Reply> create(const Call& call, world::World& world) {
  Result<Reply> created = create_order(kLidbs).run(call, world);
  if (created) return created;
  return reply(created.error().status, kLidbs.created_response, [&](xml::Writer& out) {
    out.open("Status").element("Code", kValidationFailed);
    out.element("Description", error_text(kValidationFailed, {}, "OrderStatus")).close();
    write_error_list(created.error(), out);
    const RequestElement document = keep(call.document());
    out.open("LidbOrder");
    out.element_if("CustomerOrderId", document.text_at("CustomerOrderId"));
    write_groups(document, false, out);
    out.close();
  });
}

}  // namespace

void lidbs(Routes& routes) {
  routes.on("GET /accounts/{accountId}/lidbs", list_orders(kLidbs));
  routes.on("POST /accounts/{accountId}/lidbs", with_feature("LIDB", create));
  routes.on("GET /accounts/{accountId}/lidbs/{lidbid}", get_order_or_say_so(kLidbs));
}

}  // namespace dashsim::api
