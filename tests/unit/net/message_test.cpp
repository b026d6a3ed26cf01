#include "net/message.hpp"

namespace dashsim::net {
namespace {

TEST(Message, FindsHeadersInAnyLetterCase) {
  const Headers headers{{"Content-Type", "a"}, {"content-type", "b"}};
  EXPECT_EQ(find_header(headers, "CONTENT-TYPE"), "a");
  EXPECT_EQ(find_header(headers, "Content"), "");
  EXPECT_EQ(reason_phrase(201), "Created");
  EXPECT_EQ(reason_phrase(799), "Unknown");
}

}  // namespace
}  // namespace dashsim::net
