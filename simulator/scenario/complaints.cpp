#include "scenario/complaints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "kernel/text.hpp"

namespace dashsim::scenario {

std::vector<Complaint> Complaints::sorted() const {
  std::vector<Complaint> list = list_;
  std::ranges::stable_sort(list, {},
                           [](const Complaint& c) { return std::tie(c.file, c.line, c.column); });
  return list;
}

std::string to_text(const Place& place) {
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

std::string_view name_of(Severity severity) {
  return severity == Severity::kError ? "error" : "warning";
}

std::string to_line(const Complaint& complaint) {
  return fmt::format("{}:{}:{}: {}: {}", complaint.file, complaint.line, complaint.column,
                     name_of(complaint.severity), complaint.text);
}

std::string suggestion(std::string_view wrong, const std::vector<std::string_view>& known) {
  const std::string_view word = kernel::nearest(wrong, known);
  return word.empty() ? std::string() : fmt::format("; did you mean '{}'?", word);
}

}  // namespace dashsim::scenario
