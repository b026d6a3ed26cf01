#pragma once

#include <optional>
#include <string>
#include <vector>

#include "world/effects.hpp"
#include "world/orders.hpp"
#include "world/subscriptions.hpp"

/// Port-outs: another carrier asks for numbers of an account, the customer who has them may object,
/// and at last they leave. Reference: portouts, callbacks (portOutValidationCallbackApi).
namespace dashsim::world {

class World;

/// What is known of a port-out when it is asked for; empty texts are not.
struct PortOutRequest {
  AccountId account;  ///< that loses the numbers
  std::vector<Tn> numbers;
  std::string spid;
  std::string pon;  ///< empty: made from the seed
  std::string pin, account_number, zip, subscriber_name;
  std::optional<kernel::VirtualTime> foc;  ///< its day counts; none: the next business day
  OrderId parent;                          ///< the LSR that it comes from; empty: none
  bool unopposed = false;                  ///< the customer is not asked
};

/// As a scenario puts it.
PortOutRequest to_request(const scenario::PortOut& port_out);
/// What the port-out asks for now.
PortOutRequest to_request(const Order& port_out);

/// Places a port-out, wherever it comes from. Nothing is refused here: numbers that the account
/// does not have show when they are to leave.
Order& request_port_out(World& world, PortOutRequest request);

/// Asks for something else in its place, which is validated anew. It is not final.
void modify_port_out(World& world, Order& port_out, PortOutRequest request);

/// Effect of a step: the customer is asked, if the account has a validation; else nobody objects.
void validate_port_out(World& world, Order& port_out);

/// What the customer has said, or nothing at all, which is as good as yes. Codes of the reference's
/// table of dispositions put the port-out into exception or cancel it.
void conclude_validation(World& world, Order& port_out, const Verdict& verdict);

/// Effect of a step: the numbers leave the account. Those that it does not have any more earn 7516.
Outcome let_numbers_go(World& world, Order& port_out, std::optional<std::uint64_t> at_most);

}  // namespace dashsim::world
