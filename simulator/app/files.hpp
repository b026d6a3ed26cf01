#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenario/load.hpp"

namespace dashsim::app {

constexpr std::uintmax_t kFileBytesMax = 16U << 20U;

/// The text of a file of at most so many bytes; nothing if it cannot be read.
std::optional<std::string> read_file(const std::string& path,
                                     std::uintmax_t bytes_max = kFileBytesMax);

/// Prints what is wrong with a scenario, or odd, on stderr, a line each.
void print_complaints(const std::vector<scenario::Complaint>& complaints);

/// A loader of scenarios from the disk and from what is built in.
scenario::Loader disk_loader();

}  // namespace dashsim::app
