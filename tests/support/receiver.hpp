#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "net/listener.hpp"

/// A customer's server that callbacks arrive at.
namespace dashsim::test {

class Receiver {
 public:
  /// Receivers keep their ports as long as the process lives, so that both plays of a test see the
  /// same URLs. The n-th one that a test asks for is the same in both.
  static Receiver& nth(std::size_t n);
  /// One that speaks HTTPS with a certificate that nobody trusts.
  static Receiver& secure();

  std::string url(const std::string& path = "/hook") const;
  /// The certificate of the secure one, in PEM.
  const std::string& certificate() const { return identity_.certificates; }
  std::vector<net::Request> requests() const;

  /// Answers that the next requests get, in order; afterwards, and without any, 200 with no body.
  void will_answer(std::vector<net::Response> answers);
  /// Called with each request before it is answered, on the receiver's own thread.
  void on_request(std::function<void(const net::Request&)> action);
  /// Does not answer any more.
  void falls_silent();
  void forget_everything();

  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

 private:
  explicit Receiver(net::Identity identity);
  void handle(const net::Request& request, const net::Respond& respond);

  struct Server;
  net::Identity identity_;  // empty: plain HTTP
  std::unique_ptr<Server> server_;
  mutable std::mutex mutex_;
  std::vector<net::Request> requests_;
  std::vector<net::Response> answers_;
  std::function<void(const net::Request&)> action_;
  bool silent_ = false;
  std::vector<net::Respond> unanswered_;
};

}  // namespace dashsim::test
