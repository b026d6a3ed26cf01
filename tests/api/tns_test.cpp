#include "support/sim.hpp"

namespace dashsim::test {
namespace {

class TnDetails : public SimTest {
 protected:
  Answer details(const std::string& tn) { return sim.send("GET", "/tns/" + tn + "/tndetails"); }
};

TEST_F(TnDetails, TellWhereANumberIs) {
  const Answer answer = details("9195550100");
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body, R"(<TelephoneNumberResponse><TelephoneNumberDetails>
      <City>RALEIGH</City>
      <Lata>426</Lata>
      <State>NC</State>
      <FullNumber>9195550100</FullNumber>
      <Tier>0</Tier>
      <VendorId>49</VendorId>
      <VendorName>Bandwidth CLEC</VendorName>
      <OnNetVendor>true</OnNetVendor>
      <RateCenter>RALEIGH</RateCenter>
      <Status>Inservice</Status>
      <AccountId>9900000</AccountId>
      <Site><Id>743</Id><Name>Raleigh</Name></Site>
      <SipPeer><PeerId>303716</PeerId><PeerName>main</PeerName></SipPeer>
      <ServiceTypes><ServiceType>Voice</ServiceType></ServiceTypes>
      <InServiceDate>2026-01-05T09:00:00.000Z</InServiceDate>
      <Features/>
    </TelephoneNumberDetails></TelephoneNumberResponse>)");
}

TEST_F(TnDetails, TellOfNumbersThatAreToBeHad) {
  const Answer answer = details("9194390000");
  EXPECT_EQ(answer.at("TelephoneNumberDetails/Status"), "Available");
  EXPECT_EQ(answer.at("TelephoneNumberDetails/RateCenter"), "RALEIGH");
  EXPECT_EQ(answer.at("TelephoneNumberDetails/VendorName"), "Bandwidth CLEC");
  EXPECT_EQ(answer.count("TelephoneNumberDetails/AccountId"), 0U);
}

TEST_F(TnDetails, AreKeptFromOtherAccounts) {
  const Answer foreign = sim.call("GET", "/tns/9195550100/tndetails", basic("other", "secret"));
  EXPECT_EQ(foreign.status, 404);
  EXPECT_EQ(details("9199999999").status, 404) << "nobody's number";
}

TEST_F(TnDetails, NeedANumber) {
  const Answer answer = details("123456789");
  EXPECT_EQ(answer.status, 400);
  EXPECT_XML(answer.body, R"(<TelephoneNumberResponse><ResponseStatus>
      <ErrorCode>12512</ErrorCode>
      <Description>Telephone number '123456789' is not valid</Description>
    </ResponseStatus></TelephoneNumberResponse>)");
}

}  // namespace
}  // namespace dashsim::test
