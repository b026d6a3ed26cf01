#include "support/sim.hpp"

/// Reference: cities, rateCenters, coveredRateCenters.
namespace dashsim::test::coverage_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kScenario = R"(
scenario: two states
inventory:
  - {block: "919439000x", rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426, zips: [27606, 27601]}
  - {block: "919440000x", rate_center: RALEIGH, city: GARNER, state: NC, lata: 426, tier: 1, zips: [27529]}
  - {block: "919555000x", rate_center: CARY, city: CARY, state: NC, lata: 426, zips: [27511]}
  - {block: "804210000x", rate_center: GLOUCESTER, city: GLOUCESTER, state: VA, lata: 248, zips: [23061]}
accounts:
  - id: 9900000
    sites: [{id: 743, name: s, address: {house_number: "1", street_name: M, city: C, state: NC, zip: "27606"}, sippeers: [{id: 303716, name: p, default: true}]}]
    tiers: [0, 1]
  - {id: 9900001, sites: []}
local_calling_areas:
  - {rate_center: RALEIGH, state: NC, includes: [CARY]}
carriers:
  - spid: "6214"
    name: Partner Land
    numbers:
      - {block: "919790xxxx", rate_center: APEX, city: APEX, state: NC, lata: 426, coverage: partner, vendor: Level 3}
      - {block: "919791xxxx", rate_center: HOLLY, city: HOLLY, state: NC, lata: 426, coverage: none}
timeline:
  - {at: +1d, inventory: [{block: "919666000x", rate_center: AAA, city: AAA, state: NC, lata: 426, zips: [27000]}]}
)";

class Coverage : public SimTest {
 protected:
  Coverage() : SimTest({.scenario = kScenario}) {}

  Answer ask(const std::string& path) { return sim.send("GET", path); }
  std::vector<std::string> rate_centers(const std::string& query) {
    return ask("/rateCenters?" + query).all("RateCenters/RateCenter/Name");
  }
  std::vector<std::string> covered(const std::string& query) {
    return ask("/coveredRateCenters?page=1&size=10&" + query).all("CoveredRateCenter/Name");
  }
  /// Ten numbers.
  void order_all_of(const std::string& zip) {
    const Answer order =
        sim.post("/orders", "<Order><SiteId>743</SiteId><ZIPSearchAndOrderType><Zip>" + zip +
                                "</Zip><Quantity>10</Quantity></ZIPSearchAndOrderType></Order>");
    sim.advance("1m");
    EXPECT_EQ(sim.follow(order).at("OrderStatus"), "COMPLETE");
  }
};

TEST_F(Coverage, OfAStateIsListed) {
  EXPECT_XML(ask("/rateCenters?state=NC").body, R"(<RateCenterResponse>
      <ResultCount>3</ResultCount><RateCenters>
        <RateCenter><Abbreviation>APEX</Abbreviation><Name>APEX</Name></RateCenter>
        <RateCenter><Abbreviation>CARY</Abbreviation><Name>CARY</Name></RateCenter>
        <RateCenter><Abbreviation>RALEIGH</Abbreviation><Name>RALEIGH</Name></RateCenter>
      </RateCenters></RateCenterResponse>)");
  EXPECT_XML(ask("/cities?state=nc").body, R"(<CityResponse>
      <ResultCount>4</ResultCount><Cities>
        <City><RcAbbreviation>APEX</RcAbbreviation><Name>APEX</Name></City>
        <City><RcAbbreviation>CARY</RcAbbreviation><Name>CARY</Name></City>
        <City><RcAbbreviation>RALEIGH</RcAbbreviation><Name>GARNER</Name></City>
        <City><RcAbbreviation>RALEIGH</RcAbbreviation><Name>RALEIGH</Name></City>
      </Cities></CityResponse>)");
  EXPECT_THAT(rate_centers("state=NC&supported=true"), ElementsAre("CARY", "RALEIGH"));
  EXPECT_THAT(rate_centers("state=NY"), IsEmpty());
}

TEST_F(Coverage, CountsWhatIsAvailableNow) {
  EXPECT_XML(ask("/cities?state=NC&available=true").body, R"(<CityResponse>
      <ResultCount>3</ResultCount><Cities>
        <City><RcAbbreviation>CARY</RcAbbreviation>
          <AvailableTelephoneNumberCount>10</AvailableTelephoneNumberCount><Name>CARY</Name></City>
        <City><RcAbbreviation>RALEIGH</RcAbbreviation>
          <AvailableTelephoneNumberCount>10</AvailableTelephoneNumberCount><Name>GARNER</Name></City>
        <City><RcAbbreviation>RALEIGH</RcAbbreviation>
          <AvailableTelephoneNumberCount>10</AvailableTelephoneNumberCount><Name>RALEIGH</Name></City>
      </Cities></CityResponse>)");
  order_all_of("27511");
  EXPECT_XML(ask("/rateCenters?state=NC&available=true").body, R"(<RateCenterResponse>
      <ResultCount>1</ResultCount><RateCenters>
        <RateCenter><Abbreviation>RALEIGH</Abbreviation>
          <AvailableTelephoneNumberCount>20</AvailableTelephoneNumberCount>
          <Name>RALEIGH</Name></RateCenter>
      </RateCenters></RateCenterResponse>)");
  EXPECT_THAT(rate_centers("state=NC&supported=true"), ElementsAre("CARY", "RALEIGH"))
      << "it is served all the same";
  order_all_of("23061");
  EXPECT_THAT(rate_centers("state=VA&available=true"), IsEmpty());
}

TEST_F(Coverage, IsRefusedWithoutAState) {
  const auto code = [&](const std::string& path) {
    const Answer answer = ask(path);
    return std::to_string(answer.status) + " " + answer.body;
  };
  for (const char* family : {"/cities", "/rateCenters"}) {
    EXPECT_THAT(code(family), testing::HasSubstr("4010"));
    EXPECT_THAT(code(family + std::string("?state=Nebraska")), testing::HasSubstr("4006"));
    EXPECT_THAT(code(family + std::string("?state=NC&available=maybe")),
                testing::HasSubstr("1008"));
  }
}

TEST_F(Coverage, IsListedInPages) {
  const Answer redirected = ask("/coveredRateCenters");
  EXPECT_EQ(redirected.status, 303);
  EXPECT_EQ(redirected.body, "");
  EXPECT_EQ(redirected.location(), "http://dashsim.test/coveredRateCenters?size=500&page=1");
  EXPECT_EQ(ask("/coveredRateCenters?state=NC").location(),
            "http://dashsim.test/coveredRateCenters?state=NC&size=500&page=1");
  const Answer page = ask("/coveredRateCenters?state=NC&size=1&page=3");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.at("TotalCount"), "3");
  EXPECT_EQ(page.at("CoveredRateCenter/Name"), "RALEIGH");
  EXPECT_EQ(page.count("Links/next"), 0U);
}

TEST_F(Coverage, ShowsWhatIsAskedFor) {
  const Answer plain = ask("/coveredRateCenters?abbreviation=RALEIGH&page=1&size=1");
  EXPECT_XML(plain.body, R"(<CoveredRateCenters><TotalCount>1</TotalCount><Links>
      <first>Link=&lt;http://dashsim.test/coveredRateCenters?abbreviation=RALEIGH&amp;page=1&amp;size=1&gt;;rel="first";</first>
    </Links><CoveredRateCenter><Name>RALEIGH</Name><Abbreviation>RALEIGH</Abbreviation>
      <State>NC</State><Lata>426</Lata><Tiers><Tier>0</Tier><Tier>1</Tier></Tiers><Id>1</Id>
    </CoveredRateCenter></CoveredRateCenters>)");
  const std::string everything = R"(<Name>RALEIGH</Name><Abbreviation>RALEIGH</Abbreviation>
      <State>NC</State><Lata>426</Lata>
      <AvailableNumberCount>20</AvailableNumberCount>
      <LimitedAvailableNumberCount>20</LimitedAvailableNumberCount>
      <ZipCodes><ZipCode>27529</ZipCode><ZipCode>27601</ZipCode><ZipCode>27606</ZipCode></ZipCodes>
      <Cities><City>GARNER</City><City>RALEIGH</City></Cities>
      <Tiers><Tier>0</Tier><Tier>1</Tier></Tiers>
      <NpaNxxXs><NpaNxxX>9194390</NpaNxxX><NpaNxxX>9194400</NpaNxxX></NpaNxxXs>
      <Id>1</Id>
      <LocalRateCenters><RateCenterId>2</RateCenterId></LocalRateCenters>)";
  EXPECT_XML(ask("/coveredRateCenters/1").body,
             "<CoveredRateCenter>" + everything + "</CoveredRateCenter>");
  const Answer list =
      ask("/coveredRateCenters?page=3&size=1&embed=ZipCodes&embed=Cities&embed=NpaNxxX&embed="
          "AvailableNumberCount&embed=limitedAvailableNumberCount&embed=LocalRateCenters");
  EXPECT_THAT(list.body, testing::HasSubstr("<Name>RALEIGH</Name>"));
  EXPECT_EQ(list.at("CoveredRateCenter/LocalRateCenters/RateCenterId"), "2");
  EXPECT_EQ(list.at("CoveredRateCenter/AvailableNumberCount"), "20");
  EXPECT_NE(list.at("Links/next"), "");
  EXPECT_EQ(ask("/coveredRateCenters/77").status, 404);
}

TEST_F(Coverage, IsSearched) {
  EXPECT_THAT(covered(""), ElementsAre("APEX", "CARY", "RALEIGH", "GLOUCESTER"));
  EXPECT_THAT(covered("state=VA"), ElementsAre("GLOUCESTER"));
  EXPECT_THAT(covered("name=cary"), ElementsAre("CARY"));
  EXPECT_THAT(covered("zip=27529"), ElementsAre("RALEIGH"));
  EXPECT_THAT(covered("city=Garner"), ElementsAre("RALEIGH"));
  EXPECT_THAT(covered("lata=248"), ElementsAre("GLOUCESTER"));
  EXPECT_THAT(covered("lata=24801"), ElementsAre("GLOUCESTER"));
  EXPECT_THAT(covered("tier=1"), ElementsAre("RALEIGH"));
  EXPECT_THAT(covered("npa=804"), ElementsAre("GLOUCESTER"));
  EXPECT_THAT(covered("npaNxx=919439"), ElementsAre("RALEIGH"));
  EXPECT_THAT(covered("npaNxxX=9195550"), ElementsAre("CARY"));
  EXPECT_THAT(covered("npa=212"), IsEmpty());
  sim.advance("1d");
  EXPECT_THAT(covered("state=NC"), ElementsAre("AAA", "APEX", "CARY", "RALEIGH"));
  EXPECT_EQ(ask("/coveredRateCenters/1").at("Name"), "RALEIGH") << "ids stay";
}

TEST_F(Coverage, SearchesAreRefusedForTheirReason) {
  const std::string text =
      "Please verify that your NPA, NPA-NXX, or NPA-NXX-X search input parameters are correct.";
  EXPECT_XML(ask("/coveredRateCenters?page=1&size=1&npa=31").body,
             "<CoveredRateCenters><ResponseStatus><ErrorCode>4002</ErrorCode><Description>" + text +
                 "</Description></ResponseStatus></CoveredRateCenters>");
  const auto refused = [&](const std::string& query) {
    const Answer answer = ask("/coveredRateCenters?page=1&size=1&" + query);
    EXPECT_EQ(answer.status, 400);
    return answer.at("ResponseStatus/ErrorCode");
  };
  EXPECT_EQ(refused("npaNxx=31055"), "4002");
  EXPECT_EQ(refused("npaNxxX=abcdefg"), "4002");
  EXPECT_EQ(refused("state=North"), "4006");
  EXPECT_EQ(refused("zip=276"), "4007");
  EXPECT_EQ(refused("lata=1"), "4008");
  EXPECT_EQ(refused("tier=6"), "4016");
  EXPECT_EQ(refused("embed=Weather"), "4015");
  EXPECT_EQ(refused("embed=LocalRateCenters&state=NC"), "4019");
  EXPECT_EQ(refused("embed=Npa&embed=NpaNxxX"), "4025");
}

class AreaCodesOfCoverage : public Coverage {};

TEST_F(AreaCodesOfCoverage, AreEmbeddedToo) {
  uses_what_no_sample_shows();
  EXPECT_EQ(
      ask("/coveredRateCenters?page=1&size=1&name=CARY&embed=Npa").at("CoveredRateCenter/Npas/Npa"),
      "919");
}

class CoverageOfAllSizes : public SimTest {
 protected:
  CoverageOfAllSizes()
      : SimTest({.scenario = R"(
scenario: blocks of all sizes
inventory:
  - {block: "919439001x", rate_center: WIDE, city: WIDE, state: NC, lata: 426}
  - {block: "91944xxxxx", rate_center: WIDE, city: WIDE, state: NC, lata: 426}
  - {block: "919439000x", rate_center: WIDE, city: WIDE, state: NC, lata: 426}
  - {block: "9194391xxx", rate_center: WIDE, city: WIDE, state: NC, lata: 426}
)"}) {}

  Answer ask(const std::string& query) {
    return sim.send("GET", "/coveredRateCenters?page=1&size=10&name=WIDE&" + query);
  }
};

TEST_F(CoverageOfAllSizes, NamesEachThousandOnce) {
  std::vector<std::string> thousands{"9194390", "9194391"};
  for (int i = 9194400; i < 9194500; ++i) thousands.push_back(std::to_string(i));
  EXPECT_THAT(ask("embed=NpaNxxX").all("CoveredRateCenter/NpaNxxXs/NpaNxxX"),
              testing::ElementsAreArray(thousands));
  const auto found = [&](const std::string& query) { return ask(query).at("TotalCount"); };
  EXPECT_EQ(found("npaNxxX=9194390"), "1");
  EXPECT_EQ(found("npaNxxX=9194392"), "0");
  EXPECT_EQ(found("npaNxxX=9194457"), "1");
  EXPECT_EQ(found("npaNxx=919444"), "1");
  EXPECT_EQ(found("npaNxx=919450"), "0");
  EXPECT_EQ(found("npa=919"), "1");
  EXPECT_EQ(found("npa=918"), "0");
}

}  // namespace
}  // namespace dashsim::test::coverage_test
