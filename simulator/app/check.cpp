#include <fmt/format.h>

#include <cstdio>

#include "app/commands.hpp"
#include "app/files.hpp"
#include "control/control.hpp"

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
    fmt::print("::{} file={},line={},col={}::{}\n", name_of(complaint.severity),
               escaped(complaint.file), complaint.line, complaint.column, complaint.text);
  } else {
    fmt::print("{}\n", to_line(complaint));
  }
}

}  // namespace

int check(const std::vector<std::string>& files, const std::string& format, bool strict) {
  const scenario::Loader loader = disk_loader();
  std::vector<scenario::Complaint> all;
  bool good = true;
  for (const std::string& file : files) {
    const scenario::Loaded loaded = loader.load_file(file);
    const bool refused = loaded.scenario == nullptr;
    for (const scenario::Complaint& each : refused ? loaded.complaints : loaded.warnings) {
      all.push_back(each);
      if (format != "json") print(each, format);
    }
    if (!refused && format == "text") fmt::print("{}: good: {}\n", file, loaded.scenario->name);
    good = good && !refused && (!strict || loaded.warnings.empty());
  }
  if (format == "json") fmt::print("{}", control::complaints_json(all));
  return good ? 0 : 2;
}

}  // namespace dashsim::app
