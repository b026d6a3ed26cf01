#include "support/sim.hpp"

namespace dashsim::test::sippeers_tns_test {
namespace {

using SipPeerTns = SimTest;

const std::string kPeers = "/sites/743/sippeers";
const std::string kTns = kPeers + "/303716/tns";

std::string settings(const std::string& elements) {
  return "<SipPeerTelephoneNumber>" + elements + "</SipPeerTelephoneNumber>";
}

TEST_F(SipPeerTns, ListTheirNumbers) {
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

TEST_F(SipPeerTns, KeepSettingsOfTheirNumbers) {
  const std::string path = kPeers + "/303716/tns/9195550101";
  const Answer changed = sim.put(path, R"(
    <SipPeerTelephoneNumber>
      <FullNumber>9195550101</FullNumber>
      <NumberFormat>10digit</NumberFormat>
      <RPIDFormat>10digit</RPIDFormat>
      <RewriteUser>false</RewriteUser>
      <CallForward>7042661720</CallForward>
      <CallingNameDisplay>true</CallingNameDisplay>
      <TnAttributes>
        <TnAttribute>Protected</TnAttribute>
        <TnAttribute>External</TnAttribute>
        <TnAttribute>Imported</TnAttribute>
      </TnAttributes>
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
        <TnAttributes>
          <TnAttribute>Protected</TnAttribute>
          <TnAttribute>External</TnAttribute>
          <TnAttribute>Imported</TnAttribute>
        </TnAttributes>
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
      {"<TnAttributes><TnAttribute>External</TnAttribute><TnAttribute>External</TnAttribute>"
       "</TnAttributes>",
       "5102"},
      {"<FullNumber>9195550102</FullNumber>", "12687"},
      {"<CallForward>9195550101</CallForward>", "13606"},
      {"<MessagingSettings><SmsEnabled>maybe</SmsEnabled></MessagingSettings>", "1008"},
  };
  for (const auto& [element, code] : bad) {
    const Answer answer = sim.put(
        path, "<SipPeerTelephoneNumber>" + std::string(element) + "</SipPeerTelephoneNumber>");
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), code) << answer.body;
  }
  const Answer list = sim.get(kPeers + "/303716/tns");
  EXPECT_EQ(list.at("SipPeerTelephoneNumbers/SipPeerTelephoneNumber/CallForward"), "7042661720");
  EXPECT_EQ(list.count("SipPeerTelephoneNumbers/SipPeerTelephoneNumber/TnAttributes/TnAttribute"),
            3U);
  EXPECT_EQ(
      sim.put(path, "<SipPeerTelephoneNumber><TnAttributes/></SipPeerTelephoneNumber>").status,
      200);
  EXPECT_EQ(sim.get(path).count("SipPeerTelephoneNumber/TnAttributes"), 0U);
  EXPECT_EQ(sim.get(kPeers + "/303716/tns/9194390001").status, 404) << "not in service";
  EXPECT_EQ(sim.get(kPeers + "/303716/tns/123").status, 400);
}

TEST_F(SipPeerTns, MoveNumbersFromOneToAnother) {
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

TEST_F(SipPeerTns, MoveAllNumbersOrNone) {
  const std::pair<const char*, const char*> bad[] = {
      {"<FullNumber>9194390001</FullNumber>", "13520"},
      {"<FullNumber>919439</FullNumber>", "13512"},
      {"<FullNumber>9195550101</FullNumber>", "13511"},
      {"<FullNumber>9195550149</FullNumber>", "13518"},
      {"<FullNumber>6175550100</FullNumber>", "13520"},
  };
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
           "<TelephoneNumberList><TelephoneNumber>9195550149</TelephoneNumber>"
           "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
           "</DisconnectTelephoneNumberOrder>");
  sim.advance_until_idle();
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

TEST_F(SipPeerTns, MoveToAnotherPeerOrNotAtAll) {
  const Answer there = sim.post(kPeers + "/303716/movetns",
                                "<SipPeerTelephoneNumbers><FullNumber>9195550101</FullNumber>"
                                "</SipPeerTelephoneNumbers>");
  EXPECT_EQ(there.status, 400);
  EXPECT_EQ(there.at("ResponseStatus/ErrorCode"), "13526") << "it is there already";
  std::string many = "<SipPeerTelephoneNumbers>";
  for (std::uint64_t tn = 9195550000; tn <= 9195555000; ++tn)
    many += "<FullNumber>" + std::to_string(tn) + "</FullNumber>";
  const Answer too_many =
      sim.post("/sites/202/sippeers/303717/movetns", many + "</SipPeerTelephoneNumbers>");
  EXPECT_EQ(too_many.status, 400);
  EXPECT_EQ(too_many.at("ResponseStatus/ErrorCode"), "5095");
  EXPECT_EQ(sim.post(kPeers + "/1/movetns", "<SipPeerTelephoneNumbers/>").status, 404);
}

TEST_F(SipPeerTns, AreListedByPageOrSizeAlone) {
  EXPECT_EQ(sim.get(kTns + "?size=15").count("SipPeerTelephoneNumbers/SipPeerTelephoneNumber"),
            15U);
  EXPECT_EQ(sim.get(kTns + "?page=1").count("SipPeerTelephoneNumbers/SipPeerTelephoneNumber"), 50U);
  EXPECT_EQ(sim.get(kTns + "?page=2").count("SipPeerTelephoneNumbers/SipPeerTelephoneNumber"), 0U);
  const std::pair<const char*, const char*> bad[] = {{"page=x", "13056"},
                                                     {"page=0", "13058"},
                                                     {"size=0", "13058"},
                                                     {"size=x", "13057"},
                                                     {"includeAttributes=maybe", "1008"}};
  for (const auto& [query, code] : bad) {
    const Answer refused = sim.get(kTns + "?" + query);
    EXPECT_EQ(refused.status, 400) << query;
    EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), code) << query;
  }
}

TEST_F(SipPeerTns, AreCountedByFeature) {
  const std::string path = kPeers + "/303716/totaltns";
  const Answer cnam = sim.get(path + "?feature=CNAM");
  EXPECT_EQ(cnam.at("SipPeerTelephoneNumbersCount/CnamCount"), "0");
  EXPECT_EQ(cnam.count("SipPeerTelephoneNumbersCount/LidbCount"), 0U);
  EXPECT_EQ(sim.get(path + "?feature=lidb&feature=cnam").body, sim.get(path).body);
  const Answer refused = sim.get(path + "?feature=SMS");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "1008");
}

TEST_F(SipPeerTns, ShowTheCallingNameAsTheirPeerSaysUnlessTheyMayHaveItOtherwise) {
  const auto peer = [](const std::string& display, const std::string& enforced) {
    return "<SipPeer><PeerName>main</PeerName><CallingName><Display>" + display +
           "</Display><Enforced>" + enforced + "</Enforced></CallingName></SipPeer>";
  };
  const std::string tn = kTns + "/9195550101";
  const std::string of_tn = "SipPeerTelephoneNumber/CallingNameDisplay";
  sim.put(kPeers + "/303716", peer("true", "false"));
  EXPECT_EQ(sim.get(tn).at(of_tn), "true");
  EXPECT_EQ(sim.put(tn, settings("<CallingNameDisplay>false</CallingNameDisplay>")).status, 200);
  EXPECT_EQ(sim.get(tn).at(of_tn), "false");
  EXPECT_EQ(sim.get(kPeers + "/303716/totaltns").at("SipPeerTelephoneNumbersCount/CnamCount"),
            "49");
  sim.put(kPeers + "/303716", peer("true", "true"));
  EXPECT_EQ(sim.get(tn).at(of_tn), "true") << "it is enforced";
  const Answer refused = sim.put(tn, settings("<CallingNameDisplay>false</CallingNameDisplay>"));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "13583");
  EXPECT_EQ(sim.put(tn, settings("<CallingNameDisplay>true</CallingNameDisplay>")).status, 200);
}

TEST_F(SipPeerTns, AreNotChangedWhileAnOrderIsUnderWayForThem) {
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
           "<TelephoneNumberList><TelephoneNumber>9195550101</TelephoneNumber>"
           "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
           "</DisconnectTelephoneNumberOrder>");
  const std::string change = settings("<CallForward>7042661720</CallForward>");
  const Answer refused = sim.put(kTns + "/9195550101", change);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.at("ResponseStatus/ErrorCode"), "7205");
  EXPECT_EQ(sim.put(kTns + "/9195550102", change).status, 200);
}

class SipPeerTnsOfAScenario : public SimTest {
 protected:
  SipPeerTnsOfAScenario()
      : SimTest({.scenario = R"(
scenario: few products
users: [{name: tester, password: secret, accounts: [9900000, 9900001, 9900002]}]
accounts:
  - id: 9900000
    products: {Origination: [], Termination: []}
    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, name: main, default: true, products: {Termination: []}}]}]
    numbers: {in_service: [{numbers: "9195550101"}]}
  - id: 9900001
    products: {Origination: [CallForwarding]}
    sites: [{id: 800, name: Boston, sippeers: [{id: 400100, name: boston, default: true}]}]
    numbers: {in_service: [{numbers: "6175550101"}]}
  - id: 9900002
    sites: [{id: 801, name: Avalon, sippeers: [{id: 400101, name: avalon, default: true}]}]
    numbers: {in_service: [{numbers: "3105100101"}, {numbers: "8005550101"}]}
inventory:
  - {block: 3105100xxx, rate_center: AVALON, city: AVALON, state: CA, tier: 2}
  - {block: 800555xxxx, toll_free: true}
)"}) {}
};

TEST_F(SipPeerTnsOfAScenario, HaveWhatTheProductsAllow) {
  const Answer refused =
      sim.put(kTns + "/9195550101", settings("<CallForward>7042661720</CallForward>"));
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(
    <SipPeerTelephoneNumberResponse>
      <ResponseStatus>
        <ErrorCode>13576</ErrorCode>
        <Description>Account '9900000' has no 'CallForwarding' product feature</Description>
      </ResponseStatus>
    </SipPeerTelephoneNumberResponse>)");
  const std::string boston = "/accounts/9900001/sites/800/sippeers/400100/tns/6175550101";
  const std::string avalon = "/accounts/9900002/sites/801/sippeers/400101/tns/";
  const std::string is_protected =
      "<TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>";
  const std::tuple<std::string, std::string, const char*> bad[] = {
      {"/accounts/9900000" + kTns + "/9195550101", "<CallingNameDisplay>true</CallingNameDisplay>",
       "13576"},
      {"/accounts/9900000" + kTns + "/9195550101",
       "<MessagingSettings><SmsEnabled>true</SmsEnabled></MessagingSettings>", "13678"},
      {"/accounts/9900000" + kTns + "/9195550101", is_protected, "5097"},
      {boston, "<CallForward>7042661720</CallForward>", "13067"},
      {avalon + "3105100101", is_protected, "5099"},
      {avalon + "8005550101", is_protected, "5100"},
  };
  for (const auto& [path, elements, code] : bad) {
    const Answer answer = sim.send("PUT", path, settings(elements));
    EXPECT_EQ(answer.status, 400) << path << elements;
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), code) << path << elements;
  }
}

}  // namespace
}  // namespace dashsim::test::sippeers_tns_test
