#include "net/allow_list.hpp"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <charconv>

namespace dashsim::net {
namespace {

using boost::asio::ip::address;

std::optional<unsigned> whole_number(std::string_view text, unsigned max) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool good = error == std::errc() && end == text.data() + text.size() && number <= max;
  return good ? std::optional(number) : std::nullopt;
}

/// An IPv4 address that comes as IPv6 is the IPv4 address.
address plain(const address& given) {
  if (!given.is_v6() || !given.to_v6().is_v4_mapped()) return given;
  return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, given.to_v6());
}

std::optional<address> read_address(std::string_view text) {
  boost::system::error_code error;
  const address read = boost::asio::ip::make_address(std::string(text), error);
  return error ? std::nullopt : std::optional(plain(read));
}

template <class Bytes>
bool same_bits(const Bytes& a, const Bytes& b, unsigned bits) {
  for (std::size_t i = 0; i < a.size() && bits > 0; ++i) {
    const unsigned here = std::min(bits, 8U);
    if (((a[i] ^ b[i]) >> (8 - here)) != 0) return false;
    bits -= here;
  }
  return true;
}

bool in_network(const address& tested, const address& network, unsigned bits) {
  if (tested.is_v4() != network.is_v4()) return false;
  if (tested.is_v4()) return same_bits(tested.to_v4().to_bytes(), network.to_v4().to_bytes(), bits);
  return same_bits(tested.to_v6().to_bytes(), network.to_v6().to_bytes(), bits);
}

unsigned bits_of(const address& any) {
  return any.is_v4() ? 32 : 128;
}

bool is_name(std::string_view text) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
  return !text.empty() && text.find_first_not_of(kAllowed) == std::string_view::npos;
}

}  // namespace

bool AllowList::add(std::string_view entry) {
  auto read_entry = read(entry);
  if (!read_entry) return false;
  entries_.push_back(*std::move(read_entry));
  return true;
}

std::optional<AllowList::Entry> AllowList::read(std::string_view text) {
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    const auto network = read_address(text.substr(0, slash));
    if (!network) return std::nullopt;
    const auto bits = whole_number(text.substr(slash + 1), bits_of(*network));
    if (!bits) return std::nullopt;
    return Entry{{}, *network, *bits, {}};
  }
  if (const auto whole = read_address(text)) return Entry{{}, *whole, bits_of(*whole), {}};
  std::string port;
  if (const std::size_t colon = text.rfind(':');
      colon != std::string_view::npos && !text.ends_with(']')) {
    if (!whole_number(text.substr(colon + 1), 65535)) return std::nullopt;
    port = text.substr(colon + 1);
    text = text.substr(0, colon);
  }
  const bool bracketed = text.starts_with('[') && text.ends_with(']');
  if (bracketed) text = text.substr(1, text.size() - 2);
  if (const auto single = read_address(text)) {
    return Entry{{}, *single, bits_of(*single), std::move(port)};
  }
  Entry named{std::string(text), {}, 0, std::move(port)};
  return !bracketed && is_name(named.host) ? std::optional(std::move(named)) : std::nullopt;
}

bool AllowList::allows_name(std::string_view host, std::string_view port) const {
  if (empty()) return true;
  return std::ranges::any_of(entries_, [&](const Entry& entry) {
    return !entry.host.empty() && boost::beast::iequals(entry.host, host) &&
           (entry.port.empty() || entry.port == port);
  });
}

bool AllowList::allows_address(const address& tested, std::string_view port) const {
  if (empty()) return true;
  return std::ranges::any_of(entries_, [&](const Entry& entry) {
    return entry.host.empty() && (entry.port.empty() || entry.port == port) &&
           in_network(plain(tested), entry.network, entry.prefix_bits);
  });
}

}  // namespace dashsim::net
