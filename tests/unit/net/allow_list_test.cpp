#include "net/allow_list.hpp"

namespace dashsim::net::allow_list_test {
namespace {

AllowList list_of(const std::vector<std::string>& entries) {
  AllowList list;
  for (const std::string& entry : entries) EXPECT_TRUE(list.add(entry)) << entry;
  return list;
}

bool allows(const AllowList& list, const char* address, const char* port = "80") {
  return list.allows_address(boost::asio::ip::make_address(address), port);
}

TEST(AllowList, AllowsAllWhenItIsEmpty) {
  EXPECT_TRUE(AllowList().allows_name("example.com", "80"));
  EXPECT_TRUE(allows({}, "192.0.2.1"));
}

TEST(AllowList, KnowsHostsByName) {
  const AllowList list = list_of({"example.com", "hooks_1:8080"});
  EXPECT_TRUE(list.allows_name("EXAMPLE.com", "1"));
  EXPECT_TRUE(list.allows_name("hooks_1", "8080"));
  EXPECT_FALSE(list.allows_name("hooks_1", "80"));
  EXPECT_FALSE(list.allows_name("sub.example.com", "80"));
  EXPECT_FALSE(list.allows_name("", "80"));
  EXPECT_FALSE(allows(list, "127.0.0.1"));
}

TEST(AllowList, KnowsAddresses) {
  const AllowList list = list_of({"127.0.0.1", "10.0.0.1:8080", "::1", "[fe80::1]:99"});
  EXPECT_TRUE(allows(list, "127.0.0.1", "5"));
  EXPECT_TRUE(allows(list, "::ffff:127.0.0.1", "5"));
  EXPECT_FALSE(allows(list, "127.0.0.2"));
  EXPECT_TRUE(allows(list, "10.0.0.1", "8080"));
  EXPECT_FALSE(allows(list, "10.0.0.1", "80"));
  EXPECT_TRUE(allows(list, "::1"));
  EXPECT_TRUE(allows(list, "fe80::1", "99"));
  EXPECT_FALSE(allows(list, "fe80::1", "98"));
  EXPECT_FALSE(list.allows_name("", "5"));
}

TEST(AllowList, KnowsNetworks) {
  const AllowList list = list_of({"10.20.0.0/14", "2001:db8::/33", "192.0.2.7/32"});
  EXPECT_TRUE(allows(list, "10.20.0.0"));
  EXPECT_TRUE(allows(list, "10.23.255.255"));
  EXPECT_FALSE(allows(list, "10.24.0.0"));
  EXPECT_FALSE(allows(list, "10.19.255.255"));
  EXPECT_TRUE(allows(list, "2001:db8:7fff::1"));
  EXPECT_FALSE(allows(list, "2001:db8:8000::1"));
  EXPECT_TRUE(allows(list, "192.0.2.7"));
  EXPECT_FALSE(allows(list, "192.0.2.6"));
  EXPECT_TRUE(allows(list_of({"0.0.0.0/0"}), "198.51.100.1"));
  EXPECT_FALSE(allows(list_of({"0.0.0.0/0"}), "::1"));
}

TEST(AllowList, RefusesWhatIsNoPlace) {
  for (const char* entry :
       {"", " ", "a b", "http://a", "a:", "a:x", "a:65536", "10.0.0.0/33", "10.0.0.0/",
        "10.0.0.0/x", "a/8", "::1/129", "[a]", "[a]:80", "[]", ":80", "10.0.0.0/-1", "a,b", "*"}) {
    EXPECT_FALSE(AllowList().add(entry)) << entry;
  }
}

}  // namespace
}  // namespace dashsim::net::allow_list_test
