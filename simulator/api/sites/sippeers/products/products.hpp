#pragma once

#include "api/kit/routes.hpp"
#include "xml/reader.hpp"

/// Settings of the products that a SIP peer has. Reference: sites-sippeers-products.
namespace dashsim::api {

void products_voice(Routes& routes);  ///< origination and termination
void products_sms(Routes& routes);    ///< with the hosts of SMPP
void products_mms(Routes& routes);
void products_messaging(Routes& routes);  ///< what is set for messages of both kinds

/// Refuses an application that the account does not have or that is of another service type. The
/// element that names it stands in the text.
void check_application(const Call& call, const world::World& world, std::string_view id,
                       std::string_view service_type, std::string_view element, Refusals& refusals);
/// Refuses what needs the messaging product where the account does not have it.
void check_messaging(const Call& call, const world::World& world, Refusals& refusals);
/// Refuses what needs a feature that the account does not have.
void check_feature(const Call& call, const world::World& world, std::string_view feature,
                   Refusals& refusals);

// Hosts of SMPP: products_sms_hosts.cpp.
/// Reads a host; its id is 0 if it has none yet.
world::SmppHost read_smpp_host(const xml::Element& element, Refusals& refusals);
/// Refuses hosts that the peer cannot have beside those of `known`: addresses that overlap each
/// other or that somebody uses already, and ids of no host. Networks that only the carrier's own
/// staff may enter are refused with 403 where nothing else is wrong.
void check_smpp_hosts(const std::vector<world::SmppHost>& hosts,
                      const std::vector<world::SmppHost>& known, const world::SipPeer& peer,
                      const world::World& world, Refusals& refusals);
void write_smpp_host(std::string_view element, const world::SmppHost& host, xml::Writer& out);

}  // namespace dashsim::api
