#include "app/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "api/kit/catalogue.hpp"
#include "scenario/builtins.hpp"

namespace dashsim::app {

std::optional<std::string> read_file(const std::string& path, std::uintmax_t bytes_max) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  if (std::filesystem::file_size(path, error) > bytes_max || error) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return std::nullopt;
  return std::move(text).str();
}

void print_complaints(const std::vector<scenario::Complaint>& complaints) {
  for (const scenario::Complaint& each : complaints) fmt::print(stderr, "{}\n", to_line(each));
}

scenario::Loader disk_loader() {
  std::vector<std::uint32_t> codes;
  std::ranges::transform(api::error_texts(), std::back_inserter(codes), &api::ErrorText::code);
  return {scenario::builtins(), [](const std::string& path) { return read_file(path); },
          api::operation_names(), std::move(codes)};
}

}  // namespace dashsim::app
