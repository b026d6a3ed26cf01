#include "scenario/vocabulary.hpp"

#include "kernel/text.hpp"

namespace dashsim::scenario {
namespace {

constexpr bool kFinal = true;
constexpr bool kGoesOn = false;
constexpr bool kNotified = true;
constexpr bool kSilent = false;

constexpr State kPortinStates[] = {
    {"DRAFT", kGoesOn, kSilent, "Order saved as a draft"},
    {"VALIDATE_DRAFT_TFNS", kGoesOn, kSilent, "Toll-free numbers are being validated"},
    {"INVALID_DRAFT_TFNS", kGoesOn, kSilent, "Toll-free numbers are not valid"},
    {"VALID_DRAFT_TFNS", kGoesOn, kSilent, "Toll-free numbers are valid"},
    {"VALIDATE_TFNS", kGoesOn, kSilent, "Toll-free numbers are being validated"},
    {"INVALID_TFNS", kGoesOn, kSilent, "Toll-free numbers are not valid"},
    {"PENDING_DOCUMENTS", kGoesOn, kNotified, "Documents are awaited"},
    {"SUBMITTED", kGoesOn, kNotified, "Order submitted to the losing carrier"},
    {"EXCEPTION", kGoesOn, kNotified, "The losing carrier rejected the order"},
    {"REQUESTED_SUPP", kGoesOn, kNotified, "Supplement requested"},
    {"FOC", kGoesOn, kNotified, "Firm order commitment received"},
    {"REQUESTED_CANCEL", kGoesOn, kNotified, "Cancellation requested"},
    {"CANCELLED", kFinal, kNotified, "Order cancelled"},
    {"COMPLETE", kFinal, kNotified, "Order complete"},
};
constexpr State kPortoutStates[] = {
    {"NEW", kGoesOn, kSilent, "Port-out requested"},
    {"MODIFY", kGoesOn, kSilent, "Port-out changed"},
    {"VALIDATION_FAILED_NEW", kGoesOn, kSilent, "Port-out did not pass validation"},
    {"VALIDATION_FAILED_SUPP", kGoesOn, kSilent, "Port-out did not pass validation"},
    {"VALIDATION_FAILED_MODIFY", kGoesOn, kSilent, "Port-out did not pass validation"},
    {"EXCEPTION", kGoesOn, kSilent, "Port-out is in exception"},
    {"SOA_PENDING", kGoesOn, kSilent, "Port-out awaits its activation"},
    {"SOA_CONFLICT", kGoesOn, kSilent, "Port-out is in conflict"},
    {"CANCELLED", kFinal, kSilent, "Port-out cancelled"},
    {"COMPLETE", kFinal, kNotified, "Port-out complete"},
};
constexpr State kOrderStates[] = {
    {"RECEIVED", kGoesOn, kSilent, "Order received"},
    {"BACKORDERED", kGoesOn, kNotified, "Order backordered - awaiting additional numbers"},
    {"COMPLETE", kFinal, kNotified, "Order complete"},
    {"PARTIAL", kFinal, kNotified, "Order partially complete"},
    {"FAILED", kFinal, kNotified, "Order failed"},
};
constexpr State kDisconnectStates[] = {
    {"RECEIVED", kGoesOn, kSilent, "Order received"},
    {"COMPLETE", kFinal, kNotified, "Order complete"},
    {"PARTIAL", kFinal, kNotified, "Order partially complete"},
    {"FAILED", kFinal, kNotified, "Order failed"},
};
constexpr State kDldaStates[] = {
    {"RECEIVED", kGoesOn, kNotified, "The DL/DA request has been received"},
    {"PROCESSING", kGoesOn, kNotified,
     "The DL/DA request is being processed by our 3rd party supplier"},
    {"COMPLETE", kFinal, kNotified, "The DL/DA request is complete for all TNs"},
    {"PARTIAL", kFinal, kNotified, "The DL/DA request is complete for some TNs"},
    {"FAILED", kFinal, kNotified, "The DL/DA request failed"},
};
constexpr State kTnOptionStates[] = {
    {"RECEIVED", kGoesOn, kNotified, "Order received"},
    {"PROCESSING", kGoesOn, kNotified, "Order is being processed"},
    {"COMPLETE", kFinal, kNotified, "Order complete"},
    {"PARTIAL", kFinal, kNotified, "Order partially complete"},
    {"FAILED", kFinal, kNotified, "Order failed"},
};
constexpr State kLsrStates[] = {
    {"PENDING", kGoesOn, kNotified, "Order received"},
    {"FOC", kGoesOn, kNotified, "Firm order commitment received"},
    {"EXCEPTION", kGoesOn, kNotified, "The order was rejected"},
    {"COMPLETE", kFinal, kNotified, "Order complete"},
    {"CANCELLED", kFinal, kNotified, "Order cancelled"},
    {"PARTIAL", kFinal, kNotified, "Order partially complete"},
    {"FAILED", kFinal, kNotified, "Order failed"},
};
constexpr State kE911States[] = {
    {"RECEIVED", kGoesOn, kNotified, "Order received"},
    {"PROCESSING", kGoesOn, kNotified, "Order is being processed"},
    {"COMPLETE", kFinal, kNotified, "Order complete"},
    {"ADJUSTED_COMPLETE", kFinal, kNotified, "Order complete with an adjusted address"},
    {"PARTIAL", kFinal, kNotified, "Order partially complete"},
    {"ADJUSTED_PARTIAL", kFinal, kNotified, "Order partially complete with adjusted addresses"},
    {"FAILED", kFinal, kNotified, "Order failed"},
};
constexpr State kExternalTnsStates[] = {
    {"RECEIVED", kGoesOn, kSilent, "Order received"},
    {"PROCESSING", kGoesOn, kSilent, "Order is being processed"},
    {"COMPLETE", kFinal, kNotified, "Order complete"},
    {"PARTIAL", kFinal, kNotified, "Order partially complete"},
    {"FAILED", kFinal, kNotified, "Order failed"},
};
constexpr State kImportTnStates[] = {
    {"RECEIVED", kGoesOn, kSilent, "Import TN order is received."},
    {"PROCESSING", kGoesOn, kNotified, "Import TN order is processing."},
    {"COMPLETE", kFinal, kNotified, "Import TN order is complete."},
    {"PARTIAL", kFinal, kNotified, "Import TN order is partial."},
    {"FAILED", kFinal, kNotified, "Import TN order is failed."},
};
constexpr State kRemoveImportedTnStates[] = {
    {"RECEIVED", kGoesOn, kSilent, "Remove Imported TN order is received."},
    {"PROCESSING", kGoesOn, kNotified, "Remove Imported TN order is processing."},
    {"COMPLETE", kFinal, kNotified, "Remove Imported TN order is complete."},
    {"PARTIAL", kFinal, kNotified, "Remove Imported TN order is partial."},
    {"FAILED", kFinal, kNotified, "Remove Imported TN order is failed."},
};
constexpr State kLidbStates[] = {
    {"RECEIVED", kGoesOn, kSilent, "Order received"},
    {"PROCESSING", kGoesOn, kNotified, "Order is being processed"},
    {"COMPLETE", kFinal, kNotified, "Order complete"},
    {"PARTIAL", kFinal, kNotified, "Order partially complete"},
    {"FAILED", kFinal, kNotified, "Order failed"},
};
constexpr State kBulkPortinStates[] = {
    {"DRAFT", kGoesOn, kNotified, "Order saved as a draft"},
    {"VALIDATE_DRAFT_TNS", kGoesOn, kSilent, "Telephone numbers are being validated"},
    {"INVALID_DRAFT_TNS", kGoesOn, kSilent, "Telephone numbers are not valid"},
    {"VALID_DRAFT_TNS", kGoesOn, kSilent, "Telephone numbers are valid"},
    {"IN_PROGRESS", kGoesOn, kNotified, "Order is in progress"},
    {"NEEDS_ATTENTION", kGoesOn, kNotified, "Order needs attention"},
    {"PARTIAL", kFinal, kNotified, "Order partially complete"},
    {"COMPLETED", kFinal, kNotified, "Order complete"},
    {"CANCELLED", kFinal, kNotified, "Order cancelled"},
};
constexpr State kCsrStates[] = {
    {"RECEIVED", kGoesOn, kSilent, "Order received"},
    {"PROCESSING", kGoesOn, kSilent, "Order is being processed"},
    {"ACTION_REQUIRED", kGoesOn, kSilent, "Further action is required"},
    {"COMPLETE", kFinal, kNotified, "Order complete"},
    {"FAILED", kFinal, kNotified, "Order failed"},
};
constexpr State kMoveTnsStates[] = {
    {"RECEIVED", kGoesOn, kSilent, "Order received"},
    {"PROCESSING", kGoesOn, kSilent, "Order is being processed"},
    {"COMPLETE", kFinal, kSilent, "Order complete"},
    {"PARTIAL", kFinal, kSilent, "Order partially complete"},
    {"FAILED", kFinal, kSilent, "Order failed"},
};
constexpr State kAssignmentStates[] = {
    {"RECEIVED", kGoesOn, kSilent, "Order received"},
    {"COMPLETE", kFinal, kSilent, "Order complete"},
    {"PARTIAL", kFinal, kSilent, "Order partially complete"},
    {"FAILED", kFinal, kSilent, "Order failed"},
};
constexpr State kEmergencyNotificationStates[] = {
    // of groups and endpoints
    {"PROCESSING", kGoesOn, kSilent, "Order is being processed"},
    {"COMPLETED", kFinal, kSilent, "Order complete"},
    {"FAILED", kFinal, kSilent, "Order failed"},
};

constexpr OrderTypeWords kWords[kOrderTypes] = {
    {OrderType::kPortins, "portins", kPortinStates},
    {OrderType::kPortouts, "portouts", kPortoutStates},
    {OrderType::kOrders, "orders", kOrderStates},
    {OrderType::kDisconnects, "disconnects", kDisconnectStates},
    {OrderType::kDldas, "dldas", kDldaStates},
    {OrderType::kLsrorders, "lsrorders", kLsrStates},
    {OrderType::kE911s, "e911s", kE911States},
    {OrderType::kTnoptions, "tnoptions", kTnOptionStates},
    {OrderType::kExternalTns, "externalTns", kExternalTnsStates},
    {OrderType::kLidb, "lidb", kLidbStates},
    {OrderType::kBulkPortins, "bulkPortins", kBulkPortinStates},
    {OrderType::kImportTnOrders, "importtnorders", kImportTnStates},
    {OrderType::kRemoveImportedTnOrders, "removeImportedTnOrders", kRemoveImportedTnStates},
    {OrderType::kCsrs, "csrs", kCsrStates},
    {OrderType::kImportToAccounts, "importToAccounts", kImportTnStates},
    {OrderType::kMoveTns, "moveTns", kMoveTnsStates, false},
    {OrderType::kNumbersAssignment, "numbersAssignment", kAssignmentStates, false},
    {OrderType::kEmergencyNotificationGroupOrders, "emergencyNotificationGroupOrders",
     kEmergencyNotificationStates, false},
    {OrderType::kEmergencyNotificationEndpointOrders, "emergencyNotificationEndpointOrders",
     kEmergencyNotificationStates, false},
};

}  // namespace

const OrderTypeWords& words(OrderType type) {
  return kWords[static_cast<std::size_t>(type)];
}

std::span<const OrderTypeWords> all_order_types() {
  return kWords;
}

std::optional<OrderType> find_order_type(std::string_view name) {
  for (const OrderTypeWords& entry : kWords) {
    if (kernel::same_word(entry.name, name)) return entry.type;
  }
  return std::nullopt;
}

std::optional<OrderType> find_subscribable(std::string_view name) {
  const auto type = find_order_type(name);
  return type && words(*type).subscribable ? type : std::nullopt;
}

const State* find_state(OrderType type, std::string_view name) {
  for (const State& state : words(type).states) {
    if (kernel::same_word(state.name, name)) return &state;
  }
  return nullptr;
}

}  // namespace dashsim::scenario
