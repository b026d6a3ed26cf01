#include "support/sim.hpp"

namespace dashsim::test::sippeers_test {
namespace {

using SipPeers = SimTest;

const std::string kPeers = "/sites/743/sippeers";
const std::string kPeer = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<SipPeer>
    <PeerName>name</PeerName>
    <Description>description</Description>
    <IsDefaultPeer>false</IsDefaultPeer>
    <FinalDestinationUri>uri</FinalDestinationUri>
    <VoiceHosts>
        <Host><HostName>10.10.10.1</HostName></Host>
        <Host><HostName>10.10.10.2</HostName></Host>
    </VoiceHosts>
    <TerminationHosts>
        <TerminationHost>
            <HostName>2.1.1.9</HostName>
            <Port>0</Port>
            <CustomerTrafficAllowed>DOMESTIC</CustomerTrafficAllowed>
        </TerminationHost>
        <TerminationHost>
            <HostName>2.1.1.96/30</HostName>
            <Port>0</Port>
            <CustomerTrafficAllowed>DOMESTIC</CustomerTrafficAllowed>
        </TerminationHost>
    </TerminationHosts>
    <Address>
        <HouseNumber>1600</HouseNumber>
        <HouseSuffix/>
        <StreetName>PENNSYLVANIA AVE NW</StreetName>
        <City>WASHINGTON</City>
        <StateCode>DC</StateCode>
        <Zip>20500</Zip>
        <Country>United States</Country>
        <AddressType>Service</AddressType>
    </Address>
    <PremiseTrunks>PremiseTrunks</PremiseTrunks>
    <CallingName><Display>true</Display><Enforced>true</Enforced></CallingName>
</SipPeer>)";

std::string peer_with(const std::string& old_piece, const std::string& new_piece) {
  std::string xml = kPeer;
  return xml.replace(xml.find(old_piece), old_piece.size(), new_piece);
}

TEST_F(SipPeers, AreCreatedAndReadBackWhole) {
  const Answer created = sim.post(kPeers, kPeer);
  EXPECT_EQ(created.status, 201);
  EXPECT_XML(sim.follow(created).body, R"(
    <SipPeerResponse>
      <SipPeer>
        <PeerId>)" + created.created_id() + R"(</PeerId>
        <PeerName>name</PeerName>
        <Description>description</Description>
        <IsDefaultPeer>false</IsDefaultPeer>
        <FinalDestinationUri>uri</FinalDestinationUri>
        <PremiseTrunks>PremiseTrunks</PremiseTrunks>
        <VoiceHosts>
          <Host><HostName>10.10.10.1</HostName></Host>
          <Host><HostName>10.10.10.2</HostName></Host>
        </VoiceHosts>
        <VoiceHostGroups/>
        <TerminationHosts>
          <TerminationHost>
            <HostName>2.1.1.9</HostName><Port>0</Port><CustomerTrafficAllowed>DOMESTIC</CustomerTrafficAllowed>
          </TerminationHost>
          <TerminationHost>
            <HostName>2.1.1.96/30</HostName><Port>0</Port><CustomerTrafficAllowed>DOMESTIC</CustomerTrafficAllowed>
          </TerminationHost>
        </TerminationHosts>
        <Address>
          <HouseNumber>1600</HouseNumber>
          <HouseSuffix/>
          <PreDirectional/>
          <StreetName>PENNSYLVANIA AVE NW</StreetName>
          <StreetSuffix/>
          <PostDirectional/>
          <AddressLine2/>
          <City>WASHINGTON</City>
          <StateCode>DC</StateCode>
          <Zip>20500</Zip>
          <PlusFour/>
          <County/>
          <Country>United States</Country>
          <AddressType>Service</AddressType>
        </Address>
        <CallingName><Display>true</Display><Enforced>true</Enforced></CallingName>
      </SipPeer>
    </SipPeerResponse>)");
}

TEST_F(SipPeers, AreListed) {
  const Answer list = sim.get(kPeers);
  EXPECT_EQ(list.status, 200);
  EXPECT_EQ(list.count("SipPeers/SipPeer"), 2U);
  EXPECT_EQ(list.at("SipPeers/SipPeer/PeerId"), "303716");
  EXPECT_EQ(list.at("SipPeers/SipPeer/IsDefaultPeer"), "true");
  EXPECT_EQ(sim.get("/sites/1/sippeers").status, 404);
  const Answer created = sim.post(kPeers, kPeer);
  const std::string one = sim.follow(created).body;
  const std::size_t begin = one.find("<SipPeer>");
  EXPECT_THAT(sim.get(kPeers).body,
              testing::HasSubstr(one.substr(begin, one.find("</SipPeer>") - begin)))
      << "whole, as they are read one by one";
}

TEST_F(SipPeers, AreRefusedWithTheCodeOfTheFault) {
  const struct {
    std::string xml;
    const char* code;
  } cases[] = {
      {peer_with("<PeerName>name</PeerName>", ""), "13500"},
      {peer_with(">name<", ">elevenchars<"), "13501"},
      {peer_with(">name<", ">main<"), "13524"},
      {peer_with(">description<", ">" + std::string(51, 'd') + "<"), "13503"},
      {peer_with("<IsDefaultPeer>false", "<IsDefaultPeer>maybe"), "1008"},
      {peer_with(">description<", ">a {description}<"), "13550"},
      {peer_with(">name<", ">na|me<"), "13502"},
      {peer_with(">uri<", ">not a uri<"), "13510"},
      {peer_with(">PremiseTrunks<", ">0<"), "13573"},
      {peer_with(">PremiseTrunks<", ">-5<"), "13573"},
      {peer_with("<Display>true</Display>", ""), "13581"},
      {peer_with("<Enforced>true</Enforced>", ""), "13582"},
      {peer_with("<Display>true", "<Display>yes"), "13579"},
      {peer_with("<Enforced>true", "<Enforced>yes"), "13580"},
      {peer_with("<City>WASHINGTON</City>", ""), "12540"},
      {peer_with("<Zip>20500</Zip>", ""), "12644"},
      {peer_with("<AddressType>Service</AddressType>", ""), "12554"},
      {peer_with("<AddressType>Service", "<AddressType>Home"), "12579"},
  };
  const std::string before = sim.get(kPeers).body;
  for (const auto& each : cases) {
    const Answer answer = sim.post(kPeers, each.xml);
    EXPECT_EQ(answer.status, 400) << each.code;
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), each.code) << answer.body;
  }
  EXPECT_EQ(sim.get(kPeers).body, before);
  EXPECT_XML(sim.post(kPeers, peer_with("<Enforced>true</Enforced>", "")).body, R"(
    <SipPeerResponse>
      <ResponseStatus><ErrorCode>13582</ErrorCode><Description>Enforce option is missing</Description></ResponseStatus>
    </SipPeerResponse>)");
}

TEST_F(SipPeers, HaveOneDefaultASite) {
  const Answer created = sim.post(kPeers, peer_with("<IsDefaultPeer>false", "<IsDefaultPeer>true"));
  EXPECT_EQ(sim.follow(created).at("SipPeer/IsDefaultPeer"), "true");
  EXPECT_EQ(sim.get(kPeers + "/303716").at("SipPeer/IsDefaultPeer"), "false");
  const Answer demoted = sim.put(kPeers + "/" + created.created_id(), kPeer);
  EXPECT_EQ(demoted.status, 400);
  EXPECT_EQ(demoted.at("ResponseStatus/ErrorCode"), "13522");
}

TEST_F(SipPeers, AreTheDefaultOfTheirSiteIfTheyAreTheFirst) {
  const std::string site = "/sites/" +
                           sim.post("/sites", R"(
    <Site>
      <Name>Empty</Name>
      <Address>
        <HouseNumber>1</HouseNumber><StreetName>Main</StreetName><City>Raleigh</City>
        <StateCode>NC</StateCode>
      </Address>
    </Site>)")
                               .created_id() +
                           "/sippeers";
  EXPECT_EQ(sim.post(site, kPeer).at("ResponseStatus/ErrorCode"), "13522")
      << "there has to be a default one";
  const Answer first = sim.post(site, "<SipPeer><PeerName>first</PeerName></SipPeer>");
  EXPECT_EQ(sim.follow(first).at("SipPeer/IsDefaultPeer"), "true");
  const Answer second = sim.post(site, "<SipPeer><PeerName>second</PeerName></SipPeer>");
  EXPECT_EQ(sim.follow(second).at("SipPeer/IsDefaultPeer"), "false");
  const std::string path = site + "/" + first.created_id();
  EXPECT_EQ(sim.put(path, "<SipPeer><PeerName>1st</PeerName></SipPeer>").status, 200);
  EXPECT_EQ(sim.get(path).at("SipPeer/IsDefaultPeer"), "true") << "it stays what it was";
}

TEST_F(SipPeers, AreChangedByPut) {
  EXPECT_EQ(sim.put(kPeers + "/518824", kPeer).status, 200);
  EXPECT_EQ(sim.get(kPeers + "/518824").at("SipPeer/PeerName"), "name");
  const Answer refused = sim.put(kPeers + "/518824", "<SipPeer/>");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "13500");
}

TEST_F(SipPeers, KeepAddressAndCallingNameWhereAChangeLeavesThemOut) {
  const std::string path = kPeers + "/518824";
  sim.put(path, kPeer);
  EXPECT_EQ(sim.put(path, "<SipPeer><PeerName>bare</PeerName></SipPeer>").status, 200);
  EXPECT_XML(sim.get(path).body, R"(
    <SipPeerResponse>
      <SipPeer>
        <PeerId>518824</PeerId>
        <PeerName>bare</PeerName>
        <Description/>
        <IsDefaultPeer>false</IsDefaultPeer>
        <VoiceHosts/>
        <VoiceHostGroups/>
        <TerminationHosts/>
        <Address>
          <HouseNumber>1600</HouseNumber>
          <HouseSuffix/>
          <PreDirectional/>
          <StreetName>PENNSYLVANIA AVE NW</StreetName>
          <StreetSuffix/>
          <PostDirectional/>
          <AddressLine2/>
          <City>WASHINGTON</City>
          <StateCode>DC</StateCode>
          <Zip>20500</Zip>
          <PlusFour/>
          <County/>
          <Country>United States</Country>
          <AddressType>Service</AddressType>
        </Address>
        <CallingName><Display>true</Display><Enforced>true</Enforced></CallingName>
      </SipPeer>
    </SipPeerResponse>)");
}

TEST_F(SipPeers, TakeBothSpellingsOfTheFinalDestination) {
  const Answer created = sim.post(
      kPeers,
      "<SipPeer><PeerName>uri</PeerName><FinalDestinationURI>sip:a@1.2.3.4</FinalDestinationURI>"
      "</SipPeer>");
  EXPECT_EQ(sim.follow(created).at("SipPeer/FinalDestinationUri"), "sip:a@1.2.3.4");
}

TEST_F(SipPeers, AreToldTheAddressThatTheGeocoderKnows) {
  const std::string bad = peer_with("<City>WASHINGTON", "<City>WASHINGTUN");
  const std::string before = sim.get(kPeers).body;
  for (const Answer& refused : {sim.post(kPeers, bad), sim.put(kPeers + "/518824", bad)}) {
    EXPECT_EQ(refused.status, 409);
    EXPECT_XML(refused.body, R"(
      <SipPeerResponse>
        <ResponseStatus>
          <ErrorCode>12112</ErrorCode>
          <Description>The verifiable address closest to the submitted access is included below. Please use that street address or another valid street address in your next request</Description>
        </ResponseStatus>
        <AddressErrorDescription>
          <AddressInconsistencies>Some adjustments are required to allow the address to pass geocoding:
Specified value - City : "WASHINGTUN" Valid value - "WASHINGTON"</AddressInconsistencies>
          <RecommendedAddress>
            <AddressLine1>1600 PENNSYLVANIA AVE NW</AddressLine1>
            <HouseNumber>1600</HouseNumber>
            <StreetName>PENNSYLVANIA AVE NW</StreetName>
            <City>WASHINGTON</City>
            <StateCode>DC</StateCode>
            <Zip>20500</Zip>
            <Country>US</Country>
          </RecommendedAddress>
        </AddressErrorDescription>
      </SipPeerResponse>)");
  }
  EXPECT_EQ(sim.get(kPeers).body, before);
  std::string whole = peer_with("<City>WASHINGTON", "<City>WASHINGTUN");
  const std::string street = "<StreetName>PENNSYLVANIA AVE NW</StreetName>";
  whole.replace(whole.find(street), street.size(),
                "<StreetName>PENNSYLVANIA</StreetName><StreetSuffix>AVE</StreetSuffix>"
                "<PostDirectional>NW</PostDirectional>");
  for (const Answer& refused : {sim.post(kPeers, whole), sim.put(kPeers + "/518824", whole)}) {
    EXPECT_EQ(refused.at("AddressErrorDescription/RecommendedAddress/StreetSuffix"), "AVE");
    EXPECT_EQ(refused.at("AddressErrorDescription/RecommendedAddress/PostDirectional"), "NW");
  }
}

TEST_F(SipPeers, AreDeletedWhenNothingNeedsThem) {
  const Answer used = sim.del(kPeers + "/303716");
  EXPECT_EQ(used.status, 400);
  EXPECT_EQ(used.at("ResponseStatus/ErrorCode"), "13555") << "it has numbers";
  EXPECT_EQ(sim.del(kPeers + "/518824").status, 200);
  const Answer gone = sim.del(kPeers + "/518824");
  EXPECT_EQ(gone.status, 404);
  EXPECT_EQ(gone.body, "");
  sim.post("/sites/202/sippeers", "<SipPeer><PeerName>other</PeerName></SipPeer>");
  EXPECT_EQ(sim.del("/sites/202/sippeers/303717").at("ResponseStatus/ErrorCode"), "13558")
      << "the default one";
}

TEST_F(SipPeers, ThatDoNotExistAreRefused) {
  const Answer answer = sim.get(kPeers + "/316167");
  EXPECT_EQ(answer.status, 400);
  EXPECT_XML(answer.body, R"(
    <SipPeerResponse>
      <ResponseStatus>
        <ErrorCode>13563</ErrorCode>
        <Description>Sip Peer '316167' account '9900000' and site '743' does not exist</Description>
      </ResponseStatus>
    </SipPeerResponse>)");
  EXPECT_EQ(sim.get("/sites/202/sippeers/303716").status, 400) << "it is on another site";
  EXPECT_EQ(sim.put(kPeers + "/316167", kPeer).status, 400);
}

TEST_F(SipPeers, HaveProducts) {
  EXPECT_XML(sim.get(kPeers + "/303716/products").body, R"(
    <SipPeerProductResponse>
      <Products>
        <Product><Name>Termination</Name></Product>
        <Product><Name>EdgeManagement</Name></Product>
        <Product><Name>Messaging</Name></Product>
        <Product><Name>Origination</Name></Product>
      </Products>
    </SipPeerProductResponse>)");
  EXPECT_EQ(sim.get(kPeers + "/1/products").status, 404);
}

class AwaitedSipPeers : public SimTest {
 protected:
  AwaitedSipPeers()
      : SimTest({.scenario = R"(
scenario: ten numbers are all there is
inventory: [{block: 919439000x, rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426}]
clock: {poll_advance: 0s}
)"}) {}
};

TEST_F(AwaitedSipPeers, AreNotDeletedWhileOrdersForThemAreUnderWay) {
  const std::string second = kPeers + "/518824";
  const Answer order = sim.post("/orders", R"(
    <Order>
      <SiteId>743</SiteId>
      <PeerId>518824</PeerId>
      <BackOrderRequested>true</BackOrderRequested>
      <AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>11</Quantity></AreaCodeSearchAndOrderType>
    </Order>)");
  EXPECT_EQ(sim.del(second).at("ResponseStatus/ErrorCode"), "13555") << "it was received";
  sim.advance("1h");
  EXPECT_EQ(sim.follow(order).at("OrderStatus"), "BACKORDERED");
  EXPECT_EQ(sim.del(second).at("ResponseStatus/ErrorCode"), "13681");
  sim.send("PUT", order.location().substr(std::string("http://dashsim.test").size()),
           "<Order><CloseOrder>true</CloseOrder></Order>");
}

class SipPeersOfAScenario : public SimTest {
 protected:
  SipPeersOfAScenario()
      : SimTest({.scenario = R"(
scenario: peers with everything
users: [{name: tester, password: secret, accounts: [9900000, 9900001, 9900002]}]
accounts:
  - id: 9900000
    products: {Origination: [], MESSAGING: [SMS]}
    sites:
      - id: 743
        name: Raleigh
        sippeers:
          - id: 303716
            name: main
            description: the first
            default: true
            final_destination_uri: sip:last@1.2.3.4
            premise_trunks: "23"
            voice_host_groups:
              - [{host: 10.0.0.1}, {host: sip.example.com}]
              - [{host: 10.0.0.2}]
            termination_hosts: [{host: 2.1.1.9, port: 0, traffic: LITE}, {host: 2.1.1.96/30}]
            address: {house_number: "1", street_name: Main, city: Raleigh, state: NC, zip: "27601", country: US, type: Billing}
            calling_name: {display: true, enforced: true}
            products: {Messaging: [SMS, MMS]}
          - {id: 518824, name: second}
  - id: 9900001
    products: {UcTrunking: [Seats], Origination: []}
    sites: [{id: 800, name: Uc}]
  - id: 9900002
    products: {E911: []}
    sites: [{id: 801, name: None}]
geocoder:
  addresses:
    - {when: {city: Atlantis}, answer: unknown}
    - {when: {city: Limbo}, answer: unavailable}
)"}) {}
};

TEST_F(SipPeersOfAScenario, AreReadBackWhole) {
  EXPECT_XML(sim.get(kPeers + "/303716").body, R"(
    <SipPeerResponse>
      <SipPeer>
        <PeerId>303716</PeerId>
        <PeerName>main</PeerName>
        <Description>the first</Description>
        <IsDefaultPeer>true</IsDefaultPeer>
        <FinalDestinationUri>sip:last@1.2.3.4</FinalDestinationUri>
        <PremiseTrunks>23</PremiseTrunks>
        <VoiceHosts/>
        <VoiceHostGroups>
          <VoiceHostGroup>
            <Host><HostName>10.0.0.1</HostName></Host>
            <Host><HostName>sip.example.com</HostName></Host>
          </VoiceHostGroup>
          <VoiceHostGroup><Host><HostName>10.0.0.2</HostName></Host></VoiceHostGroup>
        </VoiceHostGroups>
        <TerminationHosts>
          <TerminationHost>
            <HostName>2.1.1.9</HostName><Port>0</Port><CustomerTrafficAllowed>LITE</CustomerTrafficAllowed>
          </TerminationHost>
          <TerminationHost><HostName>2.1.1.96/30</HostName></TerminationHost>
        </TerminationHosts>
        <Address>
          <HouseNumber>1</HouseNumber>
          <HouseSuffix/>
          <PreDirectional/>
          <StreetName>Main</StreetName>
          <StreetSuffix/>
          <PostDirectional/>
          <AddressLine2/>
          <City>Raleigh</City>
          <StateCode>NC</StateCode>
          <Zip>27601</Zip>
          <PlusFour/>
          <County/>
          <Country>US</Country>
          <AddressType>Billing</AddressType>
        </Address>
        <CallingName><Display>true</Display><Enforced>true</Enforced></CallingName>
      </SipPeer>
    </SipPeerResponse>)");
}

TEST_F(SipPeersOfAScenario, HaveTheProductsThatItNames) {
  EXPECT_EQ(sim.get(kPeers + "/303716/products").all("Products/Product/Name"),
            (std::vector<std::string>{"Messaging"}));
  EXPECT_EQ(sim.get(kPeers + "/518824/products").all("Products/Product/Name"),
            (std::vector<std::string>{"Messaging", "Origination"}))
      << "those of the account";
}

TEST_F(SipPeersOfAScenario, AreNotDeletedWhileTheyHaveMessaging) {
  sim.put(kPeers + "/518824",
          "<SipPeer><PeerName>second</PeerName><IsDefaultPeer>true</IsDefaultPeer></SipPeer>");
  const Answer refused = sim.del(kPeers + "/303716");
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(
    <SipPeerResponse>
      <ResponseStatus>
        <ErrorCode>13613</ErrorCode>
        <Description>Delete not allowed while a SIP Peer has SMS feature</Description>
      </ResponseStatus>
    </SipPeerResponse>)");
}

TEST_F(SipPeersOfAScenario, MayDoWhatTheProductsOfTheirAccountAllow) {
  const auto peer = [](const std::string& elements) {
    return "<SipPeer><PeerName>new</PeerName>" + elements + "</SipPeer>";
  };
  const std::string host =
      "<TerminationHosts><TerminationHost><HostName>5.5.5.5</HostName>"
      "<CustomerTrafficAllowed>ALL</CustomerTrafficAllowed>"
      "</TerminationHost></TerminationHosts>";
  EXPECT_EQ(sim.post(kPeers, peer(host)).at("ResponseStatus/ErrorCode"), "13544");
  const Answer no_cnam = sim.post(
      kPeers, peer("<CallingName><Display>true</Display><Enforced>true</Enforced></CallingName>"));
  EXPECT_EQ(no_cnam.at("ResponseStatus/Description"),
            "Account '9900000' has no 'CNAM' product feature");
  const std::string uc = "/accounts/9900001/sites/800/sippeers";
  EXPECT_EQ(sim.send("POST", uc, peer(host)).at("ResponseStatus/ErrorCode"), "12546")
      << "accounts with UC trunking need addresses";
  const std::string address = kPeer.substr(kPeer.find("<Address>"),
                                           kPeer.find("<PremiseTrunks>") - kPeer.find("<Address>"));
  EXPECT_EQ(sim.send("POST", uc, peer(host + address)).at("ResponseStatus/ErrorCode"), "13542");
  EXPECT_EQ(sim.send("POST", uc, peer(address)).status, 201);
  EXPECT_EQ(sim.send("POST", "/accounts/9900002/sites/801/sippeers", peer(""))
                .at("ResponseStatus/ErrorCode"),
            "13547");
}

TEST_F(SipPeersOfAScenario, AreRefusedWhereTheGeocoderHasNoAnswer) {
  const std::size_t begin = kPeer.find("<Address>");
  const std::string address = kPeer.substr(begin, kPeer.find("<PremiseTrunks>") - begin);
  const auto peer_in = [&](const std::string& city) {
    std::string xml = "<SipPeer><PeerName>new</PeerName>" + address + "</SipPeer>";
    return xml.replace(xml.find("WASHINGTON"), 10, city);
  };
  const Answer unknown = sim.post(kPeers, peer_in("Atlantis"));
  EXPECT_EQ(unknown.status, 400);
  EXPECT_EQ(unknown.at("ResponseStatus/ErrorCode"), "13565");
  const Answer unavailable = sim.post(kPeers, peer_in("Limbo"));
  EXPECT_EQ(unavailable.status, 503);
  EXPECT_XML(unavailable.body, R"(
    <SipPeerResponse>
      <ResponseStatus>
        <ErrorCode>13566</ErrorCode><Description>Our E911 service is unavaliable</Description>
      </ResponseStatus>
    </SipPeerResponse>)");
  EXPECT_EQ(sim.put(kPeers + "/518824", peer_in("Limbo")).status, 503);
  EXPECT_EQ(sim.post(kPeers, peer_in("Raleigh")).status, 201);
}

}  // namespace
}  // namespace dashsim::test::sippeers_test
