#pragma once

#include <cstddef>
#include <string>

namespace dashsim::bench {

/// Sends the same request over and over on kept-alive connections to 127.0.0.1, one request at a
/// time on each, from this thread.
struct Load {
  int port = 0;
  std::string request;  ///< all its bytes
  std::size_t connections = 32;
  double seconds = 0.5;         ///< of wall time
  std::size_t answers_max = 0;  ///< ends when there were so many; 0: when the time is over
};

struct LoadResult {
  double requests_per_second = 0;
  std::size_t body_bytes = 0;  ///< of the last answer
  std::size_t failures = 0;    ///< answers that are no 2xx
};

LoadResult run(const Load& load);

/// Requests on one kept-alive connection, one after the other.
class Line {
 public:
  explicit Line(int port);
  ~Line();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  /// The whole answer's bytes; fewer if the server hangs up.
  std::string ask(const std::string& request);

 private:
  int socket_;
};

/// One request on a connection of its own; the whole answer's bytes.
std::string ask(int port, const std::string& request);

/// The bytes of a request with credentials of the built-in tester.
std::string request(const std::string& method, const std::string& path,
                    const std::string& body = {});

}  // namespace dashsim::bench
