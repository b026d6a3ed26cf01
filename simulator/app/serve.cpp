#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/server.hpp"
#include "app/settings.hpp"
#include "world/rule_uses.hpp"

namespace dashsim::app {
namespace {

constexpr std::string_view kUsualFile = "dashsim.yaml";

scenario::Loaded load(const scenario::Loader& loader, const Options& options) {
  if (!options.scenario.empty()) return loader.load_file(options.scenario);
  std::error_code ignored;
  if (std::filesystem::exists(kUsualFile, ignored))
    return loader.load_file(std::string(kUsualFile));
  return loader.load_builtin("default");
}

std::shared_ptr<const scenario::Scenario> with_seed(
    std::shared_ptr<const scenario::Scenario> scenario, const Options& options) {
  if (!options.seed) return scenario;
  auto copy = std::make_shared<scenario::Scenario>(*scenario);
  copy->seed = *options.seed;
  return copy;
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
  if (unused != 0) fmt::print(stderr, "dashsim: --gate {}: {} in all\n", kUnusedRules, unused);
  return unused == 0;
}

}  // namespace

int serve(const Options& options) {
  const scenario::Loader loader = disk_loader();
  scenario::Loaded loaded = load(loader, options);
  for (const scenario::Complaint& complaint : loaded.complaints)
    fmt::print(stderr, "{}\n", to_line(complaint));
  for (const scenario::Complaint& warning : loaded.warnings)
    fmt::print(stderr, "{}\n", to_line(warning));
  if (loaded.scenario == nullptr) return 2;

  check_gates(options);
  const ServerTls tls = server_tls(options);
  const auto scenario = with_seed(std::move(loaded.scenario), options);
  Server server(options, host_settings(options, scenario), loader, tls.context);
  if (const auto error = server.open()) {
    fmt::print(stderr, "dashsim: cannot listen on {}:{}: {}\n", options.address, options.port,
               error.message());
    return 1;
  }
  bool good = true;
  boost::asio::signal_set signals(server.io(), SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    if (options.gates.empty()) return server.stop();
    server.host().collect([&](const control::Figures& figures) {
      good = passes_gate(*scenario, figures.tally);
      server.stop();
    });
  });

  if (!options.tls_write_cert.empty() && !write_file(options.tls_write_cert, tls.certificates)) {
    fmt::print(stderr, "dashsim: cannot write {}\n", options.tls_write_cert);
    return 1;
  }
  const std::string url = server.url();
  const std::string ready = fmt::format("{{\"url\": \"{}\", \"pid\": {}}}\n", url, getpid());
  fmt::print("{}", ready);
  std::fflush(stdout);
  fmt::print(stderr, "dashsim {} serves '{}' at {} (control API: {}/_sim/)\n", version(),
             scenario->name, url, url);
  if (!options.ready_file.empty() && !write_file(options.ready_file, ready)) {
    fmt::print(stderr, "dashsim: cannot write {}\n", options.ready_file);
    return 1;
  }

  server.run();
  return good ? 0 : 1;
}

}  // namespace dashsim::app
