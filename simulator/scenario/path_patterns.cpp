#include "scenario/path_patterns.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "kernel/text.hpp"

namespace dashsim::scenario {
namespace {

constexpr std::size_t kPatternMax = 500;  // the walk is as deep as a pattern is long

/// What clients write before the path that the reference names.
constexpr std::string_view kPrefixes[] = {"", "/api", "/api/v{version}", "/v{version}", "/iris"};

/// A character that a path has at a place, or that it may have there.
struct Spot {
  enum class Kind : std::uint8_t {
    kThis,        ///< `character`
    kOfSegment,   ///< any but a slash
    kOfSegments,  ///< likewise, and any number of them, or none
  };
  Kind kind;
  char character = 0;

  bool repeats() const { return kind == Kind::kOfSegments; }
  bool may_be(char wanted) const {
    return kind == Kind::kThis ? character == wanted : wanted != '/';
  }
};

std::vector<Spot> spots_of(std::string_view operation_path) {
  std::vector<Spot> spots;
  bool inside = false;
  for (const char c : operation_path) {
    if (c == '{') {
      spots.push_back({Spot::Kind::kOfSegment});
      spots.push_back({Spot::Kind::kOfSegments});
    }
    inside = c == '{' || (inside && c != '}');
    if (!inside && c != '}') spots.push_back({Spot::Kind::kThis, c});
  }
  return spots;
}

/// Walks both from the left: is there a text that fits the pattern and the path?
class Meeting {
 public:
  Meeting(std::string_view pattern, std::vector<Spot> spots)
      : pattern_(pattern),
        spots_(std::move(spots)),
        tried_((pattern_.size() + 1) * (spots_.size() + 1)) {}

  bool possible(std::size_t p = 0, std::size_t s = 0) {
    const std::size_t here = p * (spots_.size() + 1) + s;
    if (tried_[here]) return false;
    tried_[here] = true;
    const bool ends = p == pattern_.size();
    if (ends && s == spots_.size()) return true;
    const bool star = !ends && pattern_[p] == '*';
    const bool repeats = s < spots_.size() && spots_[s].repeats();
    if (star && possible(p + 1, s)) return true;
    if (repeats && possible(p, s + 1)) return true;
    if (ends || s == spots_.size()) return false;
    const bool any = star || pattern_[p] == '?';
    return (any || spots_[s].may_be(pattern_[p])) &&
           possible(star ? p : p + 1, repeats ? s : s + 1);
  }

 private:
  std::string_view pattern_;
  std::vector<Spot> spots_;
  std::vector<bool> tried_;
};

}  // namespace

bool may_be_path(std::string_view pattern, std::string_view operation_path) {
  if (pattern.size() > kPatternMax) return true;
  // Paths are found in any letter case, and with a slash at their end.
  std::string wanted = kernel::lower_case(pattern);
  if (wanted.ends_with('/')) wanted.pop_back();
  const std::string path = kernel::lower_case(operation_path);
  return std::ranges::any_of(kPrefixes, [&](std::string_view prefix) {
    return Meeting(wanted, spots_of(std::string(prefix) + path)).possible();
  });
}

}  // namespace dashsim::scenario
