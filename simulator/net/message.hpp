#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// HTTP messages as plain values, so that nothing above `net` needs Beast.
namespace dashsim::net {

struct Header {
  std::string name;
  std::string value;
};
using Headers = std::vector<Header>;

/// Value of the first header of that name, in any letter case; empty if there is none.
std::string_view find_header(const Headers& headers, std::string_view name);

struct Request {
  std::string method;  ///< as sent: GET, POST, ...
  std::string target;  ///< origin form: path and query, still percent-encoded
  Headers headers;     ///< in the order of arrival
  std::string body;    ///< transfer and content coding removed
  bool body_too_large =
      false;  ///< the limit was passed: `body` is empty and the connection closes after the answer
  bool secure = false;  ///< came over TLS: links in the answer begin with https
};

/// How an answer goes wrong on its way, for servers that are to fail on purpose.
enum class Mishap : std::uint8_t {
  kNone,
  kReset,    ///< the connection is reset
  kClose,    ///< it is closed without an answer
  kHalf,     ///< half of the answer, then it is closed
  kGarbage,  ///< bytes that are no HTTP, then it is closed
  kSlow,     ///< the answer comes in small pieces
  kSilence,  ///< nothing, and the connection stays open until the client leaves or is too idle
};

struct Response {
  int status = 200;
  Headers headers;  ///< without Content-Length, Date and Connection: `net` writes the first and
                    ///< last, the world the Date
  std::string body;
  Mishap mishap = Mishap::kNone;
  std::chrono::milliseconds delay{0};  ///< of wall time before it is written
};

/// "OK" for 200 and so on; "Unknown" for a status without a registered phrase.
std::string_view reason_phrase(int status);

}  // namespace dashsim::net
