#include "scenario/happening.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dashsim::scenario::happening_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::uint64_t> ends(const std::vector<TnRange>& ranges) {
  std::vector<std::uint64_t> list;
  for (const TnRange& range : ranges) {
    list.push_back(range.first);
    list.push_back(range.last);
  }
  return list;
}

TEST(Happening, CutsRanges) {
  EXPECT_THAT(ends(without({10, 19}, {20, 29})), ElementsAre(10, 19));
  EXPECT_THAT(ends(without({10, 19}, {0, 9})), ElementsAre(10, 19));
  EXPECT_THAT(ends(without({10, 19}, {12, 14})), ElementsAre(10, 11, 15, 19));
  EXPECT_THAT(ends(without({10, 19}, {10, 14})), ElementsAre(15, 19));
  EXPECT_THAT(ends(without({10, 19}, {14, 30})), ElementsAre(10, 13));
  EXPECT_THAT(without({10, 19}, {5, 25}), IsEmpty());
}

Surroundings around() {
  Surroundings surroundings;
  surroundings.accounts = {1};
  surroundings.sip_peers = {{6, 1}};
  surroundings.users = {"u"};
  Block block;
  block.pattern = "919439xxxx";
  block.range = {9194390000, 9194399999};
  surroundings.add(block);
  return surroundings;
}

std::vector<std::string> wrong_with(const std::string& text) {
  std::vector<std::string> texts;
  for (const Complaint& complaint : load_happening(text, {}, around(), {}).complaints)
    texts.push_back(complaint.text);
  return texts;
}

TEST(Happening, IsCheckedAgainstWhatThereIs) {
  EXPECT_THAT(wrong_with(R"({"withdraw": ["919439xxxx"]})"), IsEmpty());
  EXPECT_THAT(wrong_with(R"({"withdraw": ["919440xxxx"]})"),
              ElementsAre("no block of the inventory holds numbers of 919440xxxx"));
  EXPECT_THAT(wrong_with(R"({"remove_users": ["u", "u"]})"), ElementsAre("there is no user 'u'"));
  EXPECT_THAT(wrong_with(R"({"products": {"account": 1, "sippeer": 6, "products": {}}})"),
              IsEmpty());
  EXPECT_THAT(wrong_with(R"({"products": {"account": 1, "sippeer": 7, "products": {}}})"),
              ElementsAre("account 1 has no SIP peer 7"));
  EXPECT_THAT(wrong_with("{}"), ElementsAre("nothing happens here"));
  EXPECT_THAT(wrong_with(R"({"at": "+1d"})"), ElementsAre(testing::StartsWith("unknown key 'at'")));
}

TEST(Happening, TakesNumbersBackThatWereWithdrawn) {
  Surroundings surroundings = around();
  Complaints complaints;
  TimelineEntry away;
  away.withdraw = {{"91943901xx", {9194390100, 9194390199}}};
  check_happening(away, surroundings, {}, complaints);
  TimelineEntry back;
  Block& block = back.inventory.emplace_back();
  block.pattern = "919439010x";
  block.range = {9194390100, 9194390109};
  block.rate_center = "RALEIGH";
  block.state = "NC";
  check_happening(back, surroundings, {}, complaints);
  EXPECT_TRUE(complaints.empty());
  check_happening(back, surroundings, {}, complaints);
  EXPECT_EQ(complaints.sorted().at(0).text, "block 919439010x overlaps block 919439010x on line 1");
}

}  // namespace
}  // namespace dashsim::scenario::happening_test
