#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "app/data_dir.hpp"
#include "app/options.hpp"
#include "net/callback_client.hpp"
#include "net/limits.hpp"
#include "net/tls.hpp"
#include "xml/reader.hpp"

/// What the options mean to the layers below.
namespace dashsim::app {

/// Thrown for options that contradict each other or name what is not there: exit code 2.
struct WrongUse : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct ServerTls {
  net::TlsContext context;   ///< null: plain HTTP
  std::string certificates;  ///< PEM, for clients that are to trust it
};
ServerTls server_tls(const Options& options);

/// Nothing without --data-dir.
std::optional<DataSettings> data_settings(const Options& options);

net::CallbackSettings callback_settings(const Options& options);
net::Limits net_limits(const Options& options);
xml::Limits xml_limits(const Options& options);

/// Where a server with these options is found, without a path.
std::string url_of(const Options& options, std::string_view address, std::uint16_t port);

}  // namespace dashsim::app
