// All benchmarks, or those that are named: one table, each row beside a baseline of the same run.
//   bench PATH_TO_DASHSIM [startup|requests|memory|worlds|callbacks|numbers]...
// Exits 1 where an aim is missed.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "table.hpp"

namespace {

using dashsim::bench::Bench;
using dashsim::bench::Row;

constexpr std::pair<std::string_view, void (*)(Bench&)> kBenchmarks[] = {
    {"startup", dashsim::bench::measure_startup}, {"requests", dashsim::bench::measure_requests},
    {"memory", dashsim::bench::measure_memory},   {"callbacks", dashsim::bench::measure_callbacks},
    {"numbers", dashsim::bench::measure_numbers},  // it starts processes: while we are small
    {"worlds", dashsim::bench::measure_worlds},
};

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  if (words.size() == 1 && words[0] == "port") return dashsim::bench::be_a_port();
  if (words.size() == 2 && words[0] == "fixed")
    return dashsim::bench::be_a_fixed_answer(std::atoi(argv[2]));
  if (words.empty()) {
    fmt::print(stderr, "usage: bench PATH_TO_DASHSIM [BENCHMARK]...\n");
    return 2;
  }
  Bench bench{std::string(words[0]), argv[0], {}};
  for (const auto& [name, measure] : kBenchmarks) {
    if (words.size() == 1 || std::ranges::count(words, name) != 0) measure(bench);
  }
  fmt::print("{}", dashsim::bench::as_markdown(bench.rows));
  return std::ranges::all_of(bench.rows, &Row::good) ? 0 : 1;
}
