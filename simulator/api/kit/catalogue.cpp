#include "api/kit/catalogue.hpp"

#include <algorithm>

#include "kernel/text.hpp"

namespace dashsim::api {
namespace {

bool is_placeholder(std::string_view segment) {
  return segment.starts_with('{');
}

std::vector<std::string_view> segments_of(std::string_view path) {
  return kernel::split(path.substr(1), '/');
}

/// Segments that some clients spell otherwise than others. clients.md, "aliases".
constexpr std::pair<std::string_view, std::string_view> kOtherSpellings[] = {
    {"importtoaccount", "importtoaccounts"}};

/// How far a requested path is from a documented one: wrong letters, and whole segments too many or
/// too few.
std::size_t distance(std::span<const std::string> asked, std::string_view documented) {
  const std::vector<std::string_view> known = segments_of(documented);
  constexpr std::size_t kSegmentMissing = 6;
  constexpr std::size_t kValueIsLiteral = 4;
  const std::size_t common = std::min(asked.size(), known.size());
  std::size_t sum = (std::max(asked.size(), known.size()) - common) * kSegmentMissing;
  for (std::size_t i = 0; i < common; ++i) {
    if (!is_placeholder(known[i])) {
      sum += std::min(kernel::edit_distance(asked[i], known[i]), kSegmentMissing * 2);
    } else if (asked[i].find_first_of("0123456789") == std::string::npos) {
      sum += kValueIsLiteral;  // a word where an id belongs
    }
  }
  return sum;
}

}  // namespace

std::vector<std::string> operation_names() {
  std::vector<std::string> names;
  names.reserve(operations().size());
  for (const Operation& operation : operations()) names.emplace_back(operation.name);
  return names;
}

std::string_view Operation::root_for_error(int status) const {
  for (const StatusRoot& each : response_roots) {
    if (each.status == status && !each.root.empty()) return each.root;
  }
  return error_root;
}

Envelope Operation::envelope_for_error(int status) const {
  for (const StatusEnvelope& each : envelopes) {
    if (each.status == status) return each.envelope;
  }
  return error_envelope;
}

std::string error_text(std::uint32_t code, std::span<const std::string> about,
                       std::string_view domain) {
  const std::span<const ErrorText> all = error_texts();
  auto found = std::ranges::lower_bound(all, code, {}, &ErrorText::code);
  if (found == all.end() || found->code != code) return "Error " + std::to_string(code);
  for (auto each = found; each != all.end() && each->code == code; ++each) {
    if (!domain.empty() && each->domain == domain) found = each;
  }
  std::string text;
  std::string_view rest = found->text;
  std::size_t next = 0;
  while (true) {
    const std::size_t gap = rest.find("%s");
    text += rest.substr(0, gap);
    if (gap == std::string_view::npos) return text;
    if (next < about.size()) text += about[next++];
    rest.remove_prefix(gap + 2);
  }
}

RouteFinder::RouteFinder() : nodes_(1) {
  const std::span<const Operation> all = operations();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    std::uint32_t node = 0;
    for (const std::string_view segment : segments_of(all[i].path)) node = descend(node, segment);
    nodes_[node].operations.push_back(i);
  }
}

std::uint32_t RouteFinder::descend(std::uint32_t node, std::string_view segment) {
  const auto added = static_cast<std::uint32_t>(nodes_.size());
  if (is_placeholder(segment)) {
    if (nodes_[node].placeholder == 0) {
      nodes_[node].placeholder = added;
      nodes_.emplace_back();
    }
    return nodes_[node].placeholder;
  }
  const std::string word = kernel::lower_case(segment);
  for (const auto& [literal, child] : nodes_[node].literals) {
    if (literal == word) return child;
  }
  nodes_[node].literals.emplace_back(word, added);
  for (const auto& [spelling, other] : kOtherSpellings) {
    if (spelling == word) nodes_[node].literals.emplace_back(other, added);
  }
  nodes_.emplace_back();
  return added;
}

const RouteFinder::Node* RouteFinder::walk(std::uint32_t node,
                                           std::span<const std::string> segments) const {
  const Node& here = nodes_[node];
  if (segments.empty()) return here.operations.empty() ? nullptr : &here;
  for (const auto& [literal, child] : here.literals) {
    if (!kernel::same_word(literal, segments.front())) continue;
    if (const Node* found = walk(child, segments.subspan(1))) return found;
  }
  return here.placeholder == 0 ? nullptr : walk(here.placeholder, segments.subspan(1));
}

RouteMatch RouteFinder::find(std::string_view method, std::span<const std::string> segments) const {
  RouteMatch match;
  const Node* node = walk(0, segments);
  if (node == nullptr) return match;
  for (const std::uint32_t i : node->operations) {
    if (operations()[i].method != method) continue;
    match.operation = &operations()[i];
    match.index = i;
    return match;
  }
  for (const std::uint32_t i : node->operations) match.allowed.push_back(operations()[i].method);
  return match;
}

std::vector<std::string> RouteFinder::nearest(std::string_view method,
                                              std::span<const std::string> segments) const {
  constexpr std::size_t kShown = 3;
  struct Candidate {
    std::size_t distance;
    const Operation* operation;
  };
  std::vector<Candidate> candidates;
  for (const Operation& operation : operations()) {
    const std::size_t other_method = operation.method == method ? 0 : 1;
    candidates.push_back({distance(segments, operation.path) * 2 + other_method, &operation});
  }
  std::ranges::stable_sort(candidates, {}, &Candidate::distance);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kShown && i < candidates.size(); ++i) {
    names.emplace_back(candidates[i].operation->name);
  }
  return names;
}

}  // namespace dashsim::api
