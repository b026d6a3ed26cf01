#include "world/rule_uses.hpp"

#include <fmt/format.h>

#include "world/world.hpp"

namespace dashsim::world {
namespace {

using scenario::Fault;
using scenario::Place;
using scenario::Scenario;

/// Lists the rules of a scenario, with the uses of a world if there is one.
class RuleList {
 public:
  RuleList(const Scenario& scenario, const World* world) : scenario_(scenario), world_(world) {
    if (world_ != nullptr) faults_ = world_->faults().uses();
  }

  std::vector<RuleUse> list() {
    for (const scenario::OrderTypeWords& type : scenario::all_order_types()) add_lifecycles(type);
    for (const Fault& fault : scenario_.faults) add(fault);
    add_timeline();
    add_subscriptions();
    return std::move(uses_);
  }

 private:
  void add(std::string_view kind, std::string name, const Place& place, Faults::Use use) {
    if (place.built_in) return;
    uses_.push_back({kind, std::move(name), to_text(place), use.seen, use.fired});
  }
  /// Of rules that happen whenever they match.
  void add(std::string_view kind, std::string name, const Place& place, std::uint64_t times) {
    add(kind, std::move(name), place, Faults::Use{times, times});
  }

  void add_lifecycles(const scenario::OrderTypeWords& type) {
    const auto& variants = scenario_.lifecycles[static_cast<std::size_t>(type.type)].variants;
    for (std::size_t i = 0; i < variants.size(); ++i) {
      add("lifecycle", fmt::format("{}: {}", type.name, variants[i].name), variants[i].place,
          world_ == nullptr ? 0 : world_->uses_of(type.type, i));
    }
  }

  void add(const Fault& fault) {
    if (fault.optional) return;
    const auto found = faults_.find({to_text(fault.place), fault.name});
    add("fault", fault.name, fault.place, found == faults_.end() ? Faults::Use{} : found->second);
  }

  void add_timeline() {
    for (std::size_t i = 0; i < scenario_.timeline.size(); ++i) {
      const scenario::TimelineEntry& entry = scenario_.timeline[i];
      add("timeline", kernel::format_instant(entry.at), entry.place,
          world_ == nullptr ? 0 : count_at(world_->rule_counts().timeline, i));
      for (const Fault& fault : entry.faults) add(fault);
    }
  }

  void add_subscriptions() {
    for (std::size_t i = 0; i < scenario_.subscriptions.size(); ++i) {
      const scenario::Subscription& each = scenario_.subscriptions[i];
      const std::string_view what =
          each.order_type ? scenario::words(*each.order_type).name : each.event_type;
      add("subscription", fmt::format("{} to {}{}", what, each.url, each.email), each.place,
          world_ == nullptr ? 0 : count_at(world_->rule_counts().subscriptions, i));
    }
  }

  static std::uint64_t count_at(const std::map<std::size_t, std::uint64_t>& counts,
                                std::size_t place) {
    const auto found = counts.find(place);
    return found == counts.end() ? 0 : found->second;
  }

  const Scenario& scenario_;
  const World* world_;
  Faults::Uses faults_;
  std::vector<RuleUse> uses_;
};

}  // namespace

std::vector<RuleUse> unused_rules(const Scenario& scenario) {
  return RuleList(scenario, nullptr).list();
}

std::vector<RuleUse> rule_uses(const World& world) {
  return RuleList(world.scenario(), &world).list();
}

}  // namespace dashsim::world
