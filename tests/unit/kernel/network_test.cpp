#include "kernel/network.hpp"

#include <string>

namespace dashsim::kernel::network_test {
namespace {

TEST(Network, IsAnAddressOrAnAddressWithAMask) {
  const auto one = parse_network("2.1.1.9");
  ASSERT_TRUE(one);
  EXPECT_TRUE(one->single());
  EXPECT_EQ(one->first(), 0x02010109U);
  EXPECT_EQ(one->last(), one->first());
  const auto four = parse_network("2.1.1.96/30");
  ASSERT_TRUE(four);
  EXPECT_FALSE(four->single());
  EXPECT_EQ(four->last() - four->first(), 3U);
  EXPECT_EQ(parse_network("0.0.0.0/0")->last(), 0xffffffffU);
  for (const char* text :
       {"", "2.1.1", "2.1.1.9.1", "2.1.1.256", "2.1.1.", "2.1.1.09", "2.1.1.-9", "2.1.1.9/",
        "2.1.1.9/33", "2.1.1.9/030", "2.1.1.9/3/0", "/30", "a.b.c.d", " 2.1.1.9", "::1"}) {
    EXPECT_FALSE(parse_network(text)) << text;
  }
}

TEST(Network, BeginsAtItsAddressIfTheRestIsZero) {
  EXPECT_TRUE(parse_network("2.1.1.96/30")->begins_at_its_address());
  EXPECT_FALSE(parse_network("2.1.1.97/30")->begins_at_its_address());
  EXPECT_TRUE(parse_network("2.1.1.97/32")->begins_at_its_address());
}

TEST(Network, OverlapsWhatItSharesAnAddressWith) {
  const Network network = *parse_network("2.1.1.96/30");
  for (const char* text : {"2.1.1.96", "2.1.1.99", "2.1.1.96/31", "2.1.0.0/16", "0.0.0.0/0"}) {
    EXPECT_TRUE(network.overlaps(*parse_network(text))) << text;
    EXPECT_TRUE(parse_network(text)->overlaps(network)) << text;
  }
  for (const char* text : {"2.1.1.95", "2.1.1.100", "2.1.1.92/30"}) {
    EXPECT_FALSE(network.overlaps(*parse_network(text))) << text;
  }
}

TEST(DomainNames, HaveSeveralLabelsAndAreNoAddresses) {
  for (const char* text : {"sip.example.com", "a.b", "_sip._udp.example.com", "1.example.org"}) {
    EXPECT_TRUE(is_domain_name(text)) << text;
  }
  for (const std::string& text :
       {std::string(), std::string("localhost"), std::string("-a.com"), std::string("a-.com"),
        std::string("a..com"), std::string("a.com."), std::string("1.2.3.999"),
        std::string("a b.com"), std::string("a.com/30"), std::string(64, 'a') + ".com"}) {
    EXPECT_FALSE(is_domain_name(text)) << text;
  }
}

}  // namespace
}  // namespace dashsim::kernel::network_test
