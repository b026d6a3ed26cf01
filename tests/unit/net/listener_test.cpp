#include "net/listener.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "unit/net/listener_story.hpp"

namespace dashsim::net::listener_test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

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

TEST_F(ListenerTest, RefusesBodiesWhoseEndItCannotTell) {
  listen(echo);
  const std::string smuggled = "\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
  for (const char* coding : {"gzip", "gzip, chunked", "identity"}) {
    const std::string answer =
        talk("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + std::string(coding) + smuggled);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 501 ")) << coding;
    EXPECT_THAT(answer, Not(HasSubstr("smuggled"))) << coding;
  }
}

TEST_F(ListenerTest, WantsOneHost) {
  listen(echo);
  EXPECT_THAT(talk("GET / HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(talk("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(talk("GET / HTTP/1.0\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
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
  EXPECT_THAT(talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), EndsWith("/|"));
  late = nullptr;  // else the connection would live for as long as it may be idle
  stop();
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

/// Takes every descriptor that the process may have.
class Descriptors {
 public:
  Descriptors() {
    getrlimit(RLIMIT_NOFILE, &before_);
    rlimit few = before_;
    few.rlim_cur = std::min<rlim_t>(few.rlim_cur, 256);
    setrlimit(RLIMIT_NOFILE, &few);
    for (int taken = dup(0); taken >= 0; taken = dup(0)) taken_.push_back(taken);
  }
  ~Descriptors() {
    for (const int taken : taken_) close(taken);
    setrlimit(RLIMIT_NOFILE, &before_);
  }
  Descriptors(const Descriptors&) = delete;
  Descriptors& operator=(const Descriptors&) = delete;

 private:
  rlimit before_{};
  std::vector<int> taken_;
};

TEST(Listener, WaitsWhenNoDescriptorIsLeft) {
  asio::io_context io;
  asio::io_context client_io;
  Listener listener(io, "127.0.0.1", 0, {}, [](const Request&, const Respond& respond) {
    respond({200, {}, "at last"});
  });
  ASSERT_FALSE(listener.open());
  listener.start();
  // One connection comes and goes first: the sanitizer needs descriptors to look at what is new.
  tcp::socket(client_io, tcp::v4()).connect({asio::ip::make_address("127.0.0.1"), listener.port()});
  for (int i = 0; i < 10; ++i) io.poll();
  tcp::socket client(client_io, tcp::v4());
  {
    const Descriptors all;
    client.connect({asio::ip::make_address("127.0.0.1"), listener.port()});
    io.run_one();  // no descriptor for the connection
    std::size_t handlers = 0;
    for (int i = 0; i < 100; ++i) handlers += io.poll_one();
    EXPECT_LT(handlers, 100U) << "it does not spin";
  }
  asio::write(
      client,
      asio::buffer(std::string_view("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")));
  std::thread server([&] { io.run(); });
  std::string answer;
  boost::system::error_code end;
  asio::read(client, asio::dynamic_buffer(answer), end);
  EXPECT_THAT(answer, EndsWith("at last"));
  listener.stop();
  client.close();
  server.join();
}

TEST(Listener, SaysWhyItCannotListen) {
  asio::io_context io;
  Listener first(io, "127.0.0.1", 0, {}, {});
  ASSERT_FALSE(first.open());
  Listener second(io, "127.0.0.1", first.port(), {}, {});
  EXPECT_EQ(second.open(), asio::error::address_in_use);
  EXPECT_TRUE(Listener(io, "nowhere", 0, {}, {}).open());
}

}  // namespace
}  // namespace dashsim::net::listener_test
