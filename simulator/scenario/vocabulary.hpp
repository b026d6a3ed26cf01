#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The words that scenarios and worlds share: order types with their states, triggers, effects.
/// Reference: callbacks (notified states), subscriptions (order types), clients.md section 8
/// (states).
namespace dashsim::scenario {

/// Spelled and ordered as in the reference's list of subscription order types.
enum class OrderType : std::uint8_t {
  kPortins,
  kPortouts,
  kOrders,
  kDisconnects,
  kDldas,
  kLsrorders,
  kE911s,
  kTnoptions,
  kExternalTns,
  kLidb,
  kBulkPortins,
  kImportTnOrders,
  kRemoveImportedTnOrders,
  kCsrs,
};
inline constexpr std::size_t kOrderTypes = 14;

/// A state that an order may be in. `name` is what clients read.
struct State {
  std::string_view name;
  bool final = false;     ///< nothing but a note happens to the order after it
  bool notified = false;  ///< reaching it is told to subscribers
  std::string_view note;  ///< what the history says when nobody gave a better note
};

struct OrderTypeWords {
  OrderType type;
  std::string_view name;  ///< as subscriptions spell it
  std::span<const State> states;
};

const OrderTypeWords& words(OrderType type);
std::span<const OrderTypeWords> all_order_types();
/// Letter case aside: subscriptions write importtnorders as well as importTnOrders.
std::optional<OrderType> find_order_type(std::string_view name);
/// Null if orders of this type have no such state. States live forever and may be compared by
/// address.
const State* find_state(OrderType type, std::string_view name);

/// Events that subscribers may ask for, besides those of orders. Reference: subscriptions.
inline constexpr std::array<std::string_view, 1> kEventTypes{"MESSAGING_LOST"};

/// What a client or an operator does to an order that makes its lifecycle leave its path.
enum class Trigger : std::uint8_t { kClose };
inline constexpr std::array<std::string_view, 1> kTriggerNames{"close"};

/// What a step does to the world besides changing the order's state.
enum class Effect : std::uint8_t { kAssignNumbers, kDisconnectNumbers };
inline constexpr std::array<std::string_view, 2> kEffectNames{"assign_numbers",
                                                              "disconnect_numbers"};

}  // namespace dashsim::scenario
