#include "world/billing_tables.hpp"

#include <algorithm>

#include "world/world.hpp"

namespace dashsim::world {
namespace {

constexpr std::string_view kKinds[] = {
    "BDR",         "MDR",          "INVOICE",          "STMTBDR",          "DIDSNAP",
    "DIDSNAP_MSG", "RECORDINGBDR", "RECORDINGSTMTBDR", "TRANSCRIPTIONBDR", "TRANSCRIPTIONSTMTBDR",
    "CNAMBDR",     "CNAMSTMTBDR",
};

/// "DesinationRateCenter" is how the carrier spells it.
constexpr std::string_view kCallColumns[] = {"AccountNumber",
                                             "CallStartDateTime",
                                             "CallEndDateTime",
                                             "CallType",
                                             "CallSource",
                                             "CallDestination",
                                             "Duration",
                                             "PerMinRate",
                                             "Amount",
                                             "TierType",
                                             "SourceCountry",
                                             "SourceState",
                                             "SourceLATA",
                                             "SourceRateCenter",
                                             "DestinationCountry",
                                             "DestinationState",
                                             "DestinationLATA",
                                             "DesinationRateCenter",
                                             "CallID",
                                             "BdrID",
                                             "SourceIP",
                                             "DestinationIP",
                                             "RateAttempts",
                                             "LRN"};
constexpr std::string_view kMessageColumns[] = {"AccountId",     "MessageType", "MessageID",
                                                "CallDirection", "SourceTn",    "DestinationTn",
                                                "TimeStamp",     "ErrorCode"};
constexpr std::string_view kCallingNameColumns[] = {
    "GlobalAccountNumber", "ProvisioningAccountNumber", "Location",    "CallPartyAddress", "Cost",
    "IPAddress",           "RecordTimestamp",           "ProductType", "UniqueRecordID"};
/// These two are not described anywhere: the least that such records have to say.
constexpr std::string_view kRecordingColumns[] = {"AccountNumber", "CallID",   "RecordingID",
                                                  "StartDateTime", "Duration", "Amount"};
constexpr std::string_view kTranscriptionColumns[] = {
    "AccountNumber", "CallID", "TranscriptionID", "StartDateTime", "Duration", "Amount"};

Table without_records(const BillingArchive& archive, std::span<const std::string_view> columns) {
  return {archive.kind, {columns.begin(), columns.end()}, {}};
}

bool is_in(const BillingArchive& archive, kernel::VirtualTime time) {
  return time >= archive.from && time < archive.to + std::chrono::days(1);
}

/// The numbers as they are now, whatever days are asked for: a world does not remember which
/// numbers it had on a day that has gone by.
Table snapshot(const World& world, const BillingArchive& archive, bool with_messaging_only) {
  Table table{archive.kind,
              {"AccountId", "TelephoneNumber", "SiteId", "SipPeerId", "City", "State", "RateCenter",
               "Lata", "Tier", "InServiceDate"},
              {}};
  for (const Tn tn : world.numbers().in_service(archive.account)) {
    const TnRecord& record = *world.numbers().find(tn);
    if (with_messaging_only && !record.sms_enabled) continue;
    std::vector<std::string> row{std::to_string(archive.account.value), to_text(tn),
                                 std::to_string(record.site.value),
                                 std::to_string(record.sip_peer.value)};
    if (const Block* block = world.numbers().block_of(tn)) {
      row.insert(row.end(), {block->city, block->state, block->rate_center,
                             std::to_string(block->lata), std::to_string(block->tier)});
    } else {
      row.resize(row.size() + 5);  // nobody knows where it lies
    }
    row.push_back(kernel::format_date(record.in_service_since));
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// What there is to be billed. Nothing has a price here.
Table invoice(const World& world, const BillingArchive& archive) {
  Table table{archive.kind, {"AccountId", "Item", "Quantity"}, {}};
  const auto add = [&](std::string item, std::size_t quantity) {
    table.rows.push_back(
        {std::to_string(archive.account.value), std::move(item), std::to_string(quantity)});
  };
  add("Telephone numbers in service", world.numbers().in_service(archive.account).size());
  const auto& disconnected = world.numbers().disconnected(archive.account);
  add("Telephone numbers disconnected",
      static_cast<std::size_t>(std::ranges::count_if(disconnected, [&](Tn tn) {
        return is_in(archive, world.numbers().find(tn)->disconnected_at);
      })));
  std::size_t orders = 0;
  world.orders().for_each([&](const Order& order) {
    const bool counts = order.account == archive.account && order.completed.has_value();
    if (counts && is_in(archive, *order.completed)) ++orders;
  });
  add("Orders finished", orders);
  return table;
}

}  // namespace

std::span<const std::string_view> billing_kinds() {
  return kKinds;
}

Table billing_table(const World& world, const BillingArchive& archive) {
  const std::string_view kind = archive.kind;
  if (kind.starts_with("DIDSNAP")) return snapshot(world, archive, kind.ends_with("_MSG"));
  if (kind == "INVOICE") return invoice(world, archive);
  // Nobody calls or writes to anybody in a world, so all the others have their heads alone.
  if (kind == "MDR") return without_records(archive, kMessageColumns);
  if (kind.starts_with("RECORDING")) return without_records(archive, kRecordingColumns);
  if (kind.starts_with("TRANSCRIPTION")) return without_records(archive, kTranscriptionColumns);
  if (kind.starts_with("CNAM")) return without_records(archive, kCallingNameColumns);
  return without_records(archive, kCallColumns);
}

}  // namespace dashsim::world
