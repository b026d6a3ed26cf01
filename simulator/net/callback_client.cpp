#include "net/callback_client.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <utility>

namespace dashsim::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

constexpr std::uint32_t kAnswerHeaderMax = 16U << 10U;
constexpr std::uint64_t kAnswerBodyMax = 64U << 10U;
constexpr std::size_t kReadBytes = 64U << 10U;

class Call : public std::enable_shared_from_this<Call> {
 public:
  Call(const asio::any_io_executor& executor, Outgoing outgoing, std::function<void(Answer)> done)
      : executor_(executor),
        strand_(asio::make_strand(executor)),
        resolver_(strand_),
        stream_(strand_),
        timer_(strand_),
        outgoing_(std::move(outgoing)),
        done_(std::move(done)) {
    parser_.header_limit(kAnswerHeaderMax);
    parser_.body_limit(kAnswerBodyMax);
  }

  void start() {
    asio::post(strand_, [self = shared_from_this()] { self->do_resolve(); });
  }

 private:
  void do_resolve() {
    const std::optional<Url> url = parse_url(outgoing_.url);
    if (!url) return finish(asio::error::invalid_argument);
    if (url->scheme != "http") return finish(asio::error::operation_not_supported);
    render(*url);
    // One timer for the whole exchange: the stream's own would not cover the look-up of the host.
    timer_.expires_after(outgoing_.timeout);
    timer_.async_wait([self = shared_from_this()](const ErrorCode& error) {
      if (!error) self->on_timeout();
    });
    resolver_.async_resolve(url->host, url->port,
                            [self = shared_from_this()](const ErrorCode& error,
                                                        const tcp::resolver::results_type& found) {
                              self->on_resolve(error, found);
                            });
  }

  void finish(const ErrorCode& error) {
    if (!done_) return;
    timer_.cancel();
    Answer answer{error, {}};
    if (!error) {
      const auto& message = parser_.get();
      answer.response.status = static_cast<int>(message.result_int());
      for (const auto& field : message) {
        answer.response.headers.push_back(
            {std::string(field.name_string()), std::string(field.value())});
      }
      answer.response.body = message.body();
    }
    asio::post(executor_, [done = std::exchange(done_, nullptr),
                           answer = std::move(answer)]() mutable { done(std::move(answer)); });
    resolver_.cancel();
    stream_.close();
  }

  void render(const Url& url) {
    out_ = "POST " + url.target + " HTTP/1.1\r\nHost: " + url.authority + "\r\n";
    for (const Header& header : outgoing_.headers)
      out_ += header.name + ": " + header.value + "\r\n";
    out_ += "Content-Length: " + std::to_string(outgoing_.body.size()) +
            "\r\nConnection: close\r\n\r\n";
    out_ += outgoing_.body;
  }

  void on_timeout() { finish(asio::error::timed_out); }

  void on_resolve(const ErrorCode& error, const tcp::resolver::results_type& found) {
    if (error) return finish(error);
    stream_.expires_never();
    stream_.async_connect(
        found, [self = shared_from_this()](const ErrorCode& connected, const tcp::endpoint&) {
          self->on_connect(connected);
        });
  }

  void on_connect(const ErrorCode& error) {
    if (error) return finish(error);
    asio::async_write(stream_, asio::buffer(out_),
                      [self = shared_from_this()](const ErrorCode& written, std::size_t) {
                        self->on_write(written);
                      });
  }

  void on_write(const ErrorCode& error) {
    if (error) return finish(error);
    http::async_read(
        stream_, buffer_, parser_,
        [self = shared_from_this()](const ErrorCode& read, std::size_t) { self->finish(read); });
  }

  asio::any_io_executor executor_;
  // The timer, the look-up and the socket meet here, whatever runs the executor.
  asio::any_io_executor strand_;
  tcp::resolver resolver_;
  beast::tcp_stream stream_;
  asio::steady_timer timer_;
  Outgoing outgoing_;
  std::function<void(Answer)> done_;
  std::string out_;
  // The parser bounds header and body, but neither chunk extensions nor trailers.
  beast::flat_buffer buffer_{kAnswerHeaderMax + kReadBytes};
  http::response_parser<http::string_body> parser_;
};

bool is_port(std::string_view text) {
  if (text.empty() || text.size() > 5) return false;
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return false;
  const unsigned long port = std::stoul(std::string(text));
  return port >= 1 && port <= 65535;
}

bool is_host(std::string_view text, bool bracketed) {
  static constexpr std::string_view kAddress = "0123456789abcdefABCDEF:.";
  static constexpr std::string_view kName =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~";  // docker names have _
  const std::string_view allowed = bracketed ? kAddress : kName;
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

std::optional<Url> parse_url(std::string_view text) {
  const auto visible = [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; };
  if (!std::ranges::all_of(text, visible)) return std::nullopt;
  Url url;
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  url.scheme = text.substr(0, colon);
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  text.remove_prefix(colon + 3);
  const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
  const std::string_view authority = text.substr(0, end);
  std::string_view target = text.substr(end);
  target = target.substr(0, target.find('#'));
  if (authority.empty() || authority.find('@') != std::string_view::npos) return std::nullopt;
  url.authority = authority;
  url.target = target.starts_with('/') ? std::string(target) : "/" + std::string(target);

  const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : 0;
  if (bracket == std::string_view::npos) return std::nullopt;
  const std::size_t port = authority.find(':', bracket);
  const std::string_view host = authority.substr(0, port);
  const bool bracketed = bracket != 0;
  if (bracketed && !host.ends_with(']')) return std::nullopt;
  url.host = bracketed ? host.substr(1, host.size() - 2) : host;
  url.port = url.scheme == "http" ? "80" : "443";
  if (port != std::string_view::npos) {
    if (!is_port(authority.substr(port + 1))) return std::nullopt;
    url.port = authority.substr(port + 1);
  }
  if (!is_host(url.host, bracketed)) return std::nullopt;
  return url;
}

void post(const boost::asio::any_io_executor& executor, Outgoing outgoing,
          std::function<void(Answer)> done) {
  std::make_shared<Call>(executor, std::move(outgoing), std::move(done))->start();
}

}  // namespace dashsim::net
