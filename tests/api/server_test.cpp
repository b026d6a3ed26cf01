// What holds for every operation. Reference: clients.md sections 2 to 6.
#include "support/gzip.hpp"
#include "support/sim.hpp"

namespace dashsim::test {
namespace {

using Server = SimTest;

TEST_F(Server, ServesTheSameTreeUnderEveryPrefix) {
  const std::string body = sim.get("/sites").body;
  for (const char* prefix :
       {"/api", "/api/v1", "/v1.0", "/api/v1.0", "/api/v2", "/iris", "/API/V1"}) {
    const Answer answer = sim.send("GET", std::string(prefix) + "/accounts/9900000/sites");
    EXPECT_EQ(answer.status, 200) << prefix;
    EXPECT_EQ(answer.body, body) << prefix;
  }
}

TEST_F(Server, EchoesPrefixAndHostInLocationsAndLinks) {
  const Answer created = sim.send("POST", "/v1.0/accounts/9900000/tnreservation",
                                  "<Reservation><ReservedTn>9194390001</ReservedTn></Reservation>");
  EXPECT_THAT(created.location(),
              testing::StartsWith("http://dashsim.test/v1.0/accounts/9900000/tnreservation/"));
  const Answer list =
      sim.send("GET", "/api/v1/accounts/9900000/inserviceNumbers?Size=5&page=1&state=NC");
  EXPECT_EQ(list.at("Links/next"),
            "Link=<http://dashsim.test/api/v1/accounts/9900000/"
            "inserviceNumbers?Size=5&page=2&state=NC>;rel=\"next\";");
}

TEST_F(Server, TakesPathsInAnyLetterCaseWithAnySlashes) {
  for (const char* path : {"/INSERVICENUMBERS/totals", "/inservicenumbers/Totals",
                           "//inserviceNumbers//totals/", "/inserviceNumbers/totals/"}) {
    EXPECT_EQ(sim.get(path).at("Count"), "50") << path;
  }
}

TEST_F(Server, DecodesPercentEscapes) {
  EXPECT_EQ(sim.get("/inserviceNumbers/%39195550100").status, 200);
  EXPECT_EQ(sim.get("/inserviceNumbers/%zz").status, 400);
  EXPECT_EQ(sim.get("/availableNumbers?rateCenter=RALEIGH&state=%4eC&quantity=1").at("ResultCount"),
            "1");
}

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

TEST_F(Server, ChallengesAfterTheBodyWasReadOnAConnectionThatStaysOpen) {
  const std::string body = "<Reservation><ReservedTn>9194390001</ReservedTn></Reservation>";
  const std::string head =
      "POST /accounts/9900000/tnreservation HTTP/1.1\r\nHost: dashsim.test\r\nContent-Type: "
      "application/xml\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n";
  const auto answers = sim.client().send_raw(
      head + "\r\n" + body + head + "Authorization: " + basic("tester", "secret")[0].value +
          "\r\n\r\n" + body,
      2);
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].status, 401);
  EXPECT_EQ(answers[0].header("WWW-Authenticate"), "Basic realm=\"dashsim\"");
  EXPECT_EQ(answers[0].body, "");
  EXPECT_EQ(answers[1].status, 201);
}

TEST_F(Server, KnowsItsUsersByBasicAndBearer) {
  const std::string path = "/accounts/9900000/sites";
  EXPECT_EQ(sim.call("GET", path, basic("tester", "secret")).status, 200);
  EXPECT_EQ(sim.call("GET", path, bearer("tester-token")).status, 200);
  EXPECT_EQ(sim.call("GET", path, {}).status, 401);
  EXPECT_EQ(sim.call("GET", path, basic("tester", "Secret")).status, 401);
  EXPECT_EQ(sim.call("GET", path, basic("TESTER", "secret")).status, 401);
  EXPECT_EQ(sim.call("GET", path, bearer("guess")).status, 401);
  EXPECT_EQ(sim.call("GET", path, {{"Authorization", "Basic !!!"}}).status, 401);
  EXPECT_EQ(sim.call("GET", path, {{"Authorization", "Digest x"}}).status, 401);
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

TEST_F(Server, DeniesAnotherAccountInTheOperationsOwnForm) {
  EXPECT_XML(sim.send("GET", "/accounts/9900001/sites").body, R"(
    <SitesResponse>
      <ResponseStatus><ErrorCode>1001</ErrorCode><Description>Access Denied</Description></ResponseStatus>
    </SitesResponse>)");
  EXPECT_XML(sim.send("POST", "/accounts/9900001/orders", "<Order/>").body, R"(
    <OrderResponse>
      <ErrorList><Error><Code>1001</Code><Description>Access Denied</Description></Error></ErrorList>
    </OrderResponse>)");
  EXPECT_EQ(sim.send("GET", "/accounts/nine/sites").status, 403);
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

TEST_F(Server, SaysWhatIsDocumentedButNotBuilt) {
  const Answer answer = sim.get("/lsrorders");
  EXPECT_EQ(answer.status, 501);
  EXPECT_THAT(answer.header("X-Sim-Diagnosis"),
              testing::HasSubstr("GET /accounts/{accountId}/lsrorders is documented"));
  EXPECT_EQ(answer.header("Content-Type"), "application/xml");
}

TEST_F(Server, AnswersHeadWithoutABody) {
  const Answer get = sim.get("/sites");
  const Answer head = sim.send("HEAD", "/accounts/9900000/sites");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(head.header("Content-Length"), std::to_string(get.body.size()));
}

TEST_F(Server, TakesChunkedBodies) {
  const std::string head =
      "POST /accounts/9900000/tnreservation HTTP/1.1\r\nHost: dashsim.test\r\nAuthorization: " +
      basic("tester", "secret")[0].value + "\r\nTransfer-Encoding: chunked\r\n\r\n";
  const auto answers =
      sim.client().send_raw(head +
                                "d\r\n<Reservation>\r\n23\r\n<ReservedTn>9194390001</"
                                "ReservedTn>\r\ne\r\n</Reservation>\r\n0\r\n\r\n",
                            1);
  EXPECT_EQ(answers[0].status, 201);
}

TEST_F(Server, GivesDatesOfTheVirtualClock) {
  EXPECT_EQ(sim.get("").header("Date"), "Mon, 05 Jan 2026 09:00:00 GMT");
  sim.advance("1d");
  EXPECT_EQ(sim.get("").header("Date"), "Tue, 06 Jan 2026 09:00:00 GMT");
}

TEST_F(Server, TakesWhatCSharpClientsSend) {
  const Answer created = sim.post("/tnreservation", R"(<?xml version="1.0" encoding="utf-8"?>
    <Reservation xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
      <ReservationId xsi:nil="true" /><ReservedTn>9194390001</ReservedTn>
    </Reservation>)");
  EXPECT_EQ(created.status, 201);
}

TEST_F(Server, RefusesBadDocumentsInTheOperationsOwnFormAndChangesNothing) {
  const struct {
    std::string body;
    int status;
    const char* says;
  } cases[] = {
      {"", 400, "no XML document"},
      {"   ", 400, "no XML document"},
      {"{\"Order\": 1}", 400, "not well-formed"},
      {"<Order>", 400, "not well-formed"},
      {"<Order></Other>", 400, "not well-formed"},
      {"<Order/><Order/>", 400, "more than one root"},
      {"<Site/>", 400, "the root element is &lt;Site&gt;, not &lt;Order&gt;"},
      {"<order/>", 400, "the root element is &lt;order&gt;"},
      {"<Order>\xff</Order>", 400, "UTF-8"},
      {"<Order>\x01</Order>", 400, "UTF-8"},
      {"<!DOCTYPE Order [<!ENTITY a \"b\">]><Order>&a;</Order>", 400, "document type declaration"},
      {"<Order>&nbsp;</Order>", 400, "&amp;nbsp;"},
      {"<?xml version=\"1.0\" encoding=\"UTF-16\"?><Order/>", 400, "UTF-16"},
  };
  for (const auto& each : cases) {
    const Answer answer = sim.post("/orders", each.body);
    EXPECT_EQ(answer.status, each.status) << each.body;
    EXPECT_EQ(answer.at("ErrorList/Error/Code"), "1019") << answer.body;
    EXPECT_THAT(answer.body, testing::HasSubstr(each.says));
  }
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  EXPECT_EQ(sim.post("/orders", "<Order>" + deep + "</Order>").status, 413);
  EXPECT_EQ(sim.get("/orders?page=1&size=1").status, 404);
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
}  // namespace dashsim::test
