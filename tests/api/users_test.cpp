#include "support/sim.hpp"

namespace dashsim::test::users_test {
namespace {

using testing::ElementsAre;

const std::string kRoles = R"(<Roles>
      <Role><RoleName>ROLE_API_ORDERING</RoleName><Permissions>
        <Permission><PermissionName>VIEW</PermissionName></Permission>
        <Permission><PermissionName>UPDATE</PermissionName></Permission></Permissions></Role>
      <Role><RoleName>ROLE_API_SEARCH</RoleName><Permissions>
        <Permission><PermissionName>VIEW</PermissionName></Permission></Permissions></Role>
      <Role><RoleName>ROLE_BDR</RoleName><Permissions>
        <Permission><PermissionName>VIEW</PermissionName></Permission></Permissions></Role>
    </Roles>)";
const std::string kTester =
    "<Username>tester</Username><FirstName>Terry</FirstName><LastName>Tester</LastName>"
    "<EmailAddress>tester@example.com</EmailAddress><TelephoneNumber>9195550100</TelephoneNumber>" +
    kRoles;

class Users : public SimTest {
 protected:
  Answer password(const std::string& of, const std::string& value) {
    return sim.send("PUT", "/users/" + of + "/password", "<Password>" + value + "</Password>");
  }
};

TEST_F(Users, OfAnAccountAreListed) {
  const Answer list = sim.get("/users");
  EXPECT_EQ(list.status, 200);
  EXPECT_XML(list.body,
             "<UsersResponse><Users><User>" + kTester + "</User></Users></UsersResponse>");
  EXPECT_EQ(sim.send("GET", "/users").body, list.body) << "nobody else works on that account";
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/users", basic("other", "secret")).status, 403);
}

TEST_F(Users, AreShownWithTheirAccounts) {
  EXPECT_XML(sim.send("GET", "/users/tester").body,
             "<UserResponse><User>" + kTester +
                 "<Accounts><Account><AccountId>9900000</AccountId><CompanyName>Example Telecom"
                 "</CompanyName></Account></Accounts></User></UserResponse>");
  EXPECT_EQ(sim.send("GET", "/users/other").status, 404) << "nobody to know of";
  EXPECT_EQ(sim.send("GET", "/users/nobody").status, 404);
}

TEST_F(Users, ChangeTheirPasswordForTheNextRequest) {
  const Answer changed = password("tester", "$uper$ecure");
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.body, "");
  EXPECT_EQ(sim.get("/sites").status, 401) << "the old one";
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/sites", basic("tester", "$uper$ecure")).status, 200);
}

TEST_F(Users, HavePasswordsOfSixToTwentyCharacters) {
  const Answer refused = password("tester", "short");
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(<UserResponse><ResponseStatus><ErrorCode>12504</ErrorCode>
      <Description>Password must be at least 6 characters long</Description></ResponseStatus>
    </UserResponse>)");
  EXPECT_EQ(password("tester", std::string(21, 'p')).at("ResponseStatus/ErrorCode"), "12619");
  EXPECT_EQ(password("tester", "").at("ResponseStatus/ErrorCode"), "12503");
  EXPECT_EQ(password("other", "$uper$ecure").status, 403) << "nobody else's";
  EXPECT_EQ(sim.send("PUT", "/users/tester/password", "<Word>secret1</Word>").status, 400);
  EXPECT_EQ(sim.get("/sites").status, 200) << "nothing has changed";
}

class UsersOfAScenario : public SimTest {
 protected:
  UsersOfAScenario()
      : SimTest({.scenario = R"(
scenario: users
users:
  - {name: tester, password: secret, accounts: [9900000], roles: [ROLE_API_SEARCH]}
  - {name: second, password: secret, accounts: [9900000, 9900001]}
)"}) {}
};

TEST_F(UsersOfAScenario, HaveItsRoles) {
  const Answer list = sim.send("GET", "/users");
  EXPECT_THAT(list.all("Users/User/Username"), ElementsAre("tester", "second"));
  EXPECT_THAT(sim.send("GET", "/users/tester").all("User/Roles/Role/RoleName"),
              ElementsAre("ROLE_API_SEARCH"));
  EXPECT_THAT(sim.send("GET", "/users/second").all("User/Accounts/Account/AccountId"),
              ElementsAre("9900000", "9900001"));
}

class AccountProducts : public SimTest {
 protected:
  explicit AccountProducts(const SimOptions& options = {}) : SimTest(options) {}
};

TEST_F(AccountProducts, AreAllUnlessTheyAreNamed) {
  const Answer answer = sim.get("/products");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.at("Products/Product/Name"), "Termination");
  EXPECT_EQ(answer.at("Products/Product/Features/Feature"), "TermHttpVoice");
  EXPECT_THAT(answer.all("Products/Product/Features/Feature"), testing::Contains("RESERVATION"));
}

class NamedProducts : public AccountProducts {
 protected:
  NamedProducts()
      : AccountProducts({.scenario = R"(
scenario: products
accounts:
  - {id: 9900000, products: {Origination: [CNAM, DlDa], TollFree: []}}
  - {id: 9900001, sites: []}
)"}) {}
};

TEST_F(NamedProducts, AreThoseOfTheScenario) {
  EXPECT_XML(sim.get("/products").body, R"(<AccountProductsResponse><Products>
      <Product><Name>Origination</Name><Features><Feature>CNAM</Feature><Feature>DlDa</Feature>
      </Features></Product><Product><Name>TollFree</Name></Product>
    </Products></AccountProductsResponse>)");
}

class AccountHosts : public SimTest {
 protected:
  std::string peer(const std::string& name, const std::string& elements) {
    const Answer made = sim.post("/sites/743/sippeers", "<SipPeer><PeerName>" + name +
                                                            "</PeerName><IsDefaultPeer>false"
                                                            "</IsDefaultPeer>" +
                                                            elements + "</SipPeer>");
    EXPECT_EQ(made.status, 201) << made.body;
    return made.created_id();
  }
  std::vector<std::string> found(const std::string& query) {
    return sim.get("/hosts" + query).all("SiteHosts/SiteHost/SipPeerHosts/SipPeerHost/SipPeerId");
  }
};

std::string hosts(const std::string& list, const std::string& name) {
  return "<" + list + "><Host><HostName>" + name + "</HostName></Host></" + list + ">";
}

TEST_F(AccountHosts, AreThoseOfAllSipPeers) {
  EXPECT_XML(sim.get("/hosts").body, "<SiteHostsResponse><SiteHosts/></SiteHostsResponse>");
  const std::string voice = peer("voice", hosts("VoiceHosts", "47.16.211.63"));
  EXPECT_XML(sim.get("/hosts").body, R"(<SiteHostsResponse><SiteHosts><SiteHost>
      <SiteId>743</SiteId><SipPeerHosts><SipPeerHost><SipPeerId>)" +
                                         voice + R"(</SipPeerId>
        <SmsHosts/><VoiceHosts><Host><HostName>47.16.211.63</HostName></Host></VoiceHosts>
        <TerminationHosts/></SipPeerHost></SipPeerHosts>
    </SiteHost></SiteHosts></SiteHostsResponse>)");
}

TEST_F(AccountHosts, AreSearchedByTypeAndName) {
  uses_what_no_sample_shows();
  const std::string voice = peer("voice", hosts("VoiceHosts", "47.16.211.63"));
  const std::string ends = peer("ends", hosts("TerminationHosts", "47.16.211.64"));
  EXPECT_THAT(found(""), ElementsAre(voice, ends));
  EXPECT_THAT(found("?type=ORIGINATION"), ElementsAre(voice));
  EXPECT_THAT(found("?type=termination"), ElementsAre(ends));
  EXPECT_THAT(found("?type=SMS"), testing::IsEmpty());
  EXPECT_THAT(found("?host=47.16.211.64"), ElementsAre(ends));
  sim.post("/sites/743/sippeers/" + ends + "/products/messaging/features/sms",
           "<SipPeerSmsFeature><SipPeerSmsFeatureSettings><TollFree>true</TollFree><Protocol>SMPP"
           "</Protocol></SipPeerSmsFeatureSettings><SmppHosts><SmppHost><HostName>47.16.211.70"
           "</HostName></SmppHost></SmppHosts></SipPeerSmsFeature>");
  EXPECT_THAT(found("?type=SMS"), ElementsAre(ends));
  EXPECT_EQ(sim.get("/hosts?type=FAX").status, 400);
}

TEST_F(AccountHosts, OfGroupsAreListedOnce) {
  const std::string group =
      "<VoiceHostGroup><Host><HostName>47.16.211.63</HostName></Host></VoiceHostGroup>";
  const std::string id = peer("groups", "<VoiceHostGroups>" + group + group + "</VoiceHostGroups>");
  EXPECT_EQ(sim.get("/hosts?type=ORIGINATION")
                .all("SiteHosts/SiteHost/SipPeerHosts/SipPeerHost/VoiceHosts/Host/HostName"),
            std::vector<std::string>{"47.16.211.63"});
  const std::string number = "9195550100";
  sim.post(
      "/sites/743/sippeers/" + id + "/movetns",
      "<SipPeerTelephoneNumbers><FullNumber>" + number + "</FullNumber></SipPeerTelephoneNumbers>");
  EXPECT_THAT(
      sim.send("GET", "/tns?host=47.16.211.63").all("TelephoneNumbers/TelephoneNumber/FullNumber"),
      ElementsAre(number));
}

TEST_F(AccountHosts, OfASiteAreListedToo) {
  uses_what_no_sample_shows();
  peer("voice", hosts("VoiceHosts", "47.16.211.63"));
  EXPECT_EQ(sim.get("/sites/743/hosts").body, sim.get("/hosts").body);
  EXPECT_XML(sim.get("/sites/202/hosts").body,
             "<SiteHostsResponse><SiteHosts/></SiteHostsResponse>");
  EXPECT_EQ(sim.get("/sites/1/hosts").status, 404);
}

}  // namespace
}  // namespace dashsim::test::users_test
