// dashsim replay: a recorded session gives the same bytes again, or it is told where it does not.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "app/commands.hpp"
#include "app/settings.hpp"
#include "customer.hpp"

namespace dashsim::test::replay_test {
namespace {

using testing::HasSubstr;

class Replays : public SimTest {
 protected:
  Replays() { uses_what_no_sample_shows(); }
  ~Replays() override { std::filesystem::remove(file_); }

  /// What the command says of a session; `exit` is its exit code.
  std::string replay(const std::string& har, int exit) {
    std::ofstream(file_) << har;
    testing::internal::CaptureStdout();
    EXPECT_EQ(app::replay(file_, {}), exit);
    return testing::internal::GetCapturedStdout();
  }

  // Tests of other processes have files of their own.
  std::string file_ = testing::TempDir() + "dashsim_" + std::to_string(getpid()) + ".har";
};

TEST_F(Replays, GiveTheSameBytes) {
  Customer one(sim.port(), "default", 11, sim.receiver().url());
  sim.receiver().will_answer({{500, {}, "not now"}, {401, {{"WWW-Authenticate", "Basic"}}, {}}});
  for (int i = 0; i < 200; ++i) one.take_step();
  EXPECT_THAT(replay(sim.har(), 0), HasSubstr("entries are as they were recorded"));
}

TEST_F(Replays, KnowSecretsThatRecordsMask) {
  sim.call("POST", "/oauth2/token", {{"Content-Type", "application/x-www-form-urlencoded"}},
           "grant_type=client_credentials&client_id=tester&client_secret=secret");
  sim.call("GET", "/accounts/9900000/sites", basic("tester", "wrong"));
  sim.send("PUT", "/users/tester/password", "<Password>another</Password>");
  sim.call("GET", "/accounts/9900000/sites", basic("tester", "another"));
  sim.call("GET", "/accounts/9900000/sites", basic("tester", "secret"));
  sim.control("POST", "/faults",
              R"({"faults": [{"name": "down", "nth": 1, "respond": {"status": 503}}]})");
  sim.call("GET", "/accounts/9900000/sites", basic("tester", "another"));
  sim.call("GET", "/accounts/9900000/sites", basic("tester", "another"));
  EXPECT_THAT(sim.har(), HasSubstr("_fault"));
  EXPECT_THAT(replay(sim.har(), 0), HasSubstr("all 7 entries"));
}

TEST_F(Replays, ShowBothSidesOfTheFirstDifference) {
  sim.get("/sites");
  sim.get("/availableNumbers?areaCode=919&quantity=1");
  std::string har = sim.har();
  const std::size_t at = har.find("9192340000");
  ASSERT_NE(at, std::string::npos);
  har.replace(at, 10, "9192349999");
  const std::string told = replay(har, 1);
  EXPECT_THAT(told, HasSubstr("entry 2 of 2 is not as it was recorded: GET "
                              "http://dashsim.test/accounts/9900000/availableNumbers"));
  EXPECT_THAT(told, HasSubstr("response.content.text\n--- recorded"));
  EXPECT_THAT(told, HasSubstr("9192349999"));
  EXPECT_THAT(told, HasSubstr("9192340000"));
}

TEST_F(Replays, TellOfCallbacksThatDoNotCome) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  sim.post("/orders",
           "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode>"
           "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>");
  sim.advance_until_idle();
  EXPECT_THAT(replay(sim.har(), 0), HasSubstr("all 3 entries"));
  std::string har = sim.har();
  const std::size_t at = har.find("idle");
  ASSERT_NE(at, std::string::npos);
  har.replace(at, 4, "nev");
  EXPECT_THAT(replay(har, 1), HasSubstr("nothing of the kind happened"));
}

TEST_F(Replays, TakeWholeSessionsOfDashsimAlone) {
  EXPECT_THROW(app::replay("/nowhere.har", {}), app::WrongUse);
  EXPECT_THROW(replay("{}", 2), app::WrongUse);
  testing::internal::GetCapturedStdout();
  EXPECT_THROW(replay(R"({"log": {"version": "1.2", "entries": []}})", 2), app::WrongUse);
  testing::internal::GetCapturedStdout();
  sim.advance_until_idle();
  for (const std::string_view target : {"/x/clock/advance", ""}) {
    constexpr std::string_view kTarget = "/_sim/clock/advance";
    std::string har = sim.har();
    const std::size_t at = har.find(kTarget);
    ASSERT_NE(at, std::string::npos);
    har.replace(at, kTarget.size(), target);
    EXPECT_THROW(replay(har, 2), app::WrongUse) << target;
    testing::internal::GetCapturedStdout();
  }
  sim.get("/sites");
  sim.control("DELETE", "/journal");
  sim.get("/sites");
  EXPECT_THROW(replay(sim.har(), 2), app::WrongUse);
  testing::internal::GetCapturedStdout();
}

}  // namespace
}  // namespace dashsim::test::replay_test
