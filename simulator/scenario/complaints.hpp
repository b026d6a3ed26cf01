#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dashsim::scenario {

/// Where something stands in a scenario file; lines and columns count from 1. `file` lives as long
/// as its tree.
struct Place {
  std::string_view file;
  int line = 1;
  int column = 1;
  bool built_in = false;  ///< in a file that the binary brings along
};
/// "file:line:column", as editors read it.
std::string to_text(const Place& place);

/// A warning refuses nothing.
enum class Severity : std::uint8_t { kError, kWarning };
std::string_view name_of(Severity severity);

/// Something that the author of a scenario has to mend, or should look at.
struct Complaint {
  std::string file;
  int line = 1;
  int column = 1;
  std::string text;
  Severity severity = Severity::kError;
};

/// All complaints of one pass, so that an author mends a file at once.
class Complaints {
 public:
  void add(const Place& place, std::string text) {
    list_.push_back({std::string(place.file), place.line, place.column, std::move(text)});
  }
  void warn(const Place& place, std::string text) {
    list_.push_back(
        {std::string(place.file), place.line, place.column, std::move(text), Severity::kWarning});
  }
  bool empty() const { return list_.empty(); }
  /// In the order of files and lines.
  std::vector<Complaint> sorted() const;

 private:
  std::vector<Complaint> list_;
};

/// "file:line:column: error: text" or "... warning: text", as compilers write it and editors read
/// it.
std::string to_line(const Complaint& complaint);

/// "; did you mean 'x'?" for the known word nearest to `wrong`, or empty.
std::string suggestion(std::string_view wrong, const std::vector<std::string_view>& known);

}  // namespace dashsim::scenario
