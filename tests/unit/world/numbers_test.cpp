#include "world/numbers.hpp"

#include <algorithm>

#include "kernel/random.hpp"
#include "scenario/schema.hpp"

namespace dashsim::world {
namespace {

Block block(const std::string& pattern, const std::string& rate_center, const std::string& state,
            std::uint64_t lata = 426, const std::vector<std::string>& zips = {}) {
  Block made;
  made.pattern = pattern;
  made.range = *scenario::parse_block(pattern);
  made.rate_center = rate_center;
  made.city = rate_center + " CITY";
  made.state = state;
  made.lata = lata;
  made.zips = zips;
  made.toll_free = state.empty();
  return made;
}

const std::vector<Block> kInventory{
    block("919439xxxx", "RALEIGH", "NC", 426, {"27606"}),
    block("9192800xxx", "CARY", "NC"),
    block("9192801xxx", "APEX", "NC"),
    block("804210xxxx", "LADYSMITH", "VA", 248, {"22501"}),
    block("800322xxxx", "", ""),
};

NumberSearch by_prefix(const std::string& prefix) {
  NumberSearch search;
  search.prefix = prefix;
  return search;
}

std::vector<std::uint64_t> found(const Numbers& numbers, const NumberSearch& search,
                                 std::size_t most = 3) {
  std::vector<std::uint64_t> values;
  for (const Tn tn : numbers.find_available(search, most)) values.push_back(tn.value);
  return values;
}

TEST(Numbers, AreFoundInRisingOrderByPrefix) {
  const Numbers numbers(kInventory);
  EXPECT_THAT(found(numbers, by_prefix("919")),
              testing::ElementsAre(9192800000, 9192800001, 9192800002));
  EXPECT_THAT(found(numbers, by_prefix("919439")),
              testing::ElementsAre(9194390000, 9194390001, 9194390002));
  EXPECT_THAT(found(numbers, by_prefix("9194397")),
              testing::ElementsAre(9194397000, 9194397001, 9194397002));
  EXPECT_THAT(found(numbers, by_prefix("919280"), 1001), testing::SizeIs(1001))
      << "a prefix over two blocks";
  EXPECT_THAT(found(numbers, by_prefix("212")), testing::IsEmpty());
}

TEST(Numbers, AreFoundByPlaceInAnyLetterCase) {
  const Numbers numbers(kInventory);
  NumberSearch search;
  search.state = "nc";
  search.rate_center = "Apex";
  EXPECT_THAT(found(numbers, search), testing::ElementsAre(9192801000, 9192801001, 9192801002));
  search.city = "cary city";
  EXPECT_THAT(found(numbers, search), testing::IsEmpty()) << "all must hold";
  NumberSearch by_zip;
  by_zip.zip = "22501";
  EXPECT_THAT(found(numbers, by_zip, 1), testing::ElementsAre(8042100000));
  NumberSearch by_lata;
  by_lata.lata = 248;
  EXPECT_THAT(found(numbers, by_lata, 1), testing::ElementsAre(8042100000));
}

TEST(Numbers, ThatAreTollFreeAreFoundOnlyWhenAskedFor) {
  const Numbers numbers(kInventory);
  EXPECT_EQ(numbers.find_available({}, 1)[0].value, 8042100000U);
  EXPECT_THAT(found(numbers, by_prefix("800"), 1), testing::ElementsAre(8003220000));
  NumberSearch toll_free;
  toll_free.toll_free = true;
  EXPECT_THAT(found(numbers, toll_free, 1), testing::ElementsAre(8003220000));
}

TEST(Numbers, InServiceAreNotAvailableUntilReleased) {
  Numbers numbers(kInventory);
  const Tn tn{9194390001};
  numbers.put_in_service(tn, {1}, {2}, {3}, {});
  EXPECT_FALSE(numbers.available(tn));
  EXPECT_THAT(found(numbers, by_prefix("919439"), 2), testing::ElementsAre(9194390000, 9194390002));
  EXPECT_NE(numbers.find_in_service({1}, tn), nullptr);
  EXPECT_EQ(numbers.find_in_service({9}, tn), nullptr) << "another account's";
  EXPECT_TRUE(numbers.in_service(AccountId{1}).contains(tn));
  EXPECT_TRUE(numbers.in_service(SipPeerId{3}).contains(tn));
  numbers.move(tn, {2}, {4});
  EXPECT_FALSE(numbers.in_service(SipPeerId{3}).contains(tn));
  numbers.disconnect(tn, {});
  EXPECT_TRUE(numbers.disconnected({1}).contains(tn));
  EXPECT_FALSE(numbers.in_service(SipPeerId{4}).contains(tn));
  EXPECT_FALSE(numbers.available(tn));
  numbers.release(tn);
  EXPECT_TRUE(numbers.available(tn));
  EXPECT_FALSE(numbers.disconnected({1}).contains(tn));
}

TEST(Numbers, OutsideTheInventoryAreNobodysToOrder) {
  Numbers numbers(kInventory);
  EXPECT_FALSE(numbers.available({2125550100}));
  numbers.put_in_service({2125550100}, {1}, {2}, {3}, {});
  EXPECT_EQ(numbers.block_of({2125550100}), nullptr);
  numbers.release({2125550100});
  EXPECT_FALSE(numbers.available({2125550100}));
}

TEST(Numbers, AgreeWithANaiveModelUnderRandomUse) {
  Numbers numbers({block("9192800xxx", "CARY", "NC")});
  std::set<std::uint64_t> available;
  for (std::uint64_t tn = 9192800000; tn < 9192801000; ++tn) available.insert(tn);
  kernel::Random random(7, "numbers test");
  for (int step = 0; step < 20'000; ++step) {
    const std::uint64_t tn = 9192800000 + random.draw_below(1000);
    if (available.contains(tn)) {
      numbers.put_in_service({tn}, {1}, {2}, {3}, {});
      available.erase(tn);
    } else {
      numbers.release({tn});
      available.insert(tn);
    }
    if (step % 500 != 0) continue;
    ASSERT_EQ(found(numbers, by_prefix("919"), 2000),
              std::vector<std::uint64_t>(available.begin(), available.end()))
        << "step " << step;
    ASSERT_EQ(numbers.in_service(AccountId{1}).size(), 1000 - available.size());
  }
}

TEST(Numbers, OfTenMillionsCostTheirAnswerOnly) {
  Numbers numbers({block("919xxxxxxx", "RALEIGH", "NC"), block("828xxxxxxx", "ASHEVILLE", "NC")});
  EXPECT_EQ(numbers.find_available(by_prefix("919"), 1)[0].value, 9192000000U)
      << "919-0 and 919-1 are no telephone numbers";
  for (const Tn tn : numbers.find_available(by_prefix("828"), 100'000))
    numbers.put_in_service(tn, {1}, {2}, {3}, {});
  const auto answer = numbers.find_available(by_prefix("828"), 5000);
  ASSERT_EQ(answer.size(), 5000U);
  EXPECT_EQ(answer[0].value, 8282100000U) << "the run of taken numbers is jumped over";
}

TEST(Tn, IsTenDigitsOfTheNumberingPlan) {
  EXPECT_EQ(parse_tn("9194390001")->npa_nxx_x(), 9194390U);
  for (const char* text :
       {"", "919439000", "91943900011", "+19194390001", "1194390001", "9191390001", "919439000x"}) {
    EXPECT_FALSE(parse_tn(text)) << text;
  }
}

}  // namespace
}  // namespace dashsim::world
