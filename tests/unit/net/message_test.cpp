#include "net/message.hpp"

namespace dashsim::net::message_test {
namespace {

TEST(Message, FindsHeadersInAnyLetterCase) {
  const Headers headers{{"Content-Type", "a"}, {"content-type", "b"}};
  EXPECT_EQ(find_header(headers, "CONTENT-TYPE"), "a");
  EXPECT_EQ(find_header(headers, "Content"), "");
  EXPECT_EQ(reason_phrase(201), "Created");
  EXPECT_EQ(reason_phrase(799), "Unknown");
}

TEST(Message, HasNoHeadersWhereThereAreNone) {
  EXPECT_EQ(find_header({}, "Accept"), "");
  EXPECT_EQ(find_header({{"", "x"}}, ""), "x");
  EXPECT_EQ(find_header({{"Accept", ""}}, "accept"), "");
}

TEST(Message, KnowsThePhrasesOfTheStatusesInUse) {
  const std::pair<int, const char*> phrases[] = {
      {200, "OK"},
      {204, "No Content"},
      {303, "See Other"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {409, "Conflict"},
      {429, "Too Many Requests"},
      {500, "Internal Server Error"},
      {503, "Service Unavailable"},
  };
  for (const auto& [status, phrase] : phrases) EXPECT_EQ(reason_phrase(status), phrase);
  for (const int status : {-1, 0, 99, 600, 1000}) EXPECT_EQ(reason_phrase(status), "Unknown");
}

}  // namespace
}  // namespace dashsim::net::message_test
