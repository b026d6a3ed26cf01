#include "e911_story.hpp"

namespace dashsim::test::addresses_test {
namespace {

using testing::ElementsAre;

class Addresses : public E911Test {
 protected:
  void there_are_three() {
    done(pool(address(kMainCampus, "Campus1") + address(kElm, "Elm1") +
              address("<HouseNumber>2</HouseNumber><StreetName>Oak</StreetName>"
                      "<City>Cary</City><StateCode>NC</StateCode>",
                      "Campus2")));
  }
};

TEST_F(Addresses, AreListedWithTheirEndpoints) {
  done(numbers({"9195550100", "9195550101"}) + address(kElm));
  const Answer list = sim.get("/addresses?type=e911");
  EXPECT_EQ(list.status, 200);
  EXPECT_EQ(list.at("TotalCount"), "1");
  EXPECT_XML(list.body.substr(list.body.find("<Addresses>"),
                              list.body.find("</Addresses>") + 12 - list.body.find("<Addresses>")),
             R"(<Addresses><Address><HouseNumber>915</HouseNumber><StreetName>Elm</StreetName>
      <StreetSuffix>Ave</StreetSuffix><City>Carpinteria</City><StateCode>CA</StateCode>
      <Zip>93013</Zip><Country>United States</Country><AddressType>E911</AddressType>
      <EndpointCount>2</EndpointCount><ValidationStatus>VALID</ValidationStatus>
    </Address></Addresses>)");
}

TEST_F(Addresses, ComeInPages) {
  there_are_three();
  const std::string at = "Addresses/Address/LocationId";
  const Answer first = sim.get("/addresses?type=E911&page=1&size=2");
  EXPECT_THAT(first.all(at), ElementsAre("Campus1", "Elm1"));
  EXPECT_THAT(first.at("Links/next"), testing::HasSubstr("page=3&"));
  EXPECT_THAT(sim.get("/addresses?type=E911&page=3&size=2").all(at), ElementsAre("Campus2"));
  EXPECT_EQ(sim.get("/addresses?type=E911&page=4&size=2").status, 404);
  EXPECT_EQ(sim.get("/addresses?type=E911&page=x&size=2").status, 400);
}

TEST_F(Addresses, AreFoundByTheirLocation) {
  there_are_three();
  const auto found = [&](const std::string& query) {
    return sim.get("/addresses?type=e911&" + query).all("Addresses/Address/LocationId");
  };
  EXPECT_THAT(found("e911locationid=Elm1"), ElementsAre("Elm1"));
  EXPECT_THAT(found("e911locationid=Campus&suggestions=true"), ElementsAre("Campus1", "Campus2"));
  EXPECT_EQ(sim.get("/addresses?type=e911&e911locationid=Campus").status, 404);
}

TEST_F(Addresses, MustBeAskedForByType) {
  EXPECT_EQ(sim.get("/addresses").at("ResponseStatus/ErrorCode"), "1003");
  EXPECT_EQ(sim.get("/addresses?type=billing").at("ResponseStatus/ErrorCode"), "1008");
  EXPECT_EQ(sim.get("/addresses?type=billing&e911locationid=1").at("ResponseStatus/ErrorCode"),
            "12132");
}

TEST_F(Addresses, ThatNobodyHasAreNotThere) {
  const Answer none = sim.get("/addresses?type=e911");
  EXPECT_EQ(none.status, 404);
  EXPECT_XML(none.body, R"(<AddressesResponse><ResponseStatus>
      <Description>The resource does not exist</Description>
    </ResponseStatus></AddressesResponse>)");
}

}  // namespace
}  // namespace dashsim::test::addresses_test
