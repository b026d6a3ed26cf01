#include "xml/reader.hpp"

namespace dashsim::xml::reader_test {
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
                           "<:./>",
                           "<a:/>",
                           "<:a:1/>",
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

TEST(XmlReader, ReadsDeclarationsCommentsAndInstructionsAroundTheRoot) {
  for (const char* text :
       {"<?xml version=\"1.0\"?><a>b</a>", "<?xml version='1.0' standalone='yes'?>\r\n<a>b</a>\r\n",
        "<!-- <c> & -->\n<a>b</a><!-- <c> -->", "<?style x='<>'?><a>b</a><?end?>",
        "\n\t <a>b</a> \n", "<a\n>b</a\n>", "<?xml version='1.0' encoding=\"utf-8\"?><a>b</a>",
        "<?xml version='1.0' encoding='us-ascii'?><a>b</a>"}) {
    EXPECT_EQ(good(text).root().text(), "b") << text;
  }
}

TEST(XmlReader, DropsDefaultNamespacesAndAttributes) {
  const Document document = good(
      "<o:Order xmlns:o=\"urn:a>b\" xmlns='x'><o:Name kind='a&lt;b' z=\"'\">n</o:Name></o:Order>");
  EXPECT_EQ(document.root().text_at("Name"), "n");
}

TEST(XmlReader, KeepsNilOnlyWhereItIsTrue) {
  const Document document = good(
      "<a xmlns:xsi='i'><b xsi:nil='1'/><c xsi:nil='false'/><d nil='true'/><e xsi:nil='true'>x</e>"
      "</a>");
  const Element root = document.root();
  EXPECT_FALSE(root.nil());
  EXPECT_TRUE(root.child("b")->nil());
  EXPECT_FALSE(root.child("c")->nil());
  EXPECT_FALSE(root.child("d")->nil());
  EXPECT_TRUE(root.child("e")->nil());
}

TEST(XmlReader, ResolvesEntitiesInTexts) {
  const Document document =
      good("<a b='&quot;&#65;'>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x1F600;&#xe9;&#9;</a>");
  EXPECT_EQ(document.root().text(), "<>&\"'AB\xf0\x9f\x98\x80\xc3\xa9");
  EXPECT_EQ(good("<a>&amp;lt;</a>").root().text(), "&lt;") << "once, not twice";
  EXPECT_EQ(good("<a><![CDATA[&amp;<b>]]></a>").root().text(), "&amp;<b>");
}

TEST(XmlReader, KeepsSpacesInsideTextsAndTrimsTheirEnds) {
  EXPECT_EQ(good("<a>\n  one  two\n three\t</a>").root().text(), "one  two\n three");
  EXPECT_EQ(good("<a>one <b>x</b> two</a>").root().text(), "one  two")
      << "the text of the element alone";
  EXPECT_EQ(good("<a><![CDATA[]]></a>").root().text(), "");
  EXPECT_EQ(good("<a><![CDATA[ x ]]></a>").root().text(), "x");
  EXPECT_EQ(good("<a>one <!-- c -->two</a>").root().text(), "one two");
}

TEST(XmlReader, ConvertsLatinLettersOfEveryKind) {
  std::string latin;
  for (int i = 0xa0; i < 0x100; ++i) latin += static_cast<char>(i);
  const Document document =
      good("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>" + latin + "</a>");
  EXPECT_EQ(document.root().text().size(), 2 * latin.size());
  EXPECT_TRUE(document.root().text().starts_with("\xc2\xa0\xc2\xa1"));
  EXPECT_TRUE(document.root().text().ends_with("\xc3\xbe\xc3\xbf"));
}

TEST(XmlReader, TakesTheSmallestAndLargestOfEachCharacterSize) {
  for (const char* text :
       {"\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
        "\xef\xbf\xbd", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_EQ(good("<a>" + std::string(text) + "</a>").root().text(), text);
  }
}

TEST(XmlReader, RefusesEveryBytePairThatIsNoCharacter) {
  for (int lead = 0x80; lead < 0x100; ++lead) {
    for (const int tail : {0x20, 0x41, 0x7f, 0xc0, 0xff}) {
      const std::string pair{static_cast<char>(lead), static_cast<char>(tail)};
      ASSERT_EQ(fault_of("<a>" + pair + "</a>").kind, FaultKind::kMalformed) << lead << " " << tail;
    }
  }
}

TEST(XmlReader, SaysWhereAByteIsNoText) {
  EXPECT_EQ(fault_of("<a>xy\xff</a>").text,
            "The byte at position 5 is not part of a UTF-8 character that XML allows");
}

TEST(XmlReader, RefusesControlCharactersWrittenAsReferences) {
  for (const char* text : {"&#1;", "&#x1f;", "&#xFFFE;", "&#xFFFF;", "&#55296;", "&#x;", "&#-1;",
                           "&#+1;", "&# 65;", "&#X41;", "&;", "&a b;", "&AMP;"}) {
    EXPECT_EQ(fault_of("<a>" + std::string(text) + "</a>").kind, FaultKind::kForbidden) << text;
  }
  for (const char* text : {"&", "&amp", "& ", "&amp ", "&<b/>"}) {
    EXPECT_EQ(fault_of("<a>" + std::string(text) + "</a>").kind, FaultKind::kMalformed) << text;
  }
}

TEST(XmlReader, ExpandsNoBombs) {
  std::string bomb = "<!DOCTYPE a [<!ENTITY a0 'x'>";
  for (int i = 1; i < 30; ++i) {
    const std::string below = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " '" + below + below + "'>";
  }
  EXPECT_EQ(fault_of(bomb + "]><a>&a29;</a>").kind, FaultKind::kForbidden);
  EXPECT_EQ(fault_of("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>").kind, FaultKind::kForbidden);
}

TEST(XmlReader, RefusesTextAndDataOutsideTheRoot) {
  for (const char* text : {"<a/><![CDATA[x]]>", "<![CDATA[x]]><a/>", "<a/>&amp;", "&amp;<a/>",
                           "<!-- alone -->", "<?alone?>", "<a></a></b>", "<a/><b></b><c/>"}) {
    EXPECT_EQ(fault_of(text).kind, FaultKind::kMalformed) << text;
  }
}

TEST(XmlReader, RefusesTagsThatDoNotMatch) {
  for (const char* text : {"<a></A>", "<a></a b='c'>", "<a><b></a></b>", "<x:a></y:a>", "<a></ a>",
                           "< a></a>", "<a/ >", "<a></a/>", "<a b='1'c='2'/>x", "<a b></a>",
                           "<a ='1'/>", "<:/>", "<a:/>", "<-a/>", "<a$b/>", "<a></a><"}) {
    EXPECT_EQ(fault_of(text).kind, FaultKind::kMalformed) << text;
  }
}

TEST(XmlReader, SurvivesEveryPrefixAndEveryChangedByteOfADocument) {
  const std::string text =
      "<?xml version='1.0' encoding='UTF-8'?><o:A b='1' xsi:nil=\"true\"><!-- c --><B>x &amp; "
      "&#x20AC;</B><![CDATA[ <d> ]]><?pi?><C/></o:A>";
  for (std::size_t i = 0; i < text.size(); ++i) {
    EXPECT_TRUE(std::holds_alternative<Fault>(Document::read(text.substr(0, i)))) << i;
    for (const char c : {'<', '>', '&', '\'', '/', ' ', '\0', '\xff', ']', '?'}) {
      std::string changed = text;
      changed[i] = c;
      const auto read = Document::read(changed);
      if (const auto* document = std::get_if<Document>(&read)) document->root().text_at("B");
    }
  }
}

TEST(XmlReader, CountsDepthOfOpenElementsOnly) {
  const Limits two{.depth_max = 2};
  std::string wide = "<a>";
  for (int i = 0; i < 1000; ++i) wide += "<b>x</b><c/>";
  EXPECT_TRUE(std::holds_alternative<Document>(Document::read(wide + "</a>", two)));
  EXPECT_EQ(fault_of("<a><b><c></c></b></a>", two).kind, FaultKind::kTooComplex);
  EXPECT_EQ(fault_of("<a></a></a></a><a><b><c><d>", two).kind, FaultKind::kTooComplex);
}

TEST(XmlReader, ReadsAtTheLimits) {
  std::string text = "x";
  for (int i = 0; i < 32; ++i) text = "<a>" + text + "</a>";
  EXPECT_EQ(good(text).root().at("a/a/a")->name(), "a");
  EXPECT_EQ(fault_of("<a>" + text + "</a>").kind, FaultKind::kTooComplex);
  std::string wide = "<a>";
  for (int i = 1; i < 50'000; ++i) wide += "<b/>";
  EXPECT_TRUE(std::holds_alternative<Document>(Document::read(wide + "</a>")));
}

TEST(XmlReader, KnowsEncodingsInAnyLetterCaseAndPlace) {
  EXPECT_EQ(good("<?xml version='1.0' encoding='Iso-8859-1'?><a>caf\xe9</a>").root().text(),
            "caf\xc3\xa9");
  EXPECT_EQ(fault_of("\n<?xml version='1.0' encoding='UTF-16'?><a/>").kind, FaultKind::kMalformed);
}

TEST(XmlReader, KeepsTheMarkOfElementsThatAreToBeDeleted) {
  const Document document = good("<a><b delete='true'/><c delete='false'/><d/></a>");
  const Element root = document.root();
  EXPECT_TRUE(root.child("b")->to_delete());
  EXPECT_FALSE(root.child("c")->to_delete());
  EXPECT_FALSE(root.child("d")->to_delete());
}

}  // namespace
}  // namespace dashsim::xml::reader_test
