// Answers that go wrong on purpose, seen by a raw socket.
#include "unit/net/listener_story.hpp"

namespace dashsim::net::mishaps_test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string kBody(1000, 'b');

class Mishaps : public ListenerTest {
 protected:
  void answer_with(Mishap mishap, std::chrono::milliseconds delay = {}, const Limits& limits = {}) {
    listen(
        [=](const Request&, const Respond& respond) {
          Response response{200, {}, kBody};
          response.mishap = mishap;
          response.delay = delay;
          respond(response);
        },
        limits);
  }
  /// What comes, and how the connection ends.
  std::pair<std::string, boost::system::error_code> ask() {
    tcp::socket socket = connect();
    write(socket, kGet);
    std::pair<std::string, boost::system::error_code> seen;
    asio::read(socket, asio::dynamic_buffer(seen.first), seen.second);
    return seen;
  }
};

TEST_F(Mishaps, MayResetTheConnection) {
  answer_with(Mishap::kReset);
  const auto [text, end] = ask();
  EXPECT_EQ(text, "");
  EXPECT_EQ(end, asio::error::connection_reset);
}

TEST_F(Mishaps, MayCloseItWithoutAnAnswer) {
  answer_with(Mishap::kClose);
  const auto [text, end] = ask();
  EXPECT_EQ(text, "");
  EXPECT_EQ(end, asio::error::eof);
}

TEST_F(Mishaps, MayCloseItAfterHalfTheAnswer) {
  answer_with(Mishap::kHalf);
  const auto [text, end] = ask();
  EXPECT_THAT(text, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(text, HasSubstr("Content-Length: 1000\r\n"));
  EXPECT_THAT(text, Not(HasSubstr(kBody)));
  EXPECT_THAT(text, HasSubstr("bbb"));
  EXPECT_EQ(end, asio::error::eof);
}

TEST_F(Mishaps, MayAnswerWithGarbage) {
  answer_with(Mishap::kGarbage);
  const auto [text, end] = ask();
  EXPECT_EQ(text.size(), 64U);
  EXPECT_THAT(text, Not(HasSubstr("HTTP")));
  EXPECT_EQ(end, asio::error::eof);
}

TEST_F(Mishaps, MayAnswerInSmallPieces) {
  answer_with(Mishap::kSlow);
  tcp::socket socket = connect();
  for (int n = 0; n < 2; ++n) {
    write(socket, kGet);
    std::string text;
    std::size_t pieces = 0;
    while (!text.ends_with(kBody)) {
      std::array<char, 4096> piece{};
      text.append(piece.data(), socket.read_some(asio::buffer(piece)));
      ++pieces;
    }
    EXPECT_GT(pieces, 1U);
    EXPECT_THAT(text, StartsWith("HTTP/1.1 200 OK\r\n")) << "and the connection stays";
  }
}

TEST_F(Mishaps, MayNotAnswerAtAll) {
  answer_with(Mishap::kSilence, {}, {.idle_max = std::chrono::milliseconds(50)});
  const auto [text, end] = ask();
  EXPECT_EQ(text, "") << "the server is not patient with clients who wait for ever";
}

TEST_F(Mishaps, MayComeLate) {
  constexpr std::chrono::milliseconds kDelay{30};
  answer_with(Mishap::kNone, kDelay);
  const auto before = std::chrono::steady_clock::now();
  const std::string text = talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_GE(std::chrono::steady_clock::now() - before, kDelay);
  EXPECT_THAT(text, HasSubstr(kBody));
}

TEST_F(Mishaps, HurtNoOtherConnection) {
  answer_with(Mishap::kSilence);
  tcp::socket waits = connect();
  write(waits, kGet);
  tcp::socket other = connect();
  write(other, "nonsense\r\n\r\n");
  EXPECT_THAT(read_all(other), StartsWith("HTTP/1.1 400"));
}

}  // namespace
}  // namespace dashsim::net::mishaps_test
