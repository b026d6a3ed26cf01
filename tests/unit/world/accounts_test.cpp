#include "world/accounts.hpp"

namespace dashsim::world::accounts_test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

User user(const std::string& name, const std::string& client_id = {},
          const std::string& token = {}) {
  return {name, name + "-password", client_id, client_id + "-secret", token, {{1}}};
}

TEST(Accounts, KnowUsersByTheirCredentials) {
  Accounts accounts;
  accounts.put_user(user("a", "client-a", "token-a"));
  accounts.put_user(user("b"));
  EXPECT_EQ(accounts.find_user("a", "a-password")->name, "a");
  EXPECT_EQ(accounts.find_user("a", "b-password"), nullptr);
  EXPECT_EQ(accounts.find_user("A", "a-password"), nullptr);
  EXPECT_EQ(accounts.find_user("a", ""), nullptr);
  EXPECT_EQ(accounts.find_user("nobody"), nullptr);
  EXPECT_EQ(accounts.find_client("client-a", "client-a-secret")->name, "a");
  EXPECT_EQ(accounts.find_client("client-a", "wrong"), nullptr);
  EXPECT_EQ(accounts.find_client("b", "b-password")->name, "b") << "Basic ones do as well";
  EXPECT_EQ(accounts.find_client("", "-secret"), nullptr) << "no client id is no client";
  EXPECT_EQ(accounts.find_token("token-a")->name, "a");
  EXPECT_EQ(accounts.find_token(""), nullptr) << "no token is no token";
}

TEST(Accounts, ReplaceAndRemoveUsers) {
  Accounts accounts;
  accounts.put_user(user("a"));
  accounts.put_user(user("b"));
  accounts.put_user(user("a", "client-a"));
  EXPECT_EQ(accounts.users().size(), 2U);
  EXPECT_EQ(accounts.users().front().client_id, "client-a") << "in its place";
  accounts.remove_user("a");
  accounts.remove_user("nobody");
  EXPECT_EQ(accounts.find_user("a"), nullptr);
  EXPECT_NE(accounts.find_user("b"), nullptr);
}

TEST(Accounts, AreOpenToTheirOwnUsersOnly) {
  const User own = user("a");
  EXPECT_TRUE(own.may_access({1}));
  EXPECT_FALSE(own.may_access({2}));
}

TEST(Products, AreAllThereUntilSomeAreNamed) {
  EXPECT_TRUE(has_product({}, "Origination"));
  EXPECT_TRUE(has_feature({}, "CNAM"));
  const Products named = std::vector<scenario::Product>{{"Origination", {"CNAM"}}, {"E911", {}}};
  EXPECT_TRUE(has_product(named, "E911"));
  EXPECT_FALSE(has_product(named, "Termination"));
  EXPECT_TRUE(has_feature(named, "CNAM"));
  EXPECT_FALSE(has_feature(named, "SMS"));
}

Site site(std::uint64_t id, std::uint64_t account) {
  Site made;
  made.id = {id};
  made.account = {account};
  return made;
}

SipPeer peer(std::uint64_t id, std::uint64_t site_id, bool is_default = false) {
  SipPeer made;
  made.id = {id};
  made.site = {site_id};
  made.account = {1};
  made.is_default = is_default;
  return made;
}

std::vector<std::uint64_t> ids(const auto& list) {
  std::vector<std::uint64_t> values;
  for (const auto* each : list) values.push_back(each->id.value);
  return values;
}

TEST(Sites, AreListedByIdWithinTheirAccount) {
  Sites sites;
  for (const std::uint64_t id : {30U, 10U, 20U}) sites.add(site(id, id == 20 ? 2 : 1));
  EXPECT_THAT(ids(sites.of_account({1})), ElementsAre(10U, 30U));
  EXPECT_EQ(sites.find({1}, {20}), nullptr) << "another account's";
  EXPECT_NE(sites.find({2}, {20}), nullptr);
  sites.erase(SiteId{10});
  EXPECT_THAT(ids(sites.of_account({1})), ElementsAre(30U));
  EXPECT_THAT(ids(sites.of_account({9})), IsEmpty());
}

TEST(Sites, HaveOneDefaultPeerAtMost) {
  Sites sites;
  sites.add(site(10, 1));
  sites.add(peer(1, 10));
  sites.add(peer(2, 10));
  sites.add(peer(3, 11, true));
  EXPECT_EQ(sites.find_default_peer({10}), nullptr);
  sites.make_default({1});
  EXPECT_EQ(sites.find_default_peer({10})->id, SipPeerId{1});
  sites.make_default({2});
  EXPECT_EQ(sites.find_default_peer({10})->id, SipPeerId{2});
  EXPECT_FALSE(sites.find({1}, {10}, {1})->is_default);
  EXPECT_EQ(sites.find_default_peer({11})->id, SipPeerId{3}) << "other sites keep theirs";
  EXPECT_EQ(sites.find({1}, {11}, {1}), nullptr) << "a peer is found at its own site";
  EXPECT_EQ(sites.find({2}, {10}, {1}), nullptr) << "and by its own account";
  EXPECT_THAT(ids(sites.of_site({10})), ElementsAre(1U, 2U));
  sites.erase(SipPeerId{2});
  EXPECT_EQ(sites.find_default_peer({10}), nullptr);
}

}  // namespace
}  // namespace dashsim::world::accounts_test
