#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "scenario/builtins.hpp"
#include "world/lifecycles.hpp"
#include "world/world.hpp"

namespace dashsim::world {

/// The scenario that lays `more` over the built-in one.
inline std::shared_ptr<const scenario::Scenario> load(const std::string& more) {
  const scenario::Loader loader(scenario::builtins(),
                                [](const std::string&) { return std::nullopt; });
  scenario::Loaded loaded = loader.load_text("test.yaml", "scenario: test\n" + more);
  if (loaded.scenario == nullptr) throw std::runtime_error(to_line(loaded.complaints[0]));
  return loaded.scenario;
}

/// A world and what a story does to it, in the words of the story.
class WorldTest : public testing::Test {
 protected:
  explicit WorldTest(const std::string& more = {}) : world("test", load(more)) {}

  static constexpr AccountId kAccount{9900000};

  OrderRequest request(const std::vector<std::uint64_t>& numbers) {
    OrderRequest made;
    made.user = "tester";
    made.site = SiteId{743};
    for (const std::uint64_t number : numbers) made.numbers.push_back({number});
    return made;
  }
  Order& order(OrderRequest made) {
    return place_order(world, OrderType::kOrders, kAccount, std::move(made));
  }
  Order& disconnect(const std::vector<std::uint64_t>& numbers) {
    return place_order(world, OrderType::kDisconnects, kAccount, request(numbers));
  }
  void pass(kernel::Duration duration) {
    const kernel::VirtualTime until = world.now() + duration;
    while (world.events().next() != nullptr && world.events().next()->time <= until)
      world.run_next_event();
    world.move_clock(until);
  }
  std::vector<std::string> states(const Order& of) {
    std::vector<std::string> names;
    for (const HistoryEntry& entry : of.history) names.emplace_back(entry.status->name);
    return names;
  }
  Subscription& subscribe(const std::string& url, const std::string& order_id = {}) {
    Subscription made;
    made.id = world.new_subscription_id();
    made.account = kAccount;
    made.order_type = OrderType::kOrders;
    made.order_id = order_id;
    made.callback = CallbackSubscription{};
    made.callback->url = url;
    Subscription& added = world.subscriptions().add(std::move(made));
    world.watch_expiry(added);
    return added;
  }

  World world;
};

}  // namespace dashsim::world
