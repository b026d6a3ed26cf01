#include "support/sim.hpp"

namespace dashsim::test::sites_test {
namespace {

using Sites = SimTest;

const std::string kSite = R"(
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Site>
    <Name>Raleigh2</Name>
    <Description>Test Gateway</Description>
    <CustomerName>BW</CustomerName>
    <CustomerProvidedId>1234567890</CustomerProvidedId>
    <Address>
        <HouseNumber>1600</HouseNumber>
        <StreetName>PENNSYLVANIA</StreetName>
        <StreetSuffix>AVE</StreetSuffix>
        <PostDirectional>NW</PostDirectional>
        <City>WASHINGTON</City>
        <StateCode>DC</StateCode>
        <Zip>20006</Zip>
        <Country>US</Country>
    </Address>
    <UcTrunkingConfiguration>
        <Type>Seats</Type>
        <UsageCategory>UC500</UsageCategory>
    </UcTrunkingConfiguration>
</Site>)";

std::string site() {
  return kSite.substr(kSite.find("<?xml"));
}

/// The sample with one piece replaced.
std::string site_with(const std::string& old_piece, const std::string& new_piece) {
  std::string xml = site();
  return xml.replace(xml.find(old_piece), old_piece.size(), new_piece);
}

TEST_F(Sites, AreCreatedAndReadBack) {
  const Answer created = sim.post("/sites", site());
  EXPECT_EQ(created.status, 201);
  EXPECT_EQ(created.body, "");
  const Answer read = sim.follow(created);
  EXPECT_EQ(read.status, 200);
  EXPECT_XML(read.body, R"(
    <SiteResponse>
      <Site>
        <Id>)" + created.created_id() +
                            R"(</Id>
        <Name>Raleigh2</Name>
        <Description>Test Gateway</Description>
        <CustomerProvidedId>1234567890</CustomerProvidedId>
        <CustomerName>BW</CustomerName>
        <Address>
          <HouseNumber>1600</HouseNumber>
          <StreetName>PENNSYLVANIA</StreetName>
          <StreetSuffix>AVE</StreetSuffix>
          <PostDirectional>NW</PostDirectional>
          <City>WASHINGTON</City>
          <StateCode>DC</StateCode>
          <Zip>20006</Zip>
          <Country>US</Country>
          <AddressType>Service</AddressType>
        </Address>
        <UcTrunkingConfiguration><Type>Seats</Type><UsageCategory>UC500</UsageCategory></UcTrunkingConfiguration>
      </Site>
    </SiteResponse>)");
}

TEST_F(Sites, AreListedWithIdNameAndDescription) {
  EXPECT_XML(sim.get("/sites").body, R"(
    <SitesResponse>
      <Sites>
        <Site><Id>202</Id><Name>Denver</Name></Site>
        <Site><Id>743</Id><Name>Raleigh</Name><Description>Head office</Description></Site>
      </Sites>
    </SitesResponse>)");
}

TEST_F(Sites, WithoutAnAddressAreRefused) {
  const Answer answer = sim.post("/sites", "<Site><Name>Raleigh</Name></Site>");
  EXPECT_EQ(answer.status, 400);
  EXPECT_XML(answer.body, R"(
    <SiteResponse>
      <ResponseStatus><ErrorCode>1003</ErrorCode><Description>Address is required</Description></ResponseStatus>
    </SiteResponse>)");
}

TEST_F(Sites, WithBadFieldsAreRefusedWithTheirCode) {
  const struct {
    std::string xml;
    const char* code;
  } cases[] = {
      {site_with("<Name>Raleigh2</Name>", ""), "12533"},
      {site_with("Raleigh2", "Elevenchars"), "12529"},
      {site_with("1234567890", "12345678901"), "12606"},
      {site_with("1234567890", "12345x"), "12544"},
      {site_with("<HouseNumber>1600</HouseNumber>", ""), "12536"},
      {site_with("<StreetName>PENNSYLVANIA</StreetName>", ""), "12538"},
      {site_with("<City>WASHINGTON</City>", ""), "12540"},
      {site_with("<StateCode>DC</StateCode>", ""), "12542"},
      {site_with("<StateCode>DC</StateCode>", "<StateCode>D.C.</StateCode>"), "12543"},
      {site_with("20006", "200061"), "12551"},
      {site_with("20006", "2000x"), "13103"},
      {site_with("20006", "2000"), "13103"},
      {site_with("<Zip>20006</Zip>", "<Zip>20006-1234</Zip><PlusFour>4321</PlusFour>"), "13052"},
      {site_with("<City>", "<PlusFour>12345</PlusFour><City>"), "12552"},
      {site_with("<StateCode>DC", "<StateCode>ZZ"), "12535"},
      {site_with("<PostDirectional>NW", "<PostDirectional>UP"), "12605"},
      {site_with("<PostDirectional>NW", "<PostDirectional>NNW"), "12549"},
      {site_with("<StreetName>", "<PreDirectional>NNW</PreDirectional><StreetName>"), "12548"},
      {site_with(">1600<", ">" + std::string(46, '1') + "<"), "12537"},
      {site_with("<StreetName>",
                 "<HouseSuffix>" + std::string(46, 'A') + "</HouseSuffix><StreetName>"),
       "12547"},
      {site_with(">PENNSYLVANIA<", ">" + std::string(201, 'P') + "<"), "12539"},
      {site_with(">AVE<", ">" + std::string(46, 'A') + "<"), "13045"},
      {site_with("<City>", "<AddressLine2>" + std::string(201, 'A') + "</AddressLine2><City>"),
       "12550"},
      {site_with(">WASHINGTON<", ">" + std::string(101, 'W') + "<"), "12541"},
      {site_with("<Country>", "<County>" + std::string(46, 'C') + "</County><Country>"), "12553"},
      {site_with("Raleigh2", "A&lt;B"), "12526"},
      {site_with("Test Gateway", std::string(251, 'd')), "1011"},
      {site_with("<CustomerName>BW", "<CustomerName>" + std::string(201, 'n')), "1011"},
      {site_with("<Country>", "<AddressType>Home</AddressType><Country>"), "12579"},
      {site_with("UC500", "UC501"), "12599"},
      {site_with("Seats", "Chairs"), "12614"},
      {site_with("<Type>Seats</Type>", ""), "12614"},
      {site_with("Seats", "Premise"), "12617"},
      {site_with("<Name>", "<Id>17</Id><Name>"), "12534"},
  };
  const std::string before = sim.get("/sites").body;
  for (const auto& each : cases) {
    const Answer answer = sim.post("/sites", each.xml);
    EXPECT_EQ(answer.status, 400) << each.code;
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), each.code) << answer.body;
  }
  EXPECT_EQ(sim.get("/sites").body, before) << "what is refused changes nothing";
}

TEST_F(Sites, AreChangedByPut) {
  const Answer created = sim.post("/sites", site());
  const std::string path = "/sites/" + created.created_id();
  const Answer changed = sim.put(path, site_with("Test Gateway", "SIP gateway"));
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.body, "");
  EXPECT_EQ(sim.get(path).at("Site/Description"), "SIP gateway");
  EXPECT_EQ(sim.put(path, "<Site><Name>x</Name></Site>").at("ResponseStatus/ErrorCode"), "1003");
  EXPECT_EQ(sim.get(path).at("Site/Description"), "SIP gateway");
}

TEST_F(Sites, KeepTheirIdWhenTheyAreChanged) {
  const Answer refused = sim.put("/sites/743", site_with("<Name>", "<Id>202</Id><Name>"));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "12521");
  EXPECT_EQ(sim.put("/sites/743", site_with("<Name>", "<Id>743</Id><Name>")).status, 200);
  EXPECT_EQ(sim.get("/sites/743").at("Site/Id"), "743");
}

TEST_F(Sites, HaveNoLongerWhatAChangeLeavesOut) {
  const std::string path = "/sites/" + sim.post("/sites", site()).created_id();
  EXPECT_EQ(sim.put(path, R"(
    <Site>
      <Name>Plain</Name>
      <Address>
        <HouseNumber>900</HouseNumber><StreetName>Main Campus</StreetName>
        <City>Raleigh</City><StateCode>NC</StateCode>
      </Address>
    </Site>)")
                .status,
            200);
  EXPECT_XML(sim.get(path).body, R"(
    <SiteResponse>
      <Site>
        <Id>)" + path.substr(7) + R"(</Id>
        <Name>Plain</Name>
        <Address>
          <HouseNumber>900</HouseNumber>
          <StreetName>Main Campus</StreetName>
          <City>Raleigh</City>
          <StateCode>NC</StateCode>
          <Country>US</Country>
          <AddressType>Service</AddressType>
        </Address>
      </Site>
    </SiteResponse>)");
}

TEST_F(Sites, TakeBothSpellingsOfTheCustomersId) {
  const Answer created = sim.post("/sites", [] {
    std::string xml = site();
    for (std::size_t at = 0; (at = xml.find("CustomerProvidedId", at)) != std::string::npos; ++at)
      xml.replace(at, 18, "CustomerProvidedID");
    return xml;
  }());
  EXPECT_EQ(sim.follow(created).at("Site/CustomerProvidedId"), "1234567890");
}

TEST_F(Sites, TakeAZipCodeWithFourMoreDigits) {
  const Answer created = sim.post("/sites", site_with("20006", "20006-4321"));
  EXPECT_EQ(sim.follow(created).at("Site/Address/Zip"), "20006");
  EXPECT_EQ(sim.follow(created).at("Site/Address/PlusFour"), "4321");
}

const std::string kRecommendation = R"(
  <SiteResponse>
    <ResponseStatus>
      <ErrorCode>12112</ErrorCode>
      <Description>The verifiable address closest to the submitted access is included below. Please use that street address or another valid street address in your next request</Description>
    </ResponseStatus>
    <AddressErrorDescription>
      <AddressInconsistencies>Some adjustments are required to allow the address to pass geocoding:
Specified value - Street Name : "PENNSYLVANIO" Valid value - "PENNSYLVANIA"</AddressInconsistencies>
      <RecommendedAddress>
        <AddressLine1>1600 PENNSYLVANIA AVE NW</AddressLine1>
        <HouseNumber>1600</HouseNumber>
        <StreetName>PENNSYLVANIA</StreetName>
        <StreetSuffix>AVE</StreetSuffix>
        <PostDirectional>NW</PostDirectional>
        <City>WASHINGTON</City>
        <StateCode>DC</StateCode>
        <Zip>20006</Zip>
        <Country>US</Country>
      </RecommendedAddress>
    </AddressErrorDescription>)";

TEST_F(Sites, AreToldTheAddressThatTheGeocoderKnows) {
  const std::string bad = site_with("PENNSYLVANIA", "PENNSYLVANIO");
  const std::string expected = kRecommendation + bad.substr(bad.find("<Site>")) + "</SiteResponse>";
  const std::string before = sim.get("/sites").body;
  const Answer refused = sim.post("/sites", bad);
  EXPECT_EQ(refused.status, 409);
  EXPECT_XML(refused.body, expected);
  EXPECT_EQ(sim.get("/sites").body, before);
  EXPECT_EQ(sim.post("/sites", site()).status, 201) << "the recommended address is good";
}

TEST_F(Sites, AreToldSoWhenTheyAreChangedToo) {
  const std::string path = "/sites/" + sim.post("/sites", site()).created_id();
  std::string bad = site_with("PENNSYLVANIA", "PENNSYLVANIO");
  bad.insert(bad.find("</Address>"), "<AddressType>Service</AddressType>");
  const Answer refused = sim.put(path, bad);
  EXPECT_EQ(refused.status, 409);
  EXPECT_XML(refused.body, kRecommendation + bad.substr(bad.find("<Site>")) + "</SiteResponse>");
  EXPECT_EQ(sim.get(path).at("Site/Address/StreetName"), "PENNSYLVANIA");
}

TEST_F(Sites, MayHaveAnyBillingAddress) {
  std::string billing = site_with("PENNSYLVANIA", "PENNSYLVANIO");
  billing.insert(billing.find("</Address>"), "<AddressType>Billing</AddressType>");
  EXPECT_EQ(sim.follow(sim.post("/sites", billing)).at("Site/Address/AddressType"), "Billing");
}

TEST_F(Sites, AreListedWithCountsAndPeersOnRequest) {
  uses_what_no_sample_shows();
  EXPECT_EQ(sim.get("/sites?tnCounts=true").all("Sites/Site/TotalCount"),
            (std::vector<std::string>{"0", "50"}));
  const Answer summary = sim.get("/sites?summary=true&sipPeerDetails=true");
  EXPECT_EQ(summary.all("Sites/Site/SipPeers/SipPeer/PeerId"),
            (std::vector<std::string>{"303717", "303716", "518824"}));
  EXPECT_EQ(summary.all("Sites/Site/SipPeers/SipPeer/PeerName"),
            (std::vector<std::string>{"denver", "main", "second"}));
  EXPECT_EQ(summary.count("Sites/Site/SipPeers/SipPeer/CallingName"), 0U) << "the summary wins";
  const Answer details = sim.get("/sites?sipPeerDetails=TRUE");
  EXPECT_EQ(details.count("Sites/Site/SipPeers/SipPeer/CallingName"), 3U);
  EXPECT_EQ(details.count("Sites/Site/TotalCount"), 0U);
  EXPECT_EQ(sim.get("/sites?tnCounts=false&summary=false").body, sim.get("/sites").body);
  for (const std::string name : {"tnCounts", "summary", "sipPeerDetails"}) {
    const Answer refused = sim.get("/sites?" + name + "=perhaps");
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "1008");
  }
}

TEST_F(Sites, AreDeletedOnceTheyHaveNoSipPeers) {
  const std::string path = "/sites/" + sim.post("/sites", site()).created_id();
  const Answer peer = sim.post(path + "/sippeers", "<SipPeer><PeerName>one</PeerName></SipPeer>");
  const Answer refused = sim.del(path);
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "12031");
  EXPECT_EQ(sim.del(path + "/sippeers/" + peer.created_id()).status, 200);
  EXPECT_EQ(sim.del(path).status, 200);
  EXPECT_EQ(sim.get(path).status, 404);
}

TEST_F(Sites, ThatDoNotExistAreNotFound) {
  for (const std::string id : {"3014", "800", "x", "99999999999999999999999"}) {
    const Answer answer = sim.get("/sites/" + id);
    EXPECT_EQ(answer.status, 404);
    EXPECT_XML(answer.body, R"(
      <SiteResponse>
        <ResponseStatus>
          <ErrorCode>12016</ErrorCode><Description>Site ')" +
                                id + R"(' does not exist</Description>
        </ResponseStatus>
      </SiteResponse>)")
        << "800 is another account's";
  }
  EXPECT_EQ(sim.put("/sites/3014", site()).status, 404);
  EXPECT_EQ(sim.del("/sites/3014").status, 404);
}

TEST_F(Sites, CountTheirTelephoneNumbers) {
  EXPECT_XML(sim.get("/sites/743/totaltns").body,
             "<SiteTNsResponse><SiteTNs><TotalCount>50</TotalCount></SiteTNs></SiteTNsResponse>");
  EXPECT_EQ(sim.get("/sites/202/totaltns").at("SiteTNs/TotalCount"), "0");
  EXPECT_EQ(sim.get("/sites/1/totaltns").status, 404);
}

TEST_F(Sites, ListTheirNumbersInService) {
  const Answer page = sim.get("/sites/743/inserviceNumbers?page=2&size=20");
  EXPECT_EQ(page.at("TotalCount"), "50");
  EXPECT_EQ(page.at("TelephoneNumbers/Count"), "20");
  EXPECT_EQ(page.at("TelephoneNumbers/TelephoneNumber"), "9195550120");
  EXPECT_THAT(page.at("Links/next"), testing::HasSubstr("page=3&size=20"));
  EXPECT_EQ(sim.get("/sites/202/inserviceNumbers").at("TotalCount"), "0");
  EXPECT_EQ(sim.get("/sites/743/inserviceNumbers?state=UT").at("TotalCount"), "0");
  EXPECT_EQ(
      sim.get("/sites/743/inserviceNumbers?state=NC&rateCenter=raleigh&tier=0").at("TotalCount"),
      "50");
}

class SitesInTrouble : public SimTest {
 protected:
  SitesInTrouble()
      : SimTest({.scenario = R"(
scenario: sites in trouble
users: [{name: tester, password: secret, accounts: [9900000]}]
accounts:
  - id: 9900000
    sites:
      - id: 743
        name: Raleigh
        customer_provided_id: "17"
        locked: true
        address: {house_number: "1", street_name: Main, city: Raleigh, state: NC, zip: "27601", country: US, type: Service}
        uc_trunking: {type: Seats, usage_category: UC250}
      - id: 202
        name: Denver
        address: {house_number: "1600", street_name: Broadway, city: Denver, state: CO, zip: "80202", country: US, type: Service}
geocoder:
  addresses:
    - {when: {city: Atlantis}, answer: unknown}
    - {when: {city: Babel}, answer: failed}
    - {when: {city: Limbo}, answer: unavailable}
)"}) {}
};

TEST_F(SitesInTrouble, CannotBeTouchedWhileTheyAreLocked) {
  const Answer refused = sim.del("/sites/743");
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(
    <SiteResponse>
      <ResponseStatus>
        <ErrorCode>12054</ErrorCode>
        <Description>This site is currently locked for contract paperwork. Please contact support for further assistance.</Description>
      </ResponseStatus>
    </SiteResponse>)");
  EXPECT_EQ(sim.put("/sites/743", site()).at("ResponseStatus/ErrorCode"), "12054");
  EXPECT_XML(sim.get("/sites/743").body, R"(
    <SiteResponse>
      <Site>
        <Id>743</Id>
        <Name>Raleigh</Name>
        <CustomerProvidedId>17</CustomerProvidedId>
        <Address>
          <HouseNumber>1</HouseNumber><StreetName>Main</StreetName><City>Raleigh</City>
          <StateCode>NC</StateCode><Zip>27601</Zip><Country>US</Country>
          <AddressType>Service</AddressType>
        </Address>
        <UcTrunkingConfiguration><Type>Seats</Type><UsageCategory>UC250</UsageCategory></UcTrunkingConfiguration>
      </Site>
    </SiteResponse>)");
}

TEST_F(SitesInTrouble, AreRefusedWhereTheGeocoderKnowsNoSuchPlace) {
  const std::tuple<const char*, int, const char*> answers[] = {
      {"ATLANTIS", 400, "12052"}, {"Babel", 400, "12133"}, {"Limbo", 503, "12053"}};
  for (const auto& [city, status, code] : answers) {
    const Answer answer = sim.post("/sites", site_with("WASHINGTON", city));
    EXPECT_EQ(answer.status, status) << city;
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), code) << city;
  }
  EXPECT_EQ(sim.post("/sites", site()).status, 201);
}

class SitesWithoutGeocoder : public SimTest {
 protected:
  SitesWithoutGeocoder()
      : SimTest({.scenario = "scenario: no geocoder\ngeocoder: {status: down}\n"}) {}
};

TEST_F(SitesWithoutGeocoder, KeepTheAddressesThatTheyHave) {
  EXPECT_EQ(sim.post("/sites", site()).status, 503);
  EXPECT_EQ(sim.put("/sites/202", site()).status, 503) << "a new address";
  const std::string denver = R"(
    <Site>
      <Name>Mile High</Name>
      <Address>
        <HouseNumber>1600</HouseNumber><StreetName>Broadway</StreetName><City>Denver</City>
        <StateCode>CO</StateCode><Zip>80202</Zip><County>Denver</County>
        <Country>United States</Country><AddressType>Service</AddressType>
      </Address>
    </Site>)";
  EXPECT_EQ(sim.put("/sites/202", denver).status, 200) << "the one that it has";
  EXPECT_EQ(sim.get("/sites/202").at("Site/Name"), "Mile High");
}

class UcSites : public SimTest {
 protected:
  UcSites()
      : SimTest({.scenario = R"(
scenario: one account has UC trunking and the other has not
users: [{name: tester, password: secret, accounts: [9900000, 9900001]}]
accounts:
  - {id: 9900000, products: {UcTrunking: [Seats, Premise], Origination: []}}
  - {id: 9900001, products: {Origination: [], Termination: []}}
)"}) {}
};

TEST_F(UcSites, NeedAConfigurationThatTheirAccountAllows) {
  EXPECT_EQ(sim.post("/sites", site()).status, 201);
  const Answer premise = sim.post(
      "/sites", site_with("<Type>Seats</Type>\n        <UsageCategory>UC500</UsageCategory>",
                          "<Type>Premise</Type>"));
  EXPECT_EQ(sim.follow(premise).at("Site/UcTrunkingConfiguration/Type"), "Premise");
  EXPECT_EQ(sim.follow(premise).count("Site/UcTrunkingConfiguration/UsageCategory"), 0U);
  EXPECT_EQ(sim.post("/sites", site_with("Seats", "Cloud")).at("ResponseStatus/ErrorCode"),
            "12049");
  std::string plain = site();
  const std::size_t begin = plain.find("<UcTrunkingConfiguration>");
  plain.erase(begin, plain.find("</Site>") - begin);
  EXPECT_EQ(sim.post("/sites", plain).at("ResponseStatus/ErrorCode"), "12615");
  const Answer other = sim.send("POST", "/accounts/9900001/sites", site());
  EXPECT_EQ(other.status, 400);
  EXPECT_EQ(other.at("ResponseStatus/ErrorCode"), "12046");
  EXPECT_EQ(sim.send("POST", "/accounts/9900001/sites", plain).status, 201);
}

}  // namespace
}  // namespace dashsim::test::sites_test
