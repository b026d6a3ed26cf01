#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "net/message.hpp"

/// Calls that the simulator places at customers' servers.
namespace dashsim::net {

struct Url {
  std::string scheme;     ///< http or https
  std::string host;       ///< without the brackets of an IPv6 address
  std::string port;       ///< digits; the scheme's own if the URL names none
  std::string target;     ///< path and query, at least "/"
  std::string authority;  ///< host and port as the URL has them, for the Host header
};

/// Nothing for what is no http or https URL, and for URLs with user info.
std::optional<Url> parse_url(std::string_view url);

struct Outgoing {
  std::string url;
  Headers headers;  ///< without Host, Content-Length and Connection
  std::string body;
  std::chrono::milliseconds timeout;  ///< wall time for the whole exchange
};

/// `error` is set when no answer was had: timed_out after the timeout, operation_not_supported for
/// https (yet).
struct Answer {
  boost::system::error_code error;
  Response response;
};

/// POSTs, and calls `done` once, on the executor.
void post(const boost::asio::any_io_executor& executor, Outgoing outgoing,
          std::function<void(Answer)> done);

}  // namespace dashsim::net
