#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "app/command_pages.hpp"
#include "app/commands.hpp"
#include "app/settings.hpp"
#include "app/version.hpp"

namespace {

constexpr const char* kAbout =
    "dashsim simulates the Bandwidth Dashboard (numbers) REST API, on a virtual clock and the same "
    "every time.\n"
    "Point your unmodified client at it, script the other side in a YAML file, and move the clock "
    "over /_sim/.\n\n"
    "  dashsim                      serve the built-in scenario on http://127.0.0.1:8080\n"
    "  curl -u tester:secret http://127.0.0.1:8080/accounts/9900000/sites\n"
    "  curl -X POST http://127.0.0.1:8080/_sim/clock/advance -d '{\"until\": \"idle\"}'\n";
constexpr const char* kExits =
    "\nEvery flag has a twin in the environment: --ready-file is DASHSIM_READY_FILE; plain PORT "
    "works, too.\n"
    "Exit codes: 0 good, 1 work failed (port taken, a gate missed), 2 wrong use or a bad scenario.";

constexpr const char* kExploreFooter =
    "\nThe command follows --: dashsim explore --seeds 1..500 SCENARIO -- npm test\n"
    "It is told DASHSIM_URL (of its world), DASHSIM_SERVER, DASHSIM_WORLD and DASHSIM_SEED, and is "
    "good if it exits with 0.";

/// What follows the first --, which belongs to another program.
std::vector<std::string> take_command(std::vector<std::string>& arguments) {
  const auto dashes = std::ranges::find(arguments, "--");
  if (dashes == arguments.end()) return {};
  std::vector<std::string> command(dashes + 1, arguments.end());
  arguments.erase(dashes, arguments.end());
  return command;
}

int print(const std::string& page) {
  fmt::print("{}", page);
  return 0;
}

int run(int argc, char** argv) {
  namespace app = dashsim::app;
  CLI::App program{kAbout, "dashsim"};
  program.footer(kExits);
  program.set_version_flag("--version", std::string("dashsim ") + std::string(app::version()));
  program.require_subcommand(1);

  app::Options options;
  CLI::App* serve =
      program.add_subcommand("serve", "serve a scenario; the subcommand may be left out");
  app::add_options(*serve, options, true);
  CLI::App* check = program.add_subcommand("check", "tell every mistake in scenario files");
  std::vector<std::string> files;
  check->add_option("FILE", files, "scenario files")->required();
  std::string check_format = "text";
  check->add_option("--format", check_format, "text, json, or github for annotations of a workflow")
      ->check(CLI::IsMember({"text", "json", "github"}))
      ->capture_default_str();
  bool strict = false;
  check->add_flag("--strict", strict, "warnings are mistakes, too");
  CLI::App* coverage = program.add_subcommand(
      "coverage", "tell which documented operations and statuses recorded sessions have met");
  coverage->add_option("FILE", files, "sessions in HAR, merged")->required();
  std::string coverage_format = "text";
  coverage->add_option("--format", coverage_format, "text, json or junit")
      ->check(CLI::IsMember({"text", "json", "junit"}))
      ->capture_default_str();
  CLI::App* replay = program.add_subcommand(
      "replay", "run a recorded session again and compare every byte; exit 1 where one differs");
  std::string har;
  std::string replayed_scenario;
  replay->add_option("FILE", har, "the session as GET /_sim/journal.har gives it")->required();
  replay->add_option("--scenario", replayed_scenario,
                     "scenario file that it was recorded with; else the built-in scenario");
  CLI::App* explore = program.add_subcommand(
      "explore", "run a command once per seed, each time in another world, until it fails");
  app::ExploreOptions exploring;
  explore->add_option("SCENARIO", exploring.scenario, "scenario file")->required();
  explore->add_option("--seeds", exploring.seeds, "a range such as 1..500, or one")->required();
  explore->add_option("--delay-max", exploring.delay_max, "how late callbacks are at most")
      ->capture_default_str();
  explore
      ->add_option("--stretch", exploring.stretch,
                   "how many times as long, or as short, orders take at most")
      ->capture_default_str();
  explore->add_option("--jobs", exploring.jobs, "commands at a time")->capture_default_str();
  explore->add_option("--timeout", exploring.timeout,
                      "seconds that the command may take; no limit if left out");
  explore->add_option("--har-dir", exploring.har_dir, "folder for sessions that failed")
      ->capture_default_str();
  explore->add_flag("--keep-going", exploring.keep_going, "try all seeds, whatever fails");
  explore->footer(kExploreFooter);
  CLI::App* schema =
      program.add_subcommand("schema", "print the scenario format as a JSON Schema, for editors");
  std::string schema_format = "json";
  schema->add_option("--format", schema_format, "json, or markdown for a page that explains it")
      ->check(CLI::IsMember({"json", "markdown"}))
      ->capture_default_str();
  CLI::App* api = program.add_subcommand("api", "print what the control API takes");
  std::string api_format = "markdown";
  api->add_option("--format", api_format, "markdown, or openapi for a document that tools read")
      ->check(CLI::IsMember({"markdown", "openapi"}))
      ->capture_default_str();
  CLI::App* magic = program.add_subcommand(
      "magic", "print the telephone numbers that earn an error by their last digits");
  CLI::App* trace = program.add_subcommand(
      "trace", "run a scenario's timeline without a server and print what happens when");
  std::string traced;
  trace->add_option("SCENARIO", traced, "scenario file")->required();
  std::string trace_until;
  trace->add_option("--until", trace_until,
                    "a duration after the start, or an instant; 30 days after the timeline's last "
                    "entry if left out");
  std::string trace_format = "text";
  trace->add_option("--format", trace_format, "text, or json for a document a line")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  CLI::App* health = program.add_subcommand("health", "ask a running server whether it is well");
  app::Options asked;  // its own, or what the environment says for it would undo flags of serve
  app::add_options(*health, asked, false);
  CLI::App* operations =
      program.add_subcommand("operations", "list the catalogue: operation, statuses, built or not");
  bool built = false;
  bool missing = false;
  CLI::Option* only_built = operations->add_flag("--built", built, "only those that are built");
  operations->add_flag("--missing", missing, "only those that are not built yet")
      ->excludes(only_built);

  CLI::App* man = program.add_subcommand("man", "print this help as a page for man(1)");
  CLI::App* completion =
      program.add_subcommand("completion", "print what lets a shell complete dashsim's arguments");
  std::string shell;
  completion->add_option("SHELL", shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));

  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (!arguments.empty() && arguments[0] == "explore") exploring.command = take_command(arguments);
  const bool leaves_out_serve =
      arguments.empty() || (arguments[0].starts_with('-') && arguments[0] != "--help" &&
                            arguments[0] != "-h" && arguments[0] != "--version");
  if (leaves_out_serve) arguments.insert(arguments.begin(), "serve");
  std::ranges::reverse(arguments);  // CLI11 takes a vector from its end

  try {
    program.parse(arguments);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : 2;
  }
  if (*check) return app::check(files, check_format, strict);
  if (*explore) {
    app::Options on_any_port;
    on_any_port.port = 0;
    return app::explore(exploring, on_any_port);
  }
  if (*coverage) return app::cover(files, coverage_format);
  if (*replay) return app::replay(har, replayed_scenario);
  if (*schema) return app::print_schema(schema_format);
  if (*api) return app::print_api(api_format);
  if (*man) return print(app::man_page(program));
  if (*completion) return print(app::completion(program, shell));
  if (*magic) return app::print_magic();
  if (*trace) return app::trace(traced, trace_until, trace_format);
  if (*health) return app::health(asked);
  if (*operations) return app::list_operations(built, missing);
  return app::serve(options);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const dashsim::app::WrongUse& error) {
    std::fprintf(stderr, "dashsim: %s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "dashsim: %s\n", error.what());
    return 1;
  }
}
