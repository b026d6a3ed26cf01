#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/complaints.hpp"
#include "scenario/scenario.hpp"
#include "scenario/tree.hpp"

namespace dashsim::scenario {

/// What the build made of fixtures/: the built-in scenarios and the usual lifecycles, by file name.
struct Builtin {
  std::string_view name;  ///< "default.yaml", "lifecycles/orders.yaml"
  std::span<const FlatNode> table;
};

/// The text of a file, or nothing if it cannot be read.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

/// A scenario, with what is odd about it; or everything that is wrong with it, and no scenario.
struct Loaded {
  std::shared_ptr<const Scenario> scenario;
  std::vector<Complaint> complaints;
  std::vector<Complaint> warnings{};
};

/// Turns scenario files into checked scenarios, with everything that they extend.
class Loader {
 public:
  /// `operations`, by name, are those that faults may look for; `codes`, the error codes that are
  /// known. Where there are none, nobody knows.
  Loader(std::span<const Builtin> builtins, ReadFile read_file,
         std::vector<std::string> operations = {}, std::vector<std::uint32_t> codes = {});

  /// The built-in scenario of that name ("default").
  Loaded load_builtin(std::string_view name) const;
  /// A scenario from a file.
  Loaded load_file(const std::string& path) const;
  /// A scenario from text; `file` names it in complaints, and what it extends is looked for beside
  /// it.
  Loaded load_text(const std::string& file, const std::string& text) const;
  /// A scenario from what it was read from before, whatever its files hold now.
  Loaded load_source(const Source& source) const;

 private:
  Loaded finish(const Tree& tree, Source source, Complaints& complaints) const;
  std::optional<Tree> builtin_tree(std::string_view name) const;
  /// Lays `tree` over what it extends. `files` keeps the names that places point to, `source` what
  /// was read; `depth` ends circles.
  Node resolve(const Tree& tree, std::vector<Tree>& files, Source& source, Complaints& complaints,
               int depth) const;

  std::span<const Builtin> builtins_;
  ReadFile read_file_;
  std::vector<std::string> operations_;
  std::vector<std::uint32_t> codes_;
};

/// The same with another seed.
std::shared_ptr<const Scenario> with_seed(const Scenario& scenario, std::uint64_t seed);

}  // namespace dashsim::scenario
