#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dashsim::net {

/// Hosts and networks that calls may go to; all of them when it is empty.
class AllowList {
 public:
  /// Adds HOST, HOST:PORT, ADDRESS, ADDRESS:PORT ([ADDRESS]:PORT for IPv6) or a network such as
  /// 10.0.0.0/8. False if `entry` is none of these.
  [[nodiscard]] bool add(std::string_view entry);

  bool empty() const { return entries_.empty(); }
  /// The name stands there, wherever it leads to.
  bool allows_name(std::string_view host, std::string_view port) const;
  /// The address stands there or is of a network that does.
  bool allows_address(const boost::asio::ip::address& address, std::string_view port) const;

 private:
  struct Entry {
    std::string host;  ///< empty: a network
    boost::asio::ip::address network;
    unsigned prefix_bits = 0;
    std::string port;  ///< empty: any
  };
  static std::optional<Entry> read(std::string_view text);

  std::vector<Entry> entries_;
};

}  // namespace dashsim::net
