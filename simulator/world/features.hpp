#pragma once

#include <optional>
#include <string>

#include "world/ids.hpp"
#include "world/request_element.hpp"

/// What a number in service has besides its place. Most numbers have nothing of it, so it is kept
/// apart from their records. Reference: e911s, lidbs, dldas, tnoptions, numbersAssignment, tns.
namespace dashsim::world {

/// The address that emergency services are sent to. Reference: e911s, CONVENTIONAL E911.
struct TnE911 {
  E911AddressId address;
  std::string caller_name;
};

/// A caller's name or a directory listing, with the elements of the group that ordered it.
struct Listing {
  RequestElement group;
  OrderId order;
};

/// Line features that sippeers/tns does not know. Empty texts: the system's default.
struct TnOptions {
  std::string final_destination_uri, nnid, espid;
  std::string a2p_action;  ///< as the order said: asSpecified or off; empty: as the SIP peer is
  std::string a2p_message_class, a2p_campaign;
};

struct TnFeatures {
  std::optional<TnE911> e911;
  bool e911_failed = false;          ///< the last order that wanted to change it did not succeed
  EmergencyGroupId emergency_group;  ///< who is told of its emergency calls; empty: nobody
  std::optional<Listing> lidb;
  std::optional<Listing> dlda;
  TnOptions options;
  std::optional<bool> assigned;  ///< to an end user; none: nobody has said so
};

}  // namespace dashsim::world
