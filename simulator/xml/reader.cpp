#include "xml/reader.hpp"

#include <algorithm>
#include <deque>
#include <rapidxml/rapidxml.hpp>

#include "xml/byte_set.hpp"

namespace dashsim::xml {

struct Document::Storage {
  std::string buffer;              // what the views point into
  std::deque<std::string> joined;  // text that stood in several pieces
  std::vector<Node> nodes;         // [0] is the root
};

namespace {

using rapidxml::node_cdata;
using rapidxml::node_data;
using rapidxml::node_element;

Fault malformed(std::string text) {
  return {FaultKind::kMalformed, std::move(text)};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// All bytes but those that nearly all documents are made of.
constexpr ByteSet kUnusual =
    ByteSet("").add(0, '\t' - 1).add('\n' + 1, '\r' - 1).add('\r' + 1, 0x1f).add(0x80, 0xff);

/// Length of the well-formed UTF-8 sequence at the front of `text` (of a character that XML
/// allows); 0 if it is none.
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto tail = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xc0U) == 0x80U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return kUnusual.has(text[0]) ? 0 : 1;
  if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    if (!tail(1) || !tail(2)) return 0;
    const bool overlong = lead == 0xe0 && byte(1) < 0xa0;
    const bool surrogate = lead == 0xed && byte(1) > 0x9f;
    const bool non_character = lead == 0xef && byte(1) == 0xbf && byte(2) >= 0xbe;
    return overlong || surrogate || non_character ? 0 : 3;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    if (!tail(1) || !tail(2) || !tail(3)) return 0;
    const bool overlong = lead == 0xf0 && byte(1) < 0x90;
    const bool beyond = lead == 0xf4 && byte(1) > 0x8f;
    return overlong || beyond ? 0 : 4;
  }
  return 0;
}

std::optional<Fault> check_characters(std::string_view text) {
  for (std::size_t i = kUnusual.find_in(text, 0); i < text.size(); i = kUnusual.find_in(text, i)) {
    const std::size_t size = character_size(text.substr(i));
    if (size == 0) {
      return malformed("The byte at position " + std::to_string(i) +
                       " is not part of a UTF-8 character that XML allows");
    }
    i += size;
  }
  return std::nullopt;
}

bool known_entity(std::string_view name) {
  if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos")
    return true;
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool hex = name.starts_with('x');
  if (hex) name.remove_prefix(1);
  const std::string_view digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
  if (name.empty() || name.size() > 7 || name.find_first_not_of(digits) != name.npos) return false;
  const unsigned long code = std::stoul(std::string(name), nullptr, hex ? 16 : 10);
  const bool control = code < 0x20 && code != '\t' && code != '\n' && code != '\r';
  return !control && (code < 0xd800 || code > 0xdfff) && code != 0xfffe && code != 0xffff &&
         code <= 0x10ffff;
}

/// One look over the tags before RapidXML, which is recursive and lenient, gets to see the text.
class Scan {
 public:
  Scan(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  std::optional<Fault> run() {
    static constexpr ByteSet kSpecial("<&");
    while ((at_ = kSpecial.find_in(text_, at_)) < text_.size()) {
      if (auto fault = text_[at_] == '<' ? markup() : entity()) return fault;
    }
    return std::nullopt;
  }

 private:
  std::optional<Fault> markup() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return skip("<!--", "-->", "comment");
    if (rest.starts_with("<![CDATA[")) return skip("<![CDATA[", "]]>", "CDATA section");
    if (rest.starts_with("<?")) return skip("<?", "?>", "processing instruction");
    if (rest.starts_with("<!")) {
      return Fault{FaultKind::kForbidden, "A document type declaration is not allowed"};
    }
    return tag();
  }

  std::optional<Fault> skip(std::string_view open, std::string_view close, std::string_view what) {
    const std::size_t end = text_.find(close, at_ + open.size());
    if (end == std::string_view::npos)
      return malformed("A " + std::string(what) + " is not closed");
    at_ = end + close.size();
    return std::nullopt;
  }

  std::optional<Fault> tag() {
    const bool closing = at_ + 1 < text_.size() && text_[at_ + 1] == '/';
    char quote = 0;
    static constexpr ByteSet kSpecial("<>&\"'");
    for (++at_; (at_ = kSpecial.find_in(text_, at_)) < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '&') {
        if (auto fault = entity()) return fault;
        --at_;
      } else if (quote != 0) {
        if (c == quote) quote = 0;
        if (c == '<') return malformed("A '<' stands inside an attribute value");
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '<') {
        return malformed("A tag is not closed before the next one begins");
      } else if (c == '>') {
        return end_of_tag(closing, text_[at_ - 1] == '/');
      }
    }
    return malformed("The document ends inside a tag");
  }

  std::optional<Fault> end_of_tag(bool closing, bool empty) {
    ++at_;
    if (closing) {
      if (depth_ > 0) --depth_;
      return std::nullopt;
    }
    if (++elements_ > limits_.elements_max) {
      return Fault{FaultKind::kTooComplex, "The document has more than " +
                                               std::to_string(limits_.elements_max) + " elements"};
    }
    if (depth_ >= limits_.depth_max) {
      return Fault{FaultKind::kTooComplex, "The document is nested deeper than " +
                                               std::to_string(limits_.depth_max) + " elements"};
    }
    if (!empty) ++depth_;
    return std::nullopt;
  }

  std::optional<Fault> entity() {
    const std::size_t end = text_.find(';', at_);
    if (end == std::string_view::npos || end - at_ > 32) {
      return malformed("An '&' must be written as &amp; where it does not begin an entity");
    }
    const std::string_view name = text_.substr(at_ + 1, end - at_ - 1);
    if (!known_entity(name)) {
      return Fault{FaultKind::kForbidden, "The entity &" + std::string(name) + "; is not defined"};
    }
    at_ = end + 1;
    return std::nullopt;
  }

  std::string_view text_;
  const Limits& limits_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t elements_ = 0;
};

/// The encoding that the XML declaration names, in capitals; empty if it names none, nothing if it
/// is malformed.
std::optional<std::string> declared_encoding(std::string_view text) {
  text = trimmed(text);
  if (!text.starts_with("<?xml")) return std::string();
  const std::string_view declaration = text.substr(0, text.find("?>"));
  const std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return std::string();
  const std::size_t open = declaration.find_first_of("\"'", at);
  if (open == std::string_view::npos) return std::nullopt;
  const std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return std::nullopt;
  std::string name(declaration.substr(open + 1, close - open - 1));
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return name;
}

constexpr std::string_view kLatin1 = "ISO-8859-1";

/// RapidXML reads bytes as they are, so any other declared encoding would be misread silently.
std::optional<Fault> check_encoding(const std::optional<std::string>& name) {
  if (!name) return malformed("The XML declaration is not well-formed");
  static constexpr std::string_view kKnown[] = {"", "UTF-8", "US-ASCII", "ASCII", kLatin1};
  if (std::ranges::find(kKnown, *name) != std::end(kKnown)) return std::nullopt;
  return malformed("The encoding '" + *name + "' is not supported, send UTF-8");
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool valid_name(std::string_view name) {
  static constexpr ByteSet kBegin = ByteSet("_:").add('a', 'z').add('A', 'Z').add(0x80, 0xff);
  static constexpr ByteSet kInside = ByteSet(kBegin).add('0', '9').add('-', '.');
  const std::string_view local = local_name(name);
  return !local.empty() && kBegin.has(name.front()) && kBegin.has(local.front()) &&
         std::ranges::all_of(name, [](char c) { return kInside.has(c); });
}

/// Whether the attribute is there and true.
bool is_marked(const rapidxml::xml_node<>& node, std::string_view attribute) {
  for (const auto* a = node.first_attribute(); a != nullptr; a = a->next_attribute()) {
    const std::string_view value{a->value(), a->value_size()};
    if (std::string_view{a->name(), a->name_size()} == attribute &&
        (value == "true" || value == "1")) {
      return true;
    }
  }
  return false;
}

/// Copies the tree of RapidXML into the flat one, whose elements are a pointer and an index.
class Flattener {
 public:
  Flattener(std::vector<Document::Node>& nodes, std::deque<std::string>& joined)
      : nodes_(nodes), joined_(joined) {}

  /// The index of the new node, or nothing if a name is not one.
  std::optional<std::uint32_t> add(const rapidxml::xml_node<>& source) {
    const std::string_view name{source.name(), source.name_size()};
    if (!valid_name(name)) return std::nullopt;
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back({.name = local_name(name),
                      .text = text_of(source),
                      .nil = is_marked(source, "xsi:nil"),
                      .to_delete = is_marked(source, "delete")});
    std::uint32_t last = 0;
    for (const auto* child = source.first_node(); child != nullptr; child = child->next_sibling()) {
      if (child->type() != node_element) continue;
      const auto added = add(*child);
      if (!added) return std::nullopt;
      (last == 0 ? nodes_[index].first_child : nodes_[last].next) = *added;
      last = *added;
    }
    return index;
  }

 private:
  std::string_view text_of(const rapidxml::xml_node<>& source) {
    std::string_view first;
    std::string* all = nullptr;
    for (const auto* piece = source.first_node(); piece != nullptr; piece = piece->next_sibling()) {
      if (piece->type() != node_data && piece->type() != node_cdata) continue;
      const std::string_view text{piece->value(), piece->value_size()};
      if (all != nullptr) {
        *all += text;
      } else if (first.empty()) {
        first = text;
      } else {
        all = &joined_.emplace_back(first);
        *all += text;
      }
    }
    return trimmed(all != nullptr ? std::string_view(*all) : first);
  }

  std::vector<Document::Node>& nodes_;
  std::deque<std::string>& joined_;
};

std::string to_utf8(std::string_view latin) {
  std::string text;
  text.reserve(latin.size() + latin.size() / 8);
  for (const char c : latin) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xc0U | (byte >> 6U));
      text += static_cast<char>(0x80U | (byte & 0x3fU));
    }
  }
  return text;
}

std::optional<Fault> check(std::string_view text, const Limits& limits) {
  if (trimmed(text).empty()) return malformed("The request has no XML document");
  if (auto fault = check_characters(text)) return fault;
  return Scan(text, limits).run();
}

}  // namespace

std::variant<Document, Fault> Document::read(std::string text, const Limits& limits) {
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  const std::optional<std::string> encoding = declared_encoding(text);
  if (auto fault = check_encoding(encoding)) return *std::move(fault);
  if (encoding == kLatin1) text = to_utf8(text);
  if (auto fault = check(text, limits)) return *std::move(fault);

  auto storage = std::make_shared<Storage>();
  storage->buffer = std::move(text);
  rapidxml::xml_document<> parsed;
  try {
    // Parsed in place; the buffer outlives every view, and a std::string ends in the zero that
    // RapidXML wants.
    parsed.parse<rapidxml::parse_validate_closing_tags>(storage->buffer.data());
  } catch (const rapidxml::parse_error& error) {
    const auto position = error.where<char>() - storage->buffer.data();
    return malformed(std::string("The document is not well-formed: ") + error.what() +
                     " at position " + std::to_string(position));
  }
  const rapidxml::xml_node<>* root = parsed.first_node();
  if (root == nullptr) return malformed("The document has no root element");
  if (root->next_sibling() != nullptr)
    return malformed("The document has more than one root element");
  if (!Flattener(storage->nodes, storage->joined).add(*root)) {
    return malformed("The document has an element without a valid name");
  }
  return Document(std::move(storage));
}

Element Document::root() const {
  return {&storage_->nodes, 0};
}

std::optional<Element> Element::child(std::string_view name) const {
  for (const Element element : children()) {
    if (element.name() == name) return element;
  }
  return std::nullopt;
}

std::optional<Element> Element::at(std::string_view path) const {
  std::optional<Element> found = *this;
  while (found && !path.empty()) {
    const std::size_t slash = path.find('/');
    found = found->child(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  }
  return found;
}

std::string_view Element::text_at(std::string_view path) const {
  const std::optional<Element> found = at(path);
  return found ? found->text() : std::string_view{};
}

}  // namespace dashsim::xml
