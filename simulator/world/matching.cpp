#include "world/matching.hpp"

#include <algorithm>

#include "kernel/text.hpp"

namespace dashsim::world {
namespace {

using scenario::Condition;
using scenario::Matcher;

/// Calls `miss` with each difference until that returns false.
template <class Miss>
void compare(const Matcher& matcher, const Question& question, Miss miss) {
  const std::pair<const std::string&, std::string_view> texts[] = {
      {matcher.on, question.operation},
      {matcher.method, question.method},
      {matcher.path, question.path},
      {matcher.user, question.user}};
  static constexpr std::string_view kNames[] = {"on", "method", "path", "user"};
  for (std::size_t i = 0; i < std::size(texts); ++i) {
    const auto& [pattern, text] = texts[i];
    if (pattern.empty() || kernel::matches(pattern, text)) continue;
    if (!miss(kNames[i], pattern, std::vector{std::string(text)})) return;
  }
  const std::pair<const std::vector<Condition>&, const Question::Values&> lists[] = {
      {matcher.headers, question.headers},
      {matcher.query, question.query},
      {matcher.when, question.elements}};
  for (const auto& [conditions, look_up] : lists) {
    for (const Condition& condition : conditions) {
      const std::vector<std::string> values = look_up(condition.path);
      const auto good = [&](const std::string& value) {
        return kernel::matches(condition.pattern, value);
      };
      if (std::ranges::any_of(values, good)) continue;
      if (!miss(condition.path, condition.pattern, values)) return;
    }
  }
}

}  // namespace

bool fits(const Matcher& matcher, const Question& question) {
  bool good = true;
  compare(matcher, question, [&](const auto&...) { return good = false; });
  return good;
}

std::vector<Difference> differences(const Matcher& matcher, const Question& question) {
  std::vector<Difference> list;
  compare(matcher, question,
          [&](std::string_view what, const std::string& wanted, std::vector<std::string> was) {
            list.push_back({std::string(what), wanted, std::move(was)});
            return true;
          });
  return list;
}

}  // namespace dashsim::world
