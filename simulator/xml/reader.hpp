#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Guarded reading of XML from clients: no DTD, no custom entities, bounded depth and size, UTF-8
/// only.
namespace dashsim::xml {

struct Limits {
  std::size_t depth_max = 32;         ///< elements inside elements
  std::size_t elements_max = 50'000;  ///< in one document
};

enum class FaultKind : std::uint8_t {
  kMalformed,   ///< not well-formed, or bytes that are not UTF-8
  kForbidden,   ///< well-formed, but with a DTD or an entity of its own
  kTooComplex,  ///< deeper or with more elements than the limits allow
};

/// Why a document was refused, in words for its sender.
struct Fault {
  FaultKind kind;
  std::string text;
};

/// An element of a document; a small handle, valid as long as its document. Names come without
/// prefix.
class Element;

/// A document that has been read. Movable, not copyable; elements stay valid when it is moved.
class Document {
 public:
  /// Reads `text` whole. Namespace prefixes and attributes are dropped, but for xsi:nil
  /// and delete.
  static std::variant<Document, Fault> read(std::string text, const Limits& limits = {});

  Element root() const;

  struct Node {
    std::string_view name;
    std::string_view text;          ///< character data of this element alone, trimmed
    std::uint32_t next = 0;         ///< index of the next sibling; 0: none
    std::uint32_t first_child = 0;  ///< 0: none
    bool nil = false;
    bool to_delete = false;
  };

 private:
  friend class Element;
  struct Storage;
  explicit Document(std::shared_ptr<const Storage> storage) : storage_(std::move(storage)) {}
  std::shared_ptr<const Storage> storage_;
};

class Element {
 public:
  class Children;

  std::string_view name() const { return node().name; }
  /// Character data without white space at both ends; entities resolved.
  std::string_view text() const { return node().text; }
  /// Carries xsi:nil="true": the client means "nothing here".
  bool nil() const { return node().nil; }
  /// Carries delete="true": the client wants the element gone. Reference: bulkPortins, PATCH.
  bool to_delete() const { return node().to_delete; }
  bool has_children() const { return node().first_child != 0; }

  Children children() const;
  /// The first child of that name, in exactly that spelling.
  std::optional<Element> child(std::string_view name) const;
  /// The element that a path such as "A/B" leads to, along first children.
  std::optional<Element> at(std::string_view path) const;
  /// Text at a path; empty if there is no such element.
  std::string_view text_at(std::string_view path) const;

 private:
  friend class Document;
  Element(const std::vector<Document::Node>* nodes, std::uint32_t index)
      : nodes_(nodes), index_(index) {}
  const Document::Node& node() const { return (*nodes_)[index_]; }

  const std::vector<Document::Node>* nodes_;
  std::uint32_t index_;
};

class Element::Children {
 public:
  class Iterator {
   public:
    using value_type = Element;              // NOLINT(readability-identifier-naming)
    using difference_type = std::ptrdiff_t;  // NOLINT(readability-identifier-naming)
    Iterator(const std::vector<Document::Node>* nodes, std::uint32_t index)
        : nodes_(nodes), index_(index) {}
    Element operator*() const { return {nodes_, index_}; }
    Iterator& operator++() {
      index_ = (*nodes_)[index_].next;
      return *this;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const std::vector<Document::Node>* nodes_;
    std::uint32_t index_;
  };

  Children(const std::vector<Document::Node>* nodes, std::uint32_t first)
      : nodes_(nodes), first_(first) {}
  Iterator begin() const { return {nodes_, first_}; }
  Iterator end() const { return {nodes_, 0}; }

 private:
  const std::vector<Document::Node>* nodes_;
  std::uint32_t first_;
};

inline Element::Children Element::children() const {
  return {nodes_, node().first_child};
}

}  // namespace dashsim::xml
