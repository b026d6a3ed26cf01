#include "xml/writer.hpp"

namespace dashsim::xml {
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

}  // namespace
}  // namespace dashsim::xml
