#include "control/coverage.hpp"

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/files.hpp"
#include "app/settings.hpp"

namespace dashsim::app {

int cover(const std::vector<std::string>& files, const std::string& format) {
  constexpr std::uintmax_t kHarBytesMax = 1U << 30U;
  control::Coverage coverage;
  for (const std::string& file : files) {
    const auto text = read_file(file, kHarBytesMax);
    if (!text) throw WrongUse(fmt::format("{} cannot be read", file));
    if (!coverage.count_har(*text)) throw WrongUse(fmt::format("{} is no HAR", file));
  }
  fmt::print("{}", format == "json"    ? coverage.as_json()
                   : format == "junit" ? coverage.as_junit()
                                       : coverage.as_text());
  return 0;
}

}  // namespace dashsim::app
