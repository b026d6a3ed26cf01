// How many callbacks a second reach a local receiver, beside a loop that sends the same bytes on a
// connection of its own each time.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

#include "load.hpp"
#include "support/child.hpp"
#include "table.hpp"

namespace dashsim::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kOrders = 3000;

std::string scenario_for(int port) {
  return fmt::format(R"(scenario: callbacks
clock: {{poll_advance: 0s}}
subscriptions: [{{account: 9900000, order_type: orders, url: "http://127.0.0.1:{}/"}}]
)",
                     port);
}

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

int count(const std::string& text, const std::string& word) {
  int times = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    ++times;
  return times;
}

}  // namespace

void measure_callbacks(Bench& bench) {
  const test::Child receiver({bench.self, "fixed", "1"});
  const std::string file = fmt::format("/tmp/bench_callbacks_{}.yaml", getpid());
  std::ofstream(file) << scenario_for(receiver.port());
  const test::Child dashsim(
      {bench.dashsim, "serve", "--port", "0", "--threads", "1", "--scenario", file});
  std::remove(file.c_str());
  Line line(dashsim.port());
  const std::string order =
      request("POST", "/accounts/9900000/orders",
              "<Order><SiteId>743</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode>"
              "<Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>");
  for (int i = 0; i < kOrders; ++i) line.ask(order);
  const auto begin = Clock::now();
  line.ask(request("POST", "/_sim/clock/advance", R"({"until": "idle"})"));
  const double ours = seconds_since(begin);
  const int calls = count(line.ask(request("GET", "/_sim/callbacks")), "\"sequence\"");

  const std::string body(600, 'x');
  const auto loop = Clock::now();
  for (int i = 0; i < calls; ++i) ask(receiver.port(), request("POST", "/", body));
  const double theirs = seconds_since(loop);
  Row row{
      "callbacks, beside a loop that sends and waits", "calls/s", calls / ours, calls / theirs, {}};
  row.failed = calls < kOrders;
  bench.rows.push_back(row);
}

}  // namespace dashsim::bench
