#include "net/callback_client.hpp"

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <utility>
#include <vector>

#include "net/stream.hpp"

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

/// The texts stand in journals and subscriptions, in the words of those who read them.
class CallCategory final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "dashsim.call"; }
  std::string message(int value) const override {
    switch (static_cast<CallFault>(value)) {
      case CallFault::kBadUrl:
        return "The URL is none that can be called";
      case CallFault::kNotAllowed:
        return "The receiver is not among those that --callback-allow names";
      case CallFault::kUntrusted:
        return "The certificate of the receiver is not trusted";
      case CallFault::kOtherKey:
        return "The certificate of the receiver does not carry the PublicKey of the subscription";
      case CallFault::kNoKey:
        return "The PublicKey of the subscription cannot be read";
    }
    return "unknown";
  }
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
  const std::string_view scheme = text.substr(0, colon);
  if (beast::iequals(scheme, "http")) url.scheme = "http";
  if (beast::iequals(scheme, "https")) url.scheme = "https";
  if (url.scheme.empty()) return std::nullopt;
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

const boost::system::error_category& call_category() {
  static const CallCategory kCategory;
  return kCategory;
}

ErrorCode make_error_code(CallFault fault) {
  return {static_cast<int>(fault), call_category()};
}

class CallbackClient::Call : public std::enable_shared_from_this<Call> {
 public:
  Call(CallbackClient& client, const asio::any_io_executor& executor, Outgoing outgoing,
       std::function<void(Answer)> done)
      : client_(client),
        executor_(executor),
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
    std::optional<Url> url = parse_url(outgoing_.url);
    if (!url) return finish(CallFault::kBadUrl);
    url_ = *std::move(url);
    if (url_.scheme == "https") {
      if (const ErrorCode error = use_tls()) return finish(error);
    }
    render();
    // One timer for the whole exchange: the stream's own would not cover the look-up of the host.
    timer_.expires_after(outgoing_.timeout);
    timer_.async_wait([self = shared_from_this()](const ErrorCode& error) {
      if (!error) self->on_timeout();
    });
    // The system looks up one name at a time, and some take long; an address does not wait for
    // them.
    ErrorCode is_name;
    const auto address = asio::ip::make_address(url_.host, is_name);
    if (!is_name) {
      const auto port = static_cast<std::uint16_t>(std::stoul(url_.port));
      return on_resolve({}, tcp::resolver::results_type::create(tcp::endpoint(address, port),
                                                                url_.host, url_.port));
    }
    resolver_.async_resolve(url_.host, url_.port,
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

  /// A pinned key takes the place of the chain and the name, as the subscription asks.
  ErrorCode use_tls() {
    const bool pinned = !outgoing_.public_key.empty();
    if (pinned && !(pin_ = PinnedKey::read(outgoing_.public_key))) return CallFault::kNoKey;
    verifies_ = !pinned && !client_.settings_.insecure;
    const auto context = client_.context(verifies_);
    if (!context) return CallFault::kUntrusted;
    Stream<asio::any_io_executor>::Tls& tls = stream_.use_tls(**context);
    if (verifies_) tls.set_verify_callback(asio::ssl::host_name_verification(url_.host));
    ErrorCode is_name;
    asio::ip::make_address(url_.host, is_name);
    if (is_name) SSL_set_tlsext_host_name(tls.native_handle(), url_.host.c_str());
    return {};
  }

  void render() {
    out_ = outgoing_.method + " " + url_.target + " HTTP/1.1\r\nHost: " + url_.authority + "\r\n";
    for (const Header& header : outgoing_.headers)
      out_ += header.name + ": " + header.value + "\r\n";
    out_ += "Content-Length: " + std::to_string(outgoing_.body.size()) +
            "\r\nConnection: close\r\n\r\n";
    out_ += outgoing_.body;
  }

  void on_timeout() { finish(asio::error::timed_out); }

  void on_resolve(const ErrorCode& error, const tcp::resolver::results_type& found) {
    if (error) return finish(error);
    const AllowList& allow = client_.settings_.allow;
    const bool any = allow.allows_name(url_.host, url_.port);
    for (const auto& entry : found) {
      const tcp::endpoint endpoint = entry.endpoint();
      if (any || allow.allows_address(endpoint.address(), url_.port))
        endpoints_.push_back(endpoint);
    }
    if (endpoints_.empty()) return finish(CallFault::kNotAllowed);
    asio::async_connect(
        stream_.socket(), endpoints_,
        [self = shared_from_this()](const ErrorCode& connected, const tcp::endpoint&) {
          self->on_connect(connected);
        });
  }

  void on_connect(const ErrorCode& error) {
    if (error) return finish(error);
    if (stream_.tls() == nullptr) return do_write();
    stream_.tls()->async_handshake(
        asio::ssl::stream_base::client,
        [self = shared_from_this()](const ErrorCode& shaken) { self->on_handshake(shaken); });
  }

  void on_handshake(const ErrorCode& error) {
    SSL* tls = stream_.tls()->native_handle();
    const bool refused = error && verifies_ && SSL_get_verify_result(tls) != X509_V_OK;
    if (refused) return finish(CallFault::kUntrusted);
    if (error) return finish(error);
    if (pin_ && !pin_->is_of_peer(tls)) return finish(CallFault::kOtherKey);
    do_write();
  }

  void do_write() {
    asio::async_write(stream_, asio::buffer(out_),
                      [self = shared_from_this()](const ErrorCode& written, std::size_t) {
                        self->on_write(written);
                      });
  }

  void on_write(const ErrorCode& error) {
    if (error) return finish(error);
    http::async_read(
        stream_, buffer_, parser_,
        [self = shared_from_this()](const ErrorCode& read, std::size_t) { self->on_read(read); });
  }

  /// Many servers end TLS without its farewell: what counts is whether the answer is whole.
  void on_read(ErrorCode error) {
    if (error == asio::ssl::error::stream_truncated && parser_.got_some()) {
      error = {};
      parser_.put_eof(error);
    }
    finish(error);
  }

  CallbackClient& client_;
  asio::any_io_executor executor_;
  // The timer, the look-up and the socket meet here, whatever runs the executor.
  asio::any_io_executor strand_;
  tcp::resolver resolver_;
  Stream<asio::any_io_executor> stream_;
  asio::steady_timer timer_;
  Outgoing outgoing_;
  std::function<void(Answer)> done_;
  Url url_;
  std::optional<PinnedKey> pin_;
  bool verifies_ = false;
  std::vector<tcp::endpoint> endpoints_;
  std::string out_;
  // The parser bounds header and body, but neither chunk extensions nor trailers.
  beast::flat_buffer buffer_{kAnswerHeaderMax + kReadBytes};
  http::response_parser<http::string_body> parser_;
};

boost::system::result<TlsContext> CallbackClient::context(bool verifies) {
  const std::lock_guard lock(mutex_);
  TlsContext& kept = verifies ? verifying_ : trusting_;
  if (kept) return kept;
  if (!verifies) return kept = trusting_context();
  auto made = client_context(settings_.authorities);
  if (made) kept = *made;
  return made;
}

void CallbackClient::send(const asio::any_io_executor& executor, Outgoing outgoing,
                          std::function<void(Answer)> done) {
  std::make_shared<Call>(*this, executor, std::move(outgoing), std::move(done))->start();
}

}  // namespace dashsim::net
