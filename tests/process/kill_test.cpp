// What a client was answered outlives the server, however that dies: it is killed again and again
// while several clients work in several worlds.
#include <fmt/format.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "kernel/time.hpp"
#include "support/child.hpp"
#include "support/client.hpp"
#include "support/dice.hpp"
#include "support/json_text.hpp"
#include "support/receiver.hpp"
#include "support/sim.hpp"

namespace dashsim::test {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr int kFolders = 10;
constexpr int kKills = 20;  // of each folder's server
const std::string kOrder =
    "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode>"
    "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>";

/// What clients were answered, by all of them together.
class Answered {
 public:
  struct World {
    std::set<std::string> orders;
    std::string now;  ///< the latest instant
  };

  void order(const std::string& world, const std::string& id) {
    note([&] { worlds_[world].orders.insert(id); });
  }
  void advance(const std::string& world, const std::string& now) {
    note([&] { worlds_[world].now = std::max(worlds_[world].now, now); });
  }
  void made(const std::string& world) {
    note([&] { made_.insert(world); });
  }
  /// Nobody knows before the answer, but it is not there by right any more.
  void deleting(const std::string& world) {
    note([&] { made_.erase(world); });
  }
  void deleted(const std::string& world) {
    note([&] { deleted_.insert(world); });
  }

  void wait_for_more(std::uint64_t answers) {
    std::unique_lock lock(mutex_);
    const std::uint64_t enough = answers_ + answers;
    more_.wait(lock, [&] { return answers_ >= enough; });
  }
  std::uint64_t count() const { return answers_; }
  const std::map<std::string, World>& worlds() const { return worlds_; }
  const std::set<std::string>& made() const { return made_; }
  const std::set<std::string>& all_deleted() const { return deleted_; }

 private:
  template <class Action>
  void note(Action action) {
    const std::lock_guard lock(mutex_);
    action();
    ++answers_;
    more_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable more_;
  std::uint64_t answers_ = 0;
  std::map<std::string, World> worlds_;
  std::set<std::string> made_, deleted_;
};

std::string now_of(const Answer& clock) {
  return text(json::parse(clock.body).at("now"));
}

/// Works in a world until the server is gone.
void work(std::uint16_t port, const std::string& world, std::uint64_t seed, Answered& answered) {
  Dice dice(seed, "work");
  Client client(port);
  net::Headers headers = basic("tester~" + world, "secret");
  headers.insert(headers.begin(), {"Host", "dashsim.test"});
  headers.push_back({"X-Sim-World", world});
  const auto send = [&](const std::string& method, const std::string& path,
                        const std::string& body = {}) {
    const Answer answer = client.send(method, path, headers, body);
    if (answer.status == 0) throw std::runtime_error("the server is gone");
    return answer;
  };
  try {
    for (;;) {
      const std::uint64_t choice = dice.below(10);
      if (choice < 7) {
        const Answer created = send("POST", "/accounts/9900000/orders", kOrder);
        EXPECT_EQ(created.status, 201) << created.body;
        answered.order(world, created.at("Order/id"));
      } else if (choice == 7) {
        send("GET", "/accounts/9900000/availableNumbers?areaCode=919");
      } else if (choice == 8) {
        send("POST", "/_sim/snapshot", R"({"name": "s"})");
      } else {
        const Answer advanced = send("POST", "/_sim/clock/advance", R"({"by": "20s"})");
        if (advanced.status == 200) answered.advance(world, now_of(advanced));
      }
    }
  } catch (const std::runtime_error&) {
    // refused, or cut off
  }
}

/// Makes worlds, forks them and deletes some, until the server is gone.
void make_worlds(std::uint16_t port, const std::string& prefix, Answered& answered) {
  Client client(port);
  const auto send = [&](const std::string& method, const std::string& path,
                        const std::string& body = {}) {
    const Answer answer = client.send(method, "/_sim" + path, {{"Host", "dashsim.test"}}, body);
    if (answer.status == 0) throw std::runtime_error("the server is gone");
    return answer.status;
  };
  try {
    for (int i = 0;; ++i) {
      const std::string name = prefix + std::to_string(i);
      const std::string fork = name + "-fork";
      if (send("POST", "/worlds", "{\"name\": \"" + name + "\"}") == 201) answered.made(name);
      if (send("POST", "/worlds/" + name + "/fork", "{\"name\": \"" + fork + "\"}") == 200)
        answered.made(fork);
      if (i % 10 == 0) continue;  // some stay
      for (const std::string& leaving : {name, fork}) {
        answered.deleting(leaving);
        if (send("DELETE", "/worlds/" + leaving) == 200) answered.deleted(leaving);
      }
    }
  } catch (const std::runtime_error&) {
  }
}

/// A server of one folder after the other, each killed many times.
class Killed : public testing::TestWithParam<int> {
 protected:
  Killed()
      : folder_(fs::temp_directory_path() / ("dashsim-killed-" + std::to_string(getpid()))),
        receiver_(Receiver::nth(0)) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::ofstream(folder_ / "killed.yaml")
        << "scenario: killed\nclock: {poll_advance: 0s}\nsubscriptions:\n  - {account: 9900000, "
           "order_type: orders, url: \""
        << receiver_.url() << "\"}\n";
  }
  ~Killed() override { fs::remove_all(folder_); }

  std::unique_ptr<Child> start() const {
    return std::make_unique<Child>(std::vector<std::string>{
        DASHSIM_BINARY, "serve", "--port", "0", "--scenario", folder_ / "killed.yaml",
        "--auto-worlds", "--data-dir", folder_ / "data", "--data-sync",
        GetParam() == 0   ? "always"
        : GetParam() == 1 ? "20"
                          : "never"});
  }
  static Answer ask(const Child& server, const std::string& method, const std::string& path,
                    const std::string& world, const std::string& body = {}) {
    return Client(static_cast<std::uint16_t>(server.port()))
        .send(method, "/_sim" + path, {{"Host", "dashsim.test"}, {"X-Sim-World", world}}, body);
  }
  /// All that was answered is there.
  void check(const Child& server) {
    EXPECT_EQ(ask(server, "GET", "/health", "default").status, 200);
    for (const auto& [world, answered] : answered_.worlds()) {
      const json::value state = json::parse(ask(server, "GET", "/state", world).body);
      EXPECT_GE(text(state.at("now")), answered.now) << world;
      std::set<std::string> there;
      for (const json::value& order : state.at("orders").as_array())
        there.insert(text(order.at("id")));
      for (const std::string& id : answered.orders)
        EXPECT_TRUE(there.contains(id)) << "order " << id << " of " << world << " is lost";
    }
    std::set<std::string> worlds;
    const json::value list = json::parse(ask(server, "GET", "/worlds", "default").body);
    for (const json::value& world : list.at("worlds").as_array())
      worlds.insert(text(world.at("name")));
    for (const std::string& name : answered_.made())
      EXPECT_TRUE(worlds.contains(name)) << "the world " << name << " is lost";
    for (const std::string& name : answered_.all_deleted())
      EXPECT_FALSE(worlds.contains(name)) << "the world " << name << " is back";
  }

  const fs::path folder_;
  Receiver& receiver_;
  Answered answered_;
};

TEST_P(Killed, LosesNothingThatWasAnswered) {
  const auto seed = static_cast<std::uint64_t>(GetParam());
  Dice dice(seed, "kills");
  receiver_.forget_everything();
  for (int kill = 0; kill < kKills; ++kill) {
    auto server = start();
    ASSERT_NE(server->port(), 0) << "it does not start again";
    check(*server);
    const auto port = static_cast<std::uint16_t>(server->port());
    std::vector<std::jthread> clients;
    for (const char* world : {"default", "default", "busy", "busy"}) {
      clients.emplace_back([&, world, seed_of_client = dice.below(1'000'000)] {
        work(port, world, seed_of_client, answered_);
      });
    }
    clients.emplace_back([&] { make_worlds(port, fmt::format("w{}-", kill), answered_); });
    answered_.wait_for_more(1 + dice.below(60));
    server->die();
  }

  const auto server = start();
  check(*server);
  std::size_t orders = 0;
  for (const auto& [world, answered] : answered_.worlds()) {
    orders += answered.orders.size();
    // At least once, each subscriber hears of each order.
    while (ask(*server, "POST", "/clock/advance", world, R"({"until": "idle"})").status == 409)
      continue;  // one that was under way goes on
  }
  std::string told;
  for (const net::Request& request : receiver_.requests()) {
    if (request.body.find("<Status>COMPLETE") != std::string::npos) told += request.body;
  }
  for (const auto& [world, answered] : answered_.worlds()) {
    for (const std::string& id : answered.orders)
      EXPECT_NE(told.find(id), std::string::npos) << "nobody was told of order " << id;
  }
  EXPECT_GT(orders, kKills) << "there was load";
  RecordProperty("answers", static_cast<int>(answered_.count()));
}

INSTANTIATE_TEST_SUITE_P(Folders, Killed, testing::Range(0, kFolders));

}  // namespace
}  // namespace dashsim::test
