#include <fmt/format.h>

#include <cstdio>

#include "app/commands.hpp"
#include "app/files.hpp"

namespace dashsim::app {

int check(const std::vector<std::string>& files) {
  const scenario::Loader loader = disk_loader();
  std::size_t mistakes = 0;
  for (const std::string& file : files) {
    const scenario::Loaded loaded = loader.load_file(file);
    for (const scenario::Complaint& complaint : loaded.complaints) {
      fmt::print("{}\n", to_line(complaint));
      ++mistakes;
    }
    if (loaded.scenario != nullptr) fmt::print("{}: good: {}\n", file, loaded.scenario->name);
  }
  return mistakes == 0 ? 0 : 2;
}

}  // namespace dashsim::app
