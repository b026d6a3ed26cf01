#include "kernel/lookup.hpp"

namespace dashsim::kernel::lookup_test {
namespace {

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

TEST(TextLookup, TellsKeysApartByCaseAndLength) {
  TextLookup<std::string> lookup;
  EXPECT_EQ(lookup.find(""), nullptr);
  lookup.insert("", "empty");
  lookup.insert("a", "small");
  lookup.insert("A", "large");
  lookup.insert(std::string("a\0", 2), "with a zero");
  EXPECT_EQ(lookup.size(), 4U);
  EXPECT_EQ(*lookup.find(""), "empty");
  EXPECT_EQ(*lookup.find("a"), "small");
  EXPECT_EQ(*lookup.find(std::string_view("a\0", 2)), "with a zero");
  lookup.erase("a");
  EXPECT_EQ(lookup.find("a"), nullptr);
  EXPECT_EQ(*lookup.find("A"), "large");
}

TEST(TextLookup, FindsEachOfManyAfterGrowing) {
  TextLookup<int> lookup;
  for (int i = 0; i < 10'000; ++i) lookup.insert(std::to_string(i), i);
  for (int i = 0; i < 10'000; i += 2) lookup.erase(std::to_string(i));
  EXPECT_EQ(lookup.size(), 5000U);
  for (int i = 0; i < 10'000; ++i) {
    const int* found = lookup.find(std::to_string(i));
    ASSERT_EQ(found == nullptr, i % 2 == 0) << i;
    if (found != nullptr) {
      ASSERT_EQ(*found, i);
    }
  }
}

}  // namespace
}  // namespace dashsim::kernel::lookup_test
