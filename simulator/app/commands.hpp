#pragma once

#include <string>
#include <vector>

#include "app/options.hpp"

/// The subcommands, a file each. They return the process's exit code: 0 good, 1 work failed, 2
/// wrong use.
namespace dashsim::app {

int serve(const Options& options);
/// `format` is text, json or github.
int check(const std::vector<std::string>& files, const std::string& format);
/// `format` is text, json or junit.
int cover(const std::vector<std::string>& files, const std::string& format);
int print_schema();
/// What `print_magic` prints.
std::string magic_page();
int print_magic();
/// Until an instant, or a duration after the start; empty: 30 days after the last entry of the
/// timeline. `format` is text or json.
int trace(const std::string& scenario, const std::string& until, const std::string& format);
int health(const Options& options);
int list_operations(bool built_only, bool missing_only);

}  // namespace dashsim::app
