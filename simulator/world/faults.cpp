#include "world/faults.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dashsim::world {
namespace {

using scenario::Fault;
using scenario::Latency;

bool is_meant(const Fault& fault, const Question& question, kernel::VirtualTime now) {
  if (fault.callback.has_value() != question.is_callback) return false;
  if ((fault.from && now < *fault.from) || (fault.until && now >= *fault.until)) return false;
  return fits(fault.looks_for, question);
}

kernel::Duration draw_latency(const Latency& latency, kernel::Random& random) {
  if (latency.fixed.count() != 0) return latency.fixed;
  if (latency.to.count() != 0) {
    const auto span = static_cast<std::uint64_t>((latency.to - latency.from).count());
    return latency.from +
           kernel::Duration(static_cast<kernel::Duration::rep>(random.draw_below(span + 1)));
  }
  // Box and Muller; the fraction is not 0 when it is taken from 1.
  const double radius = std::sqrt(-2 * std::log(1 - random.draw_fraction()));
  const double normal = radius * std::cos(2 * std::numbers::pi * random.draw_fraction());
  const double factor = std::exp(latency.sigma * normal);
  const double drawn = static_cast<double>(latency.median.count()) * factor;
  constexpr double kMax = 24.0 * 3600 * 1000;
  return kernel::Duration(static_cast<kernel::Duration::rep>(std::min(drawn, kMax)));
}

/// How long the account must wait until it may ask; 0: it may, and has.
kernel::Duration wait_for_limit(Faults::Rule& rule, AccountId account, kernel::VirtualTime now) {
  using std::chrono::microseconds;  // nanoseconds would not reach the year 9999
  const scenario::RateLimit& limit = *rule.fault.limit;
  const std::int64_t interval =
      microseconds(limit.per).count() / static_cast<std::int64_t>(limit.requests);
  const std::uint64_t burst = limit.burst == 0 ? limit.requests : limit.burst;
  const std::int64_t at = microseconds(now.time_since_epoch()).count();
  std::int64_t& due = rule.due[account];
  const std::int64_t ahead = std::max(due, at) - at;
  const std::int64_t tolerated = interval * static_cast<std::int64_t>(burst - 1);
  if (ahead > tolerated)
    return std::chrono::ceil<kernel::Duration>(microseconds(ahead - tolerated));
  due = std::max(due, at) + interval;
  return kernel::Duration(0);
}

}  // namespace

Faults::Faults(std::uint64_t seed, const std::vector<Fault>& faults) : seed_(seed) {
  for (const Fault& fault : faults) add(fault);
}

void Faults::add(Fault fault) {
  kernel::Random random(seed_, "fault " + fault.name);
  Rule rule{std::move(fault), random};
  const auto known =
      std::ranges::find(rules_, rule.fault.name,
                        [](const Rule& each) -> const std::string& { return each.fault.name; });
  if (known == rules_.end()) {
    rules_.push_back(std::move(rule));
  } else {
    retire(*known);
    *known = std::move(rule);
  }
}

bool Faults::remove(std::string_view name) {
  const auto known = std::ranges::find(
      rules_, name, [](const Rule& each) -> std::string_view { return each.fault.name; });
  if (known == rules_.end()) return false;
  retire(*known);
  rules_.erase(known);
  return true;
}

void Faults::clear() {
  for (const Rule& rule : rules_) retire(rule);
  rules_.clear();
}

void Faults::retire(const Rule& rule) {
  if (rule.seen == 0 && rule.fired == 0) return;
  Use& use = retired_[{to_text(rule.fault.place), rule.fault.name}];
  use.seen += rule.seen;
  use.fired += rule.fired;
}

Faults::Uses Faults::uses() const {
  Uses all = retired_;
  for (const Rule& rule : rules_) {
    Use& use = all[{to_text(rule.fault.place), rule.fault.name}];
    use.seen += rule.seen;
    use.fired += rule.fired;
  }
  return all;
}

FaultHit Faults::happen(Rule& rule) {
  ++rule.fired;
  FaultHit hit{rule.fault};
  if (rule.fault.latency) hit.latency = draw_latency(*rule.fault.latency, rule.random);
  return hit;
}

std::optional<FaultHit> Faults::meet(const Question& question, kernel::VirtualTime now) {
  for (Rule& rule : rules_) {
    const Fault& fault = rule.fault;
    if (fault.optional || (fault.times && rule.fired >= *fault.times)) continue;
    if (!is_meant(fault, question, now)) continue;
    ++rule.seen;
    if ((fault.nth && rule.seen != *fault.nth) || (fault.every && rule.seen % *fault.every != 0))
      continue;
    if (fault.probability < 1 && rule.random.draw_fraction() >= fault.probability) continue;
    kernel::Duration wait{0};
    if (fault.limit) {
      wait = wait_for_limit(rule, question.account, now);
      if (wait.count() == 0) continue;
    }
    FaultHit hit = happen(rule);
    hit.retry_after = wait;
    return hit;
  }
  return std::nullopt;
}

std::optional<FaultHit> Faults::meet_named(std::string_view name) {
  for (Rule& rule : rules_) {
    if (rule.fault.name == name && !rule.fault.callback) return happen(rule);
  }
  return std::nullopt;
}

}  // namespace dashsim::world
