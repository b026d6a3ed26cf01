#pragma once

#include <chrono>
#include <cstddef>

namespace dashsim::net {

/// What a listener takes from a client before it refuses or hangs up.
struct Limits {
  std::size_t header_bytes_max = 16UL << 10U;  ///< request line and headers; beyond: 431
  std::size_t body_bytes_max = 8UL
                               << 20U;   ///< beyond: the handler is told, and the connection closes
  std::size_t connections_max = 16'384;  ///< beyond: 503
  /// Of bodies and answers that all connections hold together, without small ones; beyond: 503.
  std::size_t held_bytes_max = 256UL << 20U;
  /// Wall time for a client to send a whole request, or to take an answer; beyond: hung up on.
  std::chrono::milliseconds idle_max = std::chrono::seconds(60);
};

}  // namespace dashsim::net
