#include "support/sim.hpp"

namespace dashsim::test::geocodeRequest_test {
namespace {

class GeocodeRequest : public SimTest {
 protected:
  Answer ask(const std::string& elements) {
    return sim.post("/geocodeRequest", "<RequestAddress>" + elements + "</RequestAddress>");
  }
};

std::string ansun(const std::string& street, const std::string& suffix) {
  return "<AddressLine1>904 E " + street + " " + suffix +
         "</AddressLine1><HousePrefix/><HouseNumber>904</HouseNumber><HouseSuffix>E</HouseSuffix>"
         "<PreDirectional/><StreetName>" +
         street + "</StreetName><StreetSuffix>" + suffix +
         "</StreetSuffix><PostDirectional/><AddressLine2/><City>Marshalltown</City>"
         "<StateCode>IA</StateCode><Zip>50158</Zip><PlusFour/><County/><Country/>";
}

const std::string kGeocoded = R"(
    <GeocodedAddress><AddressLine1>904 E ANSON ST</AddressLine1><HouseNumber>904</HouseNumber>
      <PreDirectional>E</PreDirectional><StreetName>ANSON</StreetName>
      <StreetSuffix>ST</StreetSuffix><City>MARSHALLTOWN</City><StateCode>IA</StateCode>
      <Zip>50158</Zip><PlusFour>3522</PlusFour><Country>US</Country></GeocodedAddress>)";

std::string request(const std::string& street, const std::string& suffix) {
  return "<RequestAddress><HouseNumber>904</HouseNumber><HouseSuffix>E</HouseSuffix><StreetName>" +
         street + "</StreetName><StreetSuffix>" + suffix +
         "</StreetSuffix><City>Marshalltown</City><StateCode>IA</StateCode><Zip>50158</Zip>"
         "<Country>US</Country><AddressLine1>904 E " +
         street + " " + suffix + "</AddressLine1></RequestAddress>";
}

TEST_F(GeocodeRequest, ConfirmsAnAddress) {
  const Answer answer = ask(ansun("Anson", "St"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, "<GeocodeRequestResponse>" + kGeocoded + request("Anson", "St") +
                              "</GeocodeRequestResponse>");
}

TEST_F(GeocodeRequest, SpellsOutCorrections) {
  const Answer answer = ask(ansun("Ansun", "Str"));
  EXPECT_EQ(answer.status, 409);
  EXPECT_XML(answer.body,
             "<GeocodeRequestResponse><ErrorMessage>Some adjustments are required to allow the "
             "address to pass geocoding%3A Specified value - Street Name %3A \"ANSUN\" Valid value "
             "- \"ANSON\" Specified value - Street Suffix %3A \"STR\" Valid value - "
             "\"ST\"</ErrorMessage>" +
                 kGeocoded + request("Ansun", "Str") + "</GeocodeRequestResponse>");
}

TEST_F(GeocodeRequest, TakesALineApart) {
  uses_what_no_sample_shows();  // PostDirectional
  const Answer answer =
      ask("<AddressLine1>1600 NW Old Pennsylvania Ave SE</AddressLine1><HouseNumber>7</HouseNumber>"
          "<City>Washington</City><StateCode>DC</StateCode>");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.at("GeocodedAddress/HouseNumber"), "1600") << "a house without a street";
  EXPECT_EQ(answer.at("GeocodedAddress/PreDirectional"), "NW");
  EXPECT_EQ(answer.at("GeocodedAddress/StreetName"), "OLD PENNSYLVANIA");
  EXPECT_EQ(answer.at("GeocodedAddress/StreetSuffix"), "AVE");
  EXPECT_EQ(answer.at("GeocodedAddress/PostDirectional"), "SE");
  const std::string park =
      "<AddressLine1>Park</AddressLine1><City>C</City><StateCode>NC</StateCode>";
  EXPECT_EQ(ask(park).at("GeocodedAddress/AddressLine1"), "PARK");
}

TEST_F(GeocodeRequest, PrefersPartsToTheLine) {
  const Answer answer =
      ask("<AddressLine1>5 Other Rd</AddressLine1><HouseNumber>7</HouseNumber>"
          "<StreetName>Main</StreetName><City>Cary</City><StateCode>NC</StateCode>");
  EXPECT_EQ(answer.at("GeocodedAddress/AddressLine1"), "7 MAIN");
}

TEST_F(GeocodeRequest, IsRefusedWithoutAPlace) {
  const auto code = [&](const std::string& elements) {
    const Answer answer = ask(elements);
    EXPECT_EQ(answer.status, 400);
    return answer.at("ResponseStatus/ErrorCode");
  };
  EXPECT_EQ(code("<City>C</City><StateCode>NC</StateCode>"), "12818");
  EXPECT_EQ(code("<AddressLine1>1 Main</AddressLine1><StateCode>NC</StateCode>"), "12540");
  EXPECT_EQ(code("<AddressLine1>1 Main</AddressLine1><City>C</City>"), "12542");
}

struct Failure {
  const char* city;
  int status;
  const char* body;
};
const Failure kFailures[] = {
    {"Nowhere", 400,
     "<ErrorCode>12110</ErrorCode><Description>This address could not be validated / "
     "geocoded</Description>"},
    {"Gibberish", 500,
     "<ErrorCode>12111</ErrorCode><Description>Error during E911 Geocoding API response "
     "handling</Description>"},
    {"Outage", 503,
     "<ErrorCode>12109</ErrorCode><Description>E911 Geocoding Service is temporary "
     "unavailable</Description>"},
};

TEST_F(GeocodeRequest, FailsInTheDocumentedWays) {
  for (const Failure& failure : kFailures) {
    const Answer answer = ask("<AddressLine1>1 Main St</AddressLine1><City>" +
                              std::string(failure.city) + "</City><StateCode>NC</StateCode>");
    EXPECT_EQ(answer.status, failure.status);
    EXPECT_XML(answer.body, "<GeocodeRequestResponse><ResponseStatus>" + std::string(failure.body) +
                                "</ResponseStatus></GeocodeRequestResponse>");
  }
}

class KnownAddresses : public SimTest {
 protected:
  KnownAddresses()
      : SimTest({.scenario = R"(
scenario: more addresses
geocoder:
  addresses:
    - {when: {city: Nowhere}, answer: verified}
    - {when: {city: Springfeild}, answer: corrected, address: {city: Springfield}}
)"}) {}
  int status_of(const std::string& city) {
    return sim
        .post("/geocodeRequest", "<RequestAddress><AddressLine1>1 Main St</AddressLine1><City>" +
                                     city + "</City><StateCode>NC</StateCode></RequestAddress>")
        .status;
  }
};

TEST_F(KnownAddresses, OfAScenarioComeBeforeThoseThatAreBuiltIn) {
  EXPECT_EQ(status_of("Springfeild"), 409);
  EXPECT_EQ(status_of("Nowhere"), 200);
  EXPECT_EQ(status_of("Outage"), 503);
}

}  // namespace
}  // namespace dashsim::test::geocodeRequest_test
