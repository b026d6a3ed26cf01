#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "net/allow_list.hpp"
#include "net/message.hpp"
#include "net/tls.hpp"

/// Calls that the simulator places at customers' servers.
namespace dashsim::net {

struct Url {
  std::string scheme;     ///< http or https, in small letters
  std::string host;       ///< without the brackets of an IPv6 address
  std::string port;       ///< digits; the scheme's own if the URL names none
  std::string target;     ///< path and query, at least "/"
  std::string authority;  ///< host and port as the URL has them, for the Host header
};

/// Nothing for what is no http or https URL, and for URLs with user info.
std::optional<Url> parse_url(std::string_view url);

struct Outgoing {
  std::string method;
  std::string url;
  Headers headers;  ///< without Host, Content-Length and Connection
  std::string body;
  std::chrono::milliseconds timeout;  ///< wall time for the whole exchange
  /// Over https, the key that the server's certificate has to carry, whoever signed it; see
  /// PinnedKey. Empty: the certificate is verified.
  std::string public_key{};
};

/// Why a call was not placed, beside the reasons that the system gives.
enum class CallFault : std::uint8_t {
  kBadUrl = 1,
  kNotAllowed,
  kUntrusted,
  kOtherKey,
  kNoKey,
};
/// Codes of this category have texts that are the same on every machine.
const boost::system::error_category& call_category();
boost::system::error_code make_error_code(CallFault fault);

/// `error` is set when no answer was had: timed_out after the timeout, a CallFault, or what the
/// system says.
struct Answer {
  boost::system::error_code error;
  Response response;
};

struct CallbackSettings {
  AllowList allow{};          ///< where calls may go to
  std::string authorities{};  ///< PEM, or empty: roots to trust beside those of the system
  bool insecure = false;      ///< no certificate is verified; pinned keys still are
};

/// Callable from any thread; it outlives its calls.
class CallbackClient {
 public:
  explicit CallbackClient(CallbackSettings settings = {}) : settings_(std::move(settings)) {}

  /// Sends, and calls `done` once, on the executor.
  void send(const boost::asio::any_io_executor& executor, Outgoing outgoing,
            std::function<void(Answer)> done);

 private:
  class Call;
  /// Made when it is first asked for: reading the system's roots takes a while, and most processes
  /// never call over https.
  boost::system::result<TlsContext> context(bool verifies);

  const CallbackSettings settings_;
  std::mutex mutex_;  // guards what follows
  TlsContext verifying_, trusting_;
};

}  // namespace dashsim::net

template <>
struct boost::system::is_error_code_enum<dashsim::net::CallFault> : std::true_type {};
