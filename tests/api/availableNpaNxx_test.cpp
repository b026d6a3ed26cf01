#include "support/sim.hpp"

namespace dashsim::test::availableNpaNxx_test {
namespace {

using AvailableNpaNxx = SimTest;

TEST_F(AvailableNpaNxx, CountsTheNumbersOfEachExchange) {
  const Answer answer = sim.get("/availableNpaNxx?areaCode=919");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(
      answer.all("AvailableNpaNxxList/AvailableNpaNxx/Nxx"),
      (std::vector<std::string>{"234", "238", "280", "375", "439", "480", "555", "619", "991"}));
  EXPECT_EQ(answer.all("AvailableNpaNxxList/AvailableNpaNxx/Quantity")[6], "9950")
      << "fifty are in service";
  EXPECT_XML(sim.get("/availableNpaNxx?areaCode=804&state=NC").body, R"(
    <SearchResultForAvailableNpaNxx>
      <AvailableNpaNxxList/>
    </SearchResultForAvailableNpaNxx>)");
}

TEST_F(AvailableNpaNxx, IsNarrowedByStateAndQuantity) {
  const Answer in_state = sim.get("/availableNpaNxx?state=nc&areaCode=919");
  EXPECT_EQ(in_state.count("AvailableNpaNxxList/AvailableNpaNxx"), 9U);
  EXPECT_EQ(sim.get("/availableNpaNxx?state=UT&areaCode=919")
                .count("AvailableNpaNxxList/AvailableNpaNxx"),
            0U);
  const Answer big = sim.get("/availableNpaNxx?areaCode=919&quantity=9951");
  EXPECT_EQ(big.count("AvailableNpaNxxList/AvailableNpaNxx"), 7U)
      << "exchanges with fewer numbers are left out";
}

TEST_F(AvailableNpaNxx, OfTollFreeNumbersHasNoPlace) {
  EXPECT_XML(sim.get("/availableNpaNxx?areaCode=888").body, R"(
    <SearchResultForAvailableNpaNxx>
      <AvailableNpaNxxList>
        <AvailableNpaNxx><Npa>888</Npa><Nxx>424</Nxx><Quantity>10000</Quantity></AvailableNpaNxx>
      </AvailableNpaNxxList>
    </SearchResultForAvailableNpaNxx>)");
}

TEST_F(AvailableNpaNxx, RefusesBadSearches) {
  const std::pair<const char*, const char*> searches[] = {
      {"areaCode=433", "4000"},
      {"areaCode=19", "4000"},
      {"state=NCX", "4006"},
      {"", "4010"},
      {"areaCode=919&quantity=0", "4010"},
      {"areaCode=919&quantity=many", "4010"},
  };
  for (const auto& [query, code] : searches) {
    const Answer answer = sim.get("/availableNpaNxx?" + std::string(query));
    EXPECT_EQ(answer.status, 400) << query;
    EXPECT_EQ(answer.at("Error/Code"), code) << query;
  }
  EXPECT_XML(sim.get("/availableNpaNxx?areaCode=433").body, R"(
    <SearchResultForAvailableNpaNxx>
      <Error>
        <Code>4000</Code>
        <Description>The area code specified 433 is not present as a valid entry in our system</Description>
      </Error>
    </SearchResultForAvailableNpaNxx>)");
}

}  // namespace
}  // namespace dashsim::test::availableNpaNxx_test
