#include "products_story.hpp"

namespace dashsim::test::sippeers_messaging_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kHosts = kSmsFeature + "/smpp/hosts";
const std::string kBreakOut = kProducts + "/messaging/settings";
const std::string kOther = "/accounts/9900001/sites/800/sippeers/400100/products/messaging";

/// Settings of the reference's sample, and hosts.
std::string smpp(const std::string& hosts, const std::string& campaign = "SomeCampaignId") {
  return R"(
    <SipPeerSmsFeature>
      <SipPeerSmsFeatureSettings>
        <TollFree>true</TollFree>
        <ShortCode>true</ShortCode>
        <A2pLongCode>DefaultOff</A2pLongCode>
        <A2pMessageClass>SomeMessageClass</A2pMessageClass>
        <A2pCampaignId>)" +
         campaign + R"(</A2pCampaignId>
        <Protocol>SMPP</Protocol>
        <Zone1>true</Zone1>
        <Zone2>true</Zone2>
        <Zone3>true</Zone3>
        <Zone4>true</Zone4>
        <Zone5>true</Zone5>
      </SipPeerSmsFeatureSettings>
      <SmppHosts>)" +
         hosts + R"(</SmppHosts>
    </SipPeerSmsFeature>)";
}
std::string host(const std::string& name, const std::string& rest = {}) {
  return "<SmppHost><HostName>" + name + "</HostName>" + rest + "</SmppHost>";
}
std::string shown_host(const std::string& name, const std::string& id,
                       const std::string& type = "RECEIVER_ONLY") {
  return host(name, "<HostId>" + id + "</HostId><Priority>0</Priority><ConnectionType>" + type +
                        "</ConnectionType>");
}
std::string shown(const std::string& feature) {
  return "<SipPeerSmsFeatureResponse>" + feature + "</SipPeerSmsFeatureResponse>";
}
const std::string kReceiver =
    "<Priority>0</Priority><ConnectionType>RECEIVER_ONLY</ConnectionType>";
const std::string kTwoHosts = host("54.10.88.146", kReceiver) + host("47.123.17.16/30", kReceiver);

class SmsOfSipPeers : public ProductsTest {
 protected:
  using ProductsTest::ProductsTest;

  std::vector<std::string> host_ids() { return sim.get(kHosts).all("SmsHosts/SmsHost/HostId"); }
  Answer other(const std::string& method, const std::string& path, const std::string& body = {}) {
    return sim.call(method, kOther + path, basic("other", "secret"), body);
  }
};

TEST_F(SmsOfSipPeers, GoesOverSmpp) {
  const Answer made = sim.post(kSmsFeature, smpp(kTwoHosts));
  EXPECT_EQ(made.status, 201);
  const auto ids = made.all("SipPeerSmsFeature/SmppHosts/SmppHost/HostId");
  ASSERT_EQ(ids.size(), 2U);
  const std::string expected =
      shown(smpp(shown_host("54.10.88.146", ids[0]) + shown_host("47.123.17.16/30", ids[1])));
  EXPECT_XML(made.body, expected);
  EXPECT_XML(sim.get(kSmsFeature).body, expected);
}

TEST_F(SmsOfSipPeers, IsReplaced) {
  sim.post(kSmsFeature, smpp(kTwoHosts));
  const auto ids = host_ids();
  const std::string kept = "<HostId>" + ids[1] + "</HostId>";
  const Answer replaced = sim.put(
      kSmsFeature,
      smpp(host("235.133.23.79") + host("47.123.17.16/30", kept + kReceiver), "NewCampaignId"));
  EXPECT_EQ(replaced.status, 200);
  const std::string new_id = replaced.at("SipPeerSmsFeature/SmppHosts/SmppHost/HostId");
  EXPECT_THAT(ids, Not(testing::Contains(new_id)));
  EXPECT_XML(replaced.body, shown(smpp(shown_host("235.133.23.79", new_id, "TRANSCEIVER") +
                                           shown_host("47.123.17.16/30", ids[1]),
                                       "NewCampaignId")));
  EXPECT_XML(sim.get(kSmsFeature).body, replaced.body);
}

TEST_F(SmsOfSipPeers, GoesOverHttpWithoutHosts) {
  const Answer made = sim.post(kSmsFeature, kSmsOverHttp);
  EXPECT_EQ(made.status, 201);
  EXPECT_XML(made.body, R"(
    <SipPeerSmsFeatureResponse>
      <SipPeerSmsFeature>
        <SipPeerSmsFeatureSettings>
          <TollFree>true</TollFree>
          <ShortCode>false</ShortCode>
          <Protocol>HTTP</Protocol>
          <Zone1>true</Zone1>
          <Zone2>false</Zone2>
          <Zone3>false</Zone3>
          <Zone4>false</Zone4>
          <Zone5>false</Zone5>
        </SipPeerSmsFeatureSettings>
      </SipPeerSmsFeature>
    </SipPeerSmsFeatureResponse>)");
  EXPECT_EQ(sim.put(kSmsFeature, smpp(kTwoHosts)).status, 200)
      << "another protocol takes its place";
  EXPECT_EQ(sim.put(kSmsFeature, kSmsOverHttp).status, 200);
  EXPECT_EQ(sim.get(kHosts).count("SmsHosts/SmsHost"), 0U) << "and its hosts go";
}

TEST_F(SmsOfSipPeers, ShowsTheProxyPeerOfHttp) {
  uses_what_no_sample_shows();
  std::string document = kSmsOverHttp;
  document.insert(document.find("</SipPeerSmsFeature>"),
                  "<HttpSettings><ProxyPeerId>518824</ProxyPeerId></HttpSettings>");
  EXPECT_EQ(sim.post(kSmsFeature, document).at("SipPeerSmsFeature/HttpSettings/ProxyPeerId"),
            "518824");
  EXPECT_EQ(why(sim.del("/sites/743/sippeers/518824")),
            "13679 Delete not allowed; SIP Peer is used as proxy peer for HTTP feature");
  document.replace(document.find("518824"), 6, "second");
  EXPECT_EQ(why(sim.put(kSmsFeature, document)), "12771 Specified sippeer id second not found");
}

TEST_F(SmsOfSipPeers, IsDeleted) {
  sim.post(kSmsFeature, kSmsOverHttp);
  const Answer gone = sim.del(kSmsFeature);
  EXPECT_EQ(gone.status, 200);
  EXPECT_EQ(gone.body, "");
  const Answer again = sim.del(kSmsFeature);
  EXPECT_EQ(again.status, 404);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(sim.del("/sites/743/sippeers/1/products/messaging/features/sms").body, "");
  EXPECT_EQ(why(sim.get(kSmsFeature)), "13678 Sip Peer doesn't have SMS feature");
  EXPECT_EQ(code(sim.put(kSmsFeature, kSmsOverHttp)), "404 13678");
}

TEST_F(SmsOfSipPeers, StaysWhileSomethingNeedsIt) {
  sim.post(kSmsFeature, kSmsOverHttp);
  sim.post(kMmsFeature,
           "<MmsFeature><MmsSettings><protocol>HTTP</protocol></MmsSettings></MmsFeature>");
  EXPECT_EQ(why(sim.del(kSmsFeature)),
            "13624 SMS feature can't be removed because MMS feature is present, remove it first");
  EXPECT_EQ(sim.del(kMmsFeature).status, 200);
  sim.put(kPeerPath + "/tns/9195550101",
          "<SipPeerTelephoneNumber><FullNumber>9195550101</FullNumber><MessagingSettings>"
          "<SmsEnabled>true</SmsEnabled></MessagingSettings></SipPeerTelephoneNumber>");
  const Answer refused = sim.del(kSmsFeature);
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(
    <SipPeerSmsFeatureResponse>
      <ResponseStatus>
        <ErrorCode>13673</ErrorCode>
        <Description>Can not disable SMS feature on Sip Peer because it has telephone numbers with messaging enabled.</Description>
      </ResponseStatus>
    </SipPeerSmsFeatureResponse>)");
  EXPECT_EQ(sim.get(kSmsFeature).status, 200);
}

TEST_F(SmsOfSipPeers, KeepsASipPeerFromBeingDeleted) {
  const std::string second = "/sites/743/sippeers/518824";
  const std::string features = second + "/products/messaging/features";
  sim.post(features + "/sms", kSmsOverHttp);
  EXPECT_EQ(code(sim.del(second)), "400 13613");
  EXPECT_EQ(sim.del(features + "/sms").status, 200);
  EXPECT_EQ(sim.del(second).status, 200);
}

std::string settings(const std::string& elements, const std::string& rest = {}) {
  return "<SipPeerSmsFeature><SipPeerSmsFeatureSettings>" + elements +
         "</SipPeerSmsFeatureSettings>" + rest + "</SipPeerSmsFeature>";
}
std::string http(const std::string& elements) {
  return settings("<Protocol>HTTP</Protocol>" + elements);
}

TEST_F(SmsOfSipPeers, IsRefusedWithTheDocumentedCode) {
  const struct {
    std::string xml;
    std::string why;
  } rows[] = {
      {settings("<Protocol>FAX</Protocol>"),
       "13567 Messaging protocol 'FAX' not found. Valid values: SIP, SMPP, HTTP"},
      {settings(""), "13567 Messaging protocol '' not found. Valid values: SIP, SMPP, HTTP"},
      {http("<TollFree>perhaps</TollFree>"), "1008 'perhaps' is not valid value"},
      {http("<Zone5>5</Zone5>"), "1008 '5' is not valid value"},
      {http("<A2pLongCode>On</A2pLongCode>"),
       "13636 A2pLongCode value invalid. Valid values are: 'ON', 'OFF', 'DefaultOn', 'DefaultOff'"},
      {http("<A2pCampaignId>C</A2pCampaignId>"),
       "13637 CampaignID shouldn't be present if all of features 'A2pLongCode', 'TollFree' and "
       "'ShortCode' are disabled."},
      {http("<A2pLongCode>DefaultOn</A2pLongCode><A2pMessageClass>A</A2pMessageClass>"),
       "13638 CampaignID required if at least one of features 'A2pLongCode', 'TollFree' and "
       "'ShortCode' is enabled"},
      {http("<A2pLongCode>ON</A2pLongCode><A2pCampaignId>C</A2pCampaignId>"),
       "13641 A2P Message Class required if 'A2pLongCode' is enabled"},
      {http("<A2pLongCode>OFF</A2pLongCode><A2pMessageClass>A</A2pMessageClass>"),
       "13642 A2P Message Class shouldn't be present if 'A2pLongCode' is disabled"},
      {http("<TollFree>true</TollFree><A2pCampaignId>" + std::string(65, 'C') + "</A2pCampaignId>"),
       "12822 A2P Campaign ID '" + std::string(65, 'C') +
           "' invalid. Needs to be between 1 and 64 characters"},
      {settings("<Protocol>HTTP</Protocol>", "<SmppHosts>" + kTwoHosts + "</SmppHosts>"),
       "13612 Sip peer SMPP hosts not allowed for HTTP sms feature"},
      {settings("<Protocol>SIP</Protocol>", "<SmppHosts>" + kTwoHosts + "</SmppHosts>"),
       "13612 Sip peer SMPP hosts not allowed for SIP sms feature"},
  };
  for (const auto& row : rows) {
    const Answer answer = sim.post(kSmsFeature, row.xml);
    EXPECT_EQ(answer.status, 400) << row.xml;
    EXPECT_EQ(why(answer), row.why) << row.xml;
  }
  EXPECT_EQ(sim.get(kSmsFeature).status, 404) << "nothing has changed";
  sim.post(kSmsFeature, smpp(kTwoHosts));
  const std::string before = sim.get(kSmsFeature).body;
  for (const auto& row : rows) EXPECT_EQ(why(sim.put(kSmsFeature, row.xml)), row.why) << row.xml;
  EXPECT_EQ(why(sim.post(kSmsFeature, kSmsOverHttp)),
            "13610 Feature SMS protocol HTTP conflicts with sip peer existing protocol");
  EXPECT_EQ(sim.get(kSmsFeature).body, before);
}

TEST_F(SmsOfSipPeers, TakesHostsThatNobodyElseHas) {
  const struct {
    std::string hosts;
    std::string code;
    std::string text;
  } rows[] = {
      {host(""), "400 1003", "HostName is required"},
      {host("sms.example.com"), "400 13594", "'sms.example.com' invalid host"},
      {host("1.2.3.0/13"), "400 13593", "'1.2.3.0/13' has invalid mask. Valid mask values: 14-32"},
      {host("1.2.3.4/33"), "400 13593", "'1.2.3.4/33' has invalid mask. Valid mask values: 14-32"},
      {host("1.2.3.4/30") + host("1.2.3.5/30"), "400 13595",
       "IP address provided: <1.2.3.5/30> contains non zero subnet portion"},
      {host("1.2.3.4", "<Port>25</Port>"), "400 13568", "Port not allowed for SMS Hosts"},
      {host("1.2.3.4", "<Priority>10</Priority>"), "400 13599",
       "SMS host priority must be in range from 0 to 9"},
      {host("1.2.3.4", "<ConnectionType>SENDER</ConnectionType>"), "400 1008",
       "'SENDER' is not valid value"},
      {host("1.2.3.4", "<HostId>99</HostId>"), "400 13633", "Host with id 99 not found"},
      {host("1.2.3.4/30") + host("1.2.3.6"), "400 13018",
       "SMS host 1.2.3.6 overlaps with addresses that are already in payload"},
      {host("1.2.16.0/20") + host("1.3.0.0/19"), "403 13674",
       "Configuring subnet values larger than /20 requires Bandwidth staff intervention"},
  };
  for (const auto& row : rows) {
    const Answer answer = sim.post(kSmsFeature, smpp(row.hosts));
    EXPECT_EQ(code(answer), row.code) << row.hosts;
    EXPECT_EQ(answer.at("ResponseStatus/Description"), row.text);
  }
  std::string many;
  for (int i = 0; i <= 10; ++i) many += host("1.2.3." + std::to_string(i));
  EXPECT_EQ(why(sim.post(kSmsFeature, smpp(many))),
            "13508 Too many SMS Hosts provided. Maximum 10");
  EXPECT_EQ(sim.get(kSmsFeature).status, 404) << "nothing has changed";
  sim.post(kSmsFeature, smpp(kTwoHosts));
  EXPECT_EQ(code(sim.put(kSmsFeature, smpp(host("1.3.0.0/19")))), "403 13674");
  EXPECT_EQ(why(sim.put(kSmsFeature, smpp(host("54.10.88.146")))),
            "13531 Smpp host '54.10.88.146' has already been provided. Possibly, you forgot to "
            "specify host id");
}

TEST_F(SmsOfSipPeers, TakesNoHostThatSomethingElseUses) {
  sim.put(kPeerPath,
          "<SipPeer><PeerName>main</PeerName><TerminationHosts><TerminationHost>"
          "<HostName>47.123.17.17</HostName></TerminationHost></TerminationHosts></SipPeer>");
  const Answer refused = sim.post(kSmsFeature, smpp(kTwoHosts));
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(
    <SipPeerSmsFeatureResponse>
      <ResponseStatus>
        <ErrorCode>13637</ErrorCode>
        <Description>Termination IP 47.123.17.16/30 overlaps with an address that is already in use</Description>
      </ResponseStatus>
    </SipPeerSmsFeatureResponse>)");
  EXPECT_EQ(other("POST", "/features/sms", smpp(host("54.10.88.144/30"))).status, 201);
  EXPECT_EQ(why(sim.post(kSmsFeature, smpp(host("54.10.88.146")))),
            "13598 SMS host '54.10.88.146' already assigned to another account");
  EXPECT_EQ(sim.post(kSmsFeature, smpp(host("54.10.88.148"))).status, 201);
  EXPECT_EQ(sim.post("/sites/743/sippeers/518824/products/messaging/features/sms",
                     smpp(host("54.10.88.148")))
                .status,
            201)
      << "peers of one account may share hosts";
  EXPECT_EQ(why(sim.put("/sites/743/sippeers/518824",
                        "<SipPeer><PeerName>second</PeerName><TerminationHosts><TerminationHost>"
                        "<HostName>54.10.88.148</HostName></TerminationHost></TerminationHosts>"
                        "</SipPeer>")),
            "13654 Termination IP 54.10.88.148 overlaps with an address that is already in use");
}

TEST_F(SmsOfSipPeers, GetsHostsOneByOne) {
  EXPECT_EQ(code(sim.get(kHosts)), "400 13678");
  sim.post(kSmsFeature, smpp(""));
  EXPECT_XML(sim.get(kHosts).body, "<SmsSmppHostsResponse><SmsHosts/></SmsSmppHostsResponse>");
  const std::string one =
      "<SmsHost><HostName>47.123.17.16/30</HostName>" + kReceiver + "</SmsHost>";
  const Answer made = sim.post(kHosts, one);
  EXPECT_EQ(made.status, 201);
  const std::string shown_one = "<SmsHost><HostName>47.123.17.16/30</HostName><HostId>" +
                                made.at("SmsHost/HostId") + "</HostId>" + kReceiver + "</SmsHost>";
  EXPECT_XML(made.body, "<SmsSmppHostResponse>" + shown_one + "</SmsSmppHostResponse>");
  EXPECT_XML(sim.get(kHosts).body,
             "<SmsSmppHostsResponse><SmsHosts>" + shown_one + "</SmsHosts></SmsSmppHostsResponse>");
  EXPECT_EQ(code(sim.post(kHosts, one)), "400 13531");
  EXPECT_EQ(code(sim.post(kHosts, "<SmsHost><HostName>47.123.17.17</HostName></SmsHost>")),
            "400 13018");
  const Answer wide = sim.post(kHosts, "<SmsHost><HostName>1.3.0.0/19</HostName></SmsHost>");
  EXPECT_EQ(wide.status, 403);
  EXPECT_XML(wide.body, R"(
    <SmsSmppHostsResponse>
      <ResponseStatus>
        <ErrorCode>13674</ErrorCode>
        <Description>Configuring subnet values larger than /20 requires Bandwidth staff intervention</Description>
      </ResponseStatus>
    </SmsSmppHostsResponse>)");
  EXPECT_EQ(host_ids().size(), 1U);
  sim.put(kSmsFeature, kSmsOverHttp);
  EXPECT_EQ(code(sim.post(kHosts, one)), "400 13612");
}

TEST_F(SmsOfSipPeers, IsNobodyElses) {
  sim.post(kSmsFeature, smpp(kTwoHosts));
  const auto somebody = basic("other", "secret");
  EXPECT_EQ(sim.call("GET", "/accounts/9900000" + kHosts, somebody).status, 403);
  EXPECT_EQ(sim.call("GET", "/accounts/9900001" + kSmsFeature, somebody).status, 404);
}

/// A peer with a local and a toll-free number in service.
class SmsOfNumbers : public SmsOfSipPeers {
 protected:
  SmsOfNumbers()
      : SmsOfSipPeers({.scenario = R"(
scenario: a toll-free number among others
accounts:
  - id: 9900000
    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, name: main, default: true}]}]
    numbers: {in_service: [{numbers: "9195550101-9195550101"}, {numbers: "8335550101-8335550101"}]}
  - {id: 9900001}
)"}) {}

  void override_a2p(const std::string& tn) {
    const Answer order = sim.post(
        "/tnoptions",
        "<TnOptionOrder><TnOptionGroups><TnOptionGroup><Sms>on</Sms><A2pSettings>"
        "<MessageClass>M</MessageClass><CampaignId>C</CampaignId><Action>asSpecified</Action>"
        "</A2pSettings><TelephoneNumbers><TelephoneNumber>" +
            tn +
            "</TelephoneNumber></TelephoneNumbers></TnOptionGroup></TnOptionGroups>"
            "</TnOptionOrder>");
    sim.advance_until_idle();
    EXPECT_EQ(sim.follow(order).at("ProcessingStatus"), "COMPLETE");
    EXPECT_EQ(a2p_of(tn), "overridden");
  }
  std::string a2p_of(const std::string& tn) {
    return sim.send("GET", "/tns/" + tn + "/tndetails")
        .at("TelephoneNumberDetails/MessagingSettings/A2pState");
  }
};

const std::string kA2p = "<A2pMessageClass>A</A2pMessageClass><A2pCampaignId>C</A2pCampaignId>";

TEST_F(SmsOfNumbers, DecidesForAllWhenItSaysOnOrOff) {
  sim.post(kSmsFeature, http("<TollFree>true</TollFree>"));
  override_a2p("9195550101");
  sim.put(kSmsFeature, http("<A2pLongCode>DefaultOn</A2pLongCode>" + kA2p));
  EXPECT_EQ(a2p_of("9195550101"), "overridden") << "a default leaves it to the number";
  sim.put(kSmsFeature, http("<A2pLongCode>ON</A2pLongCode>" + kA2p));
  EXPECT_EQ(a2p_of("9195550101"), "");
  sim.put(kSmsFeature, http("<A2pLongCode>DefaultOn</A2pLongCode>" + kA2p));
  override_a2p("9195550101");
  sim.put(kSmsFeature, http("<A2pLongCode>OFF</A2pLongCode>"));
  EXPECT_EQ(a2p_of("9195550101"), "");
}

TEST_F(SmsOfNumbers, StaysTollFreeWhileANumberHasItsOwnSettings) {
  sim.post(kSmsFeature, http("<TollFree>true</TollFree>"));
  override_a2p("8335550101");
  EXPECT_EQ(why(sim.put(kSmsFeature, http(""))),
            "13672 Can not disable toll free on SipPeer because some toll free telephone numbers "
            "on this SipPeer currently have A2P Settings overrides");
  EXPECT_EQ(sim.get(kSmsFeature).at("SipPeerSmsFeature/SipPeerSmsFeatureSettings/TollFree"),
            "true");
  EXPECT_EQ(sim.put(kSmsFeature, http("<TollFree>true</TollFree>")).status, 200);
}

class MmsOfSipPeers : public ProductsTest {
 protected:
  void SetUp() override { sim.post(kSmsFeature, kSmsOverHttp); }
};

std::string mm4(const std::string& tls, const std::string& term, const std::string& orig) {
  return "<MmsFeature><MmsSettings><Protocol>MM4</Protocol></MmsSettings><Protocols><MM4>" + tls +
         "<MmsMM4TermHosts><TermHosts>" + term +
         "</TermHosts></MmsMM4TermHosts><MmsMM4OrigHosts><OrigHosts>" + orig +
         "</OrigHosts></MmsMM4OrigHosts></MM4></Protocols></MmsFeature>";
}
std::string term(const std::string& name, const std::string& id = {}) {
  return "<TermHost>" + (id.empty() ? "" : "<HostId>" + id + "</HostId>") + "<HostName>" + name +
         "</HostName></TermHost>";
}
std::string orig(const std::string& name, const std::string& rest = {}) {
  return "<OrigHost><HostName>" + name + "</HostName>" + rest + "</OrigHost>";
}
const std::string kMm4 = mm4("", term("206.107.248.58"),
                             orig("30.239.72.55", "<Port>8726</Port><Priority>0</Priority>") +
                                 orig("25.231.123.32", "<Priority>0</Priority>"));
const std::string kMm4Shown =
    mm4("<Tls>OFF</Tls>", term("206.107.248.58", "1"),
        orig("30.239.72.55", "<Port>8726</Port><HostId>1</HostId><Priority>0</Priority>") +
            orig("25.231.123.32", "<HostId>2</HostId><Priority>0</Priority>"));
const std::string kHttp = R"(
    <MmsFeature>
      <MmsSettings><protocol>HTTP</protocol></MmsSettings>
      <Protocols>
        <HTTP><HttpSettings><proxyPeerId>518824</proxyPeerId></HttpSettings></HTTP>
      </Protocols>
    </MmsFeature>)";

std::string shown_mms(const std::string& feature) {
  return "<MmsFeatureResponse>" + feature + "</MmsFeatureResponse>";
}

TEST_F(MmsOfSipPeers, GoesOverMm4) {
  const Answer made = sim.post(kMmsFeature, kMm4);
  EXPECT_EQ(made.status, 201);
  EXPECT_XML(made.body, shown_mms(kMm4Shown));
  EXPECT_XML(sim.get(kMmsFeature).body, shown_mms(kMm4Shown));
  EXPECT_XML(sim.get(kMmsFeature + "/settings").body,
             "<MmsFeatureMmsSettingsResponse><MmsSettings><Protocol>MM4</Protocol></MmsSettings>"
             "</MmsFeatureMmsSettingsResponse>");
  EXPECT_EQ(why(sim.post(kMmsFeature, kMm4)),
            "13619 MM4 originator system exists already for account 9900000 sippeer 303716");
}

TEST_F(MmsOfSipPeers, GoesOverHttp) {
  const Answer made = sim.post(kMmsFeature, kHttp);
  EXPECT_EQ(made.status, 201);
  EXPECT_XML(made.body, shown_mms(kHttp));
  EXPECT_EQ(why(sim.del("/sites/743/sippeers/518824")),
            "13679 Delete not allowed; SIP Peer is used as proxy peer for HTTP feature");
  const Answer changed = sim.put(kMmsFeature, kMm4);
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.body, "");
  EXPECT_XML(sim.get(kMmsFeature).body, shown_mms(kMm4Shown));
  EXPECT_EQ(sim.put(kMmsFeature, kHttp).status, 200);
  EXPECT_XML(sim.get(kMmsFeature).body, shown_mms(kHttp));
  EXPECT_EQ(sim.put(kMmsFeature,
                    "<MmsFeature><MmsSettings><Protocol>http</Protocol></MmsSettings>"
                    "<Protocols><HTTP><HttpSettings/></HTTP></Protocols></MmsFeature>")
                .status,
            200)
      << "as clients write it";
}

TEST_F(MmsOfSipPeers, IsDeleted) {
  sim.post(kMmsFeature, kHttp);
  EXPECT_EQ(sim.del(kMmsFeature).status, 200);
  const Answer again = sim.del(kMmsFeature);
  EXPECT_EQ(again.status, 404);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(sim.get(kMmsFeature).status, 404);
  EXPECT_EQ(sim.get(kMmsFeature + "/settings").status, 404);
  const Answer refused = sim.put(kMmsFeature, kMm4);
  EXPECT_EQ(refused.status, 404);
  EXPECT_EQ(why(refused),
            "13620 Requested MM4 originator system not exists for account 9900000 sippeer 303716");
}

TEST_F(MmsOfSipPeers, KeepsHostsThatAreNamedByTheirIds) {
  sim.post(kMmsFeature, kMm4);
  EXPECT_EQ(sim.put(kMmsFeature,
                    mm4("<Tls>ON</Tls>", term("206.107.248.58", "1") + term("1.2.3.4"),
                        orig("mms.example.com", "<HostId>2</HostId>") + orig("mms2.example.com")))
                .status,
            200);
  EXPECT_XML(
      sim.get(kMmsFeature).body,
      shown_mms(mm4("<Tls>ON</Tls>", term("206.107.248.58", "1") + term("1.2.3.4", "2"),
                    orig("mms.example.com", "<HostId>2</HostId><Priority>0</Priority>") +
                        orig("mms2.example.com", "<HostId>3</HostId><Priority>0</Priority>"))));
  EXPECT_EQ(why(sim.put(kMmsFeature, mm4("", term("1.2.3.4", "7"), ""))),
            "13618 MM4 host with id 7 not found for account 9900000 sippeer 303716");
}

TEST_F(MmsOfSipPeers, IsRefusedWithTheDocumentedCode) {
  std::string both = kMm4;
  both.insert(both.find("</Protocols>"), "<HTTP><HttpSettings/></HTTP>");
  std::string other_settings = kMm4;
  other_settings.replace(other_settings.find(">MM4<"), 5, ">HTTP<");
  std::string no_peer = kHttp;
  no_peer.replace(no_peer.find("518824"), 6, "second");
  std::string many_term, many_orig;
  for (int i = 0; i <= 128; ++i) {
    many_term += term("1.2.3." + std::to_string(i));
    many_orig += orig("1.2.3." + std::to_string(i));
  }
  const struct {
    std::string xml;
    std::string why;
  } rows[] = {
      {both, "13606 Messaging feature may have only one protocol assigned."},
      {other_settings,
       "13608 Messaging feature has conflict in protocol type and protocol settings"},
      {"<MmsFeature/>", "1003 Protocol is required"},
      {"<MmsFeature><MmsSettings><Protocol>FAX</Protocol></MmsSettings></MmsFeature>",
       "1008 'FAX' is not valid value"},
      {no_peer, "12771 Specified sippeer id second not found"},
      {mm4("<Tls>MAYBE</Tls>", "", ""), "1008 'MAYBE' is not valid value"},
      {mm4("", term("nowhere"), ""),
       "13621 Provided MM4 host name 'nowhere' should have no leading/trailing spaces and be valid "
       "IPv4 address or FQDN"},
      {mm4("", "", orig("1.2.3.4/30")),
       "13621 Provided MM4 host name '1.2.3.4/30' should have no leading/trailing spaces and be "
       "valid IPv4 address or FQDN"},
      {mm4("<Tls>ON</Tls>", "", orig("1.2.3.4")),
       "13635 IPv4 address '1.2.3.4' not allowed for TLS connection"},
      {mm4("", "", orig("1.2.3.4", "<Port>65536</Port>")),
       "13543 '65536' is not valid port. Valid values: 0-65535"},
      {mm4("", "", orig("1.2.3.4", "<Priority>10</Priority>")),
       "13599 SMS host priority must be in range from 0 to 9"},
      {mm4("", term("1.2.3.4") + term("1.2.3.4"), ""),
       "13017 Mm4 termination host(subnet) 1.2.3.4 overlaps with addresses that are already in "
       "payload"},
      {mm4("", many_term, ""),
       "13632 Maximum MMS Termination hosts count exceeded. Limit is 128 hosts"},
      {mm4("", "", many_orig),
       "13631 Maximum MMS Origination hosts count exceeded. Limit is 128 hosts"},
  };
  for (const auto& row : rows) {
    const Answer answer = sim.post(kMmsFeature, row.xml);
    EXPECT_EQ(answer.status, 400) << row.xml;
    EXPECT_EQ(why(answer), row.why) << row.xml;
  }
  EXPECT_EQ(sim.get(kMmsFeature).status, 404) << "nothing has changed";
  sim.post(kMmsFeature, kHttp);
  for (const auto& row : rows) EXPECT_EQ(why(sim.put(kMmsFeature, row.xml)), row.why) << row.xml;
  EXPECT_XML(sim.get(kMmsFeature).body, shown_mms(kHttp));
}

TEST_F(MmsOfSipPeers, SharesItsTerminationHostsWithNobody) {
  sim.post(kMmsFeature, kMm4);
  const std::string second = "/sites/743/sippeers/518824/products/messaging/features";
  EXPECT_EQ(why(sim.post(second + "/mms", kMm4)),
            "13623 MMS feature not allowed without SMS "
            "feature enabled");
  sim.post(second + "/sms", kSmsOverHttp);
  EXPECT_EQ(why(sim.post(second + "/mms", kMm4)),
            "13617 MM4 host with address 206.107.248.58 conflicts with existing hosts for account "
            "9900000 sippeer 303716");
  const auto other = basic("other", "secret");
  sim.call("POST", kOther + "/features/sms", other, kSmsOverHttp);
  EXPECT_EQ(why(sim.call("POST", kOther + "/features/mms", other, kMm4)),
            "13634 MMS termination host '206.107.248.58' already assigned to another account");
  EXPECT_EQ(why(sim.post("/sites/743/sippeers/518824/products/messaging/features/sms",
                         smpp(host("206.107.248.56/30")))),
            "13637 Termination IP 206.107.248.56/30 overlaps with an address that is already in "
            "use");
}

class MessagesOfSipPeers : public ProductsTest {
 protected:
  static std::string settings_of(const std::string& inner) {
    return "<ApplicationsSettings>" + inner + "</ApplicationsSettings>";
  }
  static std::string app(const std::string& id) {
    return settings_of("<HttpMessagingV2AppId>" + id + "</HttpMessagingV2AppId>");
  }
  static std::string shown_app(const std::string& settings) {
    return "<ApplicationsSettingsResponse>" + settings + "</ApplicationsSettingsResponse>";
  }
  Answer break_out(const std::string& inner) {
    return sim.put(kBreakOut, "<SipPeerMessagingSettings>" + inner + "</SipPeerMessagingSettings>");
  }
};

TEST_F(MessagesOfSipPeers, GoToAnApplication) {
  const std::string id = application(kMessagingApplication);
  EXPECT_XML(sim.get(kApplicationSettings).body, shown_app(settings_of("")));
  sim.post(kSmsFeature, kSmsOverHttp);
  const Answer set = sim.put(kApplicationSettings, app(id));
  EXPECT_EQ(set.status, 200);
  EXPECT_XML(set.body, shown_app(app(id)));
  EXPECT_XML(sim.get(kApplicationSettings).body, shown_app(app(id)));
  EXPECT_EQ(sim.get("/applications/" + id + "/associatedsippeers")
                .at("AssociatedSipPeers/AssociatedSipPeer/PeerId"),
            "303716");
  EXPECT_EQ(code(sim.del("/applications/" + id)), "400 12107");
  const Answer removed = sim.put(kApplicationSettings, settings_of("\n  REMOVE\n"));
  EXPECT_EQ(removed.status, 200);
  EXPECT_XML(removed.body, shown_app(settings_of("")));
  sim.put(kApplicationSettings, app(id));
  EXPECT_EQ(sim.put(kApplicationSettings, app("REMOVE")).status, 200);
  EXPECT_EQ(sim.del("/applications/" + id).status, 200);
}

TEST_F(MessagesOfSipPeers, LoseTheirApplicationWithHttp) {
  const std::string id = application(kMessagingApplication);
  sim.post(kSmsFeature, kSmsOverHttp);
  sim.put(kApplicationSettings, app(id));
  sim.put(kSmsFeature, smpp(kTwoHosts));
  EXPECT_XML(sim.get(kApplicationSettings).body, shown_app(settings_of("")));
}

TEST_F(MessagesOfSipPeers, GoToNoOtherApplications) {
  const std::string voice = application(kVoiceApplication);
  const std::string messaging = application(kMessagingApplication);
  EXPECT_EQ(why(sim.put(kApplicationSettings, app(messaging))),
            "13645 Please assign SMS or MM4 protocol to HTTP before associating application to "
            "location");
  sim.post(kSmsFeature, kSmsOverHttp);
  EXPECT_EQ(why(sim.put(kApplicationSettings, settings_of(""))),
            "13628 HttpMessagingV2AppId must either valid string or have 'REMOVE' value");
  EXPECT_EQ(why(sim.put(kApplicationSettings, app("unknown"))),
            "13629 Application with id 'unknown' not found");
  const Answer of_voice = sim.put(kApplicationSettings, app(voice));
  EXPECT_EQ(of_voice.status, 400);
  EXPECT_XML(of_voice.body, R"(
    <ApplicationsSettingsResponse>
      <ResponseStatus>
        <ErrorCode>13648</ErrorCode>
        <Description>Application service type 'Voice-V2' not allowed for HttpMessagingV2AppId</Description>
      </ResponseStatus>
    </ApplicationsSettingsResponse>)");
  EXPECT_XML(sim.get(kApplicationSettings).body, shown_app(settings_of("")));
  EXPECT_EQ(sim.get("/sites/743/sippeers/1/products/messaging/applicationSettings").status, 404);
}

TEST_F(MessagesOfSipPeers, BreakOutToCountries) {
  const std::string countries =
      "<BreakOutCountries><Country>CAN</Country><Country>GBR</Country></BreakOutCountries>";
  const std::string expected = "<SipPeerMessagingSettingsResponse><SipPeerMessagingSettings>" +
                               countries +
                               "</SipPeerMessagingSettings></SipPeerMessagingSettingsResponse>";
  const std::string none =
      "<SipPeerMessagingSettingsResponse><SipPeerMessagingSettings/>"
      "</SipPeerMessagingSettingsResponse>";
  EXPECT_XML(sim.get(kBreakOut).body, none);
  const Answer set = break_out(countries);
  EXPECT_EQ(set.status, 200);
  EXPECT_XML(set.body, expected);
  const Answer unknown = break_out(
      "<BreakOutCountries><Country>GBX</Country><Country>USA</Country><Country>UK</Country>"
      "</BreakOutCountries>");
  EXPECT_EQ(unknown.status, 400);
  EXPECT_XML(unknown.body, R"(
    <SipPeerMessagingSettingsResponse>
      <ResponseStatus>
        <ErrorCode>13654</ErrorCode>
        <Description>The country values '[GBX, UK]' do not match a 3-character country code that has been approved for this account.</Description>
      </ResponseStatus>
    </SipPeerMessagingSettingsResponse>)");
  EXPECT_EQ(why(break_out("<BreakOutCountries><Country>CAN</Country><Country>CAN</Country>"
                          "</BreakOutCountries>")),
            "13657 There are duplicate countries in payload");
  EXPECT_XML(sim.get(kBreakOut).body, expected) << "nothing has changed";
  EXPECT_XML(break_out("").body, none);
  EXPECT_EQ(sim.get("/sites/743/sippeers/1/products/messaging/settings").status, 404);
}

class MessagingOfFewProducts : public ProductsTest {
 protected:
  MessagingOfFewProducts()
      : ProductsTest({.scenario = R"(
scenario: accounts with less and less messaging
users: [{name: tester, password: secret, accounts: [9900000, 9900001]}]
accounts:
  - id: 9900000
    products: {MESSAGING: [SMS]}
    sites:
      - id: 743
        name: Raleigh
        sippeers:
          - {id: 303716, name: main, default: true}
          - {id: 518824, name: second, products: {Messaging: [SMS, MMS]}}
  - id: 9900001
    products: {Origination: []}
    sites: [{id: 800, name: Boston, sippeers: [{id: 400100, name: boston, default: true}]}]
)"}) {}
};

TEST_F(MessagingOfFewProducts, IsAsTheAccountAllows) {
  const auto sms = [](const std::string& protocol, const std::string& rest) {
    return settings("<Protocol>" + protocol + "</Protocol>" + rest);
  };
  const struct {
    std::string xml;
    std::string why;
  } rows[] = {
      {sms("HTTP", ""),
       "13609 Can't create sip peer http protocol sms feature without account level http "
       "settings."},
      {sms("SMPP", "<TollFree>true</TollFree>"),
       "13576 Account '9900000' has no 'TollFree' product feature"},
      {sms("SMPP", "<ShortCode>true</ShortCode>"),
       "13576 Account '9900000' has no 'ShortCode' product feature"},
      {sms("SMPP", "<A2pLongCode>DefaultOff</A2pLongCode>"),
       "13576 Account '9900000' has no 'A2pLongCode' product feature"},
  };
  for (const auto& row : rows) EXPECT_EQ(why(sim.post(kSmsFeature, row.xml)), row.why);
  EXPECT_EQ(sim.post(kSmsFeature, sms("SMPP", "")).status, 201);
  EXPECT_EQ(why(sim.post(kMmsFeature, kMm4)),
            "13576 Account '9900000' has no 'MMS' product feature");
  EXPECT_EQ(code(sim.put(kApplicationSettings,
                         "<ApplicationsSettings><HttpMessagingV2AppId>x</HttpMessagingV2AppId>"
                         "</ApplicationsSettings>")),
            "400 12130");
  const std::string without =
      "13603 MESSAGING modification not allowed. Account doesn't have "
      "MESSAGING enabled";
  EXPECT_EQ(why(sim.send("POST", kOther + "/features/sms", sms("SMPP", ""))), without);
  EXPECT_EQ(why(sim.send("POST", kOther + "/features/mms", kMm4)), without);
  EXPECT_EQ(why(sim.send("PUT", kOther + "/settings", "<SipPeerMessagingSettings/>")), without);
}

TEST_F(MessagingOfFewProducts, IsThereFromTheStartWhereTheScenarioSaysSo) {
  const std::string features = "/sites/743/sippeers/518824/products/messaging/features";
  EXPECT_EQ(sim.get(features + "/sms").at("SipPeerSmsFeature/SipPeerSmsFeatureSettings/Protocol"),
            "HTTP");
  EXPECT_EQ(sim.get(features + "/mms/settings").at("MmsSettings/Protocol"), "HTTP");
  EXPECT_EQ(sim.del(features + "/mms").status, 200);
  EXPECT_EQ(sim.del(features + "/sms").status, 200);
  EXPECT_EQ(sim.del("/sites/743/sippeers/518824").status, 200);
}

class MessagingWithoutSms : public ProductsTest {
 protected:
  MessagingWithoutSms()
      : ProductsTest({.scenario = R"(
scenario: messaging without any feature
accounts:
  - id: 9900000
    products: {MESSAGING: []}
    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, name: main, default: true}]}]
  - {id: 9900001}
)"}) {}
};

TEST_F(MessagingWithoutSms, HasNoFeature) {
  EXPECT_EQ(why(sim.post(kSmsFeature, kSmsOverHttp)),
            "13607 Account doesn't have sms feature assigned");
}

}  // namespace
}  // namespace dashsim::test::sippeers_messaging_test
