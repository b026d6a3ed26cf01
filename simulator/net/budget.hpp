#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace dashsim::net {

/// How many bytes the connections of a listener may hold together, in bodies that they read and in
/// answers that nobody has taken yet. What is small is not counted, so that usual requests pass
/// whatever others hold. Callable from any thread.
class Budget {
 public:
  static constexpr std::size_t kUncounted = 16U << 10U;  ///< bytes of each share

  explicit Budget(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// What one body or answer holds; it gives that back when it dies.
  class Share {
   public:
    explicit Share(std::shared_ptr<Budget> budget) : budget_(std::move(budget)) {}
    ~Share() { budget_ ? budget_->give_back(counted_) : void(); }
    Share(Share&& other) noexcept
        : budget_(std::move(other.budget_)), counted_(std::exchange(other.counted_, 0)) {}
    Share& operator=(Share&& other) noexcept {
      std::swap(budget_, other.budget_);
      std::swap(counted_, other.counted_);
      return *this;
    }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    /// Holds so many bytes from now on. False if there is no room for them; then it holds what it
    /// held before.
    [[nodiscard]] bool hold(std::size_t bytes) {
      const std::size_t counted = bytes > kUncounted ? bytes - kUncounted : 0;
      if (counted > counted_ && !budget_->take(counted - counted_)) return false;
      if (counted < counted_) budget_->give_back(counted_ - counted);
      counted_ = counted;
      return true;
    }
    void release() { budget_->give_back(std::exchange(counted_, 0)); }

   private:
    std::shared_ptr<Budget> budget_;  // null once it was moved away
    std::size_t counted_ = 0;
  };

 private:
  /// Who is alone may hold as much as it needs.
  bool take(std::size_t bytes) {
    const std::size_t held = held_.fetch_add(bytes);
    if (held == 0 || held + bytes <= bytes_max_) return true;
    held_ -= bytes;
    return false;
  }
  void give_back(std::size_t bytes) { held_ -= bytes; }

  const std::size_t bytes_max_;
  std::atomic<std::size_t> held_ = 0;
};

}  // namespace dashsim::net
