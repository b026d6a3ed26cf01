#include "world/geocoder.hpp"

#include "unit/world/world_story.hpp"

namespace dashsim::world::geocoder_test {
namespace {

using testing::IsEmpty;

Address marshalltown(const std::string& street, const std::string& suffix) {
  Address address;
  address.house_number = "904";
  address.house_suffix = "E";
  address.street_name = street;
  address.street_suffix = suffix;
  address.city = "Marshalltown";
  address.state = "IA";
  address.zip = "50158";
  address.country = "United States";
  return address;
}

class GeocoderStory : public WorldTest {
 protected:
  explicit GeocoderStory(const std::string& more = R"(
geocoder:
  addresses:
    - {when: {street_name: ansun, city: marsh*}, answer: corrected, address: {street_name: Anson, street_suffix: St, house_suffix: "", pre_directional: E, plus_four: "3522"}}
    - {when: {street_name: Anson}, answer: verified, address: {plus_four: "3522"}}
    - {when: {city: Atlantis}, answer: unknown}
    - {when: {zip: "99999"}, answer: unavailable}
    - {when: {zip: "9999?"}, answer: failed}
)")
      : WorldTest(more) {}
};

TEST_F(GeocoderStory, TakesAnAddressThatItDoesNotKnowAsItIs) {
  const GeocodeResult result = world.geocoder().look_up(marshalltown("Main", "St"));
  EXPECT_EQ(result.answer, GeocodeAnswer::kVerified);
  EXPECT_THAT(result.inconsistencies, IsEmpty());
  EXPECT_EQ(result.address.street_name, "MAIN");
  EXPECT_EQ(result.address.country, "US");
  EXPECT_EQ(address_line1(result.address), "904 E MAIN ST");
}

TEST_F(GeocoderStory, TellsWhichElementsItWouldHaveOtherwise) {
  const GeocodeResult result = world.geocoder().look_up(marshalltown("ANSUN", "Str"));
  EXPECT_EQ(result.answer, GeocodeAnswer::kCorrected);
  ASSERT_EQ(result.inconsistencies.size(), 2U) << "what was added or dropped was not wrong";
  EXPECT_EQ(result.inconsistencies[0].element, "Street Name");
  EXPECT_EQ(result.inconsistencies[0].given, "ANSUN");
  EXPECT_EQ(result.inconsistencies[0].valid, "ANSON");
  EXPECT_EQ(result.inconsistencies[1].element, "Street Suffix");
  EXPECT_EQ(result.address.house_suffix, "");
  EXPECT_EQ(result.address.pre_directional, "E");
  EXPECT_EQ(result.address.plus_four, "3522");
  EXPECT_EQ(world.geocoder().look_up(result.address).answer, GeocodeAnswer::kVerified)
      << "what it recommends it takes";
}

TEST_F(GeocoderStory, AddsToWhatIsGood) {
  const GeocodeResult result = world.geocoder().look_up(marshalltown("Anson", "St"));
  EXPECT_EQ(result.answer, GeocodeAnswer::kVerified);
  EXPECT_EQ(result.address.plus_four, "3522");
}

TEST_F(GeocoderStory, HasNoAddressForTheRest) {
  Address address = marshalltown("Main", "St");
  address.zip = "99999";
  EXPECT_EQ(world.geocoder().look_up(address).answer, GeocodeAnswer::kUnavailable);
  address.zip = "99998";
  EXPECT_EQ(world.geocoder().look_up(address).answer, GeocodeAnswer::kFailed);
  address.city = "Atlantis";
  EXPECT_EQ(world.geocoder().look_up(address).answer, GeocodeAnswer::kUnknown)
      << "the first one that matches wins";
}

class GeocoderDown : public GeocoderStory {
 protected:
  GeocoderDown() : GeocoderStory("geocoder: {status: down}\n") {}
};

TEST_F(GeocoderDown, AnswersNobody) {
  EXPECT_EQ(world.geocoder().look_up(marshalltown("Main", "St")).answer,
            GeocodeAnswer::kUnavailable);
}

}  // namespace
}  // namespace dashsim::world::geocoder_test
