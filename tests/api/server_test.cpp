// What holds for every operation beside the rules of clients, which have a file of their own.
#include "api/pipeline.hpp"
#include "scenario/builtins.hpp"
#include "scenario/load.hpp"
#include "support/gzip.hpp"
#include "support/sim.hpp"

namespace dashsim::test::server_test {
namespace {

using Server = SimTest;

TEST_F(Server, RepeatsNothingThatXmlCannotCarry) {
  for (const char* path : {"/sites/%01", "/sites/%ff", "/sites/%c3", "/sites/%0a", "/sites/\xff"}) {
    const Answer answer = sim.get(path);
    EXPECT_EQ(answer.status, 400) << path;
    EXPECT_NE(answer.at("ResponseStatus/Description"), "") << "well-formed: " << answer.body;
  }
  const Answer query = sim.get("/availableNumbers?state=%02");
  EXPECT_EQ(query.status, 400);
  EXPECT_EQ(query.at("Error/Code"), "1019") << "in the operation's own form: " << query.body;
  const Answer markup = sim.get("/sites/%3Cb%3E");
  EXPECT_EQ(markup.at("ResponseStatus/Description"), "Site '<b>' does not exist");
  const Answer strange_host = sim.client().send_raw(
      "GET /accounts/9900000/inserviceNumbers HTTP/1.1\r\nHost: <\xff>\r\nAuthorization: " +
          basic("tester", "secret")[0].value + "\r\n\r\n",
      1)[0];
  EXPECT_THAT(strange_host.at("Links/first"),
              testing::StartsWith("Link=<http://localhost/accounts"));
}

TEST_F(Server, KnowsItsUsersByBasicAndBearer) {
  const std::string path = "/accounts/9900000/sites";
  EXPECT_EQ(sim.call("GET", path, basic("tester", "secret")).status, 200);
  EXPECT_EQ(sim.call("GET", path, bearer("tester-token")).status, 200);
}

TEST_F(Server, GivesTokensToClients) {
  net::Headers headers = basic("tester-client", "tester-client-secret");
  headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  const Answer token =
      sim.call("POST", "/api/v1/oauth2/token", headers, "grant_type=client_credentials");
  EXPECT_EQ(token.status, 200);
  EXPECT_EQ(token.header("Content-Type"), "application/json");
  EXPECT_THAT(token.body, testing::HasSubstr("\"expires_in\":3600"));
  const std::string key = "\"access_token\":\"";
  const std::string value = token.body.substr(token.body.find(key) + key.size(), 36);
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/sites", bearer(value)).status, 200);
  sim.advance("1h");
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/sites", bearer(value)).status, 401)
      << "it expires in virtual time";
  EXPECT_EQ(sim.har().find(value), std::string::npos) << "no token in the journal";

  EXPECT_EQ(
      sim.call("POST", "/api/v1/oauth2/token", basic("x", "y"), "grant_type=client_credentials")
          .status,
      401);
  EXPECT_EQ(sim.call("POST", "/api/v1/oauth2/token", headers, "grant_type=password").status, 400);
  EXPECT_EQ(sim.call("GET", "/api/v1/oauth2/token", headers).status, 405);
  EXPECT_EQ(sim.call("POST", "/oauth2/token", {},
                     "grant_type=client_credentials&client_id=tester-client&client_secret=tester-"
                     "client-secret")
                .status,
            200);
}

TEST_F(Server, NamesTheMethodsOfAPath) {
  const Answer answer = sim.send("PATCH", "/accounts/9900000/sites");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.header("Allow"), "GET, POST");
}

TEST_F(Server, NamesTheNearestOperationsForAnUnknownPath) {
  const Answer answer = sim.get("/availableNumber");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.header("X-Sim-Diagnosis"),
              testing::HasSubstr("GET /accounts/{accountId}/availableNumbers"));
  EXPECT_THAT(answer.at("ResponseStatus/Description"),
              testing::HasSubstr("GET /accounts/{accountId}/availableNumbers"));
  EXPECT_EQ(sim.send("GET", "/").status, 404);
}

TEST(ServerWithoutRoutes, SaysWhatIsDocumentedButNotBuilt) {
  const scenario::Loader loader(scenario::builtins(), {});
  world::World world("test", loader.load_builtin("default").scenario);
  const api::Pipeline pipeline({}, api::Routes());
  const net::Response response = pipeline.handle(
      pipeline.receive({"GET", "/accounts/9900000/orders", basic("tester", "secret"), {}}, {}),
      world);
  EXPECT_EQ(response.status, 501);
  EXPECT_EQ(net::find_header(response.headers, "X-Sim-Diagnosis"),
            "GET /accounts/{accountId}/orders is documented, but dashsim has not built it yet");
  EXPECT_THAT(response.body, testing::HasSubstr("<ResponseSelectWrapper><ErrorList><Error>"));
}

TEST_F(Server, AnswersHeadWithoutABody) {
  const Answer get = sim.get("/sites");
  const Answer head = sim.send("HEAD", "/accounts/9900000/sites");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(head.header("Content-Length"), std::to_string(get.body.size()));
}

TEST_F(Server, GivesDatesOfTheVirtualClock) {
  EXPECT_EQ(sim.get("").header("Date"), "Mon, 05 Jan 2026 09:00:00 GMT");
  sim.advance("1d");
  EXPECT_EQ(sim.get("").header("Date"), "Tue, 06 Jan 2026 09:00:00 GMT");
}

TEST_F(Server, RefusesBodiesBeyondItsLimitInTheOperationsOwnForm) {
  const Answer answer = sim.post("/orders", "<Order>" + std::string(2U << 20U, ' ') + "</Order>");
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.at("ErrorList/Error/Code"), "1019");
  EXPECT_EQ(answer.header("Connection"), "close");
}

TEST_F(Server, TakesBodiesInGzipAndKeepsTheirTextInTheJournal) {
  const std::string text = "<Reservation><ReservedTn>9194390001</ReservedTn></Reservation>";
  net::Headers headers = basic("tester", "secret");
  headers.push_back({"Content-Type", "application/xml"});
  headers.push_back({"Content-Encoding", "gzip"});
  EXPECT_EQ(sim.call("POST", "/accounts/9900000/tnreservation", headers, gzip(text)).status, 201);
  EXPECT_THAT(sim.har(), testing::HasSubstr("\"text\":\"<Reservation><ReservedTn>9194390001"));

  const Answer bomb = sim.call("POST", "/accounts/9900000/orders", headers,
                               gzip("<Order>" + std::string(20U << 20U, ' ') + "</Order>"));
  EXPECT_EQ(bomb.status, 413);
  EXPECT_EQ(bomb.at("ErrorList/Error/Code"), "1019") << "in the operation's own form";
}

class SimpleDocuments : public SimTest {
 protected:
  SimpleDocuments() : SimTest({.xml = {.depth_max = 3, .elements_max = 5}}) {}
};

TEST_F(SimpleDocuments, AreAllThatIsTakenIfSoIsSet) {
  EXPECT_EQ(sim.post("/orders", "<Order><a><b/></a></Order>").status, 400);
  EXPECT_EQ(sim.post("/orders", "<Order><a><b><c/></b></a></Order>").status, 413);
  EXPECT_EQ(sim.post("/orders", "<Order><a/><a/><a/><a/><a/></Order>").status, 413);
}

TEST_F(Server, IgnoresParametersThatItDoesNotKnow) {
  EXPECT_EQ(sim.get("/sites?shoeSize=9&x").status, 200);
}

}  // namespace
}  // namespace dashsim::test::server_test
