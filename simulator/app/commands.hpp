#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/options.hpp"

/// The subcommands, a file each. They return the process's exit code: 0 good, 1 work failed, 2
/// wrong use.
namespace dashsim::app {

int serve(const Options& options);
/// `format` is text, json or github; `strict` takes warnings for mistakes.
int check(const std::vector<std::string>& files, const std::string& format, bool strict);
/// `format` is text, json or junit.
int cover(const std::vector<std::string>& files, const std::string& format);
/// Runs a recorded session again. `scenario` is a file; empty: the built-in one.
int replay(const std::string& har, const std::string& scenario);

struct ExploreOptions {
  std::string scenario;
  std::string seeds;                 ///< "1..500", or one
  std::vector<std::string> command;  ///< is good if it exits with 0
  std::string delay_max = "5m";
  std::uint64_t stretch = 2;
  std::uint64_t jobs = 1;
  std::uint64_t timeout = 0;  ///< seconds of wall time; 0: it may take as long as it likes
  std::string har_dir = "dashsim-explore";
  bool keep_going = false;
};
int explore(const ExploreOptions& explore, const Options& options);
/// `format` is json or markdown.
int print_schema(const std::string& format);
/// What the control API takes; `format` is markdown or openapi.
int print_api(const std::string& format);
/// What `print_magic` prints.
std::string magic_page();
int print_magic();
/// Until an instant, or a duration after the start; empty: 30 days after the last entry of the
/// timeline. `format` is text or json.
int trace(const std::string& scenario, const std::string& until, const std::string& format);
int health(const Options& options);
int list_operations(bool built_only, bool missing_only);

}  // namespace dashsim::app
