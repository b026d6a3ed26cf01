#include "emergency_story.hpp"

namespace dashsim::test::emergency_calls_test {
namespace {

using testing::HasSubstr;

class EmergencyCalls : public EmergencyTest {
 protected:
  EmergencyCalls() : EmergencyTest({.callbacks = {.insecure = true}}) {
    uses_what_no_sample_shows();
  }

  Answer call_from(const std::string& kind, const std::string& endpoint) {
    return sim.control(
        "POST", "/events",
        R"({"emergency_call": {"account": 9900000, ")" + kind + R"(": ")" + endpoint + R"("}})");
  }
  std::string outbox() { return sim.control("GET", "/outbox").body; }
};

TEST_F(EmergencyCalls, ReachTheRecipientsOfTheEndpointsGroup) {
  done(numbers({"9195550100"}) + "<CallerName>Front Desk</CallerName>" + address(kMainCampus));
  const std::string call = recipient(callback_recipient(sim.secure_receiver().url("/help")));
  const std::string id = group({recipient(kEmail), recipient(kSms), call});
  orders_endpoints(adds_endpoints(id, {"9195550100"}));
  sim.advance_until_idle();
  sim.secure_receiver().will_answer(
      {{401, {{"WWW-Authenticate", "Basic realm=\"hook\""}}, "who are you?"}});
  const Answer told = call_from("tn", "9195550100");
  EXPECT_EQ(told.status, 200);
  EXPECT_THAT(told.body, HasSubstr(R"("told":3)"));
  sim.advance("1s");
  ASSERT_EQ(sim.secure_receiver().requests().size(), 2U);
  const net::Request request = sim.secure_receiver().requests()[1];
  const Answer told_at{200, {}, request.body};
  EXPECT_EQ(request.target, "/help");
  EXPECT_EQ(net::find_header(request.headers, "Authorization"),
            basic("jgilmore", "x23388%SLHss").front().value);
  EXPECT_XML(request.body, "<EmergencyNotification><RecipientIdentifier>" + call +
                               R"(</RecipientIdentifier>
      <CallTime>)" + told_at.at("CallTime") +
                               R"(</CallTime>
      <Endpoint>9195550100</Endpoint>
      <CallbackNumber>9195550100</CallbackNumber>
      <CallerName>Front Desk</CallerName>
      <Address>901 MAIN CAMPUS DR, RALEIGH, NC 27606</Address>
      <EmergencyNotificationGroup>)" +
                               identifier(id) + R"(
        <Description>Building 5, 5th Floor.</Description>
      </EmergencyNotificationGroup>
    </EmergencyNotification>)");
  EXPECT_THAT(outbox(), HasSubstr(R"("kind":"email","to":"foo@bar.com")"));
  EXPECT_THAT(outbox(), HasSubstr(R"("kind":"sms","to":"12015551212")"));
}

TEST_F(EmergencyCalls, ComeFromAlternateEndUsersToo) {
  done(address(kElm) + endpoints(simple("Fred992834", "8042105760")));
  const std::string id = group({recipient(kTts)});
  orders_endpoints(adds_endpoints(id, {}, {"Fred992834"}));
  sim.advance_until_idle();
  EXPECT_THAT(call_from("aeui", "Fred992834").body, HasSubstr(R"("told":1)"));
  EXPECT_THAT(outbox(), HasSubstr(R"("kind":"voice","to":"12015551213")"));
  EXPECT_THAT(outbox(), HasSubstr("915 Elm Ave, Carpinteria, CA 93013"));
}

TEST_F(EmergencyCalls, AreToldToNobodyWithoutAGroup) {
  EXPECT_THAT(call_from("tn", "9195550100").body, HasSubstr(R"("told":0)"));
  EXPECT_THAT(outbox(), HasSubstr(R"("outbox":[])"));
}

TEST_F(EmergencyCalls, AreTriedAgainWhileTheReceiverFails) {
  const std::string id = group({recipient(callback_recipient(sim.secure_receiver().url("/help")))});
  orders_endpoints(adds_endpoints(id, {"9195550100"}));
  sim.advance_until_idle();
  sim.secure_receiver().will_answer({{503, {}, "no"}});
  call_from("tn", "9195550100");
  sim.advance_until_idle();
  EXPECT_EQ(sim.secure_receiver().requests().size(), 2U);
}

TEST_F(EmergencyCalls, NeedAnEndpoint) {
  EXPECT_EQ(call_from("tn", "9195559999").status, 404);
  EXPECT_EQ(call_from("aeui", "Nobody").status, 404);
  const auto refused = [&](const std::string& event) {
    return sim.control("POST", "/events", R"({"emergency_call": )" + event + "}").status;
  };
  EXPECT_EQ(refused(R"({"tn": "9195550100"})"), 400);
  EXPECT_EQ(refused(R"({"account": 9900000})"), 400);
  EXPECT_EQ(refused(R"({"account": 9900000, "tn": 9195550100})"), 400);
  EXPECT_EQ(refused(R"({"account": 9900000, "tn": "9195550100", "aeui": "Fred"})"), 400);
  EXPECT_EQ(refused(R"({"account": 9900000, "tn": "9195550100", "place": "here"})"), 400);
  EXPECT_EQ(refused(R"({"account": 9900001, "tn": "9195550100"})"), 404) << "another account's";
}

}  // namespace
}  // namespace dashsim::test::emergency_calls_test
