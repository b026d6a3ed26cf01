#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "app/chores.hpp"
#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/note.hpp"
#include "app/server.hpp"
#include "app/settings.hpp"
#include "app/version.hpp"
#include "world/rule_uses.hpp"

namespace dashsim::app {
namespace {

constexpr std::string_view kUsualFile = "dashsim.yaml";

/// Empty: the built-in scenario.
std::string scenario_file(const Options& options) {
  if (!options.scenario.empty()) return options.scenario;
  std::error_code ignored;
  return std::filesystem::exists(kUsualFile, ignored) ? std::string(kUsualFile) : std::string();
}

std::string scenarios_folder(const Options& options, const std::string& file) {
  if (!options.scenarios.empty() || file.empty()) return options.scenarios;
  const std::string folder = std::filesystem::path(file).parent_path();
  return folder.empty() ? "." : folder;
}

/// Whole or not at all, so that a script that waits for the file never reads half of it.
bool write_file(const std::string& path, const std::string& text) {
  const std::string unfinished = path + ".part";
  {
    std::ofstream out(unfinished, std::ios::binary);
    out << text;
    if (!out) return false;
  }
  std::error_code error;
  std::filesystem::rename(unfinished, path, error);
  return !error;
}

/// Takes all descriptors that the system allows; how many connections that leaves room for.
std::uint64_t connections_of(const Options& options) {
  constexpr std::uint64_t kOthersMax = 128;  // callbacks, files, the process's own
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return options.connections;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0 && getrlimit(RLIMIT_NOFILE, &limit) != 0)
    return options.connections;
  const std::uint64_t descriptors = limit.rlim_cur;
  const std::uint64_t room = descriptors - std::min(kOthersMax, descriptors / 2);
  if (options.connections <= room) return options.connections;
  note("{} descriptors leave room for {} connections, not for {}", descriptors, room,
       options.connections);
  return room;
}

constexpr std::string_view kUnusedRules = "unused-rules";

void check_gates(const Options& options) {
  for (const std::string& gate : options.gates) {
    if (gate != kUnusedRules)
      throw WrongUse(fmt::format("there is no gate '{}'; {} is known", gate, kUnusedRules));
  }
}

/// Names each rule of the scenario that has happened in no world of it. True if there is none.
bool passes_gate(const scenario::Scenario& scenario, const control::Tally& tally) {
  std::size_t unused = 0;
  for (const world::RuleUse& rule : world::unused_rules(scenario)) {
    const auto used = tally.rules.find(rule.place);
    if (used != tally.rules.end() && used->second.happened != 0) continue;
    ++unused;
    fmt::print(stderr, "{}: error: {} '{}' has never happened\n", rule.place, rule.kind, rule.name);
  }
  if (unused != 0) note("--gate {}: {} in all", kUnusedRules, unused);
  return unused == 0;
}

}  // namespace

int serve(const Options& options) {
  const scenario::Loader loader = disk_loader();
  const std::string file = scenario_file(options);
  scenario::Loaded loaded = file.empty() ? loader.load_builtin("default") : loader.load_file(file);
  print_complaints(loaded.complaints);
  print_complaints(loaded.warnings);
  if (loaded.scenario == nullptr) return 2;

  check_gates(options);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow any more is told by the write
  const ServerTls tls = server_tls(options);
  HostSettings settings = host_settings(options, std::move(loaded.scenario));
  settings.scenario_file = file;
  settings.scenarios_folder = scenarios_folder(options, file);
  Options within = options;
  within.connections = connections_of(options);
  Server server(within, std::move(settings), loader, tls.context);
  if (const auto error = server.open()) {
    note("cannot listen on {}:{}: {}", options.address, options.port, error.message());
    return 1;
  }
  const Chores chores(server.io(), server.host(), options.watch);
  bool good = true;
  boost::asio::signal_set signals(server.io(), SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    if (options.gates.empty()) return server.stop();
    server.host().collect([&](const control::Figures& figures) {
      good = passes_gate(*server.host().served(), figures.tally);
      server.stop();
    });
  });

  if (!options.tls_write_cert.empty() && !write_file(options.tls_write_cert, tls.certificates)) {
    note("cannot write {}", options.tls_write_cert);
    return 1;
  }
  const std::string url = server.url();
  const std::string ready = fmt::format("{{\"url\": \"{}\", \"pid\": {}}}\n", url, getpid());
  fmt::print("{}", ready);
  std::fflush(stdout);
  fmt::print(stderr, "dashsim {} serves '{}' at {} (control API: {}/_sim/)\n", version(),
             server.host().served()->name, url, url);
  if (!options.ready_file.empty() && !write_file(options.ready_file, ready)) {
    note("cannot write {}", options.ready_file);
    return 1;
  }

  server.run();
  return good ? 0 : 1;
}

}  // namespace dashsim::app
