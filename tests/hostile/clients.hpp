#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

/// Clients that do what they want with their sockets, and one that behaves.
namespace dashsim::hostile {

/// Bytes of a request of the built-in tester. `world` is named by a header; empty: none is.
std::string request(const std::string& method, const std::string& path,
                    const std::string& body = {}, const std::string& world = {});

/// A connection to a port of this machine.
class Line {
 public:
  /// Comes from the address 127.0.0.`from`, so that each test has the ports of an address for
  /// itself. With `takes_little` the system has hardly any room for what is under way. Throws if it
  /// cannot connect.
  Line(std::uint16_t port, int from, bool takes_little = false);
  ~Line();
  Line(Line&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  Line& operator=(Line&& other) noexcept {
    std::swap(socket_, other.socket_);
    return *this;
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  /// Sends all of it; false if the server has hung up.
  bool say(std::string_view bytes);
  /// Sends what goes without waiting; how much that was. The server may have hung up.
  std::size_t try_say(std::string_view bytes);
  /// The next whole answer, or what came until the server hung up.
  std::string hear();
  /// Whether the server has hung up, of which everything that it has sent is passed over.
  bool is_over();
  int socket() const { return socket_; }

 private:
  int socket_ = -1;
  std::string heard_;
};

/// Number in the first line of an answer; 0 if it is none.
int status_of(std::string_view answer);
/// Value of a header; empty if there is none.
std::string header_of(std::string_view answer, std::string_view name);

/// Asks one thing after the other, every tenth time on a new connection, until it is told to stop,
/// and notes how long each answer takes.
class PoliteClient {
 public:
  PoliteClient(std::uint16_t port, int from, std::string world = {});
  ~PoliteClient();
  PoliteClient(const PoliteClient&) = delete;
  PoliteClient& operator=(const PoliteClient&) = delete;

  /// Ends it. Milliseconds that 99 of 100 answers took at most.
  double stop();
  std::size_t answers() const { return answers_; }
  std::size_t failures() const { return failures_; }  ///< answers that were not 200

 private:
  void run(std::uint16_t port, int from, const std::string& world);

  std::atomic<bool> stopped_ = false;
  std::atomic<std::size_t> answers_ = 0, failures_ = 0;
  std::vector<double> milliseconds_;
  std::thread thread_;
};

/// Takes connections and never says a word.
class SilentReceiver {
 public:
  SilentReceiver();
  ~SilentReceiver();
  SilentReceiver(const SilentReceiver&) = delete;
  SilentReceiver& operator=(const SilentReceiver&) = delete;

  std::uint16_t port() const { return port_; }
  /// Waits until somebody has called.
  void wait_for_call();

 private:
  int socket_ = -1;
  int call_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace dashsim::hostile
