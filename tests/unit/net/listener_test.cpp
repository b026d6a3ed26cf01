#include "net/listener.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "net/callback_client.hpp"

namespace dashsim::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ListenerTest : public testing::Test {
 protected:
  ~ListenerTest() override {
    listener_->stop();
    work_.reset();
    thread_.join();
  }

  void listen(Handler handler, const Limits& limits = {}) {
    listener_ = std::make_unique<Listener>(io_, "127.0.0.1", 0, limits, std::move(handler));
    ASSERT_FALSE(listener_->open());
    listener_->start();
    thread_ = std::thread([this] { io_.run(); });
  }
  /// Answers with the method, target and body of what it got.
  static void echo(const Request& request, const Respond& respond) {
    respond({200, {{"X-Echo", request.method}}, request.target + "|" + request.body});
  }

  tcp::socket connect() {
    tcp::socket socket(client_io_);
    socket.connect({asio::ip::make_address("127.0.0.1"), listener_->port()});
    return socket;
  }
  static void write(tcp::socket& socket, std::string_view bytes) {
    boost::system::error_code ignored;  // the server may have hung up already
    asio::write(socket, asio::buffer(bytes), ignored);
  }
  /// All that comes until the server hangs up.
  static std::string read_all(tcp::socket& socket) {
    std::string text;
    boost::system::error_code end;
    asio::read(socket, asio::dynamic_buffer(text), end);
    return text;
  }
  std::string talk(std::string_view bytes) {
    tcp::socket socket = connect();
    write(socket, bytes);
    return read_all(socket);
  }

  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(io_);
  asio::io_context client_io_;
  std::unique_ptr<Listener> listener_;
  std::thread thread_;
};

TEST_F(ListenerTest, AnswersAndCloses) {
  listen(echo);
  const std::string answer =
      talk("POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("X-Echo: POST\r\n"));
  EXPECT_THAT(answer, HasSubstr("Content-Length: 9\r\n"));
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n/a?b=c|hi"));
}

TEST_F(ListenerTest, AnswersPipelinedRequestsInOrder) {
  listen(echo);
  const std::string answer = talk(
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n"
      "GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_LT(answer.find("/1|"), answer.find("/2|"));
  EXPECT_LT(answer.find("/2|"), answer.find("/3|"));
  EXPECT_NE(answer.find("/3|"), std::string::npos);
}

TEST_F(ListenerTest, SpeaksHttp10) {
  listen(echo);
  EXPECT_THAT(talk("GET / HTTP/1.0\r\n\r\n"), HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(talk("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n"),
              HasSubstr("Connection: keep-alive\r\n"));
}

TEST_F(ListenerTest, AsksForTheBodyThatWasAnnounced) {
  listen(echo);
  tcp::socket socket = connect();
  write(socket,
        "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: "
        "close\r\n\r\n");
  std::string go(25, 0);
  asio::read(socket, asio::buffer(go));
  EXPECT_EQ(go, "HTTP/1.1 100 Continue\r\n\r\n");
  write(socket, "hi");
  EXPECT_THAT(read_all(socket), EndsWith("/|hi"));
}

TEST_F(ListenerTest, RefusesWhatIsNoHttp) {
  listen(echo, {.header_bytes_max = 512});
  EXPECT_THAT(talk("HELO\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(talk("GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(talk("GET / HTTP/1.1\r\nX: " + std::string(2000, 'x') + "\r\n\r\n"),
              StartsWith("HTTP/1.1 431 "));
  EXPECT_EQ(talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").substr(0, 15),
            "HTTP/1.1 200 OK");
}

TEST_F(ListenerTest, TellsTheHandlerOfABodyThatIsTooLarge) {
  listen(
      [](const Request& request, const Respond& respond) {
        respond({request.body_too_large ? 413 : 200,
                 {},
                 request.target + std::to_string(request.body.size())});
      },
      {.body_bytes_max = 1000});
  const std::string large(200'000, 'x');
  EXPECT_THAT(talk("POST /big HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n" + large),
              EndsWith("/big0"));
  EXPECT_THAT(
      talk("POST /big HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n30d40\r\n" + large),
      EndsWith("/big0"));
  EXPECT_THAT(talk("POST /big HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
                   "200000\r\n\r\n"),
              StartsWith("HTTP/1.1 413 "));
}

TEST_F(ListenerTest, TurnsAwayConnectionsBeyondItsLimit) {
  listen(echo, {.connections_max = 1});
  tcp::socket first = connect();
  write(first, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  std::string begin(15, 0);
  asio::read(first, asio::buffer(begin));
  tcp::socket second = connect();
  EXPECT_THAT(read_all(second), StartsWith("HTTP/1.1 503 "));
}

TEST_F(ListenerTest, HangsUpOnTheSilent) {
  listen(echo, {.idle_max = std::chrono::milliseconds(20)});
  tcp::socket socket = connect();
  write(socket, "GET / HT");
  EXPECT_EQ(read_all(socket), "");
}

TEST_F(ListenerTest, OutlivesClientsThatGo) {
  listen(echo);
  for (const char* piece :
       {"", "G", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"}) {
    tcp::socket socket = connect();
    write(socket, piece);
  }
  EXPECT_THAT(talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), EndsWith("/|"));
}

TEST_F(ListenerTest, IgnoresAnswersToThoseWhoHaveGone) {
  std::mutex mutex;
  std::condition_variable arrived;
  Respond late;
  listen([&](const Request& request, const Respond& respond) {
    if (request.target != "/late") return echo(request, respond);
    const std::lock_guard lock(mutex);
    late = respond;
    arrived.notify_one();
  });
  {
    tcp::socket socket = connect();
    write(socket, "GET /late HTTP/1.1\r\nHost: x\r\n\r\n");
    std::unique_lock lock(mutex);
    arrived.wait(lock, [&] { return late != nullptr; });
  }
  late({200, {}, "nobody hears this"});
  late({200, {}, "twice"});
  late = nullptr;
  EXPECT_THAT(talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), EndsWith("/|"));
}

TEST_F(ListenerTest, KeepsHeadersInTheirLines) {
  listen([](const Request&, const Respond& respond) {
    respond({200, {{"Location", "a\r\nSet-Cookie: b"}}, {}});
  });
  const std::string answer = talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Location: a  Set-Cookie: b\r\n"));
}

TEST_F(ListenerTest, GivesNoBodyWhereThereIsNone) {
  listen([](const Request& request, const Respond& respond) {
    respond({request.target == "/204" ? 204 : 200, {}, "body"});
  });
  EXPECT_THAT(talk("GET /204 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
              Not(HasSubstr("body")));
  const std::string head = talk("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(head, HasSubstr("Content-Length: 4\r\n"));
  EXPECT_THAT(head, EndsWith("\r\n\r\n"));
}

TEST_F(ListenerTest, StopsWithConnectionsOpen) {
  listen(echo);
  tcp::socket socket = connect();
  write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  std::string begin(15, 0);
  asio::read(socket, asio::buffer(begin));
  listener_->stop();
  read_all(socket);  // ends
}

TEST(Listener, SaysWhyItCannotListen) {
  asio::io_context io;
  Listener first(io, "127.0.0.1", 0, {}, {});
  ASSERT_FALSE(first.open());
  Listener second(io, "127.0.0.1", first.port(), {}, {});
  EXPECT_EQ(second.open(), asio::error::address_in_use);
  EXPECT_TRUE(Listener(io, "nowhere", 0, {}, {}).open());
}

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

TEST(Message, FindsHeadersInAnyLetterCase) {
  const Headers headers{{"Content-Type", "a"}, {"content-type", "b"}};
  EXPECT_EQ(find_header(headers, "CONTENT-TYPE"), "a");
  EXPECT_EQ(find_header(headers, "Content"), "");
  EXPECT_EQ(reason_phrase(201), "Created");
  EXPECT_EQ(reason_phrase(799), "Unknown");
}

}  // namespace
}  // namespace dashsim::net
