#include "support/sim.hpp"

namespace dashsim::test {
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
      {site_with("<Country>", "<AddressType>Home</AddressType><Country>"), "12579"},
      {site_with("UC500", "UC501"), "12599"},
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

}  // namespace
}  // namespace dashsim::test
