#pragma once

#include <string>
#include <string_view>

#include "kernel/time.hpp"

/// ZIP archives of one file.
namespace dashsim::kernel {

/// The file is stored as it is: what a compressor makes of it depends on the compressor's version,
/// and equal worlds have to give equal bytes. Less than four gigabytes; the name is plain ASCII.
std::string zip_file(std::string_view name, std::string_view bytes, VirtualTime modified);

}  // namespace dashsim::kernel
