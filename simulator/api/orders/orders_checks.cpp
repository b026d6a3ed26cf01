// What an order document says, and what tables cannot check of it. Reference: orders, POST.
#include <algorithm>

#include "api/kit/number_search.hpp"
#include "api/orders/orders.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kQuantityInvalid = 5009;
constexpr std::uint32_t kSiteInvalid = 5016;
constexpr std::uint32_t kNoDefaultPeer = 5020;
constexpr std::uint32_t kPeerInvalid = 5023;
constexpr std::uint32_t kReservationNotFound = 5043;
constexpr std::uint32_t kCustomerOrderIdInvalid = 5052;
constexpr std::uint32_t kTnRequired = 5073;
constexpr std::uint32_t kOrderTypeInvalid = 5087;
constexpr std::uint32_t kNotTierZero = 5099;
constexpr std::uint32_t kTollFree = 5100;
constexpr std::uint32_t kProtectedTollFree = 5101;
constexpr std::uint32_t kAttributeInvalid = 5102;
constexpr std::uint32_t kCriterionEmpty = 5224;
constexpr std::uint32_t kBackOrderIncompatible = 5522;
constexpr std::uint64_t kQuantityMax = 5000;

constexpr std::string_view kExistingNumbers = "ExistingTelephoneNumberOrderType";

/// A way to search: the elements without which it says nothing (one word of several, where a bar
/// parts them), and whether it can wait for numbers to appear.
struct SearchType {
  std::string_view element;
  std::span<const std::string_view> needed;
  bool can_wait = true;
};
constexpr std::string_view kAreaCode[] = {"AreaCode"};
constexpr std::string_view kRateCenter[] = {"RateCenter", "State"};
constexpr std::string_view kNpaNxx[] = {"NpaNxx|NpaNxxX"};
constexpr std::string_view kState[] = {"State"};
constexpr std::string_view kCity[] = {"City", "State"};
constexpr std::string_view kZip[] = {"Zip"};
constexpr std::string_view kLata[] = {"Lata"};
constexpr std::string_view kTollFreeVanity[] = {"TollFreeVanity"};
constexpr std::string_view kTollFreeWildCard[] = {"TollFreeWildCardPattern"};
constexpr SearchType kSearchTypes[] = {
    {"AreaCodeSearchAndOrderType", kAreaCode},
    {"RateCenterSearchAndOrderType", kRateCenter},
    {"NPANXXSearchAndOrderType", kNpaNxx, false},
    {"StateSearchAndOrderType", kState},
    {"CitySearchAndOrderType", kCity},
    {"ZIPSearchAndOrderType", kZip},
    {"LATASearchAndOrderType", kLata},
    {"TollFreeVanitySearchAndOrderType", kTollFreeVanity, false},
    {"TollFreeWildCharSearchAndOrderType", kTollFreeWildCard},
    {"CombinedSearchAndOrderType", {}},
};

bool has_any(const xml::Element& type, std::string_view names) {
  return std::ranges::any_of(kernel::split(names, '|'),
                             [&](std::string_view name) { return !type.text_at(name).empty(); });
}

/// Whether a search type may be asked for by this element.
bool takes(const SearchType& words, std::string_view element) {
  if (words.needed.empty()) return true;
  return std::ranges::any_of(words.needed, [&](std::string_view names) {
    const auto parts = kernel::split(names, '|');
    return std::ranges::find(parts, element) != parts.end();
  });
}

void read_search(const xml::Element& type, const SearchType& words, const world::Account& account,
                 world::OrderRequest& request, Refusals& refusals) {
  bool complete = true;
  for (const std::string_view names : words.needed) {
    if (has_any(type, names)) continue;
    refusals.add(kCriterionEmpty, std::string(names.substr(0, names.find('|'))));
    complete = false;
  }
  const std::string quantity(type.text_at("Quantity"));
  request.quantity = quantity.empty() ? kQuantityMax : kernel::parse_whole(quantity).value_or(0);
  if (request.quantity == 0 || request.quantity > kQuantityMax)
    refusals.add(kQuantityInvalid, quantity);
  if (!complete) return;

  const AskedSearch asked{
      .value_of =
          [&](const CriterionWords& each) {
            const std::string_view value = type.text_at(each.element);
            return value.empty() || takes(words, each.element) ? value : std::string_view{};
          },
      .local_calling_area = type.text_at("EnableLCA"),
      .ends_in = type.text_at("EndsIn"),
      .vanity_min = 4,
  };
  const ReadSearch read = api::read_search(asked, account, refusals);
  request.search = read.search;
  static constexpr Field kDetail[] = {flag("EnableTNDetail")};
  check_fields(type, kDetail, refusals);
  request.detailed = flag_at(type, "EnableTNDetail");
  if (read.has(Criterion::kLocalVanity) && !read.has(Criterion::kAreaCode))
    refusals.add(kCriterionEmpty, "AreaCode");
  const bool can_wait = words.can_wait && !read.has(Criterion::kLocalVanity);
  if (request.back_order && !can_wait) refusals.add(kBackOrderIncompatible);
  if (request.protect.value_or(false) && read.search.toll_free) refusals.add(kProtectedTollFree);
}

void check_protectable(const std::vector<world::Tn>& tns, const world::Numbers& numbers,
                       Refusals& refusals) {
  const auto any = [&](auto is_bad) {
    return std::ranges::any_of(tns, [&](world::Tn tn) {
      const world::Block* block = numbers.block_of(tn);
      return block != nullptr && is_bad(*block);
    });
  };
  if (any([](const world::Block& block) { return block.toll_free; })) refusals.add(kTollFree);
  if (any([](const world::Block& block) { return block.tier != 0; })) refusals.add(kNotTierZero);
}

void read_numbers(const xml::Element& type, const Call& call, const world::World& world,
                  world::OrderRequest& request, Refusals& refusals) {
  if (const auto list = type.child("TelephoneNumberList"))
    read_tns(*list, "TelephoneNumber", request.numbers, refusals);
  if (request.numbers.empty() && refusals.empty()) refusals.add(kTnRequired);
  if (request.back_order) refusals.add(kBackOrderIncompatible);
  if (request.protect) check_protectable(request.numbers, world.numbers(), refusals);
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
  read_search(*type, *words, *world.accounts().find(call.account()), request, refusals);
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
    if (attribute.text() == "Protected") request.protect = true;
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
  read_attributes(document, request, refusals);
  read_type(call, world, request, refusals);
  return request;
}

}  // namespace dashsim::api
