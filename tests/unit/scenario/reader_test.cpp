#include "scenario/reader.hpp"

#include <fmt/format.h>

namespace dashsim::scenario::reader_test {
namespace {

using testing::ElementsAre;

std::vector<std::string> lines_of(const std::string& yaml) {
  Complaints complaints;
  read_yaml("x.yaml", yaml, complaints);
  std::vector<std::string> lines;
  for (const Complaint& complaint : complaints.sorted()) lines.push_back(to_line(complaint));
  return lines;
}

TEST(ScenarioReader, KnowsWhereEverythingStands) {
  Complaints complaints;
  const Tree tree = read_yaml("x.yaml", "a: 1\nb:\n  - c: \"two\"\n  -\n", complaints);
  ASSERT_TRUE(complaints.empty());
  const Node& list = *tree.root.member("b");
  EXPECT_EQ(list.key_place.line, 2);
  EXPECT_EQ(list.place.line, 3);
  const Node& two = *list.items[0].member("c");
  EXPECT_EQ(two.text, "two");
  EXPECT_EQ(two.place.line, 3);
  EXPECT_EQ(two.place.column, 8);
  EXPECT_EQ(two.key_place.column, 5);
  EXPECT_EQ(list.items[1].kind, Node::Kind::kNull);
}

TEST(ScenarioReader, PlacesNullMembersAtTheirKeys) {
  Complaints complaints;
  const Tree tree = read_yaml("x.yaml", "a: 1\nb:\nc: ~\n", complaints);
  EXPECT_EQ(tree.root.member("b")->kind, Node::Kind::kNull);
  EXPECT_EQ(tree.root.member("b")->place.line, 2);
  EXPECT_EQ(tree.root.member("c")->place.line, 3);
}

TEST(ScenarioReader, RefusesKeysThatAreGivenTwiceAnywhere) {
  EXPECT_THAT(lines_of("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n"),
              ElementsAre("x.yaml:2:1: error: key 'a' is given twice",
                          "x.yaml:3:11: error: key 'c' is given twice",
                          "x.yaml:4:1: error: key 'a' is given twice"));
}

TEST(ScenarioReader, RefusesKeysThatAreNoWords) {
  EXPECT_THAT(lines_of("{[a, b]: 1}\n"),
              ElementsAre("x.yaml:1:2: error: a key must be a plain word"));
}

TEST(ScenarioReader, ResolvesAliases) {
  Complaints complaints;
  const Tree tree = read_yaml("x.yaml", "a: &one {b: 1}\nc: *one\n", complaints);
  ASSERT_TRUE(complaints.empty());
  EXPECT_EQ(tree.root.member("c")->member("b")->text, "1");
  EXPECT_THAT(lines_of("a: *nobody\n"), testing::SizeIs(1));
}

TEST(ScenarioReader, SurvivesDeepNesting) {
  EXPECT_THAT(lines_of(std::string(45, '[') + std::string(45, ']')),
              ElementsAre("x.yaml:1:42: error: the scenario is too large or too deeply nested"));
}

TEST(ScenarioReader, RefusesMapsWithoutEnd) {
  std::string wide = "a: 1\nb:\n";
  for (int i = 0; i < 2001; ++i) wide += fmt::format("  k{}: 1\n", i);
  EXPECT_THAT(lines_of(wide),
              ElementsAre("x.yaml:3:3: error: the scenario is too large or too deeply nested"));
}

TEST(ScenarioReader, SurvivesEveryPrefixOfAScenario) {
  const std::string yaml =
      "scenario: \"x\\u00e9\"\nusers: &u [{name: a, password: 'b''c', accounts: [1]}]\nmore: *u\n"
      "about: >\n  folded\n  text\nlist:\n  - a\n  - !!str b\n# end\n";
  for (std::size_t i = 0; i <= yaml.size(); ++i) lines_of(yaml.substr(0, i));
  EXPECT_THAT(lines_of(yaml), testing::IsEmpty());
}

}  // namespace
}  // namespace dashsim::scenario::reader_test
