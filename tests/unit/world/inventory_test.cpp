#include "world/inventory.hpp"

#include "unit/world/world_story.hpp"

namespace dashsim::world::inventory_test {
namespace {

TEST(Inventories, AreSharedByWorldsOfOneScenario) {
  Inventories inventories;
  const auto scenario = load("");
  const auto inventory = inventories.of(*scenario);
  EXPECT_EQ(inventories.of(*scenario), inventory);
  EXPECT_EQ(inventories.of(*scenario::with_seed(*scenario, 12)), inventory);
  EXPECT_EQ(inventory->blocks().size(), scenario->inventory.size());
  EXPECT_NE(inventories.of(*load("")), inventory);
}

TEST(Inventories, LiveAsLongAsTheirWorlds) {
  Inventories inventories;
  const auto scenario = load("");
  const std::weak_ptr<const Inventory> gone = inventories.of(*scenario);
  EXPECT_TRUE(gone.expired());
  const auto inventory = inventories.of(*scenario);
  EXPECT_EQ(inventories.of(*scenario), inventory);
}

}  // namespace
}  // namespace dashsim::world::inventory_test
