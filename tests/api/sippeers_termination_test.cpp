#include "products_story.hpp"

namespace dashsim::test::sippeers_termination_test {
namespace {

const std::string kSettings = kProducts + "/termination/settings";

std::string termination(const std::string& elements) {
  return "<SipPeerTerminationSettings>" + elements + "</SipPeerTerminationSettings>";
}
std::string protocol(const std::string& name) {
  return "<VoiceProtocol>" + name + "</VoiceProtocol>";
}
std::string to_application(const std::string& id) {
  return protocol("HTTP") + "<HttpSettings><HttpVoiceV2AppId>" + id +
         "</HttpVoiceV2AppId></HttpSettings>";
}
std::string shown(const std::string& elements) {
  return "<SipPeerTerminationSettingsResponse>" + termination(elements) +
         "</SipPeerTerminationSettingsResponse>";
}

using Termination = ProductsTest;

TEST_F(Termination, ComesFromAnApplicationOrBySip) {
  EXPECT_XML(sim.get(kSettings).body, shown(protocol("SIP")));
  const std::string id = application(kVoiceApplication);
  const Answer made = sim.post(kSettings, termination(to_application(id)));
  EXPECT_EQ(made.status, 201);
  EXPECT_XML(made.body, shown(to_application(id)));
  EXPECT_XML(sim.get(kSettings).body, shown(to_application(id)));
  EXPECT_XML(sim.get(kProducts + "/origination/settings").body,
             "<SipPeerOriginationSettingsResponse><SipPeerOriginationSettings>"
             "<VoiceProtocol>SIP</VoiceProtocol></SipPeerOriginationSettings>"
             "</SipPeerOriginationSettingsResponse>")
      << "the other direction has settings of its own";
  EXPECT_EQ(code(sim.del("/applications/" + id)), "400 12107");
  const Answer changed = sim.put(kSettings, termination(protocol("SIP")));
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.body, "");
  EXPECT_XML(sim.get(kSettings).body, shown(protocol("SIP")));
  EXPECT_EQ(sim.del("/applications/" + id).status, 200);
}

TEST_F(Termination, ByHttpNeedsNoHosts) {
  const std::string hosts =
      "<SipPeer><PeerName>main</PeerName>"
      "<VoiceHostGroups><VoiceHostGroup><Host><HostName>10.10.10.1</HostName></Host>"
      "</VoiceHostGroup></VoiceHostGroups>"
      "<TerminationHosts><TerminationHost><HostName>2.1.1.9</HostName></TerminationHost>"
      "</TerminationHosts></SipPeer>";
  EXPECT_EQ(sim.put(kPeerPath, hosts).status, 200);
  application(kVoiceApplication);
  EXPECT_EQ(sim.put(kSettings, termination(protocol("HTTP"))).status, 200);
  const Answer peer = sim.get(kPeerPath);
  EXPECT_EQ(peer.count("SipPeer/VoiceHostGroups/VoiceHostGroup"), 0U);
  EXPECT_EQ(peer.count("SipPeer/TerminationHosts/TerminationHost"), 0U);
  EXPECT_EQ(why(sim.put(kPeerPath, hosts)), "13646 TerminationHosts not allowed for HTTP Voice");
  EXPECT_EQ(why(sim.del("/sites/743/sippeers/303716")).substr(0, 5), "13555") << "it has numbers";
}

TEST_F(Termination, IsRefusedWithTheDocumentedCode) {
  EXPECT_EQ(why(sim.post(kSettings, termination(""))), "1003 VoiceProtocol is required");
  EXPECT_EQ(why(sim.post(kSettings, termination(protocol("FAX")))),
            "13647 Voice protocol 'FAX' not found. Valid values: SIP, HTTP");
  EXPECT_EQ(code(sim.post(kSettings, termination(protocol("HTTP")))), "400 13650");
  const std::string messaging = application(kMessagingApplication);
  EXPECT_EQ(code(sim.post(kSettings, termination(protocol("HTTP")))), "400 13650")
      << "an application for messages is none for calls";
  application(kVoiceApplication);
  EXPECT_EQ(code(sim.put(kSettings, termination(to_application("nobodys")))), "400 13629");
  EXPECT_EQ(code(sim.put(kSettings, termination(to_application(messaging)))), "400 13648");
  EXPECT_EQ(
      code(sim.put(kSettings, termination(protocol("SIP") + "<HttpSettings><HttpVoiceV2AppId>x"
                                                            "</HttpVoiceV2AppId></HttpSettings>"))),
      "400 13649");
  EXPECT_EQ(code(sim.put("/sites/202/sippeers/303716/products/termination/settings",
                         termination(protocol("SIP")))),
            "404 13563");
  EXPECT_XML(sim.get(kSettings).body, shown(protocol("SIP"))) << "nothing has changed";
}

class TerminationOfFewProducts : public ProductsTest {
 protected:
  TerminationOfFewProducts()
      : ProductsTest({.scenario = R"(
scenario: an account with SIP termination alone, and one with nothing of the kind
users: [{name: tester, password: secret, accounts: [9900000, 9900001]}]
accounts:
  - id: 9900000
    products: {Termination: []}
    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, name: main, default: true}]}]
  - id: 9900001
    products: {Origination: []}
    sites: [{id: 800, name: Boston, sippeers: [{id: 400100, name: boston, default: true}]}]
)"}) {}
};

TEST_F(TerminationOfFewProducts, IsAsTheAccountAllows) {
  const Answer refused = sim.post(kSettings, termination(protocol("HTTP")));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(why(refused),
            "13609 Can't create sip peer http protocol sms feature without account level http "
            "settings.");
  EXPECT_EQ(why(sim.put(kSettings, termination(to_application("x")))),
            "13651 Can not assign Http setting for SipPeer because account 9900000 doesn't have "
            "'TermHttpVoice' Feature enabled");
  EXPECT_EQ(why(sim.send(
                "POST", "/accounts/9900001/sites/800/sippeers/400100/products/termination/settings",
                termination(protocol("SIP")))),
            "12028 Termination product has not been set up");
}

}  // namespace
}  // namespace dashsim::test::sippeers_termination_test
