// Reservations of telephone numbers. Reference: tnreservation.
#include "api/families.hpp"
#include "api/kit/fields.hpp"
#include "api/kit/named.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kNotAllowed = 5046;
constexpr std::uint32_t kNotAvailable = 5041;
constexpr std::uint32_t kReservationNotFound = 5043;
constexpr std::uint32_t kTnInvalid = 5070;
constexpr std::uint32_t kTnRequired = 5073;

constexpr Field kFields[] = {
    {.path = "ReservedTn",
     .kind = FieldKind::kTn,
     .bad_code = kTnInvalid,
     .missing_code = kTnRequired},
};

Result<Reply> reserve(const Call& call, world::World& world) {
  Refusals refusals;
  check_fields(call.document(), kFields, refusals);
  if (!refusals.empty()) return refusals;
  const world::Tn tn = *world::parse_tn(call.document().text_at("ReservedTn"));
  if (!world.numbers().available(tn)) return refuse(400, kNotAvailable, to_text(tn));
  const world::Reservation& reservation = world.reserve(call.account(), tn);
  return created_at(call.url_of_created(reservation.id.value));
}

Refusals not_found(const Call& call) {
  return refuse(404, kReservationNotFound, std::string(call.path("reservationid")));
}

Result<Reply> get_reservation(const Call& call, world::World& world) {
  const auto* reservation = world.find_reservation(call.account(), call.path("reservationid"));
  if (reservation == nullptr) return not_found(call);
  const auto left = std::chrono::ceil<std::chrono::seconds>(reservation->expires - world.now());
  return reply(200, "ReservationResponse", [&](xml::Writer& out) {
    out.open("Reservation");
    out.element("ReservationId", reservation->id.value);
    out.element("AccountId", reservation->account.value);
    out.element("ReservationExpires", static_cast<std::uint64_t>(left.count()));
    out.element("ReservedTn", to_text(reservation->tn));
    out.close();
  });
}

Result<Reply> end_reservation(const Call& call, world::World& world) {
  const auto* reservation = world.find_reservation(call.account(), call.path("reservationid"));
  if (reservation == nullptr) return not_found(call);
  world.end_reservation(world::ReservationId{reservation->id});
  return empty_reply(200);
}

}  // namespace

void tn_reservation(Routes& routes) {
  routes.on("POST /accounts/{accountId}/tnreservation",
            with_feature("RESERVATION", kNotAllowed, reserve));
  routes.on("GET /accounts/{accountId}/tnreservation/{reservationid}", get_reservation);
  routes.on("DELETE /accounts/{accountId}/tnreservation/{reservationid}", end_reservation);
}

}  // namespace dashsim::api
