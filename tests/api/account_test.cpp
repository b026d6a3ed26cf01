#include "support/sim.hpp"

namespace dashsim::test::account_test {
namespace {

using Account = SimTest;

TEST_F(Account, IsReadWithEveryDocumentedElement) {
  const Answer answer = sim.get("");
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, R"(
    <AccountResponse>
      <Account>
        <AccountId>9900000</AccountId>
        <AssociatedCatapultAccount>u-exampletelecom</AssociatedCatapultAccount>
        <GlobalAccountNumber>GAN-9900000</GlobalAccountNumber>
        <CompanyName>Example Telecom</CompanyName>
        <AccountType>Business</AccountType>
        <NenaId>EXTEL</NenaId>
        <CustomerSegment>Trial</CustomerSegment>
        <Tiers><Tier>0</Tier></Tiers>
        <Address>
          <HouseNumber>900</HouseNumber>
          <HouseSuffix>E</HouseSuffix>
          <PreDirectional/>
          <StreetName>Main Campus</StreetName>
          <StreetSuffix>Dr</StreetSuffix>
          <PostDirectional/>
          <AddressLine2/>
          <City>Raleigh</City>
          <StateCode>NC</StateCode>
          <Zip>27606</Zip>
          <PlusFour/>
          <County>Wake</County>
          <Country>United States</Country>
          <AddressType>Billing</AddressType>
        </Address>
        <Contact>
          <FirstName>Terry</FirstName>
          <LastName>Tester</LastName>
          <Phone>9195550100</Phone>
          <Email>tester@example.com</Email>
        </Contact>
        <AltSpid>X455</AltSpid>
        <SPID>9999</SPID>
        <PortCarrierType>WIRELINE</PortCarrierType>
      </Account>
    </AccountResponse>)");
}

TEST_F(Account, OfAnotherCompanyIsDenied) {
  const Answer answer = sim.send("GET", "/accounts/9900001");
  EXPECT_EQ(answer.status, 403);
  EXPECT_XML(answer.body, R"(
    <AccountResponse>
      <ResponseStatus><ErrorCode>1001</ErrorCode><Description>Access Denied</Description></ResponseStatus>
    </AccountResponse>)");
  EXPECT_EQ(sim.send("GET", "/accounts/1").body, answer.body)
      << "an account that does not exist looks the same";
}

}  // namespace
}  // namespace dashsim::test::account_test
