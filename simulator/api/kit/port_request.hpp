#pragma once

#include <string_view>

#include "api/kit/reply.hpp"
#include "world/world.hpp"

/// What the document of a port-in asks for, and everything that is wrong with it. Reference:
/// portins, the table of parameters.
namespace dashsim::api {

enum class PortChecks : bool {
  kNumbers,  ///< of a draft: its telephone numbers alone
  kAll,
};

struct PortContext {
  const world::World& world;
  world::AccountId account;
  const world::Order* order = nullptr;  ///< that the document changes; null: a new one
};

/// The request that is placed, with what is known of the port.
struct PortRequest {
  world::OrderRequest request;
  world::Porting porting;
};

/// Reads a document such as <LnpOrder>; adds all refusals, each with the numbers that it is about.
/// With refusals the result may only be used to show what was asked for.
PortRequest read_port(world::RequestElement document, const PortContext& context, PortChecks checks,
                      Refusals& refusals);

/// Reads the texts of a list of telephone numbers: those that are none, and those that are there
/// twice, are refused.
std::vector<world::Tn> read_port_numbers(const std::vector<std::string_view>& texts,
                                         Refusals& refusals);

/// Refuses what is absent or wrong of the ServiceAddress of a Subscriber.
void check_service_address(const world::RequestElement& subscriber, Refusals& refusals);

/// Why a number cannot be ported in; nothing if it can. `order` is one whose claim does not count.
std::optional<std::uint32_t> port_obstacle(const world::Portability& found, world::Tn tn,
                                           const world::World& world, const world::Order* order);

/// The document with the country that follows from the state of its service address.
world::RequestElement with_country(world::RequestElement document);
/// The document with AddressType Service in its service address, as it is read back.
world::RequestElement as_service_address(world::RequestElement document);

/// Five digits, five and four, or a Canadian code.
bool is_postal_code(std::string_view text);
/// "United States" or "Canada"; empty for a state or province that does not exist.
std::string_view country_of(std::string_view state_code);

}  // namespace dashsim::api
