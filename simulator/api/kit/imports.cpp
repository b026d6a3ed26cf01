#include "api/kit/imports.hpp"

#include <algorithm>

#include "api/kit/named.hpp"
#include "api/kit/port_request.hpp"
#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

using world::Order;
using world::Tn;

constexpr std::uint32_t kTnRequired = 7102;
constexpr std::uint32_t kTnListRequired = 7122;
constexpr std::uint32_t kTooManyTns = 7314;
constexpr std::uint32_t kLoaTypeInvalid = 25110;
constexpr std::size_t kTnsMax = 5000;

/// The errors of an order by their codes, in the order in which the first of each came.
struct ErrorGroup {
  std::uint32_t code;
  std::vector<std::string> numbers;
};
std::vector<ErrorGroup> grouped(const std::vector<world::OrderError>& errors) {
  std::vector<ErrorGroup> groups;
  for (const world::OrderError& error : errors) {
    auto group = std::ranges::find(groups, error.code, &ErrorGroup::code);
    if (group == groups.end()) group = groups.insert(group, {error.code, {}});
    group->numbers.insert(group->numbers.end(), error.about.begin(), error.about.end());
  }
  return groups;
}

}  // namespace

bool may_import(const Call& call, const world::World& world) {
  return account_has(call, world, "EXTERNAL_TNS");
}

void read_destination(const Call& call, const world::World& world, const DestinationCodes& codes,
                      world::OrderRequest& request, Refusals& refusals) {
  const std::string_view site_text = call.document().text_at("SiteId");
  const std::string_view peer_text = call.document().text_at("SipPeerId");
  const world::Sites& sites = world.sites();
  const world::Site* site =
      sites.find(call.account(), {kernel::parse_whole(site_text).value_or(0)});
  if (site == nullptr) {
    refusals.add(site_text.empty() ? codes.site_missing : codes.site_invalid);
  } else {
    request.site = site->id;
    if (site->locked) refusals.add(codes.site_locked);
  }
  if (peer_text.empty()) {
    if (site != nullptr && sites.find_default_peer(site->id) == nullptr)
      refusals.add(codes.no_default_peer);
    return;
  }
  const auto peer = sites.all_peers().find({kernel::parse_whole(peer_text).value_or(0)});
  if (peer == sites.all_peers().end() || peer->second.account != call.account())
    return refusals.add(codes.peer_invalid);
  request.sip_peer = peer->second.id;
  if (site != nullptr && peer->second.site != site->id) refusals.add(codes.peer_of_another_site);
}

std::vector<Tn> read_imports(const xml::Element& document, Refusals& refusals) {
  const auto list = document.child("TelephoneNumbers");
  if (!list) {
    refusals.add(kTnListRequired);
    return {};
  }
  std::vector<std::string_view> texts;
  for (const xml::Element element : list->children()) {
    if (element.name() == "TelephoneNumber" && !element.text().empty())
      texts.push_back(element.text());
  }
  if (texts.empty()) refusals.add(kTnRequired);
  if (texts.size() > kTnsMax) refusals.add(kTooManyTns, std::to_string(kTnsMax));
  return read_port_numbers(texts, refusals);
}

void read_loa_type(const xml::Element& document, std::string_view usual,
                   world::OrderRequest& request, Refusals& refusals) {
  const std::string_view given = document.text_at("LoaType");
  const std::string_view type = given.empty() ? usual : given;
  if (type != "CARRIER" && type != "SUBSCRIBER") refusals.add(kLoaTypeInvalid);
  request.facts.child_or_new("LoaType").text = type;
}

Handler create_or_fail(const OrderFamily& family) {
  return [&family, create = create_order(family).run](const Call& call,
                                                      world::World& world) -> Result<Reply> {
    Result<Reply> created = create(call, world);
    if (created) return created;
    return reply(created.error().status, family.created_response, [&](xml::Writer& out) {
      out.element("ProcessingStatus", "FAILED");
      write_repeated_errors(created.error(), out);
    });
  };
}

Handler list_orders_by_facts(const OrderFamily& family, FactQueries queries) {
  return [&family, queries](const Call& call, world::World& world) -> Result<Reply> {
    Result<world::OrderFilter> filter = read_filter(call);
    if (!filter) return filter.error();
    for (const auto& [parameter, fact] : queries) {
      const std::string_view wanted = call.query(parameter);
      if (!wanted.empty() && !kernel::same_word(wanted, "ALL"))
        filter->facts.emplace_back(fact, wanted);
    }
    return list_page(family, call, world, *filter);
  };
}

void write_import_head(const Order& order, xml::Writer& out) {
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  out.element("OrderCreateDate", kernel::format_instant(order.created));
  out.element("AccountId", order.account.value);
  out.element("CreatedByUser", order.request.user);
  out.element("OrderId", order.id.value);
  out.element("LastModifiedDate", kernel::format_instant(order.modified));
  if (order.request.site) out.element("SiteId", order.request.site->value);
  if (order.request.sip_peer) out.element("SipPeerId", order.request.sip_peer->value);
}

void write_imports(const std::vector<Tn>& numbers, xml::Writer& out) {
  out.open("TelephoneNumbers");
  for (const Tn tn : numbers) out.element("TelephoneNumber", to_text(tn));
  out.close();
}

void write_import_result(const Order& order, std::string_view domain, xml::Writer& out) {
  out.element("ProcessingStatus", order.status->name);
  write_grouped_errors(order, domain, out);
}

void write_grouped_errors(const Order& order, std::string_view domain, xml::Writer& out) {
  out.open("Errors");
  for (const ErrorGroup& group : grouped(order.errors)) {
    out.open("Error");
    out.element("Code", group.code);
    out.element("Description", error_text(group.code, group.numbers, domain));
    if (!group.numbers.empty()) {
      out.open("TelephoneNumbers");
      for (const std::string& number : group.numbers) out.element("TelephoneNumber", number);
      out.close();
    }
    out.close();
  }
  out.close();
}

void write_tn_list(const Order& order, const TnListWords& words, xml::Writer& out) {
  write_import_head(order, out);
  write_imports(order.request.numbers, out);
  write_import_result(order, words.domain, out);
}

void write_import_summary(const Order& order, std::string_view type, xml::Writer& out) {
  out.element_if("CustomerOrderId", order.request.customer_order_id);
  write_order_summary(order, type, out);
}

}  // namespace dashsim::api
