#pragma once

#include "api/kit/routes.hpp"
#include "xml/reader.hpp"

/// SIP peers of a site. Reference: sites-sippeers.
namespace dashsim::api {

/// A SipPeer element, as lists and single reads show it.
void write_sip_peer(const world::SipPeer& peer, xml::Writer& out);

// Hosts of a peer: sippeers_hosts.cpp.
/// Reads all hosts over those of `peer`: a peer has no longer what a document leaves out.
void read_hosts(const xml::Element& document, world::SipPeer& peer, Refusals& refusals);
/// Refuses termination hosts that overlap those of another peer of any account, and hosts that the
/// products of the account do not allow.
void check_hosts(const world::SipPeer& peer, const world::World& world, Refusals& refusals);
void write_hosts(const world::SipPeer& peer, xml::Writer& out);

/// Telephone numbers of a peer: sippeers_tns.cpp.
void sippeers_tns(Routes& routes);
/// Products of a peer: products/.
void sippeers_products(Routes& routes);

}  // namespace dashsim::api
