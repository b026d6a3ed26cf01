#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kernel/time.hpp"
#include "scenario/complaints.hpp"
#include "scenario/matcher.hpp"

/// What a test asks of a world's journal: whether something was asked so often, or in an order.
namespace dashsim::scenario {

struct Shape;

struct Verification {
  bool of_callbacks = false;
  Matcher looks_for;
  std::optional<std::uint64_t> status;
  std::optional<std::uint64_t> times, at_least, at_most;  ///< none: at least once
  std::optional<kernel::Duration> within;                 ///< only the latest virtual time
  std::vector<Matcher> in_order;  ///< instead: these came one after the other, others between them

  std::uint64_t least() const { return times.value_or(at_least.value_or(at_most ? 0 : 1)); }
  /// Inclusive.
  std::uint64_t most() const { return times.value_or(at_most.value_or(UINT64_MAX)); }
};

/// A verification, or everything that is wrong with it.
struct LoadedVerification {
  Verification verification;
  std::vector<Complaint> complaints;
};

/// What one may hold.
const Shape& verification_shape();

/// From JSON or YAML. `operations` are those that there are.
LoadedVerification load_verification(const std::string& text,
                                     std::span<const std::string> operations);

}  // namespace dashsim::scenario
