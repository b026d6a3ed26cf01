#include "products_story.hpp"

namespace dashsim::test::sippeers_origination_test {
namespace {

const std::string kSettings = kProducts + "/origination/settings";

std::string origination(const std::string& elements) {
  return "<SipPeerOriginationSettings>" + elements + "</SipPeerOriginationSettings>";
}
std::string protocol(const std::string& name) {
  return "<VoiceProtocol>" + name + "</VoiceProtocol>";
}
std::string to_application(const std::string& id) {
  return protocol("HTTP") + "<HttpSettings><HttpVoiceV2AppId>" + id +
         "</HttpVoiceV2AppId></HttpSettings>";
}
std::string shown(const std::string& elements) {
  return "<SipPeerOriginationSettingsResponse>" + origination(elements) +
         "</SipPeerOriginationSettingsResponse>";
}

using Origination = ProductsTest;

TEST_F(Origination, IsBySipUntilSomebodySaysOtherwise) {
  const Answer answer = sim.get(kSettings);
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, shown(protocol("SIP")));
}

TEST_F(Origination, GoesToAnApplication) {
  const std::string id = application(kVoiceApplication);
  const Answer made = sim.post(kSettings, origination(to_application(id)));
  EXPECT_EQ(made.status, 201);
  EXPECT_XML(made.body, shown(to_application(id)));
  EXPECT_XML(sim.get(kSettings).body, shown(to_application(id)));
  const Answer without = sim.put(kSettings, origination(protocol("HTTP")));
  EXPECT_EQ(without.status, 200);
  EXPECT_EQ(without.body, "");
  EXPECT_XML(sim.get(kSettings).body, shown(protocol("HTTP"))) << "the application is optional";
  EXPECT_EQ(sim.put(kSettings, origination(protocol("SIP"))).status, 200);
  EXPECT_XML(sim.get(kSettings).body, shown(protocol("SIP")));
}

const std::string kHosts =
    "<SipPeer><PeerName>main</PeerName>"
    "<VoiceHosts><Host><HostName>10.10.10.1</HostName></Host></VoiceHosts>"
    "<TerminationHosts><TerminationHost><HostName>2.1.1.9</HostName></TerminationHost>"
    "</TerminationHosts></SipPeer>";

TEST_F(Origination, ByHttpNeedsNoHosts) {
  EXPECT_EQ(sim.put(kPeerPath, kHosts).status, 200);
  EXPECT_EQ(sim.post(kSettings, origination(protocol("SIP"))).status, 201);
  EXPECT_EQ(sim.get(kPeerPath).count("SipPeer/VoiceHosts/Host"), 1U) << "SIP needs them";
  application(kVoiceApplication);
  EXPECT_EQ(sim.put(kSettings, origination(protocol("HTTP"))).status, 200);
  const Answer peer = sim.get(kPeerPath);
  EXPECT_EQ(peer.count("SipPeer/VoiceHosts/Host"), 0U);
  EXPECT_EQ(peer.count("SipPeer/TerminationHosts/TerminationHost"), 0U);
  EXPECT_EQ(why(sim.put(kPeerPath, kHosts)), "13646 VoiceHosts not allowed for HTTP Voice");
  EXPECT_EQ(why(sim.put(kPeerPath,
                        "<SipPeer><PeerName>main</PeerName><VoiceHostGroups><VoiceHostGroup><Host>"
                        "<HostName>10.10.10.1</HostName></Host></VoiceHostGroup></VoiceHostGroups>"
                        "</SipPeer>")),
            "13646 VoiceHostGroups not allowed for HTTP Voice");
  EXPECT_EQ(sim.put(kPeerPath, "<SipPeer><PeerName>main</PeerName></SipPeer>").status, 200);
  EXPECT_XML(sim.get(kSettings).body, shown(protocol("HTTP"))) << "a new peer document keeps them";
}

TEST_F(Origination, KeepsASipPeerFromBeingDeleted) {
  application(kVoiceApplication);
  const std::string second = "/sites/743/sippeers/518824";
  const std::string settings = second + "/products/origination/settings";
  EXPECT_EQ(sim.post(settings, origination(protocol("HTTP"))).status, 201);
  EXPECT_EQ(why(sim.del(second)), "13652 Can not remove location which has HTTP voice set up");
  EXPECT_EQ(sim.put(settings, origination(protocol("SIP"))).status, 200);
  EXPECT_EQ(sim.del(second).status, 200);
  EXPECT_EQ(sim.get(settings).status, 404);
}

TEST_F(Origination, IsRefusedWithTheDocumentedCode) {
  const struct {
    std::string elements;
    std::string why;
  } first[] = {
      {"", "1003 VoiceProtocol is required"},
      {protocol("FAX"), "13647 Voice protocol 'FAX' not found. Valid values: SIP, HTTP"},
      {protocol("HTTP"),
       "13650 Can not select HTTP Voice protocol as account '9900000' has no Voice Applications"},
  };
  for (const auto& row : first) {
    EXPECT_EQ(why(sim.post(kSettings, origination(row.elements))), row.why);
    EXPECT_EQ(why(sim.put(kSettings, origination(row.elements))), row.why);
  }
  application(kVoiceApplication);
  const std::string messaging = application(kMessagingApplication);
  const std::string unknown = "469ebbac-4459-4d98-bc19-a038960e787f";
  std::string to_sip = to_application(unknown);
  to_sip.replace(to_sip.find("HTTP"), 4, "SIP");
  const struct {
    std::string elements;
    std::string why;
  } second[] = {
      {to_application(unknown), "13629 Application with id '" + unknown + "' not found"},
      {to_application(messaging),
       "13648 Application service type 'Messaging-V2' not allowed for HttpVoiceV2AppId"},
      {to_sip, "13649 Http settings not allowed for SIP protocol"},
  };
  for (const auto& row : second) {
    const Answer answer = sim.post(kSettings, origination(row.elements));
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(why(answer), row.why);
    EXPECT_EQ(why(sim.put(kSettings, origination(row.elements))), row.why);
  }
  EXPECT_XML(sim.get(kSettings).body, shown(protocol("SIP"))) << "nothing has changed";
}

TEST_F(Origination, OfNobodyIsNotThere) {
  const std::string nowhere = "/sites/743/sippeers/1/products/origination/settings";
  EXPECT_EQ(code(sim.get(nowhere)), "404 13563");
  EXPECT_EQ(code(sim.post(nowhere, origination(protocol("SIP")))), "404 13563");
  EXPECT_EQ(code(sim.put(nowhere, origination(protocol("SIP")))), "404 13563");
  const auto other = basic("other", "secret");
  EXPECT_EQ(sim.call("GET", "/accounts/9900000" + kSettings, other).status, 403);
  EXPECT_EQ(sim.call("GET", "/accounts/9900001" + kSettings, other).status, 404);
}

class OriginationOfFewProducts : public ProductsTest {
 protected:
  OriginationOfFewProducts()
      : ProductsTest({.scenario = R"(
scenario: an account with SIP origination alone, and one with nothing of the kind
users: [{name: tester, password: secret, accounts: [9900000, 9900001]}]
accounts:
  - id: 9900000
    products: {Origination: []}
    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, name: main, default: true}]}]
  - id: 9900001
    products: {Termination: [TermHttpVoice]}
    sites: [{id: 800, name: Boston, sippeers: [{id: 400100, name: boston, default: true}]}]
)"}) {}
};

TEST_F(OriginationOfFewProducts, IsAsTheAccountAllows) {
  EXPECT_EQ(sim.post(kSettings, origination(protocol("SIP"))).status, 201);
  const Answer refused = sim.post(kSettings, origination(protocol("HTTP")));
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(
    <SipPeerSmsFeatureResponse>
      <ResponseStatus>
        <ErrorCode>13609</ErrorCode>
        <Description>Can't create sip peer http protocol sms feature without account level http settings.</Description>
      </ResponseStatus>
    </SipPeerSmsFeatureResponse>)");
  EXPECT_EQ(why(sim.post(kSettings, origination(to_application("x")))),
            "13651 Can not assign Http setting for SipPeer because account 9900000 doesn't have "
            "'OrigHttpVoice' Feature enabled");
  EXPECT_EQ(why(sim.send(
                "POST", "/accounts/9900001/sites/800/sippeers/400100/products/origination/settings",
                origination(protocol("SIP")))),
            "12030 Origination product has not been set up");
}

}  // namespace
}  // namespace dashsim::test::sippeers_origination_test
