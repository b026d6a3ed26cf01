#pragma once

#include <functional>
#include <string>

#include "xml/reader.hpp"

namespace dashsim::test {

/// XML with one element a line, so that documents that differ in white space alone are equal and
/// differences are easy to read. What is no XML is returned as it is.
std::string laid_out(const std::string& xml);

/// The document with the children of every element in reverse order.
std::string reversed(const std::string& xml);

/// Calls `visit` with every element of a document, each before what is in it. Of what is no XML
/// there is none.
void each_element(const std::string& xml, const std::function<void(const xml::Element&)>& visit);

/// Name of the root; empty for what is no XML.
std::string root_of(const std::string& xml);

}  // namespace dashsim::test

/// An answer's XML body equals one that is formatted as in the reference.
#define EXPECT_XML(body, expected) \
  EXPECT_EQ(dashsim::test::laid_out(body), dashsim::test::laid_out(expected))
