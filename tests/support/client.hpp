#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "net/message.hpp"

/// A blocking HTTP client for tests, on one kept-alive connection, plain or over TLS.
namespace dashsim::test {

struct Answer {
  int status = 0;  ///< 0: the connection ended without an answer
  net::Headers headers;
  std::string body;

  std::string header(std::string_view name) const {
    return std::string(net::find_header(headers, name));
  }
  std::string location() const { return header("Location"); }
  /// What stands after the last slash of the location.
  std::string created_id() const;
  /// Text at a path below the root of an XML body, such as "Order/id".
  std::string at(std::string_view path) const;
  /// The texts of all elements that a path leads to.
  std::vector<std::string> all(std::string_view path) const;
  /// How many elements a path leads to.
  std::size_t count(std::string_view path) const;
};

class Client {
 public:
  /// Over TLS it trusts the certificates of the PEM text `trusted`; without them it is plain.
  explicit Client(std::uint16_t port, const std::string& trusted = {});
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Answer send(const std::string& method, const std::string& target, const net::Headers& headers,
              const std::string& body);
  /// Bytes as they are, then what comes back until the answers to them are complete: one Answer a
  /// request.
  std::vector<Answer> send_raw(std::string_view bytes, std::size_t answers);

 private:
  class Connection;
  std::uint16_t port_;
  std::string trusted_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace dashsim::test
