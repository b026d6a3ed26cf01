#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <optional>
#include <utility>

namespace dashsim::net {

/// A connection over TCP, plain or with TLS on top. Sessions read and write it without knowing
/// which; the choice costs a branch an operation. It stays where it was made. A named executor
/// saves what a type-erased one costs with every operation.
template <class Executor>
class Stream {
 public:
  using executor_type = Executor;  // NOLINT(readability-identifier-naming): Asio's word
  using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
  using Tls = boost::asio::ssl::stream<Socket&>;

  explicit Stream(Socket socket) : socket_(std::move(socket)) {}
  explicit Stream(const Executor& executor) : socket_(executor) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  executor_type get_executor() noexcept { return socket_.get_executor(); }
  /// What lies below; open sockets never block.
  Socket& socket() { return socket_; }
  void close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

  /// From here on it speaks TLS; a handshake has to come first.
  Tls& use_tls(boost::asio::ssl::context& context) { return tls_.emplace(socket_, context); }
  /// Null when it is plain.
  Tls* tls() { return tls_ ? &*tls_ : nullptr; }

  /// Writes what the system takes at once, of a plain connection, and tells how many bytes that
  /// were. What went wrong is told by the next operation.
  std::size_t write_now(const boost::asio::const_buffer& bytes) {
    boost::system::error_code ignored;
    return tls_ ? 0 : socket_.write_some(bytes, ignored);
  }

  template <class Buffers, class ReadHandler>
  auto async_read_some(const Buffers& buffers, ReadHandler&& handler) {
    if (tls_) return tls_->async_read_some(buffers, std::forward<ReadHandler>(handler));
    return socket_.async_read_some(buffers, std::forward<ReadHandler>(handler));
  }

  template <class Buffers, class WriteHandler>
  auto async_write_some(const Buffers& buffers, WriteHandler&& handler) {
    if (tls_) return tls_->async_write_some(buffers, std::forward<WriteHandler>(handler));
    return socket_.async_write_some(buffers, std::forward<WriteHandler>(handler));
  }

 private:
  Socket socket_;
  std::optional<Tls> tls_;
};

}  // namespace dashsim::net
