#include "app/server.hpp"

#include <thread>
#include <vector>

#include "app/settings.hpp"

namespace dashsim::app {
namespace {

DriverSettings driver_settings(const Options& options) {
  DriverSettings settings{.journal = {options.journal_entries, options.journal_bytes},
                          .callback_timeout = {},
                          .history_bytes_max = options.history_bytes,
                          .snapshots_max = options.snapshots_max};
  if (options.callback_timeout)
    settings.callback_timeout = std::chrono::seconds(*options.callback_timeout);
  return settings;
}

std::shared_ptr<DataDir> data_dir(const Options& options) {
  const auto settings = data_settings(options);
  return settings ? std::make_shared<DataDir>(*settings) : nullptr;
}

}  // namespace

HostSettings host_settings(const Options& options,
                           std::shared_ptr<const scenario::Scenario> scenario) {
  return {.scenario = std::move(scenario),
          .seed = options.seed,
          .admin_token = options.admin_token,
          .auto_worlds = options.auto_worlds,
          .worlds_max = options.worlds_max,
          .world_idle_max = std::chrono::seconds(options.world_idle_seconds),
          .xml = xml_limits(options),
          .callbacks = callback_settings(options),
          .driver = driver_settings(options),
          .data = data_dir(options)};
}

Server::Server(const Options& options, HostSettings settings, const scenario::Loader& loader,
               net::TlsContext tls)
    : options_(options),
      io_(static_cast<int>(options.threads)),  // one thread alone needs fewer locks
      host_(io_, std::move(settings), loader),
      listener_(
          io_, options.address, options.port, net_limits(options),
          [this](net::Request request, net::Respond respond) {
            host_.handle(std::move(request), std::move(respond));
          },
          std::move(tls)) {}

boost::system::error_code Server::open() {
  const auto error = listener_.open();
  if (!error) listener_.start();
  return error;
}

std::string Server::url() const {
  return url_of(options_, options_.address, listener_.port());
}

void Server::run() {
  std::vector<std::jthread> others;
  for (std::uint64_t i = 1; i < options_.threads; ++i) others.emplace_back([this] { io_.run(); });
  io_.run();
}

void Server::stop() {
  listener_.stop();
  host_.close();
  io_.stop();
}

}  // namespace dashsim::app
