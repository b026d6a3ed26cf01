#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/kit/catalogue.hpp"

/// Which documented operations and statuses a client's tests have met, and which not.
namespace dashsim::control {

class Coverage {
 public:
  Coverage();

  /// What is not documented is counted nowhere.
  void count(std::string_view operation, int status, std::uint64_t times = 1);
  /// The exchanges of a HAR: by `_operation` where dashsim wrote it, else by method and URL. False
  /// if it is none.
  bool count_har(const std::string& text);

  /// Lines of operation and status with their counts, and the totals.
  std::string as_text() const;
  std::string as_json() const;
  /// As test runners report: a test case for each documented status; those that were never met are
  /// skipped.
  std::string as_junit() const;

 private:
  struct Line {
    const api::Operation* operation;
    std::map<int, std::uint64_t> met;  ///< of each documented status
    std::uint64_t sum() const;
  };
  struct Totals {
    std::size_t operations = 0, operations_met = 0, statuses = 0, statuses_met = 0;
  };
  Totals totals() const;

  api::RouteFinder finder_;
  std::vector<Line> lines_;
  std::map<std::string_view, std::size_t> by_name_;
};

}  // namespace dashsim::control
