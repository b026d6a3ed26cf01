#include "api/kit/listing.hpp"

#include <algorithm>

#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kDateMalformed = 1007;
constexpr std::uint32_t kPageAndSizeTogether = 13055;
constexpr std::uint32_t kPageNotNumeric = 13056;
constexpr std::uint32_t kSizeNotNumeric = 13057;
constexpr std::uint32_t kPageOrSizeTooSmall = 13058;

}  // namespace

std::string link(std::string_view url, std::string_view relation) {
  return "Link=<" + std::string(url) + ">;rel=\"" + std::string(relation) + "\";";
}

Result<Paging> read_paging(const Call& call, const PageSizes& sizes) {
  const std::string_view page = call.query("page");
  const std::string_view size = call.query("size");
  Paging paging{.page = "1", .size = sizes.usual};
  if (sizes.together && page.empty() != size.empty()) return refuse(400, kPageAndSizeTogether);
  if (!size.empty()) {
    const auto wanted = kernel::parse_whole(size);
    if (!wanted && !kernel::all_digits(size)) return refuse(400, kSizeNotNumeric);
    if (!wanted || *wanted == 0) return refuse(400, kPageOrSizeTooSmall);
    paging.size = std::min<std::size_t>(*wanted, sizes.max);
  }
  if (page == "0") return refuse(400, kPageOrSizeTooSmall);
  if (!page.empty()) paging.page = page;
  return paging;
}

void write_first_link(const Call& call, xml::Writer& out) {
  out.element("first", link(call.url_with("page", "1"), "first"));
}

void write_links(const Call& call, std::string_view next, xml::Writer& out) {
  out.open("Links");
  write_first_link(call, out);
  if (!next.empty()) out.element("next", link(call.url_with("page", next), "next"));
  out.close();
}

bool read_flag(const Call& call, std::string_view name, Refusals& refusals) {
  const std::string_view text = call.query(name);
  const auto flag = kernel::parse_flag(text);
  if (!text.empty() && !flag) refusals.add(invalid_value(text));
  return flag.value_or(false);
}

Result<Days> read_days(const Call& call, std::string_view from_name, std::string_view to_name) {
  Days days;
  for (const auto& [name, day] : {std::pair{from_name, &days.from}, std::pair{to_name, &days.to}}) {
    const std::string_view text = call.query(name);
    if (text.empty()) continue;
    *day = kernel::parse_day(text);
    if (!*day) return refuse(400, kDateMalformed, std::string(text));
  }
  if (days.to) *days.to += std::chrono::days(1);
  return days;
}

Result<std::size_t> page_number(const Paging& paging) {
  const auto page = kernel::parse_whole(paging.page);
  if (!page || *page > 1'000'000'000) return refuse(400, kPageNotNumeric);
  return {boost::system::in_place_value, static_cast<std::size_t>(*page)};
}

Reply tn_list(const Call& call, const std::vector<world::Tn>& numbers, const Paging& paging,
              std::size_t page) {
  const std::size_t begin = std::min((page - 1) * paging.size, numbers.size());
  const std::size_t end = std::min(begin + paging.size, numbers.size());
  return reply(200, "TNs", [&](xml::Writer& out) {
    out.element("TotalCount", numbers.size());
    write_links(call, end < numbers.size() ? std::to_string(page + 1) : std::string(), out);
    out.open("TelephoneNumbers").element("Count", end - begin);
    for (std::size_t i = begin; i < end; ++i) out.element("TelephoneNumber", to_text(numbers[i]));
    out.close();
  });
}

Reply quantity(std::size_t count) {
  return reply(200, "Quantity", [&](xml::Writer& out) { out.element("Count", count); });
}

}  // namespace dashsim::api
