#include "api/kit/billing_archives.hpp"

#include "kernel/ids.hpp"

namespace dashsim::api {
namespace {

using world::BillingArchive;

constexpr std::uint32_t kInvalidUuid = 1008;
constexpr std::uint32_t kRangeInvalid = 15501;
constexpr std::uint32_t kDateRequired = 15503;
constexpr std::uint32_t kUnderConstruction = 15602;

/// Clients that know no dates without a time of day add one, which does not matter.
std::optional<kernel::VirtualTime> parse_date(std::string_view text) {
  constexpr std::size_t kDateSize = 10;
  if (text.size() > kDateSize && text[kDateSize] != 'T') return std::nullopt;
  text = text.substr(0, kDateSize);
  return text.size() == kDateSize ? kernel::parse_instant(text) : std::nullopt;
}

const BillingArchive* find_archive(const ArchiveWords& words, const Call& call,
                                   const world::World& world) {
  return world.reports().find_archive(call.account(), words.family, call.path(words.placeholder));
}

}  // namespace

Result<DateRange> read_date_range(const xml::Element& element) {
  const auto from = parse_date(element.text_at("StartDate"));
  if (!from) return refuse(400, kDateRequired, "StartDate");
  const auto to = parse_date(element.text_at("EndDate"));
  if (!to) return refuse(400, kDateRequired, "EndDate");
  if (*from >= *to)
    return refuse(404, kRangeInvalid, kernel::format_date(*from), kernel::format_date(*to));
  return DateRange{*from, *to};
}

Result<const BillingArchive*> named_archive(const ArchiveWords& words, const Call& call,
                                            const world::World& world) {
  const std::string_view id = call.path(words.placeholder);
  if (!kernel::is_uuid(id)) return refuse(400, kInvalidUuid, id);
  const BillingArchive* archive = find_archive(words, call, world);
  if (archive == nullptr) return refuse(404, words.not_found_code);
  return archive;
}

Handler::Polls polls_archive(const ArchiveWords& words) {
  return [&words](const Call& call, const world::World& world) {
    const BillingArchive* archive = find_archive(words, call, world);
    return archive != nullptr && archive->status != world::ArchiveStatus::kCompleted;
  };
}

Handler archive_file(const ArchiveWords& words) {
  const auto run = [&words](const Call& call, const world::World& world) -> Result<Reply> {
    const Result<const BillingArchive*> named = named_archive(words, call, world);
    if (!named) return named.error();
    const BillingArchive& archive = **named;
    if (archive.status != world::ArchiveStatus::kCompleted) return refuse(404, kUnderConstruction);
    return Reply{200, archive.file, {}, "application/zip", archive.file_stem() + ".zip"};
  };
  return {run, polls_archive(words)};
}

}  // namespace dashsim::api
