#pragma once

#include <optional>
#include <string>

#include "scenario/load.hpp"

namespace dashsim::app {

/// The text of a file of at most 16 MB; nothing if it cannot be read.
std::optional<std::string> read_file(const std::string& path);

/// A loader of scenarios from the disk and from what is built in.
scenario::Loader disk_loader();

}  // namespace dashsim::app
