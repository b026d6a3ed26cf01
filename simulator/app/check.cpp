#include <fmt/format.h>

#include <cstdio>

#include "app/commands.hpp"
#include "app/files.hpp"
#include "control/control.hpp"
#include "control/json_schema.hpp"

namespace dashsim::app {
namespace {

/// As GitHub's workflow commands want it: what would end a property or a line is escaped.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || c == ':' || c == ',') {
      out += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out;
}

void print(const scenario::Complaint& complaint, const std::string& format) {
  if (format == "github") {
    fmt::print("::error file={},line={},col={}::{}\n", escaped(complaint.file), complaint.line,
               complaint.column, complaint.text);
  } else {
    fmt::print("{}\n", to_line(complaint));
  }
}

}  // namespace

int check(const std::vector<std::string>& files, const std::string& format) {
  const scenario::Loader loader = disk_loader();
  std::vector<scenario::Complaint> mistakes;
  for (const std::string& file : files) {
    const scenario::Loaded loaded = loader.load_file(file);
    for (const scenario::Complaint& complaint : loaded.complaints) {
      mistakes.push_back(complaint);
      if (format != "json") print(complaint, format);
    }
    if (loaded.scenario != nullptr && format == "text")
      fmt::print("{}: good: {}\n", file, loaded.scenario->name);
  }
  if (format == "json") fmt::print("{}", control::complaints_json(mistakes));
  return mistakes.empty() ? 0 : 2;
}

int print_schema() {
  fmt::print("{}", control::scenario_schema());
  return 0;
}

}  // namespace dashsim::app
