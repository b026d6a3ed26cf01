#pragma once

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
int print_schema();
int health(const Options& options);
int list_operations(bool built_only, bool missing_only);

}  // namespace dashsim::app
