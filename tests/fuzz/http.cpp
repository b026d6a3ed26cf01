// Whatever bytes come over a connection, and in whatever pieces: the requests in them are handed on
// one by one and within the limits, what is answered are complete messages in the order of the
// requests, and the pieces make no difference.
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "need.hpp"
#include "net/connection.hpp"

namespace {

using namespace dashsim::net;
using dashsim::fuzz::need;
namespace asio = boost::asio;
namespace http = boost::beast::http;

constexpr Limits kLimits{.header_bytes_max = 1024, .body_bytes_max = 2048};

void check_request(const Request& request) {
  need(!request.method.empty() && !request.target.empty(), "a request without a method or target");
  need(request.body.size() <= kLimits.body_bytes_max, "a body beyond the limit");
  need(!request.body_too_large || request.body.empty(), "part of a body that is too large");
  if (!find_header(request.headers, "Transfer-Encoding").empty()) return;  // trailers count apart
  std::size_t bytes = request.method.size() + request.target.size();
  for (const Header& header : request.headers) bytes += header.name.size() + header.value.size();
  need(bytes <= kLimits.header_bytes_max, "a header beyond the limit");
}

/// What became of some bytes.
struct Talk {
  std::vector<Request> requests;
  std::string refused_method{};  ///< of a last request whose body was too large
  std::string answers;
};

/// A client at one end of a pair of sockets and the server's connection at the other.
class Line {
 public:
  explicit Line(Talk& talk) : talk_(talk) {
    int ends[2];
    need(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0, "no sockets");
    client_ = ends[0];
    Connection::Socket socket(asio::make_strand(io_));
    socket.assign(asio::ip::tcp::v4(), ends[1]);
    std::make_shared<Connection>(std::move(socket), nullptr, kLimits,
                                 std::make_shared<Budget>(kLimits.held_bytes_max), handler_, [] {})
        ->start();
  }
  ~Line() { close(client_); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void say(std::string_view bytes) {
    while (!bytes.empty() && !over_) {
      const ssize_t sent = send(client_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno != EAGAIN) return;  // the server has hung up
      bytes.remove_prefix(sent < 0 ? 0 : static_cast<std::size_t>(sent));
      listen();
    }
  }
  /// Says no more and hears the rest.
  void end() {
    shutdown(client_, SHUT_WR);
    for (int turns = 0; !over_; ++turns) {
      need(turns < 10'000, "a connection without end");
      listen();
    }
  }

 private:
  void listen() {
    io_.poll();
    io_.restart();
    char piece[4096];
    ssize_t got = 0;
    while ((got = recv(client_, piece, sizeof piece, 0)) > 0)
      talk_.answers.append(piece, static_cast<std::size_t>(got));
    over_ = got == 0 || errno != EAGAIN;
  }

  Talk& talk_;
  asio::io_context io_;
  // What comes back is what came, so that it can be seen to be whole.
  const Handler handler_ = [this](Request request, const Respond& respond) {
    Response response{request.body_too_large ? 413 : 200,
                      {},
                      request.method + " " + request.target + " " + request.body};
    for (const Header& header : request.headers)
      response.headers.push_back({"X-Was", header.value});
    if (request.body_too_large) {
      talk_.refused_method = request.method;
    } else {
      talk_.requests.push_back(request);
    }
    check_request(request);
    respond(std::move(response));
  };
  int client_ = -1;
  bool over_ = false;
};

Talk talk(std::string_view bytes, std::size_t piece_max) {
  Talk talk;
  Line line(talk);
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece_max, bytes.size())))
    line.say(bytes.substr(0, piece_max));
  line.end();
  return talk;
}

/// Reads the next message, if all that is left is not the end; its status.
int read_answer(std::string_view& bytes, bool is_head) {
  http::response_parser<http::string_body> parser;
  parser.skip(is_head);
  parser.eager(true);
  parser.header_limit(UINT32_MAX);
  boost::system::error_code error;
  const std::size_t used = parser.put(asio::buffer(bytes.data(), bytes.size()), error);
  need(!error && parser.is_done(), "an answer that is none, or not whole");
  bytes.remove_prefix(used);
  return static_cast<int>(parser.get().result_int());
}

/// Returns the answers to good requests.
std::string check_answers(const Talk& talk) {
  std::string_view rest = talk.answers;
  std::size_t given = 0;
  std::size_t answered = 0;
  bool refused = false;
  while (!rest.empty()) {
    need(!refused, "an answer after the last one");
    const std::string& method =
        answered < talk.requests.size() ? talk.requests[answered].method : talk.refused_method;
    const int status = read_answer(rest, method == "HEAD");
    if (status == 100) continue;
    refused = status != 200;
    if (refused) continue;
    ++answered;
    given = talk.answers.size() - rest.size();
  }
  need(answered == talk.requests.size(), "a request without an answer, or the reverse");
  return talk.answers.substr(0, given);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Talk whole = talk(bytes, bytes.size());
  const std::string answers = check_answers(whole);
  const Talk pieces = talk(bytes, std::size_t{1} + data[0]);
  // What is malformed may be refused in one way or another, or never be looked at: Beast waits for
  // the rest of a header first, and counts a chunk again whenever it looks at its extensions.
  need(check_answers(pieces) == answers, "the pieces make a difference");
  return 0;
}
