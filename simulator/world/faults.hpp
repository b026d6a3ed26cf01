#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/random.hpp"
#include "scenario/faults.hpp"
#include "world/matching.hpp"

/// Requests and callbacks that go wrong because a rule says so. What a rule has seen and done is
/// counted; chance comes from the world's seed, a stream a rule.
namespace dashsim::world {

/// A rule that a request or a callback has met.
struct FaultHit {
  scenario::Fault fault;
  kernel::Duration latency{0};
  kernel::Duration retry_after{0};  ///< until the account may ask again; of limits
};

class Faults {
 public:
  struct Use {
    std::uint64_t seen = 0;   ///< what a rule was looking for
    std::uint64_t fired = 0;  ///< and happened to
  };
  struct Rule {
    scenario::Fault fault;
    kernel::Random random;
    std::uint64_t seen = 0;
    std::uint64_t fired = 0;
    /// Of a limit: when an account that asks evenly would ask next, in microseconds of virtual
    /// time.
    std::map<AccountId, std::int64_t> due{};
  };

  Faults(std::uint64_t seed, const std::vector<scenario::Fault>& faults);

  bool empty() const { return rules_.empty(); }
  const std::deque<Rule>& rules() const { return rules_; }
  /// A rule of the same name is replaced, and forgets what it has counted.
  void add(scenario::Fault fault);
  /// False if there is none of that name.
  bool remove(std::string_view name);
  void clear();

  /// The first rule that happens to the request or callback. Counts.
  std::optional<FaultHit> meet(const Question& question, kernel::VirtualTime now);
  /// The rule of that name, whatever it looks for.
  std::optional<FaultHit> meet_named(std::string_view name);
  /// A request has asked for a fault that no rule stands for.
  void note_asked() { ++asked_; }
  std::uint64_t asked() const { return asked_; }

  /// What all rules since the world began have seen and done, by their places and names: also those
  /// that are over.
  using Uses = std::map<std::pair<std::string, std::string>, Use>;
  Uses uses() const;

 private:
  FaultHit happen(Rule& rule);
  /// Keeps what a rule has counted that is over.
  void retire(const Rule& rule);

  std::uint64_t seed_;
  std::deque<Rule> rules_;
  Uses retired_;
  std::uint64_t asked_ = 0;
};

}  // namespace dashsim::world
