// The telephone numbers of a bulk port-in, and the port-ins that they are decomposed into.
// Reference: bulkPortins, tnList and portinList.
#include <algorithm>
#include <set>

#include "api/bulkPortins/bulk_portins.hpp"
#include "api/kit/port_request.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::api {
namespace {

using world::Order;
using world::Portability;
using world::Tn;

// Codes of the catalogue, domain LNP or /portins errors.
constexpr std::uint32_t kNumberRequired = 7101;
constexpr std::uint32_t kTooManyNumbers = 7314;
constexpr std::uint32_t kOrderNotFound = 7700;
constexpr std::uint32_t kOfAnotherBulk = 7701;
constexpr std::uint32_t kListFixed = 7711;
constexpr std::uint32_t kOnlyDrafts = 7712;
constexpr std::uint32_t kTerminal = 7714;
constexpr std::uint32_t kDoubledNumbers = 7719;

constexpr std::size_t kNumbersMax = 5000;

/// What numbers share that are ported by one order. Reference: lnpchecker.
bool go_together(const Portability& a, const Portability& b) {
  return a.type == b.type && a.carrier == b.carrier && a.holder == b.holder &&
         a.vendor == b.vendor && a.place->rate_center == b.place->rate_center &&
         a.place->state == b.place->state;
}

struct Group {
  Portability found;
  std::vector<Tn> numbers;
};

/// A list of telephone numbers, sorted out.
struct Decomposition {
  std::vector<Group> groups;  ///< in the order in which the first number of each came
  std::vector<Tn> not_portable;
  std::vector<std::string> not_numbers;
};

Decomposition decompose(const std::vector<std::string>& texts, world::AccountId account,
                        const world::World& world) {
  Decomposition sorted;
  std::set<Tn> seen;
  for (const std::string& text : texts) {
    const std::optional<Tn> tn = world::parse_tn(text);
    if (!tn) {
      sorted.not_numbers.push_back(text);
      continue;
    }
    if (!seen.insert(*tn).second) continue;
    const Portability found = look_up(world, account, *tn);
    if (port_obstacle(found, *tn, world, nullptr)) {
      sorted.not_portable.push_back(*tn);
      continue;
    }
    const auto group = std::ranges::find_if(
        sorted.groups, [&](const Group& each) { return go_together(each.found, found); });
    if (group == sorted.groups.end()) {
      sorted.groups.push_back({found, {*tn}});
    } else {
      group->numbers.push_back(*tn);
    }
  }
  return sorted;
}

/// A draft of a port-in for these numbers, after the template.
void add_child(Order& bulk, const std::vector<Tn>& numbers, const Call& call, world::World& world) {
  world::RequestElement document = supp_of(bulk.request.document);
  document.name = "LnpOrder";
  world::RequestElement& list = document.child_or_new("ListOfPhoneNumbers");
  for (const Tn tn : numbers) list.children.push_back({"PhoneNumber", to_text(tn), {}});
  Refusals none;  // its numbers have been looked at already, and all else can wait
  PortRequest port =
      read_port(std::move(document), {world, bulk.account}, PortChecks::kNumbers, none);
  sign(call, port.request);
  port.request.draft = true;
  port.porting.parent = bulk.id;
  const Order& child = place_order(world, world::OrderType::kPortins, bulk.account,
                                   std::move(port.request), std::move(port.porting));
  bulk.porting->children.push_back(child.id);
}

template <class Items, class Text>
void write_list(std::string_view list, const Items& items, Text text, xml::Writer& out) {
  if (items.empty()) return;
  out.open(list);
  for (const auto& item : items) out.element("TN", text(item));
  out.close();
}

Reply tn_lists(const Order& bulk, world::World& world) {
  std::vector<Tn> valid;
  for (const Order* child : children_of(bulk, world))
    valid.insert(valid.end(), child->request.numbers.begin(), child->request.numbers.end());
  const auto number = [](Tn tn) { return to_text(tn); };
  return reply(200, "TnListResponse", [&](xml::Writer& out) {
    write_list("ValidTnList", valid, number, out);
    write_list("NonPortableTnList", bulk.porting->not_portable, number, out);
    write_list(
        "InvalidTnList", bulk.porting->not_numbers, [](const auto& text) { return text; }, out);
  });
}

std::vector<std::string> texts_in(const xml::Element& document, std::string_view name) {
  std::vector<std::string> texts;
  for (const xml::Element child : document.children())
    if (child.name() == name && !child.text().empty()) texts.emplace_back(child.text());
  return texts;
}

void check_list_open(const Order& bulk, Refusals& refusals) {
  if (!bulk.request.draft) refusals.add(kListFixed, std::string(bulk.status->name));
}

/// What is wrong with a port-in of the list, or with one that should have come into it.
struct PortInError {
  std::string id;
  std::uint32_t code = 0;
  std::vector<std::string> about{};
};

std::vector<PortInError> errors_of(const std::vector<Order*>& children) {
  std::vector<PortInError> errors;
  for (const Order* child : children) {
    for (const world::OrderError& error : child->errors)
      errors.push_back({child->id.value, error.code, error.about});
  }
  return errors;
}

Reply portin_list(int status, const std::vector<Order*>& children,
                  const std::vector<PortInError>& errors) {
  return reply(status, "PortinListResponse", [&](xml::Writer& out) {
    out.open("PortinList");
    for (const Order* child : children) out.element("PortinOrderId", child->id.value);
    out.close();
    if (errors.empty()) return;
    out.open("Errors");
    for (const PortInError& error : errors) {
      out.open("Error");
      out.element("ErrorCode", error.code);
      out.element("portinOrderId", error.id);
      out.element("Description", error_text(error.code, error.about));
      out.close();
    }
    out.close();
  });
}

/// Why an order cannot be one of a draft's port-ins; nothing if it can.
std::optional<std::uint32_t> obstacle(const Order* child, const Order& bulk) {
  if (child == nullptr) return kOrderNotFound;
  const world::OrderId& parent = child->porting->parent;
  if (!parent.value.empty() && parent != bulk.id) return kOfAnotherBulk;
  if (child->final()) return kTerminal;
  return child->request.draft ? std::nullopt : std::optional(kOnlyDrafts);
}

/// The port-ins that these ids name, or what is wrong with them.
std::vector<Order*> find_children(const std::vector<std::string>& ids, const Order& bulk,
                                  world::World& world, std::vector<PortInError>& wrong) {
  std::vector<Order*> children;
  std::set<Tn> seen;
  for (const std::string& id : ids) {
    Order* child = world.orders().find(bulk.account, world::OrderType::kPortins, id);
    if (const auto code = obstacle(child, bulk)) {
      wrong.push_back({id, *code});
      continue;
    }
    bool doubled = false;
    for (const Tn tn : child->request.numbers) doubled = !seen.insert(tn).second || doubled;
    if (doubled) {
      wrong.push_back({id, kDoubledNumbers});
    } else {
      children.push_back(child);
    }
  }
  return children;
}

}  // namespace

Result<Reply> get_tn_list(const Call& call, world::World& world) {
  const Order* bulk = find_order(kBulkPortins, call, world);
  return bulk == nullptr ? Result<Reply>(no_such_order(kBulkPortins, call))
                         : tn_lists(*bulk, world);
}

Result<Reply> put_tn_list(const Call& call, world::World& world) {
  Order* bulk = find_order(kBulkPortins, call, world);
  if (bulk == nullptr) return no_such_order(kBulkPortins, call);
  const std::vector<std::string> texts = texts_in(call.document(), "TN");
  Refusals refusals;
  check_list_open(*bulk, refusals);
  if (texts.empty()) refusals.add(kNumberRequired);
  if (texts.size() > kNumbersMax) refusals.add(kTooManyNumbers, std::to_string(kNumbersMax));
  if (!refusals.empty()) return refusals;
  drop_children(*bulk, world);
  Decomposition sorted = decompose(texts, bulk->account, world);
  for (const Group& group : sorted.groups) add_child(*bulk, group.numbers, call, world);
  bulk->porting->not_portable = std::move(sorted.not_portable);
  bulk->porting->not_numbers = std::move(sorted.not_numbers);
  record_change(world, *bulk, call.user().name, {});
  return tn_lists(*bulk, world);
}

Result<Reply> get_portin_list(const Call& call, world::World& world) {
  const Order* bulk = find_order(kBulkPortins, call, world);
  if (bulk == nullptr) return no_such_order(kBulkPortins, call);
  const std::vector<Order*> children = children_of(*bulk, world);
  return portin_list(200, children, errors_of(children));
}

Result<Reply> put_portin_list(const Call& call, world::World& world) {
  Order* bulk = find_order(kBulkPortins, call, world);
  if (bulk == nullptr) return no_such_order(kBulkPortins, call);
  Refusals refusals;
  check_list_open(*bulk, refusals);
  if (!refusals.empty()) return refusals;
  std::vector<PortInError> wrong;
  const std::vector<Order*> children =
      find_children(texts_in(call.document(), "PortinOrderId"), *bulk, world, wrong);
  // With no good one among them the list stays, so that no port-in loses its bulk port-in.
  if (children.empty() && !wrong.empty()) return portin_list(400, {}, wrong);
  for (Order* child : children_of(*bulk, world)) child->porting->parent = {};
  bulk->porting->children.clear();
  for (Order* child : children) {
    child->porting->parent = bulk->id;
    bulk->porting->children.push_back(child->id);
  }
  record_change(world, *bulk, call.user().name, {});
  return portin_list(200, children, wrong);
}

}  // namespace dashsim::api
