#include "xml/writer.hpp"

#include <cassert>
#include <cstring>

#include "xml/byte_set.hpp"

namespace dashsim::xml {
namespace {

constexpr ByteSet kSpecial("&<>\r");

char* put(std::string_view text, char* to) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

}  // namespace

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
  if (kSpecial.find_in(text, 0) != text.size()) {
    open(name);
    append_escaped(text);
    return close();
  }
  // Nearly all elements are these, and documents are made of little else: they are laid down in one
  // piece.
  const std::size_t begin = text_.size();
  text_.resize(begin + 2 * name.size() + text.size() + 5);
  char* to = text_.data() + begin;
  *to++ = '<';
  to = put(name, to);
  *to++ = '>';
  to = put(text, to);
  *to++ = '<';
  *to++ = '/';
  to = put(name, to);
  *to = '>';
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
    const std::size_t plain = kSpecial.find_in(text, 0);
    text_ += text.substr(0, plain);
    if (plain == text.size()) return;
    switch (text[plain]) {
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
