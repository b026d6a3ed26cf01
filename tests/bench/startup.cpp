// How long dashsim takes from exec to its ready line, and how much memory it then holds, beside a
// process that opens a port, prints a line and holds nothing.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdio>

#include "support/child.hpp"
#include "table.hpp"

namespace dashsim::bench {
namespace {

constexpr int kRuns = 31;

struct Starts {
  double ready_ms, resident_mb;
};

Starts median_starts(const std::vector<std::string>& command) {
  std::vector<double> times;
  std::vector<double> sizes;
  for (int i = 0; i < kRuns; ++i) {
    const test::Child child(command);
    times.push_back(child.ready_ms());
    sizes.push_back(child.resident_mb());
  }
  return {median(times), median(sizes)};
}

}  // namespace

int be_a_port() {
  boost::asio::io_context io;
  const boost::asio::ip::tcp::acceptor acceptor(io,
                                                {boost::asio::ip::make_address("127.0.0.1"), 0});
  std::puts("ready");
  std::fflush(stdout);
  pause();
  return 0;
}

void measure_startup(Bench& bench) {
  const Starts ours = median_starts({bench.dashsim, "serve", "--port", "0"});
  const Starts theirs = median_starts({bench.self, "port"});
  bench.rows.push_back({"exec to ready", "ms", ours.ready_ms, theirs.ready_ms, {.value_max = 10}});
  bench.rows.push_back(
      {"resident memory", "MB", ours.resident_mb, theirs.resident_mb, {.value_max = 12}});
}

}  // namespace dashsim::bench
