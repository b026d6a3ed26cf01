#include "kernel/ids.hpp"

#include <set>

#include "kernel/base64.hpp"
#include "kernel/event_queue.hpp"
#include "kernel/lookup.hpp"

namespace dashsim::kernel {
namespace {

using namespace std::chrono_literals;

TEST(Random, GivesTheSameStreamForTheSameSeedAndPurpose) {
  Random one(42, "orders");
  Random two(42, "orders");
  Random other_purpose(42, "notes");
  Random other_seed(43, "orders");
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t draw = one.draw();
    EXPECT_EQ(draw, two.draw());
    EXPECT_NE(draw, other_purpose.draw());
    EXPECT_NE(draw, other_seed.draw());
    EXPECT_LT(one.draw_below(7), 7U);
    two.draw_below(7);
  }
}

TEST(Ids, AreUuidsOfVersionFour) {
  UuidSource source(1, "orders");
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = source.next();
    EXPECT_TRUE(is_uuid(id)) << id;
    EXPECT_EQ(id[14], '4');
    EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos);
    EXPECT_TRUE(seen.insert(id).second);
  }
  for (const char* text :
       {"", "e75dc861-95ed-427e-8688-976132a6954", "e75dc861x95ed-427e-8688-976132a69549",
        "g75dc861-95ed-427e-8688-976132a69549"}) {
    EXPECT_FALSE(is_uuid(text)) << text;
  }
}

TEST(Ids, ThatAreNumbersRiseAndPassWhatIsTaken) {
  NumberSource source(1, "sites", 1000);
  std::uint64_t last = 1000;
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t id = source.next();
    EXPECT_GT(id, last);
    last = id;
  }
  source.pass(500'000);
  EXPECT_GT(source.next(), 500'000U);
}

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

TEST(TextLookup, FindsWhatWasInserted) {
  TextLookup<int> lookup;
  lookup.insert("a", 1);
  lookup.insert("a", 2);
  EXPECT_EQ(*lookup.find("a"), 2);
  EXPECT_EQ(lookup.find("b"), nullptr);
  lookup.erase("a");
  lookup.erase("a");
  EXPECT_EQ(lookup.size(), 0U);
}

TEST(Base64, GoesBothWays) {
  std::string bytes;
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes);
    bytes += static_cast<char>(i * 37);
  }
  EXPECT_EQ(base64_encode("iris:s3cure"), "aXJpczpzM2N1cmU=");
  EXPECT_EQ(base64_decode("aXJpczpzM2N1cmU"), "iris:s3cure") << "padding may be missing";
  for (const char* text : {"a", "a b=", "####", "aXJp*"}) EXPECT_FALSE(base64_decode(text)) << text;
}

}  // namespace
}  // namespace dashsim::kernel
