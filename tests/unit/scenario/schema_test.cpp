#include "scenario/schema.hpp"

#include <set>
#include <tuple>

namespace dashsim::scenario::schema_test {
namespace {

TEST(Schema, ReadsRangesOfTelephoneNumbers) {
  const auto one = parse_tn_range("9195550100");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->first, 9195550100U);
  EXPECT_EQ(one->last, 9195550100U);
  const auto many = parse_tn_range("9195550100-9195550149");
  ASSERT_TRUE(many);
  EXPECT_EQ(many->last - many->first, 49U);
  for (const char* text :
       {"", "-", "919555010", "91955501000", "9195550100-", "-9195550100", "9195550100-99",
        "9195550149-9195550100", "9195550100 - 9195550149", "1195550100", "9191550100",
        "919555010x", "+919555010", "9195550100-9195550149-9195550150", "9192000000-9292000000"}) {
    EXPECT_FALSE(parse_tn_range(text)) << text;
  }
}

TEST(Schema, ReadsBlocksOfThreeToNineDigits) {
  const std::tuple<const char*, std::uint64_t, std::uint64_t> good[] = {
      {"919439xxxx", 9194390000, 9194399999}, {"919439000x", 9194390000, 9194390009},
      {"9194xxxxxx", 9194000000, 9194999999}, {"919xxxxxxx", 9192000000, 9199999999},
      {"9192800xxx", 9192800000, 9192800999},
  };
  for (const auto& [text, first, last] : good) {
    const auto block = parse_block(text);
    ASSERT_TRUE(block) << text;
    EXPECT_EQ(block->first, first) << text;
    EXPECT_EQ(block->last, last) << text;
  }
  for (const char* text : {"", "xxxxxxxxxx", "91xxxxxxxx", "919439xxx", "919439xxxxx", "919439XXXX",
                           "919x39xxxx", "919439xx0x", "119439xxxx", "019xxxxxxx", "919139xxxx",
                           "9190xxxxxx", "+19439xxxx", "919 39xxxx"}) {
    EXPECT_FALSE(parse_block(text)) << text;
  }
}

TEST(Schema, ReadsPositiveNumbers) {
  EXPECT_EQ(parse_number("60"), 60.0);
  EXPECT_EQ(parse_number("0.5"), 0.5);
  EXPECT_EQ(parse_number("1e3"), 1000.0);
  for (const char* text :
       {"", "0", "-1", "0x10", "inf", "nan", "1x", "1 ", "1,5", "fast", "0.0", "1e999"}) {
    EXPECT_FALSE(parse_number(text)) << text;
  }
}

/// Every shape below one, each once.
void visit(const Shape& shape, std::set<const Shape*>& seen) {
  if (!seen.insert(&shape).second) return;
  std::set<std::string_view> names;
  for (const Key& key : shape.keys) {
    EXPECT_TRUE(names.insert(key.name).second) << key.name << " is there twice";
    ASSERT_NE(key.shape, nullptr) << key.name;
    visit(*key.shape, seen);
  }
  if (shape.item != nullptr) visit(*shape.item, seen);
}

TEST(Schema, IsCompleteAllTheWayDown) {
  std::set<const Shape*> seen;
  visit(scenario_shape(), seen);
  visit(lifecycles_shape(), seen);
  for (const Shape* shape : seen) {
    const bool holds_items = shape->form == Form::kList || shape->form == Form::kMapOf;
    EXPECT_EQ(shape->item != nullptr, holds_items);
    EXPECT_EQ(!shape->keys.empty(), shape->form == Form::kMap);
    const bool has_words = shape->form == Form::kWord || shape->form == Form::kStepTime;
    EXPECT_EQ(!shape->words.empty(), has_words);
  }
}

TEST(Schema, ComplainsOfTheWrongKindForEachForm) {
  const Shape text{Form::kText};
  const Key keys[] = {{"a", &text, ""}};
  const std::pair<Shape, const char*> shapes[] = {
      {{Form::kText}, "a single value is wanted here"},
      {{Form::kWhole}, "a single value is wanted here"},
      {{.form = Form::kList, .item = &text}, "a list is wanted here"},
      {{.form = Form::kMap, .keys = keys}, "a map of keys and values is wanted here"},
      {{.form = Form::kMapOf, .item = &text}, "a map of keys and values is wanted here"},
  };
  for (const auto& [shape, says] : shapes) {
    Node null;
    null.place = {"f.yaml", 7, 9};
    Complaints complaints;
    check_shape(null, shape, complaints);
    ASSERT_EQ(complaints.sorted().size(), 1U) << says;
    EXPECT_EQ(to_line(complaints.sorted()[0]), "f.yaml:7:9: error: " + std::string(says));
  }
}

}  // namespace
}  // namespace dashsim::scenario::schema_test
