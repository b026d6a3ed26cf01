#include "products_story.hpp"

namespace dashsim::test::sipcredentials_test {
namespace {

using testing::ElementsAre;

const std::string kCredentials = "/sipcredentials";

class SipCredentials : public ProductsTest {
 protected:
  Answer create(const std::string& credentials) {
    return sim.post(kCredentials, "<SipCredentials>" + credentials + "</SipCredentials>");
  }
  std::vector<std::string> listed(const std::string& query) {
    return sim.get(kCredentials + query).all("SipCredentials/SipCredential/UserName");
  }
};

std::string credential(const std::string& user, const std::string& domain = {},
                       const std::string& hash = "1g32gadgs433dd4") {
  return "<SipCredential>" + (user.empty() ? "" : "<UserName>" + user + "</UserName>") +
         (domain.empty() ? "" : "<Domain>" + domain + "</Domain>") +
         (hash.empty() ? "" : "<Hash1>" + hash + "</Hash1>") + "</SipCredential>";
}

const std::string kJohn = R"(
    <SipCredential>
      <UserName>John</UserName>
      <Domain>bw.com</Domain>
      <Hash1>1g32gadgs433dd4</Hash1>
      <Hash1b>1g32gadgs433d24</Hash1b>
    </SipCredential>)";
const std::string kMathew = R"(
    <SipCredential>
      <UserName>Mathew@bw.com</UserName>
      <Hash1>43543gggs43g324</Hash1>
    </SipCredential>)";

TEST_F(SipCredentials, AreMadeAndListed) {
  const Answer made = create(kMathew + kJohn);
  EXPECT_EQ(made.status, 201);
  EXPECT_XML(made.body, "<SipCredentialsResponse><ValidSipCredentials>" + kMathew + kJohn +
                            "</ValidSipCredentials></SipCredentialsResponse>");
  const Answer list = sim.get(kCredentials + "?size=500&page=1");
  EXPECT_EQ(list.status, 200);
  EXPECT_XML(list.body, R"(
    <SipCredentialsResponse>
      <Links>
        <first>Link=&lt;http://dashsim.test/accounts/9900000/sipcredentials?size=500&amp;page=1&gt;;rel="first";</first>
      </Links>
      <SipCredentials>)" + kJohn +
                            kMathew + "</SipCredentials></SipCredentialsResponse>");
}

TEST_F(SipCredentials, AreReadByTheNameThatAPhoneGives) {
  create(kMathew + kJohn);
  const Answer john = sim.get(kCredentials + "/John@bw.com");
  EXPECT_EQ(john.status, 200);
  EXPECT_XML(john.body, "<SipCredentialResponse>" + kJohn + "</SipCredentialResponse>");
  EXPECT_XML(sim.get(kCredentials + "/Mathew%40bw.com").body,
             "<SipCredentialResponse>" + kMathew + "</SipCredentialResponse>");
  const Answer unknown = sim.get(kCredentials + "/Jack@bw.com");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_XML(unknown.body, R"(
    <SipCredentialResponse>
      <ResponseStatus>
        <ErrorCode>23007</ErrorCode>
        <Description>Sip credential Jack@bw.com was not found on the account with ID = 9900000</Description>
      </ResponseStatus>
    </SipCredentialResponse>)");
  EXPECT_EQ(code(sim.put(kCredentials + "/Jack@bw.com", credential(""))), "404 23007");
  EXPECT_EQ(code(sim.del(kCredentials + "/Jack@bw.com")), "404 23007");
}

TEST_F(SipCredentials, ThatAreGoodAreMadeBesideBadOnes) {
  const Answer made = create(R"(
    <SipCredential>
      <Domain>bw.com</Domain>
      <Hash1>1g32gadgs433dd4</Hash1>
      <Hash1b>1g32gadgs433d24</Hash1b>
    </SipCredential>)" + kJohn);
  EXPECT_EQ(made.status, 201);
  EXPECT_XML(made.body, R"(
    <SipCredentialsResponse>
      <Errors>
        <Error>
          <ErrorCode>1003</ErrorCode>
          <Description>UserName is required</Description>
          <SipCredential>
            <Domain>bw.com</Domain>
            <Hash1>1g32gadgs433dd4</Hash1>
            <Hash1b>1g32gadgs433d24</Hash1b>
          </SipCredential>
        </Error>
      </Errors>
      <ValidSipCredentials>)" +
                            kJohn + "</ValidSipCredentials></SipCredentialsResponse>");
}

TEST_F(SipCredentials, AreAllRefusedIfNoneIsGood) {
  create(kJohn);
  const Answer refused = create(R"(
    <SipCredential>
      <Domain>bw.com</Domain>
      <Hash1>1g32gadgs433dd4</Hash1>
    </SipCredential>)" + kJohn);
  EXPECT_EQ(refused.status, 400);
  EXPECT_XML(refused.body, R"(
    <SipCredentialsResponse>
      <ResponseStatus>
        <Description>Please check your input parameters.</Description>
      </ResponseStatus>
      <Errors>
        <Error>
          <ErrorCode>1003</ErrorCode>
          <Description>UserName is required</Description>
          <SipCredential>
            <Domain>bw.com</Domain>
            <Hash1>1g32gadgs433dd4</Hash1>
          </SipCredential>
        </Error>
        <Error>
          <ErrorCode>23009</ErrorCode>
          <Description>Sip credential John@bw.com does already exist on the account with ID = 9900000</Description>)" +
                               kJohn + "</Error></Errors></SipCredentialsResponse>");
  EXPECT_THAT(listed(""), ElementsAre("John"));
}

TEST_F(SipCredentials, AreRefusedWithTheDocumentedCode) {
  create(kJohn);
  const std::string long_name(33, 'n');
  const std::string long_hash(65, 'f');
  const struct {
    std::string xml;
    std::string code;
    std::string text;
  } rows[] = {
      {credential(""), "1003", "UserName is required"},
      {credential("Bill", "bw.com", ""), "1003", "Hash1 is required"},
      {credential(long_name), "23002",
       "UserName '" + long_name + "' is too long (32 characters maximum)"},
      {credential("Bill", long_name), "23002",
       "Domain '" + long_name + "' is too long (32 characters maximum)"},
      {credential("Bill", "", long_hash), "23002",
       "Hash1 '" + long_hash + "' is too long (64 characters maximum)"},
      {"<SipCredential><UserName>Bill</UserName><Hash1>1</Hash1><Hash1b>" + long_hash +
           "</Hash1b></SipCredential>",
       "23002", "Hash1b '" + long_hash + "' is too long (64 characters maximum)"},
      {credential("John@bw.com"), "23009",
       "Sip credential John@bw.com does already exist on the account with ID = 9900000"},
      {credential("Bill@bw.com", "bw.com"), "23014", "UserName 'Bill@bw.com' invalid"},
      {credential("Bill", "bw com"), "23015", "Domain 'bw com' invalid"},
      {credential("Bill/Ben"), "23016", "UserName 'Bill/Ben' invalid"},
      {credential("a@b@c"), "23016", "UserName 'a@b@c' invalid"},
  };
  for (const auto& row : rows) {
    const Answer answer = create(row.xml);
    EXPECT_EQ(answer.status, 400) << row.xml;
    EXPECT_EQ(answer.at("Errors/Error/ErrorCode"), row.code) << row.xml;
    EXPECT_EQ(answer.at("Errors/Error/Description"), row.text) << row.xml;
  }
  EXPECT_THAT(listed(""), ElementsAre("John")) << "nothing has changed";
}

TEST_F(SipCredentials, OfOneNameAreMadeOnce) {
  const Answer made = create(credential("Bill", "bw.com") + credential("Bill@bw.com"));
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(made.at("Errors/Error/ErrorCode"), "23000");
  EXPECT_EQ(made.at("Errors/Error/Description"),
            "Duplicated Sip credential for account with ID = 9900000");
  EXPECT_THAT(listed(""), ElementsAre("Bill"));
}

TEST_F(SipCredentials, ComeInListsOfSomeLength) {
  EXPECT_EQ(why(create("")), "23006 Credential list can't be empty");
  std::string many;
  for (int i = 0; i <= 500; ++i) many += credential("u" + std::to_string(i));
  EXPECT_EQ(why(create(many)), "23003 There are can't be more than 500 credential entries in list");
  const Answer none = sim.get(kCredentials);
  EXPECT_EQ(none.status, 404);
  EXPECT_XML(none.body, R"(
    <SipCredentialsResponse>
      <ResponseStatus>
        <ErrorCode>23008</ErrorCode>
        <Description>There are no Sip credentials associated with the account with ID = 9900000</Description>
      </ResponseStatus>
    </SipCredentialsResponse>)");
}

TEST_F(SipCredentials, ChangeTheirHashes) {
  create(kJohn + kMathew);
  const Answer changed = sim.put(kCredentials + "/John@bw.com",
                                 "<SipCredential><Hash1>43533gggs43g324</Hash1>"
                                 "<Hash1b>4562gadgs423454</Hash1b></SipCredential>");
  EXPECT_EQ(changed.status, 200);
  EXPECT_XML(changed.body, R"(
    <SipCredentialResponse>
      <SipCredential>
        <UserName>John</UserName>
        <Domain>bw.com</Domain>
        <Hash1>43533gggs43g324</Hash1>
        <Hash1b>4562gadgs423454</Hash1b>
      </SipCredential>
    </SipCredentialResponse>)");
  EXPECT_EQ(sim.put(kCredentials + "/John@bw.com", kJohn).status, 200) << "its own name may stand";
  const Answer renamed = sim.put(kCredentials + "/John@bw.com", credential("Jack", "bw.com"));
  EXPECT_EQ(renamed.status, 400);
  EXPECT_XML(renamed.body, R"(
    <SipCredentialResponse>
      <ResponseStatus>
        <ErrorCode>23004</ErrorCode>
        <Description>Unable to change the UserName or the Domain associated with the Hash Values. To do so requires deletion of one set of credentials and addition of a new set of credentials.</Description>
      </ResponseStatus>
    </SipCredentialResponse>)");
  EXPECT_EQ(code(sim.put(kCredentials + "/John@bw.com", credential("John", "other.com"))),
            "400 23004");
  EXPECT_EQ(why(sim.put(kCredentials + "/John@bw.com", credential("", "", ""))),
            "1003 Hash1 is required");
  EXPECT_EQ(code(sim.put(kCredentials + "/John@bw.com", credential("", "", std::string(65, 'f')))),
            "400 23002");
  EXPECT_XML(sim.get(kCredentials + "/John@bw.com").body,
             "<SipCredentialResponse>" + kJohn + "</SipCredentialResponse>");
}

TEST_F(SipCredentials, AreDeleted) {
  create(kJohn + kMathew);
  const Answer gone = sim.del(kCredentials + "/John@bw.com");
  EXPECT_EQ(gone.status, 200);
  EXPECT_EQ(gone.body, "");
  EXPECT_EQ(sim.get(kCredentials + "/John@bw.com").status, 404);
  EXPECT_THAT(listed(""), ElementsAre("Mathew@bw.com"));
}

class ListsOfSipCredentials : public SipCredentials {
 protected:
  ListsOfSipCredentials() { uses_what_no_sample_shows(); }
};

TEST_F(ListsOfSipCredentials, ComeInPages) {
  create(credential("1001") + credential("1002") + credential("anna", "one.example") +
         credential("bert", "two.example") + credential("carl@two.example"));
  std::vector<std::string> seen;
  std::string next = "/accounts/9900000/sipcredentials?page=1&size=1";
  while (!next.empty() && seen.size() < 9) {
    const Answer page = sim.send("GET", next);
    for (const std::string& name : page.all("SipCredentials/SipCredential/UserName"))
      seen.push_back(name);
    const std::string link = page.at("Links/next");
    const std::size_t begin = link.find("/accounts");
    next = link.empty() ? "" : link.substr(begin, link.find('>') - begin);
  }
  EXPECT_THAT(seen, ElementsAre("1001", "1002", "anna", "bert", "carl@two.example"));
  EXPECT_THAT(listed("?page=2&size=2"), ElementsAre("1002", "anna")) << "an index";
  EXPECT_THAT(listed("?page=bert@two.example"), ElementsAre("bert", "carl@two.example"));
  EXPECT_EQ(why(sim.get(kCredentials + "?page=bert")),
            "23012 Wrong page format: bert. It must be number or combination of user name and "
            "domain in form {userName}@{domain}");
  EXPECT_EQ(why(sim.get(kCredentials + "?page=6")), "23011 Sip credentials were not found");
}

TEST_F(ListsOfSipCredentials, AreFoundByPiecesOfTheirNames) {
  create(credential("anna", "one.example") + credential("joanna@two.example"));
  EXPECT_THAT(listed("?userNamefragment=ann"), ElementsAre("anna", "joanna@two.example"));
  EXPECT_THAT(listed("?userNamefragment=joa"), ElementsAre("joanna@two.example"));
  EXPECT_THAT(listed("?domainfragment=one"), ElementsAre("anna"));
  EXPECT_THAT(listed("?domainfragment=two&userNamefragment=anna"),
              ElementsAre("joanna@two.example"));
  EXPECT_EQ(code(sim.get(kCredentials + "?userNamefragment=bob")), "404 23011");
  EXPECT_EQ(why(sim.get(kCredentials + "?userNamefragment=an")),
            "12706 Usernamefragment should contain at least 3 characters");
  EXPECT_EQ(why(sim.get(kCredentials + "?userNamefragment=")),
            "12705 Usernamefragment can not be empty");
  EXPECT_EQ(why(sim.get(kCredentials + "?domainfragment=on")),
            "12708 Domainfragment should contain at least 3 characters");
  EXPECT_EQ(why(sim.get(kCredentials + "?domainfragment=")),
            "12707 Domainfragment can not be empty");
}

TEST_F(SipCredentials, AreNobodyElses) {
  create(kJohn);
  const auto other = basic("other", "secret");
  EXPECT_EQ(sim.call("GET", "/accounts/9900001/sipcredentials/John@bw.com", other).status, 404);
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/sipcredentials/John@bw.com", other).status, 403);
  EXPECT_EQ(sim.call("GET", "/accounts/9900001/sipcredentials", other).status, 404);
  EXPECT_EQ(sim.call("POST", "/accounts/9900001/sipcredentials", other,
                     "<SipCredentials>" + kJohn + "</SipCredentials>")
                .status,
            201)
      << "names are an account's own";
}

}  // namespace
}  // namespace dashsim::test::sipcredentials_test
