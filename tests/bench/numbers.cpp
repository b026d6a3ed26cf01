// What large worlds cost: the start and a search of 5,000 with ten million available numbers, and a
// page of the order list with a million orders beside one of a thousand.
//   bench_numbers PATH_TO_DASHSIM
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>

#include "api/pipeline.hpp"
#include "child.hpp"
#include "load.hpp"
#include "scenario/builtins.hpp"
#include "scenario/load.hpp"
#include "world/lifecycles.hpp"

namespace {

using namespace dashsim;
using Clock = std::chrono::steady_clock;

double milliseconds(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// Two area codes of eight million numbers each.
constexpr const char* kTenMillion = R"(scenario: sixteen million numbers
inventory:
  - {block: "919xxxxxxx", rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426, zips: ["27606"]}
  - {block: "704xxxxxxx", rate_center: CHARLOTTE, city: CHARLOTTE, state: NC, lata: 422, zips: ["28202"]}
)";

bool measure_numbers(const char* program) {
  const std::string file = fmt::format("/tmp/bench_numbers_{}.yaml", getpid());
  std::ofstream(file) << kTenMillion;
  std::vector<double> starts;
  std::vector<double> small_starts;
  for (int i = 0; i < 15; ++i) {
    starts.push_back(
        bench::Child({program, "serve", "--port", "0", "--scenario", file}).ready_ms());
    small_starts.push_back(bench::Child({program, "serve", "--port", "0"}).ready_ms());
  }
  const bench::Child dashsim({program, "serve", "--port", "0", "--scenario", file});
  std::remove(file.c_str());
  fmt::print("{:44} {:>9.2f} ms   (built-in scenario: {:.2f} ms; {:.1f} MB resident)\n",
             "start with sixteen million numbers", median(starts), median(small_starts),
             dashsim.resident_mb());
  bool good = median(starts) < 20;
  for (const char* query : {"state=NC", "city=CHARLOTTE&state=NC", "localVanity=cars&state=NC",
                            "localVanity=4*9&endsIn=true&areaCode=919", "npaNxx=919439"}) {
    std::vector<double> times;
    std::string answer;
    for (int i = 0; i < 31; ++i) {
      const auto begin = Clock::now();
      answer = bench::ask(dashsim.port(),
                          bench::request("GET", fmt::format("/accounts/9900000/availableNumbers?"
                                                            "quantity=5000&{}",
                                                            query)));
      times.push_back(milliseconds(begin));
    }
    fmt::print("{:44} {:>9.2f} ms   ({} bytes)\n", fmt::format("5,000 of them: {}", query),
               median(times), answer.size());
    good = good && median(times) < 10;
  }
  return good;
}

net::Request list_request() {
  return {"GET",
          "/accounts/9900000/orders?page=1&size=500",
          {{"Host", "bench"}, {"Authorization", "Basic dGVzdGVyOnNlY3JldA=="}},
          {}};
}

/// Milliseconds for a page of the list in a world with so many orders.
double measure_list(std::size_t orders, const api::Pipeline& pipeline,
                    const std::shared_ptr<const scenario::Scenario>& scenario) {
  world::World world("bench", scenario);
  for (std::size_t i = 0; i < orders; ++i) {
    world::OrderRequest request;
    request.user = "tester";
    request.site = world::SiteId{743};
    request.numbers = {world::Tn{9194390000 + i % 10'000}};
    place_order(world, world::OrderType::kOrders, {9900000}, std::move(request));
  }
  std::vector<double> times;
  for (int i = 0; i < 31; ++i) {
    const auto begin = Clock::now();
    const net::Response response = pipeline.handle(pipeline.receive(list_request(), {}), world);
    times.push_back(milliseconds(begin));
    if (response.status != 200) std::abort();
  }
  return median(times);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_numbers PATH_TO_DASHSIM\n");
    return 2;
  }
  bool good = measure_numbers(argv[1]);
  const scenario::Loader loader(scenario::builtins(), {});
  const auto scenario = loader.load_builtin("default").scenario;
  const api::Pipeline pipeline;
  const double few = measure_list(1'000, pipeline, scenario);
  const double many = measure_list(1'000'000, pipeline, scenario);
  fmt::print("{:44} {:>9.2f} ms   (of a thousand: {:.2f} ms; ratio {:.2f})\n",
             "a page of 500 of a million orders", many, few, many / few);
  good = good && many < few * 1.5;
  fmt::print("aims: {}\n", good ? "met" : "MISSED");
  return good ? 0 : 1;
}
