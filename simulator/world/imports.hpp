#pragma once

#include <cstdint>

#include "world/effects.hpp"
#include "world/ids.hpp"

/// Numbers that customers bring from elsewhere: imported ones, which Bandwidth routes for them, and
/// external ones, which they keep. Neither belongs to the inventory, and neither ages. Reference:
/// importTnOrders, externalTns, importTnChecker.
namespace dashsim::world {

class World;

// Codes of the catalogue that numbers earn which cannot be imported.
inline constexpr std::uint32_t kForeignImport = 13552;
inline constexpr std::uint32_t kBandwidthImport = 19006;
inline constexpr std::uint32_t kBandwidthExternal = 25060;

enum class ImportVerdict : std::uint8_t {
  kImportable,       ///< nobody has it, or the account has imported it before
  kBandwidthNumber,  ///< it is of the inventory, or came to an account by an order or a port
  kForeignNumber,    ///< another account has imported it
};

/// Whether the account may bring the number.
ImportVerdict import_verdict(const World& world, AccountId account, Tn tn);

/// Puts an order's numbers in service as imported ones or, of orders of type externalTns, external
/// ones. Those that the account has already begin anew, with no setting of before.
Outcome import_numbers(World& world, Order& order, std::optional<std::uint64_t> at_most);
/// Takes them out again: they are gone from the world.
Outcome remove_imported_numbers(World& world, Order& order, std::optional<std::uint64_t> at_most);

}  // namespace dashsim::world
