#include "scenario/shape_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kernel/text.hpp"

namespace dashsim::scenario {
namespace {

constexpr std::string_view kHead = R"(# Scenario format: every key

Made by `dashsim schema --format markdown`; after changing `simulator/scenario/`:

    dashsim schema --format markdown > scenarios/reference.md

`dashsim schema` prints the same as a JSON Schema, for editors. The guide is [README.md](README.md).

A duration is `5m`, `1h30m` or `PT5M`; an instant is `2026-01-05T09:00:00Z`; a time is an instant, or `+2d` after the start
of the world. A block is `919439xxxx`, a range `9195550100-9195550149`. Patterns know `*` and `?`. Keys in bold have to be there.

## The file

)";

std::string words_of(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words)
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", word);
  return list;
}

/// The anchor that a heading gets.
std::string anchor_of(std::string_view title) {
  std::string anchor;
  for (const char c : title) {
    if (c != '.') anchor += c;
  }
  return kernel::lower_case(anchor);
}

}  // namespace

std::string markdown_text(std::string_view text) {
  std::string escaped;
  bool is_code = false;
  for (const char c : text) {
    if (c == '`') is_code = !is_code;
    if (c == '|' || (!is_code && (c == '*' || c == '<' || c == '['))) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

ShapePage::ShapePage(std::string_view elsewhere) {
  if (elsewhere.empty()) return;
  table_of(scenario_shape().keys);
  take_sections("");
  for (Section& section : sections_) section.page = elsewhere;
}

std::string ShapePage::table_of(std::span<const Key> keys, const std::string& path) {
  std::string table = "| key | value | says |\n|---|---|---|\n";
  // Keys that all hold the same, such as order types, share one section.
  const bool are_alike = keys.size() > 1 && std::ranges::all_of(keys, [&](const Key& key) {
                           return key.shape == keys.front().shape;
                         });
  for (const Key& key : keys) {
    const std::string inner = fmt::format("{}{}{}", path, path.empty() ? "" : ".",
                                          are_alike ? std::string_view("each") : key.name);
    table += fmt::format(
        "| {} | {} | {} |\n",
        key.required ? fmt::format("**`{}`**", key.name) : fmt::format("`{}`", key.name),
        form_of(*key.shape, inner), markdown_text(key.about));
  }
  return table;
}

std::string ShapePage::take_sections(std::string_view heading) {
  std::string text;
  std::vector<Section> ahead(sections_.begin() + static_cast<std::ptrdiff_t>(written_),
                             sections_.end());
  written_ = sections_.size();
  for (const Section& section : ahead) {
    text += fmt::format("\n{} {}\n\n{}", heading, section.title,
                        table_of(section.shape->keys, section.title));
    text += take_sections(heading);  // those within it come next
  }
  return text;
}

std::string ShapePage::form_of(const Shape& shape, const std::string& path) {
  switch (shape.form) {
    case Form::kText:
      return "text";
    case Form::kWhole:
      return "whole number";
    case Form::kNumber:
      return "number";
    case Form::kFlag:
      return "`true` or `false`";
    case Form::kDuration:
      return "duration";
    case Form::kInstant:
      return "instant";
    case Form::kMoment:
      return "time";
    case Form::kStepTime:
      return fmt::format("{} or time", words_of(shape.words));
    case Form::kTnRange:
      return "number or range";
    case Form::kBlock:
      return "block";
    case Form::kWord:
      return words_of(shape.words);
    case Form::kMap:
      return link_to(shape, path);
    case Form::kList:
      return "list of " + form_of(*shape.item, path);
    case Form::kMapOf:
      return "map of names and " + form_of(*shape.item, path);
  }
  return {};
}

std::string ShapePage::link_to(const Shape& shape, const std::string& path) {
  auto section = std::ranges::find(sections_, &shape, &Section::shape);
  if (section == sections_.end()) section = sections_.insert(section, Section{&shape, path, {}});
  return fmt::format("[{}]({}#{})", section->title, section->page, anchor_of(section->title));
}

std::string reference_page() {
  ShapePage page;
  std::string text = std::string(kHead) + page.table_of(scenario_shape().keys);
  return text + page.take_sections("##");
}

}  // namespace dashsim::scenario
