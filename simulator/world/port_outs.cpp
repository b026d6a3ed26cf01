#include "world/port_outs.hpp"

#include <algorithm>

#include "world/lifecycles.hpp"
#include "world/porting.hpp"
#include "world/world.hpp"

namespace dashsim::world {
namespace {

constexpr std::uint32_t kPortOutTnNotRecognized = 7516;

/// What a code of the customer does to the request. The worst of several counts.
enum class Disposition : std::uint8_t { kSucceeds, kException, kCancelled };

/// Reference: callbacks, table of dispositions. 7522 leaves the request alone, 7599 and anything
/// else lets it succeed: none of them stops it.
Disposition disposition_of(std::uint32_t code) {
  if (code >= 7516 && code <= 7518) return Disposition::kCancelled;
  const bool exception = (code >= 7510 && code <= 7515) || code == 7519 || code == 7598;
  return exception ? Disposition::kException : Disposition::kSucceeds;
}

/// The document that the customer is sent. Reference: callbacks.
RequestElement to_document(const PortOutRequest& request) {
  RequestElement document{"PortOutValidationRequest", {}, {}};
  const auto add = [&](const char* name, const std::string& text) {
    if (!text.empty()) document.children.push_back({name, text, {}});
  };
  add("PON", request.pon);
  add("Pin", request.pin);
  add("AccountNumber", request.account_number);
  add("ZipCode", request.zip);
  add("SubscriberName", request.subscriber_name);
  RequestElement numbers{"TelephoneNumbers", {}, {}};
  for (const Tn tn : request.numbers)
    numbers.children.push_back({"TelephoneNumber", to_text(tn), {}});
  document.children.push_back(std::move(numbers));
  return document;
}

/// The day that is asked for, at the time of day at which numbers move.
kernel::VirtualTime requested_foc(const World& world, const PortOutRequest& request) {
  constexpr std::uint64_t kInterval = 1;
  const kernel::Date day = request.foc ? foc_day(*request.foc) : earliest_foc(world, kInterval);
  return kernel::eastern_instant(day, kDefaultActivation);
}

void take_over(const World& world, const PortOutRequest& request, OrderRequest& asked,
               Porting& port) {
  asked.numbers = request.numbers;
  asked.document = to_document(request);
  asked.facts = {"", {}, {{"SPID", request.spid, {}}}};
  port.pon = request.pon;
  port.spid = request.spid;
  port.requested_foc = requested_foc(world, request);
  port.actual_foc.reset();
  port.activation.reset();
  port.unopposed = request.unopposed;
}

bool contains(const std::vector<Tn>& numbers, Tn tn) {
  return std::ranges::find(numbers, tn) != numbers.end();
}

}  // namespace

PortOutRequest to_request(const scenario::PortOut& port_out) {
  PortOutRequest request;
  request.account = {port_out.account};
  for (const scenario::TnRange& range : port_out.numbers) {
    for (std::uint64_t tn = range.first; tn <= range.last; ++tn) request.numbers.push_back(Tn{tn});
  }
  request.spid = port_out.spid;
  request.pon = port_out.pon;
  request.pin = port_out.pin;
  request.account_number = port_out.account_number;
  request.zip = port_out.zip;
  request.subscriber_name = port_out.subscriber_name;
  request.foc = port_out.foc;
  return request;
}

PortOutRequest to_request(const Order& port_out) {
  const RequestElement& document = port_out.request.document;
  const Porting& port = *port_out.porting;
  PortOutRequest request;
  request.account = port_out.account;
  request.numbers = port_out.request.numbers;
  request.spid = port.spid;
  request.pon = port.pon;
  request.pin = document.text_at("Pin");
  request.account_number = document.text_at("AccountNumber");
  request.zip = document.text_at("ZipCode");
  request.subscriber_name = document.text_at("SubscriberName");
  request.foc = port.requested_foc;
  request.parent = port.parent;
  return request;
}

Order& request_port_out(World& world, PortOutRequest request) {
  if (request.pon.empty()) request.pon = world.new_pon();
  OrderRequest asked;
  asked.user = kSystem;
  Porting port;
  port.parent = request.parent;
  take_over(world, request, asked, port);
  return place_order(world, OrderType::kPortouts, request.account, std::move(asked),
                     std::move(port));
}

void modify_port_out(World& world, Order& port_out, PortOutRequest request) {
  if (request.pon.empty()) request.pon = port_out.porting->pon;
  take_over(world, request, port_out.request, *port_out.porting);
  port_out.porting->corrected = true;
  port_out.errors.clear();
  fire(world, port_out, scenario::Trigger::kSupp);
}

void validate_port_out(World& world, Order& port_out) {
  const Account* account = world.accounts().find(port_out.account);
  const bool asks = account != nullptr && account->port_out_validation.has_value() &&
                    !port_out.porting->unopposed;
  if (!asks) {
    world.schedule(kernel::Duration{0}, kernel::Urgency::kWork,
                   NobodyObjects{port_out.id, port_out.generation});
    return;
  }
  world.ask(*account->port_out_validation,
            {port_out.id, port_out.generation, port_out.request.document});
}

void conclude_validation(World& world, Order& port_out, const Verdict& verdict) {
  Order* parent = world.orders().find(port_out.porting->parent.value);
  for (const std::string& remark : verdict.remarks) {
    add_remark(world, port_out, remark);
    if (parent != nullptr) add_remark(world, *parent, remark);
  }
  Disposition worst = Disposition::kSucceeds;
  std::vector<OrderError> errors;
  for (const OrderError& error : verdict.errors) {
    const Disposition disposition = disposition_of(error.code);
    if (disposition != Disposition::kSucceeds) errors.push_back(error);
    worst = std::max(worst, disposition);
  }
  if (worst == Disposition::kSucceeds) {
    commit_foc_date(world, port_out);
    return fire(world, port_out, scenario::Trigger::kAccept);
  }
  port_out.errors = std::move(errors);
  const std::string_view failed =
      port_out.porting->corrected ? "VALIDATION_FAILED_MODIFY" : "VALIDATION_FAILED_NEW";
  leave_path(port_out);
  come_to(world, port_out, worst == Disposition::kCancelled ? "CANCELLED" : failed);
}

Outcome let_numbers_go(World& world, Order& port_out, std::optional<std::uint64_t> at_most) {
  const std::size_t limit = at_most.value_or(SIZE_MAX);
  port_out.failed_numbers.clear();
  for (const Tn tn : port_out.request.numbers) {
    if (contains(port_out.completed_numbers, tn)) continue;
    const bool there = world.numbers().find_in_service(port_out.account, tn) != nullptr;
    if (there && port_out.completed_numbers.size() < limit) {
      world.numbers().port_out(tn);
      port_out.completed_numbers.push_back(tn);
      continue;
    }
    port_out.failed_numbers.push_back(tn);
    port_out.errors.push_back({kPortOutTnNotRecognized, {to_text(tn)}});
  }
  if (port_out.failed_numbers.empty()) return Outcome::kAll;
  return port_out.completed_numbers.empty() ? Outcome::kNone : Outcome::kSome;
}

}  // namespace dashsim::world
