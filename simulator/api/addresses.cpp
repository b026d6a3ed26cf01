// Addresses of emergency calls that the account has in its pool or endpoints at. Reference:
// addresses; query-params.md.
#include <algorithm>

#include "api/families.hpp"
#include "api/kit/listing.hpp"
#include "api/kit/postal_addresses.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::E911Address;

constexpr std::uint32_t kRequired = 1003;
constexpr std::uint32_t kLocationIdOfOtherType = 12132;
constexpr std::size_t kSizeUsual = 500;
constexpr std::size_t kSizeMax = 1000;
/// The reference knows no other type of addresses that are listed.
constexpr std::string_view kType = "E911";

/// Nothing, or what is wrong with the query.
Refusals check_query(const Call& call) {
  const std::string_view type = call.query("type");
  if (type.empty()) return refuse(400, kRequired, "type");
  if (kernel::same_word(type, kType)) return {};
  if (!call.query("e911locationid").empty()) return refuse(400, kLocationIdOfOtherType);
  return Refusals{400, {invalid_value(type)}, {}};
}

void write_entry(const E911Address& entry, std::size_t endpoints, xml::Writer& out) {
  world::Address address = entry.address;
  address.type = kType;
  out.open("Address");
  out.element_if("LocationId", entry.location_id);
  write_address_elements(address, Empties::kOmit, out);
  out.element("EndpointCount", endpoints);
  out.element("ValidationStatus", entry.valid ? "VALID" : "INVALID");
  out.close();
}

Result<Reply> list_addresses(const Call& call, world::World& world) {
  Refusals refusals = check_query(call);
  const bool beginnings = read_flag(call, "suggestions", refusals);
  if (!refusals.empty()) return refusals;
  Result<Paging> paging =
      read_paging(call, {.usual = kSizeUsual, .max = kSizeMax, .together = false});
  if (!paging) return paging.error();
  const Result<std::size_t> first = page_number(*paging);
  if (!first) return first.error();

  const std::string_view location = call.query("e911locationid");
  const auto counts = endpoint_counts(world, call.account());
  const auto endpoints = [&](const E911Address& address) {
    const auto found = counts.find(address.id);
    return found == counts.end() ? std::size_t{0} : found->second;
  };
  std::vector<const E911Address*> fitting;
  for (const auto& [id, address] : world.e911().addresses(call.account())) {
    const std::string& own = address.location_id;
    const bool asked =
        location.empty() || (beginnings ? own.starts_with(location) : own == location);
    // Where nobody is any more since the last number there left, the address is as good as gone.
    const bool there = !own.empty() || endpoints(address) != 0;
    if (asked && there) fitting.push_back(&address);
  }
  if (*first > fitting.size()) return no_such_resource();
  const std::size_t begin = *first - 1;
  const std::size_t end = std::min(begin + paging->size, fitting.size());
  return reply(200, "AddressesResponse", [&](xml::Writer& out) {
    out.element("TotalCount", fitting.size());
    write_links(call, end < fitting.size() ? std::to_string(end + 1) : std::string(), out);
    out.open("Addresses");
    for (std::size_t i = begin; i < end; ++i) write_entry(*fitting[i], endpoints(*fitting[i]), out);
    out.close();
  });
}

}  // namespace

void addresses(Routes& routes) {
  routes.on("GET /accounts/{accountId}/addresses", list_addresses);
}

}  // namespace dashsim::api
