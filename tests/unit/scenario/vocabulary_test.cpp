#include "scenario/vocabulary.hpp"

#include <set>

namespace dashsim::scenario::vocabulary_test {
namespace {

TEST(Vocabulary, SpellsEveryOrderTypeAndStateOnce) {
  ASSERT_EQ(all_order_types().size(), kOrderTypes);
  for (std::size_t i = 0; i < kOrderTypes; ++i) {
    const OrderTypeWords& entry = all_order_types()[i];
    EXPECT_EQ(static_cast<std::size_t>(entry.type), i) << entry.name << " is out of order";
    EXPECT_EQ(find_order_type(entry.name), entry.type);
    EXPECT_EQ(&words(entry.type), &entry);
    std::set<std::string_view> names;
    bool has_final = false;
    for (const State& state : entry.states) {
      EXPECT_TRUE(names.insert(state.name).second) << entry.name << " " << state.name;
      EXPECT_FALSE(state.note.empty());
      EXPECT_EQ(find_state(entry.type, state.name), &state);
      has_final = has_final || state.final;
    }
    EXPECT_TRUE(has_final) << entry.name;
  }
}

TEST(Vocabulary, FindsWordsInAnyLetterCase) {
  EXPECT_EQ(find_order_type("importTnOrders"), OrderType::kImportTnOrders);
  EXPECT_EQ(find_order_type("IMPORTTNORDERS"), OrderType::kImportTnOrders);
  EXPECT_FALSE(find_order_type("order"));
  EXPECT_FALSE(find_order_type(""));
  EXPECT_EQ(find_state(OrderType::kOrders, "backordered")->name, "BACKORDERED");
  EXPECT_EQ(find_state(OrderType::kDisconnects, "BACKORDERED"), nullptr);
}

TEST(Vocabulary, TellsSubscribersOfEveryFinalStateOfOrdersAndDisconnects) {
  for (const OrderType type : {OrderType::kOrders, OrderType::kDisconnects}) {
    for (const State& state : words(type).states) {
      EXPECT_TRUE(!state.final || state.notified) << state.name;
    }
    EXPECT_FALSE(find_state(type, "RECEIVED")->notified);
  }
}

}  // namespace
}  // namespace dashsim::scenario::vocabulary_test
