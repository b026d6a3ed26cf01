#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace dashsim::kernel {

/// A value that its copies share until one of them edits it, so that copying a world costs a count
/// instead of its content. Copies may live on different threads; one of them is for one thread at a
/// time.
template <class Value>
class Shared {
 public:
  Shared() : Shared(Value{}) {}
  explicit Shared(Value value) : box_(new Box{{1}, std::move(value)}) {}
  Shared(const Shared& other) noexcept : box_(other.box_) {
    box_->owners.fetch_add(1, std::memory_order_relaxed);
  }
  Shared(Shared&& other) noexcept : box_(std::exchange(other.box_, nullptr)) {}
  Shared& operator=(Shared other) noexcept {
    std::swap(box_, other.box_);
    return *this;
  }
  ~Shared() {
    if (box_ != nullptr && box_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete box_;
  }

  operator const Value&() const { return box_->value; }
  const Value& operator*() const { return box_->value; }
  const Value* operator->() const { return &box_->value; }

  /// The value for changing. If others share it, this copy gets one of its own: what was read
  /// before is theirs and stays as it was.
  Value& edit() {
    if (box_->owners.load(std::memory_order_acquire) != 1) *this = Shared(Value(box_->value));
    return box_->value;
  }

 private:
  struct Box {
    std::atomic<std::uint32_t> owners;
    Value value;
  };
  Box* box_;
};

}  // namespace dashsim::kernel
