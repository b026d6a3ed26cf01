#include "net/callback_client.hpp"

#include "unit/net/listener_story.hpp"

namespace dashsim::net {
namespace {

class CallbackClient : public ListenerTest {
 protected:
  /// Posts and waits for the answer.
  Answer post_to(const std::string& url,
                 std::chrono::milliseconds timeout = std::chrono::seconds(10)) {
    asio::io_context io;
    Answer got;
    int calls = 0;
    post(io.get_executor(), {url, {{"Content-Type", "application/xml"}}, "<a/>", timeout},
         [&](Answer answer) {
           got = std::move(answer);
           ++calls;
         });
    io.run();
    EXPECT_EQ(calls, 1);
    return got;
  }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(listener_->port()) + path;
  }
};

TEST_F(CallbackClient, PostsAndHearsTheAnswer) {
  listen([](const Request& request, const Respond& respond) {
    respond({401,
             {{"WWW-Authenticate", "Basic"},
              {"X-Host", std::string(find_header(request.headers, "host"))}},
             request.method + request.target + request.body +
                 std::string(find_header(request.headers, "Content-Type"))});
  });
  const Answer answer = post_to(url("/hook?x=1"));
  EXPECT_FALSE(answer.error);
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_EQ(answer.response.body, "POST/hook?x=1<a/>application/xml");
  EXPECT_EQ(find_header(answer.response.headers, "www-authenticate"), "Basic");
  EXPECT_EQ(find_header(answer.response.headers, "X-Host"),
            "127.0.0.1:" + std::to_string(listener_->port()));
}

TEST_F(CallbackClient, GivesUpOnTheSilent) {
  std::vector<Respond> unanswered;
  listen([&](const Request&, const Respond& respond) { unanswered.push_back(respond); });
  EXPECT_EQ(post_to(url("/"), std::chrono::milliseconds(50)).error, asio::error::timed_out);
}

TEST_F(CallbackClient, RefusesAnswersWithoutEnd) {
  listen([](const Request&, const Respond& respond) {
    respond({200, {}, std::string(100'000, 'x')});
  });
  EXPECT_TRUE(post_to(url("/")).error);
}

TEST_F(CallbackClient, SaysWhatIsWrongWithAUrl) {
  listen(echo);
  EXPECT_EQ(post_to("nonsense").error, asio::error::invalid_argument);
  EXPECT_EQ(post_to("https://127.0.0.1/").error, asio::error::operation_not_supported);
  EXPECT_EQ(post_to("http://127.0.0.1:1/").error, asio::error::connection_refused);
}

TEST(Url, IsTakenApart) {
  const auto url = parse_url("http://example.com:8087/path?a=b#part");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "example.com");
  EXPECT_EQ(url->port, "8087");
  EXPECT_EQ(url->target, "/path?a=b");
  EXPECT_EQ(url->authority, "example.com:8087");
  EXPECT_EQ(parse_url("https://example.com")->port, "443");
  EXPECT_EQ(parse_url("http://example.com?a")->target, "/?a");
  EXPECT_EQ(parse_url("http://[::1]:80/")->host, "::1");
  for (const char* text :
       {"", "example.com", "ftp://a", "http://", "http://:80/", "http://a:x/", "http://a:99999/",
        "http://u:p@a/", "http://a b/", "http://[::1/", "HTTP//a"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

}  // namespace
}  // namespace dashsim::net
