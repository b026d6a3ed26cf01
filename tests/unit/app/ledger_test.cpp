#include "app/ledger.hpp"

#include "api/kit/catalogue.hpp"
#include "unit/world/world_story.hpp"

namespace dashsim::app::ledger_test {
namespace {

/// A world that has counted something so often.
world::World world_with(std::uint64_t times) {
  world::World counting("test", world::load(""));
  for (std::uint64_t n = 0; n < times; ++n) counting.faults().note_asked();
  return {"test", counting};
}

std::uint64_t counted(const control::Tally& tally) {
  const auto found = tally.faults.find("X-Sim-Fault");
  return found == tally.faults.end() ? 0 : found->second;
}

TEST(Ledger, KeepsWhatAWorldHasCountedThatIsReplaced) {
  Ledger ledger;
  EXPECT_EQ(counted(ledger.tally(world_with(3))), 3U);
  ledger.replace(world_with(3), world_with(0));
  EXPECT_EQ(counted(ledger.tally(world_with(0))), 3U);
  EXPECT_EQ(counted(ledger.tally(world_with(2))), 5U);
}

TEST(Ledger, CountsNothingTwiceWhenAWorldGoesBack) {
  Ledger ledger;
  ledger.replace(world_with(3), world_with(1));
  EXPECT_EQ(counted(ledger.tally(world_with(1))), 3U);
  EXPECT_EQ(counted(ledger.tally(world_with(2))), 4U);
}

TEST(Ledger, DoesNotCountWhatAForkBeginsWith) {
  Ledger ledger;
  ledger.fork(world_with(3));
  EXPECT_EQ(counted(ledger.tally(world_with(3))), 0U);
  EXPECT_EQ(counted(ledger.tally(world_with(4))), 1U);
}

TEST(Ledger, NamesOperations) {
  Ledger ledger;
  ledger.note(api::operations().size(), std::chrono::seconds(1));
  ledger.note(0, std::chrono::seconds(1));
  const control::Tally tally = ledger.tally(world_with(0));
  EXPECT_EQ(tally.latencies.size(), 2U);
  EXPECT_TRUE(tally.latencies.contains(""));
  EXPECT_TRUE(tally.latencies.contains(api::operations()[0].name));
}

}  // namespace
}  // namespace dashsim::app::ledger_test
