#pragma once

#include <gtest/gtest.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "net/listener.hpp"

namespace dashsim::net {

namespace asio = boost::asio;
using asio::ip::tcp;

/// A listener on a port of the system's choice, and clients that speak bytes.
class ListenerTest : public testing::Test {
 protected:
  ~ListenerTest() override { stop(); }

  void listen(Handler handler, const Limits& limits = {}, TlsContext tls = nullptr) {
    listener_ =
        std::make_unique<Listener>(io_, "127.0.0.1", 0, limits, std::move(handler), std::move(tls));
    ASSERT_FALSE(listener_->open());
    listener_->start();
    thread_ = std::thread([this] { io_.run(); });
  }
  /// No handler runs any more: for tests whose handlers refer to what is theirs.
  void stop() {
    if (!thread_.joinable()) return;
    listener_->stop();
    work_.reset();
    thread_.join();
  }
  /// Answers with the method, target and body of what it got.
  static void echo(const Request& request, const Respond& respond) {
    respond({200, {{"X-Echo", request.method}}, request.target + "|" + request.body});
  }

  tcp::socket connect() {
    tcp::socket socket(client_io_);
    socket.connect({asio::ip::make_address("127.0.0.1"), listener_->port()});
    return socket;
  }
  static void write(tcp::socket& socket, std::string_view bytes) {
    boost::system::error_code ignored;  // the server may have hung up already
    asio::write(socket, asio::buffer(bytes), ignored);
  }
  /// All that comes until the server hangs up.
  static std::string read_all(tcp::socket& socket) {
    std::string text;
    boost::system::error_code end;
    asio::read(socket, asio::dynamic_buffer(text), end);
    return text;
  }
  std::string talk(std::string_view bytes) {
    tcp::socket socket = connect();
    write(socket, bytes);
    return read_all(socket);
  }

  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(io_);
  asio::io_context client_io_;
  std::unique_ptr<Listener> listener_;
  std::thread thread_;
};

}  // namespace dashsim::net
