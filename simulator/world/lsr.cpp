#include "world/lsr.hpp"

#include <fmt/format.h>

#include <set>

#include "world/lifecycles.hpp"
#include "world/port_outs.hpp"
#include "world/porting.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

constexpr std::uint32_t kTnNotRecognized = 7516;
constexpr std::uint32_t kTnNotActive = 7518;
constexpr std::uint32_t kSeveralAccounts = 7672;
constexpr std::uint32_t kSomeNotActivated = 17030;

/// The account that has all the numbers in service; none, and errors, if there is no such one.
std::optional<AccountId> find_holder(const World& world, Order& lsr) {
  std::set<AccountId> holders;
  for (const Tn tn : lsr.request.numbers) {
    const TnRecord* record = world.numbers().find(tn);
    if (record != nullptr && record->state == TnState::kInService) {
      holders.insert(record->account);
      continue;
    }
    const bool known = record != nullptr || world.numbers().block_of(tn) != nullptr;
    lsr.errors.push_back({known ? kTnNotActive : kTnNotRecognized, {to_text(tn)}});
  }
  if (holders.size() > 1) lsr.errors.push_back({kSeveralAccounts, {}});
  if (!lsr.errors.empty()) return std::nullopt;
  return *holders.begin();
}

std::string subscriber_name(const RequestElement& subscriber) {
  const std::string_view business = subscriber.text_at("BusinessName");
  if (!business.empty()) return std::string(business);
  std::string name;
  for (const char* part : {"FirstName", "MiddleInitial", "LastName"}) {
    const std::string_view text = subscriber.text_at(part);
    if (!text.empty()) name.append(name.empty() ? "" : " ").append(text);
  }
  return name;
}

PortOutRequest to_request(const Order& lsr, AccountId holder) {
  PortOutRequest request;
  request.account = holder;
  request.numbers = lsr.request.numbers;
  request.spid = lsr.porting->spid;
  request.pon = lsr.porting->pon;
  request.foc = lsr.porting->requested_foc;
  request.parent = lsr.id;
  request.unopposed = lsr.porting->unopposed;
  if (const RequestElement* subscriber = lsr.request.document.child("Subscriber")) {
    request.pin = subscriber->text_at("PinNumber");
    request.account_number = subscriber->text_at("AccountNumber");
    request.zip = subscriber->text_at("ServiceAddress/Zip");
    request.subscriber_name = subscriber_name(*subscriber);
  }
  return request;
}

/// From here on the LSR goes where its port-out leads it, not where its own steps would.
void follow(World& world, Order& lsr, std::string_view state, std::string_view note = {},
            std::string difference = {}) {
  leave_path(lsr);
  come_to(world, lsr, state, note, std::move(difference));
}

void commit(World& world, Order& lsr, const Order& port_out) {
  const auto text = [](const std::optional<kernel::VirtualTime>& foc) {
    return foc ? kernel::format_date(foc_day(*foc)) : std::string("\"\"");
  };
  const std::string before = text(lsr.porting->actual_foc);
  lsr.porting->actual_foc = port_out.porting->actual_foc;
  lsr.porting->activation = port_out.porting->activation;
  follow(world, lsr, "FOC", "Port-out date has been set",
         fmt::format("ActualFocDate : {} --> {}", before, text(lsr.porting->actual_foc)));
}

void fail(World& world, Order& lsr, const Order& port_out) {
  lsr.errors = port_out.errors;
  if (port_out.completed_numbers.empty()) return follow(world, lsr, "EXCEPTION");
  std::vector<std::string> missing;
  for (const Tn tn : port_out.failed_numbers) missing.push_back(to_text(tn));
  lsr.errors.push_back({kSomeNotActivated, {fmt::format("[{}]", fmt::join(missing, ", "))}});
  lsr.completed_numbers = port_out.completed_numbers;
  lsr.failed_numbers = port_out.failed_numbers;
  follow(world, lsr, "PARTIAL");
}

}  // namespace

Outcome request_port_out_of_lsr(World& world, Order& lsr) {
  const std::optional<AccountId> holder = find_holder(world, lsr);
  if (!holder) return Outcome::kNone;
  PortOutRequest request = to_request(lsr, *holder);
  Order* before = world.orders().find(lsr.porting->port_out.value);
  if (before != nullptr && !before->final() && before->account == *holder) {
    modify_port_out(world, *before, std::move(request));
    return Outcome::kAll;
  }
  // The numbers have changed hands since: what was asked of their account before is void.
  const OrderId left = std::exchange(lsr.porting->port_out, OrderId{});
  if (before != nullptr && !before->final()) {
    before->porting->parent = {};
    fire(world, *before, scenario::Trigger::kCancel);
  }
  const Order& port_out = request_port_out(world, std::move(request));
  lsr.porting->port_out = port_out.id;
  port_out_changed(world, lsr, port_out);  // a scenario may have refused it at once
  return Outcome::kAll;
}

void port_out_changed(World& world, Order& lsr, const Order& port_out) {
  // What an LSR has not asked for yet, or does not wait for any more, is not its concern.
  if (lsr.final() || lsr.porting->port_out != port_out.id) return;
  if (port_out.is_in("SOA_PENDING")) return commit(world, lsr, port_out);
  if (port_out.is_in("CANCELLED")) {
    lsr.errors = port_out.errors;
    return follow(world, lsr, "CANCELLED");
  }
  if (port_out.is_in("COMPLETE")) {
    lsr.completed_numbers = port_out.completed_numbers;
    return follow(world, lsr, "COMPLETE");
  }
  if (port_out.is_in("NEW") || port_out.is_in("MODIFY")) return;
  fail(world, lsr, port_out);
}

void lsr_ended(World& world, const Order& lsr) {
  Order* port_out = world.orders().find(lsr.porting->port_out.value);
  if (port_out != nullptr && !port_out->final()) fire(world, *port_out, scenario::Trigger::kCancel);
}

}  // namespace dashsim::world
