// Orders for directory listings and directory assistance. Reference: dldas.
#include "api/families.hpp"
#include "api/kit/named.hpp"
#include "api/kit/order_family.hpp"
#include "api/kit/postal_addresses.hpp"
#include "api/kit/tn_groups.hpp"
#include "kernel/text.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::api {
namespace {

using world::Order;
using world::RequestElement;

constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;
constexpr std::uint32_t kHouseNumberRequired = 12536;
constexpr std::uint32_t kStreetNameRequired = 12538;
constexpr std::uint32_t kCityRequired = 12540;
constexpr std::uint32_t kStateRequired = 12542;
constexpr std::uint32_t kAddressTypeInvalid = 12579;
constexpr std::uint32_t kZipRequired = 12644;
constexpr std::uint32_t kZipInvalid = 13103;
constexpr std::uint32_t kNoNumbers = 16104;
constexpr std::uint32_t kProcessedAlready = 16105;
constexpr std::uint32_t kFailedAlready = 16106;
constexpr std::uint32_t kSubscriberTypeRequired = 16109;
constexpr std::uint32_t kListingTypeRequired = 16110;
constexpr std::uint32_t kDeleteInvalid = 16112;
constexpr std::uint32_t kDeleteNotSupported = 16113;
constexpr std::uint32_t kStateInvalid = 16114;
constexpr TnProblems kProblems{.type = world::OrderType::kDldas,
                               .of_another = 16101,
                               .unknown = 16111,
                               .toll_free = 16100,
                               .being_processed = 16103,
                               .canadian = 16116};

constexpr std::string_view kDomain = "DldaErrorType";
constexpr std::string_view kGroups = "DldaTnGroups/DldaTnGroup";
constexpr std::string_view kDelete = "DeleteDldaTnGroups";
constexpr std::string_view kListingTypes[] = {"LISTED", "NON_LISTED", "NON_PUBLISHED"};
constexpr Field kGroup[] = {
    word("ListingType", kListingTypes, kListingTypeRequired, kListingTypeRequired),
    text("ListingName/LastName", 0, 0, kRequired),
    {.path = "ListAddress",
     .kind = FieldKind::kFlag,
     .bad_code = 1008,
     .missing_code = kRequired,
     .domain = "value"},
    text("Address/HouseNumber", 45, 12537, kHouseNumberRequired),
    text("Address/StreetName", 200, 12539, kStreetNameRequired),
    text("Address/City", 100, 12541, kCityRequired),
    text("Address/StateCode", 0, 0, kStateRequired),
    text("Address/Zip", 0, 0, kZipRequired),
};

/// A POST calls it SubscriberType, a PUT AccountType; each is taken in both. Nothing if it is none.
std::string_view account_type(const RequestElement& group) {
  const std::string_view subscriber = group.text_at("SubscriberType");
  const std::string_view type = subscriber.empty() ? group.text_at("AccountType") : subscriber;
  if (type == "RESIDENTIAL" || type == "RESIDENCE") return "RESIDENCE";
  return type == "BUSINESS" ? type : std::string_view{};
}

void check_group(const RequestElement& group, Refusals& refusals) {
  const std::string_view type = account_type(group);
  if (type.empty()) refusals.add(kSubscriberTypeRequired);
  check_fields(group, kGroup, refusals);
  if (type == "RESIDENCE" && group.text_at("ListingName/FirstName").empty())
    refusals.add(kRequired, "FirstName");
  const std::string_view state = group.text_at("Address/StateCode");
  if (!state.empty() && !is_state(state)) refusals.add(kStateInvalid);
  const std::string_view zip = group.text_at("Address/Zip");
  if (!zip.empty() && (zip.size() != 5 || !kernel::all_digits(zip)))
    refusals.add(kZipInvalid, std::string(zip));
  const std::string_view address_type = group.text_at("Address/AddressType");
  if (!address_type.empty() && !kernel::same_word(address_type, "DLDA"))
    refusals.add(kAddressTypeInvalid, std::string(address_type));
}

/// `order` is the one that this document changes; null for a new one.
world::OrderRequest read_order(const Call& call, const world::World& world, const Order* order,
                               Refusals& refusals) {
  world::OrderRequest request;
  request.customer_order_id = call.document().text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  if (const auto removal = call.document().child(kDelete))
    refusals.add(kernel::parse_flag(removal->text()) ? kDeleteNotSupported : kDeleteInvalid);
  const RequestElement document = keep(call.document());
  for (const RequestElement* group : document.all_at(kGroups)) check_group(*group, refusals);
  read_tn_groups(call, world, kGroups, kProblems, order, request, refusals);
  if (request.numbers.empty() && refusals.empty()) {
    refusals.add(kNoNumbers);
    for (const world::OrderError& error : request.errors) {
      refusals.add({error.code, error_text(error.code, error.about, kDomain), error.of});
    }
  }
  return request;
}

world::OrderRequest read(const Call& call, const world::World& world, Refusals& refusals) {
  return read_order(call, world, nullptr, refusals);
}

void write_address(const RequestElement& address, xml::Writer& out) {
  out.open("Address");
  for (const RequestElement& element : address.children) {
    const bool own = element.name == "Country" || element.name == "AddressType";
    if (!own && !element.text.empty()) out.element(element.name, element.text);
  }
  const std::string_view country = address.text_at("Country");
  out.element("Country", country.empty() ? std::string_view("United States") : country);
  out.element("AddressType", "Dlda").close();
}

void write_groups(const RequestElement& document, xml::Writer& out) {
  out.open("DldaTnGroups");
  for (const RequestElement* group : document.all_at(kGroups)) {
    out.open("DldaTnGroup");
    write_group_numbers(*group, out);
    out.element_if("AccountType", account_type(*group));
    out.element_if("ListingType", group->text_at("ListingType"));
    if (const RequestElement* name = group->child("ListingName")) write_kept(*name, out);
    out.element_if("ListAddress", group->text_at("ListAddress"));
    if (const RequestElement* address = group->child("Address")) write_address(*address, out);
    out.close();
  }
  out.close();
}

void write_order(const Order& order, xml::Writer& out) {
  out.open("DldaOrder");
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("AccountId", order.account.value);
  out.element("CreatedByUser", order.request.user);
  out.element("OrderId", order.id.value);
  out.element("LastModifiedDate", kernel::format_instant(order.modified));
  write_tn_errors(order.errors, kDomain, out);
  out.element("ProcessingStatus", order.status->name);
  write_groups(order.request.document, out);
  out.close();
}

void write(const Order& order, const OrderView& /*view*/, xml::Writer& out) {
  write_order(order, out);
}

void write_entry(const Order& order, const OrderView& view, xml::Writer& out) {
  write_feature_order(order, view, "dlda", out);
}

constexpr OrderFamily kDldas{
    .type = world::OrderType::kDldas,
    .response = "DldaOrderResponse",
    .fields = {},
    .read = read,
    .write_created = write_order,
    .write = write,
    .echo = nullptr,
    .list = {.root = "ResponseSelectWrapper",
             .container = "ListOrderIdUserIdDate",
             .write_entry = write_entry,
             .when_empty = EmptyList::kNotFound,
             .pages = false},
};

/// The order as it was asked for, with everything that is wrong with it.
void write_refused(const Call& call, const world::World& world, const Refusals& refusals,
                   xml::Writer& out) {
  const std::string now = kernel::format_instant(world.now());
  const RequestElement document = keep(call.document());
  out.open("DldaOrder");
  out.element_if("CustomerOrderId", document.text_at("CustomerOrderId"));
  out.element("OrderCreateDate", now);
  out.element("AccountId", call.account().value);
  out.element("CreatedByUser", call.user().name);
  out.element("LastModifiedDate", now);
  out.open("ErrorList");
  for (const Refusal& refusal : refusals.list) {
    if (refusal.code == kNoNumbers) continue;  // that is what the answer as a whole says
    out.open("Error").element("Code", refusal.code).element("Description", refusal.text);
    for (const std::string& number : refusal.numbers) out.element("TelephoneNumber", number);
    out.close();
  }
  out.close();
  out.element("ProcessingStatus", "FAILED");
  write_groups(document, out);
  out.close();
}

Refusals with_order(Refusals refusals, const Call& call, const world::World& world) {
  refusals.echo = [list = refusals, &call, &world](xml::Writer& out) {
    write_refused(call, world, list, out);
  };
  return refusals;
}

Result<Reply> create(const Call& call, world::World& world) {
  Result<Reply> created = create_order(kDldas).run(call, world);
  if (created) return created;
  return with_order(created.error(), call, world);
}

/// The document takes the place of the one before, as long as nobody has begun to process it.
Result<Reply> change(const Call& call, world::World& world) {
  Order* order = find_order(kDldas, call, world);
  if (order == nullptr) return no_such_resource();
  if (order->is_in("FAILED")) return refuse(400, kFailedAlready);
  if (!order->is_in("RECEIVED")) return refuse(400, kProcessedAlready);
  Refusals refusals;
  world::OrderRequest request = read_order(call, world, order, refusals);
  if (!refusals.empty()) return with_order(std::move(refusals), call, world);
  request.user = order->request.user;
  request.query = order->request.query;
  request.document = keep(call.document());
  world.orders().drop_claims(*order);
  order->errors = request.errors;
  order->request = std::move(request);
  world.orders().claim_numbers(*order);
  fire(world, *order, scenario::Trigger::kSupp);
  order->history.back().author = call.user().name;
  return reply(200, kDldas.response, [&](xml::Writer& out) { write_order(*order, out); });
}

}  // namespace

void dldas(Routes& routes) {
  routes.on("GET /accounts/{accountId}/dldas", list_orders(kDldas));
  routes.on("POST /accounts/{accountId}/dldas", with_feature("DlDa", create));
  routes.on("GET /accounts/{accountId}/dldas/{orderid}", get_order_or_say_so(kDldas));
  routes.on("PUT /accounts/{accountId}/dldas/{orderid}", change);
  routes.on("GET /accounts/{accountId}/dldas/{orderid}/history", order_history(kDldas));
}

}  // namespace dashsim::api
