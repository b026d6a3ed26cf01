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
constexpr std::uint32_t kTnRequired = 5073;
constexpr std::uint32_t kDuplicateTns = 5093;
constexpr std::uint32_t kTooManyTns = 5095;
constexpr std::size_t kTnsMax = 5000;
constexpr auto kListWindow = std::chrono::days(2 * 365);

/// A span of days that a list was asked for; what is no date is refused.
struct DaysAsked {
  std::string_view from_name, to_name;
  std::optional<kernel::VirtualTime> world::OrderFilter::*from;
  std::optional<kernel::VirtualTime> world::OrderFilter::*to;
};
using Filter = world::OrderFilter;
constexpr DaysAsked kDaysAsked[] = {
    {"startdate", "enddate", &Filter::modified_from, &Filter::modified_to},
    {"modifiedDateFrom", "modifiedDateTo", &Filter::modified_from, &Filter::modified_to},
    {"createdDateFrom", "createdDateTo", &Filter::created_from, &Filter::created_to},
};

Reply answer_empty(const OrderFamily& family, const Call& call) {
  switch (family.list.when_empty) {
    case EmptyList::kLinks:
      return reply(404, "Links", [&](xml::Writer& out) { write_first_link(call, out); });
    case EmptyList::kNotFound:
      return empty_reply(404);
    case EmptyList::kNoContent:
      return empty_reply(204);
    case EmptyList::kEmpty:
      break;
  }
  return reply(200, family.list.root, [&](xml::Writer& out) {
    if (!family.list.container.empty()) out.open(family.list.container);
    out.element("TotalCount", 0U);
    if (family.list.pages) {
      out.open("Links");
      write_first_link(call, out);
      out.close();
    }
    if (!family.list.container.empty()) out.close();
  });
}

}  // namespace

void write_order_summary(const world::Order& order, std::string_view type, xml::Writer& out) {
  out.element("accountId", order.account.value);
  out.element("CountOfTNs", order.request.numbers.size());
  out.element("userId", order.request.user);
  out.element("lastModifiedDate", kernel::format_instant(order.modified));
  out.element("OrderDate", kernel::format_instant(order.created));
  out.element("OrderType", type);
  out.element("OrderStatus", order.status->name);
  out.element("OrderId", order.id.value);
}

void write_order_id_user_id_date(const world::Order& order, const OrderView& view,
                                 std::string_view id, std::string_view type, xml::Writer& out) {
  out.open("OrderIdUserIdDate");
  out.element("CountOfTNs", order.completed_numbers.size());
  out.element("userId", order.request.user);
  out.element("lastModifiedDate", kernel::format_instant(order.modified));
  out.element(id, order.id.value);
  out.element("OrderType", type);
  out.element("OrderDate", kernel::format_instant(order.created));
  out.element("OrderStatus", order.status->name);
  if (!order.completed_numbers.empty()) write_tn_details(order.completed_numbers, view.world, out);
  out.close();
}

void sign(const Call& call, world::OrderRequest& request) {
  request.user = call.user().name;
  request.query = call.target().query;
}

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

void read_required_tns(const xml::Element& document, std::vector<world::Tn>& numbers,
                       Refusals& refusals) {
  const std::size_t refused_before = refusals.list.size();
  if (const auto list = document.child("TelephoneNumbers"))
    read_tns(*list, "TelephoneNumber", numbers, refusals);
  if (numbers.empty() && refusals.list.size() == refused_before) refusals.add(kTnRequired);
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
    sign(call, request);
    request.document = keep(call.document());
    const world::Order& order = place_order(world, family.type, call.account(), std::move(request));
    const std::string_view root =
        family.created_response.empty() ? family.response : family.created_response;
    Reply created = reply(201, root, [&](xml::Writer& out) { family.write_created(order, out); });
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

Handler get_order_or_say_so(const OrderFamily& family) {
  Handler handler = get_order(family);
  Handler::Run run = [&family, get = handler.run](const Call& call,
                                                  world::World& world) -> Result<Reply> {
    if (find_order(family, call, world) == nullptr) return no_such_resource();
    return get(call, world);
  };
  return {std::move(run), std::move(handler.polls)};
}

Result<world::OrderFilter> read_filter(const Call& call) {
  world::OrderFilter filter;
  for (const std::string_view state : call.target().all("status"))
    filter.states.emplace_back(state);
  filter.customer_order_id = call.query("customerOrderId");
  filter.user = call.query("userid");
  filter.last_modified_by = call.query("lastModifiedBy");
  filter.id_fragment = call.query("orderIdFragment");
  filter.endpoint = call.query("aeui");
  filter.callback_number = call.query("callBack");
  if (const std::string_view tn = call.query("tn"); !tn.empty()) {
    filter.tn = world::parse_tn(tn);
    if (!filter.tn) return refuse(400, kTnInvalid);
  }
  for (const DaysAsked& asked : kDaysAsked) {
    const Result<Days> days = read_days(call, asked.from_name, asked.to_name);
    if (!days) return days.error();
    if (days->from) filter.*asked.from = days->from;
    if (days->to) filter.*asked.to = days->to;
  }
  const Result<Days> after = read_days(call, "lastModifiedAfter", "lastModifiedAfter");
  if (!after) return after.error();
  if (after->to) filter.modified_from = after->to;
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
  const OrderList& list = family.list;
  Result<Paging> paging = Paging{"1", list.size_max};
  if (list.pages) paging = read_paging(call, {.usual = list.size_usual, .max = list.size_max});
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
  if (page.total == 0) return answer_empty(family, call);
  OrderView view{world};
  view.as_of = filter.changed_to;
  view.whole = kernel::parse_flag(call.query("orderDetails")).value_or(false);
  return reply(200, list.root, [&](xml::Writer& out) {
    if (!list.container.empty()) out.open(list.container);
    out.element("TotalCount", page.total);
    if (list.pages) {
      write_links(call,
                  page.next == nullptr ? std::string_view{} : std::string_view(page.next->id.value),
                  out);
    }
    for (const world::Order* order : page.orders) list.write_entry(*order, view, out);
    if (!list.container.empty()) out.close();
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
