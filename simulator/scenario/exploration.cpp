#include "scenario/exploration.hpp"

#include <algorithm>

#include "kernel/random.hpp"

namespace dashsim::scenario {
namespace {

constexpr std::uint64_t kThousand = 1000;

/// Each fault has a stream of its own, so that another one in the scenario shifts nothing.
bool is_on(const Fault& fault, std::uint64_t seed) {
  return kernel::Random(seed, "explored fault " + fault.name).draw_below(2) == 1;
}

void choose_faults(std::vector<Fault>& faults, std::uint64_t seed, Explored& explored) {
  std::erase_if(faults, [&](const Fault& fault) {
    if (!fault.optional) return false;
    const bool on = is_on(fault, seed);
    (on ? explored.faults_on : explored.faults_off).push_back(fault.name);
    return !on;
  });
  for (Fault& fault : faults) fault.optional = false;
}

std::uint64_t draw_stretch(std::string_view order_type, std::uint64_t seed, std::uint64_t most) {
  kernel::Random random(seed, std::string("explored steps of ").append(order_type));
  const std::uint64_t least = kThousand / most;
  return least + random.draw_below(kThousand * most - least + 1);
}

void stretch(std::vector<Step>& steps, std::uint64_t thousandths) {
  const auto factor = static_cast<kernel::Duration::rep>(thousandths);
  constexpr auto kOne = static_cast<kernel::Duration::rep>(kThousand);
  for (Step& step : steps) step.after = std::min(step.after * factor / kOne, kernel::kDurationMax);
}

void stretch(std::vector<Lifecycle>& lifecycles, std::uint64_t thousandths) {
  for (Lifecycle& lifecycle : lifecycles) {
    stretch(lifecycle.steps, thousandths);
    for (std::vector<Step>& branch : lifecycle.on) stretch(branch, thousandths);
  }
}

}  // namespace

Explored explored(const Scenario& scenario, std::uint64_t seed, const Variation& variation) {
  Explored explored;
  auto varied = std::make_shared<Scenario>(scenario);
  varied->seed = seed;
  varied->variation = variation;
  choose_faults(varied->faults, seed, explored);
  for (TimelineEntry& entry : varied->timeline) choose_faults(entry.faults, seed, explored);
  varied->callbacks.jitter = std::max(varied->callbacks.jitter, variation.delay_max);
  for (const OrderTypeWords& type : all_order_types()) {
    const auto i = static_cast<std::size_t>(type.type);
    explored.stretched[i] = draw_stretch(type.name, seed, variation.stretch);
    stretch(varied->lifecycles[i].variants, explored.stretched[i]);
    stretch(varied->lifecycles[i].usual, explored.stretched[i]);
  }
  explored.scenario = std::move(varied);
  return explored;
}

}  // namespace dashsim::scenario
