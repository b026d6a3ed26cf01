#include "api/portins/port_activation.hpp"

#include "api/portins/portins.hpp"
#include "world/lifecycles.hpp"
#include "world/porting.hpp"

namespace dashsim::api {
namespace {

using scenario::PortType;
using world::Order;

// Codes of the catalogue, domain LNP or /portins errors.
constexpr std::uint32_t kTimeInvalid = 7217;
constexpr std::uint32_t kTimeRequired = 7338;
constexpr std::uint32_t kNotYetAllowed = 7342;
constexpr std::uint32_t kNotTriggered = 7345;
constexpr std::uint32_t kAlreadyComplete = 7348;
constexpr std::uint32_t kOutsideWindow = 7382;
constexpr std::uint32_t kNotNowOffnet = 7604;
constexpr std::uint32_t kNotThenOffnet = 7605;
constexpr std::string_view kDomain = "portins";

/// Automated on-net ports may be activated up to so long after their FOC date; off-net ones on the
/// day itself between these times in New York.
constexpr auto kWindow = std::chrono::days(3);
constexpr kernel::Duration kOffnetFrom = std::chrono::hours(6);
constexpr kernel::Duration kOffnetTo = std::chrono::hours(22);

Refusals refused(int status, std::uint32_t code) {
  return {status, {{code, error_text(code, {}, kDomain)}}, {}};
}

void write_numbers(std::string_view list, const std::vector<world::Tn>& numbers, xml::Writer& out) {
  out.open(list);
  for (const world::Tn tn : numbers) out.element("TelephoneNumber", to_text(tn));
  out.close();
}

/// Why a time of activation cannot be read or set at all.
Refusals obstacle(const Order& order) {
  if (!order.porting->triggered) {
    return order.final() ? refused(404, kAlreadyComplete) : refused(400, kNotTriggered);
  }
  if (order.is_in("CANCELLED")) return refused(404, kAlreadyComplete);
  const bool reached = order.is_in("FOC") || order.is_in("COMPLETE");
  if (!reached || !order.porting->actual_foc) return refused(400, kNotYetAllowed);
  return {};
}

bool in_offnet_window(kernel::VirtualTime time, kernel::Date foc_day) {
  const kernel::Duration of_day = kernel::eastern_time_of_day(time);
  return kernel::eastern_date(time) == foc_day && of_day >= kOffnetFrom && of_day <= kOffnetTo;
}

Refusals check_offnet_time(kernel::VirtualTime time, bool at_once, kernel::Date foc_day) {
  if (in_offnet_window(time, foc_day)) return {};
  return refuse(400, at_once ? kNotNowOffnet : kNotThenOffnet, "6:00 AM ET", "10:00 PM ET",
                kernel::format_date(foc_day));
}

/// Whether the numbers may move at that time.
Refusals check_time(const Order& order, const world::World& world, kernel::VirtualTime time) {
  const bool at_once = time <= world.now();
  const kernel::VirtualTime moves = std::max(time, world.now());
  const kernel::Date foc_day = kernel::eastern_date(*order.porting->actual_foc);
  if (order.porting->type == PortType::kAutomatedOffnet)
    return check_offnet_time(moves, at_once, foc_day);
  const kernel::Date day = kernel::eastern_date(moves);
  if (at_once && day < foc_day) return refuse(400, kNotYetAllowed);
  if (day >= foc_day && day <= foc_day + kWindow) return {};
  return refuse(400, kOutsideWindow, kernel::format_date(foc_day),
                kernel::format_date(foc_day + kWindow));
}

}  // namespace

Result<Reply> get_activation(const Call& call, world::World& world) {
  const Order* order = find_order(kPortins, call, world);
  if (order == nullptr) return no_such_order(kPortins, call);
  Refusals refusals = obstacle(*order);
  if (!refusals.empty()) return refusals;
  const bool done = order->is_in("COMPLETE");
  const std::vector<world::Tn> none;
  return reply(200, "ActivationStatusResponse", [&](xml::Writer& out) {
    out.open("ActivationStatus");
    out.element("AutoActivationDate", kernel::format_instant(*order->porting->activation));
    write_numbers("ActivatedTelephoneNumbersList", order->porting->activated, out);
    write_numbers("NotYetActivatedTelephoneNumbersList", done ? none : order->request.numbers, out);
    out.close();
  });
}

Result<Reply> set_activation(const Call& call, world::World& world) {
  Order* order = find_order(kPortins, call, world);
  if (order == nullptr) return no_such_order(kPortins, call);
  if (order->is_in("COMPLETE")) return refused(404, kAlreadyComplete);
  Refusals refusals = obstacle(*order);
  if (!refusals.empty()) return refusals;
  const std::string_view text = call.document().text_at("AutoActivationDate");
  if (text.empty()) return refuse(400, kTimeRequired);
  const auto time = kernel::parse_instant(text);
  if (!time) return refuse(400, kTimeInvalid);
  refusals = check_time(*order, world, *time);
  if (!refusals.empty()) return refusals;
  order->porting->activation = std::max(*time, world.now());
  const std::string shown = kernel::format_instant(*order->porting->activation);
  record_change(world, *order, call.user().name, "AutoActivationDate : \"\" --> " + shown);
  fire(world, *order, scenario::Trigger::kActivate);
  return reply(200, "ActivationStatusResponse", [&](xml::Writer& out) {
    out.open("ActivationStatus").element("AutoActivationDate", shown).close();
  });
}

}  // namespace dashsim::api
