#include "world/journal.hpp"

namespace dashsim::world::journal_test {
namespace {

using testing::IsEmpty;
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

TEST(Journal, NumbersExchangesOnThroughBoundsAndClearing) {
  Journal journal({.entries_max = 2});
  for (int i = 0; i < 3; ++i) journal.record({});
  EXPECT_EQ(journal.entries().front().sequence, 2U);
  EXPECT_EQ(journal.dropped(), 1U);
  journal.clear();
  EXPECT_THAT(journal.entries(), testing::IsEmpty());
  EXPECT_EQ(journal.dropped(), 0U);
  journal.record({});
  EXPECT_EQ(journal.entries().back().sequence, 4U) << "a number is never given twice";
}

std::size_t bytes_of(const Exchange& exchange) {
  Journal journal;
  journal.record(exchange);
  return journal.bytes();
}

TEST(Journal, DropsTheOldestUntilTheNewestFits) {
  Exchange small;
  small.request_body = std::string(100, 'x');
  Exchange large;
  large.response_body = std::string(3000, 'y');
  Journal journal({.entries_max = 100, .bytes_max = bytes_of(large) + bytes_of(small)});
  for (int i = 0; i < 5; ++i) journal.record(small);
  journal.record(large);
  ASSERT_THAT(journal.entries(), SizeIs(2));
  EXPECT_EQ(journal.entries()[0].request_body.size(), 100U);
  EXPECT_EQ(journal.entries()[1].response_body.size(), 3000U);
}

TEST(Journal, CountsHeadersAndBothBodies) {
  Exchange exchange;
  const std::size_t bare = bytes_of(exchange);
  exchange.url = "1234";
  exchange.request_body = "123";
  exchange.response_body = "12";
  EXPECT_EQ(bytes_of(exchange), bare + 9);
  exchange.request_headers = {{"Accept", "x"}};
  exchange.response_headers = {{"Location", "y"}};
  EXPECT_GE(bytes_of(exchange), bare + 9 + 16);
}

TEST(Journal, TakesNothingThatIsLargerThanItself) {
  Journal journal({.entries_max = 10, .bytes_max = 100});
  Exchange exchange;
  exchange.request_body = std::string(1000, 'x');
  journal.record(exchange);
  EXPECT_THAT(journal.entries(), testing::IsEmpty());
  EXPECT_EQ(journal.dropped(), 1U);
}

TEST(Journal, MasksSecretsOfBothBodiesAndCallbacks) {
  Journal journal;
  Exchange exchange;
  exchange.direction = Exchange::Direction::kCallback;
  exchange.request_headers = {{"AUTHORIZATION", "Bearer abc def"}, {"X-Authorization", "kept"}};
  exchange.request_body = "<Password>one</Password>";
  exchange.response_body = "{\"access_token\":\"two\",\"expires_in\":3600}";
  journal.record(exchange);
  const Exchange kept = journal.entries()[0];
  EXPECT_EQ(kept.request_headers[0].second, "Bearer ***");
  EXPECT_EQ(kept.request_headers[1].second, "kept");
  EXPECT_EQ(kept.request_body, "<Password>***</Password>");
  EXPECT_EQ(kept.response_body, "{\"access_token\":\"***\",\"expires_in\":3600}");
}

TEST(Journal, MasksTextsThatEndInTheirSecret) {
  EXPECT_EQ(mask_secrets("password=abc"), "password=***");
  EXPECT_EQ(mask_secrets("client_secret=abc"), "client_secret=***");
  EXPECT_EQ(mask_secrets("<Password>abc"), "<Password>***");
  EXPECT_EQ(mask_secrets("<Password></Password><B/>"), "<Password>***</Password><B/>");
  EXPECT_EQ(mask_secrets("a password is wanted"), "a password is wanted");
}

TEST(Journal, MasksEverySpellingOfAPassword) {
  for (const char* text :
       {"<Password><![CDATA[s3cure]]></Password>", "<Password a=\"b\">s3cure</Password>",
        "<Password>s3<!-- -->cure</Password>", "<x:Password>s3cure</x:Password>",
        "<Password>s3cure"}) {
    EXPECT_THAT(mask_secrets(text), testing::Not(testing::HasSubstr("cure"))) << text;
  }
  Journal journal;
  Exchange exchange;
  exchange.request_headers = {{"Authorization", "s3cure"}};
  journal.record(exchange);
  EXPECT_EQ(journal.entries()[0].request_headers[0].second, "***");
}

TEST(Journal, GivesBackWhatItWasTold) {
  Exchange exchange;
  exchange.time = kernel::VirtualTime{std::chrono::seconds{12}};
  exchange.direction = Direction::kCallback;
  exchange.method = "POST";
  exchange.url = "http://receiver/path?a=b";
  exchange.operation = "POST /callback";
  exchange.user = "tester";
  exchange.request_headers = {{"Host", "receiver"}, {"Empty", ""}};
  exchange.request_body = std::string("\0<a/>", 5);
  exchange.status = 503;
  exchange.response_headers = {{"Retry-After", "1"}};
  exchange.response_body = "no";
  exchange.diagnosis = "why";
  exchange.fault = "which";
  Journal journal;
  journal.record(exchange);
  const Exchange kept = journal.entries().front();
  EXPECT_EQ(kept.sequence, 1U);
  EXPECT_EQ(kept.time, exchange.time);
  EXPECT_EQ(kept.direction, exchange.direction);
  EXPECT_EQ(kept.method, exchange.method);
  EXPECT_EQ(kept.url, exchange.url);
  EXPECT_EQ(kept.operation, exchange.operation);
  EXPECT_EQ(kept.user, exchange.user);
  EXPECT_EQ(kept.request_headers, exchange.request_headers);
  EXPECT_EQ(kept.request_body, exchange.request_body);
  EXPECT_EQ(kept.status, exchange.status);
  EXPECT_EQ(kept.response_headers, exchange.response_headers);
  EXPECT_EQ(kept.response_body, exchange.response_body);
  EXPECT_EQ(kept.diagnosis, exchange.diagnosis);
  EXPECT_EQ(kept.fault, exchange.fault);
}

/// Long enough for many chunks, and with bounds that cut into one.
TEST(Journal, CopiesGoOnEachForItself) {
  Journal journal({.entries_max = 700, .bytes_max = 10U << 20U});
  Exchange exchange;
  const auto record = [&exchange](Journal& into, int from, int to) {
    for (int i = from; i < to; ++i) {
      exchange.request_body = std::string(static_cast<std::size_t>(i % 400), 'x');
      exchange.user = std::to_string(i);
      into.record(exchange);
    }
  };
  record(journal, 0, 1000);
  Journal copy = journal;
  record(journal, 1000, 1500);
  copy.clear();
  record(copy, 2000, 2003);
  ASSERT_THAT(journal.entries(), SizeIs(700));
  for (std::size_t i = 0; i < 700; ++i) {
    const Exchange entry = journal.entries()[i];
    EXPECT_EQ(entry.sequence, 801 + i);
    EXPECT_EQ(entry.user, std::to_string(800 + i));
    EXPECT_EQ(entry.request_body.size(), (800 + i) % 400);
  }
  ASSERT_THAT(copy.entries(), SizeIs(3));
  EXPECT_EQ(copy.entries()[2].user, "2002");
  EXPECT_EQ(copy.entries()[2].sequence, 1003U);
}

TEST(Journal, CountsKindsSinceItWasCleared) {
  Journal journal({.entries_max = 1});
  Exchange exchange;
  exchange.operation = "GET /orders";
  exchange.status = 200;
  for (int i = 0; i < 3; ++i) journal.record(exchange);
  journal.clear();
  EXPECT_THAT(journal.counts(), IsEmpty());
  journal.record(exchange);
  exchange.status = 404;
  journal.record(exchange);
  ASSERT_THAT(journal.counts(), SizeIs(2));
  EXPECT_EQ(journal.counts().begin()->second, 1U);
  EXPECT_EQ(journal.all_counts().begin()->second, 4U);
}

TEST(Journal, MasksSecretsOfCommands) {
  const auto kept = [](const std::string& body) {
    Journal journal;
    journal.note_command({"POST", "/_sim/events", body});
    return journal.commands().at(0).body;
  };
  EXPECT_EQ(kept(R"({"users": [{"name": "a", "password": "s3\"cure", "token":"x"}]})"),
            R"({"users": [{"name": "a", "password": "***", "token":"***"}]})");
  EXPECT_EQ(kept("users: [{name: a, password: s3cure, client_secret: 'x y'}]\n"),
            "users: [{name: a, password: ***, client_secret: '***'}]\n");
  EXPECT_EQ(kept("password: s3cure\nname: b"), "password: ***\nname: b");
  EXPECT_EQ(kept("{\"password\": \"s3cure"), "{\"password\": \"***\"");
  EXPECT_EQ(kept("password"), "password");
  EXPECT_EQ(kept("password:"), "password:");
  EXPECT_EQ(kept("the password is: x"), "the password is: x");
}

TEST(Journal, KeepsCommandsAsLongAsItIsWhole) {
  Journal journal({.entries_max = 3, .bytes_max = 10'000});
  journal.note_command({"POST", "/_sim/clock/advance", "{}"});
  journal.record({});
  journal.note_command({"POST", "/_sim/clock/advance", "{}"});
  ASSERT_THAT(journal.commands(), SizeIs(2));
  EXPECT_EQ(journal.commands()[0].after, 0U);
  EXPECT_EQ(journal.commands()[1].after, 1U);
  EXPECT_TRUE(journal.is_whole());
  journal.note_command({"POST", "/_sim/faults", std::string(20'000, 'x')});
  EXPECT_THAT(journal.commands(), IsEmpty());
  EXPECT_FALSE(journal.is_whole());
  journal.note_command({"POST", "/_sim/clock/advance", "{}"});
  EXPECT_THAT(journal.commands(), IsEmpty()) << "what is missing stays missing";

  Journal full({.entries_max = 1, .bytes_max = 10'000});
  full.record({});
  EXPECT_TRUE(full.is_whole());
  full.record({});
  EXPECT_FALSE(full.is_whole());
}

}  // namespace
}  // namespace dashsim::world::journal_test
