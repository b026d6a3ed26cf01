#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "scenario/load.hpp"

namespace dashsim::app {

constexpr std::uintmax_t kFileBytesMax = 16U << 20U;

/// The text of a file of at most so many bytes; nothing if it cannot be read.
std::optional<std::string> read_file(const std::string& path,
                                     std::uintmax_t bytes_max = kFileBytesMax);

/// A loader of scenarios from the disk and from what is built in.
scenario::Loader disk_loader();

}  // namespace dashsim::app
