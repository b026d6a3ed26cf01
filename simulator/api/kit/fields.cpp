#include "api/kit/fields.hpp"

#include <algorithm>

#include "kernel/text.hpp"
#include "world/ids.hpp"

namespace dashsim::api {
namespace {

bool is_good(const Field& field, std::string_view value) {
  switch (field.kind) {
    case FieldKind::kText:
      return field.max == 0 || characters(value) <= field.max;
    case FieldKind::kFlag:
      return kernel::parse_flag(value).has_value();
    case FieldKind::kWord:
      return std::ranges::find(field.words, value) != field.words.end();
    case FieldKind::kTn:
      return world::parse_tn(value).has_value();
    case FieldKind::kWhole: {
      const auto number = kernel::parse_whole(value);
      return number && *number >= field.min && (field.max == 0 || *number <= field.max);
    }
  }
  return false;
}

std::string last_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

template <class Element>
void check_each(const Element& element, std::span<const Field> fields, Refusals& refusals) {
  constexpr std::uint32_t kTooLong = 1011;
  for (const Field& field : fields) {
    const std::string_view value = element.text_at(field.path);
    if (value.empty()) {
      const std::string name[] = {last_name(field.path)};
      if (field.missing_code != 0)
        refusals.add(
            Refusal{field.missing_code, error_text(field.missing_code, name, field.domain)});
      continue;
    }
    if (is_good(field, value)) continue;
    const std::string shown =
        field.bad_code == kTooLong ? last_name(field.path) : std::string(value);
    const std::string about[] = {shown, std::to_string(field.max)};
    refusals.add(Refusal{field.bad_code, error_text(field.bad_code, about, field.domain)});
  }
}

}  // namespace

void check_fields(const xml::Element& element, std::span<const Field> fields, Refusals& refusals) {
  check_each(element, fields, refusals);
}

void check_fields(const world::RequestElement& element, std::span<const Field> fields,
                  Refusals& refusals) {
  check_each(element, fields, refusals);
}

bool flag_at(const xml::Element& element, std::string_view path) {
  return kernel::parse_flag(element.text_at(path)).value_or(false);
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

std::string characters_that_names_lack(std::string_view text) {
  constexpr std::string_view kNotInNames = "<>{}[]|\\^~`\"";
  std::string found;
  for (const char c : text) {
    if (kNotInNames.find(c) != std::string_view::npos && found.find(c) == std::string::npos)
      found += c;
  }
  return found;
}

world::RequestElement keep(const xml::Element& element) {
  world::RequestElement kept{std::string(element.name()), std::string(element.text()), {}};
  for (const xml::Element child : element.children()) kept.children.push_back(keep(child));
  return kept;
}

void write_kept(const world::RequestElement& element, xml::Writer& out) {
  if (element.children.empty()) {
    out.element(element.name, element.text);
    return;
  }
  out.open(element.name);
  for (const world::RequestElement& child : element.children) {
    if (!child.text.empty() || !child.children.empty()) write_kept(child, out);
  }
  out.close();
}

void write_sent(const xml::Element& element, xml::Writer& out) {
  if (!element.has_children()) {
    out.element(element.name(), element.text());
    return;
  }
  out.open(element.name());
  for (const xml::Element child : element.children()) {
    if (!child.text().empty() || child.has_children()) write_sent(child, out);
  }
  out.close();
}

}  // namespace dashsim::api
