#include "kernel/event_queue.hpp"

namespace dashsim::kernel::event_queue_test {
namespace {

using namespace std::chrono_literals;

TEST(EventQueue, OrdersByTimeThenByIssue) {
  EventQueue<std::string> queue;
  const VirtualTime start{0ms};
  queue.schedule(start + 2s, Urgency::kWork, "third");
  queue.schedule(start + 1s, Urgency::kWork, "first");
  queue.schedule(start + 1s, Urgency::kBackground, "second");
  EXPECT_EQ(queue.size(), 3U);
  EXPECT_FALSE(queue.idle());
  for (const char* expected : {"first", "second", "third"}) {
    EXPECT_EQ(queue.next()->event, expected);
    EXPECT_EQ(queue.pop().event, expected);
  }
  EXPECT_EQ(queue.next(), nullptr);
  queue.schedule(start, Urgency::kBackground, "expiry");
  EXPECT_TRUE(queue.idle()) << "nobody waits for what happens in the background";
}

TEST(EventQueue, IsCopiedWithItsEvents) {
  EventQueue<int> queue;
  queue.schedule(VirtualTime{1s}, Urgency::kWork, 1);
  EventQueue<int> copy = queue;
  copy.pop();
  EXPECT_EQ(queue.size(), 1U);
  EXPECT_EQ(copy.size(), 0U);
}

TEST(EventQueue, RunsEqualTimesInOrderOfIssueHoweverMany) {
  EventQueue<int> queue;
  for (int i = 0; i < 1000; ++i) queue.schedule(VirtualTime{1s}, Urgency::kWork, i);
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(queue.pop().event, i);
}

TEST(EventQueue, NeverUsesASequenceTwice) {
  EventQueue<int> queue;
  const auto first = queue.schedule(VirtualTime{2s}, Urgency::kWork, 1);
  queue.pop();
  const auto second = queue.schedule(VirtualTime{1s}, Urgency::kWork, 2);
  EXPECT_GT(second, first);
  EXPECT_EQ(queue.next()->sequence, second);
}

TEST(EventQueue, IsIdleOnceItsLastWorkIsTaken) {
  EventQueue<int> queue;
  EXPECT_TRUE(queue.idle());
  queue.schedule(VirtualTime{1s}, Urgency::kBackground, 1);
  queue.schedule(VirtualTime{2s}, Urgency::kWork, 2);
  queue.schedule(VirtualTime{3s}, Urgency::kBackground, 3);
  EXPECT_FALSE(queue.idle());
  queue.pop();
  EXPECT_FALSE(queue.idle());
  EXPECT_EQ(queue.pop().urgency, Urgency::kWork);
  EXPECT_TRUE(queue.idle());
  EXPECT_EQ(queue.size(), 1U);
}

TEST(EventQueue, ShowsWhatIsScheduledInOrder) {
  EventQueue<int> queue;
  for (const int second : {3, 1, 2}) {
    queue.schedule(VirtualTime{std::chrono::seconds(second)}, Urgency::kWork, second);
  }
  std::vector<int> seen;
  queue.for_each([&](const auto& entry) { seen.push_back(entry.event); });
  EXPECT_THAT(seen, testing::ElementsAre(1, 2, 3));
  EXPECT_EQ(queue.size(), 3U);
}

}  // namespace
}  // namespace dashsim::kernel::event_queue_test
