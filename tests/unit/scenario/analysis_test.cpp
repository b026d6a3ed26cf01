#include "scenario/analysis.hpp"

#include "scenario/builtins.hpp"
#include "scenario/load.hpp"

namespace dashsim::scenario::analysis_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kHead = "scenario: x\nclock: {start: 2026-01-05T09:00:00Z}\n";

std::vector<std::string> lines_of(const std::vector<Complaint>& complaints) {
  std::vector<std::string> lines;
  for (const Complaint& complaint : complaints) lines.push_back(to_line(complaint));
  return lines;
}

/// What is odd about a scenario; its text begins on line 3.
std::vector<std::string> warnings(const std::string& yaml,
                                  const std::map<std::string, std::string>& files = {}) {
  const Loader loader(
      builtins(),
      [&](const std::string& path) -> std::optional<std::string> {
        const auto found = files.find(path);
        return found == files.end() ? std::nullopt : std::optional(found->second);
      },
      {"GET /accounts/{accountId}/orders", "GET /accounts/{accountId}/orders/{orderid}",
       "POST /accounts/{accountId}/orders"},
      {5005, 7519});
  const Loaded loaded = loader.load_text("x.yaml", std::string(kHead) + yaml);
  EXPECT_THAT(lines_of(loaded.complaints), IsEmpty()) << yaml;
  EXPECT_NE(loaded.scenario, nullptr) << yaml << ": a warning refuses nothing";
  return lines_of(loaded.warnings);
}

std::string lifecycles(const std::string& first, const std::string& second) {
  const std::string steps = "steps: [{status: RECEIVED}]";
  return "lifecycles:\n  orders:\n    - {name: a, " + first + steps + "}\n    - {name: b, " +
         second + steps + "}\n";
}

TEST(Analysis, FindsNothingOddInTheBuiltInScenario) {
  EXPECT_THAT(warnings(""), IsEmpty());
}

TEST(Analysis, FindsLifecyclesThatAreNeverChosen) {
  const auto shadowed = ElementsAre(
      "x.yaml:6:7: warning: lifecycle 'b' is never chosen: 'a' on line 5 applies wherever it does");
  EXPECT_THAT(warnings(lifecycles("", "")), shadowed);
  EXPECT_THAT(warnings(lifecycles("", "when: {SiteId: \"1\"}, ")), shadowed);
  EXPECT_THAT(warnings(lifecycles("", "times: 1, ")), shadowed);
  EXPECT_THAT(warnings(lifecycles("when: {Tn: \"9*\"}, ", "when: {Tn: \"9*\"}, ")), shadowed);
  EXPECT_THAT(warnings(lifecycles("when: {Tn: \"*\"}, ", "when: {Tn: \"91?\"}, ")), shadowed);
  EXPECT_THAT(warnings(lifecycles("when: {Tn: \"9*\"}, ", "when: {Tn: \"91*\", SiteId: \"1\"}, ")),
              shadowed);
}

TEST(Analysis, LeavesLifecyclesAloneThatMayBeChosen) {
  EXPECT_THAT(warnings(lifecycles("times: 1, ", "")), IsEmpty());
  EXPECT_THAT(warnings(lifecycles("when: {SiteId: \"1\"}, ", "")), IsEmpty());
  EXPECT_THAT(warnings(lifecycles("when: {SiteId: \"1\"}, ", "when: {SiteId: \"2\"}, ")),
              IsEmpty());
  EXPECT_THAT(warnings(lifecycles("when: {Tn: \"91*\"}, ", "when: {Tn: \"9*\"}, ")), IsEmpty());
  EXPECT_THAT(warnings(lifecycles("when: {Tn: \"9?\"}, ", "when: {Tn: \"9*\"}, ")), IsEmpty())
      << "the star stands for more than the question mark";
}

std::string faults(const std::string& first, const std::string& second) {
  return "faults:\n  - {name: a, " + first + "}\n  - {name: b, " + second + "}\n";
}

TEST(Analysis, FindsFaultsThatAreShadowed) {
  const auto shadowed = ElementsAre(
      "x.yaml:5:5: warning: fault 'b' never happens: 'a' on line 4 happens to all that it looks "
      "for");
  const std::string close = "connection: close";
  EXPECT_THAT(warnings(faults(close, close)), shadowed);
  EXPECT_THAT(warnings(faults(close, "nth: 3, " + close)), shadowed);
  EXPECT_THAT(warnings(faults("on: \"GET *\", " + close,
                              "on: \"GET /accounts/{accountId}/orders\", user: x, " + close)),
              shadowed);
  EXPECT_THAT(warnings(faults("when: {Status: \"*\"}, callback: {drop: true}",
                              "when: {Status: FAILED}, callback: {corrupt: true}")),
              shadowed);
}

TEST(Analysis, LeavesFaultsAloneThatMayHappen) {
  const std::string close = "connection: close";
  for (const char* limit : {"nth: 2", "every: 2", "times: 2", "probability: 0.5", "from: +1d",
                            "until: +1d", "limit: {requests: 1, per: 1s}", "optional: true",
                            "user: x", "header: {A: b}", "query: {a: b}", "when: {a: b}"})
    EXPECT_THAT(warnings(faults(std::string(limit) + ", " + close, close)), IsEmpty()) << limit;
  EXPECT_THAT(warnings(faults("callback: {drop: true}", close)), IsEmpty())
      << "one is about callbacks, the other about requests";
  EXPECT_THAT(warnings(faults(close, close) + "timeline: [{at: +1d, end_faults: [a]}]\n"),
              IsEmpty())
      << "the first one ends";
}

std::string fault(const std::string& rest) {
  return "faults: [{name: a, " + rest + ", connection: close}]\n";
}

TEST(Analysis, FindsCountersThatNeverMeetOrSayNothing) {
  EXPECT_THAT(warnings(fault("nth: 3, every: 2")),
              ElementsAre("x.yaml:3:10: warning: fault 'a' never happens: nth 3 is no multiple of "
                          "every 2"));
  EXPECT_THAT(warnings(fault("nth: 4, every: 2")),
              ElementsAre("x.yaml:3:10: warning: fault 'a' happens once by nth alone: every says "
                          "nothing beside it"));
  EXPECT_THAT(warnings(fault("nth: 4, times: 2")),
              ElementsAre("x.yaml:3:10: warning: fault 'a' happens once by nth alone: times says "
                          "nothing beside it"));
  EXPECT_THAT(warnings(fault("every: 4, times: 2")), IsEmpty());
}

TEST(Analysis, FindsOperationsThatContradictMethodAndPath) {
  const std::string on = "on: \"GET /accounts/{accountId}/orders*\", ";
  EXPECT_THAT(warnings(fault(on + "method: POST")),
              ElementsAre("x.yaml:3:10: warning: fault 'a' never happens: no operation 'GET "
                          "/accounts/{accountId}/orders*' has the method POST"));
  EXPECT_THAT(warnings(fault(on + "path: \"/accounts/*/sites/*\"")),
              ElementsAre("x.yaml:3:10: warning: fault 'a' never happens: no operation 'GET "
                          "/accounts/{accountId}/orders*' has a path '/accounts/*/sites/*'"));
  EXPECT_THAT(warnings(fault(on + "method: HEAD, path: \"*/accounts/99*/orders/*-*\"")), IsEmpty());
  EXPECT_THAT(warnings(fault("method: POST, path: \"*/sites\"")), IsEmpty());
}

TEST(Analysis, FindsFaultsThatAreOverBeforeTheyBegin) {
  EXPECT_THAT(warnings(fault("until: 2026-01-05T09:00:00Z")),
              ElementsAre("x.yaml:3:10: warning: fault 'a' is over before the clock starts"));
  EXPECT_THAT(warnings(fault("until: +1ms")), IsEmpty());
  EXPECT_THAT(warnings("timeline:\n  - {at: +2d, faults: [{name: a, until: +1d, connection: "
                       "close}]}\n"),
              ElementsAre("x.yaml:4:24: warning: fault 'a' is over before it begins"));
}

TEST(Analysis, FindsCodesThatAreNotDocumented) {
  EXPECT_THAT(warnings("faults: [{name: a, respond: {code: 5006}}]\n"),
              ElementsAre("x.yaml:3:10: warning: error code 5006 is not documented, so that it has "
                          "no text"));
  EXPECT_THAT(warnings("faults: [{name: a, respond: {code: 5005}}]\n"), IsEmpty());
  EXPECT_THAT(warnings("lifecycles:\n  portins:\n    - steps: [{status: SUBMITTED}]\n      on: "
                       "{supp: [{status: EXCEPTION, errors: [7519, 1]}]}\n"),
              ElementsAre("x.yaml:6:19: warning: error code 1 is not documented, so that it has "
                          "no text"));
}

TEST(Analysis, NamesTheFileWhereThatIsAnotherOne) {
  const std::string base = "scenario: y\nextends: nothing\n" + fault("until: 2026-01-01T00:00:00Z");
  EXPECT_THAT(warnings("extends: y.yaml\n", {{"y.yaml", base}}),
              ElementsAre("y.yaml:3:10: warning: fault 'a' is over before the clock starts"));
}

}  // namespace
}  // namespace dashsim::scenario::analysis_test
