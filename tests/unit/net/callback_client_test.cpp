#include "net/callback_client.hpp"

#include <boost/asio/read_until.hpp>
#include <future>
#include <tuple>

#include "unit/net/tls_story.hpp"

namespace dashsim::net::callback_client_test {
namespace {

/// Posts and waits for the answer.
Answer post_to(const std::string& url, const CallbackSettings& settings = {},
               const std::string& public_key = {},
               std::chrono::milliseconds timeout = std::chrono::seconds(10)) {
  CallbackClient client(settings);
  asio::io_context io;
  Answer got;
  int calls = 0;
  client.send(io.get_executor(),
              {"POST", url, {{"Content-Type", "application/xml"}}, "<a/>", timeout, public_key},
              [&](Answer answer) {
                got = std::move(answer);
                ++calls;
              });
  io.run();
  EXPECT_EQ(calls, 1);
  return got;
}

CallbackSettings allowing(const std::string& entry) {
  CallbackSettings settings;
  EXPECT_TRUE(settings.allow.add(entry));
  return settings;
}

class CallbackClientTest : public TlsStory {
 protected:
  std::string url(const std::string& path, const std::string& origin = "http://127.0.0.1") const {
    return origin + ":" + std::to_string(listener_->port()) + path;
  }
  std::string secure_url(const std::string& host = "127.0.0.1") const {
    return url("/hook", "https://" + host);
  }
};

TEST_F(CallbackClientTest, PostsAndHearsTheAnswer) {
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

TEST_F(CallbackClientTest, GivesUpOnTheSilent) {
  std::promise<Respond> asked;
  listen([&](const Request&, const Respond& respond) { asked.set_value(respond); });
  EXPECT_EQ(post_to(url("/"), {}, {}, std::chrono::milliseconds(50)).error, asio::error::timed_out);
  asked.get_future().get();
}

TEST_F(CallbackClientTest, RefusesAnswersWithoutEnd) {
  listen([](const Request&, const Respond& respond) {
    respond({200, {}, std::string(100'000, 'x')});
  });
  EXPECT_TRUE(post_to(url("/")).error);
}

TEST_F(CallbackClientTest, SaysWhatIsWrongWithAUrl) {
  listen(echo);
  EXPECT_EQ(post_to("nonsense").error, CallFault::kBadUrl);
  EXPECT_EQ(post_to("http://127.0.0.1:1/").error, asio::error::connection_refused);
}

TEST_F(CallbackClientTest, VerifiesCertificatesOverHttps) {
  listen_tls(echo);
  EXPECT_EQ(post_to(secure_url()).error, CallFault::kUntrusted);
  const CallbackSettings trusting{.authorities = identity_.certificates};
  EXPECT_EQ(post_to(secure_url(), trusting).response.body, "/hook|<a/>");
  EXPECT_EQ(post_to(secure_url("localhost"), trusting).response.body, "/hook|<a/>");
  EXPECT_EQ(post_to(secure_url("127.1"), trusting).error, CallFault::kUntrusted)
      << "another name of the same server";
  EXPECT_EQ(post_to(secure_url(), {.authorities = self_signed().certificates}).error,
            CallFault::kUntrusted);
  EXPECT_EQ(post_to(secure_url(), {.insecure = true}).response.body, "/hook|<a/>");
}

TEST_F(CallbackClientTest, HoldsCertificatesAgainstThePinnedKey) {
  listen_tls(echo);
  const std::string keys[] = {base64(identity_.certificates), public_key_of(identity_, true),
                              base64(public_key_of(identity_, false))};
  for (const std::string& key : keys) {
    EXPECT_EQ(post_to(secure_url(), {}, key).response.body, "/hook|<a/>") << key;
  }
  const std::string other = base64(self_signed().certificates);
  EXPECT_EQ(post_to(secure_url(), {}, other).error, CallFault::kOtherKey);
  EXPECT_EQ(post_to(secure_url(), {.insecure = true}, other).error, CallFault::kOtherKey);
  EXPECT_EQ(post_to(secure_url(), {.authorities = identity_.certificates}, other).error,
            CallFault::kOtherKey);
  EXPECT_EQ(post_to(secure_url(), {}, "nonsense").error, CallFault::kNoKey);
}

TEST_F(CallbackClientTest, NeedsNoKeyOverPlainHttp) {
  listen(echo);
  EXPECT_EQ(post_to(url("/"), {}, "nonsense").response.status, 200);
}

TEST_F(CallbackClientTest, SaysThatAReceiverDoesNotSpeakTls) {
  listen(echo);
  EXPECT_TRUE(post_to(secure_url()).error);
  EXPECT_TRUE(post_to(secure_url(), {.insecure = true}).error);
}

TEST_F(CallbackClientTest, CallsOnlyWhereItMay) {
  listen(echo);
  const std::string port = std::to_string(listener_->port());
  for (const std::string& entry :
       {std::string("127.0.0.1"), "127.0.0.1:" + port, std::string("127.0.0.0/8")}) {
    EXPECT_EQ(post_to(url("/"), allowing(entry)).response.status, 200) << entry;
    EXPECT_EQ(post_to(url("/", "http://localhost"), allowing(entry)).response.status, 200) << entry;
  }
  EXPECT_EQ(post_to(url("/", "http://localhost"), allowing("LOCALHOST")).response.status, 200);
  for (const char* entry : {"localhost", "127.0.0.1:1", "127.0.0.2", "10.0.0.0/8", "::1"}) {
    EXPECT_EQ(post_to(url("/"), allowing(entry)).error, CallFault::kNotAllowed) << entry;
  }
}

TEST_F(CallbackClientTest, TakesSchemesInCapitals) {
  listen(echo);
  EXPECT_EQ(post_to(url("/", "HTTP://127.0.0.1")).response.status, 200);
  EXPECT_EQ(parse_url("HttpS://a")->scheme, "https");
  EXPECT_EQ(parse_url("HTTPS://a")->port, "443");
}

/// A receiver that speaks TLS once and ends without the farewell of TLS.
class Hasty {
 public:
  explicit Hasty(std::string reply) {
    const Identity identity = self_signed();
    tls_.use_certificate_chain(asio::buffer(identity.certificates));
    tls_.use_private_key(asio::buffer(identity.key), asio::ssl::context::pem);
    thread_ = std::thread([this, reply = std::move(reply)] {
      asio::ssl::stream<tcp::socket> socket(acceptor_.accept(), tls_);
      socket.handshake(asio::ssl::stream_base::server);
      const char* name = SSL_get_servername(socket.native_handle(), TLSEXT_NAMETYPE_host_name);
      name_ = name == nullptr ? "" : name;
      std::string request;
      asio::read_until(socket, asio::dynamic_buffer(request), "<a/>");
      asio::write(socket, asio::buffer(reply));
    });
  }
  ~Hasty() { join(); }
  Hasty(const Hasty&) = delete;
  Hasty& operator=(const Hasty&) = delete;

  std::string url(const std::string& host) const {
    return "https://" + host + ":" + std::to_string(acceptor_.local_endpoint().port());
  }
  /// The server name that the client asked for.
  std::string name() {
    join();
    return name_;
  }

 private:
  void join() {
    if (thread_.joinable()) thread_.join();
  }

  asio::io_context io_;
  tcp::acceptor acceptor_{io_, {asio::ip::make_address("127.0.0.1"), 0}};
  asio::ssl::context tls_{asio::ssl::context::tls_server};
  std::string name_;
  std::thread thread_;
};

TEST(CallbackClientAlone, TakesWholeAnswersFromThoseWhoTakeNoLeave) {
  for (const char* reply :
       {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "HTTP/1.1 200 OK\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"}) {
    Hasty receiver(reply);
    const Answer answer = post_to(receiver.url("127.0.0.1"), {.insecure = true});
    EXPECT_FALSE(answer.error) << answer.error.message() << reply;
    EXPECT_EQ(answer.response.body, "abc") << reply;
  }
  for (const char* reply : {"", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc",
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"}) {
    Hasty receiver(reply);
    EXPECT_TRUE(post_to(receiver.url("127.0.0.1"), {.insecure = true}).error) << reply;
  }
}

TEST(CallbackClientAlone, NamesTheHostThatItWants) {
  Hasty by_name("HTTP/1.1 204 No Content\r\n\r\n");
  post_to(by_name.url("localhost"), {.insecure = true});
  EXPECT_EQ(by_name.name(), "localhost");
  Hasty by_address("HTTP/1.1 204 No Content\r\n\r\n");
  post_to(by_address.url("127.0.0.1"), {.insecure = true});
  EXPECT_EQ(by_address.name(), "") << "an address is no name";
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

TEST_F(CallbackClientTest, SendsWhatItIsGiven) {
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

TEST_F(CallbackClientTest, HearsAnswersWithoutABody) {
  listen([](const Request&, const Respond& respond) { respond({204, {}, {}}); });
  const Answer answer = post_to(url("/"));
  EXPECT_FALSE(answer.error);
  EXPECT_EQ(answer.response.status, 204);
  EXPECT_EQ(answer.response.body, "");
}

TEST_F(CallbackClientTest, FollowsNoRedirections) {
  listen([](const Request&, const Respond& respond) {
    respond({302, {{"Location", "http://127.0.0.1:1/"}}, {}});
  });
  EXPECT_EQ(post_to(url("/")).response.status, 302);
}

TEST_F(CallbackClientTest, PlacesManyCallsAtOnce) {
  listen([](const Request& request, const Respond& respond) {
    respond({200, {}, request.target});
  });
  CallbackClient client;
  asio::io_context io;
  std::map<std::string, int> bodies;
  for (int i = 0; i < 50; ++i) {
    client.send(io.get_executor(),
                {"POST", url("/" + std::to_string(i)), {}, "x", std::chrono::seconds(10)},
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
      asio::read_until(socket, asio::dynamic_buffer(request), "<a/>");
      asio::write(socket, asio::buffer(std::string_view(reply)));
    });
    EXPECT_TRUE(post_to("http://127.0.0.1:" + std::to_string(port)).error) << reply;
    receiver.join();
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
}  // namespace dashsim::net::callback_client_test
