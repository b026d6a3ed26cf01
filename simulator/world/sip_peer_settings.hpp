#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "world/ids.hpp"

/// How the products of a SIP peer are set. Reference: sites-sippeers-products.
namespace dashsim::world {

/// Calls from or to the customer. A peer that nobody has set speaks SIP.
struct VoiceSettings {
  std::string protocol = "SIP";  ///< or HTTP
  ApplicationId application;     ///< of HTTP; may be empty

  bool http() const { return protocol == "HTTP"; }
};

struct SmppHost {
  std::string name;  ///< an address or a network
  std::uint64_t id = 0;
  std::uint64_t priority = 0;
  std::string connection_type;
};

struct SmsFeature {
  std::string protocol;  ///< SIP, SMPP or HTTP
  bool toll_free = false, short_code = false;
  std::string a2p_long_code, a2p_message_class, a2p_campaign;  ///< may be empty
  std::array<bool, 5> zones{};
  std::vector<SmppHost> smpp_hosts;  ///< of SMPP
  std::string proxy_peer;            ///< of HTTP: a SIP peer, not always one of the account's
};

struct Mm4Host {
  std::string name;  ///< an address or a domain name
  std::uint64_t id = 0;
  std::string port;  ///< of origination hosts; empty: the usual one of the connection
  std::uint64_t priority = 0;
};

struct MmsFeature {
  std::string protocol;    ///< MM4 or HTTP
  std::string proxy_peer;  ///< of HTTP, as for SMS
  std::string tls;         ///< of MM4
  std::vector<Mm4Host> termination_hosts, origination_hosts;
};

struct SipPeerSettings {
  VoiceSettings origination, termination;
  std::optional<SmsFeature> sms;
  std::optional<MmsFeature> mms;
  ApplicationId messaging_application;  ///< empty: none
  std::vector<std::string> break_out_countries;

  /// Whether a messaging feature goes over HTTP, as applications need it.
  bool messages_over_http() const {
    return (sms && sms->protocol == "HTTP") || (mms && mms->protocol == "HTTP");
  }
  /// An application does not outlive the feature that it was for.
  void drop_application_without_http() {
    if (!messages_over_http()) messaging_application = {};
  }
  bool refers_to(const ApplicationId& application) const {
    return origination.application == application || termination.application == application ||
           messaging_application == application;
  }
};

}  // namespace dashsim::world
