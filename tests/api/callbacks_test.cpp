#include "kernel/base64.hpp"
#include "support/sim.hpp"

namespace dashsim::test::callbacks_test {
namespace {

const std::string kOrder =
    "<Order><SiteId>743</SiteId><CustomerOrderId>mine</CustomerOrderId>"
    "<AreaCodeSearchAndOrderType><AreaCode>804</AreaCode><Quantity>1</Quantity>"
    "</AreaCodeSearchAndOrderType></Order>";

class Callbacks : public SimTest {
 protected:
  Callbacks() = default;
  explicit Callbacks(const SimOptions& options) : SimTest(options) {}

  Answer subscribe(const std::string& more = {}, const std::string& order_type = "orders") {
    return sim.post("/subscriptions", "<Subscription><OrderType>" + order_type +
                                          "</OrderType><CallbackSubscription><URL>" +
                                          sim.receiver().url() + "</URL>" + more +
                                          "</CallbackSubscription></Subscription>");
  }
  std::string status_of(const Answer& subscription) {
    return sim.follow(subscription).at("Subscriptions/Subscription/CallbackSubscription/Status");
  }
};

const std::string kCredentials =
    "<CallbackCredentials><BasicAuthentication><Username>iris</Username>"
    "<Password>s3cure</Password></BasicAuthentication></CallbackCredentials>";

TEST_F(Callbacks, TellOfAnOrdersEndWithTheDocumentedPayload) {
  const Answer subscription = subscribe();
  const Answer order = sim.post("/orders", kOrder);
  EXPECT_EQ(sim.receiver().requests().size(), 0U) << "the clock stands still";
  const Answer advanced = sim.advance_until_idle();
  EXPECT_THAT(advanced.body, testing::HasSubstr("\"status\":\"200 OK\""))
      << "an advance ends after its callbacks";
  ASSERT_EQ(sim.receiver().requests().size(), 1U);
  const net::Request request = sim.receiver().requests()[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/hook");
  EXPECT_EQ(net::find_header(request.headers, "Content-Type"), "application/xml");
  EXPECT_XML(request.body, R"(
    <Notification>
      <SubscriptionId>)" + subscription.created_id() +
                               R"(</SubscriptionId>
      <OrderType>orders</OrderType>
      <OrderId>)" + order.created_id() +
                               R"(</OrderId>
      <CustomerOrderId>mine</CustomerOrderId>
      <Status>COMPLETE</Status>
      <Message>Order complete</Message>
      <CompletedTelephoneNumbers>
        <TelephoneNumber>)" + sim.follow(order).at("CompletedNumbers/TelephoneNumber/FullNumber") +
                               R"(</TelephoneNumber>
      </CompletedTelephoneNumbers>
    </Notification>)");
  EXPECT_EQ(status_of(subscription), "200 OK");
}

TEST_F(Callbacks, TellOfNotes) {
  const Answer order = sim.post("/orders", kOrder);
  sim.advance_until_idle();
  subscribe();
  sim.post("/orders/" + order.created_id() + "/notes",
           "<Note><UserId>jbm</UserId><Description>call me</Description></Note>");
  sim.advance_until_idle();
  ASSERT_EQ(sim.receiver().requests().size(), 1U);
  EXPECT_THAT(sim.receiver().requests()[0].body, testing::HasSubstr("<Note>call me</Note>"));
  EXPECT_THAT(sim.receiver().requests()[0].body, testing::Not(testing::HasSubstr("<Status>")));
}

TEST_F(Callbacks, TellOfDisconnects) {
  subscribe({}, "disconnects");
  sim.post("/orders", kOrder);
  sim.post(
      "/disconnects",
      "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType><TelephoneNumberList>"
      "<TelephoneNumber>9195550101</TelephoneNumber></TelephoneNumberList>"
      "</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>");
  sim.advance_until_idle();
  ASSERT_EQ(sim.receiver().requests().size(), 1U) << "orders are not subscribed to";
  EXPECT_THAT(sim.receiver().requests()[0].body,
              testing::HasSubstr("<OrderType>disconnects</OrderType>"));
  EXPECT_THAT(sim.receiver().requests()[0].body, testing::HasSubstr("9195550101"));
}

TEST_F(Callbacks, SendCredentialsOnlyAfterAChallenge) {
  sim.receiver().will_answer({{401, {{"WWW-Authenticate", "Basic realm=\"hook\""}}, {}}});
  const Answer subscription = subscribe(kCredentials);
  sim.post("/orders", kOrder);
  sim.advance_until_idle();
  ASSERT_EQ(sim.receiver().requests().size(), 2U);
  EXPECT_EQ(net::find_header(sim.receiver().requests()[0].headers, "Authorization"), "");
  EXPECT_EQ(net::find_header(sim.receiver().requests()[1].headers, "Authorization"),
            "Basic " + kernel::base64_encode("iris:s3cure"));
  EXPECT_EQ(status_of(subscription), "200 OK");
}

TEST_F(Callbacks, AreTriedAgainForFortyMinutes) {
  sim.receiver().will_answer(std::vector<net::Response>(9, {500, {}, "out of order"}));
  const Answer subscription = subscribe();
  sim.post("/orders", kOrder);
  sim.advance("1s");
  EXPECT_EQ(sim.receiver().requests().size(), 1U);
  EXPECT_EQ(status_of(subscription), "500 Internal Server Error: out of order");
  sim.advance("5m");
  EXPECT_EQ(sim.receiver().requests().size(), 2U);
  sim.advance("35m");
  EXPECT_EQ(sim.receiver().requests().size(), 9U);
  sim.advance("1d");
  EXPECT_EQ(sim.receiver().requests().size(), 9U) << "8 more attempts, then no more";
}

TEST_F(Callbacks, AreNotTriedAgainAfterSuccess) {
  sim.receiver().will_answer({{503, {}, {}}});
  const Answer subscription = subscribe();
  sim.post("/orders", kOrder);
  sim.advance_until_idle();
  EXPECT_EQ(sim.receiver().requests().size(), 2U);
  EXPECT_EQ(status_of(subscription), "200 OK");
}

TEST_F(Callbacks, MayCallBackIntoTheApi) {
  subscribe();
  const Answer order = sim.post("/orders", kOrder);
  std::string seen;
  sim.receiver().on_request([&](const net::Request&) {
    Client client(sim.port());
    net::Headers headers = basic("tester", "secret");
    headers.insert(headers.begin(), {"Host", "dashsim.test"});
    const std::string target = order.location().substr(std::string("http://dashsim.test").size());
    seen = client.send("GET", target, headers, {}).at("OrderStatus");
  });
  sim.advance_until_idle();
  EXPECT_EQ(seen, "COMPLETE") << "the world answers while a callback is in flight";
}

TEST_F(Callbacks, GetAnAdvanceRefusedWhileOneIsUnderWay) {
  subscribe();
  sim.post("/orders", kOrder);
  int status = 0;
  sim.receiver().on_request([&](const net::Request&) {
    Client client(sim.port());
    status =
        client.send("POST", "/_sim/clock/advance", {{"Host", "dashsim.test"}}, R"({"by": "1h"})")
            .status;
  });
  EXPECT_EQ(sim.advance_until_idle().status, 200);
  EXPECT_EQ(status, 409) << "never a deadlock";
}

TEST_F(Callbacks, ForOneOrderEndWithIt) {
  const Answer order = sim.post("/orders", kOrder);
  const Answer subscription = sim.post(
      "/subscriptions", "<Subscription><OrderType>orders</OrderType><OrderId>" +
                            order.created_id() + "</OrderId><CallbackSubscription><URL>" +
                            sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  EXPECT_EQ(subscription.status, 201);
  EXPECT_EQ(sim.follow(subscription).at("Subscriptions/Subscription/OrderId"), order.created_id());
  sim.post("/orders", kOrder);
  sim.advance_until_idle();
  EXPECT_EQ(sim.receiver().requests().size(), 1U);
  EXPECT_EQ(sim.follow(subscription).status, 404);
}

TEST_F(Callbacks, ToNobodyShowInTheStatus) {
  const Answer subscription =
      sim.post("/subscriptions",
               "<Subscription><OrderType>orders</OrderType><CallbackSubscription>"
               "<URL>http://127.0.0.1:1/hook</URL></CallbackSubscription></Subscription>");
  sim.post("/orders", kOrder);
  sim.advance("1s");
  EXPECT_EQ(status_of(subscription), "No connection or no valid answer");
  EXPECT_THAT(sim.control("GET", "/callbacks").body,
              testing::HasSubstr("\"diagnosis\":\"No connection"));
}

TEST_F(Callbacks, ShowInTheJournalInOrder) {
  subscribe(kCredentials);
  sim.post("/orders", kOrder);
  sim.advance_until_idle();
  const std::string calls = sim.control("GET", "/callbacks").body;
  EXPECT_THAT(calls,
              testing::HasSubstr("\"operation\":\"POST /callbacks/notificationCallbackApi\""));
  EXPECT_THAT(calls, testing::HasSubstr("\"sequence\":3"));
}

class ImpatientCallbacks : public Callbacks {
 protected:
  ImpatientCallbacks()
      : Callbacks({.scenario = "scenario: impatient\ncallbacks: {timeout: 50ms, retries: 1, over: "
                               "10m, preemptive_auth: true}\n"}) {}
};

TEST_F(ImpatientCallbacks, GiveUpOnASilentReceiver) {
  sim.receiver().falls_silent();
  const Answer subscription = subscribe();
  sim.post("/orders", kOrder);
  sim.advance("1s");
  EXPECT_EQ(status_of(subscription), "No answer within the time allowed");
  sim.advance("10m");
  EXPECT_EQ(sim.receiver().requests().size(), 2U);
}

TEST_F(ImpatientCallbacks, MaySendCredentialsAtOnce) {
  subscribe(kCredentials);
  sim.post("/orders", kOrder);
  sim.advance_until_idle();
  ASSERT_EQ(sim.receiver().requests().size(), 1U);
  EXPECT_NE(net::find_header(sim.receiver().requests()[0].headers, "Authorization"), "");
}

TEST_F(Callbacks, ByEmailGoToTheOutbox) {
  const auto email = [](const std::string& digest) {
    return "<Subscription><OrderType>orders</OrderType><EmailSubscription><Email>" + digest +
           "@example.com</Email><DigestRequested>" + digest +
           "</DigestRequested></EmailSubscription></Subscription>";
  };
  sim.post("/subscriptions", email("NONE"));
  sim.post("/subscriptions", email("DAILY"));
  sim.post("/orders", kOrder);
  sim.post("/orders", kOrder);
  sim.advance_until_idle();
  const std::string before = sim.control("GET", "/outbox").body;
  EXPECT_THAT(before, testing::HasSubstr("NONE@example.com"));
  EXPECT_THAT(before, testing::Not(testing::HasSubstr("DAILY@example.com")));
  sim.advance("15h");
  const std::string after = sim.control("GET", "/outbox").body;
  EXPECT_THAT(
      after,
      testing::HasSubstr(
          "\"time\":\"2026-01-06T00:00:00.000Z\",\"kind\":\"email\",\"to\":\"DAILY@example.com\""));
}

}  // namespace
}  // namespace dashsim::test::callbacks_test
