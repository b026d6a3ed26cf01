#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/chores.hpp"
#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/host.hpp"
#include "app/settings.hpp"
#include "net/listener.hpp"

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

DriverSettings driver_settings(const Options& options) {
  DriverSettings settings{.journal = {options.journal_entries, options.journal_bytes},
                          .callback_timeout = {},
                          .history_bytes_max = options.history_bytes,
                          .snapshots_max = options.snapshots_max};
  if (options.callback_timeout)
    settings.callback_timeout = std::chrono::seconds(*options.callback_timeout);
  return settings;
}

}  // namespace

int serve(const Options& options) {
  const scenario::Loader loader = disk_loader();
  const std::string file = scenario_file(options);
  scenario::Loaded loaded = file.empty() ? loader.load_builtin("default") : loader.load_file(file);
  for (const scenario::Complaint& complaint : loaded.complaints)
    fmt::print(stderr, "{}\n", to_line(complaint));
  if (loaded.scenario == nullptr) return 2;

  const ServerTls tls = server_tls(options);
  const HostSettings settings{.scenario = std::move(loaded.scenario),
                              .scenario_file = file,
                              .seed = options.seed,
                              .scenarios_folder = scenarios_folder(options, file),
                              .auto_worlds = options.auto_worlds,
                              .worlds_max = options.worlds_max,
                              .world_idle_max = std::chrono::seconds(options.world_idle_seconds),
                              .xml = xml_limits(options),
                              .callbacks = callback_settings(options),
                              .driver = driver_settings(options)};
  boost::asio::io_context io;
  Host host(io, settings, loader);
  net::Listener listener(
      io, options.address, options.port, net_limits(options),
      [&host](net::Request request, net::Respond respond) {
        host.handle(std::move(request), std::move(respond));
      },
      tls.context);
  if (const auto error = listener.open()) {
    fmt::print(stderr, "dashsim: cannot listen on {}:{}: {}\n", options.address, options.port,
               error.message());
    return 1;
  }
  const Chores chores(io, host, options.watch);
  boost::asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    listener.stop();
    host.close();
    io.stop();
  });
  listener.start();

  if (!options.tls_write_cert.empty() && !write_file(options.tls_write_cert, tls.certificates)) {
    fmt::print(stderr, "dashsim: cannot write {}\n", options.tls_write_cert);
    return 1;
  }
  const std::string url = url_of(options, options.address, listener.port());
  const std::string ready = fmt::format("{{\"url\": \"{}\", \"pid\": {}}}\n", url, getpid());
  fmt::print("{}", ready);
  std::fflush(stdout);
  fmt::print(stderr, "dashsim {} serves '{}' at {} (control API: {}/_sim/)\n", version(),
             settings.scenario->name, url, url);
  if (!options.ready_file.empty() && !write_file(options.ready_file, ready)) {
    fmt::print(stderr, "dashsim: cannot write {}\n", options.ready_file);
    return 1;
  }

  std::vector<std::jthread> others;
  for (std::uint64_t i = 1; i < options.threads; ++i) others.emplace_back([&io] { io.run(); });
  io.run();
  return 0;
}

}  // namespace dashsim::app
