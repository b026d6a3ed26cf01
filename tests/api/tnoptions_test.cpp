#include "api/products_story.hpp"

namespace dashsim::test::tnoptions_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string group(const std::vector<std::string>& numbers, const std::string& options) {
  std::string list;
  for (const std::string& number : numbers)
    list += "<TelephoneNumber>" + number + "</TelephoneNumber>";
  return "<TnOptionGroup>" + options + "<TelephoneNumbers>" + list +
         "</TelephoneNumbers></TnOptionGroup>";
}
std::string option(const std::string& name, const std::string& value) {
  return "<" + name + ">" + value + "</" + name + ">";
}
std::string options_order(const std::string& groups, const std::string& more = {}) {
  return "<TnOptionOrder>" + more + "<TnOptionGroups>" + groups +
         "</TnOptionGroups></TnOptionOrder>";
}

const std::string kAll =
    "<NumberFormat>10digit</NumberFormat><RPIDFormat>11digit</RPIDFormat>"
    "<RewriteUser>testUser1</RewriteUser><CallForward>6042661720</CallForward>"
    "<CallingNameDisplay>on</CallingNameDisplay><Protected>true</Protected><Sms>on</Sms>"
    "<FinalDestinationURI>sip:+12345678901@1.2.3.4:5060</FinalDestinationURI>"
    "<A2pSettings><MessageClass>M</MessageClass><CampaignId>campaignId010</CampaignId>"
    "<Action>asSpecified</Action></A2pSettings>";

class TnOptions : public SimTest {
 protected:
  Answer done(const std::string& groups) {
    const Answer created = sim.post("/tnoptions", options_order(groups));
    EXPECT_EQ(created.status, 201) << created.body;
    sim.advance_until_idle();
    return sim.follow(created);
  }
  std::string setting(const std::string& element) {
    return sim.get("/sites/743/sippeers/303716/tns/9195550100")
        .at("SipPeerTelephoneNumber/" + element);
  }
  std::string messaging(const std::string& element) {
    return sim.send("GET", "/tns/9195550100/tndetails")
        .at("TelephoneNumberDetails/MessagingSettings/" + element);
  }
};

TEST_F(TnOptions, AreAppliedToTheNumbers) {
  const std::string own = "<CustomerOrderId>TnOptionOrder1</CustomerOrderId>";
  const std::string groups =
      group({"9195550100"}, kAll) + group({"9195550101"},
                                          "<CallingNameDisplay>off</CallingNameDisplay>"
                                          "<Protected>false</Protected><Sms>off</Sms>");
  const Answer created = sim.post("/tnoptions", options_order(groups, own));
  EXPECT_EQ(created.status, 201);
  const auto order = [&](const std::string& modified, const std::string& status) {
    return "<TnOptionOrder>" + own +
           "<OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate><AccountId>9900000"
           "</AccountId><CreatedByUser>tester</CreatedByUser><OrderId>" +
           created.created_id() + "</OrderId><LastModifiedDate>" + modified +
           "</LastModifiedDate><ProcessingStatus>" + status +
           "</ProcessingStatus><TnOptionGroups>" + groups +
           "</TnOptionGroups><ErrorList/></TnOptionOrder>";
  };
  EXPECT_XML(created.body, "<TnOptionOrderResponse>" +
                               order("2026-01-05T09:00:00.000Z", "RECEIVED") +
                               "</TnOptionOrderResponse>");
  sim.advance_until_idle();
  EXPECT_XML(sim.follow(created).body, order("2026-01-05T09:00:02.000Z", "COMPLETE"));
  EXPECT_EQ(setting("NumberFormat"), "10digit");
  EXPECT_EQ(setting("RPIDFormat"), "11digit");
  EXPECT_EQ(setting("RewriteUser"), "testUser1");
  EXPECT_EQ(setting("CallForward"), "6042661720");
  EXPECT_EQ(setting("CallingNameDisplay"), "true");
  EXPECT_EQ(setting("TnAttributes/TnAttribute"), "Protected");
  EXPECT_EQ(setting("MessagingSettings/SmsEnabled"), "true");
  EXPECT_EQ(messaging("MessageClass"), "M");
  EXPECT_EQ(messaging("CampaignId"), "campaignId010");
  EXPECT_EQ(messaging("A2pState"), "overridden");
}

TEST_F(TnOptions, StayOrGoBackToTheDefault) {
  done(group({"9195550100"}, kAll));
  std::string unchanged, usual;
  for (const char* name : {"NumberFormat", "RPIDFormat", "RewriteUser", "CallForward",
                           "CallingNameDisplay", "Protected", "FinalDestinationURI"}) {
    unchanged += option(name, "unchanged");
    usual += option(name, "systemDefault");
  }
  const std::string sms = option("Sms", "unchanged");
  EXPECT_EQ(done(group({"9195550100"},
                       unchanged + sms + option("A2pSettings", option("Action", "unchanged"))))
                .at("ProcessingStatus"),
            "COMPLETE");
  EXPECT_EQ(setting("RewriteUser"), "testUser1");
  EXPECT_EQ(setting("TnAttributes/TnAttribute"), "Protected");
  EXPECT_EQ(messaging("MessageClass"), "M");
  done(group({"9195550100"}, usual + option("A2pSettings", option("Action", "systemDefault"))));
  EXPECT_EQ(setting("RewriteUser"), "");
  EXPECT_EQ(setting("CallForward"), "");
  EXPECT_EQ(setting("CallingNameDisplay"), "false") << "as the SIP peer has it";
  EXPECT_EQ(setting("TnAttributes/TnAttribute"), "");
  EXPECT_EQ(setting("MessagingSettings/SmsEnabled"), "true") << "SMS has no default";
  EXPECT_EQ(messaging("A2pState"), "");
}

TEST_F(TnOptions, HaveTheChoiceThatTheSipPeerLeaves) {
  const auto let_peer_say = [&](const std::string& long_code, const std::string& more) {
    EXPECT_EQ(sim.put(kSmsFeature,
                      "<SipPeerSmsFeature><SipPeerSmsFeatureSettings><TollFree>true"
                      "</TollFree><Protocol>HTTP</Protocol><A2pLongCode>" +
                          long_code + "</A2pLongCode>" + more +
                          "</SipPeerSmsFeatureSettings></SipPeerSmsFeature>")
                  .status,
              200)
        << long_code;
  };
  const auto code = [&](const std::string& action) {
    const Answer order =
        done(group({"9195550100"}, option("A2pSettings", option("Action", action))));
    return order.at("ErrorList/Error/Code");
  };
  EXPECT_EQ(sim.post(kSmsFeature, kSmsOverHttp).status, 201);
  EXPECT_EQ(code("asSpecified"), "") << "the peer says nothing";
  let_peer_say("OFF", "");
  EXPECT_EQ(code("asSpecified"), "5133");
  EXPECT_EQ(code("systemDefault"), "5136");
  EXPECT_EQ(code("off"), "");
  EXPECT_EQ(code("unchanged"), "");
  const std::string campaign =
      "<A2pMessageClass>F</A2pMessageClass><A2pCampaignId>c1</A2pCampaignId>";
  let_peer_say("ON", campaign);
  EXPECT_EQ(code("asSpecified"), "5217");
  EXPECT_EQ(code("off"), "5225");
  EXPECT_EQ(code("systemDefault"), "");
  let_peer_say("DefaultOff", "");
  EXPECT_EQ(code("asSpecified"), "");
  const Answer told = done(group({"9195550100"}, option("A2pSettings", "")));
  EXPECT_EQ(told.at("ProcessingStatus"), "COMPLETE") << "asSpecified, if it says nothing";
}

TEST_F(TnOptions, ChooseARoute) {
  uses_what_no_sample_shows();  // NNID and ESPID
  done(group({"9195550100"},
             option("NNID", "101601") + option("ESPID", "E1") + option("Sms", "off")));
  EXPECT_EQ(messaging("AssignedNNRoute/Nnid"), "101601");
  EXPECT_EQ(messaging("SmsEnabled"), "false");
  done(group({"9195550100"}, option("NNID", "systemDefault") + option("ESPID", "unchanged")));
  EXPECT_EQ(messaging("AssignedNNRoute/Nnid"), "");
}

TEST_F(TnOptions, TakeEveryFormOfADestination) {
  for (const char* uri :
       {"9195550123", "user@10.1.2.3", "user1@10.1.2.3:5060", "sip:+12345678901@1.2.3.4:5060"}) {
    EXPECT_EQ(done(group({"9195550100"}, option("FinalDestinationURI", uri)))
                  .at("TnOptionGroups/TnOptionGroup/FinalDestinationURI"),
              uri);
  }
}

TEST_F(TnOptions, AreForNumbersOfTheAccount) {
  const Answer order = done(group({"9195550100", "9194390000"}, option("Sms", "on")));
  EXPECT_EQ(order.at("ProcessingStatus"), "PARTIAL");
  EXPECT_XML(order.body.substr(order.body.find("<ErrorList>"), order.body.find("</TnOptionOrder>") -
                                                                   order.body.find("<ErrorList>")),
             R"(<ErrorList><Error><Code>5076</Code>
      <Description>Telephone number is not available.</Description>
      <TelephoneNumber>9194390000</TelephoneNumber></Error></ErrorList>)");
  EXPECT_EQ(done(group({"9194390000"}, option("Sms", "on"))).at("ProcessingStatus"), "FAILED");
}

TEST_F(TnOptions, OfExternalNumbersAreSmsAlone) {
  sim.post("/externalTns",
           "<ExternalTnsOrder><SiteId>743</SiteId><SipPeerId>303716</SipPeerId>"
           "<TelephoneNumbers><TelephoneNumber>9193330101</TelephoneNumber></TelephoneNumbers>"
           "<Action>IMPORT</Action></ExternalTnsOrder>");
  sim.advance_until_idle();
  EXPECT_EQ(done(group({"9193330101"}, option("Sms", "on"))).at("ProcessingStatus"), "COMPLETE");
  EXPECT_EQ(done(group({"9193330101"}, option("RewriteUser", "u"))).at("ErrorList/Error/Code"),
            "5128");
}

struct Row {
  const char* code;
  const char* text;
  std::string groups;
};
std::string of(const std::string& options) {
  return group({"9195550100"}, options);
}
std::string a2p(const std::string& settings) {
  return of(option("A2pSettings", settings));
}
std::string uri(const std::string& text) {
  return of(option("FinalDestinationURI", text));
}
const Row kRefused[] = {
    {"5070", "Telephone number is invalid.", group({"919555010"}, option("Sms", "on"))},
    {"5073", "Telephone number required", group({}, option("Sms", "on"))},
    {"5079",
     "CallingNameDisplay 'true' invalid. Valid values are: on, off, unchanged, systemDefault",
     of(option("CallingNameDisplay", "true"))},
    {"5080", "Call Forwarding number '123' is not valid 10-digit telephone number",
     of(option("CallForward", "123"))},
    {"5081", "Number Format 'wrong' is invalid.", of(option("NumberFormat", "wrong"))},
    {"5088",
     "Given call forwarding number 9195550100 can't be same as origin telephone number 9195550100",
     of(option("CallForward", "9195550100"))},
    {"5089", "RPID Format 'wrong' invalid", of(option("RPIDFormat", "wrong"))},
    {"5093", "Order cannot contain duplicate telephone numbers",
     of(option("Sms", "on")) + of(option("Sms", "off"))},
    {"5107",
     "Protected attribute 'on' invalid. Valid values are: true, false, unchanged, "
     "systemDefault",
     of(option("Protected", "on"))},
    {"5113", "Sms 'systemDefault' invalid. Valid values are: on, off, unchanged",
     of(option("Sms", "systemDefault"))},
    {"5115", "At least one of telephone number option attributes must be applied for 9195550100",
     of("")},
    {"5117", "FinalDestinationURI is too long (59 characters maximum)", uri(std::string(60, 'a'))},
    {"5118", "FinalDestinationURI is not valid telephone number", uri("12345")},
    {"5119", "FinalDestinationURI host portion must be valid IPv4 address",
     uri("user@example.com")},
    {"5120", "FinalDestinationURI cannot begin with 'sips:'", uri("sips:user@1.2.3.4")},
    {"5121", "FinalDestinationURI can contain only alphanumerics", uri("a-b@1.2.3.4")},
    {"5122", "Format of FinalDestinationURI needs to match form 'name@ip-address:port'",
     uri("somebody")},
    {"5122", nullptr, uri("user@1.2.3.4:99999")},
    {"5122", nullptr, uri("@1.2.3.4")},
    {"5132", "SMS attribute must be 'ON' for provisioning A2P",
     of(option("Sms", "off") + option("A2pSettings", option("MessageClass", "M")))},
    {"5134",
     "Attribute CampaignId is incompatible with such 'Action' values: 'off, systemDefault, "
     "unchanged'",
     a2p(option("CampaignId", "C") + option("Action", "off"))},
    {"5135",
     "You cannot set Action as 'OFF' for toll free tns while toggle 'A2P_SIPPEER_RESTRICTIONS' is "
     "'ON'",
     group({"8335550000"}, option("A2pSettings", option("Action", "off")))},
    {"5138",
     "Action value invalid. Valid values are: 'unchanged', 'systemDefault', 'off', 'asSpecified'",
     a2p(option("Action", "on"))},
    {"5140", "NNID provided is not recognized in system", of(option("NNID", "x"))},
    {"12822", nullptr, a2p(option("CampaignId", std::string(65, 'C')))},
};

TEST_F(TnOptions, AreRefusedWithTheDocumentedCode) {
  for (const Row& row : kRefused) {
    const Answer answer = sim.post("/tnoptions", options_order(row.groups));
    EXPECT_EQ(answer.status, 400) << row.groups;
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), row.code) << row.groups;
    if (row.text == nullptr) continue;
    EXPECT_XML(answer.body, "<TnOptionOrderResponse><ResponseStatus><ErrorCode>" +
                                std::string(row.code) + "</ErrorCode><Description>" + row.text +
                                "</Description></ResponseStatus></TnOptionOrderResponse>");
  }
  EXPECT_EQ(sim.post("/tnoptions", options_order(of(kAll), "<CustomerOrderId>_</CustomerOrderId>"))
                .at("ResponseStatus/ErrorCode"),
            "5052");
  EXPECT_EQ(sim.get("/tnoptions").status, 404) << "nothing was ordered";
}

TEST_F(TnOptions, AreListedShortOrWhole) {
  EXPECT_EQ(sim.get("/tnoptions").status, 404);
  const std::string first = done(of(kAll)).at("OrderId");
  const std::string second =
      done(group({"9195550101", "9194390000"}, option("Sms", "on"))).at("OrderId");
  const Answer list = sim.get("/tnoptions");
  EXPECT_EQ(list.at("TotalCount"), "2");
  EXPECT_THAT(list.all("TnOptionOrderSummary/CountOfTNs"), ElementsAre("2", "1"));
  EXPECT_THAT(list.all("TnOptionOrderSummary/OrderType"), ElementsAre("tn_option", "tn_option"));
  EXPECT_THAT(sim.get("/tnoptions?orderDetails=true").all("TnOptionOrder/OrderId"),
              ElementsAre(second, first));
  const auto found = [&](const std::string& query) {
    return sim.get("/tnoptions?" + query).all("TnOptionOrderSummary/OrderId");
  };
  EXPECT_THAT(found("status=PARTIAL"), ElementsAre(second));
  EXPECT_THAT(found("tn=9195550100"), ElementsAre(first));
  EXPECT_THAT(found("orderIdFragment=" + second.substr(0, 8)), ElementsAre(second));
  EXPECT_THAT(found("createdDateFrom=2026-01-06"), IsEmpty());
}

TEST_F(TnOptions, TellTheirHistory) {
  const std::string id = done(of(kAll)).at("OrderId");
  EXPECT_THAT(sim.get("/tnoptions/" + id + "/history").all("OrderHistory/Status"),
              ElementsAre("RECEIVED", "PROCESSING", "COMPLETE"));
  EXPECT_EQ(sim.get("/tnoptions/nobody/history").status, 404);
}

TEST_F(TnOptions, OfNobodyAreNotThere) {
  const Answer answer = sim.get("/tnoptions/00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(answer.status, 404);
  EXPECT_XML(answer.body, R"(<TnOptionOrderReportResponse><ResponseStatus>
      <Description>The resource does not exist</Description>
    </ResponseStatus></TnOptionOrderReportResponse>)");
}

TEST_F(TnOptions, TellSubscribersOfEveryState) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>tnoptions</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  done(of(kAll));
  std::vector<std::string> states;
  for (const auto& request : sim.receiver().requests())
    states.push_back(Answer{200, {}, request.body}.at("Status"));
  EXPECT_THAT(states, ElementsAre("RECEIVED", "PROCESSING", "COMPLETE"));
}

class FewProducts : public SimTest {
 protected:
  FewProducts()
      : SimTest({.scenario = R"(
scenario: few products
accounts:
  - id: 9900000
    products: {NumberManagement: [ORDERING]}
    sites:
      - id: 743
        name: Raleigh
        sippeers: [{id: 303716, name: main, default: true, calling_name: {display: true, enforced: true}}]
    numbers: {in_service: [{numbers: "9195550100-9195550101"}]}
  - id: 9900001
)"}) {}
  std::string code(const std::string& options) {
    return sim.post("/tnoptions", options_order(group({"9195550100"}, options)))
        .at("ResponseStatus/ErrorCode");
  }
};

TEST_F(FewProducts, AllowFewOptions) {
  EXPECT_EQ(code(option("CallForward", "9195550101")), "5078");
  EXPECT_EQ(code(option("CallingNameDisplay", "on")), "5078");
  EXPECT_EQ(code(option("Protected", "true")), "5110");
  EXPECT_EQ(code(option("Sms", "on")), "5114");
  EXPECT_EQ(code(option("A2pSettings", option("MessageClass", "M"))), "5139");
}

TEST_F(FewProducts, LeaveAnEnforcedDisplayAlone) {
  const Answer created = sim.post(
      "/tnoptions", options_order(group({"9195550100"}, option("CallingNameDisplay", "off"))));
  sim.advance_until_idle();
  EXPECT_EQ(sim.follow(created).at("ErrorList/Error/Code"), "5091");
}

class OptionsOfTieredNumbers : public SimTest {
 protected:
  OptionsOfTieredNumbers()
      : SimTest({.scenario = R"(
scenario: numbers of other tiers
inventory:
  - {block: "919555xxxx", rate_center: RALEIGH, state: NC, lata: 426, tier: 1}
  - {block: "833555xxxx", toll_free: true}
accounts:
  - id: 9900000
    sites: [{id: 743, name: Raleigh, sippeers: [{id: 303716, name: main, default: true}]}]
    numbers: {in_service: [{numbers: "9195550100-9195550101"}, {numbers: "8335550000-8335550000"}]}
  - id: 9900001
)"}) {}
  std::string code(const std::string& number) {
    const Answer created =
        sim.post("/tnoptions", options_order(group({number}, option("Protected", "true"))));
    sim.advance_until_idle();
    return sim.follow(created).at("ErrorList/Error/Code");
  }
};

TEST_F(OptionsOfTieredNumbers, AreNotProtected) {
  EXPECT_EQ(code("9195550100"), "5099");
  EXPECT_EQ(code("8335550000"), "5100");
}

}  // namespace
}  // namespace dashsim::test::tnoptions_test
