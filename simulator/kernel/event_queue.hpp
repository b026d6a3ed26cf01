#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "kernel/time.hpp"

/// What is to happen in virtual time, ordered by (time, sequence): equal times run in order of
/// issue.
namespace dashsim::kernel {

/// Work is what somebody waits for; background (expiries, ageing) does not keep a world from being
/// idle.
enum class Urgency : std::uint8_t { kWork, kBackground };

/// Events are plain values, so that a queue can be copied with its world.
template <class Event>
class EventQueue {
 public:
  using Sequence = std::uint64_t;
  struct Entry {
    VirtualTime time;
    Sequence sequence;
    Urgency urgency;
    Event event;
  };

  Sequence schedule(VirtualTime time, Urgency urgency, Event event) {
    const Sequence sequence = ++last_sequence_;
    entries_.emplace(Key{time, sequence}, Entry{time, sequence, urgency, std::move(event)});
    if (urgency == Urgency::kWork) ++work_;
    return sequence;
  }

  /// Null if nothing is scheduled.
  const Entry* next() const { return entries_.empty() ? nullptr : &entries_.begin()->second; }

  /// Removes and returns the earliest entry; there must be one.
  Entry pop() {
    auto first = entries_.begin();
    Entry entry = std::move(first->second);
    entries_.erase(first);
    if (entry.urgency == Urgency::kWork) --work_;
    return entry;
  }

  std::size_t size() const { return entries_.size(); }
  bool idle() const { return work_ == 0; }

  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& [key, entry] : entries_) visit(entry);
  }

 private:
  using Key = std::pair<VirtualTime, Sequence>;
  std::map<Key, Entry> entries_;
  Sequence last_sequence_ = 0;
  std::size_t work_ = 0;
};

}  // namespace dashsim::kernel
