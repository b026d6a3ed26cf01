#include "net/limits.hpp"

#include <future>

#include "net/callback_client.hpp"
#include "unit/net/listener_story.hpp"

namespace dashsim::net::limits_test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class LimitsTest : public ListenerTest {};

TEST_F(LimitsTest, BoundChunkExtensionsToo) {
  listen(echo);
  const std::string endless(400'000, 'x');
  EXPECT_THAT(talk("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;" + endless),
              StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(
      talk("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: " + endless),
      StartsWith("HTTP/1.1 400 "));
}

TEST_F(LimitsTest, CountOnlyConnectionsThatAreServed) {
  listen(echo, {.connections_max = 1});
  std::vector<tcp::socket> turned_away;
  {
    tcp::socket served = connect();
    write(served, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    std::string begin(15, 0);
    asio::read(served, asio::buffer(begin));
    for (int i = 0; i < 3; ++i) {
      turned_away.push_back(connect());
      std::string refusal(12, 0);
      asio::read(turned_away.back(), asio::buffer(refusal));
      EXPECT_EQ(refusal, "HTTP/1.1 503");
    }
  }
  // Those who were turned away have not hung up yet, and still the place is free again before long.
  std::string answer;
  for (int tries = 0; tries < 10'000 && !answer.starts_with("HTTP/1.1 200"); ++tries) {
    answer = talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
}

TEST_F(LimitsTest, CountAllOfAHeaderInWhateverPiecesItComes) {
  listen(echo, {.header_bytes_max = 1000});
  const auto ask = [&](std::size_t header_bytes, std::size_t piece) {
    const std::string begin = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    std::string text = begin;
    while (text.size() + 40 < header_bytes) text += "A: " + std::string(15, 'a') + "\r\n";
    text += "B: " + std::string(header_bytes - text.size() - 7, 'b') + "\r\n\r\n";
    EXPECT_EQ(text.size(), header_bytes);
    tcp::socket socket = connect();
    socket.set_option(tcp::no_delay(true));
    // A line of the 20 bytes ends where a piece does, but for the first byte of the next one.
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = at == 0 ? begin.size() + 1 : std::min(at + piece, text.size());
      write(socket, std::string_view(text).substr(at, end - at));
      // What is asked elsewhere meanwhile lets the server read the piece by itself.
      talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      at = end;
    }
    return read_all(socket).substr(0, 12);
  };
  for (const std::size_t piece : {20U, 7U, 1000U}) {
    EXPECT_EQ(ask(1000, piece), "HTTP/1.1 200") << piece;
    EXPECT_EQ(ask(1001, piece), "HTTP/1.1 431") << piece;
  }
}

TEST_F(LimitsTest, SayWhichOfThemWasPassed) {
  listen(echo, {.connections_max = 1});
  EXPECT_THAT(
      talk("GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(20'000, 'a') + "\r\n\r\n"),
      HasSubstr("\r\nX-Sim-Diagnosis: The header is larger than --header-bytes allows\r\n"));
  tcp::socket served = connect();
  write(served, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  std::string begin(15, 0);
  asio::read(served, asio::buffer(begin));
  const std::string turned_away = talk("");
  EXPECT_THAT(turned_away, HasSubstr("\r\nX-Sim-Diagnosis: There are as many connections as "
                                     "--connections allows\r\n"));
  EXPECT_THAT(turned_away, HasSubstr("\r\nRetry-After: 1\r\n"));
}

TEST_F(LimitsTest, BoundWhatAllConnectionsHoldTogether) {
  std::promise<Respond> arrived;
  listen(
      [&](const Request& request, const Respond& respond) {
        if (request.target == "/first") return arrived.set_value(respond);
        respond({200, {}, std::string(request.target == "/large" ? 100'000 : 1000, 'x')});
      },
      {.held_bytes_max = 100'000});
  const std::string headers = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
  const std::string body = "Content-Length: 100000\r\n\r\n" + std::string(100'000, 'b');
  tcp::socket holder = connect();
  write(holder, "POST /first" + headers + body);
  const Respond answer_first = arrived.get_future().get();
  const std::string refused = talk("POST /" + headers + body);
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(refused, HasSubstr("X-Sim-Diagnosis: All connections together hold as many bytes as "
                                 "--held-bytes allows\r\n"));
  EXPECT_THAT(refused, HasSubstr("Retry-After: 1\r\n"));
  EXPECT_THAT(talk("GET /large" + headers + "\r\n"), StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(talk("GET /" + headers + "\r\n"), StartsWith("HTTP/1.1 200 ")) << "a small one";
  answer_first({200, {}, "done"});
  EXPECT_THAT(read_all(holder), EndsWith("done"));
  EXPECT_THAT(talk("POST /" + headers + body), StartsWith("HTTP/1.1 200 "))
      << "there is room again";
}

TEST_F(LimitsTest, SendNoContinueToThoseWhoDoNotKnowIt) {
  listen(echo);
  const std::string answer =
      talk("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer, Not(HasSubstr("100 Continue")));
}

TEST(Url, HasAHostThatIsOne) {
  for (const char* text :
       {"http://a:0/", "http://[::1]x/", "http://ho[st/", "http://ho\"st/", "http://[]/"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

}  // namespace
}  // namespace dashsim::net::limits_test
