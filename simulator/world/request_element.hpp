#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dashsim::world {

/// An element of a request as its sender wrote it, kept for reading back and for the conditions of
/// lifecycles.
struct RequestElement {
  std::string name;
  std::string text;
  std::vector<RequestElement> children;

  /// Null if there is no such child.
  const RequestElement* child(std::string_view child_name) const;
  /// Every element that a path such as "TelephoneNumberList/TelephoneNumber" leads to.
  std::vector<const RequestElement*> all_at(std::string_view path) const;
  /// Text of the first element there; empty if there is none.
  std::string_view text_at(std::string_view path) const;
  /// The child of that name, made if there is none.
  RequestElement& child_or_new(std::string_view child_name);
  void drop_child(std::string_view child_name);
  bool operator==(const RequestElement&) const = default;
};

}  // namespace dashsim::world
