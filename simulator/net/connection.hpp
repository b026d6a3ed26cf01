#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "net/budget.hpp"
#include "net/listener.hpp"
#include "net/stream.hpp"

namespace dashsim::net {

/// One connection: reads a request, has it answered, writes the answer, and begins again. All on
/// its own strand.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Executor = boost::asio::strand<boost::asio::io_context::executor_type>;
  using Socket = Stream<Executor>::Socket;

  /// Without `tls` it is plain. `budget` is that of all connections. `gone` is called when the
  /// connection dies.
  Connection(Socket socket, boost::asio::ssl::context* tls, const Limits& limits,
             const std::shared_ptr<Budget>& budget, const Handler& handler,
             std::function<void()> gone);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void start();
  /// For one connection too many: answers 503 and closes. Over TLS it only closes: a handshake
  /// is what a server has too little of then.
  void turn_away();
  /// Hangs up; callable from any thread.
  void close();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using ErrorCode = boost::system::error_code;
  using Clock = std::chrono::steady_clock;

  /// An answer on its way to the client, with its share of what all connections may hold.
  struct Held {
    std::uint64_t sequence;  ///< of its request
    Response response;
    Budget::Share share;
  };

  /// Hangs up when so much wall time has passed, unless it is called again before.
  void expire_after(std::chrono::milliseconds time);
  void expire_never() { deadline_ = Clock::time_point::max(); }
  void do_watch();
  void on_watch();
  /// Whether nothing that was written still waits in the system for the client to take it.
  bool takes_its_answers();
  void do_handshake();
  void do_read_header();
  void do_read_some_header();
  void on_read_some_header(const ErrorCode& error, std::size_t bytes);
  void on_read_header(const ErrorCode& error);
  void do_continue();
  void do_read_body();
  void do_read_more();
  void on_read_body(const ErrorCode& error);
  void on_bad_request(const ErrorCode& error);
  void have_answered(bool body_too_large);
  void take(Held answer);
  void on_answer(Held answer);
  void do_delay(const Response& response);
  void do_answer(const Response& response);
  void do_reset();
  void do_half(const Response& response);
  void do_garbage();
  void do_last_words();
  void do_trickle();
  void do_silence();
  /// Answers without the handler, says why, and hangs up.
  void do_refuse(int status, std::string why, Headers headers = {});
  void do_write(const Response& response, bool close_after);
  void on_write(const ErrorCode& error);
  void do_farewell();
  void on_farewell();
  void do_drain();
  void on_drain(const ErrorCode& error, std::size_t bytes);
  void render(const Response& response, bool close_after);
  /// Lets go of what a large request or answer has needed.
  void let_go();

  Stream<Executor> stream_;
  // One wait covers many operations: it looks at the deadline only when it ends.
  boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor> watch_;
  Clock::time_point deadline_ = Clock::time_point::max();
  bool watching_ = false;
  const Limits limits_;
  const Handler& handler_;
  std::function<void()> gone_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::string out_;  // reused for every answer
  const std::shared_ptr<Budget> budget_;
  Budget::Share body_share_, answer_share_;
  std::uint64_t sequence_ = 0;  // of the request that is being answered
  bool awaits_answer_ = false;
  bool is_asking_ = false;     // the handler is being called, and may answer at once
  std::optional<Held> early_;  // then its answer
  bool head_ = false;
  bool keep_alive_ = true;
  bool http_1_0_ = false;
  bool body_too_large_ = false;
  bool close_after_ = false;
  std::size_t header_bytes_ = 0;  // that were read of a request line and its headers
  std::size_t drained_ = 0;
  std::optional<boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>>
      pause_;                 // of answers that are late or slow on purpose
  std::size_t trickled_ = 0;  // bytes of `out_` that are written already
};

}  // namespace dashsim::net
