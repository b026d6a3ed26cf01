#pragma once

#include <cstdint>
#include <string_view>

#include "api/kit/call.hpp"
#include "api/kit/reply.hpp"
#include "api/kit/routes.hpp"

/// What billingreports and bdrs share: ranges of days, and archives that take their time.
namespace dashsim::api {

/// An archive as the two families ask for it.
struct ArchiveWords {
  world::ArchiveFamily family;
  std::string_view placeholder;  ///< of its id in paths
  std::uint32_t not_found_code;
};

struct DateRange {
  kernel::VirtualTime from, to;
};
/// StartDate and EndDate below `element`. Refused with codes 15503 and 15501.
Result<DateRange> read_date_range(const xml::Element& element);

/// The archive that the path names. What is no UUID is refused with code 1008.
Result<const world::BillingArchive*> named_archive(const ArchiveWords& words, const Call& call,
                                                   const world::World& world);
/// Whether the path names an archive that is not completed, for `poll_advance`.
Handler::Polls polls_archive(const ArchiveWords& words);
/// Answers the ZIP file; code 15602 until it is there.
Handler archive_file(const ArchiveWords& words);

}  // namespace dashsim::api
