#include "api/import_story.hpp"

namespace dashsim::test::lineOptionOrders_test {
namespace {

class LineOptionOrders : public ImportTest {
 protected:
  LineOptionOrders() { uses_what_no_sample_shows(); }

  static std::string options(const std::string& number, const std::string& display) {
    return "<TnLineOptions><TelephoneNumber>" + number + "</TelephoneNumber><CallingNameDisplay>" +
           display + "</CallingNameDisplay></TnLineOptions>";
  }
  Answer set(const std::string& all) {
    return sim.post("/lineOptionOrders", "<LineOptionOrder>" + all + "</LineOptionOrder>");
  }
};

TEST_F(LineOptionOrders, SetTheDisplayOfNamesAtOnce) {
  const Answer answer = set(options("9195550100", "on") + options("9195550101", "off"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, R"(
    <LineOptionOrderResponse>
      <LineOptions>
        <CompletedNumbers>
          <TelephoneNumber>9195550100</TelephoneNumber>
          <TelephoneNumber>9195550101</TelephoneNumber>
        </CompletedNumbers>
      </LineOptions>
    </LineOptionOrderResponse>)");
  const std::string display = "SipPeerTelephoneNumber/CallingNameDisplay";
  EXPECT_EQ(settings("9195550100").at(display), "true");
  EXPECT_EQ(settings("9195550101").at(display), "false");
  set(options("9195550100", "systemDefault"));
  EXPECT_EQ(settings("9195550100").at(display), "false") << "as its SIP peer says";
}

TEST_F(LineOptionOrders, SayWhatIsWrongWithEachNumber) {
  are_brought_by_others({kElsewhere2});
  const Answer answer =
      set(options("9195550100", "on") + options("9193330101", "on") + options(kElsewhere2, "on") +
          options("12", "on") + options("9195550101", "perhaps"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, R"(
    <LineOptionOrderResponse>
      <LineOptions>
        <CompletedNumbers><TelephoneNumber>9195550100</TelephoneNumber></CompletedNumbers>
        <Errors>
          <Error>
            <TelephoneNumber>9193330101</TelephoneNumber>
            <ErrorCode>5071</ErrorCode>
            <Description>Telephone number is not available on system</Description>
          </Error>
          <Error>
            <TelephoneNumber>9193330102</TelephoneNumber>
            <ErrorCode>5076</ErrorCode>
            <Description>Number does not belong to this account.</Description>
          </Error>
          <Error>
            <TelephoneNumber>12</TelephoneNumber>
            <ErrorCode>5070</ErrorCode>
            <Description>Telephone number is invalid.</Description>
          </Error>
          <Error>
            <TelephoneNumber>9195550101</TelephoneNumber>
            <ErrorCode>5079</ErrorCode>
            <Description>CallingNameDisplay 'perhaps' invalid. Valid values are: on, off, systemDefault</Description>
          </Error>
        </Errors>
      </LineOptions>
    </LineOptionOrderResponse>)");
}

TEST_F(LineOptionOrders, NameANumber) {
  const Answer answer = set("");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.at("Errors/Code"), "5073");
}

TEST_F(LineOptionOrders, LeaveNumbersAloneThatAreNotInService) {
  sim.post("/disconnects",
           "<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>"
           "<TelephoneNumberList><TelephoneNumber>9195550149</TelephoneNumber>"
           "</TelephoneNumberList></DisconnectTelephoneNumberOrderType>"
           "</DisconnectTelephoneNumberOrder>");
  sim.advance_until_idle();
  EXPECT_EQ(set(options("9195550149", "on")).at("LineOptions/Errors/Error/ErrorCode"), "5074");
}

}  // namespace
}  // namespace dashsim::test::lineOptionOrders_test
