#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Hosts as people write them: addresses and networks of IP version 4, and domain names.
namespace dashsim::kernel {

/// A network, or one address, which is a network of 32 fixed bits.
struct Network {
  std::uint32_t address = 0;
  unsigned fixed_bits = 32;

  std::uint32_t first() const { return address & mask(); }
  std::uint32_t last() const { return address | ~mask(); }
  bool single() const { return fixed_bits == 32; }
  /// The bits behind the mask are zero, as in the address of a network.
  bool begins_at_its_address() const { return first() == address; }
  bool overlaps(const Network& other) const {
    return first() <= other.last() && other.first() <= last();
  }

 private:
  std::uint32_t mask() const { return fixed_bits == 0 ? 0 : ~0U << (32 - fixed_bits); }
};

/// "2.1.1.9" or "2.1.1.96/30"; a mask of 0 to 32.
std::optional<Network> parse_network(std::string_view text);

/// At least two labels of letters, digits, dashes and underscores; what looks like an address is no
/// name.
bool is_domain_name(std::string_view text);

}  // namespace dashsim::kernel
