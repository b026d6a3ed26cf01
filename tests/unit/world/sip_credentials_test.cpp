#include "world/sip_credentials.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dashsim::world::sip_credentials_test {
namespace {

using testing::IsEmpty;

constexpr AccountId kMine{1};
constexpr AccountId kTheirs{2};

TEST(SipCredentials, GoByTheNameThatAPhoneGives) {
  SipCredentials credentials;
  credentials.put(kMine, {"John", "bw.com", "1", ""});
  EXPECT_EQ(credentials.find(kMine, "John@bw.com")->hash1, "1");
  EXPECT_EQ(credentials.find(kMine, "John"), nullptr);
  EXPECT_EQ(credentials.find(kTheirs, "John@bw.com"), nullptr);
  credentials.put(kMine, {"John@bw.com", "", "2", ""});
  EXPECT_EQ(credentials.of_account(kMine).size(), 1U) << "the domain may stand in the user name";
  credentials.erase(kMine, "John");
  EXPECT_EQ(credentials.find(kMine, "John@bw.com")->hash1, "2");
  credentials.erase(kMine, "John@bw.com");
  EXPECT_THAT(credentials.of_account(kMine), IsEmpty());
}

}  // namespace
}  // namespace dashsim::world::sip_credentials_test
