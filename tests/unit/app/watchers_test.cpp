#include "app/watchers.hpp"

#include <gmock/gmock.h>

#include <utility>

#include "app/driver.hpp"
#include "unit/world/world_story.hpp"

namespace dashsim::app::watchers_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Watchers, AreToldAtOnceWhatTheyHaveNotSeen) {
  Watchers watchers;
  std::vector<std::uint64_t> told;
  const auto tell = [&](std::uint64_t changes) { told.push_back(changes); };
  watchers.note_change();
  watchers.watch(0, tell);
  EXPECT_THAT(told, ElementsAre(1));
  watchers.watch(7, tell);  // of a server that has been started anew since
  EXPECT_THAT(told, ElementsAre(1, 1));
}

TEST(Watchers, WaitForTheNextChangeAndAreToldOnce) {
  Watchers watchers;
  std::vector<std::uint64_t> told;
  const auto tell = [&](std::uint64_t changes) { told.push_back(changes); };
  watchers.watch(0, tell);
  watchers.watch(0, tell);
  EXPECT_THAT(told, IsEmpty());
  watchers.note_change();
  watchers.note_change();
  EXPECT_THAT(told, ElementsAre(1, 1));
}

TEST(Watchers, MayComeBackWhileTheyAreTold) {
  Watchers watchers;
  int told = 0;
  std::function<void(std::uint64_t)> tell = [&](std::uint64_t changes) {
    ++told;
    watchers.watch(changes, tell);
  };
  watchers.watch(0, tell);
  watchers.note_change();
  EXPECT_EQ(told, 1);
  watchers.note_change();
  EXPECT_EQ(told, 2);
}

TEST(Watchers, OneTooManyMakesTheOldestGo) {
  Watchers watchers;
  std::vector<std::size_t> told;
  for (std::size_t n = 0; n < Watchers::kMax + 2; ++n)
    watchers.watch(0, [&told, n](std::uint64_t) { told.push_back(n); });
  EXPECT_THAT(told, ElementsAre(0, 1));
}

/// A driver that somebody watches.
class WatchedDriver : public testing::Test {
 protected:
  /// Whether something has happened since it was asked for the last time.
  bool changed() {
    std::uint64_t now = 0;
    driver.watch(UINT64_MAX, [&](std::uint64_t changes) { now = changes; });
    return std::exchange(seen_, now) != now;
  }
  void control(const std::string& method, const std::string& path, const std::string& body = {}) {
    driver.control({method, "/_sim/" + path, {}, body}, [](const net::Response&) {});
  }

  void request(const std::string& method, const std::string& path, const std::string& body = {}) {
    driver.arrive(pipeline.receive({method,
                                    "/accounts/9900000" + path,
                                    {{"Authorization", "Basic dGVzdGVyOnNlY3JldA=="}},
                                    body},
                                   {}),
                  [](const net::Response&) {});
  }

  const api::Pipeline pipeline;
  Nowhere nowhere;
  Driver driver{"test", world::load(""), pipeline, {}, nowhere};

 private:
  std::uint64_t seen_ = UINT64_MAX;
};

TEST_F(WatchedDriver, TellsOfRequestsAndCommandsButNotOfReaders) {
  changed();
  EXPECT_FALSE(changed());
  control("GET", "clock");
  control("HEAD", "state");
  EXPECT_FALSE(changed());
  control("POST", "clock/advance", R"({"by": "5m"})");
  EXPECT_TRUE(changed());
  control("POST", "snapshot");
  EXPECT_TRUE(changed());
  request("GET", "/sites");
  EXPECT_TRUE(changed());
  EXPECT_FALSE(changed());
}

TEST_F(WatchedDriver, TellsOfAResetAndOfItsEnd) {
  changed();
  driver.reset(nullptr);
  EXPECT_TRUE(changed());
  driver.close();
  EXPECT_TRUE(changed());
}

TEST_F(WatchedDriver, DoesNotTellThatTimePasses) {
  control("POST", "clock/scale", R"({"speed": 60})");
  changed();
  const auto start = driver.world().now();
  driver.follow_wall(start + std::chrono::minutes(5));
  EXPECT_FALSE(changed());
  request("POST", "/orders",
          "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>804</AreaCode>"
          "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>");
  changed();
  driver.follow_wall(start + std::chrono::seconds(300));
  EXPECT_FALSE(changed()) << "it is there already";
  driver.follow_wall(start + std::chrono::seconds(302));
  EXPECT_TRUE(changed()) << "the order is complete";
}

}  // namespace
}  // namespace dashsim::app::watchers_test
