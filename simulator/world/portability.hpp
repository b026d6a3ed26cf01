#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "scenario/scenario.hpp"
#include "world/ids.hpp"

/// Who has a telephone number now, and whether it can be ported. Reference: lnpchecker.
namespace dashsim::world {

class World;

enum class PortVerdict : std::uint8_t {
  kPortable,
  kUnknownPlace,        ///< nobody knows its exchange
  kPlaceNotCovered,     ///< neither Bandwidth nor a partner serves its rate center
  kCarrierUnsupported,  ///< there is no agreement with its carrier
  kNotActive,           ///< it is in service with nobody
  kOwnNumber,           ///< the account has it in service already
  kBandwidthNumber,     ///< it is of the inventory, and the rules keep it there
  kExternalNumber,      ///< another account has brought it from elsewhere
};

struct Portability {
  PortVerdict verdict = PortVerdict::kUnknownPlace;
  scenario::PortType type = scenario::PortType::kAutomated;
  const scenario::Block* place = nullptr;      ///< null: unknown
  const scenario::Carrier* carrier = nullptr;  ///< null of internal ports and where none is known
  AccountId holder;                            ///< of internal ports
  std::string_view vendor;                     ///< the partner that serves the place; may be empty
  scenario::Coverage coverage = scenario::Coverage::kNone;
};

/// How a number could come to the account.
Portability look_up(const World& world, AccountId account, Tn tn);

/// The carriers of a scenario, by the numbers that they have.
class Carriers {
 public:
  explicit Carriers(std::vector<scenario::Carrier> carriers);

  /// In the place of the carrier of that SPID, if there is one.
  void put(scenario::Carrier carrier);

  const std::vector<scenario::Carrier>& all() const { return carriers_; }

  struct Entry {
    const scenario::Carrier* carrier = nullptr;
    const scenario::CarrierBlock* block = nullptr;
  };
  /// The smallest block around the number; nulls if there is none. What it points to is valid until
  /// a carrier is put.
  Entry find(Tn tn) const;

 private:
  void index_blocks();

  std::vector<scenario::Carrier> carriers_;
  /// Indices of a carrier and of one of its blocks; the smallest block first.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> blocks_;
};

}  // namespace dashsim::world
