#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/complaints.hpp"

/// A scenario as text gives it: maps, lists and scalars that know where they stand. Read from YAML
/// at run time, or from tables that the build made of fixtures/.
namespace dashsim::scenario {

struct Node {
  enum class Kind : std::uint8_t { kNull, kScalar, kList, kMap };

  Kind kind = Kind::kNull;
  std::string key;          ///< its name in the map around it; empty in lists
  std::string text;         ///< of a scalar
  Place place;              ///< of the value
  Place key_place;          ///< of the name
  std::vector<Node> items;  ///< of a list, or the members of a map, in the order of the file

  /// Null if this is no map or has no such member.
  const Node* member(std::string_view name) const;
};

/// A tree and the file name that its places point to.
struct Tree {
  std::shared_ptr<const std::string> file;
  Node root;
};

/// `over` laid on `under`: maps merge member by member, everything else replaces.
Node merged(const Node& under, const Node& over);

/// A node of a tree that the build wrote as a table; a tree is its nodes in depth-first order.
struct FlatNode {
  Node::Kind kind;
  const char* key;
  const char* text;
  std::uint32_t children;
  int line;
  int column;
};
Tree from_table(std::string_view file, std::span<const FlatNode> table);

}  // namespace dashsim::scenario
