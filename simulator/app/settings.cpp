#include "app/settings.hpp"

#include <fmt/format.h>

#include <charconv>

#include "app/files.hpp"

namespace dashsim::app {
namespace {

constexpr std::uint64_t kXmlDepthMax = 1000;  // the reader keeps a frame an element on its stack

constexpr std::uint64_t kSyncMax = 3'600'000;  // milliseconds

std::string text_of(const std::string& path, std::string_view flag) {
  auto text = read_file(path);
  if (!text) throw WrongUse(fmt::format("cannot read {} ({})", path, flag));
  return *std::move(text);
}

void check_tls(const Options& options) {
  const bool files = !options.tls_cert.empty() || !options.tls_key.empty();
  if (options.tls_cert.empty() != options.tls_key.empty())
    throw WrongUse("--tls-cert and --tls-key belong together: give both or neither");
  if (files && options.tls_self_signed)
    throw WrongUse("--tls-self-signed makes a certificate of its own: leave out --tls-cert");
  if (!files && !options.tls_self_signed && !options.tls_write_cert.empty())
    throw WrongUse("--tls-write-cert has nothing to write without --tls-self-signed");
}

bool speaks_tls(const Options& options) {
  return options.tls_self_signed || !options.tls_cert.empty();
}

}  // namespace

ServerTls server_tls(const Options& options) {
  check_tls(options);
  if (!speaks_tls(options)) return {};
  const net::Identity identity = options.tls_self_signed
                                     ? net::self_signed()
                                     : net::Identity{text_of(options.tls_cert, "--tls-cert"),
                                                     text_of(options.tls_key, "--tls-key")};
  const auto context = net::server_context(identity);
  if (!context) {
    throw WrongUse(fmt::format("{} and {} are no certificate and its key in PEM: {}",
                               options.tls_cert, options.tls_key, context.error().message()));
  }
  return {*context, identity.certificates};
}

std::optional<DataSettings> data_settings(const Options& options) {
  DataSettings settings{.folder = options.data_dir, .accept_changes = options.data_accept};
  const std::string& sync = options.data_sync;
  if (sync == "always") {
    settings.syncing = Syncing::kAlways;
  } else if (sync == "never") {
    settings.syncing = Syncing::kNever;
  } else {
    std::uint64_t milliseconds = 0;
    const char* const past = sync.data() + sync.size();
    const auto [end, error] = std::from_chars(sync.data(), past, milliseconds);
    if (error != std::errc() || end != past || milliseconds == 0 || milliseconds > kSyncMax)
      throw WrongUse(fmt::format(
          "--data-sync takes always, never, or 1 to {} milliseconds, not '{}'", kSyncMax, sync));
    settings.sync_interval = std::chrono::milliseconds(milliseconds);
  }
  if (options.data_dir.empty() && options.data_accept)
    throw WrongUse("--data-accept has nothing to accept without --data-dir");
  if (options.data_dir.empty()) return std::nullopt;
  return settings;
}

net::CallbackSettings callback_settings(const Options& options) {
  net::CallbackSettings settings;
  settings.insecure = options.callback_insecure;
  for (const std::string& entry : options.callback_allow) {
    if (!settings.allow.add(entry)) {
      throw WrongUse(
          fmt::format("'{}' is no host, host:port, address or network (--callback-allow)", entry));
    }
  }
  if (options.callback_ca.empty()) return settings;
  settings.authorities = text_of(options.callback_ca, "--callback-ca");
  if (const auto roots = net::client_context(settings.authorities); !roots) {
    throw WrongUse(fmt::format("{} holds no certificate in PEM (--callback-ca): {}",
                               options.callback_ca, roots.error().message()));
  }
  return settings;
}

net::Limits net_limits(const Options& options) {
  return {.header_bytes_max = options.header_bytes,
          .body_bytes_max = options.body_bytes,
          .connections_max = options.connections,
          .held_bytes_max = options.held_bytes,
          .idle_max = std::chrono::seconds(options.idle_seconds)};
}

xml::Limits xml_limits(const Options& options) {
  if (options.xml_depth == 0 || options.xml_depth > kXmlDepthMax)
    throw WrongUse(fmt::format("--xml-depth takes 1 to {}", kXmlDepthMax));
  return {.depth_max = options.xml_depth, .elements_max = options.xml_elements};
}

std::string url_of(const Options& options, std::string_view address, std::uint16_t port) {
  const bool bracketed = address.find(':') != std::string_view::npos;
  return fmt::format("{}://{}{}{}:{}", speaks_tls(options) ? "https" : "http", bracketed ? "[" : "",
                     address, bracketed ? "]" : "", port);
}

}  // namespace dashsim::app
