#include "scenario/load.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/analysis.hpp"
#include "scenario/checks.hpp"
#include "scenario/reader.hpp"
#include "scenario/schema.hpp"
#include "scenario/values.hpp"

namespace dashsim::scenario {
namespace {

constexpr int kExtendsMax = 16;

std::string beside(std::string_view file, const std::string& path) {
  const std::size_t slash = file.rfind('/');
  if (path.starts_with('/') || slash == std::string_view::npos) return path;
  return std::string(file.substr(0, slash + 1)) + path;
}

}  // namespace

Loader::Loader(std::span<const Builtin> builtins, ReadFile read_file,
               std::vector<std::string> operations, std::vector<std::uint32_t> codes)
    : builtins_(builtins),
      read_file_(std::move(read_file)),
      operations_(std::move(operations)),
      codes_(std::move(codes)) {}

std::optional<Tree> Loader::builtin_tree(std::string_view name) const {
  if (name.find('/') != std::string_view::npos)
    return std::nullopt;  // those of folders are no scenarios
  const std::string file = std::string(name) + ".yaml";
  const auto found = std::ranges::find(builtins_, std::string_view(file), &Builtin::name);
  if (found == builtins_.end()) return std::nullopt;
  return from_table(file, found->table);
}

Loaded Loader::load_builtin(std::string_view name) const {
  Complaints complaints;
  const std::optional<Tree> tree = builtin_tree(name);
  if (!tree) {
    return {nullptr,
            {{std::string(name), 1, 1, fmt::format("there is no built-in scenario '{}'", name)}}};
  }
  return finish(*tree, {std::string(name), {}}, complaints);
}

Loaded Loader::load_file(const std::string& path) const {
  const std::optional<std::string> text = read_file_(path);
  if (!text) return {nullptr, {{path, 1, 1, "the file cannot be read"}}};
  return load_text(path, *text);
}

Loaded Loader::load_text(const std::string& file, const std::string& text) const {
  Complaints complaints;
  const Tree tree = read_yaml(file, text, complaints);
  if (!complaints.empty()) return {nullptr, complaints.sorted()};
  return finish(tree, {file, {{file, text}}}, complaints);
}

Loaded Loader::load_source(const Source& source) const {
  if (source.files.empty()) return load_builtin(source.name);
  Loader loader = *this;
  loader.read_file_ = [&source](const std::string& path) -> std::optional<std::string> {
    const auto found = std::ranges::find(source.files, path, &SourceFile::file);
    if (found == source.files.end()) return std::nullopt;
    return found->text;
  };
  return loader.load_text(source.files.front().file, source.files.front().text);
}

Loaded Loader::finish(const Tree& tree, Source source, Complaints& complaints) const {
  check_shape(tree.root, scenario_shape(), complaints);
  std::vector<Tree> files{tree};
  const Node root = resolve(tree, files, source, complaints, 0);
  auto scenario = std::make_shared<Scenario>(read_values(root, complaints));
  for (const Builtin& builtin : builtins_) {
    const bool addresses = builtin.name.starts_with("geography/");
    if (!addresses && !builtin.name.starts_with("lifecycles/")) continue;
    const Tree& file = files.emplace_back(from_table(builtin.name, builtin.table));
    check_shape(file.root, addresses ? known_addresses_shape() : lifecycles_shape(), complaints);
    if (addresses) {
      read_known_addresses(file.root, *scenario);
    } else {
      read_usual_lifecycles(file.root, *scenario, complaints);
    }
  }
  check_scenario(*scenario, operations_, complaints);
  if (!complaints.empty()) return {nullptr, complaints.sorted()};
  for (const Tree& file : files) scenario->files.push_back(file.file);
  scenario->source = std::make_shared<const Source>(std::move(source));
  std::vector<Complaint> warnings = analyse(*scenario, operations_, codes_);
  return {std::move(scenario), {}, std::move(warnings)};
}

Node Loader::resolve(const Tree& tree, std::vector<Tree>& files, Source& source,
                     Complaints& complaints, int depth) const {
  const Node* extends = tree.root.member("extends");
  const std::string wanted = extends != nullptr ? extends->text : "default";
  if (wanted == "nothing") return tree.root;
  if (depth >= kExtendsMax) {
    complaints.add(tree.root.place, "scenarios extend each other in a circle");
    return tree.root;
  }
  std::optional<Tree> under = builtin_tree(wanted);
  if (!under) {
    const std::string path = beside(*tree.file, wanted);
    const std::optional<std::string> text = read_file_(path);
    if (!text) {
      complaints.add(
          extends != nullptr ? extends->place : tree.root.place,
          fmt::format("'{}' is neither a built-in scenario (default, nothing) nor a file that "
                      "can be read",
                      wanted));
      return tree.root;
    }
    under = read_yaml(path, *text, complaints);
    source.files.push_back({path, *text});
    check_shape(under->root, scenario_shape(), complaints);
  }
  files.push_back(*under);
  return merged(resolve(*under, files, source, complaints, depth + 1), tree.root);
}

std::shared_ptr<const Scenario> with_seed(const Scenario& scenario, std::uint64_t seed) {
  auto copy = std::make_shared<Scenario>(scenario);
  copy->seed = seed;
  return copy;
}

}  // namespace dashsim::scenario
