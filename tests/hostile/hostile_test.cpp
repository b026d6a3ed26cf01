// Crowds, floods, bombs and clients that are slow on purpose, against the server as it ships. In
// the release build at full size, with bounds for time and memory; under the sanitizers with
// smaller crowds, for what they find.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "clients.hpp"
#include "support/gzip.hpp"
#include "victim.hpp"

namespace dashsim::hostile {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::StartsWith;

#ifdef HOSTILE_SANITIZED
constexpr bool kMeasures = false;
constexpr std::size_t kShare = 20;
#else
constexpr bool kMeasures = true;
constexpr std::size_t kShare = 1;
#endif
/// So many of a crowd as this build can bear.
constexpr std::size_t crowd(std::size_t full) {
  return full / kShare;
}

constexpr const char* kSites = "/accounts/9900000/sites";

class Hostile : public testing::Test {
 protected:
  Hostile() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    // Each test has an address of its own: closed connections keep their ports for a minute.
    static int last = 1;
    address_ = ++last;
  }

  /// Starts the server. What it holds now is what it is to hold in the end.
  void attack(const std::vector<std::string>& flags = {}, std::uint64_t descriptors_max = 0) {
    server_ = std::make_unique<Victim>(flags, descriptors_max);
    ask("GET", kSites);
    descriptors_ = server_->descriptors();
  }
  Line connect(bool takes_little = false) { return {server_->port(), address_, takes_little}; }
  std::vector<Line> connect_many(std::size_t lines, bool takes_little = false) {
    std::vector<Line> all;
    all.reserve(lines);
    while (all.size() < lines) all.push_back(connect(takes_little));
    return all;
  }
  /// On a connection of its own.
  std::string ask(const std::string& method, const std::string& path, const std::string& body = {},
                  const std::string& world = {}) {
    Line line = connect();
    line.say(request(method, path, body, world));
    return line.hear();
  }
  std::string control(const std::string& method, const std::string& path,
                      const std::string& json = {}) {
    return ask(method, "/_sim" + path, json);
  }
  void begin_to_be_polite(const std::string& world = {}) {
    polite_ = std::make_unique<PoliteClient>(server_->port(), address_, world);
  }
  /// Until another hundred polite requests have been answered.
  void let_polite_requests_pass() {
    constexpr std::size_t kRequests = 100;
    for (const std::size_t goal = polite_->answers() + kRequests; polite_->answers() < goal;)
      ask("GET", "/_sim/health");
  }
  /// That others are served as if nothing were the matter.
  void expect_prompt_answers() {
    let_polite_requests_pass();
    const double milliseconds = polite_->stop();
    RecordProperty("p99_milliseconds", std::to_string(milliseconds));
    std::printf("    %zu polite requests, p99 %.2f ms\n", polite_->answers(), milliseconds);
    EXPECT_EQ(polite_->failures(), 0U);
    if (kMeasures) {
      EXPECT_LT(milliseconds, 50);
    }
  }
  void expect_memory_below(std::size_t megabytes) {
    const std::size_t peak = server_->peak_megabytes();
    std::printf("    at most %zu MB\n", peak);
    if (kMeasures) {
      EXPECT_LT(peak, megabytes);
    }
  }
  /// When all attackers have gone, so have their descriptors.
  void expect_no_descriptors_left() {
    constexpr int kTries = 20'000;
    std::size_t now = 0;
    for (int tries = 0; tries < kTries; ++tries) {
      control("GET", "/health");
      now = server_->descriptors();
      if (now <= descriptors_ + 1) return;  // the last question's own
    }
    ADD_FAILURE() << now << " descriptors, " << descriptors_ << " at the start";
  }
  void expect_clean_end() { EXPECT_EQ(server_->stop(), 0); }

  /// Does something again and again until the server has hung up on all of them.
  template <class Action>
  static void torment(std::vector<Line>& lines, Action action) {
    constexpr int kRoundsMax = 3000;
    for (int round = 0; !lines.empty(); ++round) {
      ASSERT_LT(round, kRoundsMax) << lines.size() << " are still there";
      std::erase_if(lines, [&](Line& line) {
        action(line);
        return line.is_over();
      });
      if (lines.empty()) return;
      pollfd any{lines.front().socket(), POLLIN, 0};
      poll(&any, 1, 10);
    }
  }

  std::unique_ptr<Victim> server_;
  std::unique_ptr<PoliteClient> polite_;

 private:
  std::size_t descriptors_ = 0;
  int address_;
};

TEST_F(Hostile, CrowdsOfIdleAndActiveConnectionsHarmNobody) {
  attack({"--journal-entries", "100"});
  std::vector<Line> idle = connect_many(crowd(10'000));
  // What a connection has read takes no room while it waits for the next.
  const std::string long_one = request("POST", kSites, std::string(30'000, ' '));
  for (std::size_t i = 0; i < idle.size(); i += 2) {
    idle[i].say(long_one);
    EXPECT_EQ(status_of(idle[i].hear()), 400);
  }
  std::vector<Line> active = connect_many(crowd(1000));
  begin_to_be_polite();
  constexpr std::size_t kAtATime = 20;
  for (int round = 0; round < 3; ++round) {
    for (std::size_t first = 0; first < active.size(); first += kAtATime) {
      const std::size_t end = std::min(first + kAtATime, active.size());
      for (std::size_t i = first; i < end; ++i) active[i].say(request("GET", kSites));
      for (std::size_t i = first; i < end; ++i) EXPECT_EQ(status_of(active[i].hear()), 200);
    }
  }
  expect_prompt_answers();
  expect_memory_below(100);
  idle.clear();
  active.clear();
  expect_no_descriptors_left();
  expect_clean_end();
}

TEST_F(Hostile, TheServerEndsInSpiteOfCrowds) {
  attack();
  const std::vector<Line> idle = connect_many(crowd(10'000));
  Line unfinished = connect();
  unfinished.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
  expect_clean_end();
}

TEST_F(Hostile, SlowRequestsAreHungUpOn) {
  attack({"--idle-seconds", "2"});
  begin_to_be_polite();
  std::vector<Line> lines = connect_many(crowd(1000));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i].say(i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "
                            : "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
  }
  torment(lines, [](Line& line) { line.try_say("a"); });
  expect_prompt_answers();
  expect_no_descriptors_left();
  expect_clean_end();
}

TEST_F(Hostile, AnswersThatNobodyTakesAreBoundedAndGivenUp) {
  attack({"--idle-seconds", "8", "--held-bytes", "10000000"});
  // A journal that is larger than what the system takes off the server's hands.
  const std::string order = "<Order><Name>" + std::string(1'000'000, 'x') + "</Name></Order>";
  for (int i = 0; i < 5; ++i) ask("POST", "/accounts/9900000/orders", order);
  control("POST", "/worlds", R"({"name": "elsewhere"})");
  begin_to_be_polite("elsewhere");
  std::vector<Line> lines = connect_many(10, true);
  for (Line& line : lines) line.say(request("GET", "/_sim/journal.har"));
  // The last answer of the world comes after all the others.
  EXPECT_EQ(status_of(control("GET", "/clock")), 200);
  expect_memory_below(200);
  std::size_t refused = 0, given = 0;
  for (Line& line : lines) {
    char begin[16] = {};
    ASSERT_EQ(recv(line.socket(), begin, 12, MSG_WAITALL), 12);
    given += status_of(begin) == 200 ? 1 : 0;
    refused += status_of(begin) == 503 ? 1 : 0;
  }
  EXPECT_EQ(given + refused, lines.size());
  EXPECT_GT(given, 0U);
  EXPECT_GT(refused, 0U) << "--held-bytes is reached";
  expect_prompt_answers();
  for (Line& line : lines) {
    pollfd left{line.socket(), POLLRDHUP, 0};
    EXPECT_EQ(poll(&left, 1, 30'000), 1) << "hung up on, whatever is still to be taken";
  }
  lines.clear();
  EXPECT_EQ(status_of(control("GET", "/journal.har")), 200) << "there is room again";
  expect_no_descriptors_left();
  expect_clean_end();
}

TEST_F(Hostile, LargeBodiesAreBoundedTogether) {
  attack({"--held-bytes", "20000000"});
  begin_to_be_polite();
  std::vector<Line> lines = connect_many(20);
  const std::string most = request("POST", "/accounts/9900000/orders", std::string(7'000'000, ' '));
  // All but the end of each.
  std::size_t refused = 0;
  for (Line& line : lines) line.say(std::string_view(most).substr(0, most.size() - 1));
  for (Line& line : lines) {
    pollfd answered{line.socket(), POLLIN, 0};
    if (poll(&answered, 1, 0) == 1) {
      const std::string answer = line.hear();
      EXPECT_EQ(status_of(answer), 503);
      EXPECT_THAT(header_of(answer, "X-Sim-Diagnosis"), HasSubstr("--held-bytes"));
      EXPECT_EQ(header_of(answer, "Retry-After"), "1");
      ++refused;
    } else {
      line.say(" ");
      EXPECT_EQ(status_of(line.hear()), 400);
    }
  }
  EXPECT_GE(refused, 10U);
  expect_memory_below(150);
  expect_prompt_answers();
  lines.clear();
  expect_no_descriptors_left();
  expect_clean_end();
}

TEST_F(Hostile, PipelinesThatNobodyReadsFromStopBeingReadFrom) {
  attack({"--idle-seconds", "3", "--journal-entries", "100"});
  begin_to_be_polite();
  std::string many;
  for (int i = 0; i < 200; ++i) many += request("GET", kSites);
  std::vector<Line> lines = connect_many(crowd(200), true);
  std::size_t said = 0;
  constexpr int kRoundsMax = 3000;
  for (int round = 0; round < kRoundsMax; ++round) {
    std::size_t now = 0;
    for (Line& line : lines) now += line.try_say(many);
    said += now;
    if (now == 0 && round > 20) break;
  }
  std::printf("    %zu MB of requests were taken\n", said >> 20U);
  for (Line& line : lines) {
    pollfd over{line.socket(), POLLRDHUP, 0};
    EXPECT_EQ(poll(&over, 1, 10'000), 1) << "hung up on, whatever is still to be taken";
  }
  expect_prompt_answers();
  expect_memory_below(150);
  lines.clear();
  expect_no_descriptors_left();
  expect_clean_end();
}

TEST_F(Hostile, HeaderBombsAreRefused) {
  attack();
  begin_to_be_polite();
  std::string many = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < 100'000; ++i) many += "a" + std::to_string(i) + ": b\r\n";
  const std::string bombs[] = {
      many,
      "GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(5'000'000, 'y'),
      "GET /" + std::string(5'000'000, 'z') + " HTTP/1.1\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\n" + std::string(5'000'000, 'n'),
  };
  for (std::size_t i = 0; i < crowd(400); ++i) {
    Line line = connect();
    line.say(bombs[i % std::size(bombs)]);
    const std::string answer = line.hear();
    EXPECT_EQ(status_of(answer), 431);
    EXPECT_THAT(header_of(answer, "X-Sim-Diagnosis"), HasSubstr("--header-bytes"));
  }
  expect_prompt_answers();
  expect_memory_below(100);
  expect_no_descriptors_left();
  expect_clean_end();
}

TEST_F(Hostile, GiantAndDeepDocumentsAreRefused) {
  attack();
  control("POST", "/worlds", R"({"name": "elsewhere"})");
  begin_to_be_polite("elsewhere");
  const auto repeated = [](const std::string& piece, std::size_t times) {
    std::string text;
    for (; times != 0; --times) text += piece;
    return text;
  };
  struct Bomb {
    int status;
    std::string body;
  };
  const Bomb bombs[] = {
      {413, "<Order>" + std::string(9'000'000, ' ') + "</Order>"},
      {413, "<Order>" + repeated("<a/>", 1'000'000) + "</Order>"},
      {413, repeated("<a>", 1'000'000)},
      {400, "<Order " + repeated("a='' ", 1'000'000) + "/>"},
      {400, "<Order>" + repeated("<![CDATA[]]>", 500'000) + "</Order>"},
      {400, "<Order>" + repeated("<!---->", 1'000'000) + "</Order>"},
      {400, "<Order>" + repeated("&amp;", 1'000'000) + "</Order>"},
      {400, R"(<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><Order>&b;</Order>)"},
  };
  for (std::size_t i = 0; i < crowd(80) + std::size(bombs); ++i) {
    const Bomb& bomb = bombs[i % std::size(bombs)];
    const std::string answer = ask("POST", "/accounts/9900000/orders", bomb.body);
    EXPECT_EQ(status_of(answer), bomb.status) << bomb.body.substr(0, 40) << answer;
  }
  expect_prompt_answers();
  expect_memory_below(500);
  expect_no_descriptors_left();
  expect_clean_end();
}

TEST_F(Hostile, BombsOfOtherFormatsAreRefused) {
  attack();
  control("POST", "/worlds", R"({"name": "elsewhere"})");
  begin_to_be_polite("elsewhere");
  // Gzip: a gigabyte in a megabyte.
  std::string gigabyte = test::gzip(std::string(std::size_t{10} << 20U, ' '));
  for (int doublings = 0; doublings < 6; ++doublings) gigabyte += gigabyte;
  Line line = connect();
  line.say(
      "POST /accounts/9900000/orders HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n"
      "Authorization: Basic dGVzdGVyOnNlY3JldA==\r\nContent-Type: application/xml\r\n"
      "Content-Length: " +
      std::to_string(gigabyte.size()) + "\r\n\r\n" + gigabyte);
  EXPECT_EQ(status_of(line.hear()), 413);
  // JSON: deep.
  EXPECT_EQ(status_of(control("POST", "/verify", std::string(1'000'000, '['))), 400);
  EXPECT_EQ(status_of(control("POST", "/faults", "{\"faults\": " + std::string(1'000'000, '['))),
            400);
  // YAML: a billion laughs, deep, wide.
  std::string laughs = "scenario: laughs\na: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n";
  for (char name = 'b'; name < 'n'; ++name) {
    laughs += std::string(1, name) + ": &" + name + " [";
    for (int i = 0; i < 9; ++i) laughs += std::string(i == 0 ? "*" : ", *") + char(name - 1);
    laughs += "]\n";
  }
  std::string wide = "scenario: wide\n";
  for (int i = 0; i < 50'000; ++i) wide += "k" + std::to_string(i) + ": 1\n";
  for (const std::string& bomb :
       {laughs, std::string(100'000, '['), std::string(100'000, '{'),
        "a: " + std::string(500'000, '-'), wide, std::string(2'000'000, '#')}) {
    std::string json;
    for (const char c : bomb) c == '\n' ? json += "\\n" : json += c;
    const std::string body = "{\"scenario\": \"" + json + "\"}";
    const std::string answer = control("PUT", "/scenario", body);
    EXPECT_EQ(status_of(answer), 400) << bomb.substr(0, 20);
  }
  expect_prompt_answers();
  expect_memory_below(500);
  expect_no_descriptors_left();
  expect_clean_end();
}

TEST_F(Hostile, WorldsAreNoMoreThanAllowed) {
  attack({"--auto-worlds", "--worlds-max", std::to_string(crowd(1000))});
  begin_to_be_polite();
  Line line = connect();
  std::size_t served = 0;
  std::string last;
  for (std::size_t i = 0; i < crowd(20'000); ++i) {
    line.say(request("GET", kSites, {}, "flood-" + std::to_string(i)));
    last = line.hear();
    ASSERT_THAT(status_of(last), AnyOf(200, 404));
    served += status_of(last) == 200 ? 1 : 0;
  }
  EXPECT_EQ(served, crowd(1000) - 1) << "all but the default one";
  EXPECT_THAT(last, HasSubstr("--worlds-max"));
  expect_prompt_answers();
  expect_memory_below(500);
  expect_clean_end();
}

TEST_F(Hostile, ReceiversThatNeverAnswerHoldUpNobodyElse) {
  attack();
  SilentReceiver receiver;
  const std::string url = "http://127.0.0.1:" + std::to_string(receiver.port()) + "/hook";
  ask("POST", "/accounts/9900000/subscriptions",
      "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" + url +
          "</URL><Expiry>86400</Expiry></CallbackSubscription></Subscription>");
  const std::string order = request("POST", "/accounts/9900000/orders", R"(<Order>
    <SiteId>743</SiteId><BackOrderRequested>false</BackOrderRequested>
    <AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>1</Quantity>
    </AreaCodeSearchAndOrderType></Order>)");
  Line client = connect();
  for (std::size_t i = 0; i < crowd(10'000); ++i) {
    client.say(order);
    ASSERT_EQ(status_of(client.hear()), 201);
  }
  Line advance = connect();
  advance.say(request("POST", "/_sim/clock/advance", R"({"by": "1h"})"));
  receiver.wait_for_call();
  begin_to_be_polite();  // in the world whose clock waits
  let_polite_requests_pass();
  EXPECT_EQ(status_of(control("POST", "/clock/advance", R"({"by": "1h"})")), 409);
  expect_prompt_answers();
  expect_memory_below(300);
  EXPECT_EQ(status_of(control("POST", "/reset")), 200);
  EXPECT_EQ(status_of(advance.hear()), 409) << "the world was reset meanwhile";
  expect_clean_end();
}

TEST_F(Hostile, TheServerEndsWhileAReceiverIsSilent) {
  attack();
  SilentReceiver receiver;
  const std::string url = "http://127.0.0.1:" + std::to_string(receiver.port()) + "/hook";
  ask("POST", "/accounts/9900000/subscriptions",
      "<Subscription><OrderType>orders</OrderType><CallbackSubscription><URL>" + url +
          "</URL><Expiry>86400</Expiry></CallbackSubscription></Subscription>");
  ask("POST", "/accounts/9900000/orders", R"(<Order><SiteId>743</SiteId>
    <AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>1</Quantity>
    </AreaCodeSearchAndOrderType></Order>)");
  Line advance = connect();
  advance.say(request("POST", "/_sim/clock/advance", R"({"by": "1h"})"));
  receiver.wait_for_call();
  expect_clean_end();
}

TEST_F(Hostile, ConnectionsBeyondTheirLimitAreToldSoAsLongAsTheyAreFew) {
  attack({"--connections", "20"});
  std::vector<Line> served;
  // What asked before may not have gone yet; a place that is left would be one of the others'.
  for (int tries = 0; tries < 10'000 && served.size() < 20; ++tries) {
    served.push_back(connect());
    served.back().say(request("GET", kSites));
    if (status_of(served.back().hear()) != 200) served.pop_back();
  }
  ASSERT_EQ(served.size(), 20U);
  std::vector<Line> others = connect_many(200);
  std::size_t told = 0;
  for (Line& line : others) {
    const std::string answer = line.hear();
    if (answer.empty()) continue;
    EXPECT_EQ(status_of(answer), 503);
    EXPECT_THAT(header_of(answer, "X-Sim-Diagnosis"), HasSubstr("--connections"));
    ++told;
  }
  EXPECT_GE(told, 60U);
  EXPECT_LT(told, 200U);
  served.clear();
  others.clear();
  expect_no_descriptors_left();
  expect_clean_end();
}

TEST_F(Hostile, ScarceDescriptorsAreSharedOut) {
  attack({}, 64);
  std::vector<Line> lines = connect_many(200);
  for (Line& line : lines) line.say(request("GET", kSites));
  // As many as there is room for are answered, and the others are told so or wait in the queue.
  EXPECT_EQ(status_of(lines.front().hear()), 200);
  lines.clear();
  // The server has to notice first that they have gone.
  int status = 0;
  for (int tries = 0; tries < 10'000 && status != 200; ++tries)
    status = status_of(ask("GET", kSites));
  EXPECT_EQ(status, 200);
  expect_no_descriptors_left();
  expect_clean_end();
}

}  // namespace
}  // namespace dashsim::hostile
