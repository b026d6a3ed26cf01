#include "kernel/ids.hpp"

#include <set>

namespace dashsim::kernel::ids_test {
namespace {

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

TEST(Ids, FollowFromSeedAndPurpose) {
  UuidSource one(1, "orders");
  UuidSource same(1, "orders");
  UuidSource notes(1, "notes");
  UuidSource other_seed(2, "orders");
  const std::string first = one.next();
  EXPECT_EQ(same.next(), first);
  EXPECT_NE(notes.next(), first);
  EXPECT_NE(other_seed.next(), first);
}

TEST(Ids, ThatAreNumbersDoNotGoBackWhenTheyPassAnOlderOne) {
  NumberSource source(1, "sites", 1000);
  const std::uint64_t last = source.next();
  source.pass(5);
  source.pass(last);
  const std::uint64_t next = source.next();
  EXPECT_GT(next, last);
  EXPECT_LE(next, last + 7) << "gaps are small";
}

TEST(Ids, AreRecognisedByTheirForm) {
  EXPECT_TRUE(is_uuid("e75dc861-95ed-427e-8688-976132a69549"));
  EXPECT_TRUE(is_uuid("E75DC861-95ED-427E-8688-976132A69549"));
  for (const char* text :
       {"{e75dc861-95ed-427e-8688-976132a69549}", "e75dc86195ed427e8688976132a69549",
        "e75dc8619-5ed-427e-8688-976132a69549", "e75dc861-95ed-427e-8688-976132a6954 ",
        "------------------------------------", "e75dc861-95ed-427e-8688-976132a695490"}) {
    EXPECT_FALSE(is_uuid(text)) << text;
  }
}

}  // namespace
}  // namespace dashsim::kernel::ids_test
