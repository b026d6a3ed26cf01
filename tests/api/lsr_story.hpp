#pragma once

#include <string>

#include "port_story.hpp"

/// Documents of LSR orders.
namespace dashsim::test {

/// An order for two numbers of the account 9900000 that has everything it needs, as in the
/// reference.
inline std::string lsr_order(const Edits& edits = {}) {
  return edited(
      "<LsrOrder><Pon>ATT-011515-324234</Pon><CustomerOrderId>FineCustomerid</CustomerOrderId>"
      "<SPID>9999</SPID><BillingTelephoneNumber>9195550100</BillingTelephoneNumber>"
      "<RequestedFocDate>2026-01-15</RequestedFocDate>"
      "<AuthorizingPerson>Jim Hopkins</AuthorizingPerson>"
      "<Subscriber><SubscriberType>BUSINESS</SubscriberType>"
      "<BusinessName>BusinessName</BusinessName>"
      "<ServiceAddress><HouseNumber>11</HouseNumber><StreetName>Park</StreetName>"
      "<StreetSuffix>Ave</StreetSuffix><City>New York</City><StateCode>NY</StateCode>"
      "<Zip>90025</Zip></ServiceAddress>"
      "<AccountNumber>123463</AccountNumber><PinNumber>1231</PinNumber></Subscriber>"
      "<ListOfTelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber>"
      "<TelephoneNumber>9195550101</TelephoneNumber></ListOfTelephoneNumbers></LsrOrder>",
      edits);
}

inline const std::string kLsrNumbers =
    "<ListOfTelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber>"
    "<TelephoneNumber>9195550101</TelephoneNumber></ListOfTelephoneNumbers>";

/// The document of a PUT: what may be changed.
inline std::string lsr_change(const Edits& edits = {}) {
  return edited(lsr_order({{"<Pon>ATT-011515-324234</Pon>", ""}, {kLsrNumbers, ""}}), edits);
}

inline const std::string kLsrCancel =
    "<LsrOrder><OrderStatus>CANCELLED</OrderStatus><ListOfTelephoneNumbers/></LsrOrder>";

/// A scenario whose account 9900000 is asked at this URL before its numbers leave.
inline std::string asked_at(const std::string& url, const std::string& more = {}) {
  return "scenario: asked\nclock: {poll_advance: 0s}\naccounts:\n"
         "  - id: 9900000\n    spid: \"9999\"\n    port_out_validation: {url: \"" +
         url + "\"" + more +
         "}\n    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, name: main, default: "
         "true}]}]\n    numbers: {in_service: [{numbers: \"9195550100-9195550149\"}]}\n"
         "  - {id: 9900001}\n";
}

/// What a customer answers who has something against a port-out.
inline net::Response objection(const std::string& code, int status = 200) {
  return {status,
          {{"Content-Type", "application/xml"}},
          "<PortOutValidationResponse><Portable>false</Portable><Errors><Error><Code>" + code +
              "</Code><Description>no</Description></Error></Errors></PortOutValidationResponse>"};
}

}  // namespace dashsim::test
