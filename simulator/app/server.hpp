#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/system/error_code.hpp>
#include <memory>
#include <string>

#include "app/host.hpp"
#include "app/options.hpp"
#include "net/listener.hpp"

namespace dashsim::app {

/// What the options mean to a host of the scenario.
HostSettings host_settings(const Options& options,
                           std::shared_ptr<const scenario::Scenario> scenario);

/// A host and the port at which it is reached.
class Server {
 public:
  /// With `tls` it speaks HTTPS only. The loader outlives it.
  Server(const Options& options, HostSettings settings, const scenario::Loader& loader,
         net::TlsContext tls = nullptr);

  /// Takes the port, and begins to accept once it runs.
  [[nodiscard]] boost::system::error_code open();
  /// Where it is found, without a path.
  std::string url() const;
  /// Serves on as many threads as the options say, this one among them, until stop().
  void run();
  /// Ends what is under way. Callable from any thread.
  void stop();

  Host& host() { return host_; }
  boost::asio::io_context& io() { return io_; }

 private:
  Options options_;
  boost::asio::io_context io_;
  Host host_;
  net::Listener listener_;
};

}  // namespace dashsim::app
