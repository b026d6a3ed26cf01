#include "net/callback_client.hpp"

#include <boost/asio/read_until.hpp>
#include <tuple>

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

TEST_F(CallbackClient, SendsWhatItIsGiven) {
  listen([](const Request& request, const Respond& respond) {
    respond({200,
             {},
             request.method + " " + request.target + " " +
                 std::string(find_header(request.headers, "Content-Length")) + " " +
                 std::string(find_header(request.headers, "Connection"))});
  });
  EXPECT_EQ(post_to(url("")).response.body, "POST / 4 close");
  EXPECT_EQ(post_to(url("?a=b")).response.body, "POST /?a=b 4 close");
}

TEST_F(CallbackClient, HearsAnswersWithoutABody) {
  listen([](const Request&, const Respond& respond) { respond({204, {}, {}}); });
  const Answer answer = post_to(url("/"));
  EXPECT_FALSE(answer.error);
  EXPECT_EQ(answer.response.status, 204);
  EXPECT_EQ(answer.response.body, "");
}

TEST_F(CallbackClient, FollowsNoRedirections) {
  listen([](const Request&, const Respond& respond) {
    respond({302, {{"Location", "http://127.0.0.1:1/"}}, {}});
  });
  EXPECT_EQ(post_to(url("/")).response.status, 302);
}

TEST_F(CallbackClient, PlacesManyCallsAtOnce) {
  listen([](const Request& request, const Respond& respond) {
    respond({200, {}, request.target});
  });
  asio::io_context io;
  std::map<std::string, int> bodies;
  for (int i = 0; i < 50; ++i) {
    post(io.get_executor(), {url("/" + std::to_string(i)), {}, "x", std::chrono::seconds(10)},
         [&](const Answer& answer) { ++bodies[answer.response.body]; });
  }
  io.run();
  EXPECT_EQ(bodies.size(), 50U);
  EXPECT_FALSE(bodies.contains(""));
}

TEST(CallbackClientAlone, SaysThatAReceiverHungUpOrSpokeNonsense) {
  for (const char* reply :
       {"", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "nonsense\r\n\r\n"}) {
    asio::io_context server_io;
    tcp::acceptor acceptor(server_io, {asio::ip::make_address("127.0.0.1"), 0});
    const std::uint16_t port = acceptor.local_endpoint().port();
    std::thread receiver([&] {
      tcp::socket socket = acceptor.accept();
      std::string request;
      asio::read_until(socket, asio::dynamic_buffer(request), "\r\n\r\nx");
      asio::write(socket, asio::buffer(std::string_view(reply)));
    });
    asio::io_context io;
    int calls = 0;
    post(io.get_executor(),
         {"http://127.0.0.1:" + std::to_string(port), {}, "x", std::chrono::seconds(10)},
         [&](const Answer& answer) {
           EXPECT_TRUE(answer.error) << reply;
           ++calls;
         });
    io.run();
    receiver.join();
    EXPECT_EQ(calls, 1);
  }
}

TEST(Url, HasAPortOfItsOwnOrItsSchemes) {
  const std::tuple<const char*, const char*, const char*, const char*> table[] = {
      {"http://a", "a", "80", "/"},
      {"https://a/b", "a", "443", "/b"},
      {"http://a:1/", "a", "1", "/"},
      {"http://a:65535/b?c#d", "a", "65535", "/b?c"},
      {"http://[::1]:8080", "::1", "8080", "/"},
      {"http://[::1]/x", "::1", "80", "/x"},
      {"http://127.0.0.1:8087#a", "127.0.0.1", "8087", "/"},
      {"http://a/b//c?d=http://e", "a", "80", "/b//c?d=http://e"},
  };
  for (const auto& [text, host, port, target] : table) {
    const auto url = parse_url(text);
    ASSERT_TRUE(url) << text;
    EXPECT_EQ(url->host, host) << text;
    EXPECT_EQ(url->port, port) << text;
    EXPECT_EQ(url->target, target) << text;
  }
}

TEST(Url, SmugglesNoLines) {
  for (const char* text :
       {"http://a/\r\nX: y", "http://a\r\n/", "http://a/b c", "http://a/\t", "http://a/\x7f",
        "http://a:-1/", "http://a:+1/", "http://a:65536/", "http://a:000080/", "http://@a/",
        "http:/a", "http//a", "://a", "file:///etc/passwd", "javascript://a"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
  EXPECT_FALSE(parse_url(std::string_view("http://a/\0b", 11)));
}

}  // namespace
}  // namespace dashsim::net
