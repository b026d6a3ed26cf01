#include "net/tls.hpp"

#include "unit/net/tls_story.hpp"

namespace dashsim::net::tls_test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

using Tls = TlsStory;

constexpr std::string_view kLastGet = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

TEST_F(Tls, ServesThoseWhoTrustItsCertificate) {
  listen_tls([](const Request& request, const Respond& respond) {
    respond({200, {}, request.secure ? "secure " + request.body : "open"});
  });
  const std::string answer =
      talk_tls("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\nsecure hi"));
}

TEST_F(Tls, TellsPlainRequestsFromSecureOnes) {
  listen([](const Request& request, const Respond& respond) {
    respond({200, {}, request.secure ? "secure" : "open"});
  });
  EXPECT_THAT(talk(kLastGet), EndsWith("\r\n\r\nopen"));
}

TEST_F(Tls, StaysOpenFromRequestToRequest) {
  listen_tls(echo);
  const std::string answer = talk_tls(
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n"
      "GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_LT(answer.find("/1|"), answer.find("/2|"));
  EXPECT_THAT(answer, EndsWith("/3|"));
}

TEST_F(Tls, CarriesLargeBodiesBothWays) {
  listen_tls(echo);
  const std::string body(3'000'000, 'x');
  const std::string answer = talk_tls(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\nConnection: close\r\n\r\n" + body);
  EXPECT_THAT(answer, HasSubstr("Content-Length: 3000002\r\n"));
  EXPECT_EQ(answer.size() - answer.find("\r\n\r\n") - 4, 3'000'002U);
}

TEST_F(Tls, AnswersThoseWhoAreStillSending) {
  listen_tls(
      [](const Request& request, const Respond& respond) {
        respond({request.body_too_large ? 413 : 200, {}, {}});
      },
      {.body_bytes_max = 1'000'000});
  Socket socket = shake_hands();
  boost::system::error_code ignored;
  asio::write(socket,
              asio::buffer("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n" +
                           std::string(2'000'000, 'x')),
              ignored);
  std::string status(12, 0);
  asio::read(socket, asio::buffer(status));
  EXPECT_EQ(status, "HTTP/1.1 413");
}

TEST_F(Tls, SpeaksVersions12And13Only) {
  listen_tls(echo);
  for (const auto method : {asio::ssl::context::tlsv12_client, asio::ssl::context::tlsv13_client}) {
    asio::ssl::context context(method);
    Socket socket(connect(), context);
    EXPECT_NO_THROW(socket.handshake(asio::ssl::stream_base::client));
  }
  asio::ssl::context old(asio::ssl::context::tlsv11_client);
  SSL_CTX_set_security_level(old.native_handle(), 0);
  Socket socket(connect(), old);
  EXPECT_ANY_THROW(socket.handshake(asio::ssl::stream_base::client));
}

TEST_F(Tls, HangsUpOnPlainHttp) {
  listen_tls(echo);
  EXPECT_THAT(talk(kLastGet), Not(HasSubstr("HTTP/1.1")));
  EXPECT_THAT(talk_tls(kLastGet), StartsWith("HTTP/1.1 200 "));
}

TEST_F(Tls, HangsUpOnHandshakesWithoutEnd) {
  listen_tls(echo, {.idle_max = std::chrono::milliseconds(20)});
  EXPECT_THAT(talk(""), IsEmpty());
  // The first five bytes of a handshake that promises more.
  EXPECT_THAT(talk(std::string_view("\x16\x03\x01\x02\x00", 5)), IsEmpty());
}

TEST_F(Tls, HangsUpOnThoseWhoAreTooMany) {
  listen_tls(echo, {.connections_max = 1});
  Socket first = shake_hands();
  tcp::socket second = connect();
  EXPECT_EQ(read_all(second), "");
}

TEST_F(Tls, OutlivesClientsThatGo) {
  listen_tls(echo);
  { tcp::socket silent = connect(); }
  { Socket shaken = shake_hands(); }
  {
    Socket half = shake_hands();
    asio::write(half,
                asio::buffer(std::string_view("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nx")));
  }
  EXPECT_THAT(talk_tls(kLastGet), StartsWith("HTTP/1.1 200 "));
}

TEST(Identity, IsMadeAnewEachTime) {
  const Identity one = self_signed();
  const Identity other = self_signed();
  EXPECT_NE(one.certificates, other.certificates);
  EXPECT_TRUE(server_context(one));
  EXPECT_FALSE(server_context({one.certificates, other.key})) << "another's key";
}

TEST(Identity, HasToBeReadable) {
  const Identity good = self_signed();
  EXPECT_FALSE(server_context({"", ""}));
  EXPECT_FALSE(server_context({good.certificates, ""}));
  EXPECT_FALSE(server_context({"", good.key}));
  EXPECT_FALSE(server_context({good.key, good.certificates}));
  EXPECT_FALSE(server_context({"nonsense", good.key}));
  EXPECT_FALSE(client_context("nonsense"));
  EXPECT_FALSE(client_context(good.key));
  EXPECT_TRUE(client_context(good.certificates));
  EXPECT_TRUE(client_context(""));
}

TEST(PinnedKey, IsReadInEveryFormThatClientsSend) {
  const Identity identity = self_signed();
  const std::string pem = public_key_of(identity, true);
  const std::string der = public_key_of(identity, false);
  std::string wrapped = base64(identity.certificates);
  for (std::size_t at = 60; at < wrapped.size(); at += 66) wrapped.insert(at, "\r\n    ");
  for (const std::string& text : {pem, der.empty() ? der : base64(der), base64(pem),
                                  base64(identity.certificates), wrapped, identity.certificates}) {
    EXPECT_TRUE(PinnedKey::read(text)) << text;
  }
}

TEST(PinnedKey, IsNotReadFromAnythingElse) {
  const Identity identity = self_signed();
  for (const std::string& text :
       {std::string(), std::string("nonsense"), std::string("!!!!"), base64("nonsense"),
        std::string("-----BEGIN CERTIFICATE-----"), base64("-----BEGIN PUBLIC KEY-----\nAAAA\n"),
        identity.key, std::string(100'000, 'A')}) {
    EXPECT_FALSE(PinnedKey::read(text)) << text;
  }
}

}  // namespace
}  // namespace dashsim::net::tls_test
