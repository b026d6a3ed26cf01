#include "world/orders.hpp"

namespace dashsim::world::orders_test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

template <class Set>
OrderFilter filter(Set set) {
  OrderFilter made;
  set(made);
  return made;
}

constexpr AccountId kMine{1};
constexpr AccountId kTheirs{2};

/// Orders a, b, c, ... of one account, a minute apart.
class OrdersTest : public testing::Test {
 protected:
  Order& add(const std::string& id, AccountId account = kMine,
             OrderType type = OrderType::kOrders) {
    Order order;
    order.id = {id};
    order.type = type;
    order.account = account;
    order.status = scenario::find_state(type, "RECEIVED");
    order.created = order.modified = kernel::VirtualTime{clock_};
    clock_ += 1min;
    return orders.add(std::move(order));
  }
  std::vector<std::string> ids(const OrderPage& page) {
    std::vector<std::string> list;
    for (const Order* order : page.orders) list.push_back(order->id.value);
    return list;
  }
  std::vector<std::string> found(const OrderFilter& filter) {
    return ids(orders.page(kMine, OrderType::kOrders, filter, {}, 100));
  }

  Orders orders;

 private:
  kernel::Duration clock_{0};
};

TEST_F(OrdersTest, ArePagedNewestFirstByTheirNextToken) {
  for (const char* id : {"a", "b", "c", "d", "e"}) add(id);
  std::string from;
  std::vector<std::string> seen;
  for (int pages = 0; pages < 3; ++pages) {
    const OrderPage page = orders.page(kMine, OrderType::kOrders, {}, from, 2);
    EXPECT_EQ(page.total, 5U);
    for (const std::string& id : ids(page)) seen.push_back(id);
    EXPECT_EQ(page.next == nullptr, pages == 2);
    if (page.next != nullptr) from = page.next->id.value;
  }
  EXPECT_THAT(seen, ElementsAre("e", "d", "c", "b", "a"));
  EXPECT_EQ(orders.page(kMine, OrderType::kOrders, {}, {}, 5).next, nullptr) << "a full last page";
}

TEST_F(OrdersTest, KeepTheirPagesWhenNewerOnesCome) {
  for (const char* id : {"a", "b", "c"}) add(id);
  const OrderPage first = orders.page(kMine, OrderType::kOrders, {}, {}, 1);
  add("d");
  EXPECT_THAT(ids(orders.page(kMine, OrderType::kOrders, {}, first.next->id.value, 2)),
              ElementsAre("b", "a"));
}

TEST_F(OrdersTest, HaveAnEmptyPageForATokenThatIsUnknown) {
  add("a");
  const OrderPage page = orders.page(kMine, OrderType::kOrders, {}, "nothing", 10);
  EXPECT_THAT(page.orders, IsEmpty());
  EXPECT_EQ(page.total, 1U);
  EXPECT_EQ(page.next, nullptr);
}

TEST_F(OrdersTest, OfAccountsAndTypesDoNotMix) {
  add("a");
  add("b", kTheirs);
  add("c", kMine, OrderType::kDisconnects);
  EXPECT_THAT(found({}), ElementsAre("a"));
  EXPECT_THAT(ids(orders.page(kTheirs, OrderType::kOrders, {}, {}, 10)), ElementsAre("b"));
  EXPECT_THAT(ids(orders.page(kTheirs, OrderType::kDisconnects, {}, {}, 10)), IsEmpty());
  EXPECT_THAT(ids(orders.page(kMine, OrderType::kOrders, {}, "b", 10)), IsEmpty())
      << "another account's order is no token";
  EXPECT_EQ(orders.find(kMine, OrderType::kOrders, "b"), nullptr);
  EXPECT_EQ(orders.find(kMine, OrderType::kOrders, "c"), nullptr);
  EXPECT_NE(orders.find("b"), nullptr);
  EXPECT_EQ(orders.find("x"), nullptr);
}

TEST_F(OrdersTest, AreFilteredByEachOfTheirMembers) {
  add("aa1").request.customer_order_id = "C-1";
  add("aa2").request.user = "tester";
  add("bb1").request.numbers = {{9194390001}};
  add("bb2").completed_numbers = {{9194390001}};
  add("dd1").request.facts.children = {{"LoaType", "CARRIER", {}}, {"Action", "IMPORT", {}}};
  add("cc1").request.site = SiteId{743};
  add("cc2").status = scenario::find_state(OrderType::kOrders, "FAILED");
  EXPECT_THAT(found(filter([&](OrderFilter& f) { f.customer_order_id = "C-1"; })),
              ElementsAre("aa1"));
  EXPECT_THAT(found(filter([&](OrderFilter& f) { f.customer_order_id = "c-1"; })), IsEmpty());
  EXPECT_THAT(found(filter([&](OrderFilter& f) { f.user = "tester"; })), ElementsAre("aa2"));
  EXPECT_THAT(found(filter([&](OrderFilter& f) { f.id_fragment = "bb"; })),
              ElementsAre("bb2", "bb1"));
  EXPECT_THAT(found(filter([&](OrderFilter& f) { f.tn = Tn{9194390001}; })),
              ElementsAre("bb2", "bb1"));
  EXPECT_THAT(found(filter([&](OrderFilter& f) { f.tn = Tn{9194390002}; })), IsEmpty());
  EXPECT_THAT(found(filter([&](OrderFilter& f) {
                f.facts = {{"LoaType", "carrier"}};
              })),
              ElementsAre("dd1"));
  EXPECT_THAT(found(filter([&](OrderFilter& f) {
                f.facts = {{"LoaType", "CARRIER"}, {"Action", "REMOVE"}};
              })),
              IsEmpty());
  EXPECT_THAT(found(filter([&](OrderFilter& f) { f.site = SiteId{743}; })), ElementsAre("cc1"));
  EXPECT_THAT(found(filter([&](OrderFilter& f) {
                f.states = {"failed", "COMPLETE"};
              })),
              ElementsAre("cc2"));
  EXPECT_THAT(found(filter([&](OrderFilter& f) {
                f.states = {"failed"};
                f.user = "tester";
              })),
              IsEmpty())
      << "all must hold";
}

TEST_F(OrdersTest, AreFilteredByDatesWhoseEndIsExclusive) {
  for (const char* id : {"a", "b", "c"}) add(id);
  const auto minute = [](int count) { return kernel::VirtualTime{std::chrono::minutes(count)}; };
  EXPECT_THAT(found(filter([&](OrderFilter& f) { f.created_from = minute(1); })),
              ElementsAre("c", "b"));
  EXPECT_THAT(found(filter([&](OrderFilter& f) { f.created_to = minute(1); })), ElementsAre("a"));
  EXPECT_THAT(found(filter([&](OrderFilter& f) {
                f.created_from = minute(1);
                f.created_to = minute(2);
              })),
              ElementsAre("b"));
  orders.find("a")->modified = minute(9);
  EXPECT_THAT(found(filter([&](OrderFilter& f) { f.modified_from = minute(9); })),
              ElementsAre("a"));
  EXPECT_THAT(found(filter([&](OrderFilter& f) { f.modified_to = minute(2); })), ElementsAre("b"));
}

TEST_F(OrdersTest, CountWhatAFilterLetsThroughOverAllPages) {
  for (const char* id : {"a1", "b1", "a2", "b2", "a3"}) add(id);
  const OrderFilter by_id = filter([](OrderFilter& f) { f.id_fragment = "a"; });
  const OrderPage page = orders.page(kMine, OrderType::kOrders, by_id, {}, 2);
  EXPECT_THAT(ids(page), ElementsAre("a3", "a2"));
  EXPECT_EQ(page.total, 3U);
  EXPECT_EQ(page.next->id.value, "a1");
}

TEST_F(OrdersTest, AreCountedByTypeAndState) {
  const Order& draft = add("a");
  add("b");
  add("c", kTheirs);
  add("d", kMine, OrderType::kDisconnects);
  EXPECT_EQ(orders.counts_of(OrderType::kOrders).at("RECEIVED"), 3U);
  EXPECT_EQ(orders.counts_of(OrderType::kDisconnects).at("RECEIVED"), 1U);
  orders.erase(draft);
  EXPECT_EQ(orders.counts_of(OrderType::kOrders).at("RECEIVED"), 2U);
}

TEST_F(OrdersTest, StayWhereTheyAreWhileOthersAreAdded) {
  const Order* first = &add("first");
  for (int i = 0; i < 5000; ++i) add(std::to_string(i));
  EXPECT_EQ(orders.find("first"), first);
  EXPECT_EQ(orders.size(), 5001U);
  EXPECT_EQ(orders.index_of(*first), 0U);
}

TEST(OrderFilter, IsSpecificWhenItNamesDatesOrOrders) {
  EXPECT_FALSE(OrderFilter{}.specific());
  EXPECT_FALSE(filter([&](OrderFilter& f) { f.states = {"COMPLETE"}; }).specific());
  EXPECT_FALSE(filter([&](OrderFilter& f) { f.user = "tester"; }).specific());
  EXPECT_TRUE(filter([&](OrderFilter& f) { f.customer_order_id = "x"; }).specific());
  EXPECT_TRUE(filter([&](OrderFilter& f) { f.id_fragment = "x"; }).specific());
  EXPECT_TRUE(filter([&](OrderFilter& f) { f.tn = Tn{9194390001}; }).specific());
  EXPECT_TRUE(filter([&](OrderFilter& f) { f.created_to = kernel::VirtualTime{}; }).specific());
}

TEST(RequestElement, LeadsAlongPathsToEveryElement) {
  const RequestElement root{"Order",
                            "",
                            {{"List", "", {{"Tn", "1", {}}, {"Tn", "2", {}}}},
                             {"Name", "x", {}},
                             {"List", "", {{"Tn", "3", {}}}}}};
  std::vector<std::string> texts;
  for (const RequestElement* element : root.all_at("List/Tn")) texts.push_back(element->text);
  EXPECT_THAT(texts, ElementsAre("1", "2", "3"));
  EXPECT_THAT(root.all_at("List/None"), IsEmpty());
  EXPECT_THAT(root.all_at("Tn"), IsEmpty()) << "paths begin at the root's children";
  EXPECT_EQ(root.child("Name")->text, "x");
  EXPECT_EQ(root.child("name"), nullptr);
}

}  // namespace
}  // namespace dashsim::world::orders_test
