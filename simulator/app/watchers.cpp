#include "app/watchers.hpp"

#include <utility>

namespace dashsim::app {

void Watchers::watch(std::uint64_t seen, Tell tell) {
  if (seen != changes_) return tell(changes_);
  waiting_.push_back(std::move(tell));
  if (waiting_.size() <= kMax) return;
  const Tell oldest = std::move(waiting_.front());
  waiting_.pop_front();
  oldest(changes_);
}

void Watchers::tell_all() {
  // Whoever has been told may come back at once.
  for (const Tell& tell : std::exchange(waiting_, {})) tell(changes_);
}

}  // namespace dashsim::app
