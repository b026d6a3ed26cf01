#pragma once

#include <string>

namespace dashsim::test {

/// XML with one element a line, so that documents that differ in white space alone are equal and
/// differences are easy to read. What is no XML is returned as it is.
std::string laid_out(const std::string& xml);

}  // namespace dashsim::test

/// An answer's XML body equals one that is formatted as in the reference.
#define EXPECT_XML(body, expected) \
  EXPECT_EQ(dashsim::test::laid_out(body), dashsim::test::laid_out(expected))
