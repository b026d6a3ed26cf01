#pragma once

#include "support/sim.hpp"

/// What tests of a SIP peer's products and of applications tell again and again.
namespace dashsim::test {

inline const std::string kPeerPath = "/sites/743/sippeers/303716";
inline const std::string kProducts = kPeerPath + "/products";
inline const std::string kSmsFeature = kProducts + "/messaging/features/sms";
inline const std::string kMmsFeature = kProducts + "/messaging/features/mms";
inline const std::string kApplicationSettings = kProducts + "/messaging/applicationSettings";

inline const std::string kVoiceApplication = R"(
  <Application>
    <ServiceType>Voice-V2</ServiceType>
    <AppName>v1</AppName>
    <CallInitiatedCallbackUrl>https://a.com</CallInitiatedCallbackUrl>
    <CallInitiatedMethod>GET</CallInitiatedMethod>
    <CallStatusCallbackUrl>https://b.com</CallStatusCallbackUrl>
    <CallStatusMethod>GET</CallStatusMethod>
    <CallbackCreds><UserId>login123</UserId><Password>password123</Password></CallbackCreds>
  </Application>)";
inline const std::string kMessagingApplication = R"(
  <Application>
    <ServiceType>Messaging-V2</ServiceType>
    <AppName>EBVICs</AppName>
    <MsgCallbackUrl>http://example.com</MsgCallbackUrl>
    <CallbackCreds><UserId>15jPWZmXdm</UserId><Password>xxv3jPsPR2</Password></CallbackCreds>
  </Application>)";

/// The SMS feature as most clients set it up.
inline const std::string kSmsOverHttp =
    "<SipPeerSmsFeature><SipPeerSmsFeatureSettings><TollFree>true</TollFree>"
    "<Protocol>HTTP</Protocol><Zone1>true</Zone1></SipPeerSmsFeatureSettings>"
    "</SipPeerSmsFeature>";

class ProductsTest : public SimTest {
 protected:
  using SimTest::SimTest;

  std::string application(const std::string& document) {
    const Answer made = sim.post("/applications", document);
    EXPECT_EQ(made.status, 201) << made.body;
    return made.created_id();
  }

  /// Status and code of a refusal.
  static std::string code(const Answer& answer) {
    return std::to_string(answer.status) + " " + answer.at("ResponseStatus/ErrorCode");
  }
  /// Code and text.
  static std::string why(const Answer& answer) {
    return answer.at("ResponseStatus/ErrorCode") + " " + answer.at("ResponseStatus/Description");
  }
};

}  // namespace dashsim::test
