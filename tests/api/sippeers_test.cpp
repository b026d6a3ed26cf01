#include "support/sim.hpp"

namespace dashsim::test {
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

TEST_F(SipPeers, MayHaveGroupsOfVoiceHosts) {
  const std::string groups = R"(<VoiceHostGroups><VoiceHostGroup>
      <Host><HostName>10.10.10.1</HostName></Host><Host><HostName>10.10.10.2</HostName></Host>
    </VoiceHostGroup></VoiceHostGroups>)";
  const Answer created =
      sim.post(kPeers, "<SipPeer><PeerName>groups</PeerName>" + groups + "</SipPeer>");
  EXPECT_EQ(sim.follow(created).count("SipPeer/VoiceHostGroups/VoiceHostGroup/Host/HostName"), 2U);
}

TEST_F(SipPeers, AreListed) {
  const Answer list = sim.get(kPeers);
  EXPECT_EQ(list.status, 200);
  EXPECT_EQ(list.count("SipPeers/SipPeer"), 2U);
  EXPECT_EQ(list.at("SipPeers/SipPeer/PeerId"), "303716");
  EXPECT_EQ(list.at("SipPeers/SipPeer/IsDefaultPeer"), "true");
  EXPECT_EQ(sim.get("/sites/1/sippeers").status, 404);
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
      {peer_with("10.10.10.1", "not a host"), "13509"},
      {peer_with("<Port>0<", "<Port>65536<"), "13543"},
      {peer_with("DOMESTIC", "EVERYTHING"), "12586"},
      {peer_with("<TerminationHosts>",
                 "<VoiceHostGroups><VoiceHostGroup><Host><HostName>1.2.3.4</HostName></Host></"
                 "VoiceHostGroup>"
                 "</VoiceHostGroups><TerminationHosts>"),
       "13504"},
      {peer_with("<Display>true</Display>", ""), "13581"},
      {peer_with("<Enforced>true</Enforced>", ""), "13582"},
      {peer_with("<Display>true", "<Display>yes"), "13579"},
      {peer_with("<Enforced>true", "<Enforced>yes"), "13580"},
      {peer_with("<City>WASHINGTON</City>", ""), "12540"},
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

TEST_F(SipPeers, TakeTenHostsAndNoMore) {
  std::string hosts;
  for (int i = 1; i <= 11; ++i)
    hosts += "<Host><HostName>10.0.0." + std::to_string(i) + "</HostName></Host>";
  const std::string xml =
      "<SipPeer><PeerName>many</PeerName><VoiceHosts>" + hosts + "</VoiceHosts></SipPeer>";
  EXPECT_EQ(sim.post(kPeers, xml).at("ResponseStatus/ErrorCode"), "13506");
}

TEST_F(SipPeers, HaveOneDefaultASite) {
  const Answer created = sim.post(kPeers, peer_with("<IsDefaultPeer>false", "<IsDefaultPeer>true"));
  EXPECT_EQ(sim.follow(created).at("SipPeer/IsDefaultPeer"), "true");
  EXPECT_EQ(sim.get(kPeers + "/303716").at("SipPeer/IsDefaultPeer"), "false");
  const Answer demoted = sim.put(kPeers + "/" + created.created_id(), kPeer);
  EXPECT_EQ(demoted.status, 400);
  EXPECT_EQ(demoted.at("ResponseStatus/ErrorCode"), "13522");
}

TEST_F(SipPeers, AreChangedByPut) {
  EXPECT_EQ(sim.put(kPeers + "/518824", kPeer).status, 200);
  EXPECT_EQ(sim.get(kPeers + "/518824").at("SipPeer/PeerName"), "name");
  EXPECT_EQ(sim.put(kPeers + "/518824", "<SipPeer/>").at("ResponseStatus/ErrorCode"), "13500");
}

TEST_F(SipPeers, AreDeletedWhenNothingNeedsThem) {
  EXPECT_EQ(sim.del(kPeers + "/303716").at("ResponseStatus/ErrorCode"), "13555")
      << "it has numbers";
  EXPECT_EQ(sim.del(kPeers + "/518824").status, 200);
  EXPECT_EQ(sim.del(kPeers + "/518824").status, 404);
  sim.put("/sites/202/sippeers/303717", peer_with("<IsDefaultPeer>false", "<IsDefaultPeer>true"));
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
}

TEST_F(SipPeers, ListTheirNumbers) {
  const Answer all = sim.get(kPeers + "/303716/tns");
  EXPECT_EQ(all.count("SipPeerTelephoneNumbers/SipPeerTelephoneNumber/FullNumber"), 50U);
  EXPECT_EQ(all.count("SipPeerTelephoneNumbers/SipPeerTelephoneNumber/CallingNameDisplay"), 50U);
  const Answer page = sim.get(kPeers + "/303716/tns?page=2&size=15&includeAttributes=false");
  EXPECT_EQ(page.at("SipPeerTelephoneNumbers/SipPeerTelephoneNumber/FullNumber"), "9195550115");
  EXPECT_EQ(page.count("SipPeerTelephoneNumbers/SipPeerTelephoneNumber"), 15U);
  EXPECT_EQ(page.count("SipPeerTelephoneNumbers/SipPeerTelephoneNumber/CallingNameDisplay"), 0U);
  EXPECT_XML(sim.get(kPeers + "/303716/totaltns").body, R"(
    <SipPeerTelephoneNumbersCountResponse>
      <SipPeerTelephoneNumbersCount>
        <SipPeerTelephoneNumbersCount>50</SipPeerTelephoneNumbersCount>
        <CnamCount>0</CnamCount>
        <LidbCount>0</LidbCount>
      </SipPeerTelephoneNumbersCount>
    </SipPeerTelephoneNumbersCountResponse>)");
}

TEST_F(SipPeers, KeepSettingsOfTheirNumbers) {
  const std::string path = kPeers + "/303716/tns/9195550101";
  const Answer changed = sim.put(path, R"(
    <SipPeerTelephoneNumber>
      <FullNumber>9195550101</FullNumber>
      <NumberFormat>10digit</NumberFormat>
      <RPIDFormat>10digit</RPIDFormat>
      <RewriteUser>false</RewriteUser>
      <CallForward>7042661720</CallForward>
      <CallingNameDisplay>true</CallingNameDisplay>
      <TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>
      <MessagingSettings><SmsEnabled>true</SmsEnabled></MessagingSettings>
    </SipPeerTelephoneNumber>)");
  EXPECT_EQ(changed.status, 200);
  EXPECT_XML(sim.get(path).body, R"(
    <SipPeerTelephoneNumberResponse>
      <SipPeerTelephoneNumber>
        <FullNumber>9195550101</FullNumber>
        <CallForward>7042661720</CallForward>
        <NumberFormat>10digit</NumberFormat>
        <RPIDFormat>10digit</RPIDFormat>
        <RewriteUser>false</RewriteUser>
        <CallingNameDisplay>true</CallingNameDisplay>
        <TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>
        <MessagingSettings><SmsEnabled>true</SmsEnabled></MessagingSettings>
      </SipPeerTelephoneNumber>
    </SipPeerTelephoneNumberResponse>)");
  EXPECT_EQ(sim.get(kPeers + "/303716/totaltns").at("SipPeerTelephoneNumbersCount/CnamCount"), "1");

  const std::pair<const char*, const char*> bad[] = {
      {"<CallForward>123</CallForward>", "13513"},
      {"<NumberFormat>9digit</NumberFormat>", "13514"},
      {"<RewriteUser>maybe</RewriteUser>", "13515"},
      {"<RPIDFormat>9digit</RPIDFormat>", "13516"},
      {"<CallingNameDisplay>maybe</CallingNameDisplay>", "13575"},
      {"<TnAttributes><TnAttribute>Shiny</TnAttribute></TnAttributes>", "5102"},
  };
  for (const auto& [element, code] : bad) {
    const Answer answer = sim.put(
        path, "<SipPeerTelephoneNumber>" + std::string(element) + "</SipPeerTelephoneNumber>");
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), code) << answer.body;
  }
  EXPECT_EQ(sim.get(kPeers + "/303716/tns/9194390001").status, 404) << "not in service";
  EXPECT_EQ(sim.get(kPeers + "/303716/tns/123").status, 400);
}

TEST_F(SipPeers, MoveNumbersFromOneToAnother) {
  const std::string numbers =
      "<SipPeerTelephoneNumbers><FullNumber>9195550101</FullNumber>"
      "<FullNumber>9195550102</FullNumber></SipPeerTelephoneNumbers>";
  EXPECT_EQ(sim.post("/sites/202/sippeers/303717/movetns", numbers).status, 200);
  EXPECT_EQ(sim.get("/sites/202/sippeers/303717/tns")
                .count("SipPeerTelephoneNumbers/SipPeerTelephoneNumber"),
            2U);
  EXPECT_EQ(sim.get(kPeers + "/303716/tns/9195550101").status, 404);
  EXPECT_EQ(sim.get("/sites/202/totaltns").at("SiteTNs/TotalCount"), "2");
}

TEST_F(SipPeers, MoveAllNumbersOrNone) {
  const std::pair<const char*, const char*> bad[] = {
      {"<FullNumber>9194390001</FullNumber>", "13520"},
      {"<FullNumber>919439</FullNumber>", "13512"},
      {"<FullNumber>9195550101</FullNumber>", "13511"},
  };
  for (const auto& [element, code] : bad) {
    const Answer answer = sim.post("/sites/202/sippeers/303717/movetns",
                                   "<SipPeerTelephoneNumbers><FullNumber>9195550101</FullNumber>" +
                                       std::string(element) + "</SipPeerTelephoneNumbers>");
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), code) << answer.body;
  }
  EXPECT_EQ(sim.post("/sites/202/sippeers/303717/movetns", "<SipPeerTelephoneNumbers/>")
                .at("ResponseStatus/ErrorCode"),
            "13505");
  EXPECT_EQ(sim.get("/sites/202/totaltns").at("SiteTNs/TotalCount"), "0");
}

}  // namespace
}  // namespace dashsim::test
