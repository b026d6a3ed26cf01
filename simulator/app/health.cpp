#include <fmt/format.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>

#include "app/commands.hpp"

namespace dashsim::app {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

/// An address that listens everywhere is asked on loopback.
std::string reachable(const std::string& address) {
  if (address == "0.0.0.0") return "127.0.0.1";
  if (address == "::") return "::1";
  return address;
}

}  // namespace

int health(const Options& options) {
  asio::io_context io;
  boost::beast::tcp_stream stream(io);
  http::response<http::string_body> response;
  boost::beast::flat_buffer buffer;
  http::request<http::empty_body> request{http::verb::get, "/_sim/health", 11};
  request.set(http::field::host, options.address);
  boost::system::error_code error;
  const auto address = asio::ip::make_address(reachable(options.address), error);
  if (!error) {
    stream.expires_after(std::chrono::seconds(5));
    stream.async_connect({address, options.port}, [&](boost::system::error_code connected) {
      if ((error = connected)) return;
      http::async_write(stream, request, [&](boost::system::error_code written, std::size_t) {
        if ((error = written)) return;
        http::async_read(stream, buffer, response,
                         [&](boost::system::error_code read, std::size_t) { error = read; });
      });
    });
    io.run();
  }
  if (error) {
    fmt::print(stderr, "dashsim: no answer from {}:{}: {}\n", options.address, options.port,
               error.message());
    return 1;
  }
  fmt::print("{}", response.body());
  return response.result() == http::status::ok ? 0 : 1;
}

}  // namespace dashsim::app
