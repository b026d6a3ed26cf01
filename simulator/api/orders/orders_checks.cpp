// What an order document says, and what tables cannot check of it. Reference: orders, POST.
#include <algorithm>

#include "api/kit/number_search.hpp"
#include "api/orders/orders.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kQuantityInvalid = 5009;
constexpr std::uint32_t kSiteInvalid = 5016;
constexpr std::uint32_t kNoDefaultPeer = 5020;
constexpr std::uint32_t kPeerInvalid = 5023;
constexpr std::uint32_t kReservationNotFound = 5043;
constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;
constexpr std::uint32_t kTnRequired = 5073;
constexpr std::uint32_t kOrderTypeInvalid = 5087;
constexpr std::uint32_t kAttributeInvalid = 5102;
constexpr std::uint64_t kQuantityMax = 5000;

constexpr std::string_view kExistingNumbers = "ExistingTelephoneNumberOrderType";

/// A way to search, and the elements without which it says nothing.
struct SearchType {
  std::string_view element;
  std::span<const std::string_view> needed;
};
constexpr std::string_view kAreaCode[] = {"AreaCode"};
constexpr std::string_view kRateCenter[] = {"RateCenter", "State"};
constexpr std::string_view kNpaNxx[] = {"NpaNxx"};
constexpr std::string_view kState[] = {"State"};
constexpr std::string_view kCity[] = {"City", "State"};
constexpr std::string_view kZip[] = {"Zip"};
constexpr std::string_view kLata[] = {"Lata"};
constexpr SearchType kSearchTypes[] = {
    {"AreaCodeSearchAndOrderType", kAreaCode}, {"RateCenterSearchAndOrderType", kRateCenter},
    {"NPANXXSearchAndOrderType", kNpaNxx},     {"StateSearchAndOrderType", kState},
    {"CitySearchAndOrderType", kCity},         {"ZIPSearchAndOrderType", kZip},
    {"LATASearchAndOrderType", kLata},         {"CombinedSearchAndOrderType", {}},
};

void read_search(const xml::Element& type, const SearchType& words, world::OrderRequest& request,
                 Refusals& refusals) {
  for (const std::string_view name : words.needed) {
    if (type.text_at(name).empty()) refusals.add(kRequired, std::string(name));
  }
  world::NumberSearch& search = request.search.emplace();
  bool any = false;
  for (const CriterionWords& criterion : criteria()) {
    const std::string_view value = type.text_at(criterion.element);
    if (value.empty()) continue;
    any = true;
    set_criterion(criterion.criterion, value, search, refusals);
  }
  if (!any && words.needed.empty()) refusals.add(kOrderTypeInvalid);
  const std::string quantity(type.text_at("Quantity"));
  request.quantity = quantity.empty() ? kQuantityMax : kernel::parse_whole(quantity).value_or(0);
  if (request.quantity == 0 || request.quantity > kQuantityMax)
    refusals.add(kQuantityInvalid, quantity);
}

void read_numbers(const xml::Element& type, const Call& call, const world::World& world,
                  world::OrderRequest& request, Refusals& refusals) {
  if (const auto list = type.child("TelephoneNumberList"))
    read_tns(*list, "TelephoneNumber", request.numbers, refusals);
  if (request.numbers.empty() && refusals.empty()) refusals.add(kTnRequired);
  const auto reservations = type.child("ReservationIdList");
  if (!reservations) return;
  for (const xml::Element id : reservations->children()) {
    if (id.text().empty()) continue;
    if (world.find_reservation(call.account(), id.text()) == nullptr) {
      refusals.add(kReservationNotFound, std::string(id.text()));
    }
    request.reservations.push_back({std::string(id.text())});
  }
}

void read_type(const Call& call, const world::World& world, world::OrderRequest& request,
               Refusals& refusals) {
  std::optional<xml::Element> type;
  for (const xml::Element child : call.document().children()) {
    if (!child.name().ends_with("OrderType")) continue;
    if (type) return refusals.add(kOrderTypeInvalid);
    type = child;
  }
  if (!type) return refusals.add(kOrderTypeInvalid);
  if (type->name() == kExistingNumbers) {
    return read_numbers(*type, call, world, request, refusals);
  }
  const auto* words = std::ranges::find(kSearchTypes, type->name(), &SearchType::element);
  if (words == std::end(kSearchTypes)) return refusals.add(kOrderTypeInvalid);
  read_search(*type, *words, request, refusals);
}

void read_place(const Call& call, const world::World& world, world::OrderRequest& request,
                Refusals& refusals) {
  const auto site = kernel::parse_whole(call.document().text_at("SiteId"));
  if (!site) return;  // the table has refused it
  request.site = world::SiteId{*site};
  if (world.sites().find(call.account(), *request.site) == nullptr)
    return refusals.add(kSiteInvalid);
  if (const auto peer = kernel::parse_whole(call.document().text_at("PeerId"))) {
    request.sip_peer = world::SipPeerId{*peer};
    const bool known =
        world.sites().find(call.account(), *request.site, *request.sip_peer) != nullptr;
    if (!known) refusals.add(kPeerInvalid);
  } else if (world.sites().find_default_peer(*request.site) == nullptr) {
    refusals.add(kNoDefaultPeer);
  }
}

void read_attributes(const xml::Element& document, world::OrderRequest& request,
                     Refusals& refusals) {
  static constexpr std::string_view kKnown[] = {"Protected", "External", "Imported"};
  const auto attributes = document.child("TnAttributes");
  if (!attributes) return;
  for (const xml::Element attribute : attributes->children()) {
    if (std::ranges::find(kKnown, attribute.text()) == std::end(kKnown)) {
      refusals.add(kAttributeInvalid, std::string(attribute.text()));
    }
    request.protect = request.protect || attribute.text() == "Protected";
  }
}

}  // namespace

bool is_order_type(std::string_view element) {
  return element == kExistingNumbers ||
         std::ranges::find(kSearchTypes, element, &SearchType::element) != std::end(kSearchTypes);
}

world::OrderRequest read_order(const Call& call, const world::World& world, Refusals& refusals) {
  const xml::Element document = call.document();
  world::OrderRequest request;
  request.name = document.text_at("Name");
  request.customer_order_id = document.text_at("CustomerOrderId");
  if (!is_customer_order_id(request.customer_order_id)) refusals.add(kCustomerOrderIdInvalid);
  request.partial_allowed = flag_at(document, "PartialAllowed");
  request.back_order = flag_at(document, "BackOrderRequested");
  read_place(call, world, request, refusals);
  read_type(call, world, request, refusals);
  read_attributes(document, request, refusals);
  return request;
}

}  // namespace dashsim::api
