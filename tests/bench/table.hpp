#pragma once

#include <optional>
#include <string>
#include <vector>

/// What benchmarks have measured, each beside a baseline of the same run.
namespace dashsim::bench {

struct Aim {
  std::optional<double> ratio_min{}, ratio_max{};  ///< of dashsim's value to the baseline's
  std::optional<double> value_max{};
};

struct Row {
  std::string what;
  std::string unit;
  double dashsim = 0;
  std::optional<double> baseline;
  Aim aim;
  bool failed = false;  ///< answers were not what they should have been

  bool good() const;
};

/// As Markdown, for README.md.
std::string as_markdown(const std::vector<Row>& rows);

double median(std::vector<double> values);

/// What is to be measured, and where the programs are.
struct Bench {
  std::string dashsim;
  std::string self;
  std::vector<Row> rows;
};

// Each adds its rows.
void measure_startup(Bench& bench);
void measure_requests(Bench& bench);
void measure_memory(Bench& bench);
void measure_worlds(Bench& bench);
void measure_callbacks(Bench& bench);
void measure_numbers(Bench& bench);

// Baselines: programs that this one runs as, too. They print a line when they are ready.
/// Opens a port and holds nothing.
int be_a_port();
/// What one writes first with Beast: reads a message, answers a fixed one of 1.2 KB.
int be_a_fixed_answer(int threads);

}  // namespace dashsim::bench
