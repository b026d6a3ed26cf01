#include "support/sim.hpp"

namespace dashsim::test::inserviceNumbers_test {
namespace {

using InserviceNumbers = SimTest;

TEST_F(InserviceNumbers, AreListedInPages) {
  const Answer page = sim.get("/inserviceNumbers?page=1&size=2");
  EXPECT_XML(page.body, R"(
    <TNs>
      <TotalCount>50</TotalCount>
      <Links>
        <first>Link=&lt;http://dashsim.test/accounts/9900000/inserviceNumbers?page=1&amp;size=2&gt;;rel="first";</first>
        <next>Link=&lt;http://dashsim.test/accounts/9900000/inserviceNumbers?page=2&amp;size=2&gt;;rel="next";</next>
      </Links>
      <TelephoneNumbers>
        <Count>2</Count>
        <TelephoneNumber>9195550100</TelephoneNumber>
        <TelephoneNumber>9195550101</TelephoneNumber>
      </TelephoneNumbers>
    </TNs>)");
  EXPECT_EQ(sim.get("/inserviceNumbers?page=25&size=2").count("Links/next"), 0U);
  EXPECT_EQ(sim.get("/inserviceNumbers").at("TelephoneNumbers/Count"), "50");
  EXPECT_EQ(sim.get("/inserviceNumbers?page=26&size=2").status, 404) << "there is no such page";
  EXPECT_EQ(sim.get("/inserviceNumbers?page=x&size=2").status, 400);
}

TEST_F(InserviceNumbers, AreFiltered) {
  const std::pair<const char*, const char*> filters[] = {
      {"areacode=919", "50"}, {"npanxx=919555", "50"},
      {"state=NC", "50"},     {"ratecenter=RALEIGH&state=nc", "50"},
      {"lata=426", "50"},     {"startdate=2026-01-05&enddate=2026-01-05", "50"},
  };
  for (const auto& [filter, total] : filters) {
    EXPECT_EQ(sim.get("/inserviceNumbers?" + std::string(filter)).at("TotalCount"), total)
        << filter;
  }
  for (const char* filter : {"areacode=804", "state=VA", "npanxx=919555&state=UT",
                             "startdate=2026-01-06", "lata=x", "tier=gold", "areacode=x"}) {
    const Answer none = sim.get("/inserviceNumbers?" + std::string(filter));
    EXPECT_EQ(none.status, 204) << filter;
    EXPECT_EQ(none.body, "");
  }
}

TEST_F(InserviceNumbers, AreCountedAndVerified) {
  EXPECT_XML(sim.get("/inserviceNumbers/totals").body, "<Quantity><Count>50</Count></Quantity>");
  EXPECT_EQ(sim.get("/inserviceNumbers/9195550149").status, 200);
  for (const char* number : {"9195550150", "9194390001", "123", "abc"}) {
    EXPECT_EQ(sim.get("/inserviceNumbers/" + std::string(number)).status, 404) << number;
  }
}

}  // namespace
}  // namespace dashsim::test::inserviceNumbers_test
