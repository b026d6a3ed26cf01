// Archives of billing detail records, the older way to ask for them. Reference: bdrs.
#include "api/families.hpp"
#include "api/kit/billing_archives.hpp"

namespace dashsim::api {
namespace {

using world::BillingArchive;

constexpr ArchiveWords kBdrs{world::ArchiveFamily::kBdrs, "bdrid", 15001};
constexpr std::string_view kCreated = "BdrCreationResponse";

Result<Reply> create(const Call& call, world::World& world) {
  const Result<DateRange> range = read_date_range(call.document());
  if (!range) return range.error();
  BillingArchive archive;
  archive.family = kBdrs.family;
  archive.account = call.account();
  archive.kind = "BDR";
  archive.user = call.user().name;
  archive.from = range->from;
  archive.to = range->to;
  const BillingArchive& requested = request_archive(world, std::move(archive));
  Reply accepted = reply(202, kCreated, [](xml::Writer& out) {
    out.element("Info", "Your BDR archive is currently being constructed");
  });
  accepted.location = call.url_of_created(requested.id.value);
  return accepted;
}

Result<Reply> get_status(const Call& call, world::World& world) {
  const Result<const BillingArchive*> archive = named_archive(kBdrs, call, world);
  if (!archive) return archive.error();
  if ((*archive)->status == world::ArchiveStatus::kCompleted)
    return Reply{303, {}, call.url_of_created("file")};
  return reply(200, kCreated, [](xml::Writer& out) {
    out.element("Info",
                "The requested BDR archive is still being constructed, please check back later");
  });
}

}  // namespace

void bdrs(Routes& routes) {
  routes.on("POST /accounts/{accountId}/bdrs", create);
  routes.on("GET /accounts/{accountId}/bdrs/{bdrid}", {get_status, polls_archive(kBdrs)});
  routes.on("GET /accounts/{accountId}/bdrs/{bdrid}/file", archive_file(kBdrs));
}

}  // namespace dashsim::api
