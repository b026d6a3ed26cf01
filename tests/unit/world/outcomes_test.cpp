#include "world/outcomes.hpp"

#include "unit/world/world_story.hpp"

namespace dashsim::world::outcomes_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class OutcomesTest : public WorldTest {
 protected:
  OutcomesTest()
      : WorldTest(R"(
inventory:
  - {block: "919439000x", rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426}
lifecycles:
  orders:
    - {name: two fail, outcomes: [{numbers: "9194390001", errors: [5003, 5090]}, {numbers: "919439000?", errors: [5213]}], user: tester}
  disconnects:
    - {name: one stays, outcomes: [{numbers: "9195550101", errors: [5006]}]}
  portins:
    - {name: never comes, outcomes: [{numbers: "919333*", errors: [7519]}]}
)") {}

  static std::vector<std::uint32_t> codes(const Order& of) {
    std::vector<std::uint32_t> list;
    for (const OrderError& error : of.errors) list.push_back(error.code);
    return list;
  }
  Order& disconnect_now(const std::vector<std::uint64_t>& numbers) {
    Order& placed = disconnect(numbers);
    pass(1s);
    return placed;
  }
};

TEST_F(OutcomesTest, MakeNumbersFailAndLeaveTheOthers) {
  Order& placed = disconnect_now({9195550100, 9195550101, 9195550102});
  EXPECT_EQ(placed.status->name, "PARTIAL");
  EXPECT_THAT(placed.completed_numbers, ElementsAre(Tn{9195550100}, Tn{9195550102}));
  EXPECT_THAT(placed.failed_numbers, ElementsAre(Tn{9195550101}));
  ASSERT_THAT(placed.errors, SizeIs(1));
  EXPECT_EQ(placed.errors[0].code, 5006U);
  EXPECT_THAT(placed.errors[0].about, ElementsAre("9195550101"));
  EXPECT_THAT(placed.errors[0].of, ElementsAre("9195550101"));
  EXPECT_THAT(placed.request.numbers, SizeIs(3)) << "the order still names them";
  EXPECT_NE(world.numbers().find_in_service(kAccount, {9195550101}), nullptr);
}

TEST_F(OutcomesTest, EndAnOrderThatIsAboutNothingElse) {
  EXPECT_EQ(disconnect_now({9195550101}).status->name, "FAILED");
}

TEST_F(OutcomesTest, AddToWhatFailsByItself) {
  Order& placed = disconnect_now({9195550101, 9194390001});
  EXPECT_EQ(placed.status->name, "FAILED");
  EXPECT_THAT(codes(placed), ElementsAre(5074U, 5006U));
}

TEST_F(OutcomesTest, TakeTheFirstPatternThatFits) {
  OrderRequest made = request({9194390001, 9194390002, 9192380001});
  made.partial_allowed = true;
  Order& placed = order(std::move(made));
  pass(1s);
  EXPECT_EQ(placed.status->name, "FAILED") << "919238 is no longer in the inventory";
  EXPECT_THAT(codes(placed), ElementsAre(5018U, 5003U, 5090U, 5213U, 5005U));
}

TEST_F(OutcomesTest, CountForNumbersThatASearchHasFound) {
  OrderRequest made = request({});
  made.search.emplace().prefix = "919439";
  made.quantity = 2;
  made.partial_allowed = true;
  Order& placed = order(std::move(made));
  pass(1s);
  EXPECT_EQ(placed.status->name, "FAILED");
  EXPECT_THAT(placed.failed_numbers, SizeIs(2));
  EXPECT_THAT(codes(placed), ElementsAre(5018U, 5213U, 5003U, 5090U));
}

TEST_F(OutcomesTest, KeepNoBackOrderWaiting) {
  OrderRequest made = request({9194390001});
  made.back_order = true;
  Order& placed = order(std::move(made));
  pass(1s);
  EXPECT_EQ(placed.status->name, "FAILED");
  OrderRequest patient = request({9194390001, 9192380001});
  patient.back_order = true;
  Order& waits = order(std::move(patient));
  pass(1s);
  EXPECT_EQ(waits.status->name, "BACKORDERED") << "for the other one";
  EXPECT_THAT(waits.errors, IsEmpty());
}

TEST_F(OutcomesTest, AreOverWhenAClientHasChangedTheOrder) {
  OrderRequest made = request({9193330001});
  Order& placed = place_order(world, OrderType::kPortins, kAccount, std::move(made), Porting{});
  pass(30 * 24h);
  EXPECT_EQ(placed.status->name, "EXCEPTION");
  EXPECT_THAT(codes(placed), ElementsAre(7519U));
  placed.errors.clear();
  fire(world, placed, scenario::Trigger::kSupp);
  pass(30 * 24h);
  EXPECT_EQ(placed.status->name, "COMPLETE");
  EXPECT_THAT(placed.completed_numbers, ElementsAre(Tn{9193330001}));
  EXPECT_THAT(placed.failed_numbers, IsEmpty());
}

TEST_F(OutcomesTest, LetAPortBringAllOrNone) {
  Order& placed = place_order(world, OrderType::kPortins, kAccount,
                              request({9193330001, 9192220001}), Porting{});
  pass(30 * 24h);
  EXPECT_EQ(placed.status->name, "EXCEPTION");
  EXPECT_THAT(placed.completed_numbers, IsEmpty());
  EXPECT_EQ(world.numbers().find({9192220001}), nullptr);
}

class MagicTest : public WorldTest {
 protected:
  explicit MagicTest(const std::string& more = {}) : WorldTest(more) {}
  Order& order_now(OrderRequest made) {
    Order& placed = order(std::move(made));
    pass(1s);
    return placed;
  }
};

TEST_F(MagicTest, IsInNumbersThatAClientNames) {
  Order& placed = order_now(request({9194395005}));
  EXPECT_EQ(placed.status->name, "FAILED");
  ASSERT_THAT(placed.errors, SizeIs(2));
  EXPECT_EQ(placed.errors[0].code, 5018U);
  EXPECT_EQ(placed.errors[1].code, 5005U);
  EXPECT_TRUE(world.numbers().available({9194395005}));
  EXPECT_EQ(order_now(request({9194395006})).status->name, "COMPLETE")
      << "5006 is a code of disconnects";
}

TEST_F(MagicTest, IsNotInNumbersThatASearchFinds) {
  OrderRequest made = request({});
  made.search.emplace().prefix = "9194395";
  made.quantity = 10;
  EXPECT_EQ(order_now(std::move(made)).status->name, "COMPLETE");
  EXPECT_NE(world.numbers().find_in_service(kAccount, {9194395005}), nullptr);
}

class OwnLifecycle : public MagicTest {
 protected:
  OwnLifecycle()
      : MagicTest(
            "lifecycles:\n  orders:\n    - {name: own, outcomes: [{numbers: \"9194390000\", "
            "errors: [5005]}]}\n") {}
};

TEST_F(OwnLifecycle, LeavesNoMagic) {
  EXPECT_EQ(order_now(request({9194395005})).status->name, "COMPLETE");
}

class NoMagic : public MagicTest {
 protected:
  NoMagic() : MagicTest("rules: {magic_numbers: false}\n") {}
};

TEST_F(NoMagic, IsThereWhereTheRulesSaySo) {
  EXPECT_EQ(order_now(request({9194395005})).status->name, "COMPLETE");
}

}  // namespace
}  // namespace dashsim::world::outcomes_test
