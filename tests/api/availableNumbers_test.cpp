#include "support/sim.hpp"

namespace dashsim::test {
namespace {

using AvailableNumbers = SimTest;

TEST_F(AvailableNumbers, AreFoundByAreaCode) {
  const Answer answer = sim.get("/availableNumbers?areaCode=435&quantity=2");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.at("ResultCount"), "2");
  EXPECT_EQ(answer.count("TelephoneNumberList/TelephoneNumber"), 2U);
  EXPECT_THAT(answer.at("TelephoneNumberList/TelephoneNumber"), testing::StartsWith("435"));
}

TEST_F(AvailableNumbers, AreFoundByEachCriterion) {
  const std::pair<const char*, const char*> searches[] = {
      {"npaNxx=919439", "919439"},
      {"npaNxxx=9194391", "9194391"},
      {"rateCenter=RALEIGH&state=NC", "919"},
      {"city=raleigh&state=nc", "919"},
      {"state=UT", "4352"},
      {"zip=27606", "919"},
      {"zip=27606-1234", "919"},
      {"lata=426&areaCode=919", "919"},
      {"AREACODE=804&State=VA", "804"},
  };
  for (const auto& [query, prefix] : searches) {
    const Answer answer = sim.get("/availableNumbers?quantity=3&" + std::string(query));
    EXPECT_EQ(answer.status, 200) << query;
    EXPECT_EQ(answer.at("ResultCount"), "3") << query;
    EXPECT_THAT(answer.at("TelephoneNumberList/TelephoneNumber"), testing::StartsWith(prefix))
        << query;
  }
}

TEST_F(AvailableNumbers, ThatNothingMatchesAreNone) {
  const Answer answer = sim.get("/availableNumbers?areaCode=919&state=UT");
  EXPECT_EQ(answer.status, 200);
  EXPECT_XML(answer.body,
             "<SearchResult><ResultCount>0</ResultCount><TelephoneNumberList/></SearchResult>");
}

TEST_F(AvailableNumbers, RefuseBadSearchesWithTheCodeOfTheirKind) {
  const std::pair<const char*, const char*> searches[] = {
      {"areaCode=19", "4000"},
      {"areaCode=119", "4000"},
      {"areaCode=433", "4000"},
      {"npaNxx=919139", "4002"},
      {"npaNxxx=91943", "4002"},
      {"state=NCX", "4006"},
      {"zip=2760", "4007"},
      {"zip=27606-12", "4007"},
      {"lata=1234567", "4008"},
      {"rateCenter=RALEIGH", "4010"},
      {"city=RALEIGH", "4010"},
      {"", "4010"},
      {"areaCode=919&quantity=0", "4010"},
      {"areaCode=919&quantity=5001", "4010"},
      {"areaCode=919&quantity=x", "4010"},
  };
  for (const auto& [query, code] : searches) {
    const Answer answer = sim.get("/availableNumbers?" + std::string(query));
    EXPECT_EQ(answer.status, 400) << query;
    EXPECT_EQ(answer.at("Error/Code"), code) << query << answer.body;
  }
  EXPECT_XML(sim.get("/availableNumbers?areaCode=433").body, R"(
    <SearchResult>
      <Error>
        <Code>4000</Code>
        <Description>The area code specified 433 is not present as a valid entry in our system</Description>
      </Error>
    </SearchResult>)");
}

TEST_F(AvailableNumbers, AreFiveThousandUnlessAskedForFewer) {
  EXPECT_EQ(sim.get("/availableNumbers?npaNxx=919439").at("ResultCount"), "5000");
}

}  // namespace
}  // namespace dashsim::test
