#include "xml/writer.hpp"

#include "xml/reader.hpp"

namespace dashsim::xml::writer_test {
namespace {

TEST(XmlWriter, EscapesAndNests) {
  Writer out;
  out.open("a")
      .element("b", "x < y & \"z\" > w\r")
      .element("n", 42U)
      .element("f", true)
      .empty("e")
      .element_if("no", "");
  out.element("none", "").close();
  EXPECT_EQ(out.text(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><a><b>x &lt; y &amp; "
            "\"z\" &gt; w&#13;</b>"
            "<n>42</n><f>true</f><e/><none/></a>");
}

constexpr std::string_view kDeclaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

std::string written(const Writer& out) {
  EXPECT_TRUE(out.text().starts_with(kDeclaration));
  return out.text().substr(kDeclaration.size());
}

TEST(XmlWriter, BeginsWithTheDeclaration) {
  EXPECT_EQ(Writer().text(), kDeclaration);
}

TEST(XmlWriter, WritesNumbersOfEverySize) {
  Writer out;
  out.element("a", std::uint64_t{0})
      .element("b", UINT64_MAX)
      .element("c", std::uint8_t{255})
      .element("d", std::uint32_t{9900000});
  EXPECT_EQ(written(out), "<a>0</a><b>18446744073709551615</b><c>255</c><d>9900000</d>");
}

TEST(XmlWriter, TellsTextsFromFlags) {
  Writer out;
  out.element("a", "true").element("b", false).element("c", std::string("x"));
  EXPECT_EQ(written(out), "<a>true</a><b>false</b><c>x</c>");
}

TEST(XmlWriter, WritesEmptyElementsInTheShortForm) {
  Writer out;
  out.open("a").close().element("b", "").empty("c").element_if("d", "").element_if("e", "x");
  EXPECT_EQ(written(out), "<a></a><b/><c/><e>x</e>");
}

TEST(XmlWriter, EscapesOnlyWhatItMust) {
  Writer out;
  out.element("a", "&&<<>>").element("b", "\"'\n\t caf\xc3\xa9").element("c", "]]>");
  EXPECT_EQ(written(out),
            "<a>&amp;&amp;&lt;&lt;&gt;&gt;</a><b>\"'\n\t caf\xc3\xa9</b><c>]]&gt;</c>");
}

TEST(XmlWriter, WritesWhatTheReaderReads) {
  const std::string text = "a < b && c > d \"e\" 'f' \r\n]]> caf\xc3\xa9 \xf0\x9f\x98\x80";
  Writer out;
  out.open("Outer").open("Inner").element("Text", text).close().close();
  auto read = Document::read(out.take());
  ASSERT_TRUE(std::holds_alternative<Document>(read));
  EXPECT_EQ(std::get<Document>(read).root().text_at("Inner/Text"), text);
}

}  // namespace
}  // namespace dashsim::xml::writer_test
