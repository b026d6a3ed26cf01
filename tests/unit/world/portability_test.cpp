#include "world/portability.hpp"

#include "world/porting.hpp"
#include "world_story.hpp"

namespace dashsim::world::portability_test {
namespace {

using scenario::PortType;

class PortabilityTest : public WorldTest {
 protected:
  PortabilityTest()
      : WorldTest(R"(
carriers:
  - {spid: "1111", name: Wide, numbers: [{block: "919xxxxxxx", rate_center: RALEIGH, state: NC}], not_active: [9193330001-9193330002]}
  - {spid: "2222", name: Narrow, numbers: [{block: "919333000x", rate_center: CARY, state: NC, automated: false}]}
  - {spid: "3333", name: Partner, numbers: [{block: "970484xxxx", rate_center: FT COLLINS, state: CO, coverage: partner, vendor: Level 3}]}
  - {spid: "4444", name: Nowhere, numbers: [{block: "406xxxxxxx", rate_center: BILLINGS, state: MT, coverage: none}]}
  - {spid: "5555", name: Nobody, supported: false, numbers: [{block: "307xxxxxxx", rate_center: CASPER, state: WY}]}
  - {spid: "6666", name: Free, numbers: [{block: "888xxxxxxx", toll_free: true}]}
)") {}

  Portability found(std::uint64_t number, AccountId account = kAccount) {
    return look_up(world, account, Tn{number});
  }
};

TEST_F(PortabilityTest, TakesTheSmallestBlockAroundANumber) {
  EXPECT_EQ(found(9193334001).carrier->name, "Wide");
  EXPECT_EQ(found(9193334001).type, PortType::kAutomated);
  EXPECT_EQ(found(9193330001).carrier->name, "Narrow");
  EXPECT_EQ(found(9193330001).type, PortType::kManualOnnet);
  EXPECT_EQ(found(9193330001).place->rate_center, "CARY");
  EXPECT_EQ(found(9193330001).verdict, PortVerdict::kPortable)
      << "only the wide carrier has it out of service";
}

TEST_F(PortabilityTest, FollowsWhoServesTheRateCenter) {
  EXPECT_EQ(found(9704840001).type, PortType::kAutomatedOffnet);
  EXPECT_EQ(found(9704840001).vendor, "Level 3");
  EXPECT_EQ(found(4062450001).verdict, PortVerdict::kPlaceNotCovered);
  EXPECT_EQ(found(3072350001).verdict, PortVerdict::kCarrierUnsupported);
  EXPECT_EQ(found(2125550001).verdict, PortVerdict::kUnknownPlace);
  EXPECT_EQ(found(8885550001).type, PortType::kAutomatedTollfree);
}

TEST_F(PortabilityTest, KnowsWhoHasANumberInThisWorld) {
  EXPECT_EQ(found(9195550101).verdict, PortVerdict::kOwnNumber);
  const Portability internal = found(9195550101, AccountId{9900001});
  EXPECT_EQ(internal.verdict, PortVerdict::kPortable);
  EXPECT_EQ(internal.type, PortType::kInternal);
  EXPECT_EQ(internal.holder, kAccount);
  world.numbers().find(Tn{9195550101})->is_external = true;
  EXPECT_EQ(found(9195550101, AccountId{9900001}).verdict, PortVerdict::kExternalNumber);
  EXPECT_EQ(found(9194390001).verdict, PortVerdict::kPortable) << "available, and nobody's";
  world.reserve(kAccount, Tn{9194390001});
  EXPECT_EQ(found(9194390001).verdict, PortVerdict::kNotActive) << "reserved";
}

class FocDates : public WorldTest {
 protected:
  Order& port(std::string_view requested, bool triggered) {
    Porting porting;
    porting.requested_foc = at(requested);
    porting.triggered = triggered;
    return place_order(world, OrderType::kPortins, kAccount, request({9193334001}),
                       std::move(porting));
  }
  static kernel::VirtualTime at(std::string_view text) { return *kernel::parse_instant(text); }
};

TEST_F(FocDates, AreTheFirstThatTheCarrierCanDo) {
  EXPECT_EQ(kernel::format_date(earliest_foc(world, 1)), "2026-01-06");
  EXPECT_EQ(kernel::format_date(earliest_foc(world, 0)), "2026-01-06");
  EXPECT_EQ(kernel::format_date(earliest_foc(world, 5)), "2026-01-12") << "over a weekend";
}

TEST_F(FocDates, AreWhatWasRequestedUnlessThatHasPassed) {
  Order& order = port("2026-01-15", false);
  commit_foc_date(world, order);
  EXPECT_EQ(order.porting->activation, at("2026-01-15T16:30:00Z"));
  world.set_clock(at("2026-01-16T09:00:00Z"));
  commit_foc_date(world, order);
  EXPECT_EQ(order.porting->activation, at("2026-01-20T16:30:00Z"))
      << "the 19th of January is a holiday";
}

TEST_F(FocDates, OfTriggeredPortsHaveATime) {
  Order& order = port("2026-01-15T14:00:00Z", true);
  commit_foc_date(world, order);
  EXPECT_EQ(order.porting->activation, at("2026-01-15T14:00:00Z"));
}

}  // namespace
}  // namespace dashsim::world::portability_test
