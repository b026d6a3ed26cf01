// The numbers that earn an error by their last digits, as a page of Markdown.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "api/kit/catalogue.hpp"
#include "app/commands.hpp"
#include "app/files.hpp"
#include "world/magic_numbers.hpp"

namespace dashsim::app {
namespace {

constexpr std::string_view kHead = R"(# Magic numbers

In the built-in scenario an order that names a telephone number ending in one of these codes earns that error, for that
number, when its time has come; the other numbers of the order are handled as usual. Numbers that a search has found have
no magic, nor have orders that follow a lifecycle of the scenario's own. Once a client has changed the order (SUPP), what failed fails
no more. `rules: {magic_numbers: false}` ends it.

The state is that of an order of which nothing else could be done. Made by `dashsim magic`; after changing the table in
`simulator/world/magic_numbers.cpp`:

    dashsim magic > scenarios/magic-numbers.md
)";

/// A number that ends in the code.
std::string number_of(std::uint32_t code) {
  const std::string ending = std::to_string(code);
  return std::string("9195551000").substr(0, 10 - ending.size()) + ending;
}

/// The state of orders of the type of which nothing could be done.
std::string_view state_of_failed(const scenario::Scenario& scenario, scenario::OrderType type) {
  for (const scenario::Lifecycle& usual :
       scenario.lifecycles[static_cast<std::size_t>(type)].usual) {
    const auto fails = [](const scenario::Step& step) { return step.status_if_none != nullptr; };
    const auto step = std::ranges::find_if(usual.steps, fails);
    if (step != usual.steps.end()) return step->status_if_none->name;
  }
  return {};
}

void add_code(const world::MagicCodes& codes, std::uint32_t code, std::string_view state,
              std::string& page) {
  const std::string about[] = {number_of(code)};
  std::string text;
  for (const char c : api::error_text(code, about, codes.domain)) {
    if (c == '|') text += '\\';  // it would end a column
    text += c;
  }
  page += fmt::format("| {} | `...{}` | {} | {} |\n", code, code, state, text);
}

}  // namespace

std::string magic_page() {
  const auto scenario = disk_loader().load_builtin("default").scenario;
  std::string page(kHead);
  std::optional<scenario::OrderType> type;
  for (const world::MagicCodes& codes : world::magic_codes()) {
    const std::string_view state = state_of_failed(*scenario, codes.type);
    if (codes.type != type)
      page += fmt::format("\n## {}\n\n| code | number | order | text |\n|---|---|---|---|\n",
                          scenario::words(codes.type).name);
    type = codes.type;
    for (const world::CodeRange& range : codes.codes) {
      for (std::uint32_t code = range.first; code <= range.last; ++code)
        add_code(codes, code, state, page);
    }
  }
  return page;
}

int print_magic() {
  fmt::print("{}", magic_page());
  return 0;
}

}  // namespace dashsim::app
