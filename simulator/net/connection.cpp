#include "net/connection.hpp"

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <boost/asio/defer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <utility>

#include "net/gzip.hpp"

namespace dashsim::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::chrono::seconds kDrainTime{2};
constexpr std::chrono::milliseconds kTricklePause{10};
constexpr std::size_t kReadAtOnce = 64U << 10U;
constexpr std::uint32_t kHeaderSlack = 16;
constexpr std::size_t kKeptBytes = 8U << 10U;  // of a buffer between requests

std::size_t header_bytes(const Limits& limits) {
  return std::min<std::size_t>(limits.header_bytes_max, UINT32_MAX / 2);
}

/// Header lines must not be split by what a client smuggled into a value.
void append_value(std::string& out, std::string_view value) {
  const std::size_t begin = out.size();
  out += value;
  if (value.find('\r') == value.npos && value.find('\n') == value.npos) return;
  std::replace_if(
      out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
      [](char c) { return c == '\r' || c == '\n'; }, ' ');
}

enum class Coding : std::uint8_t { kIdentity, kGzip, kUnknown };

/// What a body was put into for its journey.
template <class Message>
Coding coding_of(const Message& message) {
  const std::string_view name = message[http::field::content_encoding];
  if (name.empty()) return Coding::kIdentity;
  if (message.count(http::field::content_encoding) > 1) return Coding::kUnknown;
  if (beast::iequals(name, "identity")) return Coding::kIdentity;
  const bool gzip = beast::iequals(name, "gzip") || beast::iequals(name, "x-gzip");
  return gzip ? Coding::kGzip : Coding::kUnknown;
}

Response no_room() {
  return {
      503,
      {{"Retry-After", "1"},
       {"X-Sim-Diagnosis", "All connections together hold as many bytes as --held-bytes allows"}},
      {}};
}

bool has_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

}  // namespace

Connection::Connection(Socket socket, asio::ssl::context* tls, const Limits& limits,
                       const std::shared_ptr<Budget>& budget, const Handler& handler,
                       std::function<void()> gone)
    : stream_(std::move(socket)),
      watch_(stream_.get_executor()),
      limits_(limits),
      handler_(handler),
      gone_(std::move(gone)),
      // The parser bounds headers and bodies, but neither chunk extensions nor trailers.
      buffer_(header_bytes(limits) + kReadAtOnce),
      budget_(budget),
      body_share_(budget),
      answer_share_(budget) {
  ErrorCode ignored;
  stream_.socket().non_blocking(true, ignored);
  if (tls != nullptr) stream_.use_tls(*tls);
}

Connection::~Connection() {
  gone_();
}

void Connection::start() {
  asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
    ErrorCode ignored;
    self->stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    self->do_handshake();
  });
}

void Connection::turn_away() {
  asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
    if (self->stream_.tls() != nullptr) return self->stream_.close();
    self->do_refuse(503, "There are as many connections as --connections allows",
                    {{"Retry-After", "1"}});
  });
}

void Connection::close() {
  asio::post(stream_.get_executor(), [self = shared_from_this()] { self->stream_.close(); });
}

void Connection::expire_after(std::chrono::milliseconds time) {
  deadline_ = Clock::now() + time;
  if (!watching_ || deadline_ < watch_.expiry()) do_watch();
}

void Connection::do_watch() {
  watching_ = true;
  watch_.expires_at(deadline_);
  watch_.async_wait([weak = weak_from_this()](const ErrorCode& error) {
    const auto self = weak.lock();
    if (!error && self) self->on_watch();
  });
}

void Connection::on_watch() {
  watching_ = false;
  if (Clock::now() < deadline_) return do_watch();
  // What a client does not take would stay with the system for as long as it wishes.
  takes_its_answers() ? stream_.close() : do_reset();
}

bool Connection::takes_its_answers() {
  int unsent = 0;
  return ioctl(stream_.socket().native_handle(), SIOCOUTQ, &unsent) != 0 || unsent == 0;
}

void Connection::do_handshake() {
  if (stream_.tls() == nullptr) return do_read_header();
  expire_after(limits_.idle_max);
  stream_.tls()->async_handshake(asio::ssl::stream_base::server,
                                 [self = shared_from_this()](const ErrorCode& error) {
                                   if (error) return self->stream_.close();
                                   self->do_read_header();
                                 });
}

void Connection::do_read_header() {
  parser_.emplace();
  // The parser holds what it looks at at a time to its limit, and forgets what went before: all of
  // the header is counted here. It must not be stricter about the last few bytes.
  parser_->header_limit(static_cast<std::uint32_t>(header_bytes(limits_)) + kHeaderSlack);
  parser_->body_limit(limits_.body_bytes_max);
  header_bytes_ = 0;
  expire_after(limits_.idle_max);
  do_read_some_header();
}

void Connection::do_read_some_header() {
  http::async_read_some(stream_, buffer_, *parser_,
                        [self = shared_from_this()](const ErrorCode& error, std::size_t bytes) {
                          self->on_read_some_header(error, bytes);
                        });
}

void Connection::on_read_some_header(const ErrorCode& error, std::size_t bytes) {
  header_bytes_ += bytes;
  if (!error && header_bytes_ > header_bytes(limits_))
    return on_bad_request(http::error::header_limit);
  if (error || parser_->is_header_done()) return on_read_header(error);
  do_read_some_header();
}

void Connection::on_read_header(const ErrorCode& error) {
  if (error == http::error::body_limit) return have_answered(true);
  if (error) return on_bad_request(error);
  const auto& message = parser_->get();
  if (message.version() >= 11 && message.count(http::field::host) != 1)
    return do_refuse(400, "A request of HTTP/1.1 has exactly one Host header");
  // What cannot be told apart from the next request must not be passed over as if it had no body.
  const std::string_view transfer = message[http::field::transfer_encoding];
  if (!transfer.empty() && !beast::iequals(transfer, "chunked"))
    return do_refuse(501, "The only known Transfer-Encoding is chunked");
  if (coding_of(message) == Coding::kUnknown) {
    return do_refuse(415, "The only known Content-Encoding is gzip",
                     {{"Accept-Encoding", "gzip, identity"}});
  }
  const std::string_view expect = message[http::field::expect];
  const bool waits = message.version() >= 11 && !parser_->is_done();
  if (waits && beast::iequals(expect, "100-continue")) return do_continue();
  do_read_body();
}

void Connection::do_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(stream_, asio::buffer(kContinue),
                    [self = shared_from_this()](const ErrorCode& error, std::size_t) {
                      if (!error) self->do_read_body();
                    });
}

void Connection::do_read_body() {
  // Most bodies are here already, right behind the header.
  parser_->eager(true);
  ErrorCode error;
  if (!parser_->is_done()) buffer_.consume(parser_->put(buffer_.data(), error));
  if (error == http::error::need_more) error = {};
  on_read_body(error);
}

void Connection::do_read_more() {
  // Beast reads what has room here. Room for the whole request is kept for the next one, which is
  // often of its kind and comes in one piece then.
  const auto length = parser_->content_length();
  buffer_.reserve(length ? std::min<std::uint64_t>(header_bytes_ + *length, kReadAtOnce)
                         : kReadAtOnce);
  http::async_read_some(stream_, buffer_, *parser_,
                        [self = shared_from_this()](const ErrorCode& read, std::size_t) {
                          self->on_read_body(read);
                        });
}

void Connection::on_read_body(const ErrorCode& error) {
  if (error == http::error::body_limit) return have_answered(true);
  if (error) return on_bad_request(error);
  std::string& body = parser_->get().body();
  if (!body_share_.hold(body.size())) return do_write(no_room(), true);
  if (!parser_->is_done()) return do_read_more();
  if (body.empty() || coding_of(parser_->get()) == Coding::kIdentity) return have_answered(false);
  std::string inflated;
  const Inflation result = inflate_gzip(body, limits_.body_bytes_max, inflated);
  if (result == Inflation::kBroken) return do_refuse(400, "The body is no gzip");
  body = std::move(inflated);
  if (!body_share_.hold(body.size())) return do_write(no_room(), true);
  have_answered(result == Inflation::kTooLarge);
}

void Connection::on_bad_request(const ErrorCode& error) {
  if (error == http::error::header_limit)
    return do_refuse(431, "The header is larger than --header-bytes allows");
  const bool is_protocol_error =
      error.category() == make_error_code(http::error::bad_method).category();
  const bool hung_up = error == http::error::end_of_stream || error == http::error::partial_message;
  if (is_protocol_error && !hung_up) return do_refuse(400, "This is no HTTP: " + error.message());
  // The client has gone or was silent for too long: there is nobody to answer.
  stream_.close();
}

void Connection::have_answered(bool body_too_large) {
  expire_never();
  http::request<http::string_body>& message = parser_->get();
  head_ = message.method() == http::verb::head;
  http_1_0_ = message.version() < 11;
  keep_alive_ = message.keep_alive();
  body_too_large_ = body_too_large;
  Request request;
  request.method = message.method_string();
  request.target = message.target();
  constexpr std::size_t kUsualHeaders = 8;
  request.headers.reserve(kUsualHeaders);
  for (const auto& field : message) {
    request.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  if (!body_too_large) request.body = std::move(message.body());
  request.body_too_large = body_too_large;
  request.secure = stream_.tls() != nullptr;
  awaits_answer_ = true;
  is_asking_ = true;
  handler_(std::move(request),
           [self = shared_from_this(), sequence = ++sequence_](Response response) {
             // Counted here, for a world may be faster than the connections that write its answers.
             Budget::Share share(self->budget_);
             // What has no room ends here: an assignment would keep its bytes.
             const bool has_room = share.hold(response.body.size());
             self->take({sequence, has_room ? std::move(response) : no_room(), std::move(share)});
           });
  is_asking_ = false;
  if (early_) on_answer(*std::exchange(early_, std::nullopt));
}

/// Whoever answers may be in the midst of something, such as a world's turn that others wait for:
/// it ends before anything is sent.
void Connection::take(Held answer) {
  if (stream_.get_executor().running_in_this_thread() && is_asking_) {
    if (!early_ && answer.sequence == sequence_) early_ = std::move(answer);
    return;
  }
  asio::defer(stream_.get_executor(),
              [self = shared_from_this(), answer = std::move(answer)]() mutable {
                self->on_answer(std::move(answer));
              });
}

void Connection::on_answer(Held answer) {
  if (!awaits_answer_ || answer.sequence != sequence_) return;
  awaits_answer_ = false;
  answer_share_ = std::move(answer.share);
  body_share_.release();
  if (answer.response.delay.count() != 0) return do_delay(answer.response);
  do_answer(answer.response);
}

void Connection::do_delay(const Response& response) {
  if (!pause_) pause_.emplace(stream_.get_executor());
  pause_->expires_after(response.delay);
  pause_->async_wait([self = shared_from_this(), response](const ErrorCode& error) {
    if (!error) self->do_answer(response);
  });
}

void Connection::do_answer(const Response& response) {
  const bool close_after = !keep_alive_ || body_too_large_;
  switch (response.mishap) {
    case Mishap::kNone:
      return do_write(response, close_after);
    case Mishap::kReset:
      return do_reset();
    case Mishap::kClose:
      return stream_.close();
    case Mishap::kHalf:
      return do_half(response);
    case Mishap::kGarbage:
      return do_garbage();
    case Mishap::kSlow:
      close_after_ = close_after;
      render(response, close_after);
      trickled_ = 0;
      return do_trickle();
    case Mishap::kSilence:
      return do_silence();
  }
}

void Connection::do_reset() {
  ErrorCode ignored;
  stream_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
  stream_.socket().close(ignored);
}

void Connection::do_half(const Response& response) {
  render(response, false);
  out_.resize(out_.size() / 2);
  do_last_words();
}

void Connection::do_garbage() {
  constexpr std::size_t kBytes = 64;
  out_.clear();
  for (std::size_t i = 0; i < kBytes; ++i) out_ += static_cast<char>(0x80U + i * 37 % 0x7fU);
  do_last_words();
}

/// What `out_` holds, and nothing after it.
void Connection::do_last_words() {
  expire_after(limits_.idle_max);
  asio::async_write(stream_, asio::buffer(out_),
                    [self = shared_from_this()](const ErrorCode& error, std::size_t) {
                      error ? self->stream_.close() : self->do_farewell();
                    });
}

/// A piece of the answer, and the next one a little later.
void Connection::do_trickle() {
  constexpr std::size_t kPieces = 16;
  if (trickled_ == out_.size()) return on_write({});
  const std::size_t piece = std::min(out_.size() / kPieces + 1, out_.size() - trickled_);
  expire_after(limits_.idle_max);
  const auto written = [self = shared_from_this()](const ErrorCode& error, std::size_t bytes) {
    if (error) return self->stream_.close();
    self->trickled_ += bytes;
    if (!self->pause_) self->pause_.emplace(self->stream_.get_executor());
    self->pause_->expires_after(kTricklePause);
    self->pause_->async_wait([self](const ErrorCode& gone) {
      if (!gone) self->do_trickle();
    });
  };
  asio::async_write(stream_, asio::buffer(out_.data() + trickled_, piece), written);
}

/// Waits for the client to give up, and reads nothing but that.
void Connection::do_silence() {
  expire_after(limits_.idle_max);
  do_drain();
}

void Connection::do_refuse(int status, std::string why, Headers headers) {
  headers.push_back({"X-Sim-Diagnosis", std::move(why)});
  do_write({status, std::move(headers), {}}, true);
}

void Connection::do_write(const Response& response, bool close_after) {
  close_after_ = close_after;
  render(response, close_after);
  // Most clients have room for an answer, and there is nothing to wait for then.
  const std::size_t written = stream_.write_now(asio::buffer(out_));
  if (written == out_.size()) return on_write({});
  expire_after(limits_.idle_max);
  asio::async_write(
      stream_, asio::buffer(out_) + written,
      [self = shared_from_this()](const ErrorCode& error, std::size_t) { self->on_write(error); });
}

void Connection::on_write(const ErrorCode& error) {
  if (error) return stream_.close();
  let_go();
  if (close_after_) return do_farewell();
  do_read_header();
}

void Connection::let_go() {
  parser_.reset();
  body_share_.release();
  answer_share_.release();
  if (out_.capacity() > kKeptBytes) out_ = {};
  if (buffer_.size() == 0 && buffer_.capacity() > kKeptBytes) buffer_.shrink_to_fit();
}

void Connection::do_farewell() {
  expire_after(kDrainTime);
  if (stream_.tls() == nullptr) return on_farewell();
  // It waits for the client's farewell, and fails when the client is still sending. Ours is out
  // then.
  stream_.tls()->async_shutdown(
      [self = shared_from_this()](const ErrorCode&) { self->on_farewell(); });
}

void Connection::on_farewell() {
  ErrorCode ignored;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  do_drain();
}

/// A client that is still sending would lose the answer to a reset, so what it sends is read for a
/// while.
void Connection::do_drain() {
  buffer_.clear();
  stream_.socket().async_read_some(
      buffer_.prepare(kReadAtOnce),
      [self = shared_from_this()](const ErrorCode& error, std::size_t bytes) {
        self->on_drain(error, bytes);
      });
}

void Connection::on_drain(const ErrorCode& error, std::size_t bytes) {
  drained_ += bytes;
  if (error || drained_ > limits_.body_bytes_max * 4) return stream_.close();
  do_drain();
}

/// One contiguous buffer for one write: a third faster than a message serialiser.
void Connection::render(const Response& response, bool close_after) {
  out_.clear();
  out_ += "HTTP/1.1 ";
  out_ += std::to_string(response.status);
  out_ += ' ';
  out_ += reason_phrase(response.status);
  out_ += "\r\n";
  for (const Header& header : response.headers) {
    out_ += header.name;
    out_ += ": ";
    append_value(out_, header.value);
    out_ += "\r\n";
  }
  if (has_body(response.status)) {
    out_ += "Content-Length: ";
    out_ += std::to_string(response.body.size());
    out_ += "\r\n";
  }
  if (close_after) {
    out_ += "Connection: close\r\n";
  } else if (http_1_0_) {
    out_ += "Connection: keep-alive\r\n";
  }
  out_ += "\r\n";
  if (!head_ && has_body(response.status)) out_ += response.body;
}

}  // namespace dashsim::net
