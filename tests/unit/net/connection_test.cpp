#include "net/connection.hpp"

#include <boost/asio/read_until.hpp>
#include <condition_variable>

#include "support/gzip.hpp"
#include "unit/net/listener_story.hpp"

namespace dashsim::net::connection_test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ConnectionTest : public ListenerTest {
 protected:
  /// One answer whose body ends in `end`, on a connection that stays open.
  static std::string read_to(tcp::socket& socket, const std::string& end) {
    std::string text;
    boost::system::error_code error;
    asio::read_until(socket, asio::dynamic_buffer(text), end, error);
    EXPECT_FALSE(error) << "instead of " << end << " came " << text;
    return text;
  }
};

TEST_F(ConnectionTest, StaysOpenFromRequestToRequest) {
  listen(echo);
  tcp::socket socket = connect();
  for (int i = 0; i < 3; ++i) {
    const std::string target = "/" + std::to_string(i);
    write(socket, "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string answer = read_to(socket, target + "|");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, Not(HasSubstr("Connection:")));
  }
}

TEST_F(ConnectionTest, ReadsChunkedBodies) {
  listen(echo);
  EXPECT_THAT(talk("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: "
                   "close\r\n\r\n3\r\nabc\r\n5;x=y\r\ndefgh\r\n0\r\nTrailer: t\r\n\r\n"),
              EndsWith("/|abcdefgh"));
}

TEST_F(ConnectionTest, ReadsRequestsThatComeByteForByte) {
  listen(echo);
  tcp::socket socket = connect();
  socket.set_option(tcp::no_delay(true));
  const std::string request =
      "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\nxyz";
  for (const char c : request) write(socket, {&c, 1});
  EXPECT_THAT(read_all(socket), EndsWith("/a|xyz"));
}

TEST_F(ConnectionTest, AnswersManyPipelinedRequestsOneAtATime) {
  std::vector<std::string> targets;  // of one connection: its strand needs no lock
  listen([&](const Request& request, const Respond& respond) {
    targets.push_back(request.target);
    respond({200, {}, "<" + request.target + ">"});
  });
  std::string requests;
  std::string bodies;
  for (int i = 0; i < 200; ++i) {
    requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n";
    requests += i == 199 ? "Connection: close\r\n\r\n" : "\r\n";
  }
  const std::string answer = talk(requests);
  std::size_t at = 0;
  for (int i = 0; i < 200; ++i) {
    at = answer.find("</" + std::to_string(i) + ">", at);
    ASSERT_NE(at, std::string::npos) << i;
  }
  EXPECT_EQ(targets.size(), 200U);
}

TEST_F(ConnectionTest, GoesOnAfterABodyAndAfterHead) {
  listen(echo);
  const std::string answer = talk(
      "POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
      "HEAD /2 HTTP/1.1\r\nHost: x\r\n\r\n"
      "GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("/1|hiHTTP/1.1 200 OK\r\nX-Echo: HEAD\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\n\r\nHTTP/1.1 200 OK\r\nX-Echo: GET\r\n"));
  EXPECT_THAT(answer, EndsWith("/3|"));
}

TEST_F(ConnectionTest, GivesTheHandlerWhatTheClientSent) {
  listen([](const Request& request, const Respond& respond) {
    std::string text = request.method + " " + request.target;
    for (const Header& header : request.headers) text += ";" + header.name + "=" + header.value;
    respond({200, {}, text});
  });
  EXPECT_THAT(talk("PATCH /a%20b?c=%26 HTTP/1.1\r\nHost: x\r\nX-One:  a b \r\nx-one: c\r\n"
                   "Connection: close\r\n\r\n"),
              EndsWith("PATCH /a%20b?c=%26;Host=x;X-One=a b;x-one=c;Connection=close"));
}

TEST_F(ConnectionTest, WritesTheHeadersOfTheAnswerInTheirOrder) {
  listen([](const Request&, const Respond& respond) {
    respond({404, {{"B", "1"}, {"A", "2"}, {"B", "3"}}, "x"});
  });
  EXPECT_EQ(talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            "HTTP/1.1 404 Not Found\r\nB: 1\r\nA: 2\r\nB: 3\r\nContent-Length: 1\r\n"
            "Connection: close\r\n\r\nx");
}

TEST_F(ConnectionTest, MayBeAnsweredLaterAndFromAnotherThread) {
  std::vector<std::thread> threads;
  listen([&](const Request& request, const Respond& respond) {
    threads.emplace_back([respond, target = request.target] { respond({200, {}, target}); });
  });
  const std::string answer = talk(
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_LT(answer.find("/1HTTP"), answer.find("\r\n\r\n/2"));
  for (std::thread& thread : threads) thread.join();
}

TEST_F(ConnectionTest, TakesTheFirstAnswerOfSeveral) {
  listen([](const Request&, const Respond& respond) {
    respond({200, {}, "first"});
    respond({500, {}, "second"});
  });
  const std::string answer = talk(
      "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, Not(HasSubstr("second")));
  EXPECT_THAT(answer, EndsWith("first"));
}

TEST_F(ConnectionTest, IgnoresAnAnswerToAnEarlierRequest) {
  Respond earlier;
  listen([&](const Request& request, const Respond& respond) {
    if (request.target == "/2") earlier({500, {}, "again"});
    earlier = respond;
    respond({200, {}, request.target});
  });
  const std::string answer = talk(
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, Not(HasSubstr("again")));
  EXPECT_THAT(answer, EndsWith("/2"));
  stop();
}

TEST_F(ConnectionTest, RefusesAnUnfinishedHeaderThatIsTooLong) {
  listen(echo, {.header_bytes_max = 512});
  EXPECT_THAT(talk("GET /" + std::string(2000, 'x')), StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(talk("GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(400, 'x') +
                   "\r\nConnection: close\r\n\r\n"),
              StartsWith("HTTP/1.1 200 "));
}

TEST_F(ConnectionTest, RefusesMalformedRequestsAndHangsUp) {
  listen(echo);
  for (const char* text : {"\x01\x02\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/3.7x\r\n\r\n",
                           "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                           "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
                           "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"}) {
    const std::string answer = talk(text);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 Bad Request\r\n")) << text;
    EXPECT_THAT(answer, HasSubstr("Connection: close\r\n")) << text;
  }
}

TEST_F(ConnectionTest, TakesABodyOfExactlyTheLimit) {
  listen(
      [](const Request& request, const Respond& respond) {
        respond({request.body_too_large ? 413 : 200, {}, std::to_string(request.body.size())});
      },
      {.body_bytes_max = 1000});
  const auto post = [&](std::size_t bytes) {
    return talk("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(bytes) +
                "\r\nConnection: close\r\n\r\n" + std::string(bytes, 'x'));
  };
  EXPECT_THAT(post(1000), EndsWith("\r\n\r\n1000"));
  EXPECT_THAT(post(1001), StartsWith("HTTP/1.1 413 "));
}

std::string post_coded(const std::string& coding, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: x\r\n" + coding +
         "Content-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

TEST_F(ConnectionTest, ReadsBodiesInGzip) {
  listen(echo);
  for (const char* coding : {"Content-Encoding: gzip\r\n", "content-encoding: X-GZIP\r\n"}) {
    EXPECT_THAT(talk(post_coded(coding, test::gzip("<Order/>"))), EndsWith("/|<Order/>")) << coding;
    EXPECT_THAT(talk(post_coded(coding, "")), EndsWith("/|")) << "nothing needs no coding";
  }
  EXPECT_THAT(talk(post_coded("Content-Encoding: identity\r\n", "<Order/>")),
              EndsWith("/|<Order/>"));
  EXPECT_THAT(talk(post_coded("Content-Encoding:\r\n", "<Order/>")), EndsWith("/|<Order/>"));
}

TEST_F(ConnectionTest, GivesTheHandlerTheHeadersOfACodedBodyAsTheyCame) {
  listen([](const Request& request, const Respond& respond) {
    respond({200,
             {},
             std::string(find_header(request.headers, "Content-Encoding")) + " " +
                 std::string(find_header(request.headers, "Content-Length"))});
  });
  const std::string body = test::gzip("<Order/>");
  EXPECT_THAT(talk(post_coded("Content-Encoding: gzip\r\n", body)),
              EndsWith("\r\n\r\ngzip " + std::to_string(body.size())));
}

TEST_F(ConnectionTest, RefusesCodingsThatItDoesNotKnow) {
  listen(echo);
  for (const char* coding :
       {"Content-Encoding: br\r\n", "Content-Encoding: gzip, gzip\r\n",
        "Content-Encoding: deflate\r\n", "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n"}) {
    const std::string answer = talk(post_coded(coding, "<Order/>"));
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 415 Unsupported Media Type\r\n")) << coding;
    EXPECT_THAT(answer, HasSubstr("Accept-Encoding: gzip, identity\r\n"));
    EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  }
}

TEST_F(ConnectionTest, RefusesBrokenGzip) {
  listen(echo);
  const std::string good = test::gzip("<Order/>");
  for (const std::string& body : {std::string("<Order/>"), good.substr(0, good.size() - 3)}) {
    EXPECT_THAT(talk(post_coded("Content-Encoding: gzip\r\n", body)),
                StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  }
}

TEST_F(ConnectionTest, HoldsTheInflatedBodyToTheLimit) {
  listen(
      [](const Request& request, const Respond& respond) {
        respond({request.body_too_large ? 413 : 200, {}, std::to_string(request.body.size())});
      },
      {.body_bytes_max = 10'000});
  const auto post = [&](std::size_t bytes) {
    return talk(post_coded("Content-Encoding: gzip\r\n", test::gzip(std::string(bytes, 'x'))));
  };
  EXPECT_THAT(post(10'000), EndsWith("\r\n\r\n10000"));
  for (const std::size_t bytes : {10'001UL, 5'000'000UL}) {
    const std::string answer = post(bytes);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 413 "));
    EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(answer, EndsWith("\r\n\r\n0"));
  }
}

TEST_F(ConnectionTest, AnswersLargeBodiesWhole) {
  listen([](const Request&, const Respond& respond) {
    respond({200, {}, std::string(3'000'000, 'x')});
  });
  const std::string answer = talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 3000000\r\n"));
  EXPECT_EQ(answer.size() - answer.find("\r\n\r\n") - 4, 3'000'000U);
}

TEST_F(ConnectionTest, NeutralisesLineBreaksOfEveryKindInHeaders) {
  listen([](const Request&, const Respond& respond) {
    respond({200, {{"A", "1\r\n\r\nHTTP/1.1 200 OK"}, {"B", "\n2"}, {"C", "3\r"}}, "x"});
  });
  const std::string answer = talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("A: 1    HTTP/1.1 200 OK\r\nB:  2\r\nC: 3 \r\n"));
  EXPECT_EQ(answer.find("\r\n\r\n"), answer.rfind("\r\n\r\n"));
}

TEST_F(ConnectionTest, LetsTheNextClientInWhenOneHasGone) {
  listen(echo, {.connections_max = 1});
  for (int i = 0; i < 20; ++i) {
    std::string answer;
    // The one before may be gone for us and not yet for the server: it says so, and we ask again.
    do answer = talk("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    while (answer.starts_with("HTTP/1.1 503 "));
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
  }
}

}  // namespace
}  // namespace dashsim::net::connection_test
