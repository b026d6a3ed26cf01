#include <algorithm>
#include <boost/json/parse.hpp>

#include "kernel/base64.hpp"
#include "support/json_text.hpp"
#include "support/sim.hpp"

namespace dashsim::test::secrets_test {
namespace {

using testing::HasSubstr;
using testing::Not;

namespace json = boost::json;

/// Every secret that a world can be told has this in it.
constexpr const char* kSecret = "s3cure";

const std::string kScenario = R"(
scenario: secrets
users:
  - {name: tester, password: s3cure0, accounts: [9900000], token: s3cure-token,
     client_id: client, client_secret: s3cure-client}
subscriptions:
  - {account: 9900000, order_type: orders, url: "http://127.0.0.1:9/", user: iris, password: s3cure1}
)";

class Secrets : public SimTest {
 protected:
  Secrets() : SimTest(SimOptions{.scenario = kScenario}) {}

  Answer tell(const std::string& method, const std::string& path, const std::string& xml) {
    net::Headers headers = basic("tester", password);
    headers.push_back({"Content-Type", "application/xml"});
    return sim.call(method, path, headers, xml);
  }
  Answer tell(const std::string& path, const std::string& xml) {
    return tell("POST", "/accounts/9900000" + path, xml);
  }

  std::string password = "s3cure0";
};

std::string credentials(const std::string& element) {
  return "<" + element + "><UserId>iris-user</UserId><Password>s3cure-creds</Password></" +
         element + ">";
}

TEST_F(Secrets, AreToldByNothingThatTheServerSays) {
  EXPECT_EQ(tell("/subscriptions",
                 "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" +
                     sim.receiver().url() +
                     "</URL><Expiry>12000</Expiry><CallbackCredentials><BasicAuthentication>"
                     "<Username>superuser</Username><Password>s3cure2</Password>"
                     "</BasicAuthentication></CallbackCredentials></CallbackSubscription>"
                     "</Subscription>")
                .status,
            201);
  EXPECT_EQ(tell("/applications",
                 "<Application><ServiceType>Messaging-V2</ServiceType><AppName>app</AppName>"
                 "<MsgCallbackUrl>http://a.com</MsgCallbackUrl>" +
                     credentials("CallbackCreds") + "</Application>")
                .status,
            201);
  EXPECT_EQ(tell("PUT", "/users/tester/password", "<Password>s3cure-next</Password>").status, 200);
  password = "s3cure-next";
  sim.receiver().will_answer({{401, {{"WWW-Authenticate", "Basic realm=\"hook\""}}, {}}});
  EXPECT_EQ(tell("/orders",
                 "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode>"
                 "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>")
                .status,
            201);
  const Answer token =
      sim.call("POST", "/api/v1/oauth2/token",
               {{"Authorization", "Basic " + kernel::base64_encode("client:s3cure-client")},
                {"Content-Type", "application/x-www-form-urlencoded"}},
               "grant_type=client_credentials");
  ASSERT_EQ(token.status, 200);
  const std::string given = text(json::parse(token.body).at("access_token"));
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/sites", bearer(given)).status, 200);
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/sites", bearer("s3cure-token")).status, 200);
  EXPECT_EQ(
      sim.control("POST", "/events",
                  R"({"users": [{"name": "new", "password": "s3cure3", "accounts": [9900000]}]})")
          .status,
      200);
  sim.advance_until_idle();
  ASSERT_GE(sim.receiver().requests().size(), 2U);
  EXPECT_THAT(net::find_header(sim.receiver().requests()[1].headers, "Authorization"),
              HasSubstr("Basic "));

  // Whatever can be read of the world: calls that are added later, too.
  std::size_t read = 0;
  const std::string superuser = kernel::base64_encode("superuser:s3cure2");
  std::vector<std::string> paths{"/journal?headers=1"};
  const json::value index = json::parse(sim.control("GET", "/").body);
  for (const json::value& each : index.at("calls").as_array()) {
    const std::string call = text(each.at("call"));
    if (call.starts_with("GET /_sim/")) paths.push_back(call.substr(std::size("GET /_sim") - 1));
  }
  for (const std::string& path : paths) {
    const std::string body = sim.control("GET", path).body;
    EXPECT_THAT(body, Not(HasSubstr(kSecret))) << path;
    EXPECT_THAT(body, Not(HasSubstr(given))) << path;
    EXPECT_THAT(body, Not(HasSubstr(superuser))) << path;
    ++read;
  }
  EXPECT_GE(read, 18U);
  EXPECT_THAT(sim.har(), HasSubstr("Basic ***")) << "what is kept back is marked";
}

}  // namespace
}  // namespace dashsim::test::secrets_test
