#include "products_story.hpp"

namespace dashsim::test::applications_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

const std::string kList = "/applications";
const std::string kNobodys = kList + "/2cfcb382-161c-46d4-8c67-87ca09a72c85";

class Applications : public ProductsTest {
 protected:
  Answer patch(const std::string& id, const std::string& elements) {
    return sim.send("PATCH", "/accounts/9900000/applications/" + id,
                    "<Application>" + elements + "</Application>");
  }
  /// Lets a peer's calls go to a voice application.
  void use(const std::string& id) {
    const Answer set = sim.post(kProducts + "/origination/settings",
                                "<SipPeerOriginationSettings><VoiceProtocol>HTTP</VoiceProtocol>"
                                "<HttpSettings><HttpVoiceV2AppId>" +
                                    id +
                                    "</HttpVoiceV2AppId></HttpSettings>"
                                    "</SipPeerOriginationSettings>");
    EXPECT_EQ(set.status, 201) << set.body;
  }
};

std::string shown(const std::string& id, const std::string& rest) {
  return "<ApplicationProvisioningResponse><Application><ApplicationId>" + id + "</ApplicationId>" +
         rest + "</Application></ApplicationProvisioningResponse>";
}

const std::string kShownVoice = R"(
    <ServiceType>Voice-V2</ServiceType>
    <AppName>v1</AppName>
    <CallInitiatedCallbackUrl>https://a.com</CallInitiatedCallbackUrl>
    <CallInitiatedMethod>GET</CallInitiatedMethod>
    <CallStatusCallbackUrl>https://b.com</CallStatusCallbackUrl>
    <CallStatusMethod>GET</CallStatusMethod>
    <CallbackCreds><UserId>login123</UserId></CallbackCreds>)";

TEST_F(Applications, AreMadeForMessagesAndForCalls) {
  const Answer messaging = sim.post(kList, kMessagingApplication);
  EXPECT_EQ(messaging.status, 201);
  const std::string expected = shown(messaging.created_id(), R"(
      <ServiceType>Messaging-V2</ServiceType>
      <AppName>EBVICs</AppName>
      <MsgCallbackUrl>http://example.com</MsgCallbackUrl>
      <CallbackCreds><UserId>15jPWZmXdm</UserId></CallbackCreds>)");
  EXPECT_XML(messaging.body, expected);
  EXPECT_XML(sim.follow(messaging).body, expected);
  const Answer voice = sim.post(kList, kVoiceApplication);
  EXPECT_EQ(voice.status, 201);
  EXPECT_XML(voice.body, shown(voice.created_id(), kShownVoice));
  EXPECT_XML(sim.follow(voice).body, shown(voice.created_id(), kShownVoice));
}

TEST_F(Applications, MayUseTheOldNameOfTheCallbackUrl) {
  const Answer made = sim.post(kList,
                               "<Application><ServiceType>Messaging-V2</ServiceType>"
                               "<AppName>old</AppName><CallbackUrl>http://a.com</CallbackUrl>"
                               "</Application>");
  EXPECT_XML(made.body, shown(made.created_id(),
                              "<ServiceType>Messaging-V2</ServiceType><AppName>old</AppName>"
                              "<MsgCallbackUrl>http://a.com</MsgCallbackUrl>"));
}

TEST_F(Applications, AreListedWithoutTheirPasswords) {
  EXPECT_XML(sim.get(kList).body,
             "<ApplicationProvisioningResponse><ApplicationList/>"
             "</ApplicationProvisioningResponse>");
  const std::string voice = application(kVoiceApplication);
  const std::string messaging = application(kMessagingApplication);
  const Answer list = sim.get(kList);
  EXPECT_EQ(list.status, 200);
  EXPECT_THAT(list.all("ApplicationList/Application/ApplicationId"),
              UnorderedElementsAre(voice, messaging));
  EXPECT_THAT(list.all("ApplicationList/Application/CallbackCreds/UserId"),
              UnorderedElementsAre("login123", "15jPWZmXdm"));
  EXPECT_THAT(sim.control("GET", "/state").body, HasSubstr("{\"id\":\"" + voice + "\",\"type\":"));
  EXPECT_THAT(list.body, Not(HasSubstr("assword")));
}

TEST_F(Applications, AreReplaced) {
  const std::string id = application(kVoiceApplication);
  const Answer replaced = sim.put(kList + "/" + id, R"(
    <Application>
      <ServiceType>Voice-V2</ServiceType>
      <AppName>EBVICs</AppName>
      <CallInitiatedCallbackUrl>https://example2.com</CallInitiatedCallbackUrl>
    </Application>)");
  EXPECT_EQ(replaced.status, 200);
  const std::string expected = shown(id, R"(
      <ServiceType>Voice-V2</ServiceType>
      <AppName>EBVICs</AppName>
      <CallInitiatedCallbackUrl>https://example2.com</CallInitiatedCallbackUrl>)");
  EXPECT_XML(replaced.body, expected) << "what is left out is gone";
  EXPECT_XML(sim.get(kList + "/" + id).body, expected);
  EXPECT_XML(sim.put(kList + "/" + id, kVoiceApplication).body, shown(id, kShownVoice));
}

TEST_F(Applications, KeepTheirPasswordWhenTheyAreWrittenBackAsTheyWereRead) {
  const std::string id = application(kVoiceApplication);
  const std::string read = sim.get(kList + "/" + id).body;
  const std::size_t begin = read.find("<Application>");
  const std::string document = read.substr(begin, read.rfind("</Application>") + 14 - begin);
  EXPECT_XML(sim.put(kList + "/" + id, document).body, shown(id, kShownVoice));
}

TEST_F(Applications, AreChangedInPart) {
  const std::string id = application(kVoiceApplication);
  std::string expected = kShownVoice;
  expected.replace(expected.find(">v1<"), 4, ">XgRIdP<");
  EXPECT_XML(patch(id, "<AppName>XgRIdP</AppName>").body, shown(id, expected));
  const Answer removed = patch(id, "<CallStatusCallbackUrl>remove</CallStatusCallbackUrl>");
  EXPECT_EQ(removed.status, 200);
  EXPECT_XML(removed.body, shown(id, R"(
      <ServiceType>Voice-V2</ServiceType>
      <AppName>XgRIdP</AppName>
      <CallInitiatedCallbackUrl>https://a.com</CallInitiatedCallbackUrl>
      <CallInitiatedMethod>GET</CallInitiatedMethod>
      <CallbackCreds><UserId>login123</UserId></CallbackCreds>)"))
      << "the method goes with its URL";
  EXPECT_EQ(patch(id,
                  "<CallbackCreds><UserId>login123</UserId><Password>another1</Password>"
                  "</CallbackCreds>")
                .status,
            200);
}

TEST_F(Applications, AreDeletedUnlessASipPeerUsesThem) {
  const std::string id = application(kVoiceApplication);
  const std::string spare = application(kVoiceApplication);
  use(id);
  const Answer refused = sim.del(kList + "/" + id);
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(
    <ApplicationProvisioningResponse>
      <ResponseStatus>
        <ErrorCode>12107</ErrorCode>
        <Description>Application can't be removed until references in following Locations are removed: 303716</Description>
      </ResponseStatus>
    </ApplicationProvisioningResponse>)");
  const Answer gone = sim.del(kList + "/" + spare);
  EXPECT_EQ(gone.status, 200);
  EXPECT_EQ(gone.body, "");
  EXPECT_EQ(sim.get(kList + "/" + spare).status, 404);
  sim.put(kProducts + "/origination/settings",
          "<SipPeerOriginationSettings><VoiceProtocol>HTTP</VoiceProtocol>"
          "</SipPeerOriginationSettings>");
  EXPECT_EQ(why(sim.del(kList + "/" + id)),
            "13653 Can not delete last voice application as sippeer(s) 303716 has enabled HTTP "
            "protocol");
  sim.put(kProducts + "/origination/settings",
          "<SipPeerOriginationSettings><VoiceProtocol>SIP</VoiceProtocol>"
          "</SipPeerOriginationSettings>");
  EXPECT_EQ(sim.del(kList + "/" + id).status, 200);
}

TEST_F(Applications, TellWhichSipPeersUseThem) {
  const std::string id = application(kVoiceApplication);
  const std::string path = kList + "/" + id + "/associatedsippeers";
  EXPECT_XML(sim.get(path).body,
             "<AssociatedSipPeersResponse><AssociatedSipPeers/></AssociatedSipPeersResponse>");
  use(id);
  const Answer answer = sim.get(path);
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, R"(
    <AssociatedSipPeersResponse>
      <AssociatedSipPeers>
        <AssociatedSipPeer>
          <SiteId>743</SiteId>
          <SiteName>Raleigh</SiteName>
          <PeerId>303716</PeerId>
          <PeerName>main</PeerName>
        </AssociatedSipPeer>
      </AssociatedSipPeers>
    </AssociatedSipPeersResponse>)");
  const Answer unknown = sim.get(kList + "/non_existing/associatedsippeers");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_XML(unknown.body, R"(
    <AssociatedSipPeersResponse>
      <ResponseStatus>
        <ErrorCode>13629</ErrorCode>
        <Description>Application with id 'non_existing' not found</Description>
      </ResponseStatus>
    </AssociatedSipPeersResponse>)");
  const Answer alone = sim.call("GET", "/accounts/9900001/applications/x/associatedsippeers",
                                basic("other", "secret"));
  EXPECT_EQ(alone.status, 400);
  EXPECT_XML(alone.body, R"(
    <AssociatedSipPeersResponse>
      <ResponseStatus>
        <ErrorCode>12103</ErrorCode>
        <Description>Current 9900001 Account have no Catapult association</Description>
      </ResponseStatus>
    </AssociatedSipPeersResponse>)");
}

std::string of_type(const std::string& type, const std::string& rest) {
  return "<ServiceType>" + type + "</ServiceType><AppName>a</AppName>" + rest;
}
std::string messaging(const std::string& rest) {
  return of_type("Messaging-V2", "<MsgCallbackUrl>http://a.com</MsgCallbackUrl>" + rest);
}
std::string voice(const std::string& rest) {
  return of_type("Voice-V2",
                 "<CallInitiatedCallbackUrl>http://a.com</CallInitiatedCallbackUrl>" + rest);
}
std::string creds(const std::string& user, const std::string& password) {
  return "<CallbackCreds><UserId>" + user + "</UserId><Password>" + password +
         "</Password></CallbackCreds>";
}

TEST_F(Applications, AreRefusedWithTheDocumentedCode) {
  const struct {
    std::string elements;
    std::string why;
  } rows[] = {
      {of_type("Voice", ""), "12801 Service Type invalid"},
      {"<AppName>a</AppName>", "12801 Service Type invalid"},
      {"<ServiceType>Messaging-V2</ServiceType><MsgCallbackUrl>http://a.com</MsgCallbackUrl>",
       "12806 Application Name required"},
      {of_type("Messaging-V2", ""), "12802 Inbound callback URL required"},
      {of_type("Voice-V2", ""), "12802 Inbound callback URL required"},
      {of_type("Voice-V2", "<CallInitiatedCallbackUrl>a.com</CallInitiatedCallbackUrl>"),
       "12803 Format of requested URL invalid - It must be valid format for Internet destination"},
      {of_type("Messaging-V2", "<MsgCallbackUrl>ftp://a.com</MsgCallbackUrl>"),
       "12803 Format of requested URL invalid - It must be valid format for Internet destination"},
      {of_type("Messaging-V2", "<MsgCallbackUrl>http:///path</MsgCallbackUrl>"),
       "12803 Format of requested URL invalid - It must be valid format for Internet destination"},
      {messaging("<CallbackUrl>http://b.com</CallbackUrl>"),
       "12960 CallbackUrl and MsgCallbackUrl can't be present with different values. Only "
       "MsgCallbackUrl must be given"},
      {voice("<CallInitiatedMethod>PUT</CallInitiatedMethod>"),
       "12961 Invalid HTTP method given. GET or POST required"},
      {voice("<MsgCallbackUrl>http://a.com</MsgCallbackUrl>"),
       "12962 MsgCallbackUrl is set but it is only allowed with ServiceType Messaging-V2"},
      {messaging("<CallStatusMethod>GET</CallStatusMethod>"),
       "12962 CallStatusMethod is set but it is only allowed with ServiceType Voice-V2"},
      {voice("<CallStatusMethod>GET</CallStatusMethod>"),
       "12963 Callback Status URL required for Callback Status Method"},
      {voice("<CallStatusCallbackUrl>remove</CallStatusCallbackUrl>"),
       "12803 Format of requested URL invalid - It must be valid format for Internet destination"},
      {voice(creds("", "password")), "12800 Can not save password without user name"},
      {voice(creds("username", "")), "12977 Can not save user id without password"},
      {voice(creds("user1", "password")), "1012 UserId is too short. Minimum length 6 characters"},
      {voice(creds("username", "passw")),
       "1012 Password is too short. Minimum length 6 characters"},
      {voice(creds(std::string(64, 'u'), "password")),
       "1011 UserId is too long. Maximum length 63 characters"},
      {voice(creds("username", std::string(64, 'p'))),
       "1011 Password is too long. Maximum length 63 characters"},
  };
  for (const auto& row : rows) {
    const Answer answer = sim.post(kList, "<Application>" + row.elements + "</Application>");
    EXPECT_EQ(answer.status, 400) << row.elements;
    EXPECT_EQ(why(answer), row.why) << row.elements;
  }
  EXPECT_THAT(sim.get(kList).all("ApplicationList/Application"), IsEmpty());
  EXPECT_EQ(sim.post(kList, "<Application>" + voice(creds("user12", std::string(63, 'p'))) +
                                "</Application>")
                .status,
            201);
}

TEST_F(Applications, ChangeOnlyWhatMayChange) {
  const std::string id = application(kVoiceApplication);
  EXPECT_EQ(why(sim.put(kList + "/" + id, kMessagingApplication)),
            "12964 Service Type of Application could not be changed");
  EXPECT_EQ(why(patch(id, "<ServiceType>Messaging-V2</ServiceType>")),
            "12964 Service Type of Application could not be changed");
  EXPECT_EQ(why(patch(id, "<CallbackCreds><UserId>somebody</UserId></CallbackCreds>")),
            "12976 UserId of Application could not be changed without specifying Password");
  EXPECT_EQ(why(patch(id, "<CallInitiatedCallbackUrl>remove</CallInitiatedCallbackUrl>")),
            "12803 Format of requested URL invalid - It must be valid format for Internet "
            "destination");
  EXPECT_XML(sim.get(kList + "/" + id).body, shown(id, kShownVoice)) << "nothing has changed";
}

TEST_F(Applications, OfNobodyAreNotThere) {
  const Answer answer = sim.get(kNobodys);
  EXPECT_EQ(answer.status, 404);
  EXPECT_XML(answer.body, R"(
    <ApplicationProvisioningResponse>
      <ResponseStatus>
        <ErrorCode>13629</ErrorCode>
        <Description>Application with id '2cfcb382-161c-46d4-8c67-87ca09a72c85' not found</Description>
      </ResponseStatus>
    </ApplicationProvisioningResponse>)");
  EXPECT_EQ(code(sim.put(kNobodys, kVoiceApplication)), "404 13629");
  EXPECT_EQ(code(sim.send("PATCH", "/accounts/9900000" + kNobodys, kVoiceApplication)),
            "404 13629");
  EXPECT_EQ(code(sim.del(kNobodys)), "404 13629");
}

TEST_F(Applications, AreNobodyElses) {
  const std::string id = application(kVoiceApplication);
  const auto other = basic("other", "secret");
  EXPECT_EQ(sim.call("GET", "/accounts/9900001/applications/" + id, other).status, 404);
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/applications/" + id, other).status, 403);
  EXPECT_EQ(
      sim.call("GET", "/accounts/9900001/applications", other).count("ApplicationList/Application"),
      0U);
}

class ApplicationsOfFewProducts : public ProductsTest {
 protected:
  ApplicationsOfFewProducts()
      : ProductsTest({.scenario = R"(
scenario: one account for messages, one for calls
users: [{name: tester, password: secret, accounts: [9900000, 9900001]}]
accounts:
  - {id: 9900000, products: {MESSAGING: [SMS, HTTPV2]}}
  - {id: 9900001, products: {Origination: [OrigHttpVoice]}}
)"}) {}
};

TEST_F(ApplicationsOfFewProducts, AreOfTheServicesThatTheAccountHas) {
  const std::string calls = "/accounts/9900001/applications";
  EXPECT_EQ(why(sim.post(kList, kVoiceApplication)),
            "12150 HTTP voice feature required for account 9900000");
  EXPECT_EQ(sim.post(kList, kMessagingApplication).status, 201);
  EXPECT_EQ(why(sim.send("POST", calls, kMessagingApplication)),
            "12130 Operation could not be performed because account '9900001' doesn't have HTTPV2 "
            "Messaging Feature enabled");
  EXPECT_EQ(sim.send("POST", calls, kVoiceApplication).status, 201);
}

}  // namespace
}  // namespace dashsim::test::applications_test
