// How long dashsim takes from exec to its ready line, and how much memory it then holds.
//   bench_startup PATH_TO_DASHSIM
// Baseline: the same for a process that opens a port, prints a line and holds nothing.
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdio>
#include <string_view>
#include <vector>

#include "child.hpp"

namespace {

constexpr int kRuns = 31;

struct Run {
  double ready_ms = 0;
  double resident_mb = 0;
};

Run start(const char* program, const char* argument) {
  const dashsim::bench::Child child({program, argument, "--port", "0"});
  return {child.ready_ms(), child.resident_mb()};
}

Run median(const char* program, const char* argument) {
  std::vector<double> times;
  std::vector<double> sizes;
  for (int i = 0; i < kRuns; ++i) {
    const Run run = start(program, argument);
    times.push_back(run.ready_ms);
    sizes.push_back(run.resident_mb);
  }
  std::ranges::sort(times);
  std::ranges::sort(sizes);
  return {times[kRuns / 2], sizes[kRuns / 2]};
}

int be_the_baseline() {
  boost::asio::io_context io;
  const boost::asio::ip::tcp::acceptor acceptor(io,
                                                {boost::asio::ip::make_address("127.0.0.1"), 0});
  std::puts("ready");
  std::fflush(stdout);
  pause();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc >= 2 && std::string_view(argv[1]) == "baseline") return be_the_baseline();
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_startup PATH_TO_DASHSIM\n");
    return 2;
  }
  const Run dashsim = median(argv[1], "serve");
  const Run baseline = median(argv[0], "baseline");
  fmt::print("{:10} {:>14} {:>14}   (medians of {})\n", "", "exec to ready", "resident", kRuns);
  fmt::print("{:10} {:>11.2f} ms {:>11.2f} MB\n", "dashsim", dashsim.ready_ms, dashsim.resident_mb);
  fmt::print("{:10} {:>11.2f} ms {:>11.2f} MB\n", "baseline", baseline.ready_ms,
             baseline.resident_mb);
  fmt::print("{:10} {:>13.2f}  {:>13.2f}\n", "ratio", dashsim.ready_ms / baseline.ready_ms,
             dashsim.resident_mb / baseline.resident_mb);
  const bool good = dashsim.ready_ms < 20 && dashsim.resident_mb < 15;
  fmt::print("aims: under 20 ms and under 15 MB: {}\n", good ? "met" : "MISSED");
  return good ? 0 : 1;
}
