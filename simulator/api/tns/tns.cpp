// What is known of a telephone number, whichever account it is on. Reference: tns.
#include "api/tns/tns.hpp"

#include <algorithm>
#include <set>

#include "api/families.hpp"
#include "api/kit/fields.hpp"
#include "api/kit/number_search.hpp"

namespace dashsim::api {
namespace {

using world::OrderType;
using world::Tn;
using world::TnHappening;
using world::TnRecord;
using world::TnState;
using world::World;

constexpr std::uint32_t kNotATn = 12512;
constexpr std::uint32_t kNothingFound = 404;
constexpr std::string_view kDomain = "tns";
constexpr std::string_view kComing = "PortInPendingFoc";

std::string_view status_of(std::optional<TnState> state) {
  if (!state) return "Available";
  switch (*state) {
    case TnState::kInService:
      return "Inservice";
    case TnState::kReserved:
      return "Reserved";
    case TnState::kDisconnected:
      return "Aging";
    case TnState::kProtected:
      return "Available";
    case TnState::kPortedOut:
      break;
  }
  return "PortOut";
}

/// The port-in that is to bring a number; null if it is here, or if the caller has no such order.
const world::Order* port_in_of(const World& world, Tn tn) {
  return world.orders().claimant(OrderType::kPortins, tn);
}

/// The reference names a few of them.
std::string_view name_of(OrderType type) {
  switch (type) {
    case OrderType::kOrders:
      return "NEW_NUMBER_ORDER";
    case OrderType::kDisconnects:
      return "DISCONNECT_ORDER";
    case OrderType::kPortins:
      return "PORTIN_ORDER";
    case OrderType::kBulkPortins:
      return "BULK_PORTIN_ORDER";
    case OrderType::kPortouts:
      return "PORTOUT_ORDER";
    case OrderType::kLsrorders:
      return "LSR_ORDER";
    case OrderType::kImportToAccounts:
      return "IMPORT_TO_ACCOUNT_ORDER";
    case OrderType::kMoveTns:
      return "MOVE_TNS_ORDER";
    case OrderType::kImportTnOrders:
      return "IMPORT_TN_ORDER";
    case OrderType::kRemoveImportedTnOrders:
      return "REMOVE_IMPORTED_TN_ORDER";
    case OrderType::kExternalTns:
      return "EXTERNAL_TN_ORDER";
    case OrderType::kE911s:
      return "E911_ORDER";
    case OrderType::kLidb:
      return "LIDB_ORDER";
    case OrderType::kDldas:
      return "DLDA_ORDER";
    case OrderType::kTnoptions:
      return "TN_OPTION_ORDER";
    case OrderType::kNumbersAssignment:
      return "TN_ASSIGNMENT_ORDER";
    default:
      return "EMERGENCY_NOTIFICATION_ORDER";
  }
}

/// What others order about a number, in vain or before they lost it, is none of the caller's
/// business.
bool is_visible(const Call& call, const World& world, const TnHappening& happening) {
  return call.user().may_access(world.orders().at(happening.order).account);
}

std::vector<const TnHappening*> visible_history(const Call& call, const World& world, Tn tn) {
  std::vector<const TnHappening*> visible;
  for (const TnHappening& each : world.tn_history().of(tn)) {
    if (is_visible(call, world, each)) visible.push_back(&each);
  }
  return visible;
}

/// 2014-03-25 12:55:11.0, as one of the answers writes its date.
std::string spaced_instant(kernel::VirtualTime time) {
  std::string text = kernel::format_instant(time).substr(0, 21);
  text[10] = ' ';
  return text;
}

Result<Reply> get_tn(const Call& call, World& world) {
  const Result<KnownTn> known = read_tn(call, world);
  if (!known) return known.error();
  const auto history = visible_history(call, world, known->tn);
  return reply(200, "TelephoneNumberResponse", [&](xml::Writer& out) {
    out.element("TelephoneNumber", to_text(known->tn));
    out.element("Status", status_of(*known, world));
    out.element("LastModifiedDate", spaced_instant(last_modified(call, *known, world)));
    if (!history.empty()) {
      const world::Order& order = world.orders().at(history.back()->order);
      out.element("OrderCreateDate", kernel::format_instant(order.created));
      out.element("OrderId", order.id.value);
      out.element("OrderType", name_of(order.type));
    }
    if (const TnRecord* record = known->in_service()) {
      out.element("InServiceDate", kernel::format_instant(record->in_service_since));
      out.element("SiteId", record->site.value);
      out.element("AccountId", record->account.value);
    }
  });
}

Result<Reply> get_site(const Call& call, World& world) {
  const Result<KnownTn> known = read_tn(call, world);
  if (!known) return known.error();
  const TnRecord* record = known->in_service();
  const world::Site* site =
      record != nullptr ? world.sites().find(record->account, record->site) : nullptr;
  if (site == nullptr) return nothing_found();
  return reply(200, "Site", [&](xml::Writer& out) {
    out.element("Id", site->id.value).element("Name", site->name);
  });
}

Result<Reply> get_sip_peer(const Call& call, World& world) {
  const Result<KnownTn> known = read_tn(call, world);
  if (!known) return known.error();
  const TnRecord* record = known->in_service();
  const world::SipPeer* peer =
      record != nullptr ? world.sites().find(record->account, record->site, record->sip_peer)
                        : nullptr;
  if (peer == nullptr) return nothing_found();
  return reply(200, "SipPeer", [&](xml::Writer& out) {
    out.element("Id", peer->id.value).element("Name", peer->name);
  });
}

/// The number of the path, if its place is known.
Result<KnownTn> read_tn_with_place(const Call& call, const World& world) {
  const Result<KnownTn> known = read_tn(call, world);
  if (!known) return known.error();
  if (known->block == nullptr) return nothing_found();
  return *known;
}

Result<Reply> get_rate_center(const Call& call, World& world) {
  const Result<KnownTn> known = read_tn_with_place(call, world);
  if (!known) return known.error();
  return reply(200, "TelephoneNumberResponse", [&](xml::Writer& out) {
    out.open("TelephoneNumberDetails").element("State", known->block->state);
    out.element("RateCenter", known->block->rate_center).close();
  });
}

Result<Reply> get_lata(const Call& call, World& world) {
  const Result<KnownTn> known = read_tn_with_place(call, world);
  if (!known) return known.error();
  return reply(200, "TelephoneNumberResponse", [&](xml::Writer& out) {
    out.open("TelephoneNumberDetails").element("Lata", known->block->lata).close();
  });
}

/// Rate centers by state.
using Places = std::map<std::string, std::set<std::string>>;

void write_places(const Places& places, xml::Writer& out) {
  out.open("Location");
  for (const auto& [state, rate_centers] : places) {
    out.open("RateCenters").element("State", state).open("RCs");
    for (const std::string& rate_center : rate_centers) out.element("RC", rate_center);
    out.close().close();
  }
  out.close();
}

Result<Reply> get_local_calling_area(const Call& call, World& world) {
  const Result<KnownTn> known = read_tn_with_place(call, world);
  if (!known) return known.error();
  constexpr std::uint64_t kExchange = 10'000;
  Places places;
  for (const auto& name : world.numbers().inventory().local_calling_area(known->block->rate_center,
                                                                         known->block->state))
    places[name.state].insert(name.rate_center);
  std::set<std::uint64_t> exchanges;
  for (const world::Block& block : world.numbers().inventory().blocks()) {
    const auto state = places.find(block.state);
    if (state == places.end() || !state->second.contains(block.rate_center)) continue;
    for (std::uint64_t i = block.range.first / kExchange; i <= block.range.last / kExchange; ++i)
      exchanges.insert(i);
  }
  return reply(200, "SearchResult", [&](xml::Writer& out) {
    out.open("ListofNPANXX");
    for (const std::uint64_t exchange : exchanges) out.element("NPANXX", exchange);
    out.close();
    write_places(places, out);
  });
}

/// Orders that buy numbers say no more than that; others tell of each of their states.
void write_happening(const TnHappening& happening, const World& world, xml::Writer& out) {
  const world::Order& order = world.orders().at(happening.order);
  out.open("TelephoneNumberStatus");
  out.element("AccountId", order.account.value);
  out.element("LastModifiedDate", kernel::format_instant(happening.time));
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("OrderId", order.id.value);
  out.element("Status", happening.coming ? kComing : status_of(happening.number));
  out.element("UserId", order.request.user);
  out.element("OrderType", name_of(order.type));
  if (order.type != OrderType::kOrders) out.element("OrderStatus", happening.state->name);
  out.close();
}

Result<Reply> get_history(const Call& call, World& world) {
  const std::string text(call.path("tn"));
  const auto tn = world::parse_tn(text);
  if (!tn) return refuse(400, kNotATn, text);
  const auto history = visible_history(call, world, *tn);
  if (history.empty()) return nothing_found();
  return reply(200, "TelephoneNumberResponse", [&](xml::Writer& out) {
    out.open("TelephoneNumberStatuses");
    for (const TnHappening* each : history) write_happening(*each, world, out);
    out.close();
    out.element("TelephoneNumber", text);
  });
}

Result<Reply> get_reservation(const Call& call, World& world) {
  const Result<KnownTn> known = read_tn(call, world);
  if (!known) return known.error();
  const bool reserved = known->record != nullptr && known->record->state == TnState::kReserved;
  const world::Reservation* reservation =
      reserved ? world.find_reservation(known->record->account, known->record->reservation.value)
               : nullptr;
  if (reservation == nullptr) return nothing_found();
  const auto left = std::chrono::ceil<std::chrono::seconds>(reservation->expires - world.now());
  return reply(200, "TNReservation", [&](xml::Writer& out) {
    out.element("ReservationID", reservation->id.value);
    out.element("Account", reservation->account.value);
    out.element("ReservationExpires", static_cast<std::uint64_t>(left.count()));
    out.element("ReservedTN", to_text(reservation->tn));
  });
}

/// Those that the reference names.
constexpr std::pair<std::string_view, std::string_view> kNnRoutes[] = {
    {"101601", "USA Mobility"},
    {"102787", "Globe Wireless - Bandwidth.com - SVR"},
};

Result<Reply> get_nn_routes(const Call& call, World& world) {
  const Result<KnownTn> known = read_tn(call, world);
  if (!known) return known.error();
  return reply(200, "AvailableNNRoutes", [](xml::Writer& out) {
    for (const auto& [nnid, name] : kNnRoutes)
      out.open("NNRoute").element("Nnid", nnid).element("Name", name).close();
  });
}

}  // namespace

std::string_view nn_route_name(std::string_view nnid) {
  const auto found =
      std::ranges::find(kNnRoutes, nnid, [](const auto& each) { return each.first; });
  return found == std::end(kNnRoutes) ? std::string_view{} : found->second;
}

std::optional<KnownTn> find_tn(const Call& call, const World& world, Tn tn) {
  const TnRecord* record = world.numbers().find(tn);
  const KnownTn known{tn, record, world.numbers().block_of(tn)};
  const bool here = record != nullptr && record->state != TnState::kPortedOut;
  if (here && call.user().may_access(record->account)) return known;
  if (!here && known.block != nullptr) return known;
  const world::Order* port_in = port_in_of(world, tn);
  if (port_in != nullptr && call.user().may_access(port_in->account))
    return KnownTn{tn, nullptr, known.block};
  return std::nullopt;
}

Result<KnownTn> read_tn(const Call& call, const World& world) {
  const std::string text(call.path("tn"));
  const auto tn = world::parse_tn(text);
  if (!tn) return refuse(400, kNotATn, text);
  const auto known = find_tn(call, world, *tn);
  if (!known) return nothing_found();
  return *known;
}

Refusals nothing_found() {
  return {404, {{kNothingFound, error_text(kNothingFound, {}, kDomain)}}, {}};
}

std::string_view status_of(const KnownTn& known, const World& world) {
  const bool here = known.record != nullptr && known.record->state != TnState::kPortedOut;
  if (!here && port_in_of(world, known.tn) != nullptr) return kComing;
  return status_of(known.record != nullptr ? std::optional(known.record->state) : std::nullopt);
}

kernel::VirtualTime last_modified(const Call& call, const KnownTn& known, const World& world) {
  const std::vector<TnHappening>& history = world.tn_history().of(known.tn);
  const auto last = std::find_if(history.rbegin(), history.rend(), [&](const TnHappening& each) {
    return is_visible(call, world, each);
  });
  if (last != history.rend()) return last->time;
  return known.in_service() != nullptr ? known.record->in_service_since
                                       : world.scenario().clock.start;
}

void write_place(const KnownTn& known, TnPlace place, xml::Writer& out) {
  if (known.block != nullptr) {
    out.element_if("City", known.block->city);
    if (known.block->lata != 0) out.element("Lata", known.block->lata);
    out.element_if("State", known.block->state);
  }
  out.element("FullNumber", to_text(known.tn));
  if (known.block == nullptr) return;
  out.element("Tier", known.block->tier);
  write_vendor(out);
  if (place == TnPlace::kWithNetwork) out.element("OnNetVendor", true);
  out.element_if("RateCenter", known.block->rate_center);
}

void tns(Routes& routes) {
  routes.on("GET /tns", search_tns);
  routes.on("POST /tns", list_tns);
  routes.on("GET /tns/{tn}", get_tn);
  routes.on("GET /tns/{tn}/tndetails", tn_details);
  routes.on("GET /tns/{tn}/sites", get_site);
  routes.on("GET /tns/{tn}/sippeers", get_sip_peer);
  routes.on("GET /tns/{tn}/ratecenter", get_rate_center);
  routes.on("GET /tns/{tn}/lca", get_local_calling_area);
  routes.on("GET /tns/{tn}/lata", get_lata);
  routes.on("GET /tns/{tn}/history", get_history);
  routes.on("GET /tns/{tn}/tnreservation", get_reservation);
  routes.on("GET /tns/{tn}/availableNnRoutes", get_nn_routes);
}

}  // namespace dashsim::api
