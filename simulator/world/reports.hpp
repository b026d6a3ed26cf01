#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.hpp"
#include "world/ids.hpp"
#include "world/report_templates.hpp"

/// Reports and billing archives that were asked for: they are made in virtual time, can be fetched
/// for a while, and are gone then. Reference: reports, billingreports, bdrs.
namespace dashsim::world {

enum class ReportStatus : std::uint8_t { kInProgress, kReady, kExpired };

/// A report made, or about to be made, with arguments.
struct ReportInstance {
  ReportInstanceId id;
  AccountId account;
  const ReportTemplate* report = nullptr;
  std::string format;  ///< pdf, xls or csv
  std::string user;
  ReportArguments arguments;
  kernel::VirtualTime requested{};
  kernel::VirtualTime last_day{};  ///< at the end of which it expires
  ReportStatus status = ReportStatus::kInProgress;
  std::string file{};  ///< once it is ready, until it expires
};

/// Who asked for an archive. The two know nothing of each other.
enum class ArchiveFamily : std::uint8_t { kBillingReports, kBdrs };

enum class ArchiveStatus : std::uint8_t { kReceived, kProcessing, kCompleted };

/// A ZIP file of billing records, or one that is about to be made.
struct BillingArchive {
  BillingArchiveId id;
  ArchiveFamily family = ArchiveFamily::kBillingReports;
  AccountId account;
  std::string kind;  ///< one of billing_kinds()
  std::string user;
  kernel::VirtualTime from{}, to{};  ///< first and last day
  kernel::VirtualTime created{};
  ArchiveStatus status = ArchiveStatus::kReceived;
  std::string file{};  ///< once it is completed

  /// BDR_2015-04-01_2015-04-30: what its files are called, but for their endings.
  std::string file_stem() const;
};

class Reports {
 public:
  using Instances = std::map<ReportInstanceId, ReportInstance>;
  using Archives = std::vector<BillingArchive>;

  /// Oldest first, as their ids rise.
  const Instances& instances(AccountId account) const;
  /// Null if there is none, or if it is of another account: clients must not tell the two apart.
  const ReportInstance* find_instance(AccountId account, ReportInstanceId id) const;
  ReportInstance* find_instance(AccountId account, ReportInstanceId id);
  const ReportInstance& add(ReportInstance instance);

  /// Oldest first.
  const Archives& archives(AccountId account, ArchiveFamily family) const;
  /// Null if there is none, or if it is of another account or family.
  const BillingArchive* find_archive(AccountId account, ArchiveFamily family,
                                     std::string_view id) const;
  BillingArchive* find_archive(AccountId account, ArchiveFamily family, std::string_view id);
  const BillingArchive& add(BillingArchive archive);
  void erase(const BillingArchive& archive);

 private:
  std::map<AccountId, Instances> instances_;
  std::map<std::pair<AccountId, ArchiveFamily>, Archives> archives_;
};

/// Stores what has been checked, gives it its id and date, and schedules its making.
const ReportInstance& request_report(World& world, ReportInstance instance);
const BillingArchive& request_archive(World& world, BillingArchive archive);

}  // namespace dashsim::world
