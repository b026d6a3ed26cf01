#include "e911_story.hpp"

namespace dashsim::test::aeuis_test {
namespace {

using testing::ElementsAre;

class Aeuis : public E911Test {
 protected:
  void there_are_three() {
    done("<CallerName>David</CallerName>" + address(kMainCampus) +
         endpoints(simple("DavidAcid", "8042105760") + simple("JohnAcid", "8042105618") +
                   pidflo("Eve1")));
  }
};

TEST_F(Aeuis, AreListedByIdentifier) {
  there_are_three();
  const Answer list = sim.get("/aeuis");
  EXPECT_EQ(list.at("TotalCount"), "3");
  EXPECT_EQ(list.count("Links/next"), 0U);
  const std::size_t begin = list.body.find("<AlternateEndUserIdentifiers>");
  const std::size_t end = list.body.find("</AlternateEndUserIdentifiersResponse>");
  EXPECT_XML(list.body.substr(begin, end - begin), R"(<AlternateEndUserIdentifiers>
        <AlternateEndUserIdentifier><Identifier>DavidAcid</Identifier>
          <CallbackNumber>8042105760</CallbackNumber></AlternateEndUserIdentifier>
        <AlternateEndUserIdentifier><Identifier>Eve1</Identifier></AlternateEndUserIdentifier>
        <AlternateEndUserIdentifier><Identifier>JohnAcid</Identifier>
          <CallbackNumber>8042105618</CallbackNumber></AlternateEndUserIdentifier>
      </AlternateEndUserIdentifiers>)");
}

TEST_F(Aeuis, ComeInPages) {
  there_are_three();
  const std::string at = "AlternateEndUserIdentifiers/AlternateEndUserIdentifier/Identifier";
  const Answer first = sim.get("/aeuis?page=1&size=2");
  EXPECT_THAT(first.all(at), ElementsAre("DavidAcid", "Eve1"));
  EXPECT_THAT(first.at("Links/next"), testing::HasSubstr("page=JohnAcid"));
  const Answer second = sim.get("/aeuis?page=JohnAcid&size=2");
  EXPECT_THAT(second.all(at), ElementsAre("JohnAcid"));
  EXPECT_EQ(second.at("TotalCount"), "3");
  EXPECT_EQ(second.count("Links/next"), 0U);
  EXPECT_EQ(sim.get("/aeuis?page=zz&size=2").status, 404);
  EXPECT_EQ(sim.get("/aeuis?size=none").status, 400);
}

TEST_F(Aeuis, AreFoundByWhatTheyAre) {
  there_are_three();
  const auto found = [&](const std::string& query) {
    return sim.get("/aeuis?" + query)
        .all("AlternateEndUserIdentifiers/AlternateEndUserIdentifier/Identifier");
  };
  EXPECT_THAT(found("aeui=JohnAcid"), ElementsAre("JohnAcid"));
  EXPECT_THAT(found("aeui=John&suggestions=true"), ElementsAre("JohnAcid"));
  EXPECT_THAT(found("callback=8042105760"), ElementsAre("DavidAcid"));
  EXPECT_THAT(found("callback=80421&suggestions=true"), ElementsAre("DavidAcid", "JohnAcid"));
  EXPECT_THAT(found("pidfloenabledonly=true"), ElementsAre("Eve1"));
  EXPECT_EQ(sim.get("/aeuis?aeui=John").status, 404);
  EXPECT_EQ(sim.get("/aeuis?pidfloenabledonly=perhaps").status, 400);
}

TEST_F(Aeuis, TellWhereTheyAre) {
  there_are_three();
  EXPECT_XML(sim.get("/aeuis/DavidAcid").body, R"(<AlternateEndUserIdentifierResponse>
      <AlternateEndUserIdentifier>
        <Identifier>DavidAcid</Identifier>
        <CallbackNumber>8042105760</CallbackNumber>
        <E911>
          <CallerName>David</CallerName>
          <Address><HouseNumber>901</HouseNumber><StreetName>MAIN CAMPUS</StreetName>
            <StreetSuffix>DR</StreetSuffix><City>RALEIGH</City><StateCode>NC</StateCode>
            <Zip>27606</Zip><PlusFour>5244</PlusFour><Country>United States</Country>
            <AddressType>E911</AddressType></Address>
        </E911>
      </AlternateEndUserIdentifier></AlternateEndUserIdentifierResponse>)");
}

TEST_F(Aeuis, OfNobodyAreNotThere) {
  EXPECT_XML(sim.get("/aeuis").body, R"(<AlternateEndUserIdentifiersResponse><ResponseStatus>
      <ErrorCode>12087</ErrorCode>
      <Description>Alternate End User Identifiers were not found.</Description>
    </ResponseStatus></AlternateEndUserIdentifiersResponse>)");
  const Answer nobody = sim.get("/aeuis/Nobody");
  EXPECT_EQ(nobody.status, 404);
  EXPECT_XML(nobody.body, R"(<AlternateEndUserIdentifierResponse><ResponseStatus>
      <Description>The resource does not exist</Description>
    </ResponseStatus></AlternateEndUserIdentifierResponse>)");
  there_are_three();
  EXPECT_EQ(sim.call("GET", "/accounts/9900001/aeuis/DavidAcid", basic("other", "secret")).status,
            404);
}

}  // namespace
}  // namespace dashsim::test::aeuis_test
