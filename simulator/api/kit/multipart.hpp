#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Bodies of type multipart/form-data, as browsers and curl -F upload files. Reference: RFC 7578
/// and, for boundaries, RFC 2046 section 5.1.
namespace dashsim::api {

/// A part of a form. Its views point into the body.
struct FormPart {
  std::string_view content_type;  ///< as the part says; empty: it does not
  bool is_file = false;           ///< it names a file, even if with an empty name
  std::string_view content;
};

/// "application/pdf" of "Application/PDF; version=1.7".
std::string media_type(std::string_view content_type);

/// The parts of a body whose Content-Type is `content_type`. Nothing if that has no boundary, or if
/// the body does not keep to it: it is cut off, or a part has no end of its headers.
std::optional<std::vector<FormPart>> read_form(std::string_view body,
                                               std::string_view content_type);

}  // namespace dashsim::api
