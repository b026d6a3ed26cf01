#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/text.hpp"
#include "scenario/matcher.hpp"
#include "scenario/schema.hpp"

/// How checked trees become values, for the files that read them.
namespace dashsim::scenario {

/// Reads members of one map into variables; absent or malformed ones leave the variable alone.
class Members {
 public:
  explicit Members(const Node& node) : node_(node) {}

  const Node* at(std::string_view key) const { return node_.member(key); }

  void read(std::string_view key, std::string& value) const {
    if (const Node* node = at(key)) value = node->text;
  }
  void read(std::string_view key, std::uint64_t& value) const {
    assign(value, key, kernel::parse_whole);
  }
  void read(std::string_view key, std::optional<std::uint64_t>& value) const {
    assign(value, key, kernel::parse_whole);
  }
  void read(std::string_view key, double& value) const { assign(value, key, parse_number); }
  void read(std::string_view key, bool& value) const { assign(value, key, kernel::parse_flag); }
  void read(std::string_view key, std::optional<std::string>& value) const {
    if (const Node* node = at(key)) value = node->text;
  }
  void read(std::string_view key, std::optional<kernel::Duration>& value) const {
    assign(value, key, kernel::parse_duration);
  }
  void read(std::string_view key, kernel::Duration& value) const {
    assign(value, key, kernel::parse_duration);
  }
  void read(std::string_view key, kernel::VirtualTime& value) const {
    assign(value, key, kernel::parse_instant);
  }
  void read(std::string_view key, TnRange& value) const { assign(value, key, parse_tn_range); }
  void read(std::string_view key, std::vector<std::string>& values) const {
    for (const Node& item : items(key)) values.push_back(item.text);
  }
  void read(std::string_view key, std::vector<std::uint64_t>& values) const {
    for (const Node& item : items(key)) {
      if (const auto value = kernel::parse_whole(item.text)) values.push_back(*value);
    }
  }

  /// The items of a list member; none if there is no such list.
  std::span<const Node> items(std::string_view key) const {
    const Node* node = at(key);
    if (node == nullptr || node->kind != Node::Kind::kList) return {};
    return node->items;
  }

 private:
  template <class Value, class Parse>
  void assign(Value& value, std::string_view key, Parse parse) const {
    const Node* node = at(key);
    if (node == nullptr) return;
    if (const auto parsed = parse(node->text)) value = *parsed;
  }

  const Node& node_;
};

/// The enumerator of a word, which are in the same order; leaves `value` alone if it is none.
template <class Enum>
void read_word(const Node* node, std::span<const std::string_view> known, Enum& value) {
  if (node == nullptr) return;
  const auto found = std::ranges::find(known, node->text);
  if (found != known.end()) value = static_cast<Enum>(std::distance(known.begin(), found));
}

inline std::vector<Condition> read_conditions(const Node* node) {
  std::vector<Condition> conditions;
  if (node == nullptr) return conditions;
  conditions.reserve(node->items.size());
  for (const Node& item : node->items) conditions.push_back({item.key, item.text});
  return conditions;
}

inline Matcher read_matcher(const Members& in) {
  Matcher matcher;
  in.read("on", matcher.on);
  in.read("method", matcher.method);
  in.read("path", matcher.path);
  in.read("user", matcher.user);
  matcher.headers = read_conditions(in.at("header"));
  matcher.query = read_conditions(in.at("query"));
  matcher.when = read_conditions(in.at("when"));
  return matcher;
}

/// Complains of a pattern that no operation has: it would never match. Without `operations` nobody
/// knows.
inline void check_operation(const Matcher& matcher, const Place& place, const auto& operations,
                            Complaints& complaints) {
  const std::vector<std::string_view> known(operations.begin(), operations.end());
  const auto fits = [&](std::string_view each) { return kernel::matches(matcher.on, each); };
  if (matcher.on.empty() || known.empty() || std::ranges::any_of(known, fits)) return;
  complaints.add(place, fmt::format("no operation is named '{}'{}", matcher.on,
                                    suggestion(matcher.on, known)));
}

}  // namespace dashsim::scenario
