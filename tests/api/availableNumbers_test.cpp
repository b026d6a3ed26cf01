#include "support/sim.hpp"

namespace dashsim::test::availableNumbers_test {
namespace {

using AvailableNumbers = SimTest;

std::vector<std::string> numbers_of(const Answer& answer) {
  return answer.all("TelephoneNumberList/TelephoneNumber");
}

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

TEST_F(AvailableNumbers, AreFoundByTheCombinationsOfTheReference) {
  for (const char* query : {
           "areaCode=919&rateCenter=RALEIGH&state=NC",
           "areaCode=919&city=RALEIGH&state=NC",
           "areaCode=919&lata=426&zip=27606",
           "npaNxx=919439&rateCenter=RALEIGH&state=NC&city=RALEIGH&zip=27606&lata=426",
           "npaNxxx=9194391&state=NC",
           "rateCenter=RALEIGH&state=NC&city=RALEIGH&npaNxx=919439",
           "state=NC&areaCode=919&lata=426",
           "city=RALEIGH&state=NC&npaNxxx=9194391&zip=27606",
           "zip=27606&areaCode=919",
           "lata=426&npaNxx=919439",
       }) {
    const Answer answer = sim.get("/availableNumbers?quantity=1&" + std::string(query));
    EXPECT_EQ(answer.at("ResultCount"), "1") << query << answer.body;
    EXPECT_THAT(answer.at("TelephoneNumberList/TelephoneNumber"), testing::StartsWith("919"));
  }
}

TEST_F(AvailableNumbers, AreRefusedForCombinationsThatTheReferenceLacks) {
  for (const char* query : {
           "areaCode=919&npaNxx=919439",
           "npaNxx=919439&npaNxxx=9194391",
           "areaCode=919&npaNxxx=9194391",
           "zip=27606&rateCenter=RALEIGH",
           "zip=27606&city=RALEIGH",
           "localVanity=cars&zip=27606",
           "localVanity=cars&npaNxx=919439",
           "tollFreeVanity=newcars&state=NC",
           "tollFreeVanity=newcars&tollFreeWildCardPattern=8**",
           "tollFreeWildCardPattern=8**&areaCode=800",
           "tollFreeWildCardPattern=8**&protected=NONE",
           "areaCode=919&LCA=true",
           "npaNxx=919439&zip=27606&LCA=true",
           "rateCenter=RALEIGH&state=NC&city=RALEIGH&LCA=true",
           "state=NC&LCA=true",
       }) {
    const Answer answer = sim.get("/availableNumbers?" + std::string(query));
    EXPECT_EQ(answer.status, 400) << query;
    EXPECT_EQ(answer.at("Error/Code"), "4010") << query << answer.body;
  }
}

TEST_F(AvailableNumbers, AroundAnExchangeARateCenterOrAThousandAreFoundToo) {
  SCOPED_TRACE("Apex has a thousand numbers; Raleigh and Cary are a local call away");
  const auto count = [&](const std::string& query) {
    return sim.get("/availableNumbers?" + query).at("ResultCount");
  };
  EXPECT_EQ(count("rateCenter=APEX&state=NC"), "5000") << "the usual";
  EXPECT_EQ(count("rateCenter=APEX&state=NC&LCA=true"), "5000");
  EXPECT_EQ(count("rateCenter=APEX&state=NC&LCA=false"), "1000");
  EXPECT_EQ(count("npaNxxx=9192801&LCA=false"), "1000");
  EXPECT_EQ(count("npaNxxx=9192801"), "5000");
  EXPECT_EQ(count("npaNxx=919280&LCA=false"), "2000");
  EXPECT_EQ(count("rateCenter=APEX&state=NC&city=APEX"), "1000") << "combined, so not around it";
  const std::vector<std::string> found =
      numbers_of(sim.get("/availableNumbers?rateCenter=APEX&state=NC&quantity=1001"));
  ASSERT_EQ(found.size(), 1001U);
  EXPECT_EQ(found[0], "9192801000") << "the place itself first";
  EXPECT_EQ(found[1000], "9192380000");
  EXPECT_EQ(numbers_of(sim.get("/availableNumbers?rateCenter=APEX&state=NC&quantity=1001&"
                               "orderBy=npaNxx"))[0],
            "9192380000")
      << "sorted, the place does not matter";
}

TEST_F(AvailableNumbers, SpellWordsOnTheKeypad) {
  const std::pair<const char*, std::vector<std::string>> searches[] = {
      {"localVanity=4390007&areaCode=919", {"9194390007"}},
      {"localVanity=GEX0007", {"9194390007"}},  // G 4, E 3, X 9
      {"localVanity=gex000_&areaCode=919&quantity=2", {"9194390000", "9194390001"}},
      {"localVanity=4_900*7&areaCode=919&quantity=3", {"9194390007", "9194390017"}},
      {"localVanity=0007&endsIn=true&areaCode=919&quantity=2", {"9192340007", "9192380007"}},
      {"localVanity=4390&endsIn=false&state=NC&quantity=1", {"2522204390"}},
      {"localVanity=439&quantity=1&areaCode=435", {"4352150439"}},
  };
  for (const auto& [query, expected] : searches) {
    const Answer answer = sim.get("/availableNumbers?" + std::string(query));
    std::vector<std::string> found = numbers_of(answer);
    found.resize(std::min(found.size(), expected.size()));
    EXPECT_EQ(found, expected) << query;
  }
  for (const char* bad : {"ab", "abcdefgh", "ab-d", "a.b"}) {
    const Answer answer = sim.get("/availableNumbers?localVanity=" + std::string(bad));
    EXPECT_EQ(answer.status, 400) << bad;
    EXPECT_EQ(answer.at("Error/Code"), "4011") << bad;
  }
}

TEST_F(AvailableNumbers, ThatAreTollFreeAreFoundByWordOrPattern) {
  const std::vector<std::string> vanity =
      numbers_of(sim.get("/availableNumbers?tollFreeVanity=cars&quantity=2&orderBy=areaCode"));
  ASSERT_EQ(vanity.size(), 2U);
  EXPECT_THAT(vanity, testing::Each(testing::EndsWith("2277"))) << "C 2, A 2, R 7, S 7";
  const std::pair<const char*, const char*> patterns[] = {
      {"8**", "8"}, {"87*", "877"}, {"88*", "888"}, {"800", "800"}};
  for (const auto& [pattern, prefix] : patterns) {
    const Answer answer =
        sim.get("/availableNumbers?quantity=1&tollFreeWildCardPattern=" + std::string(pattern));
    EXPECT_EQ(answer.at("ResultCount"), "1") << pattern;
    EXPECT_THAT(answer.at("TelephoneNumberList/TelephoneNumber"), testing::StartsWith(prefix));
  }
  EXPECT_EQ(sim.get("/availableNumbers?tollFreeVanity=cars&quantity=1&enableTNDetail=true")
                .count("TelephoneNumberList/TelephoneNumber"),
            1U)
      << "toll-free numbers lie nowhere, so there is no detail";
  const std::pair<const char*, const char*> bad[] = {
      {"tollFreeVanity=abc", "4003"},           {"tollFreeVanity=abcdefgh", "4003"},
      {"tollFreeVanity=ne_cars", "4003"},       {"tollFreeWildCardPattern=9**", "4004"},
      {"tollFreeWildCardPattern=8*", "4004"},   {"tollFreeWildCardPattern=8*0", "4004"},
      {"tollFreeWildCardPattern=8***", "4004"},
  };
  for (const auto& [query, code] : bad)
    EXPECT_EQ(sim.get("/availableNumbers?" + std::string(query)).at("Error/Code"), code) << query;
}

TEST_F(AvailableNumbers, AreSortedWhereTheReferenceAllowsIt) {
  for (const char* order : {"fullNumber", "npaNxxx", "npaNxx", "areaCode"}) {
    const std::vector<std::string> found =
        numbers_of(sim.get("/availableNumbers?zip=27606&quantity=5&orderBy=" + std::string(order)));
    EXPECT_TRUE(std::ranges::is_sorted(found)) << order;
  }
  EXPECT_EQ(sim.get("/availableNumbers?zip=27606&orderBy=price").at("Error/Code"), "4020");
  for (const char* query : {"areaCode=919", "state=NC", "lata=426", "localVanity=cars"}) {
    EXPECT_EQ(sim.get("/availableNumbers?orderBy=npaNxx&" + std::string(query)).at("Error/Code"),
              "4021")
        << query;
  }
}

TEST_F(AvailableNumbers, ThatAreProtectedAreFoundByTheirAccountWhenItAsks) {
  SCOPED_TRACE("a number is disconnected as Protected and ages");
  sim.post("/disconnects", R"(<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>
      <TelephoneNumberList><TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumberList>
      <Protected>TRUE</Protected>
    </DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>)");
  sim.advance("60d");
  const auto found = [&](const std::string& more, const std::string& user = "tester") {
    const std::string account = user == "tester" ? "9900000" : "9900001";
    return numbers_of(sim.call(
        "GET",
        "/accounts/" + account + "/availableNumbers?npaNxx=919555&LCA=false&quantity=101" + more,
        basic(user, "secret")));
  };
  const std::string mine = "9195550100";
  EXPECT_THAT(found(""), testing::Not(testing::Contains(mine)));
  EXPECT_THAT(found("&protected=NONE"), testing::Not(testing::Contains(mine)));
  EXPECT_THAT(found("&protected=ONLY"), testing::ElementsAre(mine));
  EXPECT_THAT(found("&protected=MIXED"), testing::Contains(mine));
  EXPECT_THAT(found("&protected=ONLY", "other"), testing::IsEmpty());
  EXPECT_EQ(sim.get("/availableNumbers?npaNxx=919555&protected=SOME").at("Error/Code"), "4022");
}

TEST_F(AvailableNumbers, WithDetailTellWhereTheyAre) {
  uses_what_no_sample_shows();
  EXPECT_XML(sim.get("/availableNumbers?npaNxxx=9194391&quantity=1&enableTNDetail=true").body, R"(
    <SearchResult>
      <ResultCount>1</ResultCount>
      <TelephoneNumberDetailList>
        <TelephoneNumberDetail>
          <City>RALEIGH</City>
          <LATA>426</LATA>
          <RateCenter>RALEIGH</RateCenter>
          <State>NC</State>
          <FullNumber>9194391000</FullNumber>
          <Tier>0</Tier>
          <VendorId>49</VendorId>
          <VendorName>Bandwidth CLEC</VendorName>
        </TelephoneNumberDetail>
      </TelephoneNumberDetailList>
    </SearchResult>)");
  EXPECT_EQ(sim.get("/availableNumbers?npaNxx=919439&enableTNDetail=perhaps").at("Error/Code"),
            "1008");
}

class TieredNumbers : public SimTest {
 protected:
  TieredNumbers()
      : SimTest({.scenario = R"(
scenario: tiers
inventory:
  - {block: "919439xxxx", rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426, tier: 0}
  - {block: "919441xxxx", rate_center: CARY, city: CARY, state: NC, lata: 426, tier: 3}
)"}) {}
};

TEST_F(TieredNumbers, AreOnlyThoseOfTheAccountsTiers) {
  EXPECT_THAT(numbers_of(sim.get("/availableNumbers?state=NC&quantity=5000")),
              testing::Each(testing::StartsWith("919439")));
  const Answer restricted = sim.get("/availableNumbers?rateCenter=CARY&state=NC");
  EXPECT_EQ(restricted.status, 400);
  EXPECT_EQ(restricted.at("Error/Code"), "4024");
  EXPECT_EQ(sim.get("/availableNumbers?rateCenter=NOWHERE&state=NC").at("ResultCount"), "0");
}

TEST_F(AvailableNumbers, AreFiveThousandUnlessAskedForFewer) {
  EXPECT_EQ(sim.get("/availableNumbers?npaNxx=919439").at("ResultCount"), "5000");
}

}  // namespace
}  // namespace dashsim::test::availableNumbers_test
