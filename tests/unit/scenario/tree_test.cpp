#include "scenario/tree.hpp"

#include "scenario/reader.hpp"

namespace dashsim::scenario::tree_test {
namespace {

Node tree(const std::string& yaml) {
  static std::vector<Tree> kept;  // places point into their trees
  Complaints complaints;
  kept.push_back(read_yaml("t.yaml", yaml, complaints));
  EXPECT_TRUE(complaints.empty()) << yaml;
  return kept.back().root;
}

/// In YAML's flow style, without places.
std::string flow(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Node::Kind::kNull:
      return "~";
    case Node::Kind::kScalar:
      return node.text;
    case Node::Kind::kList:
    case Node::Kind::kMap:
      break;
  }
  const bool map = node.kind == Node::Kind::kMap;
  for (const Node& item : node.items) {
    text += (text.empty() ? "" : ", ") + (map ? item.key + ": " : "") + flow(item);
  }
  return (map ? "{" : "[") + text + (map ? "}" : "]");
}

TEST(Tree, MergesMapsMemberByMember) {
  EXPECT_EQ(flow(merged(tree("{a: 1, b: {c: 2, d: 3}}"), tree("{b: {d: 4, e: 5}, f: 6}"))),
            "{a: 1, b: {c: 2, d: 4, e: 5}, f: 6}");
}

TEST(Tree, ReplacesListsAndValuesWhole) {
  EXPECT_EQ(flow(merged(tree("{a: [1, 2, 3]}"), tree("{a: [4]}"))), "{a: [4]}");
  EXPECT_EQ(flow(merged(tree("{a: [{b: 1, c: 2}]}"), tree("{a: [{b: 3}]}"))), "{a: [{b: 3}]}");
  EXPECT_EQ(flow(merged(tree("{a: {b: 1}}"), tree("{a: []}"))), "{a: []}");
  EXPECT_EQ(flow(merged(tree("{a: 1}"), tree("{a: {b: 2}}"))), "{a: {b: 2}}");
  EXPECT_EQ(flow(merged(tree("{a: {b: 1}}"), tree("{a: ~}"))), "{a: ~}");
  EXPECT_EQ(flow(merged(tree("{a: {b: 1}}"), tree("{a: {}}"))), "{a: {b: 1}}");
}

TEST(Tree, KnowsWhereTheUpperValuesStand) {
  const Node both = merged(tree("a: 1\nb: 2"), tree("\n\nb:   3"));
  EXPECT_EQ(both.member("a")->place.line, 1);
  EXPECT_EQ(both.member("b")->place.line, 3);
  EXPECT_EQ(both.member("b")->place.column, 6);
  EXPECT_EQ(both.member("b")->key_place.column, 1);
  EXPECT_EQ(both.member("c"), nullptr);
  EXPECT_EQ(both.member("b")->member("b"), nullptr) << "a scalar has no members";
}

TEST(Tree, IsReadFromTables) {
  const FlatNode table[] = {
      {Node::Kind::kMap, "", "", 2, 1, 1},   {Node::Kind::kScalar, "a", "1", 0, 1, 4},
      {Node::Kind::kList, "b", "", 2, 2, 4}, {Node::Kind::kScalar, "", "2", 0, 2, 5},
      {Node::Kind::kMap, "", "", 1, 2, 8},   {Node::Kind::kNull, "c", "", 0, 2, 9},
  };
  const Tree read = from_table("table.yaml", table);
  EXPECT_EQ(flow(read.root), "{a: 1, b: [2, {c: ~}]}");
  EXPECT_EQ(read.root.member("b")->place.file, "table.yaml");
  EXPECT_EQ(read.root.member("b")->place.line, 2);
  EXPECT_EQ(from_table("empty.yaml", {}).root.kind, Node::Kind::kNull);
}

}  // namespace
}  // namespace dashsim::scenario::tree_test
