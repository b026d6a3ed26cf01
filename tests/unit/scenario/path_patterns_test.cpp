#include "scenario/path_patterns.hpp"

#include <gtest/gtest.h>

namespace dashsim::scenario::path_patterns_test {
namespace {

TEST(PathPatterns, MayBePathsOfAnOperation) {
  constexpr std::string_view kOrder = "/accounts/{accountId}/orders/{orderid}";
  for (const char* pattern : {"*", "/accounts/1/orders/abc", "/api/accounts/1/orders/abc",
                              "/api/v1.0/accounts/1/*", "*/orders", "*/sites/orders/*",
                              "*/orders/*", "*/ORDERS/?", "/accounts/*", "*/orders/abc/", "*abc"})
    EXPECT_TRUE(may_be_path(pattern, kOrder)) << pattern;
}

TEST(PathPatterns, AreNoPathsOfOthers) {
  constexpr std::string_view kOrder = "/accounts/{accountId}/orders/{orderid}";
  for (const char* pattern :
       {"", "/accounts/1/sites/2", "/accounts/1/orders", "/accounts/1/orders/a/notes",
        "/accounts/*/x/*", "/apis/accounts/1/orders/2", "accounts*"})
    EXPECT_FALSE(may_be_path(pattern, kOrder)) << pattern;
  EXPECT_TRUE(may_be_path("/cities", "/cities"));
  EXPECT_FALSE(may_be_path("/citie?s", "/cities"));
}

TEST(PathPatterns, OfAnyLengthEnd) {
  EXPECT_TRUE(may_be_path(std::string(1'000'000, '*'), "/cities"));
  EXPECT_FALSE(may_be_path(std::string(500, 'x'), "/cities"));
}

TEST(PathPatterns, AreComparedInTimeThatDoesNotExplode) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(may_be_path(pattern + "/", "/{x}/{y}/{z}/b"));
}

}  // namespace
}  // namespace dashsim::scenario::path_patterns_test
