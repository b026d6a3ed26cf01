#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dashsim::kernel {

/// A hash table that can find, insert and erase but not be walked through, so that no order leaks
/// out of it.
template <class Value>
class TextLookup {
 public:
  /// Null if the key is unknown.
  const Value* find(std::string_view key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? nullptr : &found->second;
  }
  void insert(std::string key, Value value) {
    values_.insert_or_assign(std::move(key), std::move(value));
  }
  void erase(std::string_view key) {
    const auto found = values_.find(key);
    if (found != values_.end()) values_.erase(found);
  }
  std::size_t size() const { return values_.size(); }

 private:
  struct Hash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's word
    std::size_t operator()(std::string_view key) const {
      return std::hash<std::string_view>{}(key);
    }
  };
  std::unordered_map<std::string, Value, Hash, std::equal_to<>> values_;
};

}  // namespace dashsim::kernel
