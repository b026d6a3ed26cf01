#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/host.hpp"
#include "app/settings.hpp"
#include "net/listener.hpp"

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

RoomSettings room_settings(const Options& options) {
  RoomSettings settings{.journal = {options.journal_entries, options.journal_bytes}};
  if (options.callback_timeout)
    settings.callback_timeout = std::chrono::seconds(*options.callback_timeout);
  return settings;
}

}  // namespace

int serve(const Options& options) {
  const scenario::Loader loader = disk_loader();
  scenario::Loaded loaded = load(loader, options);
  for (const scenario::Complaint& complaint : loaded.complaints)
    fmt::print(stderr, "{}\n", to_line(complaint));
  if (loaded.scenario == nullptr) return 2;

  const ServerTls tls = server_tls(options);
  const HostSettings settings{.scenario = with_seed(std::move(loaded.scenario), options),
                              .auto_worlds = options.auto_worlds,
                              .worlds_max = options.worlds_max,
                              .xml = xml_limits(options),
                              .callbacks = callback_settings(options),
                              .room = room_settings(options)};
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
