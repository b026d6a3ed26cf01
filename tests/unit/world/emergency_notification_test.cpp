#include "world/emergency_notification.hpp"

#include "unit/world/world_story.hpp"

namespace dashsim::world::emergency_notification_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Tn kNumber{9195550100};
constexpr AccountId kTheirs{9900001};

class EmergencyNotificationTest : public WorldTest {
 protected:
  EmergencyRecipientId recipient(const std::string& name) {
    EmergencyRecipient made;
    made.id = world.new_emergency_recipient_id();
    made.description = name;
    made.type = "EMAIL";
    made.email = name + "@example.com";
    return world.emergency().put(kAccount, std::move(made)).id;
  }
  Order& place(OrderType type, EmergencyRequest wanted, const std::vector<Tn>& numbers = {}) {
    OrderRequest made = request({});
    made.numbers = numbers;
    made.emergency.push_back(std::move(wanted));
    Order& placed = place_order(world, type, kAccount, std::move(made));
    pass(5min);
    return placed;
  }
  EmergencyGroupId group(const std::vector<EmergencyRecipientId>& recipients) {
    EmergencyRequest wanted;
    wanted.group = world.new_emergency_group_id();
    wanted.description = "floor";
    for (const EmergencyRecipientId& id : recipients) wanted.added.push_back(id.value);
    const EmergencyGroupId id = wanted.group;
    EXPECT_EQ(place(OrderType::kEmergencyNotificationGroupOrders, wanted).status->name,
              "COMPLETED");
    return id;
  }
  Order& put_into(const EmergencyGroupId& group, const std::vector<Tn>& numbers) {
    EmergencyRequest wanted;
    wanted.group = group;
    wanted.adds_endpoints = true;
    return place(OrderType::kEmergencyNotificationEndpointOrders, wanted, numbers);
  }
  std::vector<std::uint32_t> codes(const std::vector<OrderError>& errors) {
    std::vector<std::uint32_t> list;
    for (const OrderError& error : errors) list.push_back(error.code);
    return list;
  }
};

TEST_F(EmergencyNotificationTest, ARecipientIsInOneGroup) {
  const EmergencyRecipientId one = recipient("one");
  const EmergencyGroupId first = group({one});
  EXPECT_EQ(world.emergency().group_of(kAccount, one)->id, first);
  EmergencyRequest second;
  second.group = world.new_emergency_group_id();
  second.added = {one.value};
  OrderRequest made = request({});
  made.emergency = {second};
  EXPECT_THAT(codes(check_group_request(world, kAccount, made)), ElementsAre(8080U));
  EXPECT_THAT(codes(check_group_request(world, kTheirs, made)), ElementsAre(8081U))
      << "it is nothing of theirs";
}

TEST_F(EmergencyNotificationTest, EndpointsAreThoseInServiceAndEndUsers) {
  const EmergencyGroupId id = group({recipient("one")});
  EXPECT_EQ(put_into(id, {kNumber}).status->name, "COMPLETED");
  EXPECT_THAT(endpoints_of(world, kAccount, id).numbers, ElementsAre(kNumber));
  disconnect({kNumber.value});
  pass(1min);
  EXPECT_THAT(endpoints_of(world, kAccount, id).numbers, IsEmpty());
}

TEST_F(EmergencyNotificationTest, AnOrderIsDoneAsAWholeOrNotAtAll) {
  const EmergencyGroupId id = group({recipient("one")});
  const Order& failed = put_into(id, {kNumber, Tn{9194390000}});
  EXPECT_EQ(failed.status->name, "FAILED");
  EXPECT_THAT(codes(failed.errors), ElementsAre(8098U));
  EXPECT_EQ(endpoints_of(world, kAccount, id).size(), 0U);
}

TEST_F(EmergencyNotificationTest, CallsReachWhoIsInTheGroupThen) {
  const EmergencyRecipientId one = recipient("one");
  const EmergencyGroupId id = group({one, recipient("two")});
  put_into(id, {kNumber});
  EXPECT_EQ(call_emergency(world, {kAccount, to_text(kNumber)}), 2U);
  ASSERT_EQ(world.outbox().size(), 2U);
  EXPECT_EQ(world.outbox()[0].to, "one@example.com");
  EmergencyRequest change;
  change.operation = GroupOperation::kModify;
  change.group = id;
  change.deleted = {one.value};
  place(OrderType::kEmergencyNotificationGroupOrders, change);
  EXPECT_EQ(call_emergency(world, {kAccount, to_text(kNumber)}), 1U);
  EXPECT_EQ(call_emergency(world, {kAccount, "9195550101"}), 0U) << "a number without a group";
  EXPECT_EQ(call_emergency(world, {kAccount, "9194390000"}), std::nullopt);
  EXPECT_EQ(call_emergency(world, {kAccount, "Nobody"}), std::nullopt);
  EXPECT_EQ(call_emergency(world, {kTheirs, to_text(kNumber)}), std::nullopt);
}

TEST_F(EmergencyNotificationTest, TheSameIsWhatDiffersInThePasswordAlone) {
  EmergencyRecipient one;
  one.type = "CALLBACK";
  one.url = "https://a";
  one.password = "p";
  EmergencyRecipient other = one;
  other.password = "q";
  EXPECT_TRUE(one.same_as(other));
  other.url = "https://b";
  EXPECT_FALSE(one.same_as(other));
}

TEST_F(EmergencyNotificationTest, OrdersOfOtherTypesAskForNothing) {
  Order& other = order(request({}));
  EXPECT_EQ(change_emergency_group(world, other), Outcome::kAll);
  EXPECT_EQ(change_emergency_endpoints(world, other), Outcome::kAll);
}

}  // namespace
}  // namespace dashsim::world::emergency_notification_test
