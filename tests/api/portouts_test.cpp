#include "kernel/base64.hpp"
#include "lsr_story.hpp"

namespace dashsim::test::portouts_test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kPortOut =
    R"({"port_out": {"account": 9900000, "numbers": ["9195550100", "9195550101"], "spid": "512E",)"
    R"( "pon": "some_pon", "pin": "1111", "account_number": "777", "zip": "62025",)"
    R"( "subscriber_name": "Subscriber Name"}})";

/// What a member of the control API's answer says.
std::string member(const Answer& answer, const std::string& name) {
  const std::string mark = "\"" + name + "\":\"";
  const std::size_t at = answer.body.find(mark);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + mark.size();
  return answer.body.substr(begin, answer.body.find('"', begin) - begin);
}

class PortOuts : public SimTest {
 protected:
  PortOuts() : PortOuts("scenario: x\nclock: {poll_advance: 0s}\n") {}
  explicit PortOuts(const std::string& scenario) : SimTest({.scenario = scenario}) {}
  explicit PortOuts(const SimOptions& options) : SimTest(options) {}

  std::string request(const std::string& event = kPortOut) {
    const Answer answer = sim.control("POST", "/events", event);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return member(answer, "order");
  }
  std::string status(const std::string& id) {
    return sim.get("/portouts/" + id).at("PortOutStatus");
  }
  Answer happen(const std::string& event) { return sim.control("POST", "/events", event); }
};

TEST_F(PortOuts, AreReadAsTheReferenceShows) {
  const std::string id = request();
  EXPECT_XML(sim.get("/portouts/" + id).body, R"(
    <LnpOrderResponse>
      <RequestedFocDate>2026-01-06T16:30:00.000Z</RequestedFocDate>
      <PON>some_pon</PON>
      <AccountId>9900000</AccountId>
      <OrderCreateDate>2026-01-05T09:00:00.000Z</OrderCreateDate>
      <LastModifiedDate>2026-01-05T09:00:00.000Z</LastModifiedDate>
      <userId>System</userId>
      <PortOutStatus>NEW</PortOutStatus>
      <SPID>512E</SPID>
    </LnpOrderResponse>)");
  EXPECT_XML(sim.get("/portouts?page=1&size=300").body, R"(
    <LNPResponseWrapper>
      <TotalCount>1</TotalCount>
      <Links>
        <first>Link=&lt;http://dashsim.test/accounts/9900000/portouts?page=1&amp;size=300&gt;;rel="first";</first>
      </Links>
      <lnpPortInfoForGivenStatus>
        <CountOfTNs>2</CountOfTNs>
        <userId>System</userId>
        <lastModifiedDate>2026-01-05T09:00:00.000Z</lastModifiedDate>
        <OrderDate>2026-01-05T09:00:00.000Z</OrderDate>
        <OrderId>)" + id + R"(</OrderId>
        <OrderType>port_out</OrderType>
        <ErrorCode>201</ErrorCode>
        <ErrorMessage>Order request received. Please use the order id to check the status of your order later.</ErrorMessage>
        <FullNumber>9195550100</FullNumber>
        <ProcessingStatus>NEW</ProcessingStatus>
        <RequestedFOCDate>2026-01-06T16:30:00.000Z</RequestedFOCDate>
        <VendorId>512E</VendorId>
      </lnpPortInfoForGivenStatus>
    </LNPResponseWrapper>)");
}

TEST_F(PortOuts, TakeTheNumbersAwayOnTheFocDate) {
  const std::string id = request();
  sim.advance("1m");
  EXPECT_EQ(status(id), "SOA_PENDING");
  EXPECT_EQ(sim.get("/portouts/" + id).at("ActualFocDate"), "2026-01-06T16:30:00.000Z");
  sim.control("POST", "/clock/advance", R"({"to": "2026-01-06T16:29:59Z"})");
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550100").status, 200);
  sim.advance("1s");
  EXPECT_EQ(status(id), "COMPLETE");
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550100").status, 404);
  EXPECT_EQ(sim.get("/inserviceNumbers/totals").at("Count"), "48");
  EXPECT_EQ(sim.get("/discnumbers/totals").at("Count"), "0");
  EXPECT_THAT(sim.control("GET", "/state").body,
              HasSubstr(R"("portedOut":["9195550100","9195550101"])"));
  sim.advance("60d");
  EXPECT_THAT(sim.get("/availableNumbers?npaNxxx=9195550").body, Not(HasSubstr("9195550100")))
      << "it is another carrier's now";
}

/// What nobody has of the inventory cannot be ported in here; what another carrier has can.
class StrictPortOuts : public PortOuts {
 protected:
  StrictPortOuts()
      : PortOuts(
            "scenario: x\nclock: {poll_advance: 0s}\nrules: {available_numbers_port: false}\n") {}

  Answer port_back(const std::string& number) {
    return sim.post("/portins",
                    port_in({{"<RequestedFocDate>2026-01-15</RequestedFocDate>", ""},
                             {"<BillingTelephoneNumber>9193334000</BillingTelephoneNumber>",
                              "<BillingTelephoneNumber>" + number + "</BillingTelephoneNumber>"},
                             {"<PhoneNumber>9193334001</PhoneNumber>",
                              "<PhoneNumber>" + number + "</PhoneNumber>"}}));
  }
};

TEST_F(StrictPortOuts, NumbersCanBePortedInAgain) {
  request();
  sim.advance("2d");
  EXPECT_EQ(port_back("9194390000").status, 400) << "nobody has it";
  const Answer created = port_back("9195550100");
  EXPECT_EQ(created.status, 201) << created.body;
  sim.advance("30d");
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550100").status, 200);
  EXPECT_THAT(sim.control("GET", "/state").body, HasSubstr(R"("portedOut":["9195550101"])"));
}

TEST_F(PortOuts, AreNotifiedWhenTheyAreComplete) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>portouts</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  const std::string id = request();
  sim.advance("3d");
  ASSERT_EQ(sim.receiver().requests().size(), 1U) << "of no other state";
  const std::string told = sim.receiver().requests()[0].body;
  EXPECT_THAT(told, HasSubstr("<OrderType>portouts</OrderType><OrderId>" + id));
  EXPECT_THAT(told, HasSubstr("<Status>COMPLETE</Status>"));
  EXPECT_THAT(told, HasSubstr("<CompletedTelephoneNumbers><TelephoneNumber>9195550100</"
                              "TelephoneNumber><TelephoneNumber>9195550101</TelephoneNumber>"));
}

TEST_F(PortOuts, OfNumbersThatHaveLeftMeanwhileAreInException) {
  const std::string first = request();
  const std::string second = request();
  EXPECT_NE(first, second);
  sim.advance("3d");
  EXPECT_EQ(status(first), "COMPLETE");
  EXPECT_EQ(status(second), "EXCEPTION");
  EXPECT_EQ(
      sim.get("/portouts?page=1&size=1&status=EXCEPTION").at("lnpPortInfoForGivenStatus/ErrorCode"),
      "7516");
}

TEST_F(PortOuts, AreListedByStateDayAndPage) {
  const Answer none = sim.get("/portouts?page=1&size=300");
  EXPECT_EQ(none.status, 200);
  EXPECT_EQ(none.at("TotalCount"), "0");
  const std::string id = request();
  sim.advance("3d");
  request(R"({"port_out": {"account": 9900000, "numbers": ["9195550102"]}})");
  EXPECT_EQ(sim.get("/portouts").at("TotalCount"), "2");
  EXPECT_EQ(sim.get("/portouts?status=complete").at("TotalCount"), "1");
  const std::string entry = "lnpPortInfoForGivenStatus/OrderId";
  EXPECT_EQ(sim.get("/portouts?page=1&size=300&status=complete").at(entry), id);
  EXPECT_EQ(sim.get("/portouts?page=1&size=300&date=2026-01-05").at(entry), id);
  EXPECT_EQ(sim.get("/portouts?page=1&size=300&date=2026-01-07").at("TotalCount"), "0");
  EXPECT_EQ(sim.get("/portouts?page=1&size=1").count("Links/next"), 1U);
  EXPECT_EQ(sim.get("/portouts?page=" + id + "&size=1").at(entry), id);
  EXPECT_EQ(sim.get("/portouts?page=1&size=1&date=soon").status, 400);
}

TEST_F(PortOuts, AreCounted) {
  uses_what_no_sample_shows();
  request();
  sim.advance("3d");
  request(R"({"port_out": {"account": 9900000, "numbers": ["9195550102"]}})");
  EXPECT_XML(sim.get("/portouts/totals").body, "<Quantity><Count>2</Count></Quantity>");
  EXPECT_EQ(sim.get("/portouts/totals?status=complete").at("Count"), "1");
}

TEST_F(PortOuts, TakeNotes) {
  const std::string notes = "/portouts/" + request() + "/notes";
  EXPECT_EQ(sim.get(notes).status, 204);
  EXPECT_EQ(
      sim.post(notes, "<Note><UserId>jbm</UserId><Description>why?</Description></Note>").status,
      201);
  EXPECT_EQ(sim.get(notes).at("Note/Description"), "why?");
  EXPECT_EQ(sim.get("/portouts/none").status, 404);
  EXPECT_EQ(sim.get("/portouts/none/notes").status, 404);
}

TEST_F(PortOuts, CanBeCancelledAndChanged) {
  const std::string id = request();
  sim.advance("1m");
  const std::string of = R"({"order": ")" + id + R"(")";
  const Answer changed =
      happen(R"({"port_out_modify": )" + of + R"(, "spid": "6214", "foc": "+10d"}})");
  EXPECT_EQ(member(changed, "status"), "MODIFY");
  sim.advance("1m");
  EXPECT_EQ(status(id), "SOA_PENDING");
  EXPECT_EQ(sim.get("/portouts/" + id).at("SPID"), "6214");
  EXPECT_EQ(sim.get("/portouts/" + id).at("ActualFocDate"), "2026-01-15T16:30:00.000Z");
  sim.advance("5d");
  EXPECT_EQ(status(id), "SOA_PENDING") << "the day before counts no more";
  EXPECT_EQ(member(happen(R"({"port_out_cancel": )" + of + "}}"), "status"), "CANCELLED");
  sim.advance("30d");
  EXPECT_EQ(sim.get("/inserviceNumbers/totals").at("Count"), "50");
  EXPECT_EQ(happen(R"({"port_out_cancel": )" + of + "}}").status, 409);
}

TEST_F(PortOuts, ThatMakeNoSenseAreRefused) {
  const struct {
    const char* event;
    int status;
    const char* says;
  } cases[] = {
      {R"({"port_out": 1})", 400, "one thing"},
      {R"({"port_out": {}, "messaging_lost": {}})", 400, "one thing"},
      {R"({"port_out": {"numbers": ["9195550100"]}})", 400, "whose numbers"},
      {R"({"port_out": {"account": -1, "numbers": ["9195550100"]}})", 400, "whose numbers"},
      {R"({"port_out": {"account": 9900000}})", 400, "in service on account 9900000"},
      {R"({"port_out": {"account": 9900000, "numbers": []}})", 400, "in service"},
      {R"({"port_out": {"account": 9900000, "numbers": ["9194390000"]}})", 400, "in service"},
      {R"({"port_out": {"account": 9900001, "numbers": ["9195550100"]}})", 400, "in service"},
      {R"({"port_out": {"account": 9900000, "numbers": ["9195550100"], "spid": 5}})", 400, "text"},
      {R"({"port_out": {"account": 9900000, "numbers": ["9195550100"], "spid": "512EX"}})", 400,
       "four characters"},
      {R"({"port_out": {"account": 9900000, "numbers": ["9195550100"], "foc": "soon"}})", 400,
       "'soon' is not a time"},
      {R"({"port_out": {"account": 9900000, "numbers": ["9195550100"], "spd": "1"}})", 400,
       "nothing is known of 'spd'"},
      {R"({"port_out_cancel": {}})", 404, "no port-out"},
      {R"({"port_out_cancel": {"order": "none"}})", 404, "no port-out 'none'"},
      {R"({"port_out_modify": {"order": "none", "pin": "1"}})", 404, "no port-out"},
  };
  for (const auto& each : cases) {
    const Answer answer = happen(each.event);
    EXPECT_EQ(answer.status, each.status) << each.event;
    EXPECT_THAT(answer.body, HasSubstr(each.says));
  }
  EXPECT_EQ(sim.get("/portouts").at("TotalCount"), "0");
}

class PortOutsByTimeline : public PortOuts {
 protected:
  PortOutsByTimeline()
      : PortOuts(
            "scenario: x\nclock: {poll_advance: 0s}\ntimeline:\n  - {at: +2d, port_out: {account: "
            "9900000, numbers: [\"9195550100-9195550101\"], spid: 512E}}\n") {}
};

TEST_F(PortOutsByTimeline, ComeByThemselves) {
  sim.advance("1d");
  EXPECT_EQ(sim.get("/portouts").at("TotalCount"), "0");
  sim.advance("1d");
  const Answer list = sim.get("/portouts?page=1&size=10");
  EXPECT_EQ(list.at("lnpPortInfoForGivenStatus/CountOfTNs"), "2");
  const std::string id = list.at("lnpPortInfoForGivenStatus/OrderId");
  EXPECT_EQ(sim.get("/portouts/" + id).at("PON").size(), 36U) << "made from the seed";
  sim.advance("3d");
  EXPECT_EQ(status(id), "COMPLETE");
}

class AskedPortOuts : public PortOuts {
 protected:
  AskedPortOuts() : PortOuts(asked_at(Receiver::nth(0).url("/validate"))) {}

  /// The state that a port-out comes to when the customer answers like this.
  std::string state_after(const net::Response& answer) {
    sim.receiver().will_answer({answer});
    const std::string id = request();
    sim.advance("1m");
    const std::string state = status(id);
    happen(R"({"port_out_cancel": {"order": ")" + id + R"("}})");
    return state;
  }
};

TEST_F(AskedPortOuts, SendTheDocumentedRequest) {
  const std::string id = request();
  EXPECT_EQ(sim.receiver().requests().size(), 0U) << "the clock stands still";
  const Answer advanced = sim.advance("1m");
  ASSERT_EQ(sim.receiver().requests().size(), 1U);
  const net::Request asked = sim.receiver().requests()[0];
  EXPECT_EQ(asked.target, "/validate");
  EXPECT_EQ(net::find_header(asked.headers, "Content-Type"), "application/xml");
  EXPECT_XML(asked.body, R"(
    <PortOutValidationRequest>
      <PON>some_pon</PON>
      <Pin>1111</Pin>
      <AccountNumber>777</AccountNumber>
      <ZipCode>62025</ZipCode>
      <SubscriberName>Subscriber Name</SubscriberName>
      <TelephoneNumbers>
        <TelephoneNumber>9195550100</TelephoneNumber>
        <TelephoneNumber>9195550101</TelephoneNumber>
      </TelephoneNumbers>
    </PortOutValidationRequest>)");
  EXPECT_EQ(status(id), "SOA_PENDING") << "nothing to say is a yes";
  EXPECT_THAT(advanced.body, HasSubstr(R"("what":"callback","id":")" + id));
  EXPECT_THAT(sim.control("GET", "/callbacks").body,
              HasSubstr(R"("operation":"POST /callbacks/portOutValidationCallbackApi")"));
}

TEST_F(AskedPortOuts, LeaveOutWhatTheyDoNotKnow) {
  request(R"({"port_out": {"account": 9900000, "numbers": ["9195550100"], "pon": "p"}})");
  sim.advance("1m");
  ASSERT_EQ(sim.receiver().requests().size(), 1U);
  EXPECT_XML(sim.receiver().requests()[0].body, R"(
    <PortOutValidationRequest>
      <PON>p</PON>
      <TelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumbers>
    </PortOutValidationRequest>)");
}

TEST_F(AskedPortOuts, EndAsTheTableOfDispositionsSays) {
  const std::string failed = "VALIDATION_FAILED_NEW";
  const std::pair<const char*, std::string> rows[] = {
      {"7510", failed},        {"7511", failed},        {"7512", failed},
      {"7513", failed},        {"7514", failed},        {"7515", failed},
      {"7516", "CANCELLED"},   {"7517", "CANCELLED"},   {"7518", "CANCELLED"},
      {"7519", failed},        {"7522", "SOA_PENDING"}, {"7598", failed},
      {"7599", "SOA_PENDING"}, {"1234", "SOA_PENDING"}, {"odd", "SOA_PENDING"},
  };
  for (const auto& [code, state] : rows) {
    EXPECT_EQ(state_after(objection(code)), state) << code;
    EXPECT_EQ(state_after(objection(code, 400)), state) << code;
  }
}

TEST_F(AskedPortOuts, UnderstandAnswersOfManyForms) {
  const std::string failed = "VALIDATION_FAILED_NEW";
  const auto ok = [](const std::string& body) { return net::Response{200, {}, body}; };
  EXPECT_EQ(state_after(ok("<PortOutValidationResponse><Portable>true</Portable>"
                           "</PortOutValidationResponse>")),
            "SOA_PENDING");
  EXPECT_EQ(state_after(ok("<r><Portable>true</Portable><Code>7513</Code></r>")), "SOA_PENDING");
  EXPECT_EQ(state_after(ok("<r><Portable>false</Portable></r>")), "SOA_PENDING");
  EXPECT_EQ(state_after(ok("<r><ErrorCode>7513</ErrorCode></r>")), failed);
  EXPECT_EQ(state_after(ok("<r><Code>7513</Code><Code>7516</Code></r>")), "CANCELLED");
  EXPECT_EQ(state_after(ok("<r><Code>1234</Code><Code>7513</Code></r>")), failed);
  EXPECT_EQ(state_after(ok("no, <never>")), "SOA_PENDING");
  EXPECT_EQ(state_after({404, {}, "<r/>"}), "SOA_PENDING");
  EXPECT_EQ(state_after({204, {}, {}}), "SOA_PENDING");
}

TEST_F(AskedPortOuts, ThatFailedCanBeCorrected) {
  sim.receiver().will_answer({objection("7513"), objection("7513")});
  const std::string id = request();
  sim.advance("1m");
  EXPECT_EQ(status(id), "VALIDATION_FAILED_NEW");
  const Answer listed = sim.get("/portouts?page=1&size=10");
  EXPECT_EQ(listed.at("lnpPortInfoForGivenStatus/ErrorCode"), "7513");
  EXPECT_EQ(listed.at("lnpPortInfoForGivenStatus/ErrorMessage"), "PIN Invalid");
  const std::string modify = R"({"port_out_modify": {"order": ")" + id + R"(", "pin": "2222"}})";
  EXPECT_EQ(happen(modify).status, 200);
  EXPECT_EQ(status(id), "MODIFY");
  sim.advance("1m");
  EXPECT_EQ(status(id), "VALIDATION_FAILED_MODIFY");
  happen(modify);
  sim.advance("1m");
  EXPECT_EQ(status(id), "SOA_PENDING");
  EXPECT_THAT(sim.receiver().requests()[2].body, HasSubstr("<Pin>2222</Pin>"));
}

TEST_F(AskedPortOuts, AskAgainEveryFiveMinutesWhileTheReceiverIsOutOfOrder) {
  sim.receiver().will_answer(std::vector<net::Response>(9, {503, {}, {}}));
  const std::string id = request();
  sim.advance("1s");
  EXPECT_EQ(sim.receiver().requests().size(), 1U);
  sim.advance("5m");
  EXPECT_EQ(sim.receiver().requests().size(), 2U);
  sim.advance("34m");
  EXPECT_EQ(sim.receiver().requests().size(), 8U);
  EXPECT_EQ(status(id), "NEW");
  sim.advance("1m");
  EXPECT_EQ(sim.receiver().requests().size(), 9U);
  EXPECT_EQ(status(id), "SOA_PENDING") << "no answer in the end is a yes";
}

TEST_F(AskedPortOuts, StopAskingOnceTheyAreCancelled) {
  sim.receiver().will_answer(std::vector<net::Response>(9, {500, {}, {}}));
  const std::string id = request();
  sim.advance("1m");
  happen(R"({"port_out_cancel": {"order": ")" + id + R"("}})");
  sim.advance("1d");
  EXPECT_EQ(sim.receiver().requests().size(), 1U);
  EXPECT_EQ(status(id), "CANCELLED");
}

class ImpatientPortOuts : public PortOuts {
 protected:
  ImpatientPortOuts()
      : PortOuts(asked_at(Receiver::nth(0).url()) +
                 "callbacks: {validation_timeout: 50ms, retries: 1, over: 5m}\n") {}
};

TEST_F(ImpatientPortOuts, TakeSilenceForAYes) {
  sim.receiver().falls_silent();
  const std::string id = request();
  sim.advance("1m");
  EXPECT_EQ(status(id), "NEW");
  EXPECT_THAT(sim.control("GET", "/callbacks").body,
              HasSubstr("No answer within the time allowed"));
  sim.advance("5m");
  EXPECT_EQ(sim.receiver().requests().size(), 2U);
  EXPECT_EQ(status(id), "SOA_PENDING");
}

class ChallengedPortOuts : public PortOuts {
 protected:
  ChallengedPortOuts()
      : PortOuts(asked_at(Receiver::nth(0).url(), ", user: iris, password: s3cure")) {}
};

TEST_F(ChallengedPortOuts, SendCredentialsAfterAChallenge) {
  sim.receiver().will_answer(
      {{401, {{"WWW-Authenticate", "Basic realm=\"hook\""}}, {}}, objection("7512")});
  const std::string id = request();
  sim.advance("1m");
  ASSERT_EQ(sim.receiver().requests().size(), 2U);
  EXPECT_EQ(net::find_header(sim.receiver().requests()[0].headers, "Authorization"), "");
  EXPECT_EQ(net::find_header(sim.receiver().requests()[1].headers, "Authorization"),
            "Basic " + kernel::base64_encode("iris:s3cure"));
  EXPECT_EQ(status(id), "VALIDATION_FAILED_NEW");
  EXPECT_THAT(sim.control("GET", "/state").body, Not(HasSubstr("s3cure")));
  EXPECT_THAT(sim.har(), Not(HasSubstr("s3cure")));
}

SimOptions behind_an_allow_list() {
  SimOptions options;
  options.scenario = asked_at(Receiver::nth(0).url());
  EXPECT_TRUE(options.callbacks.allow.add("10.0.0.0/8"));
  return options;
}

class GuardedPortOuts : public PortOuts {
 protected:
  GuardedPortOuts() : PortOuts(behind_an_allow_list()) {}
};

TEST_F(GuardedPortOuts, AskOnlyWhereTheyMay) {
  const std::string id = request();
  sim.advance("1h");
  EXPECT_EQ(sim.receiver().requests().size(), 0U);
  EXPECT_EQ(status(id), "SOA_PENDING");
  EXPECT_THAT(sim.control("GET", "/callbacks").body, HasSubstr("allow"));
}

class ScriptedPortOuts : public PortOuts {
 protected:
  ScriptedPortOuts()
      : PortOuts(
            "scenario: x\nclock: {poll_advance: 0s}\nlifecycles:\n  portouts:\n"
            "    - {name: wrong PIN, when: {Pin: \"1*\"}, steps: [{status: NEW}, {after: 1h, "
            "status: VALIDATION_FAILED_NEW, errors: [7513]}]}\n"
            "    - {name: conflict, when: {SPID: \"6214\"}, steps: [{status: NEW}, {after: 1h, "
            "status: SOA_CONFLICT}, {after: 1d, status: CANCELLED}]}\n") {}
};

TEST_F(ScriptedPortOuts, FollowTheirLifecycles) {
  const std::string wrong = request();
  const std::string conflict =
      request(R"({"port_out": {"account": 9900000, "numbers": ["9195550102"], "spid": "6214"}})");
  sim.advance("1h");
  EXPECT_EQ(status(wrong), "VALIDATION_FAILED_NEW");
  EXPECT_EQ(status(conflict), "SOA_CONFLICT");
  happen(R"({"port_out_modify": {"order": ")" + wrong + R"(", "pin": "2"}})");
  sim.advance("3d");
  EXPECT_EQ(status(wrong), "COMPLETE");
  EXPECT_EQ(status(conflict), "CANCELLED");
}

}  // namespace
}  // namespace dashsim::test::portouts_test
