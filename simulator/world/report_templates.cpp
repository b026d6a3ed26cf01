#include "world/report_templates.hpp"

#include <algorithm>

#include "kernel/text.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

constexpr std::string_view kAccountId = "AccountId";
constexpr std::string_view kSiteId = "SiteId";
constexpr std::string_view kSipPeerId = "SipPeerId";
constexpr std::string_view kSmsEnabled = "SmsEnabled";
constexpr std::string_view kDays = "DisconnectedWithinDays";
constexpr std::string_view kOrderType = "OrderType";
constexpr std::string_view kStatus = "Status";
constexpr std::string_view kCustomerOrderId = "CustomerOrderId";

constexpr ReportParameter kAccount{kAccountId, ReportParameterType::kAccountId, true,
                                   "The account that the report is about",
                                   "Has to be the account that asks for the report"};
constexpr ReportParameter kSite{kSiteId, ReportParameterType::kSiteId, false,
                                "Only numbers of this site", "The id of a site of the account"};

constexpr ReportParameter kInventoryParameters[] = {
    kAccount,
    kSite,
    {kSipPeerId, ReportParameterType::kSipPeerId, false, "Only numbers of this SIP peer",
     "The id of a SIP peer of the account"},
    {kSmsEnabled, ReportParameterType::kBoolean, false,
     "Only numbers with, or only those without messaging", "true or false"},
};

/// Without an account the report is about the one that asks for it.
constexpr ReportParameter kDisconnectedParameters[] = {
    {kAccountId, ReportParameterType::kAccountId, false, kAccount.description, kAccount.help},
    kSite,
    {kDays, ReportParameterType::kInteger, false,
     "Only numbers that were disconnected within so many days", "A number without sign"},
};

constexpr ReportChoice kOrderTypes[] = {
    {"orders", "New number orders"},
    {"disconnects", "Disconnect orders"},
    {"portins", "Port-ins"},
    {"portouts", "Port-outs"},
    {"importtnorders", "Imports"},
    {"removeImportedTnOrders", "Removals of imported numbers"},
    {"lsrorders", "LSR orders"},
    {"e911s", "E911 orders"},
    {"tnoptions", "Line option orders"},
    {"dldas", "Directory listing orders"},
    {"lidb", "Calling name orders"},
};
constexpr ReportChoice kStatuses[] = {
    {"RECEIVED", "Received"},       {"PROCESSING", "Processing"},
    {"PENDING", "Pending"},         {"PENDING_DOCUMENTS", "Documents awaited"},
    {"SUBMITTED", "Submitted"},     {"FOC", "Confirmed"},
    {"BACKORDERED", "Backordered"}, {"COMPLETE", "Complete"},
    {"PARTIAL", "Partial"},         {"FAILED", "Failed"},
    {"EXCEPTION", "Exception"},     {"CANCELLED", "Cancelled"},
};
constexpr ReportParameter kOrderParameters[] = {
    kAccount,
    {kOrderType, ReportParameterType::kEnum, false, "Only orders of these types",
     "Any number of them", kOrderTypes, true},
    {kStatus, ReportParameterType::kEnum, false, "Only orders in these states",
     "Any number of them", kStatuses, true},
    {kCustomerOrderId, ReportParameterType::kString, false,
     "Only orders to which the customer has given this id", "Letter case matters"},
};

const ReportArgument* find_argument(const ReportArguments& arguments, std::string_view name) {
  const auto found = std::ranges::find(arguments, name, &ReportArgument::name);
  return found == arguments.end() ? nullptr : &*found;
}

/// Its only value; empty if it is not given.
std::string_view value_of(const ReportArguments& arguments, std::string_view name) {
  const ReportArgument* argument = find_argument(arguments, name);
  return argument == nullptr ? std::string_view() : argument->values.front();
}

std::optional<std::uint64_t> whole_of(const ReportArguments& arguments, std::string_view name) {
  return kernel::parse_whole(value_of(arguments, name));
}

/// Whether the parameter is not given, or has this value among others.
bool admits(const ReportArguments& arguments, std::string_view name, std::string_view value) {
  const ReportArgument* argument = find_argument(arguments, name);
  return argument == nullptr ||
         std::ranges::find(argument->values, value) != argument->values.end();
}

std::string id_text(std::uint64_t id) {
  return id == 0 ? std::string() : std::to_string(id);
}

bool fits_inventory(const TnRecord& record, const ReportArguments& arguments) {
  const auto site = whole_of(arguments, kSiteId);
  const auto peer = whole_of(arguments, kSipPeerId);
  const auto sms = kernel::parse_flag(value_of(arguments, kSmsEnabled));
  return (!site || record.site.value == *site) && (!peer || record.sip_peer.value == *peer) &&
         (!sms || record.sms_enabled == *sms);
}

Table inventory(const World& world, AccountId account, const ReportArguments& arguments) {
  Table table{"Phone Number Inventory",
              {"Telephone Number", "Site ID", "Site", "SIP Peer ID", "City", "State", "Rate Center",
               "In Service Since", "SMS Enabled"},
              {}};
  for (const Tn tn : world.numbers().in_service(account)) {
    const TnRecord& record = *world.numbers().find(tn);
    if (!fits_inventory(record, arguments)) continue;
    const Site* site = world.sites().find(account, record.site);
    const Block* block = world.numbers().block_of(tn);
    table.rows.push_back(
        {to_text(tn), id_text(record.site.value), site == nullptr ? std::string() : site->name,
         id_text(record.sip_peer.value), block == nullptr ? std::string() : block->city,
         block == nullptr ? std::string() : block->state,
         block == nullptr ? std::string() : block->rate_center,
         kernel::format_date(record.in_service_since), record.sms_enabled ? "true" : "false"});
  }
  return table;
}

bool fits_disconnected(const TnRecord& record, const World& world,
                       const ReportArguments& arguments) {
  const auto site = whole_of(arguments, kSiteId);
  if (site && record.site.value != *site) return false;
  const auto within = whole_of(arguments, kDays);
  if (!within) return true;
  const auto age = std::chrono::floor<std::chrono::days>(world.now() - record.disconnected_at);
  return static_cast<std::uint64_t>(age.count()) < *within;
}

Table disconnected(const World& world, AccountId account, const ReportArguments& arguments) {
  Table table{"Disconnected Phone Numbers",
              {"Telephone Number", "Site ID", "Disconnected", "Available Again", "Protected"},
              {}};
  for (const Tn tn : world.numbers().disconnected(account)) {
    const TnRecord& record = *world.numbers().find(tn);
    if (!fits_disconnected(record, world, arguments)) continue;
    const kernel::VirtualTime aged = record.disconnected_at + world.scenario().rules.ageing;
    table.rows.push_back({to_text(tn), id_text(record.site.value),
                          kernel::format_date(record.disconnected_at), kernel::format_date(aged),
                          record.is_protected ? "true" : "false"});
  }
  return table;
}

bool fits_orders(const Order& order, const ReportArguments& arguments) {
  return admits(arguments, kOrderType, scenario::words(order.type).name) &&
         admits(arguments, kStatus, order.status->name) &&
         admits(arguments, kCustomerOrderId, order.request.customer_order_id);
}

Table orders(const World& world, AccountId account, const ReportArguments& arguments) {
  Table table{
      "Orders By Status",
      {"Order ID", "Order Type", "Status", "Customer Order ID", "User", "Created", "Last Modified"},
      {}};
  world.orders().for_each([&](const Order& order) {
    if (order.account != account || !fits_orders(order, arguments)) return;
    table.rows.push_back({order.id.value, std::string(scenario::words(order.type).name),
                          std::string(order.status->name), order.request.customer_order_id,
                          order.request.user, kernel::format_instant(order.created),
                          kernel::format_instant(order.modified)});
  });
  return table;
}

constexpr ReportTemplate kTemplates[] = {
    {30, "Disconnected Phone Numbers", "Numbers that were disconnected from the account and age",
     kDisconnectedParameters, disconnected},
    {100'020, "Orders By Status", "Orders of the account and how far they have come",
     kOrderParameters, orders},
    {4, "Phone Number Inventory", "Numbers in service on the account", kInventoryParameters,
     inventory},
};

}  // namespace

std::span<const ReportTemplate> report_templates() {
  return kTemplates;
}

const ReportTemplate* find_report(std::string_view id) {
  const auto number = kernel::parse_whole(id);
  const auto* found = std::ranges::find(kTemplates, number.value_or(0), &ReportTemplate::id);
  return found == std::end(kTemplates) ? nullptr : found;
}

}  // namespace dashsim::world
