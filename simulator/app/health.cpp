#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <cstdio>

#include "app/commands.hpp"
#include "app/note.hpp"
#include "app/settings.hpp"
#include "net/callback_client.hpp"

namespace dashsim::app {
namespace {

/// An address that listens everywhere is asked on loopback.
std::string reachable(const std::string& address) {
  if (address == "0.0.0.0") return "127.0.0.1";
  if (address == "::") return "::1";
  return address;
}

}  // namespace

int health(const Options& options) {
  boost::asio::io_context io;
  // A server on this machine is known by its port, and nothing secret is said to it.
  net::CallbackClient client({.insecure = true});
  net::Answer answer;
  client.send(io.get_executor(),
              {.method = "GET",
               .url = url_of(options, reachable(options.address), options.port) + "/_sim/health",
               .headers = {},
               .body = {},
               .timeout = std::chrono::seconds(5)},
              [&](net::Answer got) { answer = std::move(got); });
  io.run();
  if (answer.error) {
    note("no answer from {}:{}: {}", options.address, options.port, answer.error.message());
    return 1;
  }
  fmt::print("{}", answer.response.body);
  return answer.response.status == 200 ? 0 : 1;
}

}  // namespace dashsim::app
