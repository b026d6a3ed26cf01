#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Settings of the process: flag over environment over default, from one table.
namespace dashsim::app {

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::string
      scenario;  ///< a file; empty: dashsim.yaml if there is one, else the built-in scenario
  std::string ready_file;
  std::vector<std::string> gates;  ///< what has to be so at the end: unused-rules
  std::optional<std::uint64_t> seed;
  bool auto_worlds = false;
  std::uint64_t worlds_max = 1000;
  std::uint64_t world_idle_seconds = 86'400;  ///< of wall time; 0: worlds stay
  std::string scenarios;                      ///< a folder; empty: that of the scenario
  bool watch = false;
  std::uint64_t threads = 2;
  std::uint64_t journal_entries = 10'000;
  std::uint64_t journal_bytes = 64ULL << 20U;
  std::uint64_t history_bytes = 4ULL << 20U;
  std::uint64_t snapshots_max = 16;
  std::string data_dir;            ///< empty: worlds end with the process
  std::string data_sync = "1000";  ///< always, never, or milliseconds of wall time
  bool data_accept = false;
  std::uint64_t header_bytes = 16ULL << 10U;
  std::uint64_t body_bytes = 8ULL << 20U;
  std::uint64_t connections = 16'384;  ///< fewer where the system allows fewer descriptors
  std::uint64_t held_bytes = 256ULL << 20U;
  std::uint64_t idle_seconds = 60;  ///< of wall time
  std::uint64_t xml_depth = 32;
  std::uint64_t xml_elements = 50'000;

  // Files in PEM. Without a certificate, HTTP is spoken.
  std::string tls_cert, tls_key;
  bool tls_self_signed = false;
  std::string tls_write_cert;

  std::string admin_token;                  ///< that control calls need; empty: none
  std::vector<std::string> callback_allow;  ///< empty: all
  std::string callback_ca;
  bool callback_insecure = false;
  std::optional<std::uint64_t> callback_timeout;  ///< seconds of wall time
};

/// Adds the flags of the table to a command; `serving` adds those that only a server needs.
void add_options(CLI::App& command, Options& options, bool serving);

}  // namespace dashsim::app
