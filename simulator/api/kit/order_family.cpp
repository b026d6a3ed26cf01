#include "api/kit/order_family.hpp"

#include <algorithm>
#include <set>

#include "api/kit/listing.hpp"
#include "api/kit/number_search.hpp"
#include "kernel/text.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::api {
namespace {

constexpr std::uint32_t kOrderNotFound = 5035;
constexpr std::uint32_t kTnInvalid = 5070;
constexpr std::uint32_t kDuplicateTns = 5093;
constexpr std::uint32_t kTooManyTns = 5095;
constexpr std::size_t kTnsMax = 5000;
constexpr auto kListWindow = std::chrono::days(2 * 365);

void write_summary(const OrderFamily& family, const world::Order& order, const world::World& world,
                   xml::Writer& out) {
  const bool upper = family.summary == SummaryStyle::kUpperOrderId;
  out.open("OrderIdUserIdDate");
  out.element("CountOfTNs", order.completed_numbers.size());
  out.element("userId", order.request.user);
  out.element("lastModifiedDate", kernel::format_instant(order.modified));
  out.element(upper ? "OrderId" : "orderId", order.id.value);
  out.element("OrderType", family.summary_type);
  out.element("OrderDate", kernel::format_instant(order.created));
  out.element("OrderStatus", order.status->name);
  if (!order.completed_numbers.empty()) write_tn_details(order.completed_numbers, world, out);
  out.close();
}

}  // namespace

bool is_customer_order_id(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == ' ';
  };
  return text.size() <= 40 && std::ranges::all_of(text, allowed);
}

void read_tns(const xml::Element& list, std::string_view item, std::vector<world::Tn>& numbers,
              Refusals& refusals) {
  std::set<world::Tn> seen;
  bool duplicate = false;
  for (const xml::Element element : list.children()) {
    if (element.name() != item || element.text().empty()) continue;
    const auto tn = world::parse_tn(element.text());
    if (!tn) {
      refusals.add(kTnInvalid);
      continue;
    }
    duplicate = !seen.insert(*tn).second || duplicate;
    numbers.push_back(*tn);
  }
  if (duplicate) refusals.add(kDuplicateTns);
  if (numbers.size() > kTnsMax) refusals.add(kTooManyTns, std::to_string(kTnsMax));
}

const world::Order* find_order(const OrderFamily& family, const Call& call,
                               const world::World& world) {
  const world::Order* order = world.orders().find(call.account(), family.type, call.order_id());
  const bool elsewhere =
      order != nullptr && !call.path("siteId").empty() && order->request.site != call.site();
  return elsewhere ? nullptr : order;
}

world::Order* find_order(const OrderFamily& family, const Call& call, world::World& world) {
  const world::Order* order = find_order(family, call, std::as_const(world));
  return order == nullptr ? nullptr : world.orders().find(order->id.value);
}

Refusals no_such_order(const OrderFamily& family, const Call& call) {
  return refuse(404, kOrderNotFound, std::string(scenario::words(family.type).name),
                std::string(call.order_id()));
}

Handler create_order(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    Refusals refusals;
    check_fields(call.document(), family.fields, refusals);
    world::OrderRequest request = family.read(call, world, refusals);
    if (!refusals.empty()) {
      if (family.echo != nullptr) {
        refusals.echo = [&family, &call, &world](xml::Writer& out) {
          family.echo(call, world, out);
        };
      }
      return refusals;
    }
    request.user = call.user().name;
    request.document = keep(call.document());
    const world::Order& order = place_order(world, family.type, call.account(), std::move(request));
    Reply created =
        reply(201, family.response, [&](xml::Writer& out) { family.write_created(order, out); });
    created.location = call.url_of_created(order.id.value);
    return created;
  };
}

Handler get_order(const OrderFamily& family) {
  Handler::Run run = [&family](const Call& call, world::World& world) -> Result<Reply> {
    const world::Order* order = find_order(family, call, world);
    if (order == nullptr) return no_such_order(family, call);
    Refusals refusals;
    const OrderView view{world, read_flag(call, "tndetail", refusals),
                         !call.path("siteId").empty()};
    if (!refusals.empty()) return refusals;
    return reply(200, family.response, [&](xml::Writer& out) { family.write(*order, view, out); });
  };
  Handler::Polls polls = [&family](const Call& call, const world::World& world) {
    const world::Order* order = find_order(family, call, world);
    return order != nullptr && !order->final();
  };
  return {std::move(run), std::move(polls)};
}

Result<world::OrderFilter> read_filter(const Call& call) {
  world::OrderFilter filter;
  for (const std::string_view state : call.target().all("status"))
    filter.states.emplace_back(state);
  filter.customer_order_id = call.query("customerOrderId");
  filter.user = call.query("userid");
  filter.id_fragment = call.query("orderIdFragment");
  if (const std::string_view tn = call.query("tn"); !tn.empty()) {
    filter.tn = world::parse_tn(tn);
    if (!filter.tn) return refuse(400, kTnInvalid);
  }
  const Result<Days> modified = read_days(call, "startdate", "enddate");
  if (!modified) return modified.error();
  filter.modified_from = modified->from;
  filter.modified_to = modified->to;
  return filter;
}

Handler list_orders(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const Result<world::OrderFilter> filter = read_filter(call);
    if (!filter) return filter.error();
    return list_page(family, call, world, *filter);
  };
}

Handler count_orders(const OrderFamily& family) {
  return [&family](const Call& call, world::World& world) -> Result<Reply> {
    const Result<world::OrderFilter> filter = read_filter(call);
    if (!filter) return filter.error();
    return quantity(world.orders().page(call.account(), family.type, *filter, {}, 0).total);
  };
}

Result<Reply> list_page(const OrderFamily& family, const Call& call, const world::World& world,
                        const world::OrderFilter& filter) {
  const Result<Paging> paging = read_paging(
      call,
      {.usual = std::min<std::size_t>(family.page_size_max, 1000), .max = family.page_size_max});
  if (!paging) return paging.error();
  const std::string_view from =
      paging->first() ? std::string_view{} : std::string_view(paging->page);
  if (!from.empty() && world.orders().find(call.account(), family.type, from) == nullptr) {
    return Refusals{400, {invalid_value(paging->page)}, {}};
  }
  world::OrderFilter window = filter;
  if (!filter.specific()) window.modified_from = world.now() - kListWindow;
  const world::OrderPage page =
      world.orders().page(call.account(), family.type, window, from, paging->size);
  if (page.total == 0)
    return reply(404, "Links", [&](xml::Writer& out) { write_first_link(call, out); });
  return reply(200, "ResponseSelectWrapper", [&](xml::Writer& out) {
    out.open("ListOrderIdUserIdDate");
    out.element("TotalCount", page.total);
    write_links(call,
                page.next == nullptr ? std::string_view{} : std::string_view(page.next->id.value),
                out);
    for (const world::Order* order : page.orders) write_summary(family, *order, world, out);
    out.close();
  });
}

void write_tn(world::Tn tn, const OrderView& view, xml::Writer& out) {
  out.open("TelephoneNumber").element("FullNumber", to_text(tn));
  const world::Block* block = view.tn_details ? view.world.numbers().block_of(tn) : nullptr;
  if (block != nullptr) {
    out.element_if("City", block->city);
    if (block->lata != 0) out.element("Lata", block->lata);
    out.element_if("RateCenter", block->rate_center);
    out.element_if("State", block->state);
    out.element("Tier", block->tier);
    write_vendor(out);
  }
  out.close();
}

void write_order_errors(const world::Order& order, xml::Writer& out) {
  if (order.errors.empty()) return;
  out.open("ErrorList");
  for (const world::OrderError& error : order.errors) {
    out.open("Error");
    out.element("Code", error.code);
    out.element("Description", error_text(error.code, error.about));
    // The texts name no number, so the number that is at fault stands beside them.
    if (!error.about.empty()) out.element("TelephoneNumber", error.about.front());
    out.close();
  }
  out.close();
}

}  // namespace dashsim::api
