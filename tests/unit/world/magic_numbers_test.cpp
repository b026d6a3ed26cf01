#include "world/magic_numbers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dashsim::world::magic_numbers_test {
namespace {

using scenario::OrderType;

TEST(MagicNumbers, SpellCodesOfTheirOrderTypeAlone) {
  EXPECT_EQ(magic_code(OrderType::kOrders, {9194395005}), 5005U);
  EXPECT_EQ(magic_code(OrderType::kPortins, {9193337513}), 7513U);
  EXPECT_EQ(magic_code(OrderType::kOrders, {9193337513}), std::nullopt);
  EXPECT_EQ(magic_code(OrderType::kPortins, {9193337524}), std::nullopt) << "not about a number";
  EXPECT_EQ(magic_code(OrderType::kPortouts, {9193337513}), std::nullopt) << "nobody names them";
  EXPECT_EQ(magic_code(OrderType::kOrders, {9195550100}), std::nullopt);
}

TEST(MagicNumbers, SpellLongCodesWithFiveDigits) {
  EXPECT_EQ(magic_code(OrderType::kLidb, {9199911014}), 11014U);
  EXPECT_EQ(magic_code(OrderType::kLidb, {9199921014}), std::nullopt);
  EXPECT_EQ(magic_code(OrderType::kImportTnOrders, {9197819010}), 19010U);
  EXPECT_EQ(magic_code(OrderType::kImportTnOrders, {9197817518}), 7518U);
}

TEST(MagicNumbers, AreOfOneDomainATypeAtMost) {
  std::vector<std::pair<OrderType, std::uint32_t>> seen;
  for (const MagicCodes& codes : magic_codes()) {
    for (const CodeRange& range : codes.codes) {
      EXPECT_LE(range.first, range.last);
      for (std::uint32_t code = range.first; code <= range.last; ++code)
        seen.emplace_back(codes.type, code);
    }
  }
  std::ranges::sort(seen);
  EXPECT_EQ(std::ranges::adjacent_find(seen), seen.end());
}

}  // namespace
}  // namespace dashsim::world::magic_numbers_test
