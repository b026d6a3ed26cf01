// What large worlds cost: the start and a search of 5,000 with ten million available numbers, and a
// page of the order list with a million orders beside one of a thousand.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <memory>

#include "api/pipeline.hpp"
#include "load.hpp"
#include "scenario/builtins.hpp"
#include "scenario/load.hpp"
#include "support/child.hpp"
#include "table.hpp"
#include "world/lifecycles.hpp"

namespace dashsim::bench {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Two area codes of eight million numbers each.
constexpr const char* kTenMillion = R"(scenario: sixteen million numbers
inventory:
  - {block: "919xxxxxxx", rate_center: RALEIGH, city: RALEIGH, state: NC, lata: 426, zips: ["27606"]}
  - {block: "704xxxxxxx", rate_center: CHARLOTTE, city: CHARLOTTE, state: NC, lata: 422, zips: ["28202"]}
)";

void measure_inventory(Bench& bench) {
  const std::string file = fmt::format("/tmp/bench_numbers_{}.yaml", getpid());
  std::ofstream(file) << kTenMillion;
  const std::vector<std::string> usual{bench.dashsim, "serve", "--port", "0"};
  std::vector<std::string> large = usual;
  large.insert(large.end(), {"--scenario", file});
  std::vector<double> starts;
  std::vector<double> small_starts;
  for (int i = 0; i < 15; ++i) {
    starts.push_back(test::Child(large).ready_ms());
    small_starts.push_back(test::Child(usual).ready_ms());
  }
  const test::Child dashsim(large);
  std::remove(file.c_str());
  bench.rows.push_back({"start with sixteen million numbers, beside the built-in scenario",
                        "ms",
                        median(starts),
                        median(small_starts),
                        {.value_max = 10}});
  const auto measure = [&](const std::string& what, const std::string& path) {
    std::vector<double> times;
    for (int i = 0; i < 31; ++i) {
      const auto begin = Clock::now();
      ask(dashsim.port(), request("GET", path));
      times.push_back(milliseconds(begin));
    }
    bench.rows.push_back({what, "ms", median(times), {}, {.value_max = 5}});
  };
  for (const char* query : {"state=NC", "city=CHARLOTTE&state=NC", "localVanity=cars&state=NC",
                            "localVanity=4*9&endsIn=true&areaCode=919", "npaNxx=919439"}) {
    measure(fmt::format("5,000 of them: `{}`", query),
            fmt::format("/accounts/9900000/availableNumbers?quantity=5000&{}", query));
  }
  measure("their rate centers", "/rateCenters?state=NC&available=true");
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

void measure_numbers(Bench& bench) {
  measure_inventory(bench);
  const scenario::Loader loader(scenario::builtins(), {});
  const auto scenario = loader.load_builtin("default").scenario;
  const api::Pipeline pipeline;
  const double few = measure_list(1'000, pipeline, scenario);
  const double many = measure_list(1'000'000, pipeline, scenario);
  bench.rows.push_back({"a page of 500 of a million orders, beside one of a thousand",
                        "ms",
                        many,
                        few,
                        {.ratio_max = 1.5, .value_max = 2}});
}

}  // namespace dashsim::bench
