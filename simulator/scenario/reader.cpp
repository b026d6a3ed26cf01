#include "scenario/reader.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace dashsim::scenario {
namespace {

constexpr std::size_t kNodesMax = 200'000;
constexpr std::size_t kMembersMax = 2000;  // of a map: they are looked for one after the other
constexpr int kDepthMax = 40;

class Converter {
 public:
  Converter(std::string_view file, Complaints& complaints) : file_(file), complaints_(complaints) {}

  Node convert(const YAML::Node& source, int depth = 0) {
    Node node;
    node.place = place_of(source.Mark());
    const bool too_wide = source.IsMap() && source.size() > kMembersMax;
    if (too_wide || depth > kDepthMax || ++nodes_ > kNodesMax) {
      if (!too_large_)
        complaints_.add(node.place, "the scenario is too large or too deeply nested");
      too_large_ = true;
      return node;
    }
    if (source.IsScalar()) {
      node.kind = Node::Kind::kScalar;
      node.text = source.Scalar();
    } else if (source.IsSequence()) {
      node.kind = Node::Kind::kList;
      for (const auto& item : source) node.items.push_back(convert(item, depth + 1));
    } else if (source.IsMap()) {
      node.kind = Node::Kind::kMap;
      for (const auto& member : source) add_member(node, member.first, member.second, depth);
    }
    return node;
  }

  Place place_of(const YAML::Mark& mark) const {
    return {file_, mark.is_null() ? 1 : mark.line + 1, mark.is_null() ? 1 : mark.column + 1};
  }

 private:
  void add_member(Node& map, const YAML::Node& key, const YAML::Node& value, int depth) {
    const Place key_place = place_of(key.Mark());
    if (!key.IsScalar()) {
      complaints_.add(key_place, "a key must be a plain word");
      return;
    }
    if (map.member(key.Scalar()) != nullptr) {
      complaints_.add(key_place, fmt::format("key '{}' is given twice", key.Scalar()));
      return;
    }
    Node node = convert(value, depth + 1);
    node.key = key.Scalar();
    node.key_place = key_place;
    if (node.kind == Node::Kind::kNull) node.place = key_place;
    map.items.push_back(std::move(node));
  }

  std::string_view file_;
  Complaints& complaints_;
  std::size_t nodes_ = 0;
  bool too_large_ = false;
};

}  // namespace

Tree read_yaml(std::string_view file, const std::string& text, Complaints& complaints) {
  Tree tree{std::make_shared<const std::string>(file), {}};
  Converter converter(*tree.file, complaints);
  try {
    tree.root = converter.convert(YAML::Load(text));
  } catch (const YAML::ParserException& error) {
    complaints.add(converter.place_of(error.mark), error.msg);
  } catch (const YAML::Exception& error) {
    complaints.add(converter.place_of(error.mark), error.msg);
  }
  return tree;
}

}  // namespace dashsim::scenario
