#include "support/xml_text.hpp"

#include "xml/reader.hpp"

namespace dashsim::test {
namespace {

void write(const xml::Element& element, std::size_t depth, std::string& out) {
  out.append(depth * 2, ' ').append(element.name());
  if (!element.text().empty()) out.append(" = ").append(element.text());
  out += '\n';
  for (const xml::Element child : element.children()) write(child, depth + 1, out);
}

}  // namespace

std::string laid_out(const std::string& xml) {
  auto read = xml::Document::read(xml);
  const auto* document = std::get_if<xml::Document>(&read);
  if (document == nullptr) return xml;
  std::string out;
  write(document->root(), 0, out);
  return out;
}

}  // namespace dashsim::test
