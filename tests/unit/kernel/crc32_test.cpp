#include "kernel/crc32.hpp"

#include <string>

namespace dashsim::kernel::crc32_test {
namespace {

TEST(Crc32, IsTheOneThatEverybodyKnows) {
  EXPECT_EQ(crc32(""), 0U);
  EXPECT_EQ(crc32("123456789"), 0xcbf43926U);
  EXPECT_EQ(crc32("The quick brown fox jumps over the lazy dog"), 0x414fa339U);
}

TEST(Crc32, GoesOnWhereItEnded) {
  const std::string text = "as many bytes as it takes to be summed up in more than one step";
  for (std::size_t i = 0; i <= text.size(); ++i)
    EXPECT_EQ(crc32(text.substr(i), crc32(text.substr(0, i))), crc32(text));
}

}  // namespace
}  // namespace dashsim::kernel::crc32_test
