#pragma once

#include <string>
#include <vector>

#include "app/options.hpp"

/// The subcommands, a file each. They return the process's exit code: 0 good, 1 work failed, 2
/// wrong use.
namespace dashsim::app {

int serve(const Options& options);
int check(const std::vector<std::string>& files);
int health(const Options& options);
int list_operations(bool built_only, bool missing_only);

}  // namespace dashsim::app
