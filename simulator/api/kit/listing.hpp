#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/kit/call.hpp"
#include "api/kit/reply.hpp"

/// Lists: their page and size parameters, their links, and lists of telephone numbers. Reference:
/// clients.md section 6.
namespace dashsim::api {

struct Paging {
  std::string page = "1";  ///< "1": the first page; else a token that a `next` link gave
  std::size_t size = 0;

  bool first() const { return page == "1"; }
};

struct PageSizes {
  std::size_t usual = 0;  ///< when the query gives no size
  std::size_t max = 0;    ///< a greater size is cut down to it
  bool together = true;   ///< page and size must be given both or neither
};

/// `page` and `size` of a query.
Result<Paging> read_paging(const Call& call, const PageSizes& sizes);

/// A link as lists have them: Link=<URL>;rel="next";
std::string link(std::string_view url, std::string_view relation);
/// The link to the first page alone, as lists without any entry answer it.
void write_first_link(const Call& call, xml::Writer& out);
/// Links/first and, where there is more, Links/next. `next` is the page token; empty: this is the
/// last page.
void write_links(const Call& call, std::string_view next, xml::Writer& out);

/// A true or false of the query, false if absent; anything else is refused with code 1008.
bool read_flag(const Call& call, std::string_view name, Refusals& refusals);

/// A span of days from two query parameters, `from` inclusive; `to` is the instant after the last
/// day.
struct Days {
  std::optional<kernel::VirtualTime> from, to;
};
/// Absent parameters stay absent; what is no date is refused with code 1007.
Result<Days> read_days(const Call& call, std::string_view from_name, std::string_view to_name);

/// A page of TNs: root TNs with TotalCount, Links and TelephoneNumbers. Pages count from 1.
Reply tn_list(const Call& call, const std::vector<world::Tn>& numbers, const Paging& paging,
              std::size_t page);
/// The page number of a list whose pages simply count.
Result<std::size_t> page_number(const Paging& paging);

/// Root Quantity with a Count.
Reply quantity(std::size_t count);

}  // namespace dashsim::api
