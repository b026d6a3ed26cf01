#include "xml/reader.hpp"

namespace dashsim::xml {
namespace {

Document good(const std::string& text) {
  auto read = Document::read(text);
  if (const auto* fault = std::get_if<Fault>(&read)) throw std::runtime_error(fault->text);
  return std::get<Document>(std::move(read));
}

/// What is wrong with a text; fails the test if it is good.
Fault fault_of(const std::string& text, const Limits& limits = {}) {
  auto read = Document::read(text, limits);
  if (const auto* fault = std::get_if<Fault>(&read)) return *fault;
  ADD_FAILURE() << "read without a fault: " << text.substr(0, 100);
  return {};
}

TEST(XmlReader, ReadsElementsTextsAndPaths) {
  const Document document = good(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- hello --><Order a='1'>\n  <Name> My order "
      "</Name>"
      "<List><Tn>1</Tn><Tn>2</Tn></List><Empty/></Order>");
  const Element root = document.root();
  EXPECT_EQ(root.name(), "Order");
  EXPECT_EQ(root.text(), "");
  EXPECT_EQ(root.text_at("Name"), "My order");
  EXPECT_EQ(root.text_at("List/Tn"), "1");
  EXPECT_EQ(root.text_at("List/None"), "");
  EXPECT_FALSE(root.at("List/None/Deeper"));
  EXPECT_FALSE(root.child("name")) << "elements are case-sensitive";
  std::vector<std::string_view> names;
  for (const Element child : root.children()) names.push_back(child.name());
  EXPECT_THAT(names, testing::ElementsAre("Name", "List", "Empty"));
  EXPECT_FALSE(root.child("Empty")->has_children());
}

TEST(XmlReader, StaysValidWhenTheDocumentMoves) {
  Document first =
      good("<a><b>text that is long enough not to be stored inside the string object</b></a>");
  const Element element = *first.root().child("b");
  const Document second = std::move(first);
  EXPECT_EQ(element.text(), second.root().text_at("b"));
}

TEST(XmlReader, DropsPrefixesAndKeepsNil) {
  const Document document =
      good("<x:Order xmlns:x='u' xmlns:xsi='i'><x:Name xsi:nil='true'/></x:Order>");
  EXPECT_EQ(document.root().name(), "Order");
  EXPECT_TRUE(document.root().child("Name")->nil());
}

TEST(XmlReader, JoinsPiecesOfText) {
  const Document document =
      good("<a>one<![CDATA[ <two> ]]>&amp;<!-- not this -->three&#x20AC;&#33;</a>");
  EXPECT_EQ(document.root().text(), "one <two> &three\xe2\x82\xac!");
}

TEST(XmlReader, TakesByteOrderMarksAndLatin1) {
  EXPECT_EQ(good("\xef\xbb\xbf<a>b</a>").root().text(), "b");
  EXPECT_EQ(good("<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xe9</a>").root().text(),
            "caf\xc3\xa9");
  EXPECT_EQ(good("<a>caf\xc3\xa9 \xf0\x9f\x98\x80</a>").root().text(),
            "caf\xc3\xa9 \xf0\x9f\x98\x80");
}

TEST(XmlReader, RefusesWhatIsNotWellFormed) {
  for (const char* text : {"",
                           "  \n ",
                           "text",
                           "<",
                           "<a",
                           "<a>",
                           "<a></b>",
                           "<a/><b/>",
                           "<a/>text",
                           "text<a/>",
                           "<a b></a>",
                           "<a b=c/>",
                           "<a b='<'/>",
                           "<a b='1></a>",
                           "<>x</>",
                           "<1a/>",
                           "</a>",
                           "<a></a></a>",
                           "<a>&</a>",
                           "<a><!-- x</a>",
                           "<a><![CDATA[x</a>",
                           "<?xml version='1.0'",
                           "<a <b/>></a>"}) {
    EXPECT_EQ(fault_of(text).kind, FaultKind::kMalformed) << text;
  }
}

TEST(XmlReader, RefusesBytesThatAreNoText) {
  for (const char* bytes :
       {"\xff", "\x80", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc3",
        "\xe2\x82", "\xf0\x9f\x98", "\x01", "\x1f", "\xef\xbf\xbf", "\xf8\x88\x80\x80\x80"}) {
    EXPECT_EQ(fault_of("<a>" + std::string(bytes) + "</a>").kind, FaultKind::kMalformed);
  }
  EXPECT_EQ(fault_of(std::string("<a>\0</a>", 8)).kind, FaultKind::kMalformed);
}

TEST(XmlReader, RefusesDeclarationsAndEntitiesOfTheSendersOwn) {
  for (const char* text : {"<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
                           "<a><!ELEMENT b></a>", "<a>&nbsp;</a>", "<a b='&x;'/>", "<a>&#0;</a>",
                           "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>&#;</a>", "<a>&#xg;</a>"}) {
    EXPECT_EQ(fault_of(text).kind, FaultKind::kForbidden) << text;
  }
}

TEST(XmlReader, RefusesEncodingsThatItWouldMisread) {
  EXPECT_THAT(fault_of("<?xml version='1.0' encoding='UTF-16'?><a/>").text,
              testing::HasSubstr("UTF-16"));
  EXPECT_EQ(fault_of("<?xml version='1.0' encoding='UTF-8?><a/>").kind, FaultKind::kMalformed);
}

TEST(XmlReader, RefusesWhatIsTooDeepOrTooLarge) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_EQ(fault_of(deep).kind, FaultKind::kTooComplex);
  std::string wide = "<a>";
  for (int i = 0; i < 60'000; ++i) wide += "<b/>";
  EXPECT_EQ(fault_of(wide + "</a>").kind, FaultKind::kTooComplex);
  EXPECT_EQ(fault_of("<a><b><c/></b></a>", {.depth_max = 2}).kind, FaultKind::kTooComplex);
  EXPECT_TRUE(std::holds_alternative<Document>(
      Document::read("<a><b/></a>", {.depth_max = 2, .elements_max = 2})));
}

}  // namespace
}  // namespace dashsim::xml
