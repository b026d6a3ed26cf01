// Which documented operations and statuses a world has met.
#include <boost/json/parse.hpp>

#include "control/coverage.hpp"
#include "support/sim.hpp"

namespace dashsim::test::met_statuses_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class MetStatuses : public SimTest {
 protected:
  MetStatuses() : SimTest({.journal_entries_max = 2}) {}
  std::string coverage(const std::string& format = "text") {
    return sim.control("GET", "/coverage?format=" + format).body;
  }
};

TEST_F(MetStatuses, AreCountedEvenWhenTheJournalHasLetThemGo) {
  EXPECT_THAT(coverage(), HasSubstr("operations 0 of 240, statuses 0 of 459\n"));
  for (int n = 0; n < 5; ++n) sim.get("/sites");
  sim.get("/sites/1");
  sim.send("GET", "/users");
  sim.control("DELETE", "/journal");
  const std::string text = coverage();
  EXPECT_THAT(text, HasSubstr("      5  GET /accounts/{accountId}/sites 200\n"));
  EXPECT_THAT(text, HasSubstr("      1  GET /accounts/{accountId}/sites/{siteId} 404\n"));
  EXPECT_THAT(text, HasSubstr("      -  GET /accounts/{accountId}/sites/{siteId} 200\n"));
  EXPECT_THAT(text, HasSubstr("      1  GET /users 200\n")) << "only clients know it";
  EXPECT_THAT(text, Not(HasSubstr("moveTns")));
  EXPECT_THAT(text, HasSubstr("operations 2 of 240, statuses 2 of 459\n"));
}

TEST_F(MetStatuses, AreToldAsMachinesWantThem) {
  sim.get("/sites");
  const auto json = boost::json::parse(coverage("json")).as_object();
  EXPECT_EQ(json.at("operations").at("met"), 1);
  EXPECT_EQ(json.at("operations").at("documented"), 240);
  EXPECT_EQ(json.at("list").as_array().size(), 240U);
  const std::string junit = coverage("junit");
  EXPECT_THAT(junit, HasSubstr("tests=\"459\" failures=\"0\" skipped=\"458\">"));
  EXPECT_THAT(junit,
              HasSubstr("<testcase classname=\"GET /accounts/{accountId}/sites\" name=\"200\"/>"));
  EXPECT_TRUE(std::holds_alternative<xml::Document>(xml::Document::read(junit)));
  EXPECT_EQ(sim.control("GET", "/coverage?format=pdf").status, 400);
}

TEST_F(MetStatuses, ComeFromRecordedSessions) {
  control::Coverage coverage;
  sim.get("/sites");
  EXPECT_TRUE(coverage.count_har(sim.har()));
  EXPECT_TRUE(coverage.count_har(R"({"log": {"entries": [
    {"request": {"method": "GET", "url": "https://dashboard.example.com/api/accounts/1/sites?x=y"},
     "response": {"status": 200}},
    {"request": {"method": "GET", "url": "https://www.example.com/"}, "response": {"status": 200}},
    {"request": {"method": "GET", "url": "https://dashboard.example.com/api/accounts/1/sites"},
     "response": {"status": 302}}]}})"))
      << "of others, too";
  EXPECT_THAT(coverage.as_text(), HasSubstr("      2  GET /accounts/{accountId}/sites 200\n"));
  EXPECT_THAT(coverage.as_text(), HasSubstr("operations 1 of 240, statuses 1 of 459\n"));
  for (const char* text :
       {"", "[]", "{}", R"({"log": 1})", R"({"log": {"entries": {}}})",
        R"({"log": {"entries": [1]}})", R"({"log": {"entries": [{"request": {}}]}})",
        R"({"log": {"entries": [{"request": {}, "response": {"status": "200"}}]}})"})
    EXPECT_FALSE(coverage.count_har(text)) << text;
}

}  // namespace
}  // namespace dashsim::test::met_statuses_test
