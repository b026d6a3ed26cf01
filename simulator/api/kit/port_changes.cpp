#include "api/kit/port_changes.hpp"

#include <algorithm>
#include <map>

#include "kernel/text.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::api {
namespace {

using scenario::PortType;
using world::Order;
using world::RequestElement;

// Codes of the catalogue, domain LNP or /portins errors.
constexpr std::uint32_t kAwaitingLosingCarrier = 7300;
constexpr std::uint32_t kFocTooNear = 7301;
constexpr std::uint32_t kFocPassed = 7302;
constexpr std::uint32_t kCancelled = 7303;
constexpr std::uint32_t kComplete = 7304;
constexpr std::uint32_t kBtnFixed = 7305;
constexpr std::uint32_t kSubscriberFixed = 7306;
constexpr std::uint32_t kAddressFixed = 7307;
constexpr std::uint32_t kWirelessFixed = 7308;
constexpr std::uint32_t kTriggeredFixed = 7350;
constexpr std::uint32_t kCancelRequested = 7353;
constexpr std::uint32_t kStatusFixed = 7367;
constexpr std::uint32_t kFocInPast = 7371;
constexpr std::uint32_t kSuppNotAllowed = 7483;
constexpr std::uint32_t kPeerFixed = 7487;
constexpr std::uint32_t kStatusInvalid = 7372;
constexpr std::uint32_t kNumbersOfAnotherCarrier = 7495;
constexpr std::uint32_t kNumbersFixed = 7498;
constexpr std::uint32_t kDraftsNumbersInvalid = 7637;
constexpr std::uint32_t kBulkDraft = 7717;

/// Nothing is changed or cancelled in the last hours before the numbers move.
constexpr auto kClosedBefore = std::chrono::hours(24);

constexpr std::string_view kAddress = "ServiceAddress";
constexpr std::string_view kDraft = "DRAFT";
constexpr std::string_view kSubmitted = "SUBMITTED";

/// Takes over the texts of `from`, element by element; empty ones count as absent.
void lay_over(RequestElement& onto, const RequestElement& from) {
  for (const RequestElement& child : from.children) {
    if (child.name == "ResetAddressFields") continue;
    if (child.name == kAddress) {
      RequestElement& address = onto.child_or_new(kAddress);
      const bool whole = kernel::parse_flag(child.text_at("ResetAddressFields")).value_or(false);
      if (whole) address.children.clear();
      lay_over(address, child);
    } else if (!child.text.empty()) {
      onto.child_or_new(child.name).text = child.text;
    }
  }
}

void replace(RequestElement& document, const RequestElement& child) {
  document.child_or_new(child.name) = child;
}

/// The texts of all elements by path; those of lists in one.
std::map<std::string, std::string> texts_of(const RequestElement& document) {
  std::map<std::string, std::string> texts;
  const auto walk = [&](const auto& self, const RequestElement& element) -> void {
    for (const RequestElement& child : element.children) {
      if (!child.text.empty()) {
        std::string& text = texts[child.name];
        text.append(text.empty() ? "" : ", ").append(child.text);
      }
      self(self, child);
    }
  };
  walk(walk, document);
  return texts;
}

bool reached_foc(const Order& order) {
  return std::ranges::any_of(
      order.history, [](const world::HistoryEntry& entry) { return entry.status->name == "FOC"; });
}

/// Whether the SUPP gives this element another text than the order has.
bool changes(const Order& order, const RequestElement& supp, std::string_view path) {
  const std::string_view wish = supp.text_at(path);
  return !wish.empty() && wish != order.request.document.text_at(path);
}

void check_offnet(const Order& order, const RequestElement& supp, Refusals& refusals) {
  const bool before_foc = !reached_foc(order);
  const RequestElement* subscriber = supp.child("Subscriber");
  if (!before_foc && changes(order, supp, "BillingTelephoneNumber")) refusals.add(kBtnFixed);
  if (subscriber != nullptr) {
    const bool names = before_foc && !subscriber->text_at("SubscriberType").empty();
    const bool only_address =
        subscriber->children.size() == 1 && subscriber->child(kAddress) != nullptr;
    if (!names && !only_address) refusals.add(kSubscriberFixed);
    if (subscriber->child(kAddress) != nullptr) refusals.add(kAddressFixed);
  }
  if (supp.child("WirelessInfo") != nullptr) refusals.add(kWirelessFixed);
  if (changes(order, supp, "PeerId") || changes(order, supp, "SiteId")) refusals.add(kPeerFixed);
  if (supp.child("ListOfPhoneNumbers") != nullptr) refusals.add(kNumbersFixed);
  constexpr std::string_view kOthers[] = {"NewBillingTelephoneNumber", "CustomerOrderId",
                                          "PartialPort", "LoaAuthorizingPerson", "Immediately"};
  const bool other = std::ranges::any_of(
      kOthers, [&](std::string_view path) { return changes(order, supp, path); });
  if (other || supp.child("TnAttributes") != nullptr) refusals.add(kSuppNotAllowed);
}

/// What a SUPP would make of the order, and all that is against it.
PortRequest plan_change(const world::World& world, const Order& order, const RequestElement& supp,
                        bool submit, Refusals& refusals) {
  const bool draft = order.request.draft;
  const PortContext context{world, order.account, &order};
  Refusals found;
  PortRequest port = read_port(merged_port(order.request.document, supp), context,
                               draft && !submit ? PortChecks::kNumbers : PortChecks::kAll, found);
  const world::Porting& now = *order.porting;
  const bool same_carrier = port.porting.losing_spid == now.losing_spid &&
                            port.porting.losing_account == now.losing_account;
  if (!draft && supp.child("ListOfPhoneNumbers") != nullptr && !same_carrier) {
    refusals.add(kNumbersOfAnotherCarrier);
    for (const world::Tn tn : port.request.numbers)
      refusals.list.back().numbers.push_back(to_text(tn));
  }
  refusals.list.insert(refusals.list.begin(), found.list.begin(), found.list.end());
  return port;
}

/// Takes over what the SUPP made of the request; what the port has been through stays.
void apply_change(world::World& world, Order& order, PortRequest port) {
  const bool claims = !order.request.draft;
  if (claims) world.orders().drop_claims(order);
  port.request.user = std::move(order.request.user);
  port.request.query = std::move(order.request.query);
  port.request.draft = order.request.draft;
  order.request = std::move(port.request);
  if (claims) world.orders().claim_numbers(order);
  port.porting.actual_foc = order.porting->actual_foc;
  port.porting.activation = order.porting->activation;
  port.porting.activated = order.porting->activated;
  port.porting.parent = order.porting->parent;
  order.porting = std::move(port.porting);
}

void check_status_change(const Order& order, const world::World& world, std::string_view status,
                         Submitter submitter, Refusals& refusals) {
  if (!status.empty() && status != kSubmitted && status != kDraft)
    refusals.add(kStatusInvalid, std::string(status), std::string(kSubmitted));
  if (status != kSubmitted) return;
  const bool validated = order.is_in("VALID_DRAFT_TFNS") || order.is_in(kDraft);
  if (!validated) refusals.add(kDraftsNumbersInvalid);
  if (submitter == Submitter::kBulk) return;
  const Order* bulk = world.orders().find(order.porting->parent.value);
  if (bulk != nullptr && bulk->is_in(kDraft)) refusals.add(kBulkDraft);
}

}  // namespace

RequestElement merged_port(const RequestElement& document, const RequestElement& supp) {
  RequestElement merged = document;
  for (const RequestElement& child : supp.children) {
    if (child.name == "ProcessingStatus") continue;
    if (child.name == "Subscriber" || child.name == "WirelessInfo") {
      lay_over(merged.child_or_new(child.name), child);
    } else if (!child.text.empty() || !child.children.empty()) {
      replace(merged, child);
    }
  }
  // A subscriber of the other kind has another kind of name.
  const bool residential = supp.text_at("Subscriber/SubscriberType") == "RESIDENTIAL";
  if (residential && supp.text_at("Subscriber/BusinessName").empty())
    merged.child_or_new("Subscriber").drop_child("BusinessName");
  return merged;
}

std::string differences(const RequestElement& before, const RequestElement& after) {
  const std::map<std::string, std::string> old_texts = texts_of(before);
  std::map<std::string, std::string> all = texts_of(after);
  all.insert(old_texts.begin(), old_texts.end());  // those that are gone
  const auto text_in = [](const std::map<std::string, std::string>& texts, const std::string& key) {
    const auto found = texts.find(key);
    return found == texts.end() || found->second.empty() ? std::string("\"\"") : found->second;
  };
  const std::map<std::string, std::string> new_texts = texts_of(after);
  std::string lines;
  for (const auto& [name, text] : all) {
    const std::string old_text = text_in(old_texts, name);
    const std::string new_text = text_in(new_texts, name);
    if (old_text == new_text) continue;
    lines.append(lines.empty() ? "" : "\n");
    lines.append(name).append(" : ").append(old_text).append(" --> ").append(new_text);
  }
  return lines;
}

void check_open(const Order& order, const world::World& world, PortChange change,
                Refusals& refusals) {
  if (order.is_in("COMPLETE")) return refusals.add(kComplete);
  if (order.is_in("CANCELLED")) return refusals.add(kCancelled);
  if (order.is_in("REQUESTED_CANCEL")) return refusals.add(kCancelRequested);
  if (change == PortChange::kSupp && order.is_in("REQUESTED_SUPP"))
    return refusals.add(kAwaitingLosingCarrier);
  if (!order.is_in("FOC") || !order.porting->activation) return;
  const kernel::Duration left = *order.porting->activation - world.now();
  if (left <= kernel::Duration{0}) {
    refusals.add(change == PortChange::kSupp ? kFocInPast : kFocPassed);
  } else if (left < kClosedBefore) {
    refusals.add(kFocTooNear);
  }
}

void check_permitted(const Order& order, const RequestElement& supp, Refusals& refusals) {
  const PortType type = order.porting->type;
  if (!supp.text_at("ProcessingStatus").empty()) {
    refusals.add(kStatusFixed, std::string(scenario::kPortTypes[static_cast<std::size_t>(type)]));
  }
  if (changes(order, supp, "Triggered")) refusals.add(kTriggeredFixed);
  if (type == PortType::kAutomatedOffnet) return check_offnet(order, supp, refusals);
  const bool numbers = supp.child("ListOfPhoneNumbers") != nullptr;
  if (numbers && reached_foc(order) && type != PortType::kInternal) refusals.add(kNumbersFixed);
}

PortPlan plan_port_change(const world::World& world, const Order& order, const RequestElement& supp,
                          Submitter submitter, Refusals& refusals) {
  const bool draft = order.request.draft;
  const std::string_view status = supp.text_at("ProcessingStatus");
  PortPlan plan;
  plan.submits = draft && status == kSubmitted;
  if (draft) {
    check_status_change(order, world, status, submitter, refusals);
  } else {
    check_open(order, world, PortChange::kSupp, refusals);
    if (refusals.empty()) check_permitted(order, supp, refusals);
  }
  if (refusals.empty()) plan.port = plan_change(world, order, supp, plan.submits, refusals);
  return plan;
}

void carry_out(world::World& world, Order& order, PortPlan plan, std::string_view user) {
  const std::string difference = differences(order.request.document, plan.port.request.document);
  apply_change(world, order, std::move(plan.port));
  const std::size_t entries = order.history.size();
  if (plan.submits) {
    fire(world, order, scenario::Trigger::kSubmit);
  } else if (!order.request.draft) {
    order.errors.clear();  // the losing carrier looks at it anew
    fire(world, order, scenario::Trigger::kSupp);
  }
  if (order.history.size() == entries)
    return record_change(world, order, std::string(user), difference);
  order.history[entries].author = user;
  order.history[entries].difference = difference;
}

}  // namespace dashsim::api
