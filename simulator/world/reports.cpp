#include "world/reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kernel/zip.hpp"
#include "world/billing_tables.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

constexpr kernel::Duration kUntilReady = std::chrono::minutes(1);
constexpr kernel::Duration kUntilProcessing = std::chrono::seconds(10);
constexpr kernel::Duration kUntilCompleted = std::chrono::seconds(50);
/// Reference: billingreports, "available for 24-48 hours by API".
constexpr kernel::Duration kArchiveLife = std::chrono::hours(48);

std::string make_file(const World& world, const ReportInstance& instance) {
  const Table table = instance.report->fill(world, instance.account, instance.arguments);
  if (instance.format == "pdf") return to_pdf(table);
  return instance.format == "xls" ? to_workbook(table) : to_csv(table);
}

std::string make_file(const World& world, const BillingArchive& archive) {
  return kernel::zip_file(archive.file_stem() + ".csv", to_csv(billing_table(world, archive)),
                          world.now());
}

std::string_view what_is(ArchiveFamily family) {
  return family == ArchiveFamily::kBdrs ? "bdr" : "billing report";
}

}  // namespace

std::string BillingArchive::file_stem() const {
  return fmt::format("{}_{}_{}", kind, kernel::format_date(from), kernel::format_date(to));
}

const Reports::Instances& Reports::instances(AccountId account) const {
  static const Instances kNone;
  const auto found = instances_.find(account);
  return found == instances_.end() ? kNone : found->second;
}

const ReportInstance* Reports::find_instance(AccountId account, ReportInstanceId id) const {
  const Instances& all = instances(account);
  const auto found = all.find(id);
  return found == all.end() ? nullptr : &found->second;
}

ReportInstance* Reports::find_instance(AccountId account, ReportInstanceId id) {
  return const_cast<ReportInstance*>(std::as_const(*this).find_instance(account, id));
}

const ReportInstance& Reports::add(ReportInstance instance) {
  Instances& all = instances_[instance.account];
  return all.emplace(instance.id, std::move(instance)).first->second;
}

const Reports::Archives& Reports::archives(AccountId account, ArchiveFamily family) const {
  static const Archives kNone;
  const auto found = archives_.find({account, family});
  return found == archives_.end() ? kNone : found->second;
}

const BillingArchive* Reports::find_archive(AccountId account, ArchiveFamily family,
                                            std::string_view id) const {
  const Archives& all = archives(account, family);
  const auto found =
      std::ranges::find_if(all, [id](const BillingArchive& each) { return each.id.value == id; });
  return found == all.end() ? nullptr : &*found;
}

BillingArchive* Reports::find_archive(AccountId account, ArchiveFamily family,
                                      std::string_view id) {
  return const_cast<BillingArchive*>(std::as_const(*this).find_archive(account, family, id));
}

const BillingArchive& Reports::add(BillingArchive archive) {
  Archives& all = archives_[{archive.account, archive.family}];
  return all.emplace_back(std::move(archive));
}

void Reports::erase(const BillingArchive& archive) {
  Archives& all = archives_[{archive.account, archive.family}];
  all.erase(all.begin() + (&archive - all.data()));
}

const ReportInstance& request_report(World& world, ReportInstance instance) {
  instance.id = world.new_report_instance_id();
  instance.requested = world.now();
  world.schedule(kUntilReady, kernel::Urgency::kWork, ReportStep{instance.account, instance.id});
  return world.reports().add(std::move(instance));
}

const BillingArchive& request_archive(World& world, BillingArchive archive) {
  archive.id = world.new_billing_archive_id();
  archive.created = world.now();
  world.schedule(kUntilProcessing, kernel::Urgency::kWork,
                 ArchiveStep{archive.account, archive.family, archive.id});
  return world.reports().add(std::move(archive));
}

void World::handle(const ReportStep& event) {
  ReportInstance& instance = *reports_.find_instance(event.account, event.instance);
  const std::string id = std::to_string(instance.id.value);
  if (instance.status == ReportStatus::kReady) {
    instance.status = ReportStatus::kExpired;
    std::exchange(instance.file, {});  // and with it the memory, which clearing would keep
    return happened("report", id, "Expired");
  }
  instance.file = make_file(*this, instance);
  instance.status = ReportStatus::kReady;
  const kernel::VirtualTime end = instance.last_day + std::chrono::days(1);
  schedule(std::max(end - now_, kernel::Duration{0}), kernel::Urgency::kBackground, event);
  happened("report", id, "Ready");
}

void World::handle(const ArchiveStep& event) {
  BillingArchive& archive =
      *reports_.find_archive(event.account, event.family, event.archive.value);
  const std::string what(what_is(event.family));
  switch (archive.status) {
    case ArchiveStatus::kReceived:
      archive.status = ArchiveStatus::kProcessing;
      schedule(kUntilCompleted, kernel::Urgency::kWork, event);
      return happened(what, archive.id.value, "PROCESSING");
    case ArchiveStatus::kProcessing:
      archive.file = make_file(*this, archive);
      archive.status = ArchiveStatus::kCompleted;
      schedule(kArchiveLife, kernel::Urgency::kBackground, event);
      return happened(what, archive.id.value, "COMPLETED");
    case ArchiveStatus::kCompleted:
      reports_.erase(archive);
      return happened(what, event.archive.value, "DELETED");
  }
}

}  // namespace dashsim::world
