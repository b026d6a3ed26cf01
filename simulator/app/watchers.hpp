#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>

/// Those who wait until something has happened to a world, so as to look at it again. They are no
/// part of it: nothing that the world does depends on whether anybody watches. Not for two threads
/// at a time.
namespace dashsim::app {

class Watchers {
 public:
  /// Is told how many changes there have been.
  using Tell = std::function<void(std::uint64_t)>;

  /// So many wait; one more, and the one that has waited longest is told at once.
  static constexpr std::size_t kMax = 64;

  std::uint64_t changes() const { return changes_; }
  /// Tells at once unless `seen` is the number of changes, else after the next one. `tell` must not
  /// change the world.
  void watch(std::uint64_t seen, Tell tell);
  void note_change() {
    ++changes_;
    if (!waiting_.empty()) tell_all();
  }

 private:
  void tell_all();

  std::uint64_t changes_ = 0;
  std::deque<Tell> waiting_;  // oldest first
};

}  // namespace dashsim::app
