// Archives of billing records of every kind. Reference: billingreports.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/billing_archives.hpp"
#include "api/kit/dates.hpp"
#include "kernel/text.hpp"
#include "world/billing_tables.hpp"

namespace dashsim::api {
namespace {

using world::ArchiveStatus;
using world::BillingArchive;

constexpr std::uint32_t kKindInvalid = 15600;
constexpr ArchiveWords kReports{world::ArchiveFamily::kBillingReports, "reportid", 15603};

struct StatusWords {
  std::string_view status;
  std::string_view status_in_lists;  ///< the reference spells the end differently there
  std::string_view description;
};
constexpr StatusWords kStatuses[] = {
    {"RECEIVED", "RECEIVED", "The report archive is currently being constructed."},
    {"PROCESSING", "PROCESSING",
     "The requested report archive is still being constructed, please check back later."},
    {"COMPLETED", "COMPLETE", "The report archive is constructed."},
};
const StatusWords& words(ArchiveStatus status) {
  return kStatuses[static_cast<std::size_t>(status)];
}

bool is_kind(std::string_view text) {
  return std::ranges::find(world::billing_kinds(), text) != world::billing_kinds().end();
}

Reply show(int status, std::string_view root, const BillingArchive& archive) {
  return reply(status, root, [&](xml::Writer& out) {
    out.element("ReportStatus", words(archive.status).status);
    out.element("Description", words(archive.status).description);
  });
}

void write_entry(const BillingArchive& archive, xml::Writer& out) {
  out.open("BillingReport");
  out.element("BillingReportId", archive.id.value);
  out.element("BillingReportKind", archive.kind);
  out.element("UserId", archive.user);
  out.element("ReportStatus", words(archive.status).status_in_lists);
  out.element("Description", words(archive.status).description);
  out.element("CreatedDate", date_and_time(archive.created));
  out.open("DateRange");
  out.element("StartDate", kernel::format_date(archive.from));
  out.element("EndDate", kernel::format_date(archive.to));
  out.close().close();
}

/// The kinds that a list is narrowed to, separated by commas; none: all.
Result<std::vector<std::string_view>> read_kinds(const Call& call) {
  std::vector<std::string_view> kinds;
  if (call.query("kind").empty()) return kinds;
  for (const std::string_view text : kernel::split(call.query("kind"), ',')) {
    const std::string_view kind = kernel::trim(text);
    if (!is_kind(kind)) return refuse(400, kKindInvalid, kind);
    kinds.push_back(kind);
  }
  return kinds;
}

Result<Reply> list(const Call& call, world::World& world) {
  const Result<std::vector<std::string_view>> kinds = read_kinds(call);
  if (!kinds) return kinds.error();
  std::vector<const BillingArchive*> fitting;
  for (const BillingArchive& each : world.reports().archives(call.account(), kReports.family)) {
    if (kinds->empty() || std::ranges::find(*kinds, each.kind) != kinds->end())
      fitting.push_back(&each);
  }
  if (fitting.empty()) return empty_reply(204);
  return reply(200, "BillingReportsRetrievalResponse", [&](xml::Writer& out) {
    out.open("BillingReportList");
    for (const BillingArchive* each : fitting) write_entry(*each, out);
    out.close();
  });
}

Result<Reply> create(const Call& call, world::World& world) {
  const std::string_view kind = call.document().text_at("Type");
  if (!is_kind(kind)) return refuse(400, kKindInvalid, kind);
  const auto days = call.document().child("DateRange");
  const Result<DateRange> range = read_date_range(days ? *days : call.document());
  if (!range) return range.error();
  BillingArchive archive;
  archive.account = call.account();
  archive.kind = kind;
  archive.user = call.user().name;
  archive.from = range->from;
  archive.to = range->to;
  const BillingArchive& requested = request_archive(world, std::move(archive));
  Reply created = show(201, "BillingReportCreationResponse", requested);
  created.location = call.url_of_created(requested.id.value);
  return created;
}

Result<Reply> get_status(const Call& call, world::World& world) {
  const Result<const BillingArchive*> archive = named_archive(kReports, call, world);
  if (!archive) return archive.error();
  return show(200, "BillingReportRetrievalResponse", **archive);
}

}  // namespace

void billing_reports(Routes& routes) {
  routes.on("GET /accounts/{accountId}/billingreports", list);
  routes.on("POST /accounts/{accountId}/billingreports", create);
  routes.on("GET /accounts/{accountId}/billingreports/{reportid}",
            {get_status, polls_archive(kReports)});
  routes.on("GET /accounts/{accountId}/billingreports/{reportid}/file", archive_file(kReports));
}

}  // namespace dashsim::api
