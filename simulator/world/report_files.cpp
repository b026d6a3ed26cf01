#include "world/report_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace dashsim::world {
namespace {

using Cells = std::vector<std::string>;

void append_csv_line(const Cells& cells, std::string& csv) {
  std::string_view separator;
  for (const std::string& cell : cells) {
    csv += separator;
    separator = ",";
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
      csv += cell;
      continue;
    }
    csv += '"';
    for (const char c : cell) csv.append(c == '"' ? 2 : 1, c);
    csv += '"';
  }
  csv += "\r\n";
}

std::string xml_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

void append_workbook_row(const Cells& cells, std::string& xml) {
  xml += "<Row>";
  for (const std::string& cell : cells)
    xml += fmt::format(R"(<Cell><Data ss:Type="String">{}</Data></Cell>)", xml_escaped(cell));
  xml += "</Row>\n";
}

/// What the fonts that every reader of PDF files has can show for certain.
std::string ascii(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    const bool goes_on =
        (static_cast<unsigned char>(c) & 0xc0U) == 0x80;  // a character begun before
    if (!goes_on) plain += c >= ' ' && c <= '~' ? c : '?';
  }
  return plain;
}

Table ascii(Table table) {
  table.title = ascii(std::string_view(table.title));
  for (Cells& row : table.rows) {
    for (std::string& cell : row) cell = ascii(std::string_view(cell));
  }
  return table;
}

std::vector<std::size_t> column_widths(const Table& table) {
  std::vector<std::size_t> widths;
  for (const std::string& column : table.columns) widths.push_back(column.size());
  for (const Cells& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  return widths;
}

std::string aligned(const Cells& cells, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i)
    line += fmt::format("{:<{}}  ", cells[i], widths[i]);
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::vector<std::string> text_lines(const Table& table) {
  const std::vector<std::size_t> widths = column_widths(table);
  std::vector<std::string> lines{table.title, {}, aligned(table.columns, widths)};
  lines.emplace_back(lines.back().size(), '-');
  for (const Cells& row : table.rows) lines.push_back(aligned(row, widths));
  return lines;
}

std::string pdf_string(std::string_view text) {
  std::string written = "(";
  for (const char c : text) {
    if (c == '(' || c == ')' || c == '\\') written += '\\';
    written += c;
  }
  return written + ")";
}

/// Numbers objects in the order in which they are added and remembers where each begins, as a
/// reader of PDF files looks them up by that.
class PdfObjects {
 public:
  void add(std::string_view content) {
    offsets_.push_back(text_.size());
    text_ += fmt::format("{} 0 obj\n{}\nendobj\n", offsets_.size(), content);
  }
  /// The whole file; object 1 is the catalogue.
  std::string finish() {
    const std::size_t table = text_.size();
    text_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", offsets_.size() + 1);
    for (const std::size_t offset : offsets_) text_ += fmt::format("{:010} 00000 n \n", offset);
    text_ += fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n",
                         offsets_.size() + 1, table);
    return std::move(text_);
  }

 private:
  std::string text_ = "%PDF-1.4\n";
  std::vector<std::size_t> offsets_;
};

constexpr std::size_t kLinesAPage = 48;
constexpr std::size_t kFirstPageObject = 4;  // behind catalogue, page tree and font

/// Tenths of a point in which the widest line fits a landscape page between its margins.
std::size_t font_size(const std::vector<std::string>& lines) {
  constexpr std::size_t kUsual = 90;
  constexpr std::size_t kLeast = 10;
  constexpr std::size_t kWidth = 12'000;  // 720 points, where a character is six tenths wide
  std::size_t widest = 1;
  for (const std::string& line : lines) widest = std::max(widest, line.size());
  return std::clamp(kWidth / widest, kLeast, kUsual);
}

std::string page_content(const std::vector<std::string>& lines, std::size_t first,
                         std::size_t size) {
  const std::size_t leading = size * 12 / 10;
  std::string content = fmt::format("BT\n/F1 {}.{} Tf\n{}.{} TL\n36 568 Td\n", size / 10, size % 10,
                                    leading / 10, leading % 10);
  const std::size_t end = std::min(first + kLinesAPage, lines.size());
  for (std::size_t i = first; i < end; ++i) content += pdf_string(lines[i]) + " Tj T*\n";
  return content + "ET";
}

}  // namespace

std::string to_csv(const Table& table) {
  std::string csv;
  append_csv_line(table.columns, csv);
  for (const Cells& row : table.rows) append_csv_line(row, csv);
  return csv;
}

std::string to_workbook(const Table& table) {
  std::string xml = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n"
      "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "
      "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\n"
      "<Worksheet ss:Name=\"{}\"><Table>\n",
      xml_escaped(table.title));
  append_workbook_row(table.columns, xml);
  for (const Cells& row : table.rows) append_workbook_row(row, xml);
  return xml + "</Table></Worksheet>\n</Workbook>\n";
}

std::string to_pdf(const Table& table) {
  const std::vector<std::string> lines = text_lines(ascii(table));
  const std::size_t size = font_size(lines);
  const std::size_t pages = (lines.size() + kLinesAPage - 1) / kLinesAPage;
  std::string kids;
  for (std::size_t i = 0; i < pages; ++i) kids += fmt::format("{} 0 R ", kFirstPageObject + 2 * i);
  PdfObjects objects;
  objects.add("<< /Type /Catalog /Pages 2 0 R >>");
  objects.add(fmt::format("<< /Type /Pages /Kids [ {}] /Count {} >>", kids, pages));
  objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>");
  for (std::size_t i = 0; i < pages; ++i) {
    const std::string content = page_content(lines, i * kLinesAPage, size);
    objects.add(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 792 612] "
                    "/Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
                    kFirstPageObject + 2 * i + 1));
    objects.add(fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size(), content));
  }
  return objects.finish();
}

}  // namespace dashsim::world
