#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dashsim::bench {
namespace {

std::string number(double value) {
  return value >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.2f}", value);
}

std::string aim_of(const Row& row) {
  if (row.aim.ratio_min) return fmt::format("ratio of {} at least", *row.aim.ratio_min);
  if (row.aim.ratio_max) return fmt::format("ratio of {} at most", *row.aim.ratio_max);
  if (row.aim.value_max) return fmt::format("{} {} at most", *row.aim.value_max, row.unit);
  return {};
}

}  // namespace

bool Row::good() const {
  const double ratio = baseline ? dashsim / *baseline : 0;
  return !failed && (!aim.ratio_min || ratio >= *aim.ratio_min) &&
         (!aim.ratio_max || ratio <= *aim.ratio_max) &&
         (!aim.value_max || dashsim <= *aim.value_max);
}

std::string as_markdown(const std::vector<Row>& rows) {
  std::string text =
      "| what | unit | dashsim | baseline | ratio | aim | |\n|---|---|---|---|---|---|---|\n";
  for (const Row& row : rows) {
    text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", row.what, row.unit,
                        number(row.dashsim), row.baseline ? number(*row.baseline) : "",
                        row.baseline ? number(row.dashsim / *row.baseline) : "", aim_of(row),
                        row.failed   ? "**failed**"
                        : row.good() ? "met"
                                     : "**missed**");
  }
  return text;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

}  // namespace dashsim::bench
