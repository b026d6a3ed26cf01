#include "world/applications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world/sip_peer_settings.hpp"

namespace dashsim::world::applications_test {
namespace {

using testing::IsEmpty;

constexpr AccountId kMine{1};
constexpr AccountId kTheirs{2};

Application application(const std::string& id, std::string_view service_type) {
  Application made;
  made.id = {id};
  made.service_type = service_type;
  return made;
}

TEST(Applications, AreAnAccountsOwn) {
  Applications applications;
  applications.put(kMine, application("b", kVoiceService));
  applications.put(kMine, application("a", kMessagingService));
  EXPECT_EQ(applications.of_account(kMine).begin()->first, "a") << "by id";
  EXPECT_EQ(applications.find(kMine, "b")->service_type, kVoiceService);
  EXPECT_EQ(applications.find(kTheirs, "b"), nullptr);
  EXPECT_EQ(applications.count(kMine, kVoiceService), 1U);
  EXPECT_EQ(applications.count(kTheirs, kVoiceService), 0U);
}

TEST(Applications, TakeThePlaceOfTheirFormerSelves) {
  Applications applications;
  applications.put(kMine, application("a", kVoiceService));
  Application renamed = application("a", kVoiceService);
  renamed.name = "new";
  EXPECT_EQ(applications.put(kMine, renamed).name, "new");
  EXPECT_EQ(applications.of_account(kMine).size(), 1U);
  applications.erase(kTheirs, "a");
  EXPECT_NE(applications.find(kMine, "a"), nullptr);
  applications.erase(kMine, "a");
  EXPECT_THAT(applications.of_account(kMine), IsEmpty());
}

TEST(SipPeerSettings, ReferToApplicationsOfEveryKind) {
  SipPeerSettings settings;
  EXPECT_FALSE(settings.refers_to({"a"}));
  settings.termination.application = {"a"};
  settings.messaging_application = {"b"};
  EXPECT_TRUE(settings.refers_to({"a"}));
  EXPECT_TRUE(settings.refers_to({"b"}));
  EXPECT_FALSE(settings.refers_to({"c"}));
}

TEST(SipPeerSettings, KeepAnApplicationWhileOneFeatureGoesOverHttp) {
  SipPeerSettings settings;
  settings.messaging_application = {"a"};
  settings.sms.emplace().protocol = "SMPP";
  settings.mms.emplace().protocol = "HTTP";
  settings.drop_application_without_http();
  EXPECT_EQ(settings.messaging_application.value, "a");
  settings.mms.reset();
  settings.drop_application_without_http();
  EXPECT_EQ(settings.messaging_application.value, "");
}

}  // namespace
}  // namespace dashsim::world::applications_test
