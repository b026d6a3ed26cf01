#pragma once

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <optional>
#include <utility>

namespace dashsim::net {

/// A connection over TCP, plain or with TLS on top. Sessions read and write it without knowing
/// which; the choice costs a branch an operation. It stays where it was made.
class Stream {
 public:
  using executor_type =  // NOLINT(readability-identifier-naming): Asio's word
      boost::beast::tcp_stream::executor_type;
  using Tls = boost::asio::ssl::stream<boost::beast::tcp_stream&>;

  template <class Arg>
  explicit Stream(Arg&& arg) : tcp_(std::forward<Arg>(arg)) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  executor_type get_executor() noexcept { return tcp_.get_executor(); }
  /// What lies below: the socket, and the time that operations may take.
  boost::beast::tcp_stream& tcp() { return tcp_; }

  /// From here on it speaks TLS; a handshake has to come first.
  Tls& use_tls(boost::asio::ssl::context& context) { return tls_.emplace(tcp_, context); }
  /// Null when it is plain.
  Tls* tls() { return tls_ ? &*tls_ : nullptr; }

  template <class Buffers, class ReadHandler>
  auto async_read_some(const Buffers& buffers, ReadHandler&& handler) {
    if (tls_) return tls_->async_read_some(buffers, std::forward<ReadHandler>(handler));
    return tcp_.async_read_some(buffers, std::forward<ReadHandler>(handler));
  }

  template <class Buffers, class WriteHandler>
  auto async_write_some(const Buffers& buffers, WriteHandler&& handler) {
    if (tls_) return tls_->async_write_some(buffers, std::forward<WriteHandler>(handler));
    return tcp_.async_write_some(buffers, std::forward<WriteHandler>(handler));
  }

 private:
  boost::beast::tcp_stream tcp_;
  std::optional<Tls> tls_;
};

}  // namespace dashsim::net
