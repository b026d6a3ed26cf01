#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/sim.hpp"

/// Documents of port-ins, for the tests of all families that port numbers.
namespace dashsim::test {

using Edits = std::vector<std::pair<std::string, std::string>>;

/// `text` with the first occurrence of each left side replaced by the right one, in order.
inline std::string edited(std::string text, const Edits& edits) {
  for (const auto& [from, to] : edits) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) {
      ADD_FAILURE() << from << " is not in " << text;
    } else {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

inline constexpr const char* kServiceAddress =
    "<ServiceAddress><HouseNumber>11235</HouseNumber><StreetName>Back</StreetName>"
    "<City>Denver</City><StateCode>CO</StateCode><Zip>27541</Zip><County>Canyon</County>"
    "</ServiceAddress>";

/// A port-in of one number from Mock Carrier that has everything it needs.
inline std::string port_in(const Edits& edits = {}) {
  return edited(
      "<LnpOrder><CustomerOrderId>SJM00002</CustomerOrderId>"
      "<RequestedFocDate>2026-01-15</RequestedFocDate>"
      "<BillingTelephoneNumber>9193334000</BillingTelephoneNumber>"
      "<SiteId>743</SiteId><PeerId>303716</PeerId>"
      "<Subscriber><SubscriberType>BUSINESS</SubscriberType><BusinessName>Acme</BusinessName>" +
          std::string(kServiceAddress) +
          "</Subscriber><LoaAuthorizingPerson>The Authguy</LoaAuthorizingPerson>"
          "<ListOfPhoneNumbers><PhoneNumber>9193334001</PhoneNumber></ListOfPhoneNumbers>"
          "</LnpOrder>",
      edits);
}

/// A request for the customer service record of a number, as in the reference.
inline const std::string kCsr =
    "<Csr><CustomerOrderId>someValue</CustomerOrderId><AccountNumber>987654321</AccountNumber>"
    "<AccountTelephoneNumber>9196194444</AccountTelephoneNumber>"
    "<EndUserName>bandwidthGuy</EndUserName>"
    "<AuthorizingUserName>importantAuthGuy</AuthorizingUserName><CustomerCode>123</CustomerCode>"
    "<EndUserPIN>12345</EndUserPIN><AddressLine1>900 Main Campus Dr</AddressLine1>"
    "<City>Raleigh</City><State>NC</State><ZIPCode>27612</ZIPCode>"
    "<TypeOfService>residential</TypeOfService></Csr>";

/// The edit that ports these numbers instead.
inline Edits of_numbers(const std::vector<std::string>& numbers) {
  std::string list;
  for (const std::string& number : numbers) list += "<PhoneNumber>" + number + "</PhoneNumber>";
  return {{"<PhoneNumber>9193334001</PhoneNumber>", list}};
}

/// The edit that adds elements behind all others.
inline Edits with(const std::string& more) {
  return {{"</LnpOrder>", more + "</LnpOrder>"}};
}

/// The edit that makes the subscriber a person.
inline const Edits kResidential{{"BUSINESS", "RESIDENTIAL"},
                                {"<BusinessName>Acme</BusinessName>", "<LastName>Last</LastName>"}};

inline std::string supp(const std::string& elements) {
  return "<LnpOrderSupp>" + elements + "</LnpOrderSupp>";
}

/// The states that an order's history tells, in order.
inline std::vector<std::string> states_of(Sim& sim, const std::string& path) {
  std::vector<std::string> states;
  each_element(sim.get(path + "/history").body, [&](const xml::Element& element) {
    if (element.name() == "OrderHistory") states.emplace_back(element.text_at("Status"));
  });
  return states;
}

}  // namespace dashsim::test
