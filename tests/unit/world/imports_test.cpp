#include "world/imports.hpp"

#include "unit/world/world_story.hpp"

namespace dashsim::world::imports_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr AccountId kTheirs{9900001};
constexpr Tn kElsewhere{9193330101};
constexpr Tn kElsewhere2{9193330102};
constexpr Tn kAvailable{9194390001};
constexpr Tn kOrdinary{9195550101};

class ImportsTest : public WorldTest {
 protected:
  OrderRequest import_request(const std::vector<Tn>& numbers) {
    OrderRequest made = request({});
    made.numbers = numbers;
    made.facts.child_or_new("LoaType").text = "CARRIER";
    return made;
  }
  Order& place(OrderType type, OrderRequest made) {
    Order& placed = place_order(world, type, kAccount, std::move(made));
    pass(1min);
    return placed;
  }
  void are_brought_by_others(Tn tn) {
    world.numbers().put_in_service(tn, kTheirs, {800}, {400100}, world.now()).is_imported = true;
  }
  ImportVerdict verdict(Tn tn) { return import_verdict(world, kAccount, tn); }
};

TEST_F(ImportsTest, AreJudgedByWhoHasTheNumber) {
  EXPECT_EQ(verdict(kElsewhere), ImportVerdict::kImportable);
  EXPECT_EQ(verdict(kAvailable), ImportVerdict::kBandwidthNumber);
  EXPECT_EQ(verdict(kOrdinary), ImportVerdict::kBandwidthNumber);
  are_brought_by_others(kElsewhere);
  EXPECT_EQ(verdict(kElsewhere), ImportVerdict::kForeignNumber);
  EXPECT_EQ(import_verdict(world, kTheirs, kElsewhere), ImportVerdict::kImportable);
  // Ported in: neither of the inventory nor imported.
  world.numbers().put_in_service(kElsewhere2, kAccount, {743}, {303716}, world.now());
  EXPECT_EQ(verdict(kElsewhere2), ImportVerdict::kBandwidthNumber);
  EXPECT_EQ(import_verdict(world, kTheirs, kElsewhere2), ImportVerdict::kBandwidthNumber);
}

TEST_F(ImportsTest, MarkNumbersAsWhatTheyAre) {
  place(OrderType::kImportTnOrders, import_request({kElsewhere}));
  place(OrderType::kExternalTns, import_request({kElsewhere2}));
  const TnRecord* imported = world.numbers().find(kElsewhere);
  ASSERT_NE(imported, nullptr);
  EXPECT_TRUE(imported->is_imported);
  EXPECT_FALSE(imported->is_external);
  EXPECT_EQ(imported->loa_type, "CARRIER");
  EXPECT_EQ(imported->site, SiteId{743});
  EXPECT_EQ(imported->sip_peer, SipPeerId{303716}) << "the default peer";
  const TnRecord* external = world.numbers().find(kElsewhere2);
  ASSERT_NE(external, nullptr);
  EXPECT_TRUE(external->is_external);
  EXPECT_FALSE(external->is_imported);
}

TEST_F(ImportsTest, LeaveNothingBehindWhenTheyAreRemoved) {
  place(OrderType::kImportTnOrders, import_request({kElsewhere}));
  OrderRequest made;
  made.numbers = {kElsewhere};
  EXPECT_EQ(place(OrderType::kRemoveImportedTnOrders, std::move(made)).status->name, "COMPLETE");
  EXPECT_EQ(world.numbers().find(kElsewhere), nullptr);
  EXPECT_FALSE(world.numbers().available(kElsewhere));
  EXPECT_EQ(verdict(kElsewhere), ImportVerdict::kImportable);
}

TEST_F(ImportsTest, DoNotComeToAPlaceThatIsGone) {
  const auto code_of = [&](OrderType type, SiteId site, std::optional<SipPeerId> peer) {
    OrderRequest made = import_request({kElsewhere});
    made.site = site;
    made.sip_peer = peer;
    const Order& placed = place(type, std::move(made));
    EXPECT_EQ(placed.status->name, "FAILED");
    EXPECT_THAT(placed.failed_numbers, ElementsAre(kElsewhere));
    return placed.errors.at(0).code;
  };
  world.sites().erase(SipPeerId{518824});
  world.sites().erase(SipPeerId{303717});
  EXPECT_EQ(code_of(OrderType::kImportTnOrders, {743}, SipPeerId{518824}), 7312U);
  EXPECT_EQ(code_of(OrderType::kImportTnOrders, {202}, {}), 7310U);
  EXPECT_EQ(code_of(OrderType::kImportTnOrders, {1}, {}), 7309U);
  EXPECT_EQ(code_of(OrderType::kExternalTns, {743}, SipPeerId{518824}), 5023U);
  EXPECT_EQ(code_of(OrderType::kExternalTns, {202}, {}), 5020U);
  EXPECT_EQ(code_of(OrderType::kExternalTns, {1}, {}), 5016U);
  EXPECT_EQ(world.numbers().find(kElsewhere), nullptr);
}

}  // namespace
}  // namespace dashsim::world::imports_test
