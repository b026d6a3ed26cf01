#include "support/sim.hpp"

namespace dashsim::test::tnreservation_test {
namespace {

using TnReservation = SimTest;

constexpr const char* kNumber = "9194390001";
const std::string kReserve = "<Reservation><ReservedTn>9194390001</ReservedTn></Reservation>";

TEST_F(TnReservation, HoldsANumberForFourHours) {
  const Answer created = sim.post("/tnreservation", kReserve);
  EXPECT_EQ(created.status, 201);
  EXPECT_EQ(created.body, "");
  EXPECT_XML(sim.follow(created).body, R"(
    <ReservationResponse>
      <Reservation>
        <ReservationId>)" + created.created_id() +
                                           R"(</ReservationId>
        <AccountId>9900000</AccountId>
        <ReservationExpires>14400</ReservationExpires>
        <ReservedTn>9194390001</ReservedTn>
      </Reservation>
    </ReservationResponse>)");
  EXPECT_EQ(sim.get("/availableNumbers?npaNxxx=9194390&quantity=2").body.find(kNumber),
            std::string::npos);

  sim.advance("3h59m50s");
  EXPECT_EQ(sim.follow(created).at("Reservation/ReservationExpires"), "10");
  sim.advance("10s");
  EXPECT_EQ(sim.follow(created).status, 404);
  EXPECT_NE(sim.get("/availableNumbers?npaNxxx=9194390&quantity=2").body.find(kNumber),
            std::string::npos);
}

TEST_F(TnReservation, OfATakenNumberIsRefused) {
  sim.post("/tnreservation", kReserve);
  const Answer again = sim.post("/tnreservation", kReserve);
  EXPECT_EQ(again.status, 400);
  EXPECT_XML(again.body, R"(
    <ReservationResponse>
      <ResponseStatus>
        <ErrorCode>5041</ErrorCode>
        <Description>Reservation failed: telephone number 9194390001 is not available.</Description>
      </ResponseStatus>
    </ReservationResponse>)");
  EXPECT_EQ(
      sim.post("/tnreservation", "<Reservation><ReservedTn>9195550100</ReservedTn></Reservation>")
          .at("ResponseStatus/ErrorCode"),
      "5041")
      << "in service";
  EXPECT_EQ(
      sim.post("/tnreservation", "<Reservation><ReservedTn>2010000000</ReservedTn></Reservation>")
          .at("ResponseStatus/ErrorCode"),
      "5070")
      << "no telephone number";
  EXPECT_EQ(sim.post("/tnreservation", "<Reservation/>").at("ResponseStatus/ErrorCode"), "5073");
}

TEST_F(TnReservation, CanBeEndedEarly) {
  const Answer created = sim.post("/tnreservation", kReserve);
  const std::string path = "/tnreservation/" + created.created_id();
  EXPECT_EQ(sim.del(path).status, 200);
  EXPECT_EQ(sim.del(path).status, 404);
  EXPECT_EQ(sim.post("/tnreservation", kReserve).status, 201);
}

TEST_F(TnReservation, OfAnotherAccountIsNotThere) {
  const Answer created = sim.post("/tnreservation", kReserve);
  const Answer other = sim.call("GET", "/accounts/9900001/tnreservation/" + created.created_id(),
                                basic("other", "secret"));
  EXPECT_EQ(other.status, 404);
  EXPECT_EQ(other.at("ResponseStatus/ErrorCode"), "5043");
}

}  // namespace
}  // namespace dashsim::test::tnreservation_test
