#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

/// What the timeline and the control API can make happen: checked against what there is by then.
namespace dashsim::scenario {

/// What there is at a time, as far as happenings speak of it.
struct Surroundings {
  struct Offer {
    std::string pattern;  ///< of its block
    std::uint64_t last = 0;
    int line = 0;
  };

  std::set<std::uint64_t> accounts;
  std::map<std::uint64_t, std::uint64_t> sip_peers;  ///< with their accounts
  std::map<std::uint64_t, Offer> inventory;  ///< by their first numbers; none overlaps another
  std::set<std::string> users, faults;
  std::map<std::string, std::string> carriers;  ///< SPIDs by their blocks

  /// Null if no number of the range is offered.
  const Offer* find(const TnRange& range) const;
  /// Unless it overlaps another one.
  void add(const Block& block);
  void add(const Carrier& carrier);
};

/// The numbers that both have.
std::optional<TnRange> overlap(const TnRange& a, const TnRange& b);
/// What is left of `range`, in rising order: nothing, one part or two.
std::vector<TnRange> without(const TnRange& range, const TnRange& cut);

/// Complains of a block that lacks something, or of which `around` holds numbers already.
void check_block(const Block& block, const Surroundings& around, Complaints& complaints);
void check_carrier(const Carrier& carrier, const Surroundings& around, Complaints& complaints);
void check_user(const User& user, const Surroundings& around, Complaints& complaints);

/// Complains of what cannot happen in these surroundings, and changes them by what can.
/// `operations` are those that faults may look for.
void check_happening(const TimelineEntry& entry, Surroundings& around,
                     std::span<const std::string> operations, Complaints& complaints);

/// Something that happens, or everything that is wrong with it.
struct LoadedHappening {
  TimelineEntry entry;
  std::vector<Complaint> complaints;
};

/// From a document such as {"withdraw": ["919439xxxx"]}, JSON or YAML: an entry of a timeline that
/// happens at `now`.
LoadedHappening load_happening(const std::string& text, kernel::VirtualTime now,
                               Surroundings around, std::span<const std::string> operations);

}  // namespace dashsim::scenario
