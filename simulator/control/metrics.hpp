#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "world/journal.hpp"
#include "world/rule_uses.hpp"
#include "world/world.hpp"

/// What a server tells of all its worlds together.
namespace dashsim::control {

/// How long answers took, of wall time.
struct Histogram {
  static constexpr std::array<double, 14> kSecondsMax{
      0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30};
  /// How many fell between a bound and the one before; the last are beyond all bounds.
  std::array<std::uint64_t, kSecondsMax.size() + 1> counts{};
  std::chrono::nanoseconds sum{0};

  void note(std::chrono::nanoseconds took);
};

/// What worlds have counted since they began. It never becomes less: what worlds have counted that
/// are gone is added up.
struct Tally {
  world::Journal::Counts exchanges;
  world::AttemptCounts attempts;
  std::map<std::string, std::uint64_t, std::less<>> faults;  ///< that happened, by name
  std::map<std::string, world::RuleUse, std::less<>> rules;  ///< by place
  std::uint64_t journal_dropped = 0;
  std::map<std::string, Histogram, std::less<>> latencies;  ///< by operation

  void add(const Tally& other);
  /// What another one has counted that is, or will be, counted elsewhere. The sum of all is right,
  /// though a part of it may be less than nothing meanwhile.
  void take_away(const Tally& other);
};
Tally tally_of(const world::World& world);

/// What worlds have at the moment.
struct Stock {
  std::map<std::pair<std::string_view, std::string_view>, std::uint64_t>
      orders;  ///< by type and state
  std::uint64_t worlds = 0;
  std::uint64_t events = 0;
  std::uint64_t journal_entries = 0;

  void add(const Stock& other);
};
Stock stock_of(const world::World& world);

struct Figures {
  Tally tally;
  Stock stock;
};

/// In the text format 0.0.4 of Prometheus.
std::string metrics_text(const Figures& figures, std::string_view version,
                         std::uint64_t uptime_seconds);

}  // namespace dashsim::control
