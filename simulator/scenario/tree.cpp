#include "scenario/tree.hpp"

#include <algorithm>

namespace dashsim::scenario {
namespace {

/// Takes one node and all below it from the front of `table`.
Node take(std::span<const FlatNode>& table, std::string_view file) {
  const FlatNode& flat = table.front();
  table = table.subspan(1);
  Node node{.kind = flat.kind,
            .key = flat.key,
            .text = flat.text,
            .place = {file, flat.line, flat.column, true},
            .key_place = {file, flat.line, flat.column, true},
            .items = {}};
  node.items.reserve(flat.children);
  for (std::uint32_t i = 0; i < flat.children; ++i) node.items.push_back(take(table, file));
  return node;
}

}  // namespace

const Node* Node::member(std::string_view name) const {
  if (kind != Kind::kMap) return nullptr;
  const auto found = std::ranges::find(items, name, &Node::key);
  return found == items.end() ? nullptr : &*found;
}

Node merged(const Node& under, const Node& over) {
  if (under.kind != Node::Kind::kMap || over.kind != Node::Kind::kMap) return over;
  Node result = under;
  result.place = over.place;
  for (const Node& item : over.items) {
    const auto found = std::ranges::find(result.items, item.key, &Node::key);
    if (found == result.items.end()) {
      result.items.push_back(item);
    } else {
      Node both = merged(*found, item);
      both.key = item.key;
      both.key_place = item.key_place;
      *found = std::move(both);
    }
  }
  return result;
}

Tree from_table(std::string_view file, std::span<const FlatNode> table) {
  Tree tree{std::make_shared<const std::string>(file), {}};
  if (!table.empty()) tree.root = take(table, *tree.file);
  return tree;
}

}  // namespace dashsim::scenario
