#pragma once

#include <string>
#include <vector>

/// Tables as files that people open. Reference: reports, the output formats of an instance.
namespace dashsim::world {

struct Table {
  std::string title;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  ///< each as long as `columns`
};

/// Comma separated values as RFC 4180 has them, the columns' names in the first line.
std::string to_csv(const Table& table);
/// A workbook in the XML of Excel 2003, every cell a text so that numbers keep their digits.
std::string to_workbook(const Table& table);
/// Pages of plain text, in landscape. Characters that are not ASCII become question marks.
std::string to_pdf(const Table& table);

}  // namespace dashsim::world
