#pragma once

#include <boost/system/error_code.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "net/limits.hpp"
#include "net/message.hpp"
#include "net/tls.hpp"

namespace boost::asio {
class io_context;
}

namespace dashsim::net {

/// Answers a request, once, now or later, from any thread; does nothing when the connection has
/// gone meanwhile.
using Respond = std::function<void(Response)>;
/// Called on the connection's strand, one request of a connection at a time.
using Handler = std::function<void(Request, Respond)>;

/// An HTTP/1.1 server: keep-alive, pipelining in order, Expect: 100-continue, HEAD, chunked
/// requests, bodies in gzip.
class Listener {
 public:
  /// With `tls` it speaks HTTPS only.
  Listener(boost::asio::io_context& io, std::string address, std::uint16_t port,
           const Limits& limits, Handler handler, TlsContext tls = nullptr);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Binds and listens. Fails with the system's reason, or invalid_argument for what is no IP
  /// address.
  [[nodiscard]] boost::system::error_code open();
  /// The port that is bound; useful after asking for port 0.
  std::uint16_t port() const;
  /// Begins to accept.
  void start();
  /// Closes the port and all connections, without waiting for answers.
  void stop();

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace dashsim::net
