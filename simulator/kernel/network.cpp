#include "kernel/network.hpp"

#include <algorithm>

#include "kernel/text.hpp"

namespace dashsim::kernel {
namespace {

/// A decimal number without leading zeros, which some readers take for octal ones.
std::optional<std::uint32_t> parse_small(std::string_view text, std::uint32_t max) {
  const auto number = parse_whole(text);
  if (!number || *number > max || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

std::optional<std::uint32_t> parse_address(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, '.');
  if (parts.size() != 4) return std::nullopt;
  std::uint32_t address = 0;
  for (const std::string_view part : parts) {
    const auto octet = parse_small(part, 255);
    if (!octet) return std::nullopt;
    address = address << 8U | *octet;
  }
  return address;
}

bool is_label(std::string_view text) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         text.find_first_not_of(kAllowed) == std::string_view::npos;
}

}  // namespace

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == std::string_view::npos) return Network{*address, 32};
  const auto mask = parse_small(text.substr(slash + 1), 32);
  if (!mask) return std::nullopt;
  return Network{*address, *mask};
}

bool is_domain_name(std::string_view text) {
  const std::vector<std::string_view> labels = split(text, '.');
  return text.size() <= 253 && labels.size() >= 2 && std::ranges::all_of(labels, is_label) &&
         !all_digits(labels.back());
}

}  // namespace dashsim::kernel
