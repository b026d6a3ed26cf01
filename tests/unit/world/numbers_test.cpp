#include "world/numbers.hpp"

#include <algorithm>
#include <set>

#include "kernel/random.hpp"
#include "scenario/schema.hpp"

namespace dashsim::world::numbers_test {
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

std::shared_ptr<const Inventory> holding(std::vector<Block> blocks,
                                         std::vector<LocalCallingArea> areas = {}) {
  return std::make_shared<const Inventory>(std::move(blocks), std::move(areas));
}

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
  const Numbers numbers(holding(kInventory));
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

TEST(Numbers, AreAvailableNoLongerWhenTheyAreWithdrawn) {
  Numbers numbers(holding(kInventory));
  numbers.put_in_service({9194391001}, {1}, {1}, {1}, {});
  numbers.withdraw(*scenario::parse_block("9194391xxx"));
  EXPECT_THAT(found(numbers, by_prefix("9194390")),
              testing::ElementsAre(9194390000, 9194390001, 9194390002));
  EXPECT_THAT(found(numbers, by_prefix("9194391")), testing::IsEmpty());
  EXPECT_THAT(found(numbers, by_prefix("9194392")),
              testing::ElementsAre(9194392000, 9194392001, 9194392002));
  EXPECT_FALSE(numbers.available({9194391000}));
  EXPECT_EQ(numbers.block_of({9194391001})->rate_center, "RALEIGH") << "its place stays known";
  numbers.release({9194391001});
  EXPECT_FALSE(numbers.available({9194391001}));
  numbers.add_block(block("919439100x", "CARY", "NC"));
  numbers.withdraw(*scenario::parse_block("91943910xx"));
  EXPECT_EQ(numbers.block_of({9194391001})->rate_center, "CARY") << "the last one counts";
  EXPECT_EQ(numbers.block_of({9194391010})->rate_center, "RALEIGH");
  numbers.withdraw(*scenario::parse_block("804xxxxxxx"));
  EXPECT_THAT(found(numbers, by_prefix("804")), testing::IsEmpty());
}

TEST(Numbers, AreFoundByPlaceInAnyLetterCase) {
  const Numbers numbers(holding(kInventory));
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
  const Numbers numbers(holding(kInventory));
  EXPECT_EQ(numbers.find_available({}, 1)[0].value, 8042100000U);
  EXPECT_THAT(found(numbers, by_prefix("800"), 1), testing::ElementsAre(8003220000));
  NumberSearch toll_free;
  toll_free.toll_free = true;
  EXPECT_THAT(found(numbers, toll_free, 1), testing::ElementsAre(8003220000));
}

TEST(Numbers, InServiceAreNotAvailableUntilReleased) {
  Numbers numbers(holding(kInventory));
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
  Numbers numbers(holding(kInventory));
  EXPECT_FALSE(numbers.available({2125550100}));
  numbers.put_in_service({2125550100}, {1}, {2}, {3}, {});
  EXPECT_EQ(numbers.block_of({2125550100}), nullptr);
  numbers.release({2125550100});
  EXPECT_FALSE(numbers.available({2125550100}));
}

TEST(Numbers, AreFoundByVanityPatternsThatFit) {
  Numbers numbers(holding(kInventory));
  NumberSearch search = by_prefix("919");
  search.vanity = DigitPattern::parse("4397", PatternPlace::kAnywhere);
  EXPECT_THAT(found(numbers, search), testing::ElementsAre(9194394397, 9194397000, 9194397001));
  numbers.put_in_service({9194397000}, {1}, {2}, {3}, {});
  EXPECT_THAT(found(numbers, search), testing::ElementsAre(9194394397, 9194397001, 9194397002));
}

TEST(Numbers, OfTheLocalCallingAreaComeBehindThoseOfThePlace) {
  const Numbers numbers(
      holding({block("9192800xxx", "CARY", "NC"), block("9192801xxx", "APEX", "NC"),
               block("919439xxxx", "RALEIGH", "NC")},
              {{"CARY", "NC", {{"RALEIGH", "NC"}}, {}}}));
  NumberSearch search;
  search.rate_center = "cary";
  search.state = "NC";
  EXPECT_EQ(found(numbers, search, 5000).size(), 1000U);
  search.local_calling_area = true;
  const auto around = found(numbers, search, 1002);
  ASSERT_EQ(around.size(), 1002U);
  EXPECT_EQ(around[999], 9192800999U);
  EXPECT_EQ(around[1000], 9194390000U) << "Apex does not count to Cary's area";
  search.rate_center = "RALEIGH";
  EXPECT_EQ(found(numbers, search, 20'000).size(), 10'000U) << "areas need not be symmetric";
  NumberSearch thousand = by_prefix("9194391");
  thousand.local_calling_area = true;
  EXPECT_THAT(found(numbers, thousand, 1001), testing::Contains(9194390000U))
      << "its own rate center counts, each number once";
}

TEST(Numbers, ThatAreProtectedAreFoundByTheirAccountAlone) {
  Numbers numbers(holding(kInventory));
  const Tn tn{9194390001};
  numbers.protect(tn, {1});
  EXPECT_FALSE(numbers.available(tn));
  NumberSearch search = by_prefix("919439");
  search.account = {1};
  EXPECT_THAT(found(numbers, search, 2), testing::ElementsAre(9194390000, 9194390002));
  search.protection = Protection::kMixed;
  EXPECT_THAT(found(numbers, search, 2), testing::ElementsAre(9194390000, 9194390001));
  search.protection = Protection::kOnly;
  EXPECT_THAT(found(numbers, search, 2), testing::ElementsAre(9194390001));
  search.account = {2};
  EXPECT_THAT(found(numbers, search, 2), testing::IsEmpty());
  numbers.put_in_service(tn, {1}, {2}, {3}, {});
  EXPECT_THAT(numbers.protected_for({1}), testing::IsEmpty());
}

TEST(Numbers, ThatArePortedOutAreOfNobody) {
  Numbers numbers(holding(kInventory));
  const Tn tn{9194390001};
  numbers.put_in_service(tn, {1}, {2}, {3}, {});
  numbers.port_out(tn);
  EXPECT_FALSE(numbers.available(tn));
  EXPECT_EQ(numbers.find_in_service({1}, tn), nullptr);
  EXPECT_EQ(numbers.find(tn)->account, AccountId{});
  EXPECT_THAT(numbers.in_service(AccountId{1}), testing::IsEmpty());
  EXPECT_THAT(numbers.in_service(SipPeerId{3}), testing::IsEmpty());
  EXPECT_THAT(numbers.ported_out(), testing::ElementsAre(tn));
  EXPECT_THAT(found(numbers, by_prefix("919439"), 2), testing::ElementsAre(9194390000, 9194390002));
  numbers.put_in_service(tn, {4}, {5}, {6}, {});
  EXPECT_THAT(numbers.ported_out(), testing::IsEmpty());
}

TEST(Numbers, AreCountedByExchange) {
  Numbers numbers(holding(kInventory));
  for (std::uint64_t tn = 9194390000; tn < 9194390010; ++tn) numbers.protect({tn}, {1});
  std::vector<std::pair<std::uint64_t, std::uint64_t>> counts;
  for (const ExchangeCount& count : numbers.count_available(by_prefix("919")))
    counts.emplace_back(count.npa_nxx, count.available);
  EXPECT_THAT(counts, testing::ElementsAre(std::pair(919280U, 2000U), std::pair(919439U, 9990U)))
      << "two blocks of one exchange are one entry";
}

TEST(Numbers, OfABlockThatIsAddedAreAvailableAtOnce) {
  Numbers numbers(holding({block("919439xxxx", "RALEIGH", "NC")}));
  numbers.add_block(block("8042100xxx", "RICHMOND", "VA"));
  EXPECT_THAT(found(numbers, by_prefix("804"), 1), testing::ElementsAre(8042100000));
  EXPECT_THAT(found(numbers, by_prefix("919"), 1), testing::ElementsAre(9194390000));
}

TEST(Numbers, AgreeWithANaiveModelUnderRandomUse) {
  Numbers numbers(holding({block("9192800xxx", "CARY", "NC")}));
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
  Numbers numbers(
      holding({block("919xxxxxxx", "RALEIGH", "NC"), block("828xxxxxxx", "ASHEVILLE", "NC")}));
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

TEST(Numbers, AreFoundByEveryCriterionTogether) {
  const Numbers numbers(holding(kInventory));
  NumberSearch search;
  search.prefix = "919439";
  search.rate_center = "raleigh";
  search.city = "Raleigh City";
  search.state = "NC";
  search.zip = "27606";
  search.lata = 426;
  EXPECT_THAT(found(numbers, search, 1), testing::ElementsAre(9194390000));
  const std::function<void(NumberSearch&)> spoil[] = {
      [](NumberSearch& s) { s.prefix = "919280"; }, [](NumberSearch& s) { s.rate_center = "CARY"; },
      [](NumberSearch& s) { s.city = "RALEIGH"; },  [](NumberSearch& s) { s.state = "VA"; },
      [](NumberSearch& s) { s.zip = "22501"; },     [](NumberSearch& s) { s.lata = 248; },
      [](NumberSearch& s) { s.toll_free = true; },
  };
  for (const auto& change : spoil) {
    NumberSearch other = search;
    change(other);
    EXPECT_THAT(found(numbers, other), testing::IsEmpty());
    EXPECT_FALSE(numbers.inventory().any_block(other));
  }
  EXPECT_TRUE(numbers.inventory().any_block(search));
}

TEST(Numbers, AreNotFoundWhereNoneAreWanted) {
  const Numbers numbers(holding(kInventory));
  EXPECT_THAT(found(numbers, by_prefix("919"), 0), testing::IsEmpty());
  EXPECT_THAT(found(Numbers(holding({})), by_prefix("919")), testing::IsEmpty());
  EXPECT_THAT(found(Numbers(holding({})), {}), testing::IsEmpty());
}

TEST(Numbers, AreFoundByAWholeNumberAndByShortPrefixes) {
  Numbers numbers(holding(kInventory));
  EXPECT_THAT(found(numbers, by_prefix("9194390007")), testing::ElementsAre(9194390007));
  EXPECT_THAT(found(numbers, by_prefix("919439000"), 100), testing::SizeIs(10));
  EXPECT_THAT(found(numbers, by_prefix("91"), 1), testing::ElementsAre(9192800000));
  numbers.put_in_service({9194390007}, {1}, {2}, {3}, {});
  EXPECT_THAT(found(numbers, by_prefix("9194390007")), testing::IsEmpty());
}

TEST(Numbers, StillBelongToABlockWhenTheyAreAllTaken) {
  Numbers numbers(
      holding({block("919439000x", "RALEIGH", "NC"), block("919439001x", "RALEIGH", "NC")}));
  for (std::uint64_t tn = 9194390000; tn < 9194390015; ++tn) {
    numbers.put_in_service({tn}, {1}, {2}, {3}, {});
  }
  EXPECT_TRUE(numbers.inventory().any_block(by_prefix("919439000")));
  EXPECT_THAT(found(numbers, by_prefix("919439"), 100),
              testing::ElementsAre(9194390015, 9194390016, 9194390017, 9194390018, 9194390019))
      << "a run of taken numbers goes over the border of two blocks";
  EXPECT_EQ(numbers.block_of({9194390003})->pattern, "919439000x");
  EXPECT_EQ(numbers.block_of({9194390020}), nullptr);
  EXPECT_EQ(numbers.block_of({2000000000}), nullptr);
}

TEST(Numbers, AreCountedForTheirAccountAndPeerOnly) {
  Numbers numbers(holding(kInventory));
  numbers.put_in_service({9194390001}, {1}, {2}, {3}, {});
  numbers.put_in_service({9194390002}, {1}, {2}, {4}, {});
  numbers.put_in_service({9194390003}, {5}, {6}, {7}, {});
  EXPECT_THAT(numbers.in_service(AccountId{1}),
              testing::ElementsAre(Tn{9194390001}, Tn{9194390002}));
  EXPECT_THAT(numbers.in_service(SipPeerId{4}), testing::ElementsAre(Tn{9194390002}));
  EXPECT_THAT(numbers.in_service(AccountId{5}), testing::ElementsAre(Tn{9194390003}));
  EXPECT_THAT(numbers.in_service(AccountId{9}), testing::IsEmpty());
  EXPECT_THAT(numbers.disconnected({9}), testing::IsEmpty());
  numbers.put_in_service({9194390001}, {5}, {6}, {7}, {});
  EXPECT_FALSE(numbers.in_service(AccountId{1}).contains(Tn{9194390001})) << "it went to another";
  EXPECT_FALSE(numbers.in_service(SipPeerId{3}).contains(Tn{9194390001}));
  EXPECT_EQ(numbers.find_in_service({5}, {9194390001})->site, SiteId{6});
}

TEST(Numbers, ThatAreReservedAreNeitherAvailableNorInService) {
  Numbers numbers(holding(kInventory));
  numbers.reserve({9194390001}, {1}, {"r"});
  EXPECT_FALSE(numbers.available({9194390001}));
  EXPECT_EQ(numbers.find({9194390001})->state, TnState::kReserved);
  EXPECT_EQ(numbers.find_in_service({1}, {9194390001}), nullptr);
  EXPECT_THAT(numbers.in_service(AccountId{1}), testing::IsEmpty());
  EXPECT_THAT(found(numbers, by_prefix("919439"), 2), testing::ElementsAre(9194390000, 9194390002));
  numbers.release({9194390001});
  numbers.release({9194390001});
  EXPECT_TRUE(numbers.available({9194390001})) << "releasing twice harms nothing";
}

TEST(Numbers, LoseTheirSettingsWhenTheyComeBack) {
  Numbers numbers(holding(kInventory));
  numbers.put_in_service({9194390001}, {1}, {2}, {3}, {}).call_forward = "9195550100";
  numbers.release({9194390001});
  EXPECT_EQ(numbers.find({9194390001}), nullptr);
  EXPECT_EQ(numbers.put_in_service({9194390001}, {1}, {2}, {3}, {}).call_forward, "");
}

TEST(Numbers, AreTakenInOneOrderAndReleasedInAnother) {
  Numbers numbers(holding({block("91928000xx", "CARY", "NC"), block("91928001xx", "CARY", "NC")}));
  kernel::Random random(11, "numbers test");
  const auto shuffled = [&] {
    std::vector<std::uint64_t> order;
    for (std::uint64_t tn = 9192800000; tn < 9192800200; ++tn) order.push_back(tn);
    for (std::size_t i = order.size(); i > 1; --i)
      std::swap(order[i - 1], order[random.draw_below(i)]);
    return order;
  };
  std::set<std::uint64_t> available;
  for (const std::uint64_t tn : shuffled()) available.insert(tn);
  const auto agree = [&] {
    return found(numbers, by_prefix("919280"), 1000) ==
           std::vector<std::uint64_t>(available.begin(), available.end());
  };
  for (const std::uint64_t tn : shuffled()) {
    numbers.put_in_service({tn}, {1}, {2}, {3}, {});
    available.erase(tn);
    ASSERT_TRUE(agree()) << "after taking " << tn;
  }
  for (const std::uint64_t tn : shuffled()) {
    numbers.release({tn});
    available.insert(tn);
    ASSERT_TRUE(agree()) << "after releasing " << tn;
  }
}

TEST(Numbers, AreFoundOnceHoweverOftenABlockNamesAZip) {
  const Numbers numbers(holding({block("919439000x", "R", "NC", 1, {"27606", "27606"}),
                                 block("919440000x", "R", "NC"), block("919441000x", "R", "NC")}));
  NumberSearch search;
  search.zip = "27606";
  EXPECT_EQ(numbers.find_available(search, 100).size(), 10U);
}

}  // namespace
}  // namespace dashsim::world::numbers_test
