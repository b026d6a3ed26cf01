#include "api/kit/tn_groups.hpp"

#include <set>

#include "api/kit/fields.hpp"

namespace dashsim::api {
namespace {

using world::RequestElement;
using world::Tn;

constexpr std::uint32_t kTnInvalid = 5070;
constexpr std::uint32_t kTnRequired = 5073;
constexpr std::uint32_t kDuplicateTns = 5093;
constexpr std::uint32_t kTooManyTns = 5095;
constexpr std::size_t kTnsMax = 5000;
constexpr std::uint64_t kCanadianLata = 888;
constexpr std::string_view kNumbers = "TelephoneNumbers/TelephoneNumber";

/// What stands in the way of an order about the number; 0: nothing.
std::uint32_t problem(Tn tn, world::AccountId account, const world::World& world,
                      const TnProblems& problems, const world::Order* order) {
  const world::TnRecord* record = world.numbers().find(tn);
  const world::Block* block = world.numbers().block_of(tn);
  if (record == nullptr && block == nullptr) return problems.unknown;
  if (world.numbers().find_in_service(account, tn) == nullptr) return problems.of_another;
  if (tn.is_toll_free()) return problems.toll_free;
  if (block != nullptr && block->lata == kCanadianLata && problems.canadian != 0)
    return problems.canadian;
  const world::Order* claimant = world.orders().claimant(problems.type, tn);
  return claimant != nullptr && claimant != order ? problems.being_processed : 0;
}

}  // namespace

std::vector<std::string> read_group_numbers(const RequestElement& document, std::string_view groups,
                                            Refusals& refusals) {
  std::vector<std::string> texts;
  std::set<std::string_view> seen;
  for (const RequestElement* element :
       document.all_at(std::string(groups).append("/").append(kNumbers))) {
    texts.push_back(element->text);
    seen.insert(element->text);
  }
  if (texts.empty()) refusals.add(kTnRequired);
  if (seen.size() < texts.size()) refusals.add(kDuplicateTns);
  if (texts.size() > kTnsMax) refusals.add(kTooManyTns, std::to_string(kTnsMax));
  return texts;
}

void read_tn_groups(const Call& call, const world::World& world, std::string_view groups,
                    const TnProblems& problems, const world::Order* order,
                    world::OrderRequest& request, Refusals& refusals) {
  for (const std::string& text : read_group_numbers(keep(call.document()), groups, refusals)) {
    const auto tn = world::parse_tn(text);
    const std::uint32_t code =
        tn ? problem(*tn, call.account(), world, problems, order) : kTnInvalid;
    if (code == 0) {
      request.numbers.push_back(*tn);
    } else {
      request.errors.push_back({code, {}, {text}});
    }
  }
}

void write_group_numbers(const RequestElement& group, xml::Writer& out) {
  out.open("TelephoneNumbers");
  for (const RequestElement* number : group.all_at(kNumbers))
    out.element("TelephoneNumber", number->text);
  out.close();
}

void write_tn_errors(const std::vector<world::OrderError>& errors, std::string_view domain,
                     xml::Writer& out) {
  out.open("ErrorList");
  for (const world::OrderError& error : errors) {
    const auto write = [&](std::string_view number) {
      out.open("Error");
      out.element("Code", error.code);
      out.element("Description", error_text(error.code, error.about, domain));
      if (!number.empty()) out.element("TelephoneNumber", number);
      out.close();
    };
    for (const std::string& number : error.of) write(number);
    if (error.of.empty()) write({});
  }
  out.close();
}

void write_feature_order(const world::Order& order, const OrderView& view, std::string_view type,
                         xml::Writer& out) {
  out.open("OrderIdUserIdDate");
  out.element("accountId", order.account.value);
  out.element("CountOfTNs", order.request.numbers.size());
  out.element("userId", order.request.user);
  out.element("lastModifiedDate", kernel::format_instant(order.modified));
  out.element("OrderType", type);
  out.element("OrderDate", kernel::format_instant(order.created));
  out.element("orderId", order.id.value);
  out.element("OrderStatus", order.status->name);
  if (!order.completed_numbers.empty()) write_tn_details(order.completed_numbers, view.world, out);
  out.close();
}

}  // namespace dashsim::api
