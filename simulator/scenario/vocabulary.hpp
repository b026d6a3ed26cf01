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
  kImportToAccounts,
  kMoveTns,
  kNumbersAssignment,
  kEmergencyNotificationGroupOrders,
  kEmergencyNotificationEndpointOrders,
};
inline constexpr std::size_t kOrderTypes = 19;

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
  bool subscribable = true;  ///< whether anybody can subscribe to them
};

const OrderTypeWords& words(OrderType type);
std::span<const OrderTypeWords> all_order_types();
/// Letter case aside: subscriptions write importtnorders as well as importTnOrders.
std::optional<OrderType> find_order_type(std::string_view name);
/// Likewise, of the types that subscriptions know.
std::optional<OrderType> find_subscribable(std::string_view name);
/// Null if orders of this type have no such state. States live forever and may be compared by
/// address.
const State* find_state(OrderType type, std::string_view name);

/// Events that subscribers may ask for, besides those of orders. Reference: subscriptions.
inline constexpr std::array<std::string_view, 1> kEventTypes{"MESSAGING_LOST"};

/// What makes an order's lifecycle leave its path for another one: `on: {supp: [...]}`.
enum class Trigger : std::uint8_t {
  kClose,     ///< a client wants no more of it
  kDraft,     ///< it is placed, but only as a draft
  kSubmit,    ///< a draft is to be processed
  kSupp,      ///< a client has changed it
  kCancel,    ///< a client cancels it
  kActivate,  ///< a client has set the time at which its numbers move
  kDocument,  ///< a file has been uploaded
  kAccept,    ///< the customer who loses the numbers has nothing against it
  kNote,      ///< a client has added a note
};
inline constexpr std::array<std::string_view, 9> kTriggerNames{
    "close", "draft", "submit", "supp", "cancel", "activate", "document", "accept", "note"};

/// What a step does to the world besides changing the order's state.
enum class Effect : std::uint8_t {
  kAssignNumbers,
  kDisconnectNumbers,
  kPortIn,                 ///< numbers come to the order's account
  kRequestPortOut,         ///< an LSR asks for the numbers where they are
  kValidatePortOut,        ///< the customer who loses the numbers is asked
  kPortOut,                ///< numbers leave the order's account for another carrier
  kImportNumbers,          ///< numbers that are not Bandwidth's are put in service
  kRemoveImportedNumbers,  ///< and taken out again
  kMoveNumbers,            ///< numbers go to another site or SIP peer of their account
  kProvisionE911,          ///< addresses for emergency calls are put in place, or removed
  kSetLidb,                ///< the names of callers from the numbers
  kSetDlda,                ///< their directory listings
  kSetTnOptions,           ///< their line features
  kAssignToEndUsers,       ///< whether end users have them
  kChangeEmergencyGroup,
  kChangeEmergencyEndpoints,
};
inline constexpr std::array<std::string_view, 16> kEffectNames{"assign_numbers",
                                                               "disconnect_numbers",
                                                               "port_in",
                                                               "request_port_out",
                                                               "validate_port_out",
                                                               "port_out",
                                                               "import_numbers",
                                                               "remove_imported_numbers",
                                                               "move_numbers",
                                                               "provision_e911",
                                                               "set_lidb",
                                                               "set_dlda",
                                                               "set_tn_options",
                                                               "assign_to_end_users",
                                                               "change_emergency_group",
                                                               "change_emergency_endpoints"};

/// Times that a step can wait for, besides a delay.
enum class StepTime : std::uint8_t {
  kAfterDelay,
  kActivation,  ///< when the numbers of the order are to move
  kEvent,       ///< when somebody says so over the control API
  kMoment,      ///< an instant
};
/// Those that have a word; a moment is written itself.
inline constexpr std::array<std::string_view, 3> kStepTimes{"after_delay", "activation", "event"};

/// How the numbers of a port are handled. Reference: lnpchecker.
enum class PortType : std::uint8_t {
  kAutomated,
  kAutomatedOffnet,
  kManualOnnet,
  kManualOffnet,
  kInternal,
  kAutomatedTollfree,
  kManualTollfree,
};
inline constexpr std::array<std::string_view, 7> kPortTypes{
    "AUTOMATED", "AUTOMATEDOFFNET",   "MANUALONNET",   "MANUALOFFNET",
    "INTERNAL",  "AUTOMATEDTOLLFREE", "MANUALTOLLFREE"};

/// Who serves a rate center. Reference: lnpchecker.
enum class Coverage : std::uint8_t {
  kOnNet,    ///< Bandwidth
  kPartner,  ///< a partner of Bandwidth
  kNone,     ///< nobody: numbers there cannot be ported
};
inline constexpr std::array<std::string_view, 3> kCoverages{"on_net", "partner", "none"};

}  // namespace dashsim::scenario
