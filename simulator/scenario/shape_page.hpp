#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/schema.hpp"

/// Shapes as tables of Markdown, for the references that are made of them.
namespace dashsim::scenario {

/// The scenario format as a page.
std::string reference_page();

/// Text without what Markdown would take for a mark.
std::string markdown_text(std::string_view text);

/// Tables of keys, and a section for each map that they refer to.
class ShapePage {
 public:
  /// `elsewhere` is the page that explains the maps of a scenario; empty if this one does.
  explicit ShapePage(std::string_view elsewhere = {});

  /// `path` is where the keys stand, such as accounts.sites.
  std::string table_of(std::span<const Key> keys, const std::string& path = {});
  /// Of all maps that the tables so far refer to and nothing has explained yet, and of theirs.
  std::string take_sections(std::string_view heading);

 private:
  struct Section {
    const Shape* shape;
    std::string title;
    std::string page;  ///< empty: this one
  };

  std::string form_of(const Shape& shape, const std::string& path);
  std::string link_to(const Shape& shape, const std::string& path);

  std::vector<Section> sections_;
  std::size_t written_ = 0;
};

}  // namespace dashsim::scenario
