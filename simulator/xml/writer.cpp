#include "xml/writer.hpp"

#include <algorithm>
#include <cassert>

namespace dashsim::xml {

Writer::Writer() {
  text_.reserve(2048);
  text_ += R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
}

Writer& Writer::open(std::string_view name) {
  text_ += '<';
  text_ += name;
  text_ += '>';
  open_.push_back(name);
  return *this;
}

Writer& Writer::close() {
  assert(!open_.empty());
  text_ += "</";
  text_ += open_.back();
  text_ += '>';
  open_.pop_back();
  return *this;
}

Writer& Writer::element(std::string_view name, std::string_view text) {
  if (text.empty()) return empty(name);
  text_ += '<';
  text_ += name;
  text_ += '>';
  append_escaped(text);
  text_ += "</";
  text_ += name;
  text_ += '>';
  return *this;
}

Writer& Writer::element_if(std::string_view name, std::string_view text) {
  return text.empty() ? *this : element(name, text);
}

Writer& Writer::empty(std::string_view name) {
  text_ += '<';
  text_ += name;
  text_ += "/>";
  return *this;
}

Writer& Writer::number(std::string_view name, std::uint64_t value) {
  return element(name, std::to_string(value));
}

void Writer::append_escaped(std::string_view text) {
  while (!text.empty()) {
    const auto special = std::ranges::find_if(
        text, [](char c) { return c == '&' || c == '<' || c == '>' || c == '\r'; });
    const auto plain = static_cast<std::size_t>(special - text.begin());
    text_ += text.substr(0, plain);
    if (plain == text.size()) return;
    switch (*special) {
      case '&':
        text_ += "&amp;";
        break;
      case '<':
        text_ += "&lt;";
        break;
      case '>':
        text_ += "&gt;";
        break;
      default:
        text_ += "&#13;";
        break;  // a bare carriage return would be read back as a line feed
    }
    text.remove_prefix(plain + 1);
  }
}

}  // namespace dashsim::xml
