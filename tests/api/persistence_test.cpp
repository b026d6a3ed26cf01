// Worlds that outlive the server: --data-dir.
#include <sys/resource.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "customer.hpp"
#include "kernel/time.hpp"

namespace dashsim::test::persistence_test {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string kStandsStill = "scenario: still\nclock: {poll_advance: 0s}\n";
const std::string kOrder =
    "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode>"
    "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>";

/// A folder of this process, empty at first.
fs::path fresh_folder(const std::string& name) {
  const fs::path folder =
      fs::temp_directory_path() / ("dashsim-" + name + "-" + std::to_string(getpid()));
  fs::remove_all(folder);
  return folder;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// All that anybody can learn of a world.
std::string all_of(Sim& sim, const std::string& world = {}) {
  std::string all;
  for (const char* path : {"/journal.har", "/state", "/clock", "/snapshots", "/faults", "/events",
                           "/callbacks", "/outbox", "/coverage", "/scenario", "/scenario/use"})
    all += sim.control("GET", path, {}, world).body;
  return all;
}

/// Files of this process grow to a size at most, as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(std::uint64_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

class KeptWorlds : public testing::Test {
 protected:
  KeptWorlds() : KeptWorlds({.scenario = kStandsStill, .auto_worlds = true}) {}
  explicit KeptWorlds(SimOptions options)
      : folder_(fresh_folder("kept")), options_(with_folder(std::move(options))), sim(options_) {}
  ~KeptWorlds() override { fs::remove_all(folder_); }

  SimOptions with_folder(SimOptions options) const {
    options.data_dir = folder_;
    return options;
  }
  void restart() { sim.restart(options_); }
  /// Restarts, and gives what the server had to say.
  std::string told_by_restart() {
    testing::internal::CaptureStderr();
    restart();
    return testing::internal::GetCapturedStderr();
  }
  fs::path log_of(const std::string& world = "default") const {
    return folder_ / "worlds" / world / "log";
  }
  /// What a restart tells of a world that it does not take.
  std::string refusal(const SimOptions& options) {
    try {
      sim.restart(options);
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return {};
  }

  const fs::path folder_;
  SimOptions options_;
  Sim sim;
};

TEST_F(KeptWorlds, AreAfterARestartWhatTheyWere) {
  for (const char* world : {"default", "run-1", ".."}) {
    Customer customer(sim.port(), world, 1, sim.receiver().url());
    for (int i = 0; i < 150; ++i) customer.take_step();
  }
  std::map<std::string, std::string> before;
  for (const char* world : {"default", "run-1", ".."}) before[world] = all_of(sim, world);
  EXPECT_THAT(before["default"], HasSubstr(R"("_direction":"callback")"));
  const std::size_t called = sim.receiver().requests().size();
  restart();
  for (const auto& [world, all] : before) EXPECT_EQ(all_of(sim, world), all) << world;
  EXPECT_THAT(sim.receiver().requests(), SizeIs(called)) << "nobody is called again";
}

TEST_F(KeptWorlds, GoOnAsIfNothingHadHappened) {
  Sim other({.scenario = kStandsStill, .auto_worlds = true});  // is never restarted
  const auto both = [&](const std::string& method, const std::string& path,
                        const std::string& body = {}, const std::string& world = {}) {
    const std::string answer = sim.control(method, path, body, world).body;
    EXPECT_EQ(answer, other.control(method, path, body, world).body) << path;
    return answer;
  };
  const auto live = [&](std::uint64_t seed, const std::string& world = "default") {
    Customer one(sim.port(), world, seed, sim.receiver().url());
    Customer two(other.port(), world, seed, sim.receiver().url());
    for (int i = 0; i < 40; ++i) {
      one.take_step();
      two.take_step();
    }
    ASSERT_EQ(all_of(sim, world), all_of(other, world)) << seed;
  };
  live(1);
  both("POST", "/snapshot", R"({"name": "first"})");
  restart();
  live(2);
  both("POST", "/faults",
       R"({"faults": [{"name": "f", "method": "GET", "every": 3, "respond": {"status": 503}}]})");
  live(3);
  both("POST", "/snapshot", R"({"name": "second"})");
  restart();
  both("POST", "/rewind", R"({"by": "90m"})");
  live(4);
  both("POST", "/fork", R"({"name": "forked"})");
  EXPECT_THAT(both("GET", "/worlds"), HasSubstr("forked"));
  restart();
  live(5);
  live(6, "forked");
  EXPECT_THAT(both("GET", "/snapshots", {}, "forked"), Not(HasSubstr("first")));
  both("POST", "/restore", R"({"name": "first"})");
  restart();
  live(7);
  live(8, "forked");
  both("POST", "/rewind", R"({"by": "1h"})", "forked");
  both("POST", "/reset");
  restart();
  live(9);
  both("DELETE", "/snapshot?name=first");
  both("POST", "/restore", R"({"name": "second"})");
  both("PUT", "/scenario", R"({"scenario": "scenario: other\nseed: 99\nclock: {mode: auto}\n"})");
  restart();
  live(10);
  both("POST", "/restore", R"({"name": "second"})");
  both("DELETE", "/snapshot?name=second");
  live(11);
  both("POST", "/rewind", R"({"by": "10m"})");
  restart();
  live(12);
  live(13, "forked");
}

TEST_F(KeptWorlds, ComeAndGoForGood) {
  EXPECT_EQ(
      sim.control("POST", "/worlds", R"({"name": "own", "scenario": "scenario: own\n", "seed": 3})")
          .status,
      201);
  EXPECT_EQ(
      sim.call("GET", "/_world/auto/accounts/9900000/sites", basic("tester", "secret")).status,
      200);
  EXPECT_EQ(sim.control("POST", "/worlds", R"({"name": "gone"})").status, 201);
  EXPECT_EQ(sim.control("POST", "/fork", R"({"name": "gone-too"})").status, 200);
  EXPECT_EQ(sim.control("DELETE", "/worlds/gone").status, 200);
  EXPECT_EQ(sim.control("DELETE", "/worlds/gone-too").status, 200);
  EXPECT_FALSE(fs::exists(log_of("gone").parent_path()));
  const std::string worlds = sim.control("GET", "/worlds").body;
  const std::string own = all_of(sim, "own");
  restart();
  EXPECT_EQ(sim.control("GET", "/worlds").body, worlds);
  EXPECT_EQ(all_of(sim, "own"), own);
  EXPECT_THAT(own, HasSubstr(R"("seed":3)"));
  EXPECT_EQ(sim.control("POST", "/worlds", R"({"name": "gone"})").status, 201);
}

TEST_F(KeptWorlds, AreOfTheScenarioThatTheyWereMadeOf) {
  sim.control("POST", "/worlds", R"({"name": "own", "scenario": "scenario: own\n"})");
  sim.get("/sites");
  const std::string before = all_of(sim);
  options_.scenario = "scenario: another\nseed: 5\n";
  EXPECT_THAT(told_by_restart(),
              AllOf(HasSubstr(": 1 inputs of 2 worlds replayed in "),
                    HasSubstr("1 of them are of the served scenario as it was")));
  EXPECT_EQ(all_of(sim), before);
  EXPECT_EQ(sim.control("POST", "/reload").body, "{\"reloaded\":true}\n");
  const std::string after = all_of(sim);
  EXPECT_THAT(after, AllOf(HasSubstr(R"("scenario":"another")"), HasSubstr(R"("seed":5)")));
  EXPECT_THAT(all_of(sim, "own"), HasSubstr(R"("scenario":"own")"));
  EXPECT_THAT(told_by_restart(), Not(HasSubstr("as it was")));
  EXPECT_EQ(all_of(sim), after);
}

TEST_F(KeptWorlds, BeginTheirLogsAnewWithAReset) {
  for (int i = 0; i < 50; ++i) sim.get("/sites");
  const auto grown = fs::file_size(log_of());
  sim.control("POST", "/reset");
  EXPECT_LT(fs::file_size(log_of()), grown / 10);
  const std::string before = all_of(sim);
  restart();
  EXPECT_EQ(all_of(sim), before);
}

TEST_F(KeptWorlds, CostAPlaceOfTheirOwnOnTheDisk) {
  sim.control("POST", "/worlds", R"({"name": "a"})");
  EXPECT_EQ(fs::status(folder_ / "worlds").permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(log_of("a").parent_path()).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(log_of("a")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(KeptWorlds, AreSyncedWithEachAnswerIfThatIsWanted) {
  options_.data_sync = app::Syncing::kAlways;
  restart();
  sim.control("POST", "/worlds", R"({"name": "a"})");
  sim.post("/orders", kOrder);
  sim.control("POST", "/fork", R"({"name": "b"})");
  sim.control("DELETE", "/worlds/a");
  sim.control("POST", "/reset");
  const std::string id = sim.post("/orders", kOrder).at("Order/id");
  restart();
  EXPECT_EQ(sim.get("/orders/" + id).status, 200);
  EXPECT_EQ(sim.control("GET", "/state", {}, "b").status, 200);
}

TEST_F(KeptWorlds, AreCutWhereTheirLogsAreTorn) {
  const std::string id = sim.post("/orders", kOrder).at("Order/id");
  const std::string before = all_of(sim);
  const auto size = fs::file_size(log_of());
  sim.post("/orders", kOrder);
  fs::resize_file(log_of(), fs::file_size(log_of()) - 3);
  const auto torn = fs::file_size(log_of()) - size;
  const std::string place = log_of().string() + ": byte " + std::to_string(size);
  EXPECT_THAT(told_by_restart(),
              AllOf(HasSubstr(place), HasSubstr("cut short: its end is torn; 2 records before it "
                                                "are kept, " +
                                                std::to_string(torn) +
                                                " bytes are cut and lie in "
                                                "log.cut-" +
                                                std::to_string(size))));
  EXPECT_EQ(fs::file_size(log_of().string() + ".cut-" + std::to_string(size)), torn);
  EXPECT_EQ(all_of(sim), before);
  EXPECT_EQ(sim.get("/orders/" + id).status, 200);
  EXPECT_THAT(told_by_restart(), Not(HasSubstr("torn")));
}

TEST_F(KeptWorlds, AreCutWhereTheirLogsAreDamaged) {
  sim.get("/sites");
  const std::string before = all_of(sim);
  const auto size = fs::file_size(log_of());
  sim.get("/sites");
  const auto next = fs::file_size(log_of());
  sim.get("/sites");
  std::fstream(log_of(), std::ios::in | std::ios::out).seekp(static_cast<std::streamoff>(size) + 40)
      << '\x01';
  EXPECT_THAT(told_by_restart(),
              AllOf(HasSubstr("byte " + std::to_string(size) + ": the checksum"),
                    HasSubstr("it is damaged in the middle, records at " + std::to_string(next) +
                              " and behind can be read; 2 records before it are kept")));
  EXPECT_EQ(all_of(sim), before);
}

TEST_F(KeptWorlds, AreGoneWithTheirBeginnings) {
  const std::string fresh = all_of(sim);
  sim.control("POST", "/worlds", R"({"name": "other"})");
  sim.get("/sites");
  for (const char* world : {"default", "other"})
    std::fstream(log_of(world), std::ios::in | std::ios::out).seekp(3) << '?';
  const std::string spoiled = bytes_of(log_of());
  EXPECT_THAT(told_by_restart(),
              AllOf(HasSubstr("log: byte 0: it does not begin as a log does: it is damaged in the "
                              "middle, records at 20 and behind can be read"),
                    HasSubstr("how the world 'default' began: that is no more"),
                    HasSubstr("how the world 'other' began: that is no more")));
  EXPECT_EQ(all_of(sim), fresh) << "the default world begins anew";
  EXPECT_EQ(bytes_of(log_of().string() + ".cut-0"), spoiled);
  EXPECT_EQ(sim.control("GET", "/worlds").body,
            "{\"worlds\":[{\"name\":\"default\",\"scenario\":\"still\"}]}\n");
  EXPECT_EQ(sim.control("POST", "/worlds", R"({"name": "other"})").status, 201);
  fs::resize_file(log_of(), 20);
  EXPECT_THAT(told_by_restart(), HasSubstr("how the world 'default' began: that is no more"));
  EXPECT_EQ(all_of(sim), fresh);
}

TEST_F(KeptWorlds, AreNotShownOtherwiseThanTheyWere) {
  const std::string id = sim.post("/orders", kOrder).at("Order/id");
  const auto size = fs::file_size(log_of());
  sim.advance("1h");
  sim.get("/orders/" + id);
  SimOptions stricter = options_;
  stricter.xml.elements_max = 3;  // as another dashsim might be: the order is refused
  EXPECT_THAT(refusal(stricter),
              AllOf(HasSubstr("byte " + std::to_string(size) +
                              ": the world 'default' is not as it was: "
                              "here it stood at 2026-01-05T09:00:00.000Z, answers "),
                    HasSubstr("and now at 2026-01-05T09:00:00.000Z, answers "),
                    HasSubstr("begun by dashsim "), HasSubstr("--data-accept")));
  restart();
  EXPECT_EQ(sim.get("/orders/" + id).status, 200) << "nothing has been changed";

  stricter.data_accept = true;
  sim.restart(stricter);
  EXPECT_EQ(sim.get("/orders/" + id).status, 404);
  const std::string now = all_of(sim);
  EXPECT_TRUE(fs::exists(log_of().string() + ".cut-" + std::to_string(size)));
  stricter.data_accept = false;
  sim.restart(stricter);
  EXPECT_EQ(all_of(sim), now) << "as it was taken";
}

TEST_F(KeptWorlds, OfAnotherFormatAreLeftAlone) {
  sim.control("POST", "/worlds", R"({"name": "a"})");
  const std::string before = all_of(sim, "a");
  // The header of a log of format 2.
  const std::string whole = bytes_of(log_of("a"));
  std::fstream(log_of("a"), std::ios::in | std::ios::out)
      << std::string("dashslog\x02\0\0\0\x01\0\0\0\x80\x0f\x9d\xd3", 20);
  EXPECT_THAT(refusal(options_), HasSubstr("its format is 2, and dashsim"));
  std::ofstream(log_of("a"), std::ios::binary) << whole;
  restart();
  EXPECT_EQ(all_of(sim, "a"), before);
}

class KeptClocks : public KeptWorlds {
 protected:
  KeptClocks()
      : KeptWorlds(
            {.scenario = "scenario: c\nclock: {poll_advance: 0s, mode: scaled, speed: 1000}\n"}) {}
  kernel::VirtualTime now() {
    return *kernel::parse_instant(text(json::parse(sim.control("GET", "/clock").body).at("now")));
  }
};

TEST_F(KeptClocks, GoOnWhereTheyWere) {
  const std::string id = sim.post("/orders", kOrder).at("Order/id");
  const auto begun = now();
  while (sim.get("/orders/" + id).at("OrderStatus") != "COMPLETE") continue;
  const auto before = now();
  EXPECT_GT(before, begun);
  restart();
  EXPECT_GE(now(), before);
  EXPECT_LT(now(), before + std::chrono::hours(10))
      << "nothing but the time since the start counts";
  EXPECT_EQ(sim.get("/orders/" + id).at("OrderStatus"), "COMPLETE");
  const auto again = now();
  while (now() == again) continue;
}

TEST_F(KeptClocks, StandStillOnAFullDisk) {
  sim.post("/orders", kOrder);
  const auto begun = now();
  std::optional<FullDisk> full(fs::file_size(log_of()));
  while (sim.get("/sites").status != 503) continue;
  const auto stands = now();
  EXPECT_EQ(sim.get("/sites").status, 503);
  EXPECT_EQ(now(), stands);
  full.reset();
  EXPECT_EQ(sim.control("POST", "/reset").status, 200);
  while (now() <= begun) continue;
}

TEST(KeptCalls, ThatWereInFlightArePlacedAgain) {
  const fs::path folder = fresh_folder("calls");
  const std::string yaml =
      "scenario: calls\nclock: {mode: auto}\nsubscriptions:\n  - {account: 9900000, order_type: "
      "orders, url: \"" +
      Receiver::nth(0).url() + "\"}\n";
  SimOptions options{.scenario = yaml, .data_dir = folder};
  Sim sim(options);
  sim.receiver().falls_silent();
  const std::string id = sim.post("/orders", kOrder).at("Order/id");
  const auto clock = [&] { return sim.control("GET", "/clock").body; };
  EXPECT_THAT(clock(), HasSubstr(R"("idle":false)"));
  while (sim.receiver().requests().empty()) clock();
  const std::string asked = sim.receiver().requests()[0].body;
  sim.receiver().forget_everything();

  sim.restart(options);
  while (clock().find(R"("idle":true)") == std::string::npos) continue;
  ASSERT_FALSE(sim.receiver().requests().empty());
  EXPECT_EQ(sim.receiver().requests()[0].body, asked);
  EXPECT_THAT(sim.get("/subscriptions").body, HasSubstr("200 OK"));
  const std::string before = all_of(sim);
  sim.restart(options);
  EXPECT_EQ(all_of(sim), before);
  EXPECT_EQ(sim.get("/orders/" + id).at("OrderStatus"), "COMPLETE");
  fs::remove_all(folder);
}

TEST_F(KeptWorlds, OnAFullDiskChangeNothingMore) {
  for (int i = 0; i < 20; ++i) sim.get("/sites");
  const std::string id = sim.post("/orders", kOrder).at("Order/id");
  sim.control("POST", "/worlds", R"({"name": "small"})");
  const auto size = fs::file_size(log_of());
  const std::string before = all_of(sim);
  std::optional<FullDisk> full(size + 100);
  const Answer refused = sim.post("/orders", kOrder);
  EXPECT_EQ(refused.status, 503);
  EXPECT_THAT(refused.header("X-Sim-Diagnosis"),
              AllOf(HasSubstr("the world 'default' cannot be kept: cannot write"),
                    HasSubstr("File too large: nothing has happened")));
  EXPECT_EQ(fs::file_size(log_of()), size) << "nothing torn is left";
  EXPECT_EQ(sim.call("GET", "/accounts/9900000/sites", basic("tester~small", "secret")).status, 200)
      << "others go on";
  EXPECT_EQ(sim.control("GET", "/health").status, 503);
  EXPECT_THAT(sim.control("GET", "/health").body,
              AllOf(HasSubstr(R"("status":"DOWN")"), HasSubstr("'default' cannot be kept")));
  full.reset();
  EXPECT_EQ(sim.get("/sites").status, 503) << "until it has begun anew";
  for (const char* path : {"/clock/advance", "/faults", "/snapshot", "/rewind", "/fork"}) {
    const Answer answer = sim.control("POST", path, R"({"by": "0s", "faults": [], "name": "f"})");
    EXPECT_EQ(answer.status, 503) << path << answer.body;
  }
  EXPECT_EQ(all_of(sim), before);

  restart();
  EXPECT_EQ(all_of(sim), before);
  EXPECT_EQ(sim.get("/orders/" + id).status, 200);
}

TEST_F(KeptWorlds, OnAFullDiskBeginAnewWithAReset) {
  for (int i = 0; i < 20; ++i) sim.get("/sites");
  sim.control("POST", "/snapshot");
  {
    const FullDisk full(fs::file_size(log_of()));
    EXPECT_EQ(sim.get("/sites").status, 503);
    EXPECT_EQ(sim.control("POST", "/reset").status, 200);
    EXPECT_EQ(sim.get("/sites").status, 200);
  }
  EXPECT_EQ(sim.control("GET", "/health").status, 200);
  EXPECT_THAT(sim.control("GET", "/snapshots").body, Not(HasSubstr("name"))) << "the price";
  const std::string before = all_of(sim);
  restart();
  EXPECT_EQ(all_of(sim), before);
}

TEST_F(KeptWorlds, OnAFullDiskAreNotMade) {
  sim.get("/sites");
  const FullDisk full(30);
  EXPECT_THAT(sim.control("POST", "/worlds", R"({"name": "a"})").body,
              HasSubstr("it cannot be kept: cannot write"));
  EXPECT_EQ(sim.control("GET", "/state", {}, "b").status, 200) << "--auto-worlds; it can be read";
  const Answer named = sim.call("GET", "/accounts/9900000/sites", basic("tester~c", "secret"));
  EXPECT_EQ(named.status, 503);
  EXPECT_EQ(sim.control("POST", "/reset", {}, "c").status, 503);
  EXPECT_EQ(sim.control("POST", "/reload").status, 400);
  EXPECT_EQ(sim.control("POST", "/fork", R"({"name": "f"})").status, 503);
  EXPECT_THAT(sim.control("GET", "/worlds").body, Not(HasSubstr("\"a\"")));
}

TEST_F(KeptWorlds, LoseNoAnswerOfAReceiverSilently) {
  sim.post("/subscriptions",
           "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" +
               sim.receiver().url() + "</URL></CallbackSubscription></Subscription>");
  sim.post("/orders", kOrder);
  std::optional<FullDisk> full;
  // When the receiver is called, the advance is in the log, and its answer is not.
  sim.receiver().on_request([&](const net::Request&) { full.emplace(fs::file_size(log_of())); });
  const Answer advanced = sim.advance("1h");
  EXPECT_EQ(advanced.status, 503) << advanced.body;
  EXPECT_THAT(advanced.body, HasSubstr("what has happened could not be kept"));
  full.reset();
  sim.receiver().forget_everything();
  restart();
  while (sim.control("GET", "/clock").body.find("T10:00:00") == std::string::npos) continue;
  EXPECT_THAT(sim.receiver().requests(), Not(IsEmpty())) << "it is called again";
  EXPECT_THAT(sim.get("/subscriptions").body, HasSubstr("200 OK"));
}

}  // namespace
}  // namespace dashsim::test::persistence_test
