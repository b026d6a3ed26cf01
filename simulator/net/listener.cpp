#include "net/listener.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "net/connection.hpp"

namespace dashsim::net {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::chrono::milliseconds kPause{50};
constexpr std::size_t kTurnedAwayMax = 64;  // of those who are still being told so

/// No descriptor or no memory is left, which may change when a connection ends.
bool lacks_resources(const boost::system::error_code& error) {
  namespace errc = boost::system::errc;
  return error == errc::too_many_files_open || error == errc::too_many_files_open_in_system ||
         error == errc::no_buffer_space || error == errc::not_enough_memory;
}

}  // namespace

class Listener::Impl : public std::enable_shared_from_this<Listener::Impl> {
 public:
  Impl(asio::io_context& io, std::string address, std::uint16_t port, const Limits& limits,
       Handler handler, TlsContext tls)
      : io_(io),
        acceptor_(asio::make_strand(io)),
        address_(std::move(address)),
        port_(port),
        limits_(limits),
        budget_(std::make_shared<Budget>(limits.held_bytes_max)),
        handler_(std::move(handler)),
        tls_(std::move(tls)),
        pause_(acceptor_.get_executor()) {}

  boost::system::error_code open() {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(address_, error);
    if (error) return error;
    const tcp::endpoint endpoint(address, port_);
    if (acceptor_.open(endpoint.protocol(), error)) return error;
    acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (acceptor_.bind(endpoint, error)) return error;
    if (acceptor_.listen(asio::socket_base::max_listen_connections, error)) return error;
    port_ = acceptor_.local_endpoint(error).port();
    return error;
  }

  std::uint16_t port() const { return port_; }

  void do_accept() {
    acceptor_.async_accept(asio::make_strand(io_),
                           [self = shared_from_this()](const boost::system::error_code& error,
                                                       Connection::Socket socket) {
                             self->on_accept(error, std::move(socket));
                           });
  }

  void stop() {
    asio::post(acceptor_.get_executor(), [self = shared_from_this()] {
      boost::system::error_code ignored;
      self->acceptor_.close(ignored);
      self->pause_.cancel();
      // Here, where connections are taken in: none can slip in between.
      for (const auto& connection : self->alive()) connection->close();
    });
  }

 private:
  /// Held only after the lock is gone: the last holder's farewell takes it again.
  std::vector<std::shared_ptr<Connection>> alive() {
    std::vector<std::shared_ptr<Connection>> list;
    const std::lock_guard lock(mutex_);
    for (const auto& [id, connection] : connections_) {
      if (auto held = connection.lock()) list.push_back(std::move(held));
    }
    return list;
  }

  void on_accept(const boost::system::error_code& error, Connection::Socket socket) {
    if (error == asio::error::operation_aborted || !acceptor_.is_open()) return;
    if (error && lacks_resources(error)) return do_pause();
    if (!error) serve(std::move(socket));
    do_accept();
  }

  /// The client waits in the queue of the system, and asking again at once would ask for ever.
  void do_pause() {
    pause_.expires_after(kPause);
    pause_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
      if (!error && self->acceptor_.is_open()) self->do_accept();
    });
  }

  void serve(Connection::Socket socket) {
    std::unique_lock lock(mutex_);
    const std::uint64_t id = ++last_id_;
    const bool too_many = served_ >= limits_.connections_max;
    // A flood is not worth the descriptors that telling it so takes.
    if (too_many && connections_.size() - served_ >= kTurnedAwayMax) return;
    if (!too_many) ++served_;
    // The connection keeps the handler alive through the listener that its farewell refers to.
    auto connection = std::make_shared<Connection>(
        std::move(socket), tls_.get(), limits_, budget_, handler_,
        [self = shared_from_this(), id, too_many] { self->forget(id, !too_many); });
    connections_.emplace(id, connection);
    lock.unlock();
    if (too_many) {
      connection->turn_away();
    } else {
      connection->start();
    }
  }

  void forget(std::uint64_t id, bool was_served) {
    const std::lock_guard lock(mutex_);
    if (was_served) --served_;
    connections_.erase(id);
  }

  asio::io_context& io_;
  tcp::acceptor acceptor_;
  std::string address_;
  std::uint16_t port_;
  const Limits limits_;
  const std::shared_ptr<Budget> budget_;
  const Handler handler_;
  const TlsContext tls_;
  asio::steady_timer pause_;
  std::mutex mutex_;  // guards what follows: connections come and go on their own strands
  std::map<std::uint64_t, std::weak_ptr<Connection>> connections_;
  std::size_t served_ = 0;  // without those that are turned away
  std::uint64_t last_id_ = 0;
};

Listener::Listener(asio::io_context& io, std::string address, std::uint16_t port,
                   const Limits& limits, Handler handler, TlsContext tls)
    : impl_(std::make_shared<Impl>(io, std::move(address), port, limits, std::move(handler),
                                   std::move(tls))) {}

Listener::~Listener() = default;

boost::system::error_code Listener::open() {
  return impl_->open();
}
std::uint16_t Listener::port() const {
  return impl_->port();
}
void Listener::start() {
  impl_->do_accept();
}
void Listener::stop() {
  impl_->stop();
}

}  // namespace dashsim::net
