#include "world/journal.hpp"

namespace dashsim::world {
namespace {

using testing::SizeIs;

TEST(Journal, KeepsWithinItsBounds) {
  Journal by_count({.entries_max = 3, .bytes_max = 1'000'000});
  Journal by_bytes({.entries_max = 1000, .bytes_max = 5000});
  for (int i = 0; i < 10; ++i) {
    Exchange exchange;
    exchange.request_body = std::string(1000, 'x');
    by_count.record(exchange);
    by_bytes.record(exchange);
  }
  EXPECT_THAT(by_count.entries(), SizeIs(3));
  EXPECT_EQ(by_count.dropped(), 7U);
  EXPECT_EQ(by_count.entries().back().sequence, 10U);
  EXPECT_LE(by_bytes.entries().size(), 4U);
  EXPECT_GE(by_bytes.entries().size(), 1U);
}

TEST(Journal, MasksSecrets) {
  EXPECT_EQ(mask_secrets("<A><Password>s3cure</Password><NewPassword>x</NewPassword></A>"),
            "<A><Password>***</Password><NewPassword>***</NewPassword></A>");
  EXPECT_EQ(mask_secrets("grant_type=x&client_secret=abc&b=c"),
            "grant_type=x&client_secret=***&b=c");
  EXPECT_EQ(mask_secrets("{\"access_token\":\"abc\"}"), "{\"access_token\":\"***\"}");
  EXPECT_EQ(mask_secrets("<Password/>"), "<Password/>");
  EXPECT_EQ(mask_secrets("nothing"), "nothing");
  Journal journal;
  Exchange exchange;
  exchange.request_headers = {{"authorization", "Basic abc"}, {"Content-Length", "26"}};
  exchange.request_body = "<Password>s3cure</Password>";
  journal.record(exchange);
  EXPECT_EQ(journal.entries()[0].request_headers[0].second, "Basic ***");
  EXPECT_EQ(journal.entries()[0].request_headers[1].second, "24") << "the length would tell";
}

}  // namespace
}  // namespace dashsim::world
