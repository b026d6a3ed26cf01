// Lists and counts of port-ins. Reference: portins, sites.
#include "api/kit/listing.hpp"
#include "api/kit/named.hpp"
#include "api/kit/port_entries.hpp"
#include "api/portins/portins.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

/// The filters of query-params.md. `tn` is the billing number, `orderTn` one of those that are
/// ported; drafts are hidden unless they are asked for.
Result<world::OrderFilter> read_port_filter(const Call& call) {
  Result<world::OrderFilter> filter = read_filter(call);
  if (!filter) return filter;
  filter->tn.reset();
  filter->billing_number = call.query("tn");
  if (const std::string_view tn = call.query("orderTn"); !tn.empty()) {
    filter->tn = world::parse_tn(tn);
    if (!filter->tn) return Refusals{400, {invalid_value(tn)}, {}};
  }
  const Result<Days> day = read_days(call, "date", "date");
  if (!day) return day.error();
  filter->changed_from = day->from;
  filter->changed_to = day->to;
  filter->drafts = false;
  for (const std::string& state : filter->states)
    filter->drafts = filter->drafts || kernel::upper_case(state).find("DRAFT") != std::string::npos;
  return filter;
}

}  // namespace

Result<Reply> list_port_ins(const Call& call, world::World& world) {
  const Result<world::OrderFilter> filter = read_port_filter(call);
  if (!filter) return filter.error();
  return list_page(kPortins, call, world, *filter);
}

Result<Reply> list_site_port_ins(const Call& call, world::World& world) {
  const Result<world::Site*> site = named_site(call, world);
  if (!site) return site.error();
  Result<world::OrderFilter> filter = read_port_filter(call);
  if (!filter) return filter.error();
  filter->site = call.site();
  return list_page(kPortins, call, world, *filter);
}

Result<Reply> count_port_ins(const Call& call, world::World& world) {
  const Result<world::OrderFilter> filter = read_port_filter(call);
  if (!filter) return filter.error();
  return quantity(world.orders().page(call.account(), kPortins.type, *filter, {}, 0).total);
}

}  // namespace dashsim::api
