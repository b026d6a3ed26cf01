#include "support/sim.hpp"

namespace dashsim::test::subscriptions_test {
namespace {

class Subscriptions : public SimTest {
 protected:
  std::string callback(const std::string& order_type, const std::string& more = {}) {
    return "<Subscription><OrderType>" + order_type + "</OrderType><CallbackSubscription><URL>" +
           sim.receiver().url() + "</URL><Expiry>12000</Expiry>" + more +
           "</CallbackSubscription></Subscription>";
  }
};

const std::string kCredentials =
    "<CallbackCredentials><BasicAuthentication><Username>superuser</Username>"
    "<Password>s3cure</Password></BasicAuthentication></CallbackCredentials>";
const std::string kEmail =
    "<Subscription><OrderType>orders</OrderType><EmailSubscription><Email>bwtest@gmail.com</Email>"
    "<DigestRequested>NONE</DigestRequested></EmailSubscription></Subscription>";

std::string replaced(std::string xml, const std::string& old_piece, const std::string& new_piece) {
  return xml.replace(xml.find(old_piece), old_piece.size(), new_piece);
}

TEST_F(Subscriptions, ToCallbacksAreReadBackWithoutThePassword) {
  const Answer created = sim.post("/subscriptions", callback("orders", kCredentials));
  EXPECT_EQ(created.status, 201);
  sim.advance("2000s");
  EXPECT_XML(sim.follow(created).body, R"(
    <SubscriptionsResponse>
      <Subscriptions>
        <Subscription>
          <SubscriptionId>)" + created.created_id() +
                                           R"(</SubscriptionId>
          <OrderType>orders</OrderType>
          <CallbackSubscription>
            <URL>)" + sim.receiver().url() +
                                           R"(</URL>
            <Expiry>10000</Expiry>
            <Status>READY</Status>
            <CallbackCredentials>
              <BasicAuthentication><Username>superuser</Username></BasicAuthentication>
            </CallbackCredentials>
          </CallbackSubscription>
        </Subscription>
      </Subscriptions>
    </SubscriptionsResponse>)");
  EXPECT_EQ(sim.har().find("s3cure"), std::string::npos) << "no password in the journal";
}

TEST_F(Subscriptions, ToEmailAreReadBack) {
  const Answer created = sim.post("/subscriptions", kEmail);
  const Answer read = sim.follow(created);
  EXPECT_EQ(read.at("Subscriptions/Subscription/EmailSubscription/Email"), "bwtest@gmail.com");
  EXPECT_EQ(read.at("Subscriptions/Subscription/EmailSubscription/DigestRequested"), "NONE");
}

TEST_F(Subscriptions, AreListedInTheOrderOfTheirMaking) {
  EXPECT_XML(sim.get("/subscriptions").body,
             "<SubscriptionsResponse><Subscriptions/></SubscriptionsResponse>");
  sim.post("/subscriptions", kEmail);
  sim.post("/subscriptions", callback("disconnects", kCredentials));
  sim.post("/subscriptions", replaced(kEmail, "<OrderType>orders</OrderType>",
                                      "<EventType>MESSAGING_LOST</EventType>"));
  const Answer list = sim.get("/subscriptions");
  EXPECT_EQ(list.count("Subscriptions/Subscription"), 3U);
  EXPECT_EQ(list.at("Subscriptions/Subscription/OrderType"), "orders");
  EXPECT_EQ(list.at("Subscriptions/Subscription/EventType"), "MESSAGING_LOST");
}

TEST_F(Subscriptions, AreListedByOrderTypeAndOrder) {
  sim.post("/subscriptions", kEmail);
  sim.post("/subscriptions", callback("disconnects"));
  EXPECT_EQ(sim.get("/subscriptions?orderType=orders").count("Subscriptions/Subscription"), 1U);
  EXPECT_EQ(sim.get("/subscriptions?orderType=portins").count("Subscriptions/Subscription"), 0U);
  EXPECT_EQ(sim.get("/subscriptions?orderId=none").count("Subscriptions/Subscription"), 0U);
  const Answer bad = sim.get("/subscriptions?orderType=wishes");
  EXPECT_EQ(bad.status, 400);
  EXPECT_EQ(bad.at("ResponseStatus/ErrorCode"), "14500");
}

TEST_F(Subscriptions, ToEventsAreToldOfThem) {
  const std::string event = "<EventType>MESSAGING_LOST</EventType>";
  const std::string type = "<OrderType>orders</OrderType>";
  const Answer called = sim.post("/subscriptions", replaced(callback("orders"), type, event));
  sim.post("/subscriptions", replaced(kEmail, type, event));
  sim.put("/sites/743/sippeers/303716/tns/9195550100",
          "<SipPeerTelephoneNumber><MessagingSettings><SmsEnabled>true</SmsEnabled>"
          "</MessagingSettings></SipPeerTelephoneNumber>");
  const Answer injected = sim.control(
      "POST", "/events",
      R"({"messaging_lost": {"account": 9900000, "numbers": ["9195550100", "9195550101"]}})");
  EXPECT_EQ(injected.status, 200) << injected.body;
  sim.advance_until_idle();
  ASSERT_EQ(sim.receiver().requests().size(), 1U);
  EXPECT_XML(sim.receiver().requests()[0].body, R"(
    <Notification>
      <SubscriptionId>)" + called.created_id() + R"(</SubscriptionId>
      <EventType>MESSAGING_LOST</EventType>
      <ImpactedTelephoneNumbers>
        <TelephoneNumber>9195550100</TelephoneNumber>
        <TelephoneNumber>9195550101</TelephoneNumber>
      </ImpactedTelephoneNumbers>
    </Notification>)");
  EXPECT_THAT(sim.control("GET", "/outbox").body,
              testing::HasSubstr("MESSAGING_LOST: 9195550100, 9195550101"));
  EXPECT_EQ(sim.get("/sites/743/sippeers/303716/tns/9195550100")
                .count("SipPeerTelephoneNumber/MessagingSettings"),
            0U);
  for (const char* bad :
       {"{}", R"({"rain": 1})", R"({"messaging_lost": 1})", R"({"messaging_lost": {}})",
        R"({"messaging_lost": {"account": 9900000, "numbers": []}})",
        R"({"messaging_lost": {"account": 9900000, "numbers": ["9194390000"]}})",
        R"({"messaging_lost": {"account": 9900001, "numbers": ["9195550100"]}})"}) {
    EXPECT_EQ(sim.control("POST", "/events", bad).status, 400) << bad;
  }
}

class BareSubscriptions : public SimTest {
 protected:
  BareSubscriptions()
      : SimTest({.scenario = "scenario: bare\nrules: {bare_callback_subscriptions: true}\n"}) {}
};

TEST_F(BareSubscriptions, AreReadWithoutAListAroundAsTheReferenceShowsThem) {
  const std::string callback =
      "<CallbackSubscription><URL>http://yourhost:8080/path</URL>"
      "<Expiry>12000</Expiry></CallbackSubscription></Subscription>";
  const Answer of_orders =
      sim.post("/subscriptions", "<Subscription><OrderType>portins</OrderType>" + callback);
  EXPECT_XML(sim.follow(of_orders).body, R"(
    <Subscription>
      <SubscriptionId>)" + of_orders.created_id() +
                                             R"(</SubscriptionId>
      <OrderType>portins</OrderType>
      <CallbackSubscription>
        <URL>http://yourhost:8080/path</URL>
        <Expiry>12000</Expiry>
        <Status>READY</Status>
      </CallbackSubscription>
    </Subscription>)");
  const Answer of_events =
      sim.post("/subscriptions", "<Subscription><EventType>MESSAGING_LOST</EventType>" + callback);
  EXPECT_EQ(sim.follow(of_events).at("EventType"), "MESSAGING_LOST");
  const Answer mail = sim.post("/subscriptions", replaced(kEmail, "<OrderType>orders</OrderType>",
                                                          "<EventType>MESSAGING_LOST</EventType>"));
  EXPECT_EQ(sim.follow(mail).at("Subscriptions/Subscription/EventType"), "MESSAGING_LOST");
}

TEST_F(Subscriptions, AreRefusedWithTheCodeOfTheFault) {
  const std::string good = callback("orders", kCredentials);
  const std::string url = sim.receiver().url();
  const struct {
    std::string xml;
    const char* code;
  } cases[] = {
      {replaced(good, "<OrderType>orders</OrderType>", ""), "14508"},
      {replaced(good, "<OrderType>", "<EventType>MESSAGING_LOST</EventType><OrderType>"), "14501"},
      {replaced(good, ">orders<", ">wishes<"), "14500"},
      {replaced(good, "<OrderType>orders</OrderType>", "<EventType>RAIN</EventType>"), "14507"},
      {"<Subscription><OrderType>orders</OrderType></Subscription>", "14501"},
      {replaced(good, "</OrderType>", "</OrderType><OrderId>12</OrderId>"), "1008"},
      {replaced(good, url, ""), "14503"},
      {replaced(good, url, "ftp://example.com"), "14506"},
      {replaced(good, url, "http://"), "14506"},
      {replaced(good, url, "http"), "14506"},
      {replaced(good, url, "://example.com"), "14506"},
      {replaced(good, ">12000<", ">soon<"), "1014"},
      {replaced(good, "<Password>s3cure</Password>", ""), "14505"},
      {replaced(good, "superuser", std::string(101, 'u')), "12500"},
      {replaced(kEmail, "bwtest@gmail.com", "nobody"), "12510"},
      {replaced(kEmail, "NONE", "HOURLY"), "14502"},
  };
  for (const auto& each : cases) {
    const Answer answer = sim.post("/subscriptions", each.xml);
    EXPECT_EQ(answer.status, 400) << each.xml;
    EXPECT_EQ(answer.at("ResponseStatus/ErrorCode"), each.code) << each.xml << answer.body;
  }
  const Answer unknown =
      sim.post("/subscriptions",
               replaced(good, "</OrderType>",
                        "</OrderType><OrderId>e75dc861-95ed-427e-8688-976132a69549</OrderId>"));
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(unknown.at("ResponseStatus/ErrorCode"), "16005");
  EXPECT_EQ(sim.get("/subscriptions").count("Subscriptions/Subscription"), 0U);
}

TEST_F(Subscriptions, AreNotMadeTwice) {
  EXPECT_EQ(sim.post("/subscriptions", kEmail).status, 201);
  const Answer again = sim.post("/subscriptions", kEmail);
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.at("ResponseStatus/ErrorCode"), "16008");
}

TEST_F(Subscriptions, AreChangedAndDeleted) {
  const std::string path = "/subscriptions/" + sim.post("/subscriptions", kEmail).created_id();
  EXPECT_EQ(sim.put(path, replaced(kEmail, "NONE", "DAILY")).status, 200);
  EXPECT_EQ(sim.get(path).at("Subscriptions/Subscription/EmailSubscription/DigestRequested"),
            "DAILY");
  EXPECT_EQ(sim.put(path, replaced(kEmail, "NONE", "x")).status, 400);
  EXPECT_EQ(sim.del(path).status, 200);
  for (const char* method : {"GET", "DELETE"}) {
    const Answer gone = sim.send(method, "/accounts/9900000" + path);
    EXPECT_EQ(gone.status, 404);
    EXPECT_EQ(gone.at("ResponseStatus/ErrorCode"), "16000");
  }
  EXPECT_EQ(sim.put(path, kEmail).status, 404);
}

TEST_F(Subscriptions, ExpireInVirtualTime) {
  const Answer created = sim.post("/subscriptions", callback("orders"));
  sim.advance("11999s");
  EXPECT_EQ(sim.follow(created).at("Subscriptions/Subscription/CallbackSubscription/Expiry"), "1");
  sim.advance("1s");
  EXPECT_EQ(sim.follow(created).status, 404);
}

TEST_F(Subscriptions, TakeUrlsInQuotationMarksAsTheReferenceShowsThem) {
  const Answer created =
      sim.post("/subscriptions", replaced(callback("orders"), sim.receiver().url(),
                                          "\"http://yourhost:8080/path/to/resource\""));
  EXPECT_EQ(sim.follow(created).at("Subscriptions/Subscription/CallbackSubscription/URL"),
            "http://yourhost:8080/path/to/resource");
}

TEST_F(Subscriptions, TakeSchemesOfUrlsInCapitals) {
  const Answer created = sim.post(
      "/subscriptions", replaced(callback("orders"), sim.receiver().url(), "HTTPS://example.com"));
  EXPECT_EQ(sim.follow(created).at("Subscriptions/Subscription/CallbackSubscription/URL"),
            "HTTPS://example.com");
}

TEST_F(Subscriptions, KeepThePublicKeyOfTheReceiver) {
  const Answer created = sim.post(
      "/subscriptions", callback("orders",
                                 "<CallbackCredentials><PublicKey>LS0tLS1CRUdJTg==</PublicKey>"
                                 "</CallbackCredentials>"));
  EXPECT_EQ(sim.follow(created).at("Subscriptions/Subscription/CallbackSubscription/"
                                   "CallbackCredentials/PublicKey"),
            "LS0tLS1CRUdJTg==");
  const Answer unreadable =
      sim.post("/subscriptions", callback("disconnects",
                                          "<CallbackCredentials><PublicKey>no key!</PublicKey>"
                                          "</CallbackCredentials>"));
  EXPECT_EQ(unreadable.status, 400);
  EXPECT_EQ(unreadable.at("ResponseStatus/ErrorCode"), "14504");
}

}  // namespace
}  // namespace dashsim::test::subscriptions_test
