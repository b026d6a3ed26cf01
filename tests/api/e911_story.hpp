#pragma once

#include "support/sim.hpp"

/// Orders for emergency addresses, and what they leave behind.
namespace dashsim::test {

inline const std::string kMainCampus =
    "<HouseNumber>901</HouseNumber><StreetName>MAIN CAMPUS</StreetName>"
    "<StreetSuffix>DR</StreetSuffix><City>RALEIGH</City><StateCode>NC</StateCode>"
    "<Zip>27606</Zip><PlusFour>5244</PlusFour><Country>United States</Country>"
    "<AddressType>E911</AddressType>";
inline const std::string kElm =
    "<HouseNumber>915</HouseNumber><StreetName>Elm</StreetName><StreetSuffix>Ave</StreetSuffix>"
    "<City>Carpinteria</City><StateCode>CA</StateCode><Zip>93013</Zip>";

inline std::string address(const std::string& elements, const std::string& location_id = {}) {
  const std::string id = location_id.empty() ? "" : "<LocationId>" + location_id + "</LocationId>";
  return "<Address>" + id + elements + "</Address>";
}
inline std::string numbers(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& number : list)
    text += "<TelephoneNumber>" + number + "</TelephoneNumber>";
  return "<TelephoneNumbers>" + text + "</TelephoneNumbers>";
}
inline std::string endpoint(const std::string& elements) {
  return "<AlternateEndUserIdentifier>" + elements + "</AlternateEndUserIdentifier>";
}
inline std::string pidflo(const std::string& identifier, const std::string& more = {}) {
  return endpoint("<Identifier>" + identifier + "</Identifier><PIDFLOEnabled>true</PIDFLOEnabled>" +
                  more);
}
inline std::string simple(const std::string& identifier, const std::string& callback,
                          const std::string& more = {}) {
  return endpoint("<Identifier>" + identifier + "</Identifier><CallbackNumber>" + callback +
                  "</CallbackNumber><PIDFLOEnabled>false</PIDFLOEnabled>" + more);
}
inline std::string endpoints(const std::string& list) {
  return "<AlternateEndUserIdentifiers>" + list + "</AlternateEndUserIdentifiers>";
}
inline std::string pool(const std::string& addresses) {
  return "<AdditionalAddresses>" + addresses + "</AdditionalAddresses>";
}
inline std::string e911_order(const std::string& elements) {
  return "<E911Order>" + elements + "</E911Order>";
}
inline const std::string kDelete =
    "<DeleteTNSpecificE911Address>true</DeleteTNSpecificE911Address>";

class E911Test : public SimTest {
 protected:
  using SimTest::SimTest;

  /// The order as it is when it is finished.
  Answer done(const std::string& elements) {
    const Answer created = sim.post("/e911s", e911_order(elements));
    EXPECT_EQ(created.status, 201) << created.body;
    sim.advance_until_idle();
    return sim.follow(created);
  }
  std::string outcome(const std::string& elements) { return done(elements).at("ProcessingStatus"); }
  Answer details(const std::string& tn) { return sim.send("GET", "/tns/" + tn + "/tndetails"); }
};

}  // namespace dashsim::test
