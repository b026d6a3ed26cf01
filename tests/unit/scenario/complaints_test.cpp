#include "scenario/complaints.hpp"

namespace dashsim::scenario::complaints_test {
namespace {

TEST(Complaints, AreSortedByFileLineAndColumnAndKeepTheirOrderOtherwise) {
  Complaints complaints;
  EXPECT_TRUE(complaints.empty());
  complaints.add({"b", 1, 1}, "five");
  complaints.add({"a", 10, 1}, "four");
  complaints.add({"a", 2, 3}, "two");
  complaints.add({"a", 2, 3}, "three");
  complaints.add({"a", 2, 2}, "one");
  EXPECT_FALSE(complaints.empty());
  std::vector<std::string> texts;
  for (const Complaint& complaint : complaints.sorted()) texts.push_back(complaint.text);
  EXPECT_THAT(texts, testing::ElementsAre("one", "two", "three", "four", "five"));
  EXPECT_EQ(to_line(complaints.sorted()[3]), "a:10:1: error: four");
  complaints.warn({"c", 2, 3}, "odd");
  EXPECT_EQ(to_line(complaints.sorted()[5]), "c:2:3: warning: odd");
}

TEST(Complaints, OutliveTheFileNameTheyCameWith) {
  Complaints complaints;
  {
    const std::string file = "a name that is too long to be stored inside a string object.yaml";
    complaints.add({file, 1, 1}, "x");
  }
  EXPECT_TRUE(complaints.sorted()[0].file.ends_with("object.yaml"));
}

TEST(Complaints, SuggestTheNearestWord) {
  EXPECT_EQ(suggestion("colck", {"clock", "users"}), "; did you mean 'clock'?");
  EXPECT_EQ(suggestion("weather", {"clock", "users"}), "");
  EXPECT_EQ(suggestion("weather", {}), "");
}

}  // namespace
}  // namespace dashsim::scenario::complaints_test
