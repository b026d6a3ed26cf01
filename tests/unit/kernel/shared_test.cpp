#include "kernel/shared.hpp"

#include <thread>

namespace dashsim::kernel::shared_test {
namespace {

TEST(Shared, CopiesShareUntilOneOfThemEdits) {
  Shared<std::string> one("text");
  Shared<std::string> other = one;
  EXPECT_EQ(&*one, &*other);
  other.edit() += " and more";
  EXPECT_EQ(*one, "text");
  EXPECT_EQ(*other, "text and more");
  EXPECT_EQ(other->size(), 13U);
}

TEST(Shared, StaysWhereItIsWhileNobodyShares) {
  Shared<std::string> one("text");
  const std::string* place = &*one;
  { const Shared<std::string> gone = one; }
  EXPECT_EQ(&one.edit(), place);
}

TEST(Shared, IsReadAsWhatItHolds) {
  const Shared<std::string> one("text");
  const std::string& text = one;
  EXPECT_EQ(&text, &*one);
  Shared<std::string> other;
  other = one;
  EXPECT_EQ(*other, "text");
  other = Shared<std::string>("another");
  EXPECT_EQ(*one, "text");
  EXPECT_EQ(*other, "another");
}

TEST(Shared, IsForOneThreadEach) {
  const Shared<std::string> origin(std::string(1000, 'x'));
  std::vector<std::jthread> threads;
  for (int n = 0; n < 4; ++n) {
    threads.emplace_back([mine = origin, n]() mutable {
      for (int i = 0; i < 1000; ++i) {
        Shared<std::string> copy = mine;
        copy.edit()[0] = static_cast<char>('a' + n);
        mine = copy;
      }
      EXPECT_EQ((*mine)[0], 'a' + n);
    });
  }
  threads.clear();
  EXPECT_EQ((*origin)[0], 'x');
}

}  // namespace
}  // namespace dashsim::kernel::shared_test
