#include "app/options.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <variant>

#include "kernel/text.hpp"

namespace dashsim::app {
namespace {

using Member = std::variant<std::string Options::*, std::uint16_t Options::*,
                            std::uint64_t Options::*, std::optional<std::uint64_t> Options::*,
                            bool Options::*, std::vector<std::string> Options::*>;

struct Setting {
  std::string_view flag;
  Member member;
  std::string_view about;
  bool serving;  ///< only a server needs it
};

const Setting kSettings[] = {
    {"address", &Options::address, "address to listen on", false},
    {"port", &Options::port, "port to listen on; 0 lets the system choose", false},
    {"scenario", &Options::scenario, "scenario file; else dashsim.yaml, else the built-in scenario",
     true},
    {"seed", &Options::seed, "seed of all ids, instead of the scenario's", true},
    {"ready-file", &Options::ready_file, "file to write the ready line to", true},
    {"gate", &Options::gates,
     "exit with 1 at the end if: unused-rules, a rule of the scenario has never happened", true},
    {"auto-worlds", &Options::auto_worlds, "create any world that a request names", true},
    {"worlds-max", &Options::worlds_max, "most worlds at a time", true},
    {"world-idle-seconds", &Options::world_idle_seconds,
     "how long a world stays that nobody asks anything; 0: for ever", true},
    {"scenarios", &Options::scenarios,
     "folder of scenarios that worlds may be made of by name; else that of the scenario", true},
    {"watch", &Options::watch, "begin anew whenever the scenario file changes", true},
    {"threads", &Options::threads, "threads that serve", true},
    {"journal-entries", &Options::journal_entries, "most exchanges that a world's journal keeps",
     true},
    {"journal-bytes", &Options::journal_bytes, "most bytes that a world's journal keeps", true},
    {"history-bytes", &Options::history_bytes,
     "most bytes of what has come to a world, so that it can be rewound", true},
    {"snapshots-max", &Options::snapshots_max, "most snapshots of a world", true},
    {"data-dir", &Options::data_dir,
     "folder that keeps all worlds, so that they outlive the server", true},
    {"data-sync", &Options::data_sync,
     "when what is kept is brought to the disk itself: always (before each answer), never, or "
     "every "
     "so many milliseconds",
     true},
    {"data-accept", &Options::data_accept,
     "take kept worlds as this dashsim makes them, where they are not as they were", true},
    {"header-bytes", &Options::header_bytes, "largest request header, in bytes", true},
    {"body-bytes", &Options::body_bytes, "largest request body, in bytes", true},
    {"connections", &Options::connections, "most connections at a time", true},
    {"held-bytes", &Options::held_bytes,
     "most bytes of bodies and answers that all connections hold together", true},
    {"idle-seconds", &Options::idle_seconds, "how long a silent connection stays open", true},
    {"xml-depth", &Options::xml_depth, "most elements inside each other in a request", true},
    {"xml-elements", &Options::xml_elements, "most elements in a request", true},
    {"tls-cert", &Options::tls_cert, "certificate with its chain, in PEM: HTTPS is spoken", false},
    {"tls-key", &Options::tls_key, "key of the certificate, in PEM", false},
    {"tls-self-signed", &Options::tls_self_signed,
     "speak HTTPS with a certificate made at the start, for localhost", false},
    {"tls-write-cert", &Options::tls_write_cert,
     "file to write the certificate to, for clients that are to trust it", true},
    {"admin-token", &Options::admin_token,
     "secret that control calls need, all but health: Authorization: Bearer, or X-Sim-Token", true},
    {"callback-allow", &Options::callback_allow,
     "hosts, host:port, addresses or networks that callbacks may go to; else all", true},
    {"callback-ca", &Options::callback_ca,
     "certificates in PEM to trust in callbacks, beside those of the system", true},
    {"callback-insecure", &Options::callback_insecure,
     "trust any certificate in callbacks; a PublicKey of a subscription is still asked for", true},
    {"callback-timeout", &Options::callback_timeout,
     "seconds that a receiver may take, instead of the scenario's", true},
};

std::string environment_name(std::string_view flag) {
  std::string name = "DASHSIM_" + kernel::upper_case(flag);
  for (char& c : name) {
    if (c == '-') c = '_';
  }
  return name;
}

bool is_set(const char* name) {
  return std::getenv(name) != nullptr;  // NOLINT(concurrency-mt-unsafe): before any other thread
}

}  // namespace

void add_options(CLI::App& command, Options& options, bool serving) {
  for (const Setting& setting : kSettings) {
    if (setting.serving && !serving) continue;
    const std::string flag = "--" + std::string(setting.flag);
    const std::string about(setting.about);
    CLI::Option* option = std::visit(
        [&](auto member) {
          auto& value = options.*member;
          using Value = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<Value, bool>) {
            return command.add_flag(flag, value, about);
          } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
            return command.add_option(flag, value, about)->delimiter(',')->allow_extra_args(false);
          } else {
            return command.add_option(flag, value, about);
          }
        },
        setting.member);
    option->envname(environment_name(setting.flag));
    if (!std::holds_alternative<bool Options::*>(setting.member)) option->capture_default_str();
    // Hosting platforms set plain PORT; the twin of the flag is nearer and wins.
    if (setting.flag == "port" && is_set("PORT") && !is_set("DASHSIM_PORT"))
      option->envname("PORT");
  }
}

}  // namespace dashsim::app
