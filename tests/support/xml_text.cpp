#include "support/xml_text.hpp"

#include <algorithm>
#include <vector>

#include "xml/writer.hpp"

namespace dashsim::test {
namespace {

void write(const xml::Element& element, std::size_t depth, std::string& out) {
  out.append(depth * 2, ' ').append(element.name());
  if (!element.text().empty()) out.append(" = ").append(element.text());
  out += '\n';
  for (const xml::Element child : element.children()) write(child, depth + 1, out);
}

void write_reversed(const xml::Element& element, xml::Writer& out) {
  if (!element.has_children()) {
    out.element(element.name(), element.text());
    return;
  }
  std::vector<xml::Element> children;
  for (const xml::Element child : element.children()) children.push_back(child);
  std::ranges::reverse(children);
  out.open(element.name());
  for (const xml::Element& child : children) write_reversed(child, out);
  out.close();
}

void visit_all(const xml::Element& element, const std::function<void(const xml::Element&)>& visit) {
  visit(element);
  for (const xml::Element child : element.children()) visit_all(child, visit);
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

std::string reversed(const std::string& xml) {
  auto read = xml::Document::read(xml);
  const auto* document = std::get_if<xml::Document>(&read);
  if (document == nullptr) return xml;
  xml::Writer out;
  write_reversed(document->root(), out);
  return out.take();
}

void each_element(const std::string& xml, const std::function<void(const xml::Element&)>& visit) {
  auto read = xml::Document::read(xml);
  if (const auto* document = std::get_if<xml::Document>(&read)) visit_all(document->root(), visit);
}

std::string root_of(const std::string& xml) {
  auto read = xml::Document::read(xml);
  const auto* document = std::get_if<xml::Document>(&read);
  return document == nullptr ? std::string() : std::string(document->root().name());
}

}  // namespace dashsim::test
