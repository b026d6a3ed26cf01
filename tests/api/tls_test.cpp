// The simulated API over HTTPS, and callbacks to receivers that speak it. Reference: subscriptions.
#include "kernel/base64.hpp"
#include "support/sim.hpp"

namespace dashsim::test::tls_test {
namespace {

class Tls : public SimTest {
 protected:
  Tls() : SimTest({.tls = true}) {}
};

TEST_F(Tls, IsInEveryLinkOfAnAnswer) {
  const Answer created =
      sim.post("/tnreservation", "<Reservation><ReservedTn>9194390001</ReservedTn></Reservation>");
  EXPECT_THAT(created.location(),
              testing::StartsWith("https://dashsim.test/accounts/9900000/tnreservation/"));
  EXPECT_EQ(sim.follow(created).status, 200);
  EXPECT_THAT(sim.get("/inserviceNumbers?size=5&page=1").at("Links/next"),
              testing::StartsWith("Link=<https://dashsim.test/accounts/9900000/"));
  EXPECT_THAT(sim.har(), testing::HasSubstr("\"url\":\"https://dashsim.test/accounts"));
}

TEST_F(Tls, ServesTheControlApiToo) {
  EXPECT_EQ(sim.control("GET", "/health").status, 200);
  EXPECT_EQ(sim.advance("1h").status, 200);
}

class SecureCallbacks : public SimTest {
 protected:
  explicit SecureCallbacks(const SimOptions& options = {}) : SimTest(options) {}

  /// How the first attempt to tell the secure receiver of an order went.
  std::string status_after_order(const std::string& public_key) {
    const std::string credentials = public_key.empty()
                                        ? std::string()
                                        : "<CallbackCredentials><PublicKey>" + public_key +
                                              "</PublicKey></CallbackCredentials>";
    const Answer subscription = sim.post(
        "/subscriptions", "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" +
                              sim.secure_receiver().url() + "</URL>" + credentials +
                              "</CallbackSubscription></Subscription>");
    EXPECT_EQ(subscription.status, 201);
    sim.post("/orders",
             "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>804</AreaCode>"
             "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>");
    sim.advance("1m");
    return sim.follow(subscription).at("Subscriptions/Subscription/CallbackSubscription/Status");
  }
};

TEST_F(SecureCallbacks, ReachTheReceiverThatHasTheSubscriptionsKey) {
  EXPECT_EQ(status_after_order(kernel::base64_encode(sim.secure_receiver().certificate())),
            "200 OK");
  ASSERT_EQ(sim.secure_receiver().requests().size(), 1U);
  EXPECT_THAT(sim.secure_receiver().requests()[0].body, testing::HasSubstr("<Status>COMPLETE"));
}

TEST_F(SecureCallbacks, DoNotReachAReceiverWithAnotherKey) {
  static const std::string kOther = kernel::base64_encode(net::self_signed().certificates);
  EXPECT_EQ(status_after_order(kOther),
            "The certificate of the receiver does not carry the PublicKey of the subscription");
  EXPECT_EQ(sim.secure_receiver().requests().size(), 0U);
}

TEST_F(SecureCallbacks, DoNotReachAReceiverThatNobodyTrusts) {
  EXPECT_EQ(status_after_order({}), "The certificate of the receiver is not trusted");
  EXPECT_EQ(sim.secure_receiver().requests().size(), 0U);
  EXPECT_THAT(sim.control("GET", "/callbacks").body,
              testing::HasSubstr("The certificate of the receiver is not trusted"));
}

TEST_F(SecureCallbacks, AreTriedAgainAfterACertificateWasRefused) {
  status_after_order({});
  sim.advance_until_idle();
  EXPECT_THAT(sim.har(), testing::HasSubstr("2026-01-05T09:40:"));
}

TEST_F(SecureCallbacks, NeedAKeyThatCanBeRead) {
  EXPECT_EQ(status_after_order("bm9uc2Vuc2U="), "The PublicKey of the subscription cannot be read");
}

class InsecureCallbacks : public SecureCallbacks {
 protected:
  InsecureCallbacks() : SecureCallbacks({.callbacks = {.insecure = true}}) {}
};

TEST_F(InsecureCallbacks, ReachAnyReceiver) {
  EXPECT_EQ(status_after_order({}), "200 OK");
}

class TrustingCallbacks : public SecureCallbacks {
 protected:
  TrustingCallbacks()
      : SecureCallbacks({.callbacks = {.authorities = Receiver::secure().certificate()}}) {}
};

TEST_F(TrustingCallbacks, ReachReceiversOfTheAuthoritiesThatAreGiven) {
  EXPECT_EQ(status_after_order({}), "200 OK");
}

SimOptions allowing(const std::string& entry) {
  SimOptions options;
  EXPECT_TRUE(options.callbacks.allow.add(entry));
  return options;
}

class RestrictedCallbacks : public SecureCallbacks {
 protected:
  RestrictedCallbacks() : SecureCallbacks(allowing("10.0.0.0/8")) {}
};

TEST_F(RestrictedCallbacks, DoNotGoElsewhere) {
  EXPECT_EQ(status_after_order({}), "The receiver is not among those that --callback-allow names");
  EXPECT_EQ(sim.secure_receiver().requests().size(), 0U);
}

class HurriedCallbacks : public SecureCallbacks {
 protected:
  HurriedCallbacks()
      : SecureCallbacks(
            {.callbacks = {.insecure = true}, .callback_timeout = std::chrono::milliseconds(20)}) {}
};

TEST_F(HurriedCallbacks, GiveUpSooner) {
  sim.secure_receiver().falls_silent();
  EXPECT_EQ(status_after_order({}), "No answer within the time allowed");
}

}  // namespace
}  // namespace dashsim::test::tls_test
