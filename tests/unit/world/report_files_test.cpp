#include "world/report_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kernel/text.hpp"

namespace dashsim::world::report_files_test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const Table kTable{"Names & (Numbers)",
                   {"Name", "Number"},
                   {{"plain", "9195550100"}, {"a, \"b\"", ""}, {"<Müller>\\", "1\n2"}}};

TEST(ReportFiles, QuoteInCsvWhatNeedsIt) {
  EXPECT_EQ(to_csv(kTable),
            "Name,Number\r\nplain,9195550100\r\n\"a, \"\"b\"\"\",\r\n<Müller>\\,\"1\n2\"\r\n");
  EXPECT_EQ(to_csv({"t", {"A"}, {}}), "A\r\n");
}

TEST(ReportFiles, AreWorkbooksOfTexts) {
  const std::string xml = to_workbook(kTable);
  EXPECT_THAT(xml, StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                              "<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook "));
  EXPECT_THAT(xml, HasSubstr("<Worksheet ss:Name=\"Names &amp; (Numbers)\">"));
  EXPECT_THAT(xml, HasSubstr("<Row><Cell><Data ss:Type=\"String\">plain</Data></Cell>"
                             "<Cell><Data ss:Type=\"String\">9195550100</Data></Cell></Row>"));
  EXPECT_THAT(xml, HasSubstr("a, &quot;b&quot;"));
  EXPECT_THAT(xml, HasSubstr("&lt;Müller&gt;"));
}

/// Checks that the table of a PDF leads to its objects, and returns how many there are.
std::size_t objects_of(const std::string& pdf) {
  const std::size_t start = pdf.rfind("startxref\n");
  const std::string rest = pdf.substr(start + 10);
  const std::size_t table = *kernel::parse_whole(rest.substr(0, rest.find('\n')));
  const std::vector<std::string_view> lines =
      kernel::split(std::string_view(pdf).substr(table, start - table), '\n');
  EXPECT_EQ(lines.at(0), "xref");
  const std::size_t count = *kernel::parse_whole(lines.at(1).substr(2));
  EXPECT_EQ(lines.at(2), "0000000000 65535 f ");
  for (std::size_t i = 1; i < count; ++i) {
    EXPECT_EQ(lines.at(2 + i).size(), 19U) << "twenty bytes with the line's end";
    const std::size_t offset = *kernel::parse_whole(lines.at(2 + i).substr(0, 10));
    EXPECT_THAT(pdf.substr(offset), StartsWith(std::to_string(i) + " 0 obj\n"));
  }
  return count - 1;
}

TEST(ReportFiles, ArePdfsWhoseTablesLeadToTheirObjects) {
  const std::string pdf = to_pdf(kTable);
  EXPECT_THAT(pdf, StartsWith("%PDF-1.4\n"));
  EXPECT_THAT(pdf, testing::EndsWith("%%EOF\n"));
  EXPECT_EQ(objects_of(pdf), 5U);
  EXPECT_THAT(pdf, HasSubstr("(Names & \\(Numbers\\)) Tj"));
  EXPECT_THAT(pdf, HasSubstr("(plain      9195550100) Tj"));
  EXPECT_THAT(pdf, HasSubstr("(<M?ller>\\\\  1?2) Tj"));
}

TEST(ReportFiles, TellAPdfTheLengthsOfItsPages) {
  const std::string pdf = to_pdf(kTable);
  const std::size_t begin = pdf.find("stream\n") + 7;
  const std::size_t length = pdf.find("\nendstream") - begin;
  EXPECT_THAT(pdf, HasSubstr("<< /Length " + std::to_string(length) + " >>"));
}

TEST(ReportFiles, HaveAsManyPagesAsTheirRowsNeed) {
  Table table{"Long", {"Row"}, {}};
  for (int i = 0; i < 44; ++i) table.rows.push_back({std::to_string(i)});
  EXPECT_EQ(objects_of(to_pdf(table)), 5U);
  EXPECT_THAT(to_pdf(table), HasSubstr("/Count 1"));
  table.rows.push_back({"one more"});
  EXPECT_EQ(objects_of(to_pdf(table)), 7U);
  EXPECT_THAT(to_pdf(table), HasSubstr("/Kids [ 4 0 R 6 0 R ] /Count 2"));
}

TEST(ReportFiles, MakeWideRowsFitThePage) {
  const auto size_of = [](std::size_t width) {
    const std::string pdf = to_pdf({std::string(width, 'x'), {"A"}, {}});
    const std::size_t at = pdf.find("/F1 ", pdf.find("BT\n")) + 4;
    return pdf.substr(at, pdf.find(" Tf", at) - at);
  };
  EXPECT_EQ(size_of(10), "9.0");
  EXPECT_EQ(size_of(200), "6.0");
  EXPECT_EQ(size_of(100'000), "1.0");
}

}  // namespace
}  // namespace dashsim::world::report_files_test
